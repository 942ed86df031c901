"""Text that remembers what its words rest on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.drafting.marked import Mark, Marked, Value, can_fill, claims_of, fill, join, names_in

QUICK = settings(max_examples=60, derandomize=True, deadline=None)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=20)


def test_braces_inside_a_value_stay_as_they_are() -> None:
    """What a customer writes is never a placeholder."""
    assert fill("Hallo {{name}}!", {"name": Value("{{amount}}"), "amount": Value("5 €")}).text == "Hallo {{amount}}!"


def test_a_sentence_as_value_loses_its_full_stop_before_punctuation() -> None:
    """No two full stops in a row."""
    assert fill("Danach: {{step}}.", {"step": Value("wir schreiben.")}).text == "Danach: wir schreiben."


def test_a_missing_value_is_told_before_filling() -> None:
    """A paragraph can be left out instead of half filled."""
    assert not can_fill("{{a}} {{b}}", {"a": Value("1")})


def test_names_come_once_and_in_order() -> None:
    """Blanks inside the braces do not matter."""
    assert names_in("{{ b }} {{a}} {{b}}") == ["b", "a"]


def test_offsets_of_claims_count_utf16_code_units() -> None:
    """An emoji before an amount moves it by two."""
    claims = claims_of(fill("🎁 {{amount}}", {"amount": Value("5,00 €", "amount", "decision.amount")}))
    assert [(c.text, c.start, c.end, c.supported_by) for c in claims] == [("5,00 €", 3, 9, "decision.amount")]


@QUICK
@given(st.lists(st.tuples(TEXTS, TEXTS.filter(bool)), max_size=5), TEXTS)
def test_every_claim_is_found_again_at_its_offsets(pairs: list[tuple[str, str]], end: str) -> None:
    """However values and paragraphs are put together, a claim's span holds its text."""
    parts = [fill(f"{text}{{{{v}}}}{end}", {"v": Value(value, "date", "x")}) for text, value in pairs]
    joined = join(parts, "\n\n")
    wide = joined.text.encode("utf-16-le", "surrogatepass")
    for claim in claims_of(joined):
        assert wide[2 * claim.start : 2 * claim.end].decode("utf-16-le", "surrogatepass") == claim.text


def test_empty_parts_leave_no_blank_lines() -> None:
    """A slot that has nothing to say leaves no gap."""
    assert join([Marked("a"), Marked(""), Marked("b", [Mark(0, 1, "date", None)])], "\n\n") == Marked(
        "a\n\nb", [Mark(3, 4, "date", None)]
    )
