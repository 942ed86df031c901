"""What the environment may set. Read once, frozen, passed on; nothing else reads the environment."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from server.errors import CannotStart


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


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; CannotStart names the variable that cannot be read."""
    return Settings(
        home=_home(environment),
        database_url=environment.get("DATABASE_URL") or None,
        host=environment.get("KULANZ_HOST") or "127.0.0.1",
        port=_number(environment, "KULANZ_PORT", 8410, most=65535),
        requests_per_minute=_number(environment, "KULANZ_REQUESTS_PER_MINUTE", 240, most=1_000_000),
        pool_size=_number(environment, "KULANZ_POOL_SIZE", 10, most=1000),
    )


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
