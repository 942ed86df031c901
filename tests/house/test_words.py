"""The panel says the console's words in the console's colours."""

import re
from pathlib import Path

from tests.house.write_words import WORDS, words

ROOT = Path(__file__).parent.parent.parent
CONSOLE = ROOT / "server" / "console" / "static" / "console.css"
PANEL = ROOT / "extension" / "panel" / "colours.css"


def colours(path: Path) -> list[str]:
    """Every custom property that a style sheet defines, light ones first."""
    return re.findall(r"(--[\w-]+: [^;]+);", path.read_text(encoding="utf-8"))


def test_the_words_are_fresh() -> None:
    """The committed file equals the console's wording; `make schema` writes it anew."""
    assert WORDS.read_text(encoding="utf-8") == words()


def test_the_colours_are_the_consoles() -> None:
    """Light and dark, the panel beside the helpdesk looks like the console."""
    assert colours(PANEL) == colours(CONSOLE)
