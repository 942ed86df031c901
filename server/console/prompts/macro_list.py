"""All macros of the shop: what each is for, how often it was used, and what to know of it."""

from typing import Annotated
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import drafts
from server.db.versions import Version
from server.domain.policy import Macro
from server.drafting.macro_writer.macro_warnings import MacroWarning, macro_warnings
from server.stores.shop import Shop, open_shop

USE_DAYS = 90
_A_PAGE = 50
_Page = Annotated[int, QueryParameter(name="page", ge=1)]


class MacroRow(Struct, frozen=True):
    """`file`: its name in the folder macros/. `uses`: drafts of the last USE_DAYS that rest on it."""

    file: str
    macro: Macro
    version: int
    is_edited: bool
    uses: int
    warnings: list[MacroWarning]


class MacroFilter(Struct, frozen=True):
    """What the address asks for; empty: all. `written_in`: a language (`language` is the console's own). `warned`: only
    those with a warning."""

    q: str = ""
    kind: str = ""
    written_in: str = ""
    outcome: str = ""
    warned: str = ""
    sort: str = ""

    def address(self, **changed: object) -> str:
        """The same list with something else asked of it."""
        asked = {name: getattr(self, name) for name in self.__struct_fields__} | changed
        return f"/console/prompts/macros?{urlencode({name: value for name, value in asked.items() if value})}"

    def wants(self, row: MacroRow) -> bool:
        macro = row.macro
        return (
            (not self.kind or macro.kind == self.kind)
            and (not self.written_in or macro.language == self.written_in)
            and (not self.outcome or self.outcome in macro.outcomes)
            and (not self.warned or bool(row.warnings))
            and self.q.casefold() in f"{macro.id} {' '.join(macro.outcomes)} {macro.body}".casefold()
        )


@get("/prompts/macros")
async def show_macros(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    q: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    written_in: FromQuery[str] = "",
    outcome: FromQuery[str] = "",
    warned: FromQuery[str] = "",
    sort: FromQuery[str] = "",
    number: _Page = 1,
) -> Response[str]:
    """The macros that the filter leaves, a page of them."""
    async with database.store(session.store) as conn:
        shop = await open_shop(conn)
        uses = await drafts.macro_uses(conn, USE_DAYS)
    asked = MacroFilter(q.strip(), kind, written_in, outcome, warned, sort)
    rows = rows_of(shop, uses)
    wanted = [row for row in rows if asked.wants(row)]
    if sort == "uses":
        wanted.sort(key=lambda row: -row.uses)
    return page(
        request,
        "prompts/macros.html",
        here="prompts",
        rows=wanted[(number - 1) * _A_PAGE : number * _A_PAGE],
        found=len(wanted),
        all=len(rows),
        asked=asked,
        number=number,
        pages=-(-len(wanted) // _A_PAGE),
        days=USE_DAYS,
        kinds=sorted({row.macro.kind for row in rows}),
        languages_of_macros=sorted({row.macro.language for row in rows}),
        outcomes=sorted({outcome for row in rows for outcome in row.macro.outcomes}),
        warned=sum(bool(row.warnings) for row in rows),
    )


def rows_of(shop: Shop, uses: dict[tuple[str, str], int]) -> list[MacroRow]:
    """Every macro in force, by id and language."""
    warnings = macro_warnings([version.record for version in shop.macros], shop.store)
    return [_row(version, uses, warnings.get(version.record.path, [])) for version in shop.macros]


def _row(version: Version[Macro], uses: dict[tuple[str, str], int], warnings: list[MacroWarning]) -> MacroRow:
    macro = version.record
    return MacroRow(
        macro.path.rpartition("/")[2],
        macro,
        version.number,
        version.origin == "console",
        uses.get((macro.id, macro.language), 0),
        warnings,
    )
