"""What may be run from the console: suites that come with Kulanz, the shop's own, and its past tickets."""

from server.db import tickets
from server.db.pool import Connection
from server.errors import BadValue
from server.evaluation.past_tickets import SUITE as PAST_TICKETS
from server.evaluation.past_tickets import cases_of
from server.evaluation.sentences import SENTENCES
from server.evaluation.shipped_suites import shipped_cases, shipped_suites
from server.evaluation.store_suites import store_suites
from server.evaluation.suite import Case, read_cases

OWN = "own:"
"""Before the name of a shop's own suite, which may be that of a shipped one."""


async def suites_to_choose(conn: Connection) -> dict[str, list[str]]:
    """By where they come from: `own`, `past` and `shipped`."""
    own = [OWN + suite for suite in await store_suites(conn)]
    past = [PAST_TICKETS] if await tickets.labelled(conn) else []
    return {"own": own, "past": past, "shipped": shipped_suites()}


async def chosen_cases(conn: Connection, store_id: str, suites: list[str]) -> list[Case]:
    """The cases of the suites named; BadValue for one that is not there, or where none was named."""
    own = await store_suites(conn)
    cases = list[Case]()
    for suite in suites:
        if suite == PAST_TICKETS:
            cases += cases_of(await tickets.labelled(conn), store_id)
        elif suite.startswith(OWN) and suite.removeprefix(OWN) in own:
            name = suite.removeprefix(OWN)
            cases += read_cases(own[name], name, None)[0]
        elif suite in shipped_suites():
            cases += shipped_cases(suite)
        else:
            raise BadValue(SENTENCES("no_suite", suite=suite))
    if not cases:
        raise BadValue(SENTENCES("no_case_chosen"))
    return cases
