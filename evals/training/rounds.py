"""Rounds of learning, the same for every reader: batches of like length, a rate that rises and falls, and kept is the
mean of the weights of the last steps, steadier than the last ones.
"""

import copy
import random
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Protocol, TypeVar

import torch
from msgspec import Struct
from torch import Tensor, nn

from evals.training.encoder import Reader
from evals.training.probes import Outputs
from server.llm.e5_file import read_e5_file

WARM_UP, WORDS_HIDDEN = 0.06, 0.05
_AT_ONCE = 32  # while nothing is learned
_IN_HALVES = torch.cpu.get_capabilities().get("amx_bf16", False)
"""Whether matrices are multiplied in numbers of half the size: twice as fast where the processor can."""


class Labelled(Protocol):
    """A text that people labelled."""

    @property
    def text(self) -> str: ...


L = TypeVar("L", bound=Labelled)


class Course(Struct, frozen=True):
    """How long and how fast is learned, so many texts (`batch`) a step. `averaged`: how much of the mean stays at each
    step. `unlike`: by how many tokens the lengths in a batch may differ.
    """

    rounds: int
    batch: int
    encoder_rate: float
    head_rate: float
    averaged: float
    unlike: int


class Encoded:
    """Texts with their tokens, `before` set in front of each; word vectors are looked up once for all of them."""

    def __init__(self, labelled: Sequence[Labelled], most_tokens: int, before: str = "") -> None:
        file = read_e5_file()
        self.tokens = {each.text: file.tokens(before + each.text, most_tokens) for each in labelled}
        used = sorted({token for tokens in self.tokens.values() for token in tokens})
        self._place = {token: place for place, token in enumerate(used)}
        self._vectors = torch.tensor(file.word_vectors(used))

    def batch(self, labelled: Sequence[Labelled], hidden: float = 0.0) -> tuple[Tensor, Tensor]:
        """Word vectors and mask, some words hidden."""
        tokens = [self.tokens[each.text] for each in labelled]
        longest = max(map(len, tokens))
        words = torch.zeros(len(labelled), longest, self._vectors.shape[1])
        mask = torch.zeros(len(labelled), longest, dtype=torch.bool)
        for row, of_text in enumerate(tokens):
            vectors = self._vectors[[self._place[token] for token in of_text]]
            words[row, : len(of_text)] = vectors * (torch.rand(len(of_text), 1) >= hidden)
            mask[row, : len(of_text)] = True
        return words, mask


def train(
    reader: Reader,
    encoded: Encoded,
    learn: Sequence[L],
    loss_of: Callable[[Outputs, Sequence[L]], Tensor],
    scores_of: Callable[[Reader], str],
    course: Course,
) -> Reader:
    """The reader after a course; what it scores is printed after each round."""
    kept = copy.deepcopy(reader)
    optimiser = torch.optim.AdamW(_rates(reader, course))
    steps = course.rounds * (len(learn) // course.batch + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    began = perf_counter()
    for number in range(course.rounds):
        reader.train()
        for batch in _batches(encoded, learn, course):
            with torch.autocast("cpu", torch.bfloat16, enabled=_IN_HALVES):
                out = reader(*encoded.batch(batch, WORDS_HIDDEN))
            loss = loss_of({name: logits.float() for name, logits in out.items()}, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            rate.step()
            _average(kept, reader, course.averaged)
        print(f"round {number + 1}: {scores_of(kept)} after {perf_counter() - began:.0f} s", flush=True)
    return kept


@torch.no_grad()
def predict(reader: Reader, encoded: Encoded, labelled: Sequence[Labelled]) -> Outputs:
    """Logits of every output."""
    reader.eval()
    outs = [reader(*encoded.batch(labelled[at : at + _AT_ONCE])) for at in range(0, len(labelled), _AT_ONCE)]
    return {name: torch.cat([out[name] for out in outs]) for name in outs[0]}


def _batches(encoded: Encoded, labelled: Sequence[L], course: Course) -> list[Sequence[L]]:
    """Texts of like length together, in any order."""
    by_length = sorted(labelled, key=lambda each: len(encoded.tokens[each.text]) + random.random() * course.unlike)
    batches = [by_length[at : at + course.batch] for at in range(0, len(by_length), course.batch)]
    random.shuffle(batches)
    return batches


def _rates(reader: Reader, course: Course) -> list[dict[str, object]]:
    """Heads learn faster than layers; biases and norms are not drawn to zero."""
    return [
        {
            "params": [parameter],
            "lr": course.head_rate if name.startswith(("look", "heads")) else course.encoder_rate,
            "weight_decay": 0.01 if parameter.dim() > 1 else 0.0,
        }
        for name, parameter in reader.named_parameters()
    ]


@torch.no_grad()
def _average(kept: Reader, reader: Reader, averaged: float) -> None:
    for mean, newest in zip(kept.parameters(), reader.parameters(), strict=True):
        mean.lerp_(newest, 1 - averaged)
