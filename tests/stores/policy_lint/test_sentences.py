"""How many faulty sentences the lint finds, and how many fine ones it accuses."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import structs

from server.domain.policy import Policy, Section
from server.domain.store import DatedValue
from server.stores.policy_lint.lint import lint_policies
from tests.samples import sample_store

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


def codes(sentence: dict[str, Any]) -> set[str]:
    """The codes at a policy of this one sentence; what else such a policy lacks is not counted."""
    store = sample_store()
    store = structs.replace(
        store,
        languages=[sentence["language"]],
        jurisdiction="DE",
        parameters={
            "return_window_days": [DatedValue(None, Decimal(30))],
            "promised_days": [DatedValue(None, {"DE": Decimal(12), "AT": Decimal(14), "default": Decimal(18)})],
        },
        returns=structs.replace(store.returns, postage={"DE": "shop", "AT": "shop", "default": "customer"}),
    )
    policy = Policy(
        id=sentence["topic"],
        language=sentence["language"],
        title=sentence["topic"],
        audience="public",
        kind="faq",
        valid_from=date(2026, 1, 1),
        url=None,
        body=f"## A\n\n{sentence['text']}",
        sections=[Section("a", "A", sentence["text"], 1)],
        path="policies/a.md",
    )
    texts = {policy.path: policy.body}
    return {found.code for found in lint_policies([policy], texts, store) if found.code != "policy_missing_fact"}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:40])
def test_faulty_sentences_are_found_and_fine_ones_are_not(sentence: dict[str, Any]) -> None:
    """Each of the labelled sentences gives its code, or nothing."""
    assert codes(sentence) == set(sentence["found"])
