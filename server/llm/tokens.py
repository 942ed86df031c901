"""Counting tokens: the only import of tiktoken.

By itself tiktoken fetches its vocabularies at run time, and again where a kept copy is damaged. This one ships with
the package and is handed over as data, so that nothing ever goes online.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

import tiktoken

from server.errors import CannotStart

_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
# How o200k_base cuts a text before it looks pieces up (tiktoken_ext.openai_public).
_PIECES = "|".join(
    [
        r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
        r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
        r"""\p{N}{1,3}""",
        r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""",
        r"""\s*[\r\n]+""",
        r"""\s+(?!\S)""",
        r"""\s+""",
    ]
)


def count_tokens(text: str) -> int:
    """How many tokens of `o200k_base` a text has. What looks like a control token in it is plain text."""
    return len(_encoding().encode(text, disallowed_special=()))


def first_tokens(text: str, most: int) -> str:
    """The beginning of a text that has at most this many tokens, cut between characters."""
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= most:
        return text
    return _encoding().decode(tokens[:most]).rstrip("\ufffd")


@cache
def _encoding() -> tiktoken.Encoding:
    return read_encoding(files("server.llm").joinpath("o200k", "o200k_base.tiktoken").read_bytes())


def read_encoding(vocabulary: bytes) -> tiktoken.Encoding:
    """The encoding of a vocabulary: a token in base64 and its number a line. CannotStart where it is damaged."""
    if hashlib.sha256(vocabulary).hexdigest() != _SHA256:
        raise CannotStart("The vocabulary o200k_base inside the package is damaged; install Kulanz again.")
    pairs = (line.split() for line in vocabulary.splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding("o200k_base", pat_str=_PIECES, mergeable_ranks=ranks, special_tokens={})
