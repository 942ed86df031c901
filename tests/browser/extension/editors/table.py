"""Which editor does what, as a table: `python -m tests.browser.extension.editors.table [EDITOR ...]` prints it."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.browser.extension.conftest import browse, build_extension
from tests.browser.extension.editors.kinds import EDITORS
from tests.browser.extension.editors.measure import EXCEPTIONS, PROPERTIES, measure
from tests.browser.extension.editors.workbench import Workbench, build_pages

HEAD = (f"| editor | {' | '.join(PROPERTIES)} |", "|---|" + "---|" * len(PROPERTIES))


def row(name: str, found: dict[str, str]) -> str:
    """An editor's line, from what `measure` found in it."""
    return f"| {name} | {' | '.join('✗' if found[each] else '✓' for each in PROPERTIES)} |"


def reasons() -> Iterator[str]:
    """Why a cell is empty, a line each."""
    return (f"{name}, {each}: {why}" for (name, each), why in EXCEPTIONS.items())


def main(names: list[str]) -> None:
    """With names, these editors alone, and what was found where a property does not hold."""
    build_pages()
    print(*HEAD, sep="\n")
    with tempfile.TemporaryDirectory() as profile, browse(build_extension(), Path(profile)) as context:
        bench = Workbench(context)
        for editor in EDITORS:
            if names and editor.name not in names:
                continue
            found = measure(bench, editor)
            print(row(editor.name, found), flush=True)
            if names:
                print(*(f"    {each}: {found[each]}" for each in PROPERTIES if found[each]), sep="\n")
    print(*reasons(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
