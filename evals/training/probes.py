"""Two more looks at a mail, linear ones: at its sentence vector (Universal Sentence Encoder) and at its very letters.

The trained layers know shops' mails and little else; the sentence vector knows language and no shop; letters know
neither, and never mistake a word. They err on different mails, so their logits are added.
"""

from collections.abc import Callable, Mapping, Sequence

import torch
from msgspec import Struct
from torch import Tensor, nn
from torch.nn import functional

from server.llm.mail_reader.grams import GRAMS, grams_of
from server.llm.mail_reader.model import MOST_CHARACTERS, sentence_vector

BATCH = 64
_LENGTH = 8.0  # of a mail's grams taken together: large enough for few steps to teach something
Outputs = dict[str, Tensor]
LossAt = Callable[[Outputs, Sequence[int]], Tensor]
"""The loss of outputs for the mails at these places."""


class SentenceProbe(nn.Module):
    """One linear head for each output; vectors are brought to mean 0 and spread 1 first."""

    def __init__(self, vectors: Tensor, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.mean = nn.Parameter(vectors.mean(0), requires_grad=False)
        self.spread = nn.Parameter(vectors.std(0), requires_grad=False)
        self.heads = nn.ModuleDict({name: nn.Linear(vectors.shape[1], size) for name, size in sizes.items()})

    def forward(self, vectors: Tensor) -> Outputs:
        """(mails, dimension) -> (mails, values) by output."""
        looked = (vectors - self.mean) / self.spread
        return {name: head(looked) for name, head in self.heads.items()}


class GramProbe(nn.Module):
    """A row of weights for each gram; what is in few mails says more."""

    def __init__(self, mails: Sequence[Tensor], sizes: Mapping[str, int]) -> None:
        super().__init__()
        holders = torch.bincount(torch.cat(list(mails)), minlength=GRAMS) + 1
        self.rarity = nn.Parameter(torch.log(len(mails) / holders).clamp(min=0), requires_grad=False)
        self.sizes = dict(sizes)
        self.weights = nn.Parameter(torch.randn(GRAMS, sum(sizes.values())) * GRAMS**-0.5)
        self.bias = nn.Parameter(torch.zeros(sum(sizes.values())))

    def forward(self, grams: Tensor) -> Outputs:
        """(grams,) of one mail -> (1, values) by output."""
        rare = self.rarity[grams]
        logits = (rare[:, None] * self.weights[grams]).sum(0) * (_LENGTH / (rare.norm() + 1e-6)) + self.bias
        return dict(zip(self.sizes, logits[None].split(list(self.sizes.values()), 1), strict=True))

    def many(self, mails: Sequence[Tensor]) -> Outputs:
        """(mails, values) by output: as for one after the other, in a tenth of the time."""
        grams = torch.cat(list(mails))
        sizes = torch.tensor([len(mail) for mail in mails])
        rare, starts = self.rarity[grams], sizes.cumsum(0) - sizes
        sums = functional.embedding_bag(grams, self.weights, starts, mode="sum", per_sample_weights=rare)
        lengths = torch.stack([part.norm() for part in rare.split(sizes.tolist())])
        logits = sums * (_LENGTH / (lengths + 1e-6))[:, None] + self.bias
        return dict(zip(self.sizes, logits.split(list(self.sizes.values()), 1), strict=True))


class Probes(Struct, frozen=True):
    """Both, trained on the same mails."""

    sentence: SentenceProbe
    grams: GramProbe

    @torch.no_grad()
    def of(self, texts: Sequence[str]) -> tuple[Outputs, Outputs]:
        """What both say of mails."""
        return self.sentence(vectors_of(texts)), self.grams.many(numbers_of(texts))


def vectors_of(texts: Sequence[str]) -> Tensor:
    """(mails, dimension), as the reader will be given them."""
    return torch.stack([torch.tensor(sentence_vector(text[:MOST_CHARACTERS])) for text in texts])


def numbers_of(texts: Sequence[str]) -> list[Tensor]:
    """The grams of each mail, as the reader will be given them."""
    return [torch.tensor(grams_of(text[:MOST_CHARACTERS])) for text in texts]


def trained_probes(texts: Sequence[str], sizes: Mapping[str, int], loss_at: LossAt) -> Probes:
    """Probes that have seen all of these mails."""
    vectors, numbers = vectors_of(texts), numbers_of(texts)
    sentence, grams = SentenceProbe(vectors, sizes), GramProbe(numbers, sizes)
    _train(sentence, lambda at: sentence(vectors[at]), len(texts), loss_at, rounds=30, rate=3e-3, decay=0.3)
    _train(grams, lambda at: grams.many([numbers[n] for n in at]), len(texts), loss_at, rounds=12, rate=2e-3, decay=0.1)
    return Probes(sentence.eval(), grams.eval())


def _train(
    probe: nn.Module,
    outputs_at: Callable[[list[int]], Outputs],
    mails: int,
    loss_at: LossAt,
    *,
    rounds: int,
    rate: float,
    decay: float,
) -> None:
    """All rounds over all mails."""
    learned = [parameter for parameter in probe.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=rate, weight_decay=decay)
    for _ in range(rounds):
        for places in torch.randperm(mails).split(BATCH):
            loss = loss_at(outputs_at(places.tolist()), places.tolist())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
