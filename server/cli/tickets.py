"""`kulanz draft`, `decide`, `triage`: one ticket through the code of the API."""

import sys
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import DecodeError, json

from server.cases.decide_case import decide_case, decide_facts
from server.cases.triage_case import triage_case
from server.cli import show
from server.cli.database import the_store, with_database
from server.db import stores
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.decision import Decision
from server.domain.draft import Draft, DraftKind, DraftRequest
from server.domain.store import Role, Store
from server.domain.ticket import Ticket
from server.domain.triage import Triage
from server.drafting.draft_reply import draft_reply, finished
from server.errors import InvalidRequest
from server.llm.client import open_model
from server.retrieval.find import open_weights
from server.settings import read_settings
from server.tickets.ticket_file import read_ticket_file

T = TypeVar("T", Draft, Decision, Triage)

_file = click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
_store = click.option("--store", help="The shop; may be left out when there is only one.")
_as_of = click.option("--as-of", help="The moment to look at: a date, or a date-time with offset. Default: now.")
_role = click.option("--role", type=click.Choice(["agent", "manager", "admin"]), default="agent", show_default=True)
_json = click.option("--json", "as_json", is_flag=True, help="Print the API's answer.")


@click.command()
@_file
@_store
@_as_of
@_role
@_json
@click.option("--kind", type=click.Choice(["reply", "supplier_message"]), default="reply", show_default=True)
@click.option("--language", help="Write in this language instead of the customer's.")
def draft(
    file: Path, store: str | None, as_of: str | None, role: Role, as_json: bool, kind: DraftKind, language: str | None
) -> None:
    """Draft the reply to a ticket: JSON or .eml, - for stdin."""

    async def work(database: Database) -> Draft:
        principal, settings = await _principal(database, store, role)
        request = DraftRequest(_ticket(file, settings), kind=kind, language=language, as_of=as_of)
        environment = read_settings()
        async with (
            open_model(environment.model_endpoint) as model,
            open_weights(environment.embedding_endpoint) as weights,
        ):
            return await finished(draft_reply(database, principal, request, model=model, weights=weights))

    _print(with_database(work), as_json)


@click.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path), required=False)
@_store
@_as_of
@_role
@_json
@click.option("--facts", "facts_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--fact", "given", multiple=True, metavar="NAME=VALUE", help="A fact, or a correction of one.")
def decide(
    file: Path | None,
    store: str | None,
    as_of: str | None,
    role: Role,
    as_json: bool,
    facts_file: Path | None,
    given: tuple[str, ...],
) -> None:
    """Walk the refund tree for a ticket; with --facts or --fact alone, over bare facts."""
    facts = _facts(facts_file, given)

    async def work(database: Database) -> Decision:
        principal, settings = await _principal(database, store, role)
        if file is None:
            return await decide_facts(database, principal, facts, as_of)
        async with open_model(read_settings().model_endpoint) as model:
            return await decide_case(database, principal, _ticket(file, settings), facts, as_of, model)

    _print(with_database(work), as_json)


@click.command()
@_file
@_store
@_as_of
@_role
@_json
def triage(file: Path, store: str | None, as_of: str | None, role: Role, as_json: bool) -> None:
    """Say how urgent a ticket is, whose, and by when it wants an answer."""

    async def work(database: Database) -> Triage:
        principal, settings = await _principal(database, store, role)
        async with open_model(read_settings().model_endpoint) as model:
            return await triage_case(database, principal, _ticket(file, settings), as_of, model)

    _print(with_database(work), as_json)


async def _principal(database: Database, named: str | None, role: Role) -> tuple[Principal, Store]:
    """Who runs the command: the shop's first person in that role, so that a draft is signed by somebody."""
    store_id = await the_store(database, named)
    async with database.store(store_id) as conn:
        settings = (await stores.get(conn)).store
    agent = next((agent.name for agent in settings.agents if agent.role == role), None)
    return Principal(store_id, role, agent, None), settings


def _ticket(file: Path, store: Store) -> Ticket:
    if str(file) == "-":
        return read_ticket_file(sys.stdin.buffer.read(), store.addresses)
    if not file.is_file():
        raise InvalidRequest(f"There is no file {file}; give a ticket as JSON or .eml, or - for stdin.")
    return read_ticket_file(file, store.addresses)


def _facts(facts_file: Path | None, given: tuple[str, ...]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if facts_file:
        try:
            facts = json.decode(facts_file.read_bytes(), type=dict[str, Any])
        except DecodeError as error:
            raise InvalidRequest(f"{facts_file} is no JSON object of facts: {error}.") from error
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InvalidRequest(f"Write --fact NAME=VALUE, such as problem=damaged; not {pair!r:.60}.")
        facts[name.strip()] = _value(value.strip())
    return facts


def _value(text: str) -> Any:
    """A value as typed: null is unknown, a,b or ["a", "b"] a list, the rest as its fact reads it."""
    if text == "null":
        return None
    if text.startswith(("[", "{")):
        try:
            return json.decode(text.encode())
        except DecodeError as error:
            raise InvalidRequest(f'{text!r:.60} is no JSON; write a,b or ["a", "b"].') from error
    return [part.strip() for part in text.split(",")] if "," in text else text


def _print(answer: T, as_json: bool) -> None:
    if as_json:
        click.echo(json.format(json.encode(answer)).decode())
    else:
        show.on_terminal(answer)
