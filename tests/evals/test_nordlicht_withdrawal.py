"""The demo shop confirms a withdrawal as long as nobody has corrected it away."""

import re

import pytest
from msgspec import convert
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.drafting.draft_reply import draft_reply, finished
from tests.conftest import create_database

pytestmark = pytest.mark.anyio
CONFIRMS = re.compile("Widerruf|widerrufen", re.IGNORECASE)
TEXT = "Hallo, hiermit widerrufe ich den Kauf der Klemmleuchte Klippe aus Bestellung 10048. Wohin schicke ich sie?"


async def test_a_withdrawal_that_was_corrected_away_is_not_confirmed(
    postgres: EmbeddedPostgres, nordlicht_url: str
) -> None:
    """Neither in the opening nor in what the shop has written."""
    name = "nordlicht_withdrawal"
    create_database(postgres, name, "nordlicht")
    principal = Principal("nordlicht", "agent", "Mia", None)
    message = {"author": "customer", "sent_at": "2026-01-26T23:12:07+01:00", "text": TEXT}
    async with Database(service_url(make_conninfo(postgres.owner_url, dbname=name))) as database:
        texts = {}
        for declared in (True, False):
            request = {
                "ticket": {"messages": [message]},
                "as_of": "2026-01-27T09:00:00+01:00",
                "facts": {"withdrawal_declared": declared, "sender_matches_order": True},
            }
            draft = await finished(draft_reply(database, principal, convert(request, DraftRequest), model=None))
            texts[declared] = f"{draft.decision.action}: {draft.text}"
    assert CONFIRMS.search(texts[True]) and not CONFIRMS.search(texts[False]), texts
