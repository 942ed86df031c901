"""promptfoo's provider: a case's ticket goes to POST /v1/drafts of a running Kulanz.

KULANZ_ADDRESS and KULANZ_TOKEN say where it is, and whose token it is (`kulanz token create --role agent`).
"""

import json
import os
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call_api(_prompt: str, _options: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The draft's text as output, the whole draft as metadata; what the service refuses is an error."""
    address = os.environ.get("KULANZ_ADDRESS", "http://127.0.0.1:8410")
    if not address.startswith(("http://", "https://")):
        return {"error": "KULANZ_ADDRESS must begin with http:// or https://."}
    request = Request(  # noqa: S310  # the line above holds the scheme
        f"{address}/v1/drafts",
        json.dumps(context["vars"]["request"]).encode(),
        {"Authorization": f"Bearer {os.environ.get('KULANZ_TOKEN', '')}", "Content-Type": "application/json"},
    )
    try:
        with urlopen(request, timeout=120) as answer:  # noqa: S310  # as above
            draft = json.load(answer)
    except HTTPError as error:
        return {"error": error.read().decode()}
    tokens = draft["tokens"]
    used = {"total": tokens["prompt"] + tokens["completion"], **tokens}
    return {"output": draft["text"], "metadata": {"draft": draft}, "tokenUsage": used}
