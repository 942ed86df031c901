"""What is wrong with a text, at its line."""

from collections.abc import Iterable

from msgspec import Struct

from server.domain.pack import Finding
from server.llm.prompts import Fault
from server.said import Said


class ShownFault(Struct, frozen=True):
    """`quoted`: the line itself, empty where the text has none there. `file`: where it is another one.

    `code`: the finding's, as the command line says it; a prompt's faults have none.
    """

    line: int
    said: Said
    quoted: str
    file: str | None = None
    code: str | None = None


def faults_of_prompt(faults: Iterable[Fault], text: str) -> list[ShownFault]:
    """The faults of a prompt's text."""
    return [ShownFault(fault.line, fault.said, line_of(text, fault.line)) for fault in faults]


def faults_of_file(findings: Iterable[Finding], path: str, text: str) -> list[ShownFault]:
    """The findings of an edited pack, those in the file that is edited first."""
    ordered = sorted(findings, key=lambda finding: (finding.file != path, finding.level != "error"))
    return [_shown(finding, path, text) for finding in ordered]


def _shown(finding: Finding, path: str, text: str) -> ShownFault:
    if finding.file != path:
        return ShownFault(finding.line, finding.said, "", finding.file, finding.code)
    return ShownFault(finding.line, finding.said, line_of(text, finding.line), code=finding.code)


def line_of(text: str, number: int) -> str:
    """A line, counted from 1; empty where the text has none there."""
    lines = text.split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
