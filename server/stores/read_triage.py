"""triage.yaml: priorities, service levels and routing over the built-in ones."""

import re
from datetime import timedelta
from typing import Any

from msgspec import Struct

from server.domain.facts import FACTS
from server.domain.store import Store
from server.domain.ticket import Channel
from server.domain.triage import TICKET_SPECS, Priority, Targets, TriageRule, TriageRules
from server.errors import PackRefused
from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.kinds import Text
from server.stores.formats.typed import read_fields
from server.stores.formats.yaml12 import Document, Path, Plain, read_yaml
from server.stores.read_store import Basics
from server.stores.written_tests import WrittenTests

FILE = "triage.yaml"

_SPECS = FACTS | TICKET_SPECS
_TARGETS = ("first_response", "solve")
_SPAN = re.compile(r"([1-9][0-9]{0,5})([smh])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


class TriageFile(Struct, frozen=True):
    """The shop's own rules, None when the file has errors."""

    rules: TriageRules | None
    used_parameters: set[str]


class _File(Struct, frozen=True):
    rules: list[Any] = []
    sla: dict[Priority, dict[str, Any]] = {}
    channels: dict[Channel, str] = {}


class _Targets(Struct, frozen=True):
    first_response: str
    solve: str


class _Rule(Struct, frozen=True):
    when: dict[str, dict[str, Any]]
    priority: Priority | None = None
    queue: Text | None = None
    tags: list[Text] = []


NO_RULES = TriageFile(TriageRules([], {}, {}), set())


def read_triage(document: Document, basics: Basics, findings: Findings) -> TriageFile:
    """The rules with everything checked."""
    if document.value is None:
        return NO_RULES
    return _TriageReader(document, basics, findings).read()


def parse_triage(text: str, store: Store) -> TriageRules:
    """Rules that stand alone, as the database has them, no text being no rules; PackRefused with what is wrong."""
    findings = Findings()
    document = read_yaml(text, FILE, findings)
    rules = None if document is None else read_triage(document, Basics.of(store), findings).rules
    if rules is None or findings.has_errors:
        listed = [str(finding) for finding in findings.sorted()]
        raise PackRefused("The triage rules cannot be read: mend what is listed.", findings=listed)
    return rules


class _TriageReader:
    """One reading of one file."""

    def __init__(self, document: Document, basics: Basics, findings: Findings) -> None:
        self._document = document
        self._findings = findings
        self._tests = WrittenTests(document, basics, findings)

    def read(self) -> TriageFile:
        found_before = len(self._findings)
        fields = read_fields(_File, self._document, self._findings)
        rules = [self._rule(("rules", index)) for index in range(len(fields.get("rules", [])))]
        sla = {priority: self._targets(written, priority) for priority, written in fields.get("sla", {}).items()}
        channels = {name: self._span(text, ("channels", name)) for name, text in fields.get("channels", {}).items()}
        is_good = len(self._findings) == found_before
        return TriageFile(TriageRules(rules, sla, channels) if is_good else None, self._tests.used_parameters)

    def _rule(self, path: Path) -> TriageRule:
        fields = read_fields(_Rule, self._document, self._findings, path)
        when = {}
        for name, written in fields.get("when", {}).items():
            here = (*path, "when", name)
            if name not in _SPECS:
                self._refuse(here, SENTENCES("triage.no_name", name=name, known=", ".join(_SPECS)))
            elif test := self._tests.read(_SPECS[name], written, here):
                when[name] = test
        rule = TriageRule(when, fields.get("priority"), fields.get("queue"), fields.get("tags", []))
        if fields and not (rule.priority or rule.queue or rule.tags):
            self._refuse(path, SENTENCES("triage.idle"))
        return rule

    def _targets(self, written: dict[str, Plain], priority: Priority) -> Targets:
        """`{first_response: 60m, solve: 24h}`, or both in this order as `{60m, 24h}`, which YAML reads as keys."""
        path: Path = ("sla", priority)
        is_short = len(written) == 2 and all(value is None for value in written.values())
        if is_short:
            fields = dict(zip(_TARGETS, written, strict=True))
        else:
            fields = read_fields(_Targets, self._document, self._findings, path)
        first_response, solve = (self._span(fields.get(key), (*path, key)) for key in _TARGETS)
        return Targets(first_response, solve)

    def _span(self, text: str | None, path: Path) -> timedelta:
        """A span of time, of no length where there is a finding."""
        match = _SPAN.fullmatch(text or "")
        if match is None and text is not None:
            self._refuse(path, SENTENCES("triage.span", name=path[-1]))
        return timedelta() if match is None else timedelta(**{_UNITS[match[2]]: int(match[1])})

    def _refuse(self, path: Path, said: Said) -> None:
        self._findings.add("bad_value", FILE, self._document.line(path), said)
