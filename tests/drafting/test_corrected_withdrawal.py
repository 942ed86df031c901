"""A withdrawal that the agent has corrected away is not confirmed: not by the opening, not by a macro made for it."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from server.db.pool import Database
from server.stores.load import load_pack
from tests.drafting.golden_drafts import FOLDER, draft_golden, read_golden

pytestmark = pytest.mark.anyio
CONFIRMS = re.compile("Widerruf|widerrufen|withdrawal|withdrew", re.IGNORECASE)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_macro_for_withdrawals_goes_with_the_fact(
    database: Database, mini_folder: Path, language: str
) -> None:
    """The goods may still go back, and that is what the letter says."""
    await load_pack(database, mini_folder)
    golden = read_golden(FOLDER / f"12-withdrawal-in-time.{language}.json")
    corrected = await draft_golden(database, structs.replace(golden, facts={"withdrawal_declared": False}))
    assert corrected.decision.outcome == "return_refund" and not CONFIRMS.search(corrected.text), corrected.text
    again = await draft_golden(database, structs.replace(golden, facts={"withdrawal_declared": True}))
    assert CONFIRMS.search(again.text)
