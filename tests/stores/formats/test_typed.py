"""Plain values as Structs, with every mistake."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct

from server.stores.formats.findings import Findings
from server.stores.formats.json_lines import read_json_lines
from server.stores.formats.typed import read_as
from server.stores.formats.yaml12 import read_yaml


class Inner(Struct):
    percent: Decimal
    of: Literal["item", "order"] = "item"


class Sample(Struct, rename={"from_": "from"}):
    name: Annotated[str, Meta(min_length=2, description="id")]
    days: Annotated[int, Meta(ge=1)] = 1
    open: bool = False
    from_: date | None = None
    at: datetime | None = None
    inner: Inner | None = None
    rates: dict[Annotated[str, Meta(pattern="^[A-Z]{3}$")], Decimal] = {}
    words: list[str] = []
    ask: str | dict[str, str] = ""


def read(text: str) -> tuple[Sample | None, list[tuple[int, str]]]:
    findings = Findings()
    document = read_yaml(text, "x.yaml", findings)
    assert document is not None
    value = read_as(Sample, document, findings)
    return value, [(finding.line, finding.code) for finding in findings.sorted()]


def test_good_values_arrive_with_their_types() -> None:
    """Days, exact numbers, nested parts and one of two forms are read as the Struct says."""
    value, found = read(
        "{name: Luna, days: 3, open: yes, from: 2026-01-31, inner: {percent: 12.5},"
        " rates: {CHF: '1.04'}, ask: {de: Was}}"
    )
    assert found == []
    assert value == Sample(
        "Luna", 3, True, date(2026, 1, 31), None, Inner(Decimal("12.5")), {"CHF": Decimal("1.04")}, [], {"de": "Was"}
    )


def test_nothing_written_is_the_default() -> None:
    """A key without a value counts as left out where it may be left out."""
    value, found = read("name: Luna\nwords:\nfrom: null")
    assert found == []
    assert value is not None
    assert (value.words, value.from_) == ([], None)


def test_all_mistakes_are_found_in_one_reading() -> None:
    """Each wrong value has its own finding at its own line, also inside mappings and lists."""
    value, found = read(
        "days: 0\n"
        "open: maybe\n"
        "from: 2026-02-30\n"
        "at: 2026-01-01T10:00:00\n"
        "inner:\n"
        "  percent: -1\n"
        "  of: shop\n"
        "  off: item\n"
        "rates:\n"
        "  CHF: 1.0\n"
        "  usd: 1.0\n"
        "  GBP: much\n"
        "words: [a, 1]\n"
        "ask: [a]\n"
    )
    assert value is None
    assert found == [
        (1, "bad_value"), (1, "bad_value"), (2, "bad_value"), (3, "bad_value"), (4, "bad_value"),
        (6, "bad_value"), (7, "bad_value"), (8, "unknown_key"), (11, "bad_value"), (12, "bad_value"),
        (13, "bad_value"), (14, "bad_value"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("nam: Luna", "write name"),
        ("{}", "write name: letters, digits and hyphens, such as returns"),
        ("name: 12345", "write letters, digits and hyphens, such as returns"),
        ("{name: Luna, open: 1}", "write yes or no"),
        ("{name: Luna, inner: {percent: 1, of: shop}}", "write one of item, order"),
        ("{name: Luna, from: 1.1.2026}", "write a day such as 2026-01-31"),
    ],
)
def test_a_finding_says_what_to_write(text: str, advice: str) -> None:
    """Every message ends in what would be right."""
    findings = Findings()
    document = read_yaml(text, "x.yaml", findings)
    assert document is not None
    read_as(Sample, document, findings)
    assert advice in findings.sorted()[0].message


def test_what_customers_wrote_is_not_repeated() -> None:
    """Findings are logged, so those of tickets name the field and not its content."""
    findings = Findings()
    (document,) = read_json_lines(b'{"name": "Luna", "at": "ada@kunde.example"}', "tickets.jsonl", findings)
    read_as(Sample, document, findings)
    assert [finding.code for finding in findings.sorted()] == ["bad_value"]
    assert "ada@" not in findings.sorted()[0].message


@pytest.mark.parametrize("text", [r'name: "Lu\0na"', r'words: ["\0"]' + "\nname: Luna"])
def test_text_that_no_database_takes_is_refused(text: str) -> None:
    """A NUL hidden in an escape is found here, not when the pack is loaded."""
    assert read(text)[0] is None
