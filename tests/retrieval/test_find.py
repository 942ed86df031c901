"""Search finds by meaning and by words, what is in force, each thing once, with the reason."""

from collections.abc import AsyncIterator, Sequence
from datetime import date

import pytest

from server.db import passage_search, stores, trees
from server.db.pool import Connection, Database
from server.db.stores import StoredShop
from server.db.trees import TreeVersion
from server.domain.passage import Passage, PassageKind, Searchable
from server.llm.embeddings import E5, USE
from server.retrieval.find import Weights, ask, find_passages
from server.retrieval.index import index_vectors, index_words
from tests.samples import sample_store

DAY = date(2026, 11, 16)
BY_WORDS = Weights({}, words=1.0)
BY_MEANING = Weights({USE: 1.0}, words=0.0)

RETURNS_DE = ("returns#postage", "de", "Rücksendekosten", "Das Porto für den Rückweg übernehmen wir.")
RETURNS_EN = ("returns#postage", "en", "Return postage", "We pay the postage for sending it back to us.")
DELIVERY_DE = ("delivery#times", "de", "Lieferzeiten", "Nach Österreich dauert es sechs bis neun Werktage.")
PAYMENT_DE = ("payment#methods", "de", "Zahlungsarten", "Mit Karte, PayPal oder auf Rechnung.")
CARE_DE = ("care#wood", "de", "Pflege von Holz", "Einmal im Jahr mit Leinöl einreiben.")
ALL = [RETURNS_DE, RETURNS_EN, DELIVERY_DE, PAYMENT_DE, CARE_DE]


def searchable(
    said: tuple[str, str, str, str],
    kind: PassageKind = "policy",
    version: int = 1,
    valid_from: date | None = date(2025, 1, 1),
    valid_to: date | None = None,
) -> Searchable:
    section, language, title, text = said
    source, _, _ = section.partition("#")
    passage = Passage(
        f"{kind}:{section}@{version}:{language}", kind, title, section if kind == "policy" else None, text, language,
        "public", version, valid_from, valid_to, 0, None,
    )  # fmt: skip
    return Searchable(source, passage, title, text)


async def make_store(database: Database, store_id: str = "probe") -> None:
    store = sample_store(store_id)
    async with database.store(store_id) as conn:
        await stores.save(conn, StoredShop(store, "v1", "hash"))
        await trees.save(conn, store_id, TreeVersion("v1", "", {}, "pack"))


async def handed_over(passages: Sequence[Searchable]) -> AsyncIterator[Searchable]:
    for passage in passages:
        yield passage


async def index(
    database: Database, passages: Sequence[Searchable], kind: PassageKind = "policy", store_id: str = "probe"
) -> None:
    await make_store(database, store_id)
    async with database.store(store_id) as conn:
        await index_words(conn, store_id, kind, handed_over(passages))


async def sections(conn: Connection, question: str, weights: Weights, language: str = "de") -> list[str]:
    asked = await ask(conn, question, weights)
    found = await find_passages(conn, asked, "policy", language=language, day=DAY, limit=3)
    return [passage.section or passage.title for passage in found]


@pytest.mark.anyio
async def test_words_find_a_compound_by_its_parts(database: Database) -> None:
    """Nobody asks for "Rücksendekosten"; "Kosten" and "Rücksendung" are known from another section."""
    other = ("returns#how", "de", "Rücksendung", "Die Kosten der Rücksendung stehen weiter unten.")
    await index(database, [searchable(said) for said in [*ALL, other]])
    async with database.store("probe") as conn:
        found = await sections(conn, "Welche Kosten hat die Rücksendung?", BY_WORDS)
    assert set(found[:2]) == {"returns#how", "returns#postage"}


