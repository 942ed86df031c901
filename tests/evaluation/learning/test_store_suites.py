"""From an edit to a case: proposed with sample people, reviewed, kept in a suite of the shop, run like any other."""

import re
from pathlib import Path

import pytest

from server.db import drafts, eval_cases
from server.db.drafts import DraftOutcome
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest
from server.domain.ticket import Attachment, Customer, Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.drafting.record_outcome import record_outcome
from server.errors import BadValue, DraftNotFound
from server.evaluation.run_case import run_case
from server.evaluation.split import split_of
from server.evaluation.store_suites import accept, propose, refuse, rewritten_drafts, store_suites
from server.evaluation.suite import read_cases
from server.stores.load import load_pack
from server.stores.read_pack import read_pack
from server.tickets.redaction.known import known_people
from server.tickets.redaction.names import name_parts
from server.tickets.redaction.stand_ins import StandIns

pytestmark = pytest.mark.anyio

AGENT = Principal("mini", "agent", None, None)
SENT = (
    "Guten Tag Frau Köhler,\n\nwie ärgerlich! Eine neue Leselampe ist heute noch bei DHL, versprochen. "
    "Die kaputte dürfen Sie entsorgen.\n\nHerzlich\nMia"
)
TICKET = Ticket(
    [
        Message(
            "customer",
            "Guten Tag, hier Sandra Köhler, Bestellung #1001: Die Leselampe ist zerbrochen angekommen. Ich hätte gern "
            "Ersatz. Rückruf: 040 1234567. Konto: DE89 3704 0044 0532 0130 00."
            "\n\nSandra Köhler\nLindenweg 4\n20095 Hamburg",
            attachments=[Attachment("sandra-koehler-bruch.jpg", "image/jpeg")],
        )
    ],
    helpdesk="zendesk",
    external_id="4711",
    url="https://lichtblick.example/agent/4711",
    customer=Customer("Sandra Köhler", "sandra.koehler@mail.example"),
)
PERSONAL = ["Sandra", "Köhler", "koehler", "1234567", "3704", "Lindenweg", "20095", "4711", "Mia"]


@pytest.fixture
async def shop(database: Database, mini_folder: Path) -> Database:
    await load_pack(database, mini_folder)
    return database


async def draft_and_send(shop: Database, text: str | None = SENT) -> Draft:
    request = DraftRequest(TICKET, agent_name="Mia", as_of="2026-08-10T12:00:00+02:00")
    draft = await finished(draft_reply(shop, AGENT, request))
    await record_outcome(shop, AGENT, draft.id, DraftOutcome("sent", text or draft.text))
    return draft


async def proposed(shop: Database) -> tuple[Draft, str]:
    draft = await draft_and_send(shop)
    async with shop.store("mini") as conn:
        await propose(conn, "mini", draft.id, "manager")
        return draft, (await eval_cases.get(conn, draft.id)).content


async def test_a_draft_of_which_little_was_sent_is_found(shop: Database) -> None:
    """One that was sent as it was is not."""
    await draft_and_send(shop, None)
    heavily = await draft_and_send(shop)
    async with shop.store("mini") as conn:
        found = await rewritten_drafts(conn)
    assert [one.edit.draft_id for one in found] == [heavily.id]
    assert found[0].kept < 0.5


async def test_a_case_holds_nobody_and_everything_that_decides(shop: Database) -> None:
    """Ticket, reference and reasons without a person; order, facts and decision as they were."""
    _, content = await proposed(shop)
    for word in PERSONAL:
        assert word.casefold() not in content.casefold(), word
    [case], findings = read_cases(content, "own", None)
    assert findings == []
    assert case.ticket and case.ticket.sender.name == "Kim Albrecht"
    assert "Frau Albrecht" in (case.reference or "") and "#1001" in case.ticket.messages[0].text
    assert case.facts and case.facts["order_number"] == "#1001" and case.facts["sender_matches_order"] is True
    assert case.expect.decision and case.expect.decision.outcome == "replacement"


