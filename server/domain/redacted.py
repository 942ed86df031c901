"""Text that may leave the server: personal data that is known or recognisable stands in it as placeholders."""

from typing import NewType

Redacted = NewType("Redacted", str)
"""Only two verbs make one: `tickets/redaction` out of a text, `llm/prompts` out of our own words around such texts.
Whatever goes to a model has this type, so that the type checker holds the rule."""
