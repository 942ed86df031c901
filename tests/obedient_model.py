"""A model whose answers depend on the prompt that it is sent."""

import re
from typing import Any

from tests.model_server import ModelServer, Reply, fails, writes

MODEL_REPLY = re.compile(r"The model reply.*?```\n(.*?)\n```", re.DOTALL)


class ObedientModel(ModelServer):
    """Writes the model reply that it is given, and greets as its prompt tells it to."""

    def next_reply(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        if not request.get("stream"):
            return fails(400)  # the rules read alone
        system, user = (turn["content"] for turn in request["messages"][:2])
        found = MODEL_REPLY.search(user)
        text = found[1] if found else ""
        return writes(text.replace("Hi ", "Dear ", 1) if "Greet with Dear." in system else text)
