"""Names that somebody told us: of customers, agents and companies, in every form that a text may give them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from server.tickets.redaction.spans import WORDS, Span

_SHORT = 3
_GENITIVE = "(?:['’]?s|['’]|ens)?"
_PART = re.compile(r"[^\W\d_][\w'’.-]*")
_SPELT = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)", "'": "['’]", "’": "['’]"}
_DIGRAPH = {"ae": "(?:ae|ä)", "oe": "(?:oe|ö)", "ue": "(?:ue|ü)", "ss": "(?:ss|ß)"}
_PIECE = re.compile("ae|oe|ue|ss|.", re.DOTALL)


def find_names(text: str, names: Sequence[str], companies: Sequence[str]) -> Iterator[Span]:
    """First and last names, each by itself; a genitive ending stays outside the span, "Annas" as well as "Anna's".

    Names that are also words, and very short ones, only where they begin with a capital letter.
    """
    parts = {part.casefold(): part for name in names for part in name_parts(name)}
    for company in companies:
        parts.setdefault(company.casefold(), company)
    if not parts:
        return
    longest_first = sorted(parts, key=len, reverse=True)
    pattern = "|".join(f"(?P<n{number}>{any_spelling(part)})" for number, part in enumerate(longest_first))
    for hit in re.finditer(rf"(?<!\w)(?:{pattern}){_GENITIVE}(?!\w)", text, re.IGNORECASE):
        group = hit.lastgroup or ""
        part = longest_first[int(group[1:])]
        if hit[group][0].isupper() or not (len(part) <= _SHORT or part in WORDS.also_words):
            yield Span(hit.start(group), hit.end(group), "NAME", part, parts[part])


def any_spelling(words: str) -> str:
    """A pattern for `words` with umlauts written out, accents left off, and any blanks between."""
    return "".join(r"\s+" if piece.isspace() else _spelling(piece) for piece in _PIECE.findall(words.casefold()))


def _spelling(piece: str) -> str:
    if piece in _SPELT or piece in _DIGRAPH:
        return _SPELT.get(piece) or _DIGRAPH[piece]
    plain = unicodedata.normalize("NFD", piece)[0]
    return re.escape(piece) if plain == piece else f"(?:{re.escape(piece)}|{re.escape(plain)})"


def name_parts(name: str) -> Iterator[str]:
    """ "Dr. Anna-Lena von Stein" has the parts Anna-Lena, Anna, Lena and Stein. An address is no name."""
    if "@" in name:
        return
    for part in _PART.findall(unicodedata.normalize("NFC", name)):
        pieces = part.strip(".'’-").split("-")
        for piece in ["-".join(pieces), *pieces]:
            if len(piece) > 1 and piece.casefold() not in WORDS.beside_names:
                yield piece
