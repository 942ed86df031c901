"""Where a sentence of a draft ends."""

import pytest

from server.drafting.ledger.clauses import mask, sentence_places


@pytest.mark.parametrize(
    "text",
    [
        "Your withdrawal came in at 9:29.| We refund it.",
        "You paid €17.90.| That comes back to you.",
        "Sie kostete 49.00.| Das Geld kommt zurück.",
        "– Eingang: heute\n|– Ersatz: unterwegs",
        "1) Eingang: heute\n|2) ersatz: unterwegs",
        "There's no need to\n– return the lamp\n|– write again",
    ],
)
def test_a_sentence_ends_after_an_hour_a_sum_and_a_line_of_a_list(text: str) -> None:
    """What follows is read by itself."""
    whole = text.replace("|", "")
    assert [whole[start:end] for start, end in sentence_places(mask(whole))] == text.split("|")


@pytest.mark.parametrize(
    "text", ["Bis zum 30.11. hast du Zeit.", "Am 16. November, 9.30 Uhr, kam sie an.", "Von 3.12. bis 5.12. ist zu."]
)
def test_a_date_ends_no_sentence(text: str) -> None:
    """A full stop after a day or a month is a part of the date."""
    assert len(sentence_places(mask(text))) == 1
