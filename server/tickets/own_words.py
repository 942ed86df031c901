"""A customer's own newest words: the message without quoted history and signature."""

import re
from collections.abc import Sequence

from msgspec import Struct

from server.tickets.contact_forms import contact_form
from server.tickets.mail_heads import LINES_OF_A_HEAD, name_of
from server.tickets.plain_text import plain_text
from server.tickets.quotes import Split, below_copied_head, split_quotes
from server.tickets.signatures import is_frame, without_signature

_SAYS_SOMETHING = re.compile(r"\w")
_MACHINE = re.compile(
    r"(?:no-?reply|do-?not-?reply|nicht-?antworten|keine-?antwort|mailer-daemon|postmaster|notifications?)[\w.+-]{0,40}@",
    re.IGNORECASE,
)


class Words(Struct, frozen=True):
    """`own` without quotes and signature, `quoted` history without `>`, `signature` from the closing on.

    `fields`: of a contact form, the lines beside the message (name, order number).
    """

    own: str
    quoted: str
    signature: str = ""
    fields: str = ""


def own_words(text: str, *, shop_addresses: Sequence[str] = (), sender: str = "") -> Words:
    """Splits a message's text (plain or HTML) by who wrote it. Linear in its length. `sender`: the writer's name.

    `own` is empty only where no word at all, or nothing but a mail of the shop (by `shop_addresses`,
    `… wrote:` or a helpdesk's line) or of a machine (`noreply@…`) was sent. Else what looks like a signature or
    a copied mail is taken as the customer's own where there is nothing besides.
    """
    lines = plain_text(text).split("\n")
    if form := contact_form(lines):
        typed = own_words("\n".join(form.message), shop_addresses=shop_addresses, sender=sender)
        return Words(typed.own, typed.quoted, typed.signature, _joined(form.fields))
    split = split_quotes(lines)
    if not split.attributed and split.quoted and not any(_says_something(run) for run in split.own):
        return _words_of_copied_mail(lines, split, shop_addresses)
    words = _without_signatures(split, sender)
    if not _SAYS_SOMETHING.search(words.own):
        own = "\n\n".join(filter(None, map(_joined, split.own)))
        return Words(own if own or words.quoted else _joined(lines), words.quoted)
    return words


def _words_of_copied_mail(lines: list[str], split: Split, shop_addresses: Sequence[str]) -> Words:
    """Of a mail forwarded without a word: nothing where it is the shop's or a machine's, else what it says."""
    head = " ".join(lines[:LINES_OF_A_HEAD]).lower()
    below, sender = below_copied_head([*split.quoted] if any(split.quoted) else lines)
    if _MACHINE.search(sender or head) or any(address.lower() in head for address in shop_addresses):
        return Words("", _joined(split.quoted))
    forwarded = split_quotes(below)
    words = _without_signatures(forwarded, name_of(sender))
    return words if _SAYS_SOMETHING.search(words.own) else Words(_joined(below), "")


def _without_signatures(split: Split, sender: str) -> Words:
    last = max((n for n, run in enumerate(split.own) if any(run)), default=0)
    own: list[str] = []
    signatures: list[str] = []
    for number, run in enumerate(split.own):
        kept, signature = without_signature(run, follows_words=bool(own), is_last=number == last, sender=sender)
        own.extend(filter(None, [_joined(kept)]))
        signatures.extend(filter(None, [_joined(signature)]))
    return Words("\n\n".join(own), _joined(split.quoted), "\n".join(signatures))


def _says_something(run: list[str]) -> bool:
    return any(map(_SAYS_SOMETHING.search, run)) and not is_frame(run)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
