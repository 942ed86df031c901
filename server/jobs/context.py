"""What a job's work has at hand."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from server.db.pool import Database
from server.domain.job import Job
from server.llm.client import Model
from server.retrieval.find import Weights

Advance = Callable[[str, int, int | None], None]
"""Told the step, how much of it is done, and how much there is. Cheap: call it as often as you like."""


class JobContext(Struct, frozen=True):
    """`file`: what was uploaded for the job, empty where nothing was. `home`: KULANZ_HOME, where
    answers may be kept."""

    database: Database
    store_id: str
    job: Job
    file: bytes
    model: Model | None
    weights: Weights
    home: Path
    advance: Advance


Work = Callable[[JobContext], Awaitable[Any]]
"""Does the work and returns its result, which is kept as JSON."""
