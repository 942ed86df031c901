"""The macros that stand in where a shop has none (prompts/macros/*.md): the law's outcomes, asking, identity."""

from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.domain.policy import Macro, MacroKind, Variant
from server.domain.store import AddressForm


class _FrontMatter(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: MacroKind
    language: str
    intents: list[str]
    outcomes: list[str]
    variant: Variant
    address_form: AddressForm | str
    channel: str | None = None


def _read(name: str, text: str) -> Macro:
    _, front_matter, body = text.split("---\n", 2)
    return Macro(
        **msgspec.structs.asdict(msgspec.convert(yaml.safe_load(front_matter), _FrontMatter, strict=True)),
        body=body.strip(),
        path=f"prompts/macros/{name}",
    )


_FOLDER = files("prompts").joinpath("macros")
BUILTIN_MACROS: list[Macro] = [
    _read(file.name, file.read_text("utf-8"))
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    if file.name.endswith(".md")
]
