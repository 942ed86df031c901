"""The question in a customer's own words: what search is asked, not the whole mail.

A greeting, an order number and a name say nothing about what is wanted, and take a vector far from it.
"""

import re

from server.tickets.sentences import Sentence, sentences

_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|#?\w*\d[\w./-]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 3
_MOST_SENTENCES = 8


def question_in(own_words: str) -> str:
    """The sentences that say something, without numbers and addresses; of many those around the questions first.

    Empty only where there is no word at all.
    """
    said = [sentence for sentence in sentences(own_words) if len(_WORD.findall(sentence.text)) >= _LEAST_WORDS]
    chosen = _around_questions(said) if len(said) > _MOST_SENTENCES else said
    text = " ".join(" ".join(_NO_WORDS.sub(" ", sentence.text).split()) for sentence in chosen)
    return text or " ".join(_NO_WORDS.sub(" ", own_words).split())


def _around_questions(said: list[Sentence]) -> list[Sentence]:
    """The questions, each with the sentence before it, then the first ones; in their order."""
    asking = [at for at, sentence in enumerate(said) if sentence.asks]
    wanted = [*asking, *(at - 1 for at in asking if at), *range(len(said))]
    places = sorted(list(dict.fromkeys(wanted))[:_MOST_SENTENCES])
    return [said[at] for at in places]
