"""macros/*.md: how the shop writes without a model."""

import re
from typing import Literal

from msgspec import Struct

from server.domain.policy import PLACEHOLDERS, Macro, MacroKind, Variant
from server.domain.reading import INTENTS
from server.domain.ticket import Channel
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.folder import Folder
from server.stores.formats.kinds import Id, Language
from server.stores.formats.markdown import MarkdownFile, read_markdown
from server.stores.formats.typed import read_fields

FOLDER = "macros"
ASK = "ask"
"""What a macro's `outcomes` name for a decision that stopped at an unknown fact."""

_PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{} \t]*)[ \t]*\}\}")


class _FrontMatter(Struct, frozen=True):
    id: Id
    kind: MacroKind
    language: Language
    variant: Variant
    address_form: Literal["du", "sie", "none"]
    intents: list[str] = []
    outcomes: list[str] = []
    channel: Channel | None = None


class Macros:
    """The macros of a pack, and which outcomes have a reply in which language."""

    def __init__(self, outcomes: Names) -> None:
        self.macros: list[Macro] = []
        self._outcomes = outcomes
        self._names = Names("macro")
        self._replies: set[tuple[str, str]] = set()
        self._is_complete = True

    def lacks_reply(self, outcome: str, language: str) -> bool:
        """Whether the outcome (or `ask`) is known to have no reply macro in this language."""
        return (outcome, language) not in self._replies and self._is_complete

    def read(self, file: str, text: str, findings: Findings) -> None:
        """Take a file up. One whose kind, language and outcomes are good counts though the rest is a finding."""
        markdown = read_markdown(text, file, findings)
        if markdown is None:
            self._is_complete = False
            return
        fields = read_fields(_FrontMatter, markdown.front_matter, findings)
        self._check_outcomes(markdown, fields.get("outcomes", []), findings)
        _check_intents(markdown, fields.get("intents", []), findings)
        _check_body(file, markdown, findings)
        if {"id", "language"} <= fields.keys():
            line = markdown.front_matter.line(("id",))
            self._names.add(f"{fields['id']} ({fields['language']})", file, line, findings)
        if not {"kind", "language", "outcomes"} <= fields.keys():
            self._is_complete = False
        elif fields["kind"] == "reply":
            self._replies.update((outcome, fields["language"]) for outcome in fields["outcomes"])
        if len(fields) == len(_FrontMatter.__struct_fields__):
            body = _PLACEHOLDER.sub(r"{{\1}}", markdown.body.strip())
            self.macros.append(Macro(**fields, body=body, path=file))

    def _check_outcomes(self, markdown: MarkdownFile, outcomes: list[str], findings: Findings) -> None:
        for index, outcome in enumerate(outcomes):
            if outcome != ASK and self._outcomes.lacks(outcome):
                line = markdown.front_matter.line(("outcomes", index))
                known = ", ".join([*self._outcomes, ASK])
                said = SENTENCES("macros.no_outcome", outcome=outcome, known=known)
                findings.add("missing_reference", markdown.front_matter.file, line, said)


def read_macros(folder: Folder, outcomes: Names, findings: Findings) -> Macros:
    """All macros of the folder; `outcomes` are those of the tree."""
    macros = Macros(outcomes)
    for file, text in folder.markdown(FOLDER):
        macros.read(file, text, findings)
    return macros


def _check_intents(markdown: MarkdownFile, intents: list[str], findings: Findings) -> None:
    for index, intent in enumerate(intents):
        if intent not in INTENTS:
            line = markdown.front_matter.line(("intents", index))
            said = SENTENCES("macros.no_intent", intent=intent, known=", ".join(INTENTS))
            findings.add("bad_value", markdown.front_matter.file, line, said)


def _check_body(file: str, markdown: MarkdownFile, findings: Findings) -> None:
    if not markdown.body.strip():
        findings.add("bad_value", file, markdown.body_line, SENTENCES("macros.no_text"))
    for line, text in enumerate(markdown.body.split("\n"), markdown.body_line):
        for name in _PLACEHOLDER.findall(text):
            if name not in PLACEHOLDERS:
                said = SENTENCES("macros.no_placeholder", name=name, known=", ".join(sorted(PLACEHOLDERS)))
                findings.add("bad_value", file, line, said)
        rest = _PLACEHOLDER.sub("", text)
        if "{{" in rest or "}}" in rest:
            findings.add("bad_value", file, line, SENTENCES("macros.open_placeholder"))
