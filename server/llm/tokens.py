"""Counting tokens: the only import of tiktoken.

tiktoken fetches its vocabulary at run time. It ships with this package instead, under the name that tiktoken's cache
gives it; a damaged copy would make tiktoken go online, so its hash is checked first.
"""

import hashlib
import os
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import tiktoken

from server.errors import CannotStart

_ENCODING = "o200k_base"
_FILE = "fb374d419588a4632f3f557e76b4b70aebbca790"
_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"


def count_tokens(text: str) -> int:
    """How many tokens of `o200k_base` a text has. What looks like a control token in it is plain text."""
    return len(_encoding().encode(text, disallowed_special=()))


def first_tokens(text: str, most: int) -> str:
    """The beginning of a text that has at most this many tokens, cut between characters."""
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= most:
        return text
    return _encoding().decode(tokens[:most]).rstrip("\ufffd")


@cache
def _encoding() -> tiktoken.Encoding:
    """CannotStart where the vocabulary in the package is damaged."""
    with as_file(files("server.llm").joinpath("o200k")) as folder:
        return load_encoding(folder)


def load_encoding(folder: Path) -> tiktoken.Encoding:
    """The encoding from the vocabulary in `folder`, without any request. CannotStart where it is missing or damaged."""
    file = folder / _FILE
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256:
        raise CannotStart(f"The vocabulary {_ENCODING} inside the package is missing or damaged; install Kulanz again.")
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding(_ENCODING)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before