async def test_the_case_is_decided_as_the_ticket_was(shop: Database) -> None:
    """A sample person instead of the customer changes neither decision nor facts."""
    _, content = await proposed(shop)
    [case], _ = read_cases(content, "own", None)
    attempt = await run_case(shop, case, None)
    wrong = [one for one in attempt.judged if one.kind in ("decision", "triage", "language") and not one.passed]
    assert attempt.error is None and wrong == []


async def test_a_reviewed_case_is_in_a_suite(shop: Database) -> None:
    """With who reviewed it; the suite is YAML that `kulanz eval run` takes."""
    draft, content = await proposed(shop)
    async with shop.store("mini") as conn:
        assert await accept(conn, "mini", draft.id, "returns", content, "Jo Ost") == []
        assert (
            await accept(
                conn,
                "mini",
                draft.id,
                "returns",
                content.replace("store: mini\n", "store: mini\n  tags: [neu]\n"),
                "Jo Ost",
            )
            == []
        )
        suites = await store_suites(conn)
        assert await rewritten_drafts(conn) == []
    [case], findings = read_cases(suites["returns"], "returns", None)
    assert findings == []
    assert (case.name.split("/")[0], case.reviewed_by) == ("returns", "Jo Ost")
    assert case.tags == ["neu"]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (("why:", "wy:"), 2, "unknown_key"),
        (("store: mini", "store: maxi"), 3, "of the shop mini"),
        (("expect:", "expect:\n    kost: {tokens: 1}"), None, "There is no key 'kost'"),
        (
            ("- id:", "- id: x\n  why: y\n  store: mini\n  expect: {}\n  search: {query: q}\n- id:"),
            1,
            "exactly one case",
        ),
    ],
    ids=["unknown key", "other shop", "unknown expectation", "two cases"],
)
async def test_a_mistake_is_told_at_its_line_and_nothing_is_kept(
    shop: Database, change: tuple[str, str], line: int | None, told: str
) -> None:
    """The case stays a proposal."""
    draft, content = await proposed(shop)
    async with shop.store("mini") as conn:
        findings = await accept(conn, "mini", draft.id, "returns", content.replace(*change, 1), "Jo Ost")
        assert (await eval_cases.get(conn, draft.id)).state == "proposed"
    assert any(told in str(one) and line in (None, one.line) for one in findings), findings


async def test_what_is_passed_over_is_not_offered_again(shop: Database) -> None:
    """And nothing of it is kept."""
    draft, content = await proposed(shop)
    async with shop.store("mini") as conn:
        await refuse(conn, "mini", draft.id, "manager")
        assert (await eval_cases.get(conn, draft.id)).content == ""
        assert await rewritten_drafts(conn) == []
        with pytest.raises(BadValue):
            await accept(conn, "mini", draft.id, "Not A Name", content, "Jo Ost")


async def test_a_draft_that_was_not_sent_makes_no_case(shop: Database) -> None:
    """There is nothing to learn from."""
    draft = await finished(draft_reply(shop, AGENT, DraftRequest(TICKET)))
    async with shop.store("mini") as conn:
        assert (await drafts.get(conn, draft.id)).draft.id == draft.id
        with pytest.raises(DraftNotFound):
            await propose(conn, "mini", draft.id, "manager")


@pytest.mark.parametrize("name", ["mini", "nordlicht"])
async def test_nobody_remains_in_any_past_ticket(mini_folder: Path, name: str) -> None:
    """Of senders, their addresses, phones and accounts, over all tickets that may be looked at."""
    pack, _ = read_pack(mini_folder.parent / name, None)
    assert pack
    by_address = {}
    for order in pack.orders:
        by_address.setdefault((order.email or "").casefold(), []).append(order)
    left = list[tuple[str, str]]()
    for past in pack.tickets:
        ticket, sender = past.ticket, past.ticket.sender
        if split_of(ticket) == "held-out":
            continue
        texts = [message.text for message in ticket.messages]
        people = StandIns(known_people(ticket, by_address.get((sender.email or "-").casefold(), []), pack.store), texts)
        for text in map(people.replace, texts):
            personal = [*name_parts(sender.name or ""), sender.email, sender.phone, sender.handle]
            left += [(past.id, word) for word in personal if word and re.search(rf"\b{re.escape(word)}\b", text)]
    assert left == []
