"""The folder of a pack: its files as text, never one outside of it."""

from collections.abc import Iterator
from pathlib import Path

from server.stores.formats.findings import Findings

_TEXT_BYTES = 1_000_000
_DATA_BYTES = 256_000_000


class _Refused(Exception):
    """A file that is there and must not be read; the message says why."""


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
            reason = "there is no such file; write it, or see that its name is spelt like this"
        except _Refused as error:
            reason = str(error)
        except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
            reason = f"{getattr(error, 'strerror', None) or 'it cannot be opened'}; see that this user may read it"
        self._refuse(name, reason)
        return None

    def _content(self, name: str, limit: int) -> bytes:
        path = (self._root / name).resolve(strict=True)
        if not path.is_relative_to(self._root.resolve()):
            raise _Refused("it leads out of the store pack; put the file itself into the folder")
        if not path.is_file():
            raise _Refused("it is no file; put a file of this name here")
        if path.stat().st_size > limit:
            raise _Refused(f"it is larger than {limit // 1_000_000} MB; write less into one file")
        return path.read_bytes()

    def markdown(self, folder: str) -> Iterator[tuple[str, str]]:
        """Name and text of each .md file of a folder, by name; a finding when there is none."""
        path = self._root / folder
        names = sorted(p.name for p in path.glob("*.md") if not p.name.startswith(".")) if path.is_dir() else []
        if not names:
            self._refuse(folder, f"there is no {folder}/*.md; write at least one")
        for name in names:
            text = self.text(f"{folder}/{name}")
            if text is not None:
                yield f"{folder}/{name}", text

    def _refuse(self, name: str, reason: str) -> None:
        self._findings.add("unreadable", name, 1, f"Cannot read {name}: {reason}.")


def decode(content: bytes, file: str, first_line: int, findings: Findings) -> str | None:
    """UTF-8 text without its byte order mark; None and a finding at the line that is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + content.count(b"\n", 0, error.start)
        findings.add("unreadable", file, line, "This line is not UTF-8; save the file in the encoding UTF-8.")
        return None
    if "\0" in text:
        line = first_line + text.count("\n", 0, text.index("\0"))
        findings.add("unreadable", file, line, "This line holds a NUL character; save the file as plain UTF-8 text.")
        return None
    return text
