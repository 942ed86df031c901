"""A kept result beside the next one: what was changed, and what that changed."""

from typing import Any

from lxml import html

from server.console.try_it.word_diff import Piece, word_diff
from tests.console.conftest import Browser
from tests.model_server import ModelServer, fails, reads, writes

FRAGMENT = {"HX-Request": "true"}
MAIL = (
    "Guten Tag, hier Sandra Köhler, Bestellung #1001: Die Leselampe ist zerbrochen angekommen. Ich hätte gern Ersatz."
)


def ticket(**fields: Any) -> dict[str, Any]:
    """The form as a browser sends it; the lamp of #1001 came broken."""
    form = {"text": MAIL, "channel": "email", "kind": "reply", "as_of": "2026-08-10T12:00:00", "ticket": ""}
    return form | {"email": "sandra.koehler@mail.example", "fact.proof_provided": "yes"} | fields


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    return str(html.fromstring(page).xpath(f"string(//input[@name='{name}']/@value)"))


def kept(browser: Browser, form: dict[str, Any]) -> str:
    """The result of a form, kept."""
    shown = browser.send("/console/try", form, **FRAGMENT).text
    answer = browser.send("/console/try/keep", form | {"result": hidden(shown, "result"), "keep": "yes"}, **FRAGMENT)
    return hidden(answer.text, "kept")


def side(page: str, number: int) -> Any:
    return html.fromstring(page).xpath("//div[@class='sides']/div")[number]


def test_texts_are_compared_word_by_word() -> None:
    """Both sides add up to their texts; what only one has is marked there."""
    before, after = word_diff("Du bekommst 12,50 € zurück.", "Du bekommst heute Ersatz.")
    assert "".join(piece.text for piece in before) == "Du bekommst 12,50 € zurück."
    assert "".join(piece.text for piece in after) == "Du bekommst heute Ersatz."
    assert before[0] == after[0] == Piece("Du bekommst ", differs=False)


def test_words_in_a_row_that_differ_are_one_mark() -> None:
    """Without a hole at each blank; where lines end, marks end."""
    assert word_diff("Deine Stornierung ist da.", "Deinen Widerruf haben wir.")[0][0].text == "Deine Stornierung ist da"
    assert [piece.differs for piece in word_diff("eins\n\nzwei", "drei\n\nvier")[0]] == [True, False, True]


def test_a_corrected_fact_stands_beside_the_kept_result(manager: Browser) -> None:
    """Both decisions, what was corrected, and the words that differ."""
    page = manager.send("/console/try", ticket(kept=kept(manager, ticket()), **{"fact.problem": "late"})).text
    codes = [side(page, number).xpath("string(p[contains(@class, 'outcome')]/code)") for number in (0, 1)]
    assert codes[0] == "replacement" != codes[1]
    assert "other decision" in page and side(page, 0).xpath(".//del") and side(page, 1).xpath(".//ins")
    changed = html.fromstring(page).xpath("//section[contains(@class, 'compare')]//dl")[0].text_content()
    assert "Problem" in changed and "late" in changed


def test_the_same_again_differs_in_nothing(manager: Browser) -> None:
    """No draft that was tried before changes the next one."""
    page = manager.send("/console/try", ticket(kept=kept(manager, ticket()))).text
    assert all(words in page for words in ("Nothing is changed yet", "same decision", "same text", "same checks"))


def test_a_comparison_can_be_ended(manager: Browser) -> None:
    """Nothing is kept any more, and the button offers to keep again."""
    answer = manager.send("/console/try/keep", ticket(kept=kept(manager, ticket()), keep=""), **FRAGMENT).text
    assert hidden(answer, "kept") == "" and "Keep and compare" in answer


def test_keeping_works_without_a_script(manager: Browser) -> None:
    """The whole page comes back with what was typed, what was corrected and what is kept."""
    shown = manager.send("/console/try", ticket()).text
    page = manager.send("/console/try/keep", ticket(result=hidden(shown, "result"), keep="yes")).text
    assert MAIL in page and hidden(page, "kept") == hidden(shown, "result")
    assert html.fromstring(page).xpath("//input[@name='fact.proof_provided']/@value") == ["yes"]


def test_a_kept_result_that_is_none_is_told(manager: Browser) -> None:
    """A calm message; what was typed stays."""
    answer = manager.send("/console/try", ticket(kept='{"outcome": 7}'))
    assert answer.status_code == 422 and "keep one again" in answer.text and MAIL in answer.text


def test_model_and_macros_stand_side_by_side(modelled: Browser, model_server: ModelServer) -> None:
    """The choice to write without the model asks it nothing."""
    form = ticket(writer="macros")
    by_macros = modelled.send("/console/try", form).text
    assert model_server.requests == [] and "nothing went to the model" in by_macros
    text = html.fromstring(by_macros).xpath("string(//pre[@id='draft-text'])").replace("Hallo", "Guten Tag", 1)
    model_server.script(reads(), writes(text))
    page = modelled.send("/console/try", ticket(kept=hidden(by_macros, "result"))).text
    assert "by the model scripted" in side(page, 1).text_content() and "from a macro" in side(page, 0).text_content()
    assert "".join(side(page, 1).xpath(".//ins/text()")).strip() == "Guten Tag"


def test_what_went_to_the_model_is_shown_without_a_name(modelled: Browser, model_server: ModelServer) -> None:
    """As messages, the very ones of the wire."""
    model_server.script(reads(), fails(400))
    page = modelled.send("/console/try", ticket()).text
    turns = html.fromstring(page).xpath("//pre[@class='turn']/text()")
    wired = [turn["content"] for request in model_server.requests for turn in request["messages"]]
    assert "This went to the model" in page and turns == wired
    assert not [turn for turn in turns if "Köhler" in turn or "sandra.koehler" in turn]
