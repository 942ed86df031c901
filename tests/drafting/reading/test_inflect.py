"""The forms of a verb."""

import pytest

from server.drafting.reading.inflect import forms_of


@pytest.mark.parametrize(
    ("verb", "language", "forms"),
    [
        ("erstatten", "de", {"erstatte", "erstattet", "erstattest", "erstattete"}),
        ("zurück|zahlen", "de", {"zurückgezahlt", "zurückzuzahlen", "zahle … zurück", "zurückzahlt"}),
        ("über|nehmen", "de", {"übergenommen", "nimmst … über"}),
        ("übernehmen", "de", {"übernimmst", "übernahm", "übernommen"}),
        ("erhalten", "de", {"erhältst", "erhält", "erhielt"}),
        ("stornieren", "de", {"storniert", "stornierte"}),
        ("verlängern", "de", {"verlängere", "verlängert"}),
        ("auf|heben", "de", {"aufgehoben", "heben … auf", "aufzuheben"}),
        ("ship", "en", {"ships", "shipped", "shipping"}),
        ("reimburse", "en", {"reimbursed", "reimbursing"}),
        ("apply", "en", {"applies", "applied", "applying"}),
        ("withdraw", "en", {"withdrew", "withdrawn", "withdraws"}),
    ],
)
def test_a_verb_has_all_its_forms(verb: str, language: str, forms: set[str]) -> None:
    """Weak and strong, with prefixes that part and that do not."""
    assert forms <= forms_of(verb, language)


@pytest.mark.parametrize(
    ("verb", "language", "wrong"),
    [("erstatten", "de", "geerstattet"), ("stornieren", "de", "gestorniert"), ("übernehmen", "de", "übergenommen")],
)
def test_a_prefix_that_stays_takes_no_ge(verb: str, language: str, wrong: str) -> None:
    """Nor do verbs in -ieren."""
    assert wrong not in forms_of(verb, language)
