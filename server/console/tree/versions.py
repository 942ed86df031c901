"""Versions of the tree with their parameters: what changed, who put them in force, and the way back to one."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from server.console.line_diff import diff_lines
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.tree.edit import publish
from server.console.tree.edit_form import edit_of_version
from server.db import stores, trees
from server.db.pool import Connection
from server.db.trees import TreeVersion, version_of
from server.stores.parameter_texts import as_text
from server.stores.shop import open_shop


@get("/tree/versions")
async def list_versions(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """When another one came into force each time, newest first."""
    async with database.store(session.store) as conn:
        published = await trees.publications(conn)
        zone = (await stores.get(conn)).store.zone
    return page(request, "tree/versions.html", here="tree", tab="versions", published=published, zone=zone)


@get("/tree/versions/{version:str}")
async def show_version(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    version: FromPath[str],
    against: FromQuery[str] = "",
) -> Response[str]:
    """One version as it reads, and what sets it apart from another: the one in force, else the one before."""
    async with database.store(session.store) as conn:
        shown = await version_of(conn, version)
        stored = await stores.get(conn)
        in_force = stored.tree_version
        published = await trees.publications(conn)
        other = await _other(conn, against, shown, in_force, [one.version for one in published])
    return page(
        request,
        "tree/version.html",
        here="tree",
        tab="versions",
        shown=shown,
        other=other,
        in_force=in_force,
        zone=stored.store.zone,
        published=[one for one in published if one.version == version],
        others=list(dict.fromkeys(one.version for one in published if one.version != version)),
        changed=diff_lines(_as_text(other), _as_text(shown)) if other else [],
        text=_as_text(shown),
    )


@post("/tree/versions/{version:str}/publish", status_code=303)
async def publish_version(
    request: AnyRequest, session: Session, database: OpenDatabase, version: FromPath[str]
) -> Response[Any]:
    """Put an older version in force again; the form with what is in its way where it no longer fits the shop."""
    async with database.store(session.store) as conn:
        shop, texts = await open_shop(conn), await stores.files(conn)
        edit = edit_of_version(await version_of(conn, version), texts, shop)
    return await publish(request, database, session, edit, shop, texts)


async def _other(
    conn: Connection, against: str, shown: TreeVersion, in_force: str, published: list[str]
) -> TreeVersion | None:
    if against:
        return await version_of(conn, against)
    if shown.version != in_force:
        return await version_of(conn, in_force)
    before = next((version for version in published if version != in_force), None)
    return await version_of(conn, before) if before else None


def _as_text(version: TreeVersion) -> str:
    """Tree and parameters as one text."""
    parameters = "\n".join(f"{name}: {as_text(dated)}" for name, dated in sorted(version.parameters.items()))
    return f"{version.text.rstrip()}\n\n# parameters\n{parameters}\n"
