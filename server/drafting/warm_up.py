"""Loading what the first draft needs, before it is asked for: the embedded models and word lists."""

from server.llm.mail_reader.model import mail_reader
from server.llm.sentence_reader.model import sentence_reader
from server.llm.tokens import count_tokens
from server.retrieval.find import EMBEDDED
from server.tickets.language import language_of

_ANY_WORDS = "Guten Tag, wo ist denn bitte meine Bestellung? Sie sollte gestern kommen."


def load_models() -> None:
    """Two seconds of work on one core; call it in a thread."""
    for model in EMBEDDED:
        model.of_questions([_ANY_WORDS])
    language_of(_ANY_WORDS, None, ["de", "en"])
    count_tokens(_ANY_WORDS)
    mail_reader().read(_ANY_WORDS)
    sentence_reader().read(_ANY_WORDS)
