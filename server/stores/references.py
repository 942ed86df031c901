"""What the files of a pack owe each other: sections that are cited, macros for outcomes, parameters that are used."""

from server.stores import read_store, read_tree
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.yaml12 import Document
from server.stores.read_macros import ASK, Macros
from server.stores.read_policies import Policies
from server.stores.read_store import Basics
from server.stores.read_tree import TreeFile

_USED_BY_CODE = frozenset({"promised_days", "return_window_days"})
"""Parameters that facts and macros are computed from, whether the tree names them or not."""


def check_sections(tree: TreeFile, policies: Policies, languages: list[str], findings: Findings) -> None:
    """Every section that an outcome cites stands in every language of the store."""
    for address, line in tree.cites:
        policy, _, slug = address.partition("#")
        for language in languages:
            if policies.lacks(address, language):
                said = SENTENCES("tree.no_section", policy=policy, slug=slug, language=language)
                findings.add("missing_section", read_tree.FILE, line, said)


def check_macros(tree: TreeFile, macros: Macros, languages: list[str], findings: Findings) -> None:
    """Every outcome, and `ask`, has a reply macro in every language of the store."""
    for outcome in (*tree.outcomes, ASK):
        for language in languages:
            if macros.lacks_reply(outcome, language):
                line = tree.document.line(("outcomes", outcome))
                said = SENTENCES("tree.no_macro", language=language, outcome=outcome)
                findings.add("missing_macro", read_tree.FILE, line, said)


def check_parameters(used: set[str], basics: Basics, store: Document, findings: Findings) -> None:
    """Every parameter is used by a test, or by the code."""
    for name in basics.parameters or {}:
        if name not in used | _USED_BY_CODE:
            said = SENTENCES("store.unused_parameter", name=name)
            findings.add("unused_param", read_store.FILE, store.line(("parameters", name)), said)
