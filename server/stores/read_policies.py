"""policies/*.md: what the shop promises, one file per language and version."""

from datetime import date
from typing import Literal

from msgspec import Struct

from server.domain.policy import Audience, Policy
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.folder import Folder
from server.stores.formats.kinds import Id, Language, Link, Text
from server.stores.formats.markdown import read_markdown, sections
from server.stores.formats.typed import read_fields

FOLDER = "policies"


class _FrontMatter(Struct, frozen=True):
    id: Id
    title: Text
    language: Language
    audience: Audience
    kind: Literal["terms", "faq", "guide"]
    valid_from: date
    url: Link | None = None


class Policies:
    """The policies of a pack, and which addresses can be cited in which language."""

    def __init__(self) -> None:
        self.policies: list[Policy] = []
        self._names = Names("policy")
        self._newest: dict[tuple[str, str], tuple[date, set[str]]] = {}
        self._is_complete = True

    def lacks(self, address: str, language: str) -> bool:
        """Whether `POLICY#section` is known to be missing in this language.

        Of several versions the newest counts: it is the one that a shop still writes.
        """
        policy, _, slug = address.partition("#")
        _, slugs = self._newest.get((policy, language), (None, set()))
        return slug not in slugs and self._is_complete

    def read(self, file: str, text: str, findings: Findings) -> None:
        """Take a file up. One whose name and day are good can be cited though the rest is a finding."""
        markdown = read_markdown(text, file, findings)
        if markdown is None:
            self._is_complete = False
            return
        found = sections(markdown, findings)
        fields = read_fields(_FrontMatter, markdown.front_matter, findings)
        if not {"id", "language", "valid_from"} <= fields.keys():
            self._is_complete = False
            return
        policy, language, valid_from = fields["id"], fields["language"], fields["valid_from"]
        line = markdown.front_matter.line(("id",))
        version = SENTENCES("policy_version", id=policy, language=language, day=valid_from)
        self._names.add(version.en, file, line, findings, shown=version)
        if valid_from >= self._newest.get((policy, language), (valid_from,))[0]:
            self._newest[policy, language] = valid_from, {section.slug for section in found}
        if len(fields) == len(_FrontMatter.__struct_fields__):
            self.policies.append(Policy(**fields, body=markdown.body.strip(), sections=found, path=file))


def read_policies(folder: Folder, findings: Findings) -> Policies:
    """All policies of the folder."""
    policies = Policies()
    for file, text in folder.markdown(FOLDER):
        policies.read(file, text, findings)
    return policies
