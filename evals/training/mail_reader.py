"""Train the mail reader and write server/llm/mail_reader/reader.onnx: `make train` (torch; half an hour).

Learned from: the mails in evals/mails, the snippets of the rules' tests, and the demo shop's dev split. First half of
that split and every fourth story are set aside, and on these the reader is calibrated: how much its probes count, and
by what logits are divided so that probabilities are right on average (temperature scaling). Printed is how often these
are read right. Then the reader goes on for a round over all of it, for mails of a real shop's kind are few. Held-out
mails are never read.
"""

import copy
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.training.encoder import Reader
from evals.training.labelled_mails import REPORTED, Example, demo_shop_mails, written_mails
from evals.training.probes import Outputs, Probes, trained_probes
from evals.training.reader_file import MANY_OF, Calibration, write_reader
from server.domain.reading import INTENTS
from server.llm.e5_file import read_e5_file
from server.llm.mail_reader.model import MOST_TOKENS

LAYERS, BATCH = 9, 16
ENCODER_RATE, HEAD_RATE, WARM_UP = 8e-5, 1e-3, 0.06
ROUNDS, LAST_ROUNDS, LAST_RATE = 3, 1, 0.4  # in the last ones learns what was set aside too, at a share of the rate
AVERAGED = 0.995  # the weights that are kept are the mean of those of the last steps: steadier than the last ones
OWN_SHOP = 4  # mails of a real shop's kind are few; so often each is seen a round
WORDS_HIDDEN = 0.05
FILE = Path(__file__).parent.parent.parent / "server" / "llm" / "mail_reader" / "reader.onnx"

NAMES = {
    "problem": [*REPORTED, "none"],
    "problems": REPORTED,
    "wish": ["refund", "replacement", "repair", "exchange", "credit", "information", "none", "conflict"],
    "mood": ["calm", "happy", "worried", "frustrated", "angry", "legal_threat"],
    "intent": list(INTENTS),
    "withdrawal": ["declared"],
}
SIZES = {name: len(values) for name, values in NAMES.items()}
IMPORTANCE = {"problem": 1.0, "problems": 2.0, "wish": 0.7, "mood": 0.4, "intent": 0.5, "withdrawal": 1.0}
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
HEATS = np.geomspace(0.5, 4, 40)


class Encoded:
    """Examples with their tokens; word vectors are looked up once for all of them."""

    def __init__(self, examples: Sequence[Example]) -> None:
        file = read_e5_file()
        self.tokens = {e.text: file.tokens(f"query: {e.text}", MOST_TOKENS) for e in examples}
        used = sorted({token for tokens in self.tokens.values() for token in tokens})
        self._place = {token: place for place, token in enumerate(used)}
        self._vectors = torch.tensor(file.word_vectors(used))

    def batch(self, examples: Sequence[Example], hidden: float = 0.0) -> tuple[Tensor, Tensor]:
        """Word vectors and mask, some words hidden."""
        tokens = [self.tokens[example.text] for example in examples]
        longest = max(map(len, tokens))
        words = torch.zeros(len(examples), longest, self._vectors.shape[1])
        mask = torch.zeros(len(examples), longest, dtype=torch.bool)
        for row, of_text in enumerate(tokens):
            vectors = self._vectors[[self._place[token] for token in of_text]]
            words[row, : len(of_text)] = vectors * (torch.rand(len(of_text), 1) >= hidden)
            mask[row, : len(of_text)] = True
        return words, mask


def wanted(examples: Sequence[Example], output: str, *, by_second: bool = False) -> Tensor:
    """What an output should say; -100 where nobody labelled it. `by_second`: the mood that a second reader saw."""
    if output == "problems":
        return torch.tensor([[float(p in example.problems) for p in REPORTED] for example in examples])
    if output == "withdrawal":
        return torch.tensor([[-100.0 if e.withdrawal is None else float(e.withdrawal)] for e in examples])
    names = NAMES[output]
    values = [getattr(example, "second_mood" if by_second else output) for example in examples]
    return torch.tensor([names.index(value) if value in names else -100 for value in values])


def loss_of(out: Outputs, examples: Sequence[Example]) -> Tensor:
    """Weighted sum over the outputs."""
    total = torch.zeros(())
    for output, importance in IMPORTANCE.items():
        target = wanted(examples, output)
        if output not in MANY_OF:
            smoothing = 0.05 if output == "problem" else 0.0
            total = total + importance * functional.cross_entropy(out[output], target, label_smoothing=smoothing)
            if output == "mood":
                seen = wanted(examples, output, by_second=True)
                total = total + importance * functional.cross_entropy(out[output], seen)
        elif (known := target[:, 0] >= 0).any():
            found = out[output][known]
            total = total + importance * functional.binary_cross_entropy_with_logits(found, target[known])
    return total


