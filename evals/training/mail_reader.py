"""Train the mail reader and write server/llm/mail_reader/weights.npz: `make train` (torch; half an hour).

Learned from: the mails in evals/mails, the snippets of the rules' tests, and the demo shop's dev split. First half of
that split is left out and calibrates: each output's logits are divided by the number that makes its probabilities
right on average (temperature scaling); printed is how often that half is read right. Then the reader that is kept is
trained on all of it, for mails of a real shop's kind are few. Held-out mails are never read.
"""

import random
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.training.encoder import Reader
from evals.training.labelled_mails import REPORTED, Example, demo_shop_mails, written_mails
from server.domain.reading import INTENTS
from server.llm.e5_file import read_e5_file
from server.llm.mail_reader.model import MOST_TOKENS

LAYERS, ROUNDS, BATCH = 9, 5, 16
ENCODER_RATE, HEAD_RATE, WARM_UP = 8e-5, 1e-3, 0.06
OWN_SHOP_TWICE = 2  # mails of a real shop's kind are few; each is seen twice a round
WORDS_HIDDEN = 0.05
WEIGHTS = Path(__file__).parent.parent.parent / "server" / "llm" / "mail_reader" / "weights.npz"

NAMES = {
    "problem": [*REPORTED, "none"],
    "problems": REPORTED,
    "wish": ["refund", "replacement", "repair", "exchange", "credit", "information", "none", "conflict"],
    "mood": ["calm", "happy", "worried", "frustrated", "angry", "legal_threat"],
    "intent": list(INTENTS),
    "withdrawal": ["declared"],
}
IMPORTANCE = {"problem": 1.0, "problems": 2.0, "wish": 0.7, "mood": 0.7, "intent": 0.5, "withdrawal": 1.0}
ONE_OF = ("problem", "wish", "mood", "intent")


class Encoded:
    """Examples with their tokens; word vectors are looked up once for all of them."""

    def __init__(self, *groups: list[Example]) -> None:
        file = read_e5_file()
        self.tokens = {e.text: file.tokens(f"query: {e.text}", MOST_TOKENS) for group in groups for e in group}
        used = sorted({token for tokens in self.tokens.values() for token in tokens})
        self._place = {token: place for place, token in enumerate(used)}
        self._vectors = torch.tensor(file.word_vectors(used))

    def batch(self, examples: list[Example], hidden: float = 0.0) -> tuple[Tensor, Tensor]:
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


def wanted(examples: list[Example], output: str) -> Tensor:
    """What an output should say; -100 where nobody labelled it."""
    if output == "problems":
        return torch.tensor([[float(p in example.problems) for p in REPORTED] for example in examples])
    if output == "withdrawal":
        return torch.tensor([[-100.0 if e.withdrawal is None else float(e.withdrawal)] for e in examples])
    names = NAMES[output]
    values = [getattr(example, output) for example in examples]
    return torch.tensor([names.index(value) if value in names else -100 for value in values])


def loss_of(out: dict[str, Tensor], examples: list[Example]) -> Tensor:
    """Weighted sum over the outputs."""
    total = torch.zeros(())
    for output, importance in IMPORTANCE.items():
        target = wanted(examples, output)
        if output in ONE_OF:
            smoothing = 0.05 if output == "problem" else 0.0
            total = total + importance * functional.cross_entropy(out[output], target, label_smoothing=smoothing)
        elif (known := target[:, 0] >= 0).any():
            found = out[output][known]
            total = total + importance * functional.binary_cross_entropy_with_logits(found, target[known])
    return total


