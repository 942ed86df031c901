"""What a shop should know of its macros that refuses none of them: which will hardly ever be taken, and why."""

from collections.abc import Iterable, Sequence
from typing import Literal

from server.domain.policy import Macro
from server.domain.store import Store
from server.drafting.marked import names_in

MacroWarning = Literal["other_form", "never_filled", "behind_another", "one_language", "not_written"]

_ONLY_TO_SUPPLIERS = frozenset({"supplier_name", "supplier_order", "deadline"})


def macro_warnings(macros: Sequence[Macro], store: Store) -> dict[str, list[MacroWarning]]:
    """Path to its warnings, where there are any.

    `other_form`: the shop says du and it Sie, or the other way round. `never_filled`: names what only messages to
    suppliers know. `behind_another`: another one fits whenever it does and comes first. `one_language`: the shop has
    it not in each of its languages. `not_written`: of a kind that no draft is made of.
    """
    languages = {_same_in_any_language(macro): set[str]() for macro in macros}
    alike: dict[object, list[Macro]] = {}
    for macro in macros:
        languages[_same_in_any_language(macro)].add(macro.language)
        alike.setdefault(_same_place(macro), []).append(macro)
    found = {
        macro.path: list(_warnings(macro, store, languages[_same_in_any_language(macro)], alike[_same_place(macro)]))
        for macro in macros
    }
    return {path: warnings for path, warnings in found.items() if warnings}


def _warnings(macro: Macro, store: Store, languages: set[str], alike: list[Macro]) -> Iterable[MacroWarning]:
    if macro.kind == "acknowledge":
        yield "not_written"
    if macro.kind != "reply":
        return
    if macro.variant != "formal" and macro.address_form not in (store.address_form, "none"):
        yield "other_form"
    if _ONLY_TO_SUPPLIERS & set(names_in(macro.body)):
        yield "never_filled"
    if any(_comes_first(other, macro) for other in alike):
        yield "behind_another"
    if not languages >= set(store.languages):
        yield "one_language"


def _same_in_any_language(macro: Macro) -> object:
    return macro.id, macro.kind


def _same_place(macro: Macro) -> object:
    return macro.kind, macro.language, macro.channel, macro.variant, macro.address_form, tuple(sorted(macro.intents))


def _comes_first(other: Macro, macro: Macro) -> bool:
    """Whether the rules take `other` wherever they could take `macro`: alike but for the id, and the lower one wins."""
    return (
        other.id < macro.id
        and set(other.outcomes) >= set(macro.outcomes)
        and set(names_in(other.body)) == set(names_in(macro.body))
    )
