"""The suites that come with Kulanz (evals/suites)."""

from functools import cache
from importlib.resources import files

_SUITES = files("evals").joinpath("suites")


@cache
def shipped_suites() -> list[str]:
    """Their names, in order: the files without their ending."""
    return sorted(file.name.removesuffix(".yaml") for file in _SUITES.iterdir() if file.name.endswith(".yaml"))
