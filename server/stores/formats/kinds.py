"""Kinds of text that several files of a pack share; a description names its sentence (sentences.yaml: expected)."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, pattern=r"\S", description="text")]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*\Z", description="id")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", description="language")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z", description="currency")]
CountryOrDefault = Annotated[str, Meta(pattern=r"^([A-Z]{2}|default)\Z", description="country_or_default")]
Address = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\Z", description="address")]
Link = Annotated[str, Meta(pattern=r"^https?://\S+\Z", description="link")]


def is_timezone(name: str) -> bool:
    """Whether the IANA database has a timezone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: `../x`, OSError: `Europe`
        return False
    return True
