"""Print which editor does what: `python -m tests.browser.extension.editors.table [EDITOR ...]`."""

import sys
import tempfile
from pathlib import Path

from tests.browser.extension.conftest import browse, build_extension
from tests.browser.extension.editors.kinds import EDITORS
from tests.browser.extension.editors.measure import EXCEPTIONS, PROPERTIES, measure
from tests.browser.extension.editors.workbench import Workbench, build_pages


def main(names: list[str]) -> None:
    """A line an editor; with names, these alone, and what was found where a property does not hold."""
    build_pages()
    print("| editor |", " | ".join(PROPERTIES), "|")
    print("|---|", "---|" * len(PROPERTIES), sep="")
    with tempfile.TemporaryDirectory() as profile, browse(build_extension(), Path(profile)) as context:
        bench = Workbench(context)
        for editor in EDITORS:
            if names and editor.name not in names:
                continue
            found = measure(bench, editor)
            print(f"| {editor.name} |", " | ".join("✗" if found[name] else "✓" for name in PROPERTIES), "|", flush=True)
            for name in PROPERTIES if names else ():
                if found[name]:
                    print(f"    {name}: {found[name]}")
    for (editor_name, name), why in EXCEPTIONS.items():
        print(f"{editor_name}, {name}: {why}")


if __name__ == "__main__":
    main(sys.argv[1:])
