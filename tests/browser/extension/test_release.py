"""The extension as it is handed out."""

import json
import subprocess

from tests.browser.extension.conftest import EXTENSION


def test_the_release_has_no_way_in_for_tests() -> None:
    """The script that lets tests call the insertion is in the test build alone."""
    subprocess.run(["npx", "wxt", "build"], cwd=EXTENSION, check=True, capture_output=True)
    built = EXTENSION / ".output" / "chrome-mv3"
    scripts = json.loads((built / "manifest.json").read_text())["content_scripts"]
    assert [script["js"] for script in scripts] == [["content-scripts/helpdesk.js"]]
    assert [path.name for path in (built / "content-scripts").iterdir()] == ["helpdesk.js"]
