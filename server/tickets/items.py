"""Which products a customer's words name: by SKU, title, model name, kind, option or an alias.

"Leselampe Luna - Messing": kind "Leselampe", model "Luna", option "Messing". Titles are not marked up, so
every word of the name counts, and words that several products share narrow each other down.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import msgspec
from msgspec import Struct

from server.domain.product import Product
from server.tickets.sentences import CHARACTERS_READ, fold

_PLAIN_WORDS = frozenset(
    fold(word)
    for word in msgspec.yaml.decode(
        resources.files("server.tickets").joinpath("product_words.yaml").read_bytes(), type=list[str]
    )
)
# " - ", " / " and the like stand between a product's name and its options; a hyphen inside a word does not.
_OPTION_MARK = re.compile(r"\s+[-–—|/]\s+|\s*[,;(/|]\s*")
_TOKEN = re.compile(r"[^\W_]+")
# An article number of few digits cannot be told from an order's or a quantity.
_IS_NO_NUMBER = re.compile(r"[^\W\d].|.[^\W\d]|\d{6}")
_SKU_SHAPED = re.compile(r"\w[\w./-]*\w|\w")
_ENDINGS = ("en", "er", "es", "em", "n", "e", "s")
_LEAST_OF_A_STEM = 3
# "Lampe" for "Leselampe", but not "egal" for "Regal": of compounds, ends of five letters ("lamp" is one's stem).
_LEAST_OF_AN_END, _LEAST_OF_A_WORD_FOR_A_COMPOUND = 4, 5
_SIZE = re.compile(
    r"(?<!\w)(?:(?:groesse|gr|size|in)\.?[ :]{1,2}([a-z]{1,3}|\d{1,3}(?:[x_]\d{1,3})?)"
    r"|(?:eine?n?|an?|the) ([xsml]{1,3}))(?!\w)"
)


class _Name(Struct, frozen=True):
    """A title or alias: stems of its name, ends of its compounds, and its options (stems and sizes)."""

    stems: frozenset[str]
    ends: frozenset[str]
    options: frozenset[str]


class _Said(Struct, frozen=True):
    """What a text offers for comparison. `for_ends`: what may stand for a compound."""

    stems: frozenset[str]
    for_ends: frozenset[str]
    options: frozenset[str]


def named_items(text: str, products: Sequence[Product]) -> list[str]:
    """SKUs of the products that `text` names, in the order of `products`.

    A model with several options of which none is named gives all of them: the caller intersects with the
    order's lines.
    """
    folded = fold(text[:CHARACTERS_READ])
    tokens = frozenset(_SKU_SHAPED.findall(folded))
    by_sku = {p.sku: fold(p.sku) for p in products if fold(p.sku) in tokens and _IS_NO_NUMBER.search(p.sku)}
    for sku in by_sku.values():
        folded = folded.replace(sku, " ")
    said = _said_in(folded)
    named = [_with_most_options(skus, said, products) for skus in _merged(_mentions(said, products))]
    if not named and not by_sku:
        named = [frozenset(product.sku for product in products if _options_named(product, said))]
    found = frozenset(by_sku).union(*named)
    return [product.sku for product in products if product.sku in found]


def titles_in(text: str, products: Sequence[Product]) -> list[str]:
    """Titles, their parts and aliases that stand in `text`: names, whatever language they seem to be."""
    lowered = text.lower()
    titles = (title for product in products for title in (product.title, *product.aliases))
    return [part for title in titles for part in _OPTION_MARK.split(title.strip()) if part and part.lower() in lowered]


def _said_in(folded: str) -> _Said:
    tokens = _TOKEN.findall(folded)
    stems = frozenset(map(_stem, tokens))
    long = frozenset(_stem(token) for token in tokens if len(token) >= _LEAST_OF_A_WORD_FOR_A_COMPOUND)
    sizes = frozenset(size[1] or size[2] for size in _SIZE.finditer(folded))
    return _Said(stems, long.union(*map(_ends, long)), stems.union(sizes, *map(_starts, long)))


def _mentions(said: _Said, products: Sequence[Product]) -> list[frozenset[str]]:
    """For every word of the text that names products, their SKUs; a word that fits all of them names none."""
    holders: dict[str, set[str]] = {}
    for product in products:
        for name in _names_of(product):
            for word in (name.stems & said.stems) | ((name.stems | name.ends) & said.for_ends):
                holders.setdefault(word, set()).add(product.sku)
    is_one_model = len({_names_of(product)[0].stems for product in products}) == 1
    return [frozenset(skus) for skus in holders.values() if is_one_model or len(skus) < len(products)]


def _merged(mentions: list[frozenset[str]]) -> list[frozenset[str]]:
    """Mentions that can mean the same product do: "Leselampe" is no second lamp beside Luna."""
    merged: list[frozenset[str]] = []
    for mention in sorted(mentions, key=len):
        if any(skus & mention for skus in merged):
            merged = [skus & mention or skus for skus in merged]
        else:
            merged.append(mention)
    return merged


def _with_most_options(skus: frozenset[str], said: _Said, products: Sequence[Product]) -> frozenset[str]:
    """Of these products those whose options the text names most of; all where it names none."""
    counts = {product.sku: _options_named(product, said) for product in products if product.sku in skus}
    return frozenset(sku for sku, count in counts.items() if count == max(counts.values()))


def _options_named(product: Product, said: _Said) -> int:
    return max(len(name.options & said.options) for name in _names_of(product))


def _names_of(product: Product) -> list[_Name]:
    return [_parsed(title) for title in (product.title, *product.aliases)]


@lru_cache(maxsize=50_000)
def _parsed(title: str) -> _Name:
    name, *options = _OPTION_MARK.split(title.strip(), maxsplit=3)
    stems = frozenset(_stems(name))
    values = frozenset(word for option in options for word in (*_stems(option), *_sizes(option)))
    return _Name(stems, frozenset().union(*map(_ends, stems)), values)


def _stems(text: str) -> list[str]:
    tokens = (token for token in _TOKEN.findall(fold(text)) if token not in _PLAIN_WORDS and not token.isdigit())
    return [_stem(token) for token in tokens if len(token) >= _LEAST_OF_A_STEM]


def _ends(stem: str) -> list[str]:
    """What a compound may end in: "leselamp" in "lamp"."""
    starts = range(_LEAST_OF_A_STEM, len(stem) - _LEAST_OF_AN_END + 1)
    return [stem[start:] for start in starts if stem[start:] not in _PLAIN_WORDS]


def _starts(stem: str) -> list[str]:
    """What a compound may begin with: "messinglamp" with "messing"."""
    ends = range(_LEAST_OF_A_WORD_FOR_A_COMPOUND, len(stem) - _LEAST_OF_AN_END + 1)
    return [stem[:end] for end in ends]


def _sizes(option: str) -> list[str]:
    """ "M", "38" and "40x80" are sizes where the text calls them so: alone they are letters and numbers like others."""
    last = fold(option).strip(" )").rpartition(" ")[2]
    return [last] if last and (len(last) < _LEAST_OF_A_STEM or last[0].isdigit()) else []


def _stem(token: str) -> str:
    """A token without a German or English ending: Lampe, Lampen, lamp and lamps are one."""
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _LEAST_OF_A_STEM:
            return token[: -len(ending)]
    return token
