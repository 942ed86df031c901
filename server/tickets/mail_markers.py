"""What mail programs write around a person's words: mail_markers.yaml."""

import re
from importlib import resources

import msgspec


class MailMarkers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mail_markers.yaml."""

    attributions: list[str]
    attributions_within: list[str]
    separators: list[str]
    reply_lines: list[str]
    head_labels: dict[str, list[str]]
    device_lines: list[str]
    footers: list[str]
    closings: list[str]
    thanks: list[str]
    contact: list[str]
    reachable: list[str]
    form_fields: list[str]
    form_messages: list[str]


MARKERS = msgspec.yaml.decode(
    resources.files("server.tickets").joinpath("mail_markers.yaml").read_bytes(), type=MailMarkers
)


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern that matches what any of `patterns` does, without regard to case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