@pytest.mark.anyio
async def test_a_rare_word_counts_more_than_a_common_one(database: Database) -> None:
    """Every section says "Lampe", one says "Leinöl"."""
    common = [(f"lamp#{n}", "de", "Lampe", f"Die Lampe {n} und noch eine Lampe.") for n in range(8)]
    await index(database, [searchable(said) for said in [*common, CARE_DE]])
    async with database.store("probe") as conn:
        assert (await sections(conn, "Darf Leinöl an die Lampe?", BY_WORDS))[0] == "care#wood"


@pytest.mark.anyio
async def test_words_count_by_how_many_of_the_question_a_language_knows(database: Database) -> None:
    """One word that looks alike in another language weighs little beside most of them in the question's own."""
    menu = ("menu#paste", "de", "Einfügen", "Der Menüpunkt heißt Return.")
    english = ("payment#methods", "en", "Ways to pay", "By card or by invoice.")
    await index(database, [searchable(said) for said in [*ALL, menu, english]])
    async with database.store("probe") as conn:
        asked = await ask(conn, "Who pays the return postage of my parcel?", BY_WORDS)
        found = await find_passages(conn, asked, "policy", language=None, day=DAY, limit=5)
    wording = {passage.section: passage.found.wording for passage in found if passage.found}
    assert wording["returns#postage"] > 3 * wording["menu#paste"] > 0


@pytest.mark.anyio
async def test_meaning_finds_what_no_word_says(database: Database) -> None:
    """The question shares no word with the section."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE])
    async with database.store("probe") as conn:
        assert (await sections(conn, "Muss ich fürs Zurückschicken etwas bezahlen?", BY_MEANING))[
            0
        ] == "returns#postage"


@pytest.mark.anyio
async def test_meaning_finds_across_languages(database: Database) -> None:
    """A French question over a German and English policy."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE])
    async with database.store("probe") as conn:
        assert (
            "delivery#times"
            in (await sections(conn, "Combien de jours pour une livraison en Autriche ?", BY_MEANING))[:2]
        )


@pytest.mark.anyio
async def test_a_section_is_found_once_in_the_readers_language(database: Database) -> None:
    """Both languages of a section say the same."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE])
    async with database.store("probe") as conn:
        asked = await ask(conn, "Who pays the return postage?", BY_MEANING)
        found = await find_passages(conn, asked, "policy", language="de", day=DAY, limit=5)
    assert [p.language for p in found if p.section == "returns#postage"] == ["de"]


@pytest.mark.anyio
@pytest.mark.parametrize(("day", "version"), [(date(2026, 2, 1), 1), (date(2026, 9, 1), 2), (date(2024, 1, 1), None)])
async def test_only_the_version_in_force_is_found(database: Database, day: date, version: int | None) -> None:
    """The text on the day of the purchase counts."""
    old = searchable(RETURNS_DE, valid_to=date(2026, 6, 1))
    new = searchable(RETURNS_DE, version=2, valid_from=date(2026, 6, 1))
    await index(database, [old, new])
    async with database.store("probe") as conn:
        asked = await ask(conn, "Porto Rückweg", BY_WORDS)
        found = await find_passages(conn, asked, "policy", language="de", day=day, limit=5)
    assert [passage.version for passage in found] == ([version] if version else [])


@pytest.mark.anyio
async def test_a_ticket_never_finds_itself(database: Database) -> None:
    """Its own words are the nearest of all."""
    tickets = [searchable((name, "de", "Lampe", f"Die Lampe {name} flackert."), "ticket") for name in ("t1", "t2")]
    await index(database, tickets, "ticket")
    async with database.store("probe") as conn:
        asked = await ask(conn, "Die Lampe t1 flackert.", BY_WORDS)
        found = await find_passages(conn, asked, "ticket", language="de", day=DAY, limit=5, but_not=["t1"])
    assert [passage.id for passage in found] == ["ticket:t2@1:de"]


@pytest.mark.anyio
async def test_nearly_the_same_ticket_is_found_once(database: Database) -> None:
    """A form letter sent to a hundred people is one example."""
    text = "Guten Tag, das Paket liegt seit drei Tagen in Leipzig und bewegt sich nicht mehr, was ist da los"
    same = [searchable((f"t{n}", "de", "Paket", f"{text} {n}"), "ticket") for n in range(5)]
    await index(database, same, "ticket")
    async with database.store("probe") as conn:
        found = await find_passages(conn, await ask(conn, text, BY_WORDS), "ticket", language="de", day=DAY, limit=5)
    assert len(found) == 1


@pytest.mark.anyio
async def test_a_passage_says_why_it_was_found(database: Database) -> None:
    """Its nearness in standard deviations, and the words that it shares."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE])
    async with database.store("probe") as conn:
        asked = await ask(conn, "Kann ich auf Rechnung zahlen?", Weights({USE: 1.0}, words=0.5))
        best = (await find_passages(conn, asked, "policy", language="de", day=DAY, limit=1))[0]
    assert best.section == "payment#methods" and best.found is not None
    assert best.found.words == ["rechnung"]
    assert best.found.meaning is not None and best.found.wording > 0


