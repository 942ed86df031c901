"""Train the sentence reader and write server/llm/sentence_reader/reader.onnx: `make train-sentences` (torch; a quarter
of an hour).

Learned from the sentences in evals/drafts/said, but for those of one writer: on these it is printed after each round
how much of what is said is heard, and how many sentences are misheard.
"""

import copy
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.training.encoder import Reader
from evals.training.labelled_sentences import SAYINGS, Said, held_out, to_learn_from
from evals.training.reader_file import write_sentence_reader
from server.llm.e5_file import read_e5_file
from server.llm.sentence_reader.model import MOST_TOKENS

LAYERS, ROUNDS, BATCH = 6, 6, 16
ENCODER_RATE, HEAD_RATE, WARM_UP = 1.2e-4, 1e-3, 0.06
AVERAGED = 0.99
WORDS_HIDDEN = 0.05
THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
FILE = Path(__file__).parent.parent.parent / "server" / "llm" / "sentence_reader" / "reader.onnx"
OUTPUT = "says"


class Encoded:
    """Sentences with their tokens; word vectors are looked up once for all of them."""

    def __init__(self, sentences: Sequence[Said]) -> None:
        file = read_e5_file()
        self.tokens = {said.text: file.tokens(said.text, MOST_TOKENS) for said in sentences}
        used = sorted({token for tokens in self.tokens.values() for token in tokens})
        self._place = {token: place for place, token in enumerate(used)}
        self._vectors = torch.tensor(file.word_vectors(used))

    def batch(self, sentences: Sequence[Said], hidden: float = 0.0) -> tuple[Tensor, Tensor]:
        """Word vectors and mask, some words hidden."""
        tokens = [self.tokens[said.text] for said in sentences]
        longest = max(map(len, tokens))
        words = torch.zeros(len(sentences), longest, self._vectors.shape[1])
        mask = torch.zeros(len(sentences), longest, dtype=torch.bool)
        for row, of_text in enumerate(tokens):
            vectors = self._vectors[[self._place[token] for token in of_text]]
            words[row, : len(of_text)] = vectors * (torch.rand(len(of_text), 1) >= hidden)
            mask[row, : len(of_text)] = True
        return words, mask


def said_by(sentences: Sequence[Said]) -> Tensor:
    """(sentences, sayings): 1 where it is said."""
    return torch.tensor([[float(saying in said.says) for saying in SAYINGS] for said in sentences])


def trained(encoded: Encoded, learn: Sequence[Said], aside: Sequence[Said]) -> Reader:
    """A reader after all rounds; what is kept is the mean of the last steps."""
    reader = Reader(LAYERS, {OUTPUT: len(SAYINGS)})
    kept = copy.deepcopy(reader)
    optimiser = torch.optim.AdamW(_rates(reader))
    steps = ROUNDS * (len(learn) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    began = perf_counter()
    for number in range(ROUNDS):
        reader.train()
        for sentences in _batches(encoded, learn):
            heard = reader(*encoded.batch(sentences, WORDS_HIDDEN))[OUTPUT]
            loss = functional.binary_cross_entropy_with_logits(heard, said_by(sentences), reduction="sum") / BATCH
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            rate.step()
            _average(kept, reader)
        print(f"round {number + 1}: {scores(kept, encoded, aside)} after {perf_counter() - began:.0f} s", flush=True)
    return kept


def _batches(encoded: Encoded, sentences: Sequence[Said]) -> list[Sequence[Said]]:
    """Sentences of like length together, in any order."""
    by_length = sorted(sentences, key=lambda said: len(encoded.tokens[said.text]) + random.random() * 8)
    batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
    random.shuffle(batches)
    return batches


def _rates(reader: Reader) -> list[dict[str, object]]:
    """Heads learn faster than layers; biases and norms are not drawn to zero."""
    return [
        {
            "params": [parameter],
            "lr": HEAD_RATE if name.startswith(("look", "heads")) else ENCODER_RATE,
            "weight_decay": 0.01 if parameter.dim() > 1 else 0.0,
        }
        for name, parameter in reader.named_parameters()
    ]


@torch.no_grad()
def _average(kept: Reader, reader: Reader) -> None:
    for mean, newest in zip(kept.parameters(), reader.parameters(), strict=True):
        mean.lerp_(newest, 1 - AVERAGED)


@torch.no_grad()
def scores(reader: Reader, encoded: Encoded, sentences: Sequence[Said]) -> str:
    """By threshold: the share of what is said that is heard, and of the sentences that are misheard."""
    reader.eval()
    at = range(0, len(sentences), 64)
    heard = torch.cat([reader(*encoded.batch(sentences[start : start + 64]))[OUTPUT] for start in at]).sigmoid()
    said = said_by(sentences) > 0
    return ", ".join(
        f"at {least}: {(heard > least)[said].float().mean():.2f} heard, "
        f"{((heard > least) & ~said).any(1).float().mean():.3f} misheard"
        for least in THRESHOLDS
    )


def main() -> None:
    torch.manual_seed(0)
    random.seed(0)
    learn, aside = to_learn_from(), held_out()
    print(f"{len(learn)} sentences to learn from, {len(aside)} of another writer", flush=True)
    reader = trained(Encoded([*learn, *aside]), learn, aside)
    write_sentence_reader(reader, OUTPUT, SAYINGS, Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)


if __name__ == "__main__":
    main()
