"""The prompts in force for a shop: its own wordings over those that come with Kulanz."""

import difflib
import re
from hashlib import sha256

from msgspec import Struct

from server.db import audit, prompts
from server.db.pool import Connection
from server.db.prompts import Trial
from server.domain.ticket import Ticket
from server.errors import BadValue
from server.llm.client import Model
from server.llm.prompts import BUILT_IN, PromptLibrary, version_of
from server.stores.formats.findings import SENTENCES

PRODUCTION = "production"
BUILT_IN_VERSION = "built-in"
_MOST_PERCENT = 100
_LABEL = re.compile(r"[a-z][a-z0-9-]{0,39}")


class ChosenPrompts(Struct, frozen=True):
    """The prompts that a draft is written with, and the label they were found under."""

    label: str
    library: PromptLibrary


async def prompts_in_force(conn: Connection, label: str = PRODUCTION) -> PromptLibrary:
    """What `label` is on; else what production is on; else what comes with Kulanz."""
    in_production = await prompts.labelled(conn, PRODUCTION)
    return BUILT_IN.with_texts(in_production | (await prompts.labelled(conn, label) if label != PRODUCTION else {}))


async def choose_prompts(conn: Connection, ticket: Ticket, model: Model | None) -> ChosenPrompts:
    """Production, or for a share of tickets the label on trial: a ticket is always on the same side."""
    if model is None:
        return ChosenPrompts(PRODUCTION, BUILT_IN)
    running = await prompts.trial(conn)
    is_tried = running and int.from_bytes(sha256(ticket.fingerprint.encode()).digest()[:4]) % 100 < running.percent
    label = running.label if running and is_tried else PRODUCTION
    return ChosenPrompts(label, await prompts_in_force(conn, label))


async def add_version(conn: Connection, store_id: str, name: str, text: str, by: str) -> str:
    """Keep a wording and return its version; BadValue where it could not serve."""
    BUILT_IN.check(name, text)
    version = version_of(text)
    await prompts.add(conn, store_id, name, version, text, by)
    await audit.add(conn, store_id, by, "prompt_version_added", {"name": name, "version": version})
    return version


async def move_label(conn: Connection, store_id: str, name: str, label: str, version: str, by: str) -> None:
    """Put `label` on a version of `name`; `built-in` takes it off. BadValue for no such version, or no such label."""
    if not _LABEL.fullmatch(label) or label == BUILT_IN_VERSION:
        raise BadValue(SENTENCES("prompt.no_label", label=label))
    wanted = None if version == BUILT_IN_VERSION else version
    if wanted is not None and wanted not in {one.version for one in await _versions_of(conn, name)}:
        raise BadValue(SENTENCES("prompt.no_version", version=version, name=name))
    await prompts.move_label(conn, store_id, name, label, wanted, by)
    await audit.add(conn, store_id, by, "prompt_label_moved", {"name": name, "label": label, "version": version})


async def set_trial(conn: Connection, store_id: str, trial: Trial, by: str) -> None:
    """From now on write a share of drafts with the prompts of a label; 0 percent ends it. BadValue for no share, or
    for a label that is on nothing."""
    if not 0 <= trial.percent <= _MOST_PERCENT:
        raise BadValue(SENTENCES("prompt.share"))
    if trial.percent:
        await check_label(conn, trial.label)
    await prompts.set_trial(conn, store_id, trial, by)
    await audit.add(conn, store_id, by, "prompt_trial_set", {"label": trial.label, "percent": trial.percent})


async def check_label(conn: Connection, label: str) -> None:
    """BadValue for a label that is on nothing."""
    if label not in await prompts.labels(conn):
        raise BadValue(SENTENCES("prompt.unlabelled", label=label))


async def text_of(conn: Connection, name: str, reference: str) -> str:
    """The text of a version, of a label, or `built-in`. BadValue where there is none."""
    if name not in BUILT_IN.texts:
        raise BadValue(SENTENCES("prompt.none", name=name, known=", ".join(sorted(BUILT_IN.texts))))
    if reference == BUILT_IN_VERSION:
        return BUILT_IN.texts[name]
    for one in await _versions_of(conn, name):
        if reference == one.version or reference in one.labels:
            return one.text
    if reference == PRODUCTION:
        return BUILT_IN.texts[name]
    raise BadValue(SENTENCES("prompt.neither", name=name, reference=reference))


async def difference(conn: Connection, name: str, before: str, after: str) -> str:
    """A unified diff between two versions or labels; empty where they say the same."""
    old, new = [(await text_of(conn, name, one)).splitlines(keepends=True) for one in (before, after)]
    return "".join(difflib.unified_diff(old, new, f"{name} {before}", f"{name} {after}"))


async def _versions_of(conn: Connection, name: str) -> list[prompts.PromptVersion]:
    return [one for one in await prompts.versions(conn) if one.name == name]