@pytest.mark.anyio
async def test_words_find_while_vectors_are_still_missing(database: Database) -> None:
    """A fresh load can be searched at once; nothing waits for the model."""
    await index(database, [searchable(said) for said in ALL])
    async with database.store("probe") as conn:
        assert (await sections(conn, "Rechnung", Weights({USE: 1.0}, words=0.5)))[0] == "payment#methods"


@pytest.mark.anyio
async def test_two_models_are_weighed_together(database: Database) -> None:
    """E5 beside the Universal Sentence Encoder."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE, E5])
    async with database.store("probe") as conn:
        both = Weights({USE: 1.0, E5: 1.0}, words=0.3)
        assert (await sections(conn, "Wie lange braucht ihr nach Wien?", both))[0] == "delivery#times"


@pytest.mark.anyio
async def test_a_changed_text_gets_a_new_vector_and_the_others_keep_theirs(database: Database) -> None:
    """Only what is new is embedded again."""
    await index(database, [searchable(said) for said in ALL])
    await index_vectors(database, "probe", [USE])
    made: list[int] = []
    changed = (*RETURNS_DE[:3], "Den Rückweg zahlt ihr.")
    async with database.store("probe") as conn:
        await index_words(conn, "probe", "policy", handed_over([searchable(said) for said in [changed, *ALL[1:]]]))
    await index_vectors(database, "probe", [USE], made.append)
    assert made == [1]


@pytest.mark.anyio
async def test_a_store_finds_nothing_of_another(database: Database) -> None:
    """Row-level security holds in search too."""
    await index(database, [searchable(said) for said in ALL])
    await make_store(database, "neighbour")
    async with database.store("neighbour") as conn:
        assert await sections(conn, "Porto Rückweg", BY_WORDS) == []


@pytest.mark.anyio
@pytest.mark.parametrize("question", ["", "?!", "🙈", "und die der das", "'); DROP TABLE kulanz.passages; --"])
async def test_a_question_without_words_is_no_error(database: Database, question: str) -> None:
    """Whatever is asked, an answer comes."""
    await index(database, [searchable(said) for said in ALL])
    async with database.store("probe") as conn:
        await sections(conn, question, BY_WORDS)
        assert "returns#postage" in await sections(conn, "Porto", BY_WORDS)


@pytest.mark.anyio
async def test_a_large_store_finds_the_same_by_graph(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond some size not every vector is looked at; the best are the same."""
    many = [(f"page#{n}", "de", f"Seite {n}", f"Auf Seite {n} steht etwas über Holz und Leim.") for n in range(300)]
    await index(database, [searchable(said) for said in [*ALL, *many]])
    await index_vectors(database, "probe", [USE])
    question = "Muss ich fürs Zurückschicken etwas bezahlen?"
    async with database.store("probe") as conn:
        exact = await sections(conn, question, BY_MEANING)
        monkeypatch.setattr(passage_search, "LARGE", 1)
        assert await sections(conn, question, BY_MEANING) == exact
