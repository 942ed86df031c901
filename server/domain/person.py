"""One customer over channels: what tells that two conversations are of the same person (C10)."""

import phonenumbers

from server.domain.ticket import Customer


def person_keys(customer: Customer, region: str) -> list[str]:
    """Address, phone and handle in one form each, so that equal keys mean the same person.

    `region`: ISO 3166-1, whose numbers are written without a country code. A name alone is no key: many share it.
    """
    keys = [f"email:{_folded(customer.email)}" if customer.email else None]
    keys.append(_phone_key(customer.phone, region) if customer.phone else None)
    keys.append(f"handle:{_folded(customer.handle).lstrip('@')}" if customer.handle else None)
    return [key for key in keys if key and not key.endswith(":")]


def _folded(text: str) -> str:
    return text.strip().casefold()


def _phone_key(phone: str, region: str) -> str | None:
    """As +4930123456; None where it is no number that can be called."""
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return f"phone:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"
