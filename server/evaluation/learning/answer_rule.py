"""A manager's answer to a proposed rule: into a prompt's next version, into a macro's text, or refused for good."""

from msgspec import Struct

from server.db import audit, eval_rules, versions
from server.db.pool import Connection
from server.domain.store import Store
from server.errors import BadValue
from server.evaluation.learning.edits import Change
from server.evaluation.sentences import SENTENCES
from server.stores.prompts import PRODUCTION, add_version, text_of

_LINE: dict[str, dict[Change, str]] = {
    "de": {
        "added": "- Wo es passt, sinngemäß: „{sentence}“",
        "deleted": "- Keine Sätze wie: „{sentence}“",
        "replaced": "- Statt „{before}“ besser: „{sentence}“",
    },
    "en": {
        "added": "- Where it fits, say something like: “{sentence}”",
        "deleted": "- No sentences like: “{sentence}”",
        "replaced": "- Instead of “{before}” rather: “{sentence}”",
    },
}


class Rule(Struct, frozen=True):
    """What an answer is about; `before`: of a rewording."""

    language: str
    change: Change
    sentence: str
    before: str = ""


def snippet_for(store: Store, language: str) -> str | None:
    """The snippet that says how replies in a language sound; None where there is none."""
    return {"de": f"snippets/style.de-{store.address_form}", "en": "snippets/style.en"}.get(language)


async def accept_into_snippet(conn: Connection, store: Store, rule: Rule, by: str) -> tuple[str, str]:
    """A version of the style snippet with the rule as its last line, in force nowhere; its name and version."""
    name = snippet_for(store, rule.language)
    if name is None:
        raise BadValue(SENTENCES("no_snippet", language=rule.language))
    line = _LINE[rule.language][rule.change].format(sentence=rule.sentence, before=rule.before)
    text = f"{(await text_of(conn, name, PRODUCTION)).rstrip()}\n{line}\n"
    version = await add_version(conn, store.id, name, text, by)
    await _remember(conn, store, rule, f"{name}@{version}", by)
    return name, version


async def accept_into_macro(conn: Connection, store: Store, rule: Rule, macro: str, by: str) -> str:
    """The file of a macro in whose editor the rule is to be written. BadValue where the shop has no such macro."""
    file = await macro_file(conn, macro, rule.language)
    if file is None:
        raise BadValue(SENTENCES("no_macro", macro=macro, language=rule.language))
    await _remember(conn, store, rule, f"macros/{file}", by)
    return file


async def refuse_rule(conn: Connection, store: Store, rule: Rule, by: str) -> None:
    """Not to be proposed again."""
    await _remember(conn, store, rule, None, by)


async def macro_file(conn: Connection, macro: str, language: str) -> str | None:
    """The name of a macro's file within macros/; None for one that comes with Kulanz."""
    in_force = [version.record for version in await versions.macros(conn)]
    path = next((one.path for one in in_force if (one.id, one.language) == (macro, language)), None)
    return path.removeprefix("macros/") if path else None


async def _remember(conn: Connection, store: Store, rule: Rule, target: str | None, by: str) -> None:
    await eval_rules.add(conn, store.id, rule.language, rule.change, rule.sentence, target=target, by=by)
    action = "eval_rule_accepted" if target else "eval_rule_refused"
    await audit.add(conn, store.id, by, action, {"target": target})
