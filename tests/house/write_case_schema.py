"""Write evals/suites/case.schema.json from the shape of a case: `make schema`."""

import json
from pathlib import Path

from server.evaluation.case_schema import case_schema

SCHEMA = Path(__file__).parent.parent.parent / "evals" / "suites" / "case.schema.json"


def written() -> str:
    """The schema as the file holds it."""
    return json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(written(), encoding="utf-8")
