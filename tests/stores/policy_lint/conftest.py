"""The mini shop, with one change to its policies, linted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.lint import lint_policies
from server.stores.read_pack import read_pack


@pytest.fixture
def lint_with(mini_folder: Path, tmp_path: Path) -> Callable[..., list[PolicyFinding]]:
    """Swaps the one place where `old` stands in `file` for `new` and lints the policies."""

    def lint(file: str, old: str, new: str) -> list[PolicyFinding]:
        folder = tmp_path / "mini"
        shutil.copytree(mini_folder, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        pack, findings = read_pack(folder)
        assert pack, findings
        return lint_policies(pack.policies, pack.texts, pack.store)

    return lint
