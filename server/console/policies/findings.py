"""What the lint says about the policies in force."""

from litestar import Response, get
from litestar.params import FromQuery

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.stores.policy_lint.in_force import findings_in_force


@get("/policies/findings")
async def show_findings(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    code: FromQuery[str] = "",
    spoken: FromQuery[str] = "",
) -> Response[str]:
    """By policy; filtered by what is wrong and by language."""
    async with database.store(session.store) as conn:
        found = await findings_in_force(conn)
    shown = [f for f in found if code in ("", f.code) and spoken in ("", f.language)]
    return page(
        request,
        "policies/findings.html",
        here="policies",
        tab="findings",
        findings=shown,
        all_findings=len(found),
        codes=sorted({f.code for f in found}),
        languages_found=sorted({f.language for f in found}),
        code=code,
        spoken=spoken,
    )
