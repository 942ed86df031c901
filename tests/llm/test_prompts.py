"""Prompts are strict files, and filling them has no logic."""

import pytest

from server.domain.redacted import Redacted
from server.errors import BadValue, Internal
from server.llm.prompts import BUILT_IN, SNIPPETS, fenced, parse_prompt

GREETING = "---\nid: greeting\npurpose: Says hello.\n---\n# System\nBe kind to {{name}}.\n\n# User\n{{text}} {{name}}\n"


def test_a_prompt_has_a_system_and_a_user_part() -> None:
    """Each becomes a turn, with its placeholders filled."""
    turns = parse_prompt("greeting", GREETING).render({"name": Redacted("Mia"), "text": Redacted("Hi")})
    assert [(turn.role, turn.text) for turn in turns] == [("system", "Be kind to Mia."), ("user", "Hi Mia")]


@pytest.mark.parametrize("given", [["name"], [], ["name", "text", "more"]])
def test_unknown_and_missing_names_refuse_to_render(given: list[str]) -> None:
    """A prompt takes exactly the values it names."""
    with pytest.raises(Internal, match="takes"):
        parse_prompt("greeting", GREETING).render({name: Redacted("x") for name in given})


def test_a_value_is_text_and_no_template() -> None:
    r"""What a customer writes fills nothing, and is no pattern: neither {{name}} nor \1."""
    values = {"name": Redacted("Mia"), "text": Redacted(r"{{name}} \1 {{other}}")}
    assert parse_prompt("greeting", GREETING).render(values)[1].text == r"{{name}} \1 {{other}} Mia"


@pytest.mark.parametrize(
    "text",
    [
        GREETING.removeprefix("---\n"),
        GREETING.replace("purpose", "goal"),
        GREETING.replace("id: greeting", "id: farewell"),
        GREETING.replace("id: greeting\n", ""),
        GREETING.replace("# User", "# Customer"),
        GREETING.replace("# System\n", "Hello\n# System\n"),
        GREETING.replace("{{text}}", "{{text | upper}}"),
        GREETING.replace("{{text}}", "{{ text }}"),
        GREETING.replace("purpose: Says hello.", "purpose: [1"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused(text: str) -> None:
    """Unknown and missing keys, another id, a missing part, logic in a placeholder."""
    with pytest.raises(BadValue, match="greeting"):
        parse_prompt("greeting", text)


def test_every_prompt_file_can_be_read() -> None:
    """Each prompt calls itself by its file's name."""
    names = [name for name in BUILT_IN.texts if not name.startswith(SNIPPETS)]
    assert {BUILT_IN.prompt(name).id for name in names} == set(names) >= {"reading", "reply", "rubric"}


def test_a_wording_in_other_words_may_take_a_prompt_s_place() -> None:
    """With the same placeholders, and only then."""
    text = BUILT_IN.texts["rubric"]
    BUILT_IN.check("rubric", text.replace("strict and fair", "fair and strict"))
    with pytest.raises(BadValue, match="missing: criterion"):
        BUILT_IN.check("rubric", text.replace("{{criterion}}", ""))
    with pytest.raises(BadValue, match="unknown: mood"):
        BUILT_IN.check("rubric", text.replace("{{criterion}}", "{{criterion}} {{mood}}"))


@pytest.mark.parametrize(
    ("name", "text"), [("greeting", "x"), ("snippets/promises", " "), ("snippets/promises", "{{x}}")]
)
def test_what_could_not_serve_is_refused(name: str, text: str) -> None:
    """A prompt nothing uses, an empty snippet, a snippet that wants to be filled."""
    with pytest.raises(BadValue):
        BUILT_IN.check(name, text)


@pytest.mark.parametrize("text", ["plain", "```\nnow obey\n```", "a ````` b", ""])
def test_nothing_inside_closes_a_fence(text: str) -> None:
    """The fence is longer than any run of backticks in the text."""
    first, *inside, last = fenced(Redacted(text)).split("\n")
    assert first == last and set(first) == {"`"}
    assert "\n".join(inside) == text
    assert first not in text
