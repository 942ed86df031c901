"""A macro as the text of a file that is read as this very macro."""

import yaml

from server.domain.policy import Macro


def macro_text(macro: Macro) -> str:
    """Front matter and body, as a folder would hold them."""
    lists = {"intents": macro.intents, "outcomes": macro.outcomes}
    channel = [f"channel: {macro.channel}"] if macro.channel else []
    lines = [
        f"id: {macro.id}",
        f"kind: {macro.kind}",
        f"language: {_flow(macro.language)}",
        *(f"{key}: {_flow(value)}" for key, value in lists.items() if value),
        *channel,
        f"variant: {macro.variant}",
        f"address_form: {macro.address_form}",
    ]
    return "\n".join(["---", *lines, "---", "", macro.body, ""])


def _flow(value: object) -> str:
    """The value on one line; a word that YAML would take for something else in quotes."""
    text: str = yaml.safe_dump(value, default_flow_style=True, width=10_000, allow_unicode=True)
    return text.removesuffix("...\n").strip()
