"""A macro written out is read as the same macro."""

from pathlib import Path

import pytest

from server.stores.formats.findings import Findings, Names
from server.stores.read_macros import Macros
from server.stores.read_pack import read_pack
from server.stores.write_macro import macro_text

STORES = Path(__file__).parent.parent.parent / "evals" / "stores"


@pytest.mark.parametrize("shop", ["mini", "nordlicht"])
def test_every_macro_comes_back_as_it_was(shop: str) -> None:
    """With its path, to the last blank line."""
    pack, _ = read_pack(STORES / shop)
    assert pack
    outcomes, findings = Names("outcome"), Findings()
    for number, outcome in enumerate(pack.tree.outcomes, 1):
        outcomes.add(outcome, "refund_tree.yaml", number, findings)
    for macro in pack.macros:
        macros = Macros(outcomes)
        macros.read(macro.path, macro_text(macro), findings)
        assert macros.macros == [macro]
    assert findings.sorted() == []
