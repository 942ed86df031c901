"""The trained reader runs without a network and reads plain mails."""

import pytest

from server.llm.mail_reader.model import MailReader, mail_reader

PLAIN = {
    "Die Vase ist zerbrochen angekommen, überall Scherben.": "damaged",
    "My order never arrived although the tracking says delivered.": "lost",
    "Wo bleibt mein Paket? Es sollte vorgestern da sein.": "late",
    "Bitte stornieren Sie meine Bestellung, sie ist ja noch nicht verschickt.": "cancel",
    "The lamp stopped working after two days.": "defective",
    "Danke, alles super, ich bin begeistert!": "none",
}


@pytest.fixture(scope="module")
def reader() -> MailReader:
    return mail_reader()


@pytest.mark.parametrize(("text", "problem"), PLAIN.items())
def test_a_plain_mail_is_read(reader: MailReader, text: str, problem: str) -> None:
    """Mails that every reader would read the same."""
    found = reader.read(text).problem
    assert max(found, key=lambda value: found[value]) == problem


def test_probabilities_of_one_thing_add_up(reader: MailReader) -> None:
    """Each of problem, wish, mood and intent is one of its values."""
    signs = reader.read("Guten Tag")
    for found in (signs.problem, signs.wish, signs.mood, signs.intent):
        assert sum(found.values()) == pytest.approx(1, abs=1e-4)


def test_the_same_mail_is_read_the_same_again(reader: MailReader) -> None:
    """Nothing random takes part."""
    text = "Der Reißverschluss klemmt seit gestern."
    assert reader.read(text) == reader.read(text)


@pytest.mark.parametrize("text", ["", "?", "🙈🙈🙈", "x" * 5_000, "\u200b\u0000", "word " * 3_000])
def test_odd_texts_are_no_error(reader: MailReader, text: str) -> None:
    """What is too long is cut, what is nothing reads as something."""
    assert reader.read(text).problem


def test_what_stands_far_down_changes_nothing(reader: MailReader) -> None:
    """A mail of a megabyte takes no longer than a page."""
    page = "Die Lampe flackert seit gestern und brummt dabei. " * 40
    assert reader.read(page) == reader.read(page + "Und sie brennt! " * 50_000)
