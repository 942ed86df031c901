"""JSON files of every form and size are read object by object."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket
from server.errors import InvalidRequest
from server.imports.freshdesk import read_freshdesk
from server.imports.gorgias import read_gorgias
from server.imports.json_records import json_records
from server.imports.records import LeftOut, Refused
from server.imports.woocommerce import read_woocommerce
from server.imports.zendesk import read_zendesk
from tests.imports.samples import FRESHDESK, GORGIAS, WOOCOMMERCE, ZENDESK, as_file, why_refused


@pytest.mark.parametrize("reader", [read_zendesk, read_gorgias, read_freshdesk, read_woocommerce])
@pytest.mark.parametrize("content", ["From someone", "ticket;text", "\x89PNG"])
def test_another_kind_of_file_is_refused_at_once(reader: Any, content: str) -> None:
    """Before anything is read out of it."""
    with pytest.raises(InvalidRequest, match="no JSON"):
        list(reader(as_file(content)))


def test_a_file_that_breaks_off_says_so() -> None:
    """A download that was cut; what stands before the cut is read."""
    whole = json.dumps([ZENDESK, {**ZENDESK, "id": 2}])
    records = read_zendesk(as_file(whole[:-40]))
    assert isinstance(next(records), PastTicket)
    with pytest.raises(InvalidRequest, match="breaks off"):
        list(records)


def test_a_record_that_cannot_be_read_is_named_by_its_place() -> None:
    """The others are read; nothing of its content is repeated."""
    broken = {**ZENDESK, "comments": [{"public": True, "plain_body": "Hallo", "created_at": "gestern"}]}
    first, second = read_zendesk(as_file([broken, ZENDESK]))
    assert why_refused(first) == "ticket 1: created_at is no date and time"
    assert isinstance(second, PastTicket)


def test_a_damaged_line_is_named_and_the_lines_behind_it_are_read() -> None:
    """One ticket a line: the next one begins anew."""
    whole = json.dumps(ZENDESK)
    first, damaged, last = read_zendesk(as_file(f"{whole}\n{whole[:-40]}\n{whole}\n"))
    assert isinstance(first, PastTicket) and isinstance(last, PastTicket)
    assert why_refused(damaged) == "line 2: it is no JSON object"


def test_a_byte_order_mark_and_blanks_before_the_list_are_passed_over() -> None:
    """As some programs on Windows write them."""
    file = BytesIO(b"\xef\xbb\xbf \r\n" + json.dumps([ZENDESK]).encode())
    assert isinstance(next(read_zendesk(file)), PastTicket)


def test_one_object_over_many_lines_is_one_record() -> None:
    """A ticket as an editor shows it."""
    assert isinstance(next(read_zendesk(as_file(json.dumps(ZENDESK, indent=2)))), PastTicket)


class Endless(BytesIO):
    """A file that counts what was read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.taken += max(size or 0, 0)
        return super().read(size)


@pytest.mark.parametrize("name", ["tickets", None])
def test_a_list_is_not_read_beyond_the_records_taken(name: str | None) -> None:
    """Gigabytes pass through a small window: after one record of 4 MB little of the file was touched."""
    records = [{**ZENDESK, "id": number} for number in range(4_000)]
    file = Endless(json.dumps({name: records} if name else records).encode())
    read = json_records(file, "tickets")
    next(read)
    assert file.taken < len(file.getvalue()) / 10


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, inner in inside for place in [(*at, key), *paths(inner, (*at, key))]]


@pytest.mark.parametrize(
    ("reader", "record"),
    [(read_zendesk, ZENDESK), (read_gorgias, GORGIAS), (read_freshdesk, FRESHDESK), (read_woocommerce, WOOCOMMERCE)],
)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_field_a_record_is_read_or_refused(reader: Any, record: Any, data: st.DataObject) -> None:
    """No field of another system is trusted to hold what its reference says."""
    changed = json.loads(json.dumps(record))
    *way, last = data.draw(st.sampled_from(paths(changed)))
    holder = changed
    for key in way:
        holder = holder[key]
    holder[last] = data.draw(values)
    for read in reader(as_file([changed])):
        assert isinstance(read, PastTicket | OrderRecord | Refused | LeftOut)