def train(
    reader: Reader, encoded: Encoded, learn: Sequence[Example], aside: Sequence[Example], rounds: int, share: float
) -> Reader:
    """The reader after some rounds at a share of the rates. Batches hold mails of like length. Prints how the mails set
    aside are read."""
    kept = copy.deepcopy(reader)
    optimiser = torch.optim.AdamW(_rates(reader, share))
    steps = rounds * (len(learn) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    began = perf_counter()
    for number in range(rounds):
        reader.train()
        by_length = sorted(learn, key=lambda e: len(encoded.tokens[e.text]) + random.random() * 20)
        batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
        random.shuffle(batches)
        for examples in batches:
            loss = loss_of(reader(*encoded.batch(examples, WORDS_HIDDEN)), examples)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            rate.step()
            _average(kept, reader)
        taken = perf_counter() - began
        print(f"round {number + 1}: {scores(predict(kept, encoded, aside), aside)} after {taken:.0f} s", flush=True)
    return kept


def _rates(reader: Reader, share: float) -> list[dict[str, object]]:
    """Heads learn faster than layers; biases and norms are not drawn to zero."""
    return [
        {
            "params": [parameter],
            "lr": share * (HEAD_RATE if name.startswith(("look", "heads")) else ENCODER_RATE),
            "weight_decay": 0.01 if parameter.dim() > 1 else 0.0,
        }
        for name, parameter in reader.named_parameters()
    ]


@torch.no_grad()
def _average(kept: Reader, reader: Reader) -> None:
    for mean, newest in zip(kept.parameters(), reader.parameters(), strict=True):
        mean.lerp_(newest, 1 - AVERAGED)


@torch.no_grad()
def predict(reader: Reader, encoded: Encoded, examples: Sequence[Example]) -> Outputs:
    """Logits of every output."""
    reader.eval()
    outs = [reader(*encoded.batch(examples[at : at + 32])) for at in range(0, len(examples), 32)]
    return {name: torch.cat([out[name] for out in outs]) for name in NAMES}


def scores(out: Outputs, examples: Sequence[Example]) -> str:
    """Share read right, by output."""
    right = {
        name: (out[name].argmax(1) == wanted(examples, name)).float().mean().item()
        for name in NAMES
        if name not in MANY_OF
    }
    return ", ".join(f"{name} {share:.2f}" for name, share in right.items())


def probes_of(examples: Sequence[Example]) -> Probes:
    """Probes that have learned from these mails."""
    texts = [example.text for example in examples]
    return trained_probes(texts, SIZES, lambda out, places: loss_of(out, [examples[place] for place in places]))


def calibrated(looks: Sequence[Tensor], target: Tensor, *, many: bool) -> Calibration:
    """The shares of the probes and the heat under which the probabilities fit best."""
    known = target[:, 0] >= 0 if many else target >= 0
    measure = functional.binary_cross_entropy_with_logits if many else functional.cross_entropy
    read, sentence, grams = (look[known] for look in looks)
    return min(
        (Calibration(s, g, float(heat)) for s in SHARES for g in SHARES for heat in HEATS),
        key=lambda by: float(measure(by.joined(read, sentence, grams), target[known])),
    )


def calibrations_on(aside: Sequence[Example], read: Outputs, probes: Probes) -> dict[str, Calibration]:
    """Each output's, found on mails that were set aside. Prints how these are read by all together."""
    sentence, grams = probes.of([example.text for example in aside])
    looks = {name: (read[name], sentence[name], grams[name]) for name in NAMES}
    by = {name: calibrated(looks[name], wanted(aside, name), many=name in MANY_OF) for name in NAMES}
    together = {name: by[name].joined(*looks[name]) for name in NAMES}
    print(f"with the probes: {scores(together, aside)}; {by}", flush=True)
    return by


def main() -> None:
    """Both stages."""
    torch.manual_seed(0)
    random.seed(0)
    mails, (learn, calibrate) = written_mails(), demo_shop_mails()
    stories = [mail for mail in mails if mail.set_aside]
    aside = calibrate + stories
    encoded = Encoded([*mails, *learn, *calibrate])
    before = [mail for mail in mails if not mail.set_aside] + learn * OWN_SHOP
    print(f"{len(before)} mails to learn from, {len(calibrate)} of the shop and {len(stories)} set aside", flush=True)
    reader = train(Reader(LAYERS, SIZES), encoded, before, aside, ROUNDS, share=1)
    by = calibrations_on(aside, predict(reader, encoded, aside), probes_of(before))
    print("and now with all of them; what is printed of these was learned from", flush=True)
    everything = mails + (learn + calibrate) * OWN_SHOP
    reader = train(reader, encoded, everything, aside, LAST_ROUNDS, share=LAST_RATE)
    write_reader(reader, probes_of(everything), by, NAMES, Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)


if __name__ == "__main__":
    main()
