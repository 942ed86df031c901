"""The built browser extension, as the console hands it out: a zip for each browser, made by `make extension`."""

from pathlib import Path
from typing import Literal

from litestar import get
from litestar.params import FromPath
from litestar.response import File

from server.console.session import Session
from server.errors import PageNotFound

_FOLDER = Path(__file__).parent / "extension"

Browser = Literal["chrome", "firefox"]


def offered() -> bool:
    """Whether there is a built extension to hand out."""
    return all(_file(browser).is_file() for browser in ("chrome", "firefox"))


@get("/extension/{browser:str}", sync_to_thread=False)
def download_extension(browser: FromPath[Browser], session: Session) -> File:
    """The zip; PageNotFound while none was built."""
    if not _file(browser).is_file():
        raise PageNotFound("The extension has not been built here; run `make extension`.")
    return File(_file(browser), filename=f"kulanz-{browser}.zip", media_type="application/zip")


def _file(browser: str) -> Path:
    return _FOLDER / f"kulanz-{browser}.zip"
