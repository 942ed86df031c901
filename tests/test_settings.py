"""What the environment may set, and what it says about a slip."""

from decimal import Decimal

import pytest

from server.domain.price import Price
from server.errors import CannotStart
from server.settings import read_settings

HOME = {"KULANZ_HOME": "/nowhere"}


def test_without_settings_there_is_no_model() -> None:
    """Also where a key lies about for other programs."""
    settings = read_settings(HOME | {"OPENAI_API_KEY": "sk-test"})
    assert (settings.model_endpoint, settings.embedding_endpoint) == (None, None)


def test_a_model_of_ones_own_needs_no_key() -> None:
    """Its address is enough."""
    endpoint = read_settings(HOME | {"KULANZ_MODEL": "m", "KULANZ_MODEL_URL": "http://127.0.0.1:1/v1"}).model_endpoint
    assert endpoint is not None
    assert (endpoint.model, endpoint.url, endpoint.seconds) == ("m", "http://127.0.0.1:1/v1", 6)


def test_without_an_address_openai_serves() -> None:
    """With the key, for both models."""
    settings = read_settings(HOME | {"KULANZ_MODEL": "m", "KULANZ_EMBEDDING_MODEL": "e", "OPENAI_API_KEY": "sk-test"})
    for endpoint in (settings.model_endpoint, settings.embedding_endpoint):
        assert endpoint is not None
        assert (endpoint.url, endpoint.api_key) == ("https://api.openai.com/v1", "sk-test")


def test_the_price_goes_with_its_model() -> None:
    """Several may be told; of one that is not, no price is known."""
    told = HOME | {"KULANZ_MODEL_PRICE": "a/m:free=0/0/0 EUR; m = 0.40/0.10/1.60 USD", "OPENAI_API_KEY": "sk-test"}
    price = Price(Decimal("0.40"), Decimal("0.10"), Decimal("1.60"), "USD")
    for model, expected in (("m", price), ("a/m:free", Price(Decimal(0), Decimal(0), Decimal(0), "EUR")), ("n", None)):
        endpoint = read_settings(told | {"KULANZ_MODEL": model}).model_endpoint
        assert endpoint is not None and endpoint.price == expected


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"KULANZ_MODEL": "m"}, "OPENAI_API_KEY"),
        ({"KULANZ_MODEL_URL": "http://127.0.0.1:1/v1"}, "KULANZ_MODEL"),
        ({"KULANZ_MODEL": "m", "KULANZ_MODEL_URL": "127.0.0.1:1"}, "KULANZ_MODEL_URL"),
        ({"KULANZ_EMBEDDING_MODEL": "e"}, "KULANZ_EMBEDDING_URL"),
        ({"KULANZ_READING_SECONDS": "0"}, "KULANZ_READING_SECONDS"),
        ({"KULANZ_READING_SECONDS": "1.5"}, "KULANZ_READING_SECONDS"),
        ({"KULANZ_MODEL_PRICE": "m=1/2 USD"}, "KULANZ_MODEL_PRICE"),
        ({"KULANZ_MODEL_PRICE": "m=1,5/1/2 EUR"}, "KULANZ_MODEL_PRICE"),
    ],
)
def test_a_slip_is_told_at_the_start(given: dict[str, str], names: str) -> None:
    """The message names the variable to set."""
    with pytest.raises(CannotStart, match=names):
        read_settings(HOME | given)
