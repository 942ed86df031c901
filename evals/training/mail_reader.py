"""Train the mail reader and write server/llm/mail_reader/reader.onnx: `make train` (torch; two and a half hours).

Learned from: the mails in evals/mails, the snippets of the rules' tests, and the demo shop's dev split. First half of
that split and every fourth story and drawn letter are set aside, and on these the reader is calibrated: how much its
probes count, by what logits are divided so that probabilities are right on average (temperature scaling), and what the
outputs say of each other (stacking). Printed is how often these are read right. Then the reader goes on for a short
round: over what was set aside, the shop's mails, and every fifth of the others, so that it forgets nothing. Held-out
mails are never read.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from evals.training.encoder import Reader
from evals.training.labelled_mails import BY_TWO, REPORTED, Example, demo_shop_mails, written_mails
from evals.training.probes import Outputs, Probes, trained_probes
from evals.training.reader_file import MANY_OF, Calibration, write_reader
from evals.training.rounds import Course, Encoded, predict, train
from evals.training.stacking import Stack, learned_stack, read_by_others
from server.domain.reading import INTENTS
from server.llm.mail_reader.model import MOST_TOKENS

LAYERS = 9
COURSE = Course(rounds=3, batch=16, encoder_rate=8e-5, head_rate=1e-3, averaged=0.995, unlike=20)
LAST_ROUND = Course(rounds=1, batch=16, encoder_rate=3.2e-5, head_rate=4e-4, averaged=0.995, unlike=20)
LAST_SHARE = 5
OWN_SHOP = 4  # mails of a real shop's kind are few; so often each is seen a round
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
IMPORTANCE = {"problem": 1.0, "problems": 2.0, "wish": 0.7, "mood": 0.8, "intent": 0.5, "withdrawal": 1.0}
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
HEATS = np.geomspace(0.5, 4, 40)


def wanted(examples: Sequence[Example], output: str, *, by_second: bool = False) -> Tensor:
    """What an output should say; -100 where nobody labelled it. `by_second`: what a second reader saw, of BY_TWO."""
    if output == "problems":
        return torch.tensor([[float(p in example.problems) for p in REPORTED] for example in examples])
    if output == "withdrawal":
        return torch.tensor([[-100.0 if e.withdrawal is None else float(e.withdrawal)] for e in examples])
    names = NAMES[output]
    seconds = [example.second if by_second else {} for example in examples]
    values = [seen.get(output, getattr(example, output)) for seen, example in zip(seconds, examples, strict=True)]
    return torch.tensor([names.index(value) if value in names else -100 for value in values])


def loss_of(out: Outputs, examples: Sequence[Example]) -> Tensor:
    """Weighted sum over the outputs."""
    total = torch.zeros(())
    for output, importance in IMPORTANCE.items():
        target = wanted(examples, output)
        if output not in MANY_OF:
            smoothing = 0.05 if output == "problem" else 0.0
            readers = [target, wanted(examples, output, by_second=True)] if output in BY_TWO else [target]
            losses = [functional.cross_entropy(out[output], seen, label_smoothing=smoothing) for seen in readers]
            total = total + importance * sum(losses) / len(losses)
        elif (known := target[:, 0] >= 0).any():
            found = out[output][known]
            total = total + importance * functional.binary_cross_entropy_with_logits(found, target[known])
    return total


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


def misfit(name: str, logits: Tensor, target: Tensor) -> Tensor:
    """How badly an output's probabilities fit what people read."""
    many = name in MANY_OF
    known = target[:, 0] >= 0 if many else target >= 0
    measure = functional.binary_cross_entropy_with_logits if many else functional.cross_entropy
    return measure(logits[known], target[known])


def calibrated(name: str, looks: Sequence[Tensor], target: Tensor) -> Calibration:
    """The shares of the probes and the heat under which the probabilities fit best."""
    return min(
        (Calibration(s, g, float(heat)) for s in SHARES for g in SHARES for heat in HEATS),
        key=lambda by: float(misfit(name, by.joined(*looks), target)),
    )


def calibrations_on(aside: Sequence[Example], read: Outputs, probes: Probes) -> tuple[dict[str, Calibration], Stack]:
    """Found on mails that were set aside. Prints how these are read by all together, and then stacked."""
    sentence, grams = probes.of([example.text for example in aside])
    looks = {name: (read[name], sentence[name], grams[name]) for name in NAMES}
    targets = {name: wanted(aside, name) for name in NAMES}
    by = {name: calibrated(name, looks[name], targets[name]) for name in NAMES}
    together = {name: by[name].joined(*looks[name]) for name in NAMES}
    print(f"with the probes: {scores(together, aside)}; {by}", flush=True)

    def misfit_at(out: Outputs, places: Sequence[int]) -> Tensor:
        return sum((misfit(name, out[name], targets[name][list(places)]) for name in NAMES), start=torch.zeros(()))

    print(f"stacked: {scores(read_by_others(together, MANY_OF, misfit_at), aside)}", flush=True)
    return by, learned_stack(together, MANY_OF, misfit_at, range(len(aside)))


def main() -> None:
    """Both stages."""
    torch.manual_seed(0)
    random.seed(0)
    mails, (learn, calibrate) = written_mails(), demo_shop_mails()
    stories = [mail for mail in mails if mail.set_aside]
    aside = calibrate + stories
    encoded = Encoded([*mails, *learn, *calibrate], MOST_TOKENS, "query: ")
    before = [mail for mail in mails if not mail.set_aside] + learn * OWN_SHOP
    print(f"{len(before)} mails to learn from, {len(calibrate)} of the shop and {len(stories)} set aside", flush=True)

    def scores_of(reader: Reader) -> str:
        return scores(predict(reader, encoded, aside), aside)

    reader = train(Reader(LAYERS, SIZES), encoded, before, loss_of, scores_of, COURSE)
    by, stack = calibrations_on(aside, predict(reader, encoded, aside), probes_of(before))
    print("and now with all of them; what is printed of these was learned from", flush=True)
    of_the_shop = (learn + calibrate) * OWN_SHOP
    again = random.sample(mails, len(mails) // LAST_SHARE)
    reader = train(reader, encoded, stories + of_the_shop + again, loss_of, scores_of, LAST_ROUND)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    write_reader(reader, probes_of(mails + of_the_shop), by, stack, NAMES, path)


if __name__ == "__main__":
    main()
