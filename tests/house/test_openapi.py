"""openapi.json is what the routes say, and docs/api.md names each of them."""

import json
import subprocess
from pathlib import Path

from tests.house.write_openapi import OPENAPI, openapi

SCHEMA = json.loads(openapi())


def test_openapi_json_is_fresh() -> None:
    """The committed file equals the routes; `make schema` writes it anew."""
    assert OPENAPI.read_text(encoding="utf-8") == openapi()


def test_the_extension_s_types_are_fresh(tmp_path: Path) -> None:
    """extension/api/schema.gen.ts is generated from openapi.json; `make schema` writes it anew."""
    extension = OPENAPI.parent / "extension"
    fresh = tmp_path / "schema.gen.ts"
    arguments = ["npx", "openapi-typescript", str(OPENAPI), "-o", str(fresh)]
    subprocess.run(arguments, cwd=extension, check=True, capture_output=True)
    assert (extension / "api" / "schema.gen.ts").read_text("utf-8") == fresh.read_text("utf-8")


def test_every_stream_event_is_in_the_schema() -> None:
    """A client can generate types for everything that a stream carries."""
    assert {"ContextEvent", "TextEvent", "ResetEvent", "Draft", "ErrorBody"} <= set(SCHEMA["components"]["schemas"])


def test_every_route_is_documented() -> None:
    """docs/api.md has a heading for each method and path."""
    page = (Path(OPENAPI).parent / "docs" / "api.md").read_text(encoding="utf-8")
    missing = [
        f"{method.upper()} {path}"
        for path, operations in SCHEMA["paths"].items()
        for method in operations
        if f"## `{method.upper()} {path}`" not in page
    ]
    assert missing == []


def test_every_route_names_the_one_error_shape() -> None:
    """Each operation refers to ErrorAnswer for what can go wrong."""
    for operations in SCHEMA["paths"].values():
        for operation in operations.values():
            refused = operation["responses"]["400"]["content"]["application/json"]["schema"]
            assert refused == {"$ref": "#/components/schemas/ErrorAnswer"}


def test_what_an_answer_holds_is_never_optional() -> None:
    """Every property of a Draft is required: generated types need no question mark."""
    draft = SCHEMA["components"]["schemas"]["Draft"]
    assert set(draft["required"]) == set(draft["properties"])
