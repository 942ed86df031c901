"""Which products a customer's words name: by SKU, title, model name, kind, option or an alias.

"Leselampe Luna - Messing", in English "Luna reading lamp - brass": what all names of a product share is its
model (Luna), the rest its kind (Leselampe, reading lamp), behind the dash stands the option. Titles are not
marked up, so a product of one name counts every word of it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
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
_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_LEAST_OF_A_STEM = 3
# "Lampe" for "Leselampe", but not "egal" for "Regal": of compounds, ends of five letters ("lamp" is one's stem).
_LEAST_OF_AN_END, _LEAST_OF_A_WORD_FOR_A_COMPOUND = 4, 5
_SIZE = re.compile(
    r"(?<!\w)(?:(?:groesse|gr|size|in)\.?[ :]{1,2}([a-z]{1,3}|\d{1,3}(?:[x_]\d{1,3})?)"
    r"|(?:eine?n?|an?|the) ([xsml]{1,3}))(?!\w)"
)


class _Names(Struct, frozen=True):
    """What names a product. `strong`: model, kinds of one word; `phrases`: kinds of several words, as they stand;
    `weak`: what a kind ends in ("lamp"), which many products share. `options`: stems and sizes, by name.
    """

    strong: frozenset[str]
    phrases: frozenset[str]
    weak: frozenset[str]
    options: tuple[frozenset[str], ...]


class _Said(Struct, frozen=True):
    """What a text offers for comparison: stems, ends of its compounds, all stems in order, options and sizes."""

    stems: frozenset[str]
    long: frozenset[str]
    ends: frozenset[str]
    sequence: str
    options: frozenset[str]


def named_items(text: str, products: Sequence[Product]) -> list[str]:
    """SKUs of the products that `text` names, in the order of `products`.

    A model with several options of which none is named gives all of them, and "the lamp" gives all lamps
    where no lamp is named closer: the caller intersects with the order's lines.
    """
    folded = fold(text[:CHARACTERS_READ])
    tokens = frozenset(_SKU_SHAPED.findall(folded))
    by_sku = {p.sku: fold(p.sku) for p in products if fold(p.sku) in tokens and _IS_NO_NUMBER.search(p.sku)}
    for sku in by_sku.values():
        folded = folded.replace(sku, " ")
    said = _said_in(folded)
    mentions = _mentions(said, products, _strong) or ([] if by_sku else _mentions(said, products, _weak))
    named = [_with_most_options(skus, said, products) for skus in _merged(mentions)]
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
    stems = list(map(_stem, tokens))
    long = frozenset(_stem(token) for token in tokens if len(token) >= _LEAST_OF_A_WORD_FOR_A_COMPOUND)
    sizes = frozenset(size[1] or size[2] for size in _SIZE.finditer(folded))
    words = frozenset(base for token in tokens if _may_be_an_option(token) for base in _uninflected(token))
    options = words.union(sizes, *map(_starts, long))
    return _Said(frozenset(stems), long, frozenset().union(*map(_ends, long)), f" {' '.join(stems)} ", options)


def _strong(names: _Names, said: _Said) -> Iterable[str]:
    yield from names.strong & (said.stems | said.ends)
    yield from (phrase for phrase in names.phrases if phrase in said.sequence)


def _weak(names: _Names, said: _Said) -> Iterable[str]:
    yield from names.weak & said.long


def _mentions(
    said: _Said, products: Sequence[Product], words: Callable[[_Names, _Said], Iterable[str]]
) -> list[frozenset[str]]:
    """For every word of the text that names products, their SKUs; a word that fits all of them names none."""
    holders: dict[str, set[str]] = {}
    for product in products:
        for word in words(_names_of(product), said):
            holders.setdefault(word, set()).add(product.sku)
    is_one_model = len({_names_of(product).strong for product in products}) == 1
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
    return max(len(options & said.options) for options in _names_of(product).options)


def _names_of(product: Product) -> _Names:
    return _parsed((product.title, *product.aliases))


@lru_cache(maxsize=20_000)
def _parsed(titles: tuple[str, ...]) -> _Names:
    parts = [_OPTION_MARK.split(title.strip(), maxsplit=3) for title in titles]
    names = [[_stem(token) for token in _TOKEN.findall(fold(name))] for name, *_ in parts]
    options = tuple(frozenset(w for option in rest for w in _option_words(option)) for _, *rest in parts)
    model = frozenset(names[0]).intersection(*names[1:]) if len(names) > 1 else frozenset()
    if not _telling(model):
        strong = _telling(stem for name in names for stem in name)
        return _Names(strong, frozenset(), frozenset(end for stem in strong for end in _ends(stem)), options)
    kinds = [[stem for stem in name if stem not in model] for name in names]
    return _Names(
        strong=_telling(model.union(*(kind for kind in kinds if len(kind) == 1))),
        phrases=frozenset(f" {' '.join(kind)} " for kind in kinds if len(kind) > 1),
        weak=frozenset(end for kind in kinds if kind for end in (kind[-1], *_ends(kind[-1]))),
        options=options,
    )


def _telling(stems: Iterable[str]) -> frozenset[str]:
    """Without words that name no product: plain ones, numbers and snippets."""
    return frozenset(s for s in stems if s not in _PLAIN_STEMS and not s.isdigit() and len(s) >= _LEAST_OF_A_STEM)


def _ends(stem: str) -> list[str]:
    """What a compound may end in: "leselamp" in "lamp"."""
    starts = range(_LEAST_OF_A_STEM, len(stem) - _LEAST_OF_AN_END + 1)
    return [stem[start:] for start in starts if stem[start:] not in _PLAIN_STEMS]


def _starts(stem: str) -> list[str]:
    """What a compound may begin with: "messinglamp" with "messing"."""
    ends = range(_LEAST_OF_A_WORD_FOR_A_COMPOUND, len(stem) - _LEAST_OF_AN_END + 1)
    return [stem[:end] for end in ends]


def _option_words(option: str) -> Iterable[str]:
    """Its words, and its last as a size: "M", "38" and "40x80" count only where the text calls them a size."""
    tokens = _TOKEN.findall(fold(option))
    yield from filter(_may_be_an_option, tokens)
    if tokens and (len(tokens[-1]) < _LEAST_OF_A_STEM or tokens[-1][0].isdigit()):
        yield tokens[-1]


def _may_be_an_option(token: str) -> bool:
    return len(token) >= _LEAST_OF_A_STEM and not token[0].isdigit() and token not in _PLAIN_WORDS


def _uninflected(token: str) -> Iterable[str]:
    """A colour as it stands in a sentence: schwarze, schwarzen, schwarz."""
    yield token
    for ending in _ADJECTIVE_ENDINGS:
        if token.endswith(ending):
            yield token[: -len(ending)]


def _stem(token: str) -> str:
    """A token without a German or English ending: Lampe, Lampen, lamp and lamps are one."""
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _LEAST_OF_A_STEM:
            return token[: -len(ending)]
    return token


_PLAIN_STEMS = frozenset(map(_stem, _PLAIN_WORDS))
