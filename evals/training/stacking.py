"""Each output in the light of all others (stacked generalisation): who asks for another size has been sent one that
does not fit, and who is furious seldom only asks.

Learned on mails that no layer has learned from, where the outputs err as they will on new mail. Linear, and drawn
towards leaving everything as it is.
"""

from collections.abc import Collection, Sequence

import torch
from torch import Tensor, nn

from evals.training.probes import LossAt, Outputs

PARTS = 5
_DRAWN_TO_ZERO = 0.01
_STEPS = 80
_LEAST = -11.5  # log probability: what is less likely is all the same


class Stack(nn.Module):
    """What is added to each logit: a sum over what all outputs say, brought to mean 0 and spread 1. `many_of`: the
    outputs whose values are true or not each by itself.
    """

    def __init__(self, outs: Outputs, many_of: Collection[str]) -> None:
        super().__init__()
        self.many_of = many_of
        self.sizes = {name: out.shape[1] for name, out in outs.items()}
        looked = self._side_by_side(outs)
        self.mean = nn.Parameter(looked.mean(0), requires_grad=False)
        self.spread = nn.Parameter(looked.std(0) + 1e-6, requires_grad=False)
        self.weights = nn.Parameter(torch.zeros(looked.shape[1], looked.shape[1]))
        self.bias = nn.Parameter(torch.zeros(looked.shape[1]))

    def forward(self, outs: Outputs) -> Outputs:
        """Logits (mails, values) by output -> the same, each in the light of all."""
        looked = (self._side_by_side(outs) - self.mean) / self.spread
        # Not a product of matrices, which would be rounded to bytes when the file is written.
        added = (looked[:, :, None] * self.weights).sum(1) + self.bias
        by_output = added.split(list(self.sizes.values()), 1)
        return {name: outs[name] + more for name, more in zip(self.sizes, by_output, strict=True)}

    def _side_by_side(self, outs: Outputs) -> Tensor:
        looks = [outs[name] if name in self.many_of else outs[name].log_softmax(1) for name in self.sizes]
        return torch.cat([look.clamp(_LEAST, -_LEAST) for look in looks], 1)


def learned_stack(outs: Outputs, many_of: Collection[str], loss_at: LossAt, places: Sequence[int]) -> Stack:
    """A stack that has seen what the layers say of the mails at these places."""
    seen = _at(outs, places)
    stack = Stack(seen, many_of)
    learned = [stack.weights, stack.bias]
    optimiser = torch.optim.LBFGS(learned, max_iter=_STEPS)

    def step() -> Tensor:
        optimiser.zero_grad()
        loss = loss_at(stack(seen), places) + _DRAWN_TO_ZERO * sum(part.square().sum() for part in learned)
        loss.backward()
        return loss

    optimiser.step(step)
    return stack.eval()


@torch.no_grad()
def read_by_others(outs: Outputs, many_of: Collection[str], loss_at: LossAt) -> Outputs:
    """What stacks say of the mails that they have not seen: of each part one that learned from the other parts."""
    places = torch.randperm(len(next(iter(outs.values()))))
    parts = places.chunk(PARTS)
    said = {name: torch.zeros_like(out) for name, out in outs.items()}
    for part in parts:
        others = torch.cat([other for other in parts if other is not part]).tolist()
        with torch.enable_grad():
            stack = learned_stack(outs, many_of, loss_at, others)
        for name, logits in stack(_at(outs, part.tolist())).items():
            said[name][part] = logits
    return said


def _at(outs: Outputs, places: Sequence[int]) -> Outputs:
    return {name: out[list(places)] for name, out in outs.items()}