def train(reader: Reader, encoded: Encoded, learn: list[Example], calibrate: list[Example]) -> None:
    """All rounds; batches hold mails of like length."""
    heads = [p for n, p in reader.named_parameters() if n.startswith(("look", "heads"))]
    others = [p for n, p in reader.named_parameters() if not n.startswith(("look", "heads"))]
    groups = [{"params": others, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = ROUNDS * (len(learn) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    began = perf_counter()
    for number in range(ROUNDS):
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
        taken = perf_counter() - began
        print(f"round {number + 1}: {scores(reader, encoded, calibrate)} after {taken:.0f} s", flush=True)


@torch.no_grad()
def predict(reader: Reader, encoded: Encoded, examples: list[Example]) -> dict[str, Tensor]:
    """Logits of every output."""
    reader.eval()
    outs = [reader(*encoded.batch(examples[at : at + 32])) for at in range(0, len(examples), 32)]
    return {name: torch.cat([out[name] for out in outs]) for name in NAMES}


def scores(reader: Reader, encoded: Encoded, examples: list[Example]) -> str:
    """Share read right, by output."""
    out = predict(reader, encoded, examples)
    right = {name: (out[name].argmax(1) == wanted(examples, name)).float().mean().item() for name in ONE_OF}
    return ", ".join(f"{name} {share:.2f}" for name, share in right.items())


def heat_of(logits: Tensor, target: Tensor) -> float:
    """The divisor under which the probabilities fit best."""
    known = target[:, 0] >= 0 if target.dim() > 1 else target >= 0
    if int(known.sum()) < 10:
        return 1.0
    measure = functional.binary_cross_entropy_with_logits if target.dim() > 1 else functional.cross_entropy
    candidates = np.geomspace(0.5, 4, 60)
    return float(min(candidates, key=lambda heat: float(measure(logits[known] / heat, target[known]))))


def stored(reader: Reader, heats: dict[str, float]) -> dict[str, np.ndarray]:
    """Matrices as bytes with a scale for each column, the rest in half precision."""
    arrays: dict[str, np.ndarray] = {"layers": np.int32(LAYERS)}  # type: ignore[dict-item]

    def half(name: str, tensor: Tensor) -> None:
        arrays[name] = tensor.detach().numpy().astype(np.float16)

    def small(name: str, linear: nn.Linear) -> None:
        matrix = linear.weight.detach().numpy().T
        scale = np.abs(matrix).max(0) / 127
        arrays[f"{name}.w"] = np.round(matrix / scale).astype(np.int8)
        arrays[f"{name}.w.scale"] = scale.astype(np.float32)
        half(f"{name}.b", linear.bias)

    half("positions", reader.positions[:MOST_TOKENS])
    half("type", reader.token_type)
    for name, norm in [("norm", reader.norm)] + [
        (f"l{n}.{part}", getattr(layer, part)) for n, layer in enumerate(reader.layers) for part in ("n1", "n2")
    ]:
        half(f"{name}.w", norm.weight)
        half(f"{name}.b", norm.bias)
    for number, layer in enumerate(reader.layers):
        for part in ("qkv", "o", "fi", "fo"):
            small(f"l{number}.{part}", getattr(layer, part))
    for name, linear in [("look", reader.look), *reader.heads.items()]:
        half(f"{name}.w", linear.weight.T)
        half(f"{name}.b", linear.bias)
    for name, values in NAMES.items():
        arrays[f"names.{name}"] = np.array(values)
        arrays[f"heat.{name}"] = np.float32(heats[name])  # type: ignore[assignment]
    return arrays


def trained(encoded: Encoded, mails: list[Example], shop: list[Example], calibrate: list[Example]) -> Reader:
    """A reader that has learned from `mails` and twice as much from those of the shop."""
    torch.manual_seed(0)
    random.seed(0)
    reader = Reader(LAYERS, {name: len(values) for name, values in NAMES.items()})
    train(reader, encoded, mails + shop * OWN_SHOP_TWICE, calibrate)
    return reader


def main() -> None:
    mails = written_mails()
    learn, calibrate = demo_shop_mails()
    print(
        f"{len(mails)} mails and {len(learn)} of the shop to learn from, {len(calibrate)} to calibrate on", flush=True
    )
    encoded = Encoded(mails, learn, calibrate)
    out = predict(trained(encoded, mails, learn, calibrate), encoded, calibrate)
    heats = {name: heat_of(out[name], wanted(calibrate, name)) for name in NAMES}
    print("heats", {name: round(heat, 2) for name, heat in heats.items()})
    print("and now with all of them; what is printed of these was learned from", flush=True)
    reader = trained(encoded, mails, learn + calibrate, calibrate)
    np.savez_compressed(sys.argv[1] if len(sys.argv) > 1 else WEIGHTS, **stored(reader, heats))


if __name__ == "__main__":
    main()
