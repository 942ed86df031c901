"""Work that a page starts and that outlives its request."""

from datetime import datetime
from typing import Any, Literal, Protocol

from msgspec import Struct

from server.said import Said

JobKind = Literal["eval", "replay", "import", "load"]
JobState = Literal["waiting", "running", "done", "failed", "stopped"]


class JobError(Struct, frozen=True):
    """Why a job failed: a stable code, and a sentence that says what to do, `german` where it is said in German too."""

    code: str
    message: str
    details: dict[str, Any]
    german: str | None = None

    @property
    def said(self) -> Said:
        """The sentence in both languages; English in both where nothing else is known."""
        return Said(self.german or self.message, self.message)


class Job(Struct, frozen=True):
    """A job as it stands. `done` of `total` parts of `step` are done; `total` None: nobody knows how many there are.

    `request` holds what the kind of work needs, and under "then" the console's page to open when it is done.
    """

    id: str
    kind: JobKind
    request: dict[str, Any]
    state: JobState
    step: str
    done: int
    total: int | None
    stop_requested: bool
    result: Any
    error: JobError | None
    started_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed", "stopped")

    @property
    def then(self) -> str | None:
        """The page that shows what came of it; `{id}` in its address is the job's."""
        address = self.request.get("then")
        return address.replace("{id}", self.id) if isinstance(address, str) else None


class JobQueue(Protocol):
    """Where a job waits for the worker."""

    async def put(self, store_id: str, job_id: str) -> None:
        """Let the worker take it up; jobs of one store run one after another."""
