"""Kinds of text that several files of a pack share; each description is what an error message asks for."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, pattern=r"\S", description="some text")]
Id = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*\Z", description="letters, digits and hyphens, such as returns")
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", description="a language code such as de")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z", description="a currency code such as EUR")]
CountryOrDefault = Annotated[
    str, Meta(pattern=r"^([A-Z]{2}|default)\Z", description="a country code such as DE, or default")
]
Address = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\Z", description="a mail address such as help@shop.example")]
Link = Annotated[str, Meta(pattern=r"^https?://\S+\Z", description="a link such as https://shop.example/returns")]


def is_timezone(name: str) -> bool:
    """Whether the IANA database has a timezone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: `../x`, OSError: `Europe`
        return False
    return True
