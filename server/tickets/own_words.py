"""A customer's own newest words: the message without quoted history and signature."""

import re
from collections.abc import Sequence

from msgspec import Struct

from server.tickets.plain_text import plain_text
from server.tickets.quotes import LINES_OF_A_HEAD, split_quotes, without_head
from server.tickets.signatures import without_signature

_SAYS_SOMETHING = re.compile(r"\w")


class Words(Struct, frozen=True):
    """`own` without quotes and signature, `quoted` history without `>`, `signature` from the closing on."""

    own: str
    quoted: str
    signature: str = ""


def own_words(text: str, *, shop_addresses: Sequence[str] = ()) -> Words:
    """Splits a message's text (plain or HTML) by who wrote it. Linear in its length.

    `own` is empty only where no word at all, or nothing but a mail of the shop (by `shop_addresses` or
    `… wrote:`) was sent. Else what looks like a signature or a copied mail is taken as the customer's own
    where there is nothing besides.
    """
    plain = plain_text(text)
    split = split_quotes(plain)
    if split.pasted:
        lines = plain.split("\n")
        head = " ".join(lines[:LINES_OF_A_HEAD]).lower()
        if any(address.lower() in head for address in shop_addresses):
            return Words("", _joined(split.quoted))
        return Words(_joined(without_head(lines)), "")
    runs = [without_signature(lines) for lines in split.own]
    own = "\n\n".join(filter(None, (_joined(kept) for kept, _ in runs)))
    signature = "\n".join(filter(None, (_joined(lines) for _, lines in runs)))
    if not _SAYS_SOMETHING.search(own):
        own, signature = "\n\n".join(filter(None, map(_joined, split.own))), ""
    if not own and not any(split.quoted):
        own = plain
    return Words(own, _joined(split.quoted), signature)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
