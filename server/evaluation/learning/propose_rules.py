"""Rules that agents' edits suggest: the same kind of sentence added, taken out or reworded again and again."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from server.db.edited_drafts import EditedText
from server.db.eval_rules import RuleAnswer
from server.domain.store import Store
from server.evaluation.learning.edits import Change, SentenceEdit, sentence_edits
from server.evaluation.learning.slots import with_slots
from server.llm.embeddings import E5, USE, EmbeddingModel, Vectors
from server.tickets.redaction.known import Known, known_of_shop

DAYS = 30
LEAST_DRAFTS = 5

_LIKE = 0.92
"""Cosine (E5) between two sentences of one kind: of 25 sentences in German and English, all pairs that say the same
were at 0.91 or above, and all but one that do not at 0.91 or below."""

_MAY_BE_LIKE = 0.44
"""Cosine (Universal Sentence Encoder) below which none of those pairs was: it takes a fortieth of the time, so E5 looks
only at what is left."""


class ProposedRule(Struct, frozen=True):
    """`sentence`: the one nearest to all others, with slots; of a rewording what became of `before`. `drafts`: ids.

    `macro`: the one that most of the drafts were made of.
    """

    change: Change
    language: str
    sentence: str
    before: str
    drafts: list[str]
    macro: str | None


class _Edit(Struct, frozen=True):
    """One edit with its slots; `text`: what it is told by."""

    change: Change
    language: str
    text: str
    before: str
    draft: EditedText


def propose_rules(store: Store, edited: Sequence[EditedText], answered: Sequence[RuleAnswer]) -> list[ProposedRule]:
    """Kinds of edits that at least five drafts share, the most frequent first; none that was answered before.

    Takes milliseconds a sentence: call it in a thread.
    """
    found = list[ProposedRule]()
    edits = [one for draft in edited for one in _edits(store, draft)]
    for key in dict.fromkeys((edit.change, edit.language) for edit in edits):
        of_kind = [edit for edit in edits if (edit.change, edit.language) == key]
        said = [answer.sentence for answer in answered if (answer.change, answer.language) == key]
        likely = _likely(of_kind)
        if likely:
            found += _groups(likely, said)
    return sorted(found, key=lambda rule: (-len(rule.drafts), rule.sentence))


def _edits(store: Store, draft: EditedText) -> list[_Edit]:
    known = known_of_shop(store)
    people = Known([*known.names, *filter(None, [draft.customer])], [], [], [], [], known.regions, known.kept)

    def slotted(edit: SentenceEdit) -> _Edit:
        before, after = (with_slots(text, people, draft.language) for text in (edit.before, edit.after))
        return _Edit(edit.change, draft.language, after or before, before, draft)

    return [slotted(edit) for edit in sentence_edits(draft.text, draft.final_text)]


def _likely(edits: list[_Edit]) -> list[_Edit]:
    """Those with enough others that may be like them."""
    vectors = _vectors(USE, [edit.text for edit in edits])
    near = (vectors @ vectors.T) >= _MAY_BE_LIKE
    return [edit for i, edit in enumerate(edits) if len(_drafts(edits, near[i])) >= LEAST_DRAFTS]


def _groups(edits: list[_Edit], answered: list[str]) -> list[ProposedRule]:
    """Around each edit those that are like it; the largest group first, and no edit in two."""
    vectors = _vectors(E5, [edit.text for edit in edits])
    like = (vectors @ vectors.T) >= _LIKE
    if any(edit.before for edit in edits):
        of_before = _vectors(E5, [edit.before or edit.text for edit in edits])
        like &= (of_before @ of_before.T) >= _LIKE
    free = ~_is_known(vectors, answered)
    found = list[ProposedRule]()
    while True:
        medoid = max(range(len(edits)), key=lambda i: (free[i], len(_drafts(edits, like[i] & free)), -i))
        group = like[medoid] & free
        drafts = _drafts(edits, group)
        if not free[medoid] or len(drafts) < LEAST_DRAFTS:
            return found
        found.append(_rule(edits, vectors, group, drafts))
        free = np.logical_and(free, np.logical_not(group))


def _is_known(vectors: Vectors, answered: list[str]) -> NDArray[np.bool_]:
    """Which sentences are like one that a manager has accepted or refused."""
    if not answered:
        return np.zeros(len(vectors), dtype=bool)
    return np.asarray((vectors @ _vectors(E5, answered).T).max(axis=1) >= _LIKE, dtype=bool)


def _vectors(model: EmbeddingModel, texts: Sequence[str]) -> Vectors:
    return np.stack([_vector(model, text) for text in texts])


@lru_cache(maxsize=4_000)
def _vector(model: EmbeddingModel, text: str) -> Vectors:
    """Kept, because the page asks for the same sentences again."""
    return np.asarray(model.of_passages([text])[0], dtype=np.float32)


def _rule(edits: list[_Edit], vectors: Vectors, group: NDArray[np.bool_], drafts: list[str]) -> ProposedRule:
    members = np.flatnonzero(group)
    middle = edits[members[int(np.argmax((vectors[members] @ vectors[members].T).sum(axis=1)))]]
    macros = Counter(edits[i].draft.macro for i in members if edits[i].draft.macro)
    macro = macros.most_common(1)[0][0] if macros else None
    return ProposedRule(middle.change, middle.language, middle.text, middle.before, drafts, macro)


def _drafts(edits: list[_Edit], group: NDArray[np.bool_]) -> list[str]:
    return list(dict.fromkeys(edits[i].draft.draft_id for i in np.flatnonzero(group)))
