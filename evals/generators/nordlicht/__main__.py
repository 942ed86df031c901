"""Write orders.csv and tracking.jsonl of the demo shop anew."""

from pathlib import Path

from evals.generators.nordlicht.write import files_of_shop

SHOP = Path(__file__).parent.parent.parent / "stores" / "nordlicht"

for name, text in files_of_shop().items():
    (SHOP / name).write_text(text, encoding="utf-8", newline="\n")
