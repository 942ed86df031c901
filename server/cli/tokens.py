"""`kulanz token`: bearer tokens for the API."""

import click

from server.cli.database import the_store, with_database
from server.db import access, audit, stores
from server.db.pool import Database
from server.domain.store import Role
from server.errors import InvalidRequest


@click.group()
def token() -> None:
    """Make and revoke bearer tokens for the API."""


@token.command()
@click.option("--store", help="The shop; may be left out when there is only one.")
@click.option("--role", type=click.Choice(["agent", "manager", "admin"]), required=True)
@click.option("--agent", help="A name from store.yaml that drafts are signed with.")
def create(store: str | None, role: Role, agent: str | None) -> None:
    """Make a token and print it, once."""

    async def work(database: Database) -> str:
        store_id = await the_store(database, store)
        async with database.store(store_id) as conn:
            secret = await access.create_token(conn, store_id, "api", role, agent)
            await audit.add(conn, store_id, "kulanz token", "token_created", {"role": role})
        return secret

    click.echo(with_database(work))


@token.command()
@click.argument("token_or_id")
def revoke(token_or_id: str) -> None:
    """End a token, by itself or its id, from now on."""

    async def work(database: Database) -> bool:
        revoked = False
        for store_id in await stores.ids(database):
            async with database.store(store_id) as conn:
                if await access.revoke_token(conn, token_or_id):
                    await audit.add(conn, store_id, "kulanz token", "token_revoked", {})
                    revoked = True
        return revoked

    if not with_database(work):
        raise InvalidRequest("No living token is called so; give the token itself or its id.")
    click.echo("Revoked.")
