"""The tree in force: its drawing with past tickets in it, what is proved about it, and who put it in force."""

from litestar import Response, get
from litestar.params import FromQuery

from server.cases.drawn_tree import traffic_in_force
from server.console.render import page, speech_of
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.tree.findings import finding_rows, marked_nodes
from server.db import overview, stores, trees
from server.refunds.drawing.outline import outline
from server.refunds.drawing.svg import draw_in_page
from server.stores.proof_in_force import proof_in_force
from server.stores.shop import open_shop

ZOOMS = [40, 70, 100]


@get("/tree")
async def show_tree(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    zoom: FromQuery[int] = 70,
    published: FromQuery[bool] = False,
) -> Response[str]:
    """Drawing, proof, the same in words; `zoom` in percent. `published`: this version has just been put in force."""
    async with database.store(session.store) as conn:
        shop = await open_shop(conn)
        texts = await stores.files(conn)
        findings = await proof_in_force(conn)
        newest = await trees.publications(conn, 1)
        tickets = (await overview.counts(conn)).tickets
    passed = await traffic_in_force(database, session.store)
    store, t = shop.store, speech_of(request)
    return page(
        request,
        "tree/show.html",
        here="tree",
        tab="tree",
        shop=shop,
        zoom=zoom,
        zooms=ZOOMS,
        findings=finding_rows(findings, texts, t),
        newest=newest[0] if newest else None,
        is_done=published,
        tickets=tickets,
        passed=passed,
        drawing=draw_in_page(
            shop.tree,
            store.default_language,
            store.currency,
            store.name,
            passed,
            scale=(zoom if zoom in ZOOMS else 70) / 100,
            marked=marked_nodes(shop.tree, findings),
        ),
        nodes=outline(shop.tree, store.default_language, passed),
    )
