"""Topics whose drafts nobody uses are told to whoever reads the next one."""

from pathlib import Path

import psycopg
import pytest

from server.db.drafts import DraftOutcome
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest, UnusedTopic
from server.domain.ticket import Customer, Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.drafting.record_outcome import record_outcome
from server.drafting.unused_topic import unused_topics
from server.stores.load import load_pack

pytestmark = pytest.mark.anyio
AGENT = Principal("mini", "agent", None, None)


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Database:
    await load_pack(database, mini_folder)
    return database


async def draft(shop: Database, number: int) -> Draft:
    customer = Customer("Ada Marsh", f"ada{number}@mail.example")
    request = DraftRequest(Ticket([Message("customer", "Wie lange dauert die Lieferung?")], customer=customer))
    return await finished(draft_reply(shop, AGENT, request))


def let_an_hour_pass(owner_url: str) -> None:
    """Records are written once; only their owner can make them older."""
    with psycopg.connect(owner_url, autocommit=True) as conn:
        conn.execute("SET session_replication_role = replica")
        conn.execute("UPDATE kulanz.drafts SET created_at = created_at - interval '61 minutes'")


async def test_the_sixth_ticket_is_told_that_five_drafts_were_not_used(shop: Database, owner_url: str) -> None:
    """Not while they may still be read; and not any more once one of them is sent."""
    made = [await draft(shop, number) for number in range(5)]
    assert (await draft(shop, 5)).unused_topic is None
    let_an_hour_pass(owner_url)
    told = (await draft(shop, 6)).unused_topic
    assert told in (UnusedTopic("outcome", "inform", 6, 30), UnusedTopic("intent", made[0].triage.intent, 6, 30))
    async with shop.store("mini") as conn:
        assert told in await unused_topics(conn)
    await record_outcome(shop, AGENT, made[0].id, DraftOutcome("sent", made[0].text))
    assert (await draft(shop, 7)).unused_topic is None


async def test_a_ticket_that_is_drafted_again_and_again_is_one(shop: Database, owner_url: str) -> None:
    """Four tickets are too few to say so, however many drafts."""
    for number in (0, 1, 2, 3, 3, 3):
        await draft(shop, number)
    let_an_hour_pass(owner_url)
    assert (await draft(shop, 0)).unused_topic is None
