"""The form of a policy: front matter as fields, the body as text, and the file that both make."""

import re
from datetime import UTC, datetime
from typing import get_args

from litestar.datastructures import FormMultiDict
from msgspec import Struct

from server.console.policies.text import quoted
from server.domain.pack import Finding
from server.domain.policy import Audience, Policy
from server.said import Said
from server.stores.edit_pack import mark_of
from server.stores.formats.markdown import slug_of

AUDIENCES: tuple[str, ...] = get_args(Audience)
KINDS = ("faq", "terms", "guide")
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class PolicyForm(Struct, frozen=True):
    """What stands in the form, as typed. `path`: the file that it began with, empty for a new policy.

    `base_path`, `base`: the file that was last shown beside it, and the mark of what it said.
    """

    path: str
    id: str
    title: str
    language: str
    audience: str
    kind: str
    valid_from: str
    url: str
    body: str
    base_path: str = ""
    base: str = ""

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join([*self._front_matter, "", self.body.strip(), ""])

    @property
    def body_line(self) -> int:
        """The file's line that the body begins in."""
        return len(self._front_matter) + 2

    @property
    def _front_matter(self) -> list[str]:
        fields = [
            ("id", self.id),
            ("title", quoted(self.title)),
            ("language", self.language),
            ("audience", self.audience),
            ("kind", self.kind),
            ("valid_from", self.valid_from),
            ("url", self.url),
        ]
        return ["---", *(f"{name}: {value}" for name, value in fields if value), "---"]


class ShownFinding(Struct, frozen=True):
    """A finding where its reader looks. `line`, `quote`: of the text in the form; None for a field or another file."""

    line: int | None
    quote: str
    place: str
    said: Said


def new_form(language: str, title: str = "", body: str = "", policy_id: str = "") -> PolicyForm:
    """A policy that is in force from today on."""
    today = datetime.now(UTC).date()
    return PolicyForm("", policy_id, title, language, "public", "faq", today.isoformat(), "", body)


def suggested_id(title: str) -> str:
    """A title's first words as an id."""
    return "-".join(slug_of(title).split("-")[:3])


def form_of(policy: Policy, text: str) -> PolicyForm:
    """The form for changing a policy. `text`: its file."""
    return PolicyForm(
        policy.path,
        policy.id,
        policy.title,
        policy.language,
        policy.audience,
        policy.kind,
        policy.valid_from.isoformat(),
        policy.url or "",
        policy.body,
        policy.path,
        mark_of(text),
    )


def read_form(form: FormMultiDict) -> PolicyForm:
    """What the browser sent; one line stays one line, so that no field can write another."""

    def line(name: str) -> str:
        return " ".join(str(form.get(name) or "").split())

    body = str(form.get("body") or "").replace("\r\n", "\n")
    fields = {name: line(name) for name in PolicyForm.__struct_fields__ if name != "body"}
    return PolicyForm(**fields, body=body)


def path_for(form: PolicyForm, policies: list[Policy]) -> str:
    """Where the form is saved: in the file of that very version, else in a new one beside all there are."""
    same = (form.id, form.language, form.valid_from)
    for policy in policies:
        if (policy.id, policy.language, policy.valid_from.isoformat()) == same:
            return policy.path
    name = form.id if _NAME.fullmatch(form.id) else "policy"
    language = form.language if _NAME.fullmatch(form.language) else "xx"
    plain = f"policies/{name}.{language}.md"
    if plain not in {policy.path for policy in policies}:
        return plain
    return f"policies/{name}.{re.sub('[^0-9-]', '', form.valid_from)}.{language}.md"


def shown(finding: Finding, form: PolicyForm, path: str) -> ShownFinding:
    """At the line of the text where the finding is about it."""
    lines = form.body.strip().split("\n")
    at = finding.line - form.body_line
    if finding.file == path and 0 <= at < len(lines):
        skipped = len(form.body) - len(form.body.lstrip())
        return ShownFinding(at + 1 + form.body[:skipped].count("\n"), lines[at].strip(), "", finding.said)
    place = "" if finding.file == path else f"{finding.file}:{finding.line}"
    return ShownFinding(None, "", place, finding.said)
