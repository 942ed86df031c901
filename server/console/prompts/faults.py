"""What is wrong with a text, at its line."""

from collections.abc import Iterable

from msgspec import Struct

from server.domain.pack import Finding
from server.llm.prompts import Fault


class ShownFault(Struct, frozen=True):
    """`quoted`: the line itself, empty where the text has none there. `file`: where it is another one."""

    line: int
    message: str
    quoted: str
    file: str | None = None


def faults_of_prompt(faults: Iterable[Fault], text: str) -> list[ShownFault]:
    """The faults of a prompt's text."""
    return [ShownFault(fault.line, fault.message, _line(text, fault.line)) for fault in faults]


def faults_of_file(findings: Iterable[Finding], path: str, text: str) -> list[ShownFault]:
    """The findings of an edited pack, those in the file that is edited first."""
    ordered = sorted(findings, key=lambda finding: (finding.file != path, finding.level != "error"))
    return [
        ShownFault(
            one.line, f"{one.code}: {one.message}", _line(text, one.line) if one.file == path else "", _other(one, path)
        )
        for one in ordered
    ]


def _other(finding: Finding, path: str) -> str | None:
    return None if finding.file == path else finding.file


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].strip() if number <= len(lines) else ""
