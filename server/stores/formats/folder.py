"""The folder of a pack: its files as text, never one outside of it."""

from collections.abc import Iterator
from pathlib import Path

from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings

_TEXT_BYTES = 1_000_000
_DATA_BYTES = 256_000_000


class _Refused(Exception):
    """A file that is there and must not be read."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.en)
        self.why = why


class Folder:
    """A pack's folder. What cannot be read is a finding; `texts` keeps every text file as it stands."""

    def __init__(self, root: Path, findings: Findings) -> None:
        self._root = root
        self._findings = findings
        self.texts: dict[str, str] = {}

    def has(self, name: str) -> bool:
        """Whether there is something called `name`, readable or not."""
        return (self._root / name).exists() or (self._root / name).is_symlink()

    def text(self, name: str) -> str | None:
        """A YAML or Markdown file, kept in `texts`; None and a finding when it cannot be read."""
        content = self.content(name, _TEXT_BYTES)
        text = None if content is None else decode(content, name, 1, self._findings)
        if text is not None:
            self.texts[name] = text
        return text

    def content(self, name: str, limit: int = _DATA_BYTES) -> bytes | None:
        """A file's bytes; None and a finding when it cannot be read."""
        try:
            return self._content(name, limit)
        except FileNotFoundError:
            reason = SENTENCES("no_file")
        except _Refused as error:
            reason = error.why
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
            why = getattr(error, "strerror", None)
            reason = SENTENCES("system_refuses", why=why) if why else SENTENCES("cannot_be_opened")
        self._refuse(name, reason)
        return None

    def _content(self, name: str, limit: int) -> bytes:
        path = (self._root / name).resolve(strict=True)
        if not path.is_relative_to(self._root.resolve()):
            raise _Refused(SENTENCES("outside"))
        if not path.is_file():
            raise _Refused(SENTENCES("no_plain_file"))
        if path.stat().st_size > limit:
            raise _Refused(SENTENCES("too_large", megabytes=limit // 1_000_000))
        return path.read_bytes()

    def markdown(self, folder: str) -> Iterator[tuple[str, str]]:
        """Name and text of each .md file of a folder, by name; a finding when there is none."""
        path = self._root / folder
        names = sorted(p.name for p in path.glob("*.md") if not p.name.startswith(".")) if path.is_dir() else []
        if not names:
            self._refuse(folder, SENTENCES("no_markdown", folder=folder))
        for name in names:
            text = self.text(f"{folder}/{name}")
            if text is not None:
                yield f"{folder}/{name}", text

    def _refuse(self, name: str, reason: Said) -> None:
        self._findings.add("unreadable", name, 1, SENTENCES("cannot_read", name=name, reason=reason))


def decode(content: bytes, file: str, first_line: int, findings: Findings) -> str | None:
    """UTF-8 text without its byte order mark; None and a finding at the line that is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + content.count(b"\n", 0, error.start)
        findings.add("unreadable", file, line, SENTENCES("no_utf8"))
        return None
    if "\0" in text:
        line = first_line + text.count("\n", 0, text.index("\0"))
        findings.add("unreadable", file, line, SENTENCES("has_nul"))
        return None
    return text
