"""A suite: cases as YAML that a manager can write (contract.md, An eval case)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from server.domain.draft import DraftKind
from server.domain.money import Money
from server.domain.pack import Finding
from server.domain.store import Role
from server.domain.ticket import Ticket
from server.errors import InvalidRequest
from server.evaluation.sentences import SENTENCES
from server.evaluation.split import Split
from server.stores.formats.findings import Findings
from server.stores.formats.typed import read_as
from server.stores.formats.yaml12 import Document, read_yaml


class Latency(Struct, frozen=True, forbid_unknown_fields=True):
    """Milliseconds at most."""

    first_word: int | None = None
    total: int | None = None


class Cost(Struct, frozen=True, forbid_unknown_fields=True):
    """At most: `tokens` of prompt and answer together, `money` in the currency of the model's price."""

    tokens: int | None = None
    money: Money | None = None


class ExpectedTriage(Struct, frozen=True, forbid_unknown_fields=True):
    """What is named is compared."""

    priority: str | None = None
    intent: str | None = None
    mood: str | None = None
    queue: str | None = None


class ExpectedDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """What is named is compared. `outcome`: `ask` where the tree asks. `amount`: such as "12.50"."""

    outcome: str | None = None
    action: str | None = None
    amount: str | None = None
    order_number: str | None = None
    raised_by_law: bool | None = None
    needs_approval: bool | None = None
    asks: list[str] | None = None


class Expect(Struct, frozen=True, forbid_unknown_fields=True, rename={"not_contains": "not-contains"}):
    """What must hold; each kind that is given is judged by itself.

    `facts`: name to value, null for unknown. `cites`: policy sections among the sources, or found by a search.
    `checks`: all, or the ids of those that must pass. `rubric`: yes/no criteria that a model judges, one by one.
    """

    triage: ExpectedTriage | None = None
    facts: dict[str, Any] | None = None
    decision: ExpectedDecision | None = None
    cites: list[str] | None = None
    contains: list[str] | None = None
    not_contains: list[str] | None = None
    regex: list[str] | None = None
    checks: Literal["all"] | list[str] | None = None
    language: str | None = None
    rubric: list[str] | None = None
    latency: Latency | None = None
    cost: Cost | None = None


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """A question to the store's policies, as POST /v1/search takes it."""

    query: str
    language: str | None = None
    limit: int = 5


class CaseFields(Struct, frozen=True, forbid_unknown_fields=True):
    """A case as it is written. `ticket`: a ticket as the API takes it, or the path of a JSON file beside the suite.

    `reference`: what a person answered; shown beside the draft, and judged by nobody.
    """

    id: str
    why: str
    store: str
    expect: Expect
    ticket: Any = None
    search: Search | None = None
    as_of: str | None = None
    split: Split = "dev"
    tags: list[str] = []
    reviewed_by: str | None = None
    kind: DraftKind = "reply"
    role: Role = "agent"
    agent_name: str | None = None
    facts: dict[str, Any] | None = None
    outcome: str | None = None
    language: str | None = None
    instruction: str | None = None
    typed_text: str | None = None
    reference: str | None = None


class Case(Struct, frozen=True, kw_only=True):
    """One case with its ticket read. Either `ticket` or `search` is there."""

    suite: str
    id: str
    why: str
    store: str
    expect: Expect
    ticket: Ticket | None
    search: Search | None
    as_of: str | None
    split: Split
    tags: list[str]
    reviewed_by: str | None
    kind: DraftKind
    role: Role
    agent_name: str | None
    facts: dict[str, Any] | None
    outcome: str | None
    language: str | None
    instruction: str | None
    typed_text: str | None
    reference: str | None

    @property
    def name(self) -> str:
        """What a report calls it; the same in every run."""
        return f"{self.suite}/{self.id}"


def read_suite(file: Path) -> list[Case]:
    """The cases of a suite's file; InvalidRequest lists everything that is wrong, by line."""
    if not file.is_file():
        raise InvalidRequest(f"There is no suite {file}; give a YAML file with a list of cases.")
    cases, findings = read_cases(file.read_text("utf-8"), file.stem, file.parent)
    if findings:
        listed = "\n".join(str(finding) for finding in findings)
        raise InvalidRequest(f"{file} cannot be run:\n{listed}")
    return cases


def read_cases(text: str, suite: str, folder: Path | None) -> tuple[list[Case], list[Finding]]:
    """The cases of a suite's text and everything that is wrong with it. `folder`: where its tickets may lie; None where
    each must stand in the text."""
    findings = Findings()
    document = read_yaml(text, f"{suite}.yaml", findings)
    cases = list(_cases(document, suite, folder, findings)) if document else []
    return cases, findings.sorted()


def _cases(document: Document, suite: str, folder: Path | None, findings: Findings) -> Iterator[Case]:
    if not isinstance(document.value, list):
        findings.add("bad_value", document.file, 1, SENTENCES("no_list"))
        return
    seen = set[str]()
    for index in range(len(document.value)):
        read = read_as(CaseFields, document, findings, (index,))
        line = document.line((index,))
        if read is None:
            continue
        if read.id in seen:
            findings.add("duplicate", document.file, line, SENTENCES("id_taken", id=read.id))
        if (read.ticket is None) == (read.search is None):
            findings.add("bad_value", document.file, line, SENTENCES("ticket_or_search"))
        seen.add(read.id)
        ticket = _ticket(read.ticket, document, folder, line, findings)
        fields = {name: getattr(read, name) for name in CaseFields.__struct_fields__} | {"ticket": ticket}
        yield Case(suite=suite, **fields)


def _ticket(given: Any, document: Document, folder: Path | None, line: int, findings: Findings) -> Ticket | None:
    """Inline, or the path of a JSON file beside the suite."""
    try:
        if isinstance(given, str) and folder:
            return msgspec.json.decode((folder / given).read_bytes(), type=Ticket)
        return None if given is None else msgspec.convert(given, Ticket)
    except OSError:
        findings.add("missing_reference", document.file, line, SENTENCES("no_file", file=given))
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        findings.add("bad_value", document.file, line, SENTENCES("no_ticket", problem=error))
    return None
