"""The suites that come with Kulanz (evals/suites)."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from server.evaluation.suite import Case, read_suite

_SUITES = files("evals").joinpath("suites")


@contextmanager
def shipped_packs() -> Iterator[dict[str, Path]]:
    """The shops that come with Kulanz: store to its folder, for as long as the block lasts."""
    with as_file(files("evals").joinpath("stores")) as folder:
        yield {pack.name: pack for pack in folder.iterdir() if (pack / "store.yaml").is_file()}


def shipped_cases(suite: str) -> list[Case]:
    """The cases of one of the suites; InvalidRequest where there is none of that name."""
    with as_file(_SUITES.joinpath(f"{suite}.yaml")) as file:
        return read_suite(file)


@cache
def shipped_suites() -> list[str]:
    """Their names, in order: the files without their ending."""
    return sorted(file.name.removesuffix(".yaml") for file in _SUITES.iterdir() if file.name.endswith(".yaml"))
