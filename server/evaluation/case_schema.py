"""The JSON schema of a suite, for editors that complete and check YAML as it is written."""

from typing import Any

import msgspec

from server.evaluation.suite import CaseFields


def case_schema() -> dict[str, Any]:
    """A list of cases; `ticket` is a path or a ticket as the API takes it."""
    schema = msgspec.json.schema(list[CaseFields])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A suite of eval cases", **schema}
