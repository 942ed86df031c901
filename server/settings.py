"""What the environment may set. Read once, frozen, passed on; nothing else reads the environment."""

import os
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, structs

from server.domain.endpoint import Endpoint
from server.domain.price import Price
from server.errors import CannotStart

_OPENAI = "https://api.openai.com/v1"
_NO_KEY = "none"
"""What a server that asks for no key is sent: the SDK wants one."""

_AMOUNT = r"\d{1,6}(?:\.\d{1,6})?"
_PRICE = re.compile(
    rf"(?P<model>\S+?) ?= ?(?P<input>{_AMOUNT}) ?/ ?(?P<cached>{_AMOUNT}) ?/ ?(?P<output>{_AMOUNT}) ?"
    r"(?P<currency>[A-Z]{3})"
)

_EMBEDDING_SECONDS = 30.0
"""How long one batch of texts may take: indexing waits, no agent does."""


class Settings(Struct, frozen=True):
    """Every setting of the service; docs/settings.md holds the same list for operators."""

    home: Path
    """KULANZ_HOME. Folder of the embedded database and of `address`; default: the nearest `.kulanz` in or above the
    working folder, else one in the user's home folder."""

    database_url: str | None = None
    """DATABASE_URL. A Postgres 16 or newer; its user owns the schema. Unset: embedded Postgres under KULANZ_HOME."""

    host: str = "127.0.0.1"
    """KULANZ_HOST. Address to listen on."""

    port: int = 8410
    """KULANZ_PORT. Port to listen on; when it is taken, the next free one."""

    requests_per_minute: int = 240
    """KULANZ_REQUESTS_PER_MINUTE. Requests that one token, or one address without a token, may make in a minute."""

    pool_size: int = 10
    """KULANZ_POOL_SIZE. Most connections to the database at once."""

    model: str | None = None
    """KULANZ_MODEL. The model that helps to read tickets and writes drafts, as its server calls it. Unset: rules read
    alone, and macros write."""

    model_url: str | None = None
    """KULANZ_MODEL_URL. An OpenAI-compatible server, up to and with `/v1`. Unset: OpenAI's own."""

    api_key: str | None = None
    """OPENAI_API_KEY. The key for both servers; one of your own may need none."""

    reading_seconds: int = 6
    """KULANZ_READING_SECONDS. How long the model may take to read a ticket before the rules' reading is used."""

    first_word_seconds: int = 8
    """KULANZ_FIRST_WORD_SECONDS. How long the model may take to begin a draft before the macro writer serves."""

    writing_seconds: int = 40
    """KULANZ_WRITING_SECONDS. How long the model may take to write a draft before the macro writer serves."""

    model_prices: Mapping[str, Price] = {}
    """KULANZ_MODEL_PRICE. What models cost for a million tokens, by name. Unset: what a draft costs is not known."""

    embedding_model: str | None = None
    """KULANZ_EMBEDDING_MODEL. An embedding model, as its server calls it. Unset: the embedded one."""

    embedding_url: str | None = None
    """KULANZ_EMBEDDING_URL. An OpenAI-compatible server, up to and with `/v1`. Unset: OpenAI's own."""

    @property
    def model_endpoint(self) -> Endpoint | None:
        """Where the model is; None without one."""
        endpoint = self._endpoint(self.model, self.model_url, self.reading_seconds)
        return endpoint and structs.replace(
            endpoint,
            first_word_seconds=self.first_word_seconds,
            writing_seconds=self.writing_seconds,
            price=self.model_prices.get(endpoint.model),
        )

    @property
    def embedding_endpoint(self) -> Endpoint | None:
        """Where the embedding model is; None without one."""
        return self._endpoint(self.embedding_model, self.embedding_url, _EMBEDDING_SECONDS)

    def _endpoint(self, model: str | None, url: str | None, seconds: float) -> Endpoint | None:
        return Endpoint(model, url or _OPENAI, self.api_key or _NO_KEY, seconds) if model else None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; CannotStart names the variable that cannot be read."""
    _check_model(environment, "KULANZ_MODEL", "KULANZ_MODEL_URL")
    _check_model(environment, "KULANZ_EMBEDDING_MODEL", "KULANZ_EMBEDDING_URL")
    return Settings(
        home=_home(environment),
        database_url=environment.get("DATABASE_URL") or None,
        host=environment.get("KULANZ_HOST") or "127.0.0.1",
        port=_number(environment, "KULANZ_PORT", 8410, most=65535),
        requests_per_minute=_number(environment, "KULANZ_REQUESTS_PER_MINUTE", 240, most=1_000_000),
        pool_size=_number(environment, "KULANZ_POOL_SIZE", 10, most=1000),
        model=environment.get("KULANZ_MODEL") or None,
        model_url=environment.get("KULANZ_MODEL_URL") or None,
        api_key=environment.get("OPENAI_API_KEY") or None,
        reading_seconds=_number(environment, "KULANZ_READING_SECONDS", 6, most=120),
        first_word_seconds=_number(environment, "KULANZ_FIRST_WORD_SECONDS", 8, most=120),
        writing_seconds=_number(environment, "KULANZ_WRITING_SECONDS", 40, most=600),
        model_prices=_prices(environment.get("KULANZ_MODEL_PRICE") or ""),
        embedding_model=environment.get("KULANZ_EMBEDDING_MODEL") or None,
        embedding_url=environment.get("KULANZ_EMBEDDING_URL") or None,
    )


def _check_model(environment: Mapping[str, str], name: str, address: str) -> None:
    """Model, address and key fit together, so that a slip is told at the start and not by work without a model."""
    model, url = environment.get(name), environment.get(address)
    if url and not model:
        raise CannotStart(f"{address} is set without {name}; set {name} to a model of that server, or unset both.")
    if url and not url.startswith(("http://", "https://")):
        raise CannotStart(f"{address} must begin with http:// or https:// and go up to and with /v1.")
    if model and not url and not environment.get("OPENAI_API_KEY"):
        raise CannotStart(f"{name} without {address} is served by OpenAI: set OPENAI_API_KEY, or {address}.")


def _prices(text: str) -> dict[str, Price]:
    """MODEL=INPUT/CACHED INPUT/OUTPUT CURRENCY, with a semicolon between models."""
    prices = dict[str, Price]()
    for entry in filter(str.strip, text.split(";")):
        read = _PRICE.fullmatch(entry.strip())
        if read is None:
            raise CannotStart(
                "KULANZ_MODEL_PRICE is MODEL=INPUT/CACHED INPUT/OUTPUT CURRENCY for a million tokens each, with a "
                f"semicolon between models, such as gpt-4.1-mini=0.40/0.10/1.60 USD; {entry.strip()[:60]!r} is not."
            )
        input_, cached, output = (Decimal(read[name]) for name in ("input", "cached", "output"))
        prices[read["model"]] = Price(input_, cached, output, read["currency"])
    return prices


def _home(environment: Mapping[str, str]) -> Path:
    named = environment.get("KULANZ_HOME")
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".kulanz").is_dir():
            return folder / ".kulanz"
    return Path.home() / ".kulanz"


def _number(environment: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    raw = environment.get(name)
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw) <= most:
        raise CannotStart(f"{name} must be a whole number from 1 to {most}; it is {raw[:40]!r}.")
    return int(raw)
