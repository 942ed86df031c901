"""Pools of passages with the questions asked of them: the demo shop's own, and public sets for comparison."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from evals.retrieval.metrics import ANSWERS, HELPS
from evals.retrieval.public_sets import SETS, Matter, read_set
from evals.retrieval.questions import read_questions
from server.db.tickets import ticket_id
from server.domain.pack import Pack
from server.domain.passage import Passage, PassageKind, Searchable
from server.domain.policy import Macro, Policy
from server.domain.ticket import PastTicket, Ticket
from server.evaluation.split import split_of
from server.retrieval.split import is_example, macro_passages, policy_passages, ticket_passage
from server.stores.read_pack import read_pack
from server.tickets.own_words import own_words
from server.tickets.question import question_in

NORDLICHT = Path(__file__).parent.parent / "stores" / "nordlicht"
BOTH = ("de", "en")
_EVERY = 4
"""Of the public questions in other languages one in four is asked: enough to compare, and a search takes its time."""


class Asked(Struct, frozen=True):
    """A question; `answers` is the grade of each passage key. `groups`: what it is counted under beside its language.

    The key of a passage is its section's address, a macro's id or a ticket's passage id.
    """

    text: str
    language: str
    answers: dict[str, int]
    groups: tuple[str, ...] = ()
    itself: str | None = None


class PassagePool(Struct, frozen=True):
    """Passages of one kind, in `languages`, and what is asked of them."""

    name: str
    languages: str
    kind: PassageKind
    passages: list[Searchable]
    questions: list[Asked]


def all_pools() -> Iterator[PassagePool]:
    """The demo shop's policies in both languages and in each alone, its macros and tickets, and the public sets."""
    pack, _ = read_pack(NORDLICHT)
    if pack is None:
        raise SystemExit("the demo shop does not read; see `kulanz lint`")
    yield from _policy_pools(pack)
    yield _ticket_pool(pack)
    yield _macro_pool(pack)
    for name in SETS:
        yield from _public_pools(name, read_set(name))


def _policy_pools(pack: Pack) -> Iterator[PassagePool]:
    questions = [Asked(question_in(q.text), q.language, dict(q.sections), (q.split, q.form)) for q in read_questions()]
    passages = list(policy_passages(_numbered(pack.policies)))
    yield PassagePool("policies", "de+en", "policy", passages, questions)
    for language in BOTH:
        alone = [searchable for searchable in passages if searchable.passage.language == language]
        yield PassagePool("policies", language, "policy", alone, questions)


def _numbered(policies: list[Policy]) -> list[tuple[int, Policy]]:
    in_time = sorted(policies, key=lambda policy: (policy.id, policy.language, policy.valid_from))
    return [
        (number, policy)
        for _, versions in groupby(in_time, key=lambda policy: (policy.id, policy.language))
        for number, policy in enumerate(versions, start=1)
    ]


def _dev_tickets(pack: Pack) -> list[PastTicket]:
    """Those that may be looked at, under the ids that loading gives them."""
    return [
        PastTicket(str(ticket_id(pack.store.id, past.ticket)), past.ticket, past.status, past.solved_at,
                   past.tags, past.csat, past.labels)
        for past in pack.tickets
        if split_of(past.ticket) == "dev" and past.labels and past.labels.outcome and past.ticket.customer_messages
    ]  # fmt: skip


def _ticket_pool(pack: Pack) -> PassagePool:
    """Another past ticket answers where people read the same intent, problem and outcome in it; intent alone helps."""
    past_tickets = _dev_tickets(pack)
    examples = [past for past in past_tickets if is_example(past)]
    questions = [
        Asked(_first_question(pack, past.ticket), _language(past), answers, (), past.id)
        for past in past_tickets
        if ANSWERS in (answers := _same_matter(past, examples)).values()
    ]
    passages = [ticket_passage(past, _first_question(pack, past.ticket), _language(past)) for past in examples]
    return PassagePool(
        "past tickets", "+".join(sorted({s.passage.language for s in passages})), "ticket", passages, questions
    )


def _same_matter(past: PastTicket, others: list[PastTicket]) -> dict[str, int]:
    def read(ticket: PastTicket) -> tuple[str | None, str | None, str | None]:
        labels = ticket.labels
        return (labels.intent, labels.problem, labels.outcome) if labels else (None, None, None)

    return {
        f"ticket:{other.id}": ANSWERS if read(other) == read(past) else HELPS
        for other in others
        if other.id != past.id and read(other)[0] == read(past)[0]
    }


def _macro_pool(pack: Pack) -> PassagePool:
    """A macro answers where it is written for the outcome that people read in the ticket, and for its intent."""
    macros = [macro for macro in pack.macros if macro.kind == "reply"]
    questions = [
        Asked(_first_question(pack, past.ticket), _language(past), answers)
        for past in _dev_tickets(pack)
        if ANSWERS in (answers := _fitting(past, macros)).values()
    ]
    return PassagePool("macros", "de+en", "macro", list(macro_passages([(1, macro) for macro in macros])), questions)


def _fitting(past: PastTicket, macros: list[Macro]) -> dict[str, int]:
    labels = past.labels
    if labels is None:
        return {}
    return {
        macro.id: ANSWERS if labels.intent in macro.intents else HELPS
        for macro in macros
        if labels.outcome in macro.outcomes
    }


def _first_question(pack: Pack, ticket: Ticket) -> str:
    first = ticket.customer_messages[0].text
    return question_in(own_words(first, shop_addresses=pack.store.addresses).own)


def _language(past: PastTicket) -> str:
    return (past.labels.language if past.labels else None) or "und"


def _public_pools(name: str, matters: list[Matter]) -> Iterator[PassagePool]:
    questions = [
        Asked(text, language, {f"{name}#{n}": ANSWERS})
        for n, matter in enumerate(matters)
        for language, text in matter.asked.items()
        if language in BOTH or n % _EVERY == 0
    ]
    for language in BOTH:
        passages = [_public_passage(name, n, matter, language) for n, matter in enumerate(matters)]
        yield PassagePool(name, language, "policy", passages, questions)


def _public_passage(name: str, n: int, matter: Matter, language: str) -> Searchable:
    said, address = matter.said[language], f"{name}#{n}"
    passage = Passage(
        id=f"policy:{address}@1:{language}",
        kind="policy",
        title=said.heading or matter.id,
        section=address,
        text=said.text,
        language=language,
        audience="public",
        version=1,
        valid_from=None,
        valid_to=None,
        score=0,
        found=None,
    )
    return Searchable(name, passage, said.heading, said.text)
