"""Train the sentence reader and write server/llm/sentence_reader/reader.onnx (torch; forty minutes).

`make train-sentences` does it.

Learned from the sentences in evals/drafts/said, but for those of one writer: on these it is printed after each round
how much of what is said is heard, and how many sentences are misheard.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from evals.training.encoder import Reader
from evals.training.labelled_sentences import SAYINGS, Said, held_out, to_learn_from
from evals.training.probes import Outputs
from evals.training.reader_file import write_sentence_reader
from evals.training.rounds import Course, Encoded, predict, train
from server.llm.sentence_reader.model import MOST_TOKENS

LAYERS = 9
COURSE = Course(rounds=6, batch=16, encoder_rate=1.2e-4, head_rate=1e-3, averaged=0.99, unlike=8)
THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
FILE = Path(__file__).parent.parent.parent / "server" / "llm" / "sentence_reader" / "reader.onnx"
OUTPUT = "says"


def said_by(sentences: Sequence[Said]) -> Tensor:
    """(sentences, sayings): 1 where it is said."""
    return torch.tensor([[float(saying in said.says) for saying in SAYINGS] for said in sentences])


def loss_of(out: Outputs, sentences: Sequence[Said]) -> Tensor:
    """Over all sayings of a sentence together, for few of them are said."""
    loss = functional.binary_cross_entropy_with_logits(out[OUTPUT], said_by(sentences), reduction="sum")
    return loss / COURSE.batch


def scores(logits: Tensor, sentences: Sequence[Said]) -> str:
    """By threshold: the share of what is said that is heard, and of the sentences that are misheard."""
    heard = logits.sigmoid()
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
    encoded = Encoded([*learn, *aside], MOST_TOKENS)
    reader = train(
        Reader(LAYERS, {OUTPUT: len(SAYINGS)}),
        encoded,
        learn,
        loss_of,
        lambda reader: scores(predict(reader, encoded, aside)[OUTPUT], aside),
        COURSE,
    )
    write_sentence_reader(reader, OUTPUT, SAYINGS, Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)


if __name__ == "__main__":
    main()
