"""Write openapi.json from the routes: `make schema`."""

import json
from pathlib import Path

from server.app import create_app
from server.settings import Settings

OPENAPI = Path(__file__).parent.parent.parent / "openapi.json"


def openapi() -> str:
    """The schema as the file holds it."""
    app = create_app(Settings(home=Path("/nowhere")), "postgresql://owner@localhost/none")
    return json.dumps(app.openapi_schema.to_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    OPENAPI.write_text(openapi(), encoding="utf-8")
