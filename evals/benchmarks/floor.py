"""A million random fact sets, none of them decided under the law: `python -m evals.benchmarks.floor [COUNT]`.

Every set is decided by Nordlicht's tree, which is lawful, and by random ones, which are not; each decision is held
against the table of rights as the tests tell it a second time. Prints the rate, and stops at the first shortfall.
"""

import sys
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from server.domain.tree import Tree
from server.stores.read_pack import read_pack
from tests.refunds.random_cases import dice, random_tree
from tests.refunds.test_never_harsher import Told, decision_on, outcome_of, random_question, shortfall

MILLION = 1_000_000
RANDOM_TREES = 200
TOLD_EVERY = 100_000


def main(count: int) -> None:
    """Decide `count` random fact sets and print how many a second."""
    rng = dice(11)
    trees = [nordlicht(), *(random_tree(rng) for _ in range(RANDOM_TREES))]
    began, raised = perf_counter(), 0
    for number in range(1, count + 1):
        tree = trees[0] if number % 2 else rng.choice(trees)
        question = random_question(rng)
        decision = decision_on(tree, question)
        paid = decision.amount.amount if decision.amount else None
        told, outcome = Told(dict(question.facts)), outcome_of(tree, decision)
        if short := shortfall(told, outcome, paid, decision.until, question.money):
            raise SystemExit(f"Under the law ({', '.join(short)}): {decision}")
        raised += decision.raised_by_law
        if number % TOLD_EVERY == 0 or number == count:
            rate = number / (perf_counter() - began)
            print(f"{number} fact sets, none under the law, {raised} raised by it: {rate:.0f} a second", flush=True)


def nordlicht() -> Tree:
    """The demo shop's tree."""
    pack, _ = read_pack(Path(str(files("evals"))) / "stores" / "nordlicht")
    if pack is None:
        raise SystemExit("Nordlicht's pack cannot be read; run `kulanz lint` on it.")
    return pack.tree


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)
