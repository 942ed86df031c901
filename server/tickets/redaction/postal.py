"""Postal addresses: those that an order holds, and by pattern a street with its number, a postcode with its town."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from server.tickets.redaction.names import any_spelling
from server.tickets.redaction.spans import WORDS, Span

_UPPER = "A-ZÀ-ÖØ-Þ"
_REST = r"(?:[\w'’-]|\.(?=-)){0,40}"  # bounded: a mail may be one endless word
_CAPITAL = rf"[{_UPPER}]{_REST}"
_HOUSE = r"\d{1,4}(?:[ ]?[a-zA-Z]\b)?(?:[ ]?[-/][ ]?\d{1,4}[a-z]?)?(?![\w€%])"
_BEFORE_A_PLACE = rf"(?=[\s,;·|–-]{{1,4}}(?:[A-Z]{{1,3}}-)?\d{{4,5}}[ ][{_UPPER}])"
_STREETS = [
    # Wiesenweg 3, Lange Straße 12 a, Kerkstraat 7
    rf"(?:{_CAPITAL}[ ]){{0,2}}[{_UPPER}]{_REST}(?:straße|strasse|str\.|weg|allee|platz|gasse|chaussee"
    rf"|promenade|damm|ufer|straat|laan|plein|gracht|kade)[ ]{{0,2}}{_HOUSE}",
    rf"(?:{_CAPITAL}[ ]){{1,3}}(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Chaussee|Damm|Ufer)[ ]{{0,2}}{_HOUSE}",
    rf"\b[a-zäöüß]{{3,}}(?:straße|strasse|str\.|gasse|allee)[ ]{{0,2}}{_HOUSE}",
    # Hansaring 97, Neuer Markt 3: these ends have many other words, so only before a postcode and a town
    rf"(?:{_CAPITAL}[ ]){{0,2}}(?:[{_UPPER}][a-zäöüß-]{{2,40}}(?:ring|markt|wall|graben|hof|berg|pfad|steig|zeile)"
    r"|Ring|Markt|Wall|Graben|Hof|Berg|Pfad|Steig|Zeile|Promenade|Weg|Platz)"
    rf"[ ]{_HOUSE}{_BEFORE_A_PLACE}",
    # 12 High Street, 4 Old Mill Lane
    rf"\b\d{{1,5}}[a-z]?,?[ ](?:{_CAPITAL}[ ]){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent"
    r"|Square|Terrace|Boulevard|Blvd|Gardens|Grove|Mews)\b\.?",
    # 5 bis, rue de la Paix
    rf"\b\d{{1,4}}(?:[ ]?(?:bis|ter))?,?[ ](?:rue|avenue|boulevard|bd|place|chemin|impasse|allée|quai|route)[ ]"
    rf"(?:(?:de|du|des|la|le|l['’]|d['’])[ ]?)*{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}}",
    # Calle Mayor 5, Via Roma 12
    rf"\b(?:[Cc]alle|[Cc]arrer|C/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|Via|Viale|[Pp]iazza|[Cc]orso|[Vv]icolo)[ ]"
    rf"(?:(?:de|del|la|las|los|della|dei|di)[ ])*{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}},?[ ]?(?:n[.º°]?[ ]?)?{_HOUSE}",
]
_STREET = re.compile("|".join(_STREETS))
# Am Hang 3, Unter den Linden 5: only as a whole line, between commas, or before a postcode and a town.
_LED_BY_PREPOSITION = (
    rf"(?:Am|An der|Auf dem|Auf der|Im|In der|In den|Unter den|Hinter der|Zum|Zur)"
    rf"[ ](?P<street>{_CAPITAL}(?:[ ]{_CAPITAL})?)[ ]{_HOUSE}"
)
_BY_PREPOSITION = [
    re.compile(rf"(?m)(?:^|(?<=, )){_LED_BY_PREPOSITION}(?=[ ]*(?:,|$))"),
    re.compile(rf"\b{_LED_BY_PREPOSITION}{_BEFORE_A_PLACE}"),
]
_TOWN = rf"{_CAPITAL}(?:[ -](?:(?:am|an der|im|in|bei|ob der|sur|la|le|den|aan den)[ -])?{_CAPITAL}){{0,3}}"
_PLACE = re.compile(rf"(?<![\w#-])(?P<postcode>(?:[A-Z]{{1,3}}-)?\d{{4,5}}|\d{{4}}[ ]?[A-Z]{{2}})[ ]{{1,2}}{_TOWN}")
_UK_POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}(?![\w-])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ :.]{1,3}$")
_SAID_STREET, _ANY_STREET = re.compile(r"stra(?:ß|ss)e|str\.", re.IGNORECASE), r"str(?:a(?:ß|ss)e|\.?)"
_JOINT = re.compile(r"[\s,;·|–-]{1,4}")
_AFTER_A_STREET = re.compile(r"[\s,;·|–-]{1,4}(?:[^\n,]{1,30}[\n,][\s]{0,2})?")


def find_addresses(text: str, known: Sequence[str]) -> Iterator[Span]:
    """Streets and places, a street with what follows it as one address. A town by itself is none."""
    streets = sorted({*_known(text, known), *_streets(text)})
    places = set(_places(text, [end for _, end in streets]))
    merged: list[tuple[int, int]] = []
    for start, end in sorted({*streets, *places}):
        if merged and (
            start < merged[-1][1] or ((start, end) in places and _JOINT.fullmatch(text, merged[-1][1], start))
        ):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    for start, end in merged:
        value = text[start:end]
        yield Span(start, end, "ADDRESS", " ".join(value.casefold().replace(",", " ").split()), value)


def _known(text: str, addresses: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The street and the place of an order's address; neither region nor country."""
    for part in {part.strip() for address in addresses for part in address.split(",")}:
        if any(letter.isdigit() for letter in part) and any(letter.isalpha() for letter in part):
            spelling = _ANY_STREET.join(any_spelling(piece) for piece in _SAID_STREET.split(part))
            for hit in re.finditer(rf"(?<!\w){spelling}(?!\w)", text, re.IGNORECASE):
                yield hit.span()


def _streets(text: str) -> Iterator[tuple[int, int]]:
    for hit in _STREET.finditer(text):
        yield hit.span()
    for hit in chain.from_iterable(pattern.finditer(text) for pattern in _BY_PREPOSITION):
        if WORDS.no_streets.isdisjoint(hit["street"].casefold().split()):
            yield hit.span()


def _places(text: str, street_ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Postcode and town where a street leads to them, as a line of their own, or behind "in", "nach", "from" …"""
    for hit in _PLACE.finditer(text):
        follows = any(_AFTER_A_STREET.fullmatch(text, end, hit.start()) for end in street_ends if end <= hit.start())
        line_start = text.rfind("\n", 0, hit.start()) + 1
        rest = text[hit.end() :].partition("\n")[0]
        has_its_line = not text[line_start : hit.start()].strip() and len(rest.strip(" ,.")) <= 20
        word = _WORD_BEFORE.search(text, max(0, hit.start() - 20), hit.start())
        is_led_to = word is not None and word[1].casefold() in WORDS.before_places
        is_long = sum(letter.isdigit() for letter in hit["postcode"]) == 5 or not hit["postcode"].isdigit()
        if follows or is_led_to or (has_its_line and is_long):
            yield hit.span()
    for hit in _UK_POSTCODE.finditer(text):
        yield hit.span()
