"""What the outside may rely on has its heading in docs/."""

import re
from pathlib import Path

import click
import pytest

from server.cli.main import main
from server.settings import Settings

DOCS = Path(__file__).parent.parent.parent / "docs"


def headings(name: str) -> set[str]:
    """The code spans in the second-level headings of a page."""
    return set(re.findall(r"^## `([^`]+)`", (DOCS / name).read_text(encoding="utf-8"), flags=re.MULTILINE))


def commands(group: click.Group, prefix: str = "kulanz") -> list[str]:
    """All command names, with those of groups below them."""
    names = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            names += commands(command, f"{prefix} {name}")
        else:
            names.append(f"{prefix} {name}")
    return names


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_documented(command: str) -> None:
    """docs/commands.md has a heading for it."""
    assert any(heading.startswith(command) for heading in headings("commands.md"))


def test_every_setting_is_documented() -> None:
    """docs/settings.md lists exactly the variables that settings.py reads."""
    source = Path(str(Settings.__module__).replace(".", "/") + ".py").resolve().read_text()
    fields = re.findall(r'^    """([A-Z_]+)\. ', source, flags=re.MULTILINE)
    assert len(fields) == len(Settings.__struct_fields__)
    assert set(fields) == headings("settings.md")
