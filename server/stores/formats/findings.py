"""Collecting what is wrong in a pack, so that one run names everything."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from server.domain.pack import Finding
from server.said import Said, read_sentences

SENTENCES = read_sentences("server.stores")
"""What findings say."""

Code = Literal[
    "unreadable",
    "unknown_key",
    "duplicate",
    "missing_reference",
    "bad_value",
    "unreachable_node",
    "cycle",
    "gap",
    "shadowed_branch",
    "unused_outcome",
    "missing_macro",
    "missing_section",
    "missing_param",
    "unused_param",
    "harsher_than_law",
    "unproven",
]

_WARNINGS: frozenset[Code] = frozenset(
    {"shadowed_branch", "unused_outcome", "unused_param", "harsher_than_law", "unproven"}
)


class Findings:
    """Findings in the making; `len()` tells whether a stretch of reading found anything."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(
        self, code: Code, file: str, line: int, said: Said, facts: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        """One finding at the level that its code has by default; `facts` are a smallest set that shows it."""
        level: Literal["error", "warning"] = "warning" if code in _WARNINGS else "error"
        self._found.append(Finding(file, line, code, level, said.en, dict(facts), said.de))

    def warn(self, code: Code, file: str, line: int, said: Said) -> None:
        """A finding that does not refuse the pack, whatever its code."""
        self._found.append(Finding(file, line, code, "warning", said.en, {}, said.de))

    @property
    def has_errors(self) -> bool:
        return any(finding.level == "error" for finding in self._found)

    def sorted(self) -> list[Finding]:
        """All findings by file and line, in the order found within a line."""
        return sorted(self._found, key=lambda finding: (finding.file, finding.line))


class Names:
    """The names of one kind of record in a pack: finds duplicates and references to nothing.

    `incomplete` once a record could not be named: references then go unchecked, because one mistake in
    orders.csv must not turn every shipment into a second one.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.incomplete = False
        self._places: dict[str, tuple[str, int]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def add(self, name: str, file: str, line: int, findings: Findings, *, shown: Said | None = None) -> bool:
        """Take the name up; False and a finding when it is taken, in which it is `shown` like this."""
        if name in self._places:
            first_file, first_line = self._places[name]
            first = SENTENCES("place", file=first_file, line=first_line)
            said = SENTENCES("name_taken", kind=SENTENCES(f"kind.{self.kind}"), name=shown or name, first=first)
            findings.add("duplicate", file, line, said)
            return False
        self._places[name] = (file, line)
        return True

    def lacks(self, name: str) -> bool:
        """Whether a reference to `name` is known to lead nowhere."""
        return name not in self._places and not self.incomplete
