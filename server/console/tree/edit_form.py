"""The form in which a tree and its parameters are edited, and what it would change in the store pack."""

from collections.abc import Mapping

from litestar.datastructures import FormMultiDict
from msgspec import Struct

from server.console.tree.findings import TREE_FILE
from server.db.trees import TreeVersion
from server.stores.parameter_texts import as_text, parameter_texts, with_parameter_texts
from server.stores.shop import Shop

STORE_FILE = "store.yaml"
_PARAMETER = "parameter."


class TreeEdit(Struct, frozen=True):
    """What stands in the form. `base`: the version that was in force when it was opened."""

    base: str
    tree: str
    parameters: dict[str, str]


def edit_of(texts: Mapping[str, str], base: str) -> TreeEdit:
    """The form filled with the texts of a pack."""
    return TreeEdit(base, texts[TREE_FILE], parameter_texts(texts[STORE_FILE]))


def edit_of_version(version: TreeVersion, texts: Mapping[str, str], shop: Shop) -> TreeEdit:
    """The form filled with an older version; a parameter that says the same as today's keeps today's spelling."""
    written, today = parameter_texts(texts[STORE_FILE]), shop.store.parameters
    parameters = {
        name: written[name] if dated == today.get(name) else as_text(dated)
        for name, dated in version.parameters.items()
    }
    return TreeEdit(shop.tree_version, version.text, parameters)


def read_edit(form: FormMultiDict) -> TreeEdit:
    """What the browser sent."""

    def text(name: str) -> str:
        return str(form.get(name) or "").replace("\r\n", "\n")

    parameters = {name.removeprefix(_PARAMETER): text(name) for name in form if name.startswith(_PARAMETER)}
    if added := text("added_name").strip():
        parameters[added] = text("added_value")
    return TreeEdit(text("base"), text("tree"), parameters)


def changes_of(edit: TreeEdit, texts: Mapping[str, str]) -> dict[str, str]:
    """The files of the pack that would change, each with its whole new text."""
    wanted = {TREE_FILE: edit.tree, STORE_FILE: with_parameter_texts(texts[STORE_FILE], edit.parameters)}
    return {path: text for path, text in wanted.items() if text != texts[path]}
