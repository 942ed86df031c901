#!/usr/bin/env bash
# Browser tests need a Chromium: on PATH, else from apt as root, else Playwright's own, else say what to install.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium with apt ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 && exit 0
echo "The browser tests need Chromium: install the package chromium, or run .venv/bin/python -m playwright install chromium."
exit 1
