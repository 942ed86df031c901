"""Long work that a page starts: the worker does it in a process of its own."""

import asyncio
import io
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from server.db import jobs
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.job import Job, JobKind
from server.jobs.tasks import Queue, jobs_app
from server.retrieval.find import BY_DEFAULT
from tests.conftest import Service
from tests.console.conftest import Browser

pytestmark = pytest.mark.anyio
Start = Callable[..., Awaitable[str]]


@pytest.fixture
def start(service: Service) -> Start:
    """Starts a job of the mini shop as a page does; its id."""

    async def start(kind: JobKind, request: dict[str, Any], file: bytes | None = None) -> str:
        url = service_url(service.owner_url)
        async with Database(url) as database, jobs_app(url, database, BY_DEFAULT).open_async() as app:
            async with database.store("mini") as conn:
                job = await jobs.create(conn, "mini", kind, request, "Jonas", file)
            await Queue(app).put("mini", job.id)
        return job.id

    return start


async def job_of(service: Service, job_id: str) -> Job:
    async with Database(service_url(service.owner_url)) as database, database.store("mini") as conn:
        return await jobs.get(conn, job_id)


async def over(service: Service, job_id: str) -> Job:
    """The job once it is over; a minute at most."""
    for _ in range(240):
        if (job := await job_of(service, job_id)).is_over:
            return job
        await asyncio.sleep(0.25)
    raise AssertionError("the job did not end")


def packed(folder: Path, inside: str = "mini") -> bytes:
    """A folder as a ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for path in folder.rglob("*"):
            if path.is_file():
                file.write(path, f"{inside}/{path.relative_to(folder)}")
    return content.getvalue()


async def test_a_pack_is_loaded_from_a_zip_file(
    service: Service, worker: None, start: Start, mini_folder: Path
) -> None:
    """What was loaded is the job's result, and the upload is not kept."""
    job = await over(service, await start("load", {}, packed(mini_folder)))
    assert (job.state, job.error) == ("done", None)
    assert job.result["store_id"] == "mini"
    async with Database(service_url(service.owner_url)) as database, database.store("mini") as conn:
        assert await jobs.file_of(conn, job.id) == b""


async def test_a_zip_file_that_leads_out_of_its_folder_is_refused(
    service: Service, worker: None, start: Start, mini_folder: Path
) -> None:
    """Nothing is written beside the folder it is unpacked in."""
    job = await over(service, await start("load", {}, packed(mini_folder, "../outside")))
    assert job.state == "failed" and job.error and job.error.code == "invalid_request"


async def test_a_replay_under_an_edited_tree_is_a_job(
    service: Service, worker: None, start: Start, mini_folder: Path
) -> None:
    """Its result is the comparison; here nothing flips, for the tree is the same."""
    text = (mini_folder / "refund_tree.yaml").read_text("utf-8")
    job = await over(service, await start("replay", {"changes": {"refund_tree.yaml": text}}))
    assert (job.state, job.error) == ("done", None)
    assert job.result["comparison"]["flipped"] == 0


async def test_a_waiting_job_is_stopped_at_once(service: Service, manager: Browser, start: Start) -> None:
    """Without a worker it waits; stopped, it never starts."""
    job_id = await start("replay", {"changes": {}})
    assert "Waiting" in manager.get(f"/console/jobs/{job_id}").text
    manager.send(f"/console/jobs/{job_id}/stop")
    assert (await job_of(service, job_id)).state == "stopped"
    assert "Stopped" in manager.get(f"/console/jobs/{job_id}").text


async def test_a_failed_job_tells_why(service: Service, worker: None, manager: Browser, start: Start) -> None:
    """The sentence of the error stands on the page."""
    job_id = await start("import", {"format": "zendesk"}, b"this is no export")
    await over(service, job_id)
    assert "It did not work out" in manager.get(f"/console/jobs/{job_id}").text


async def test_a_job_of_another_store_is_not_there(manager: Browser) -> None:
    """An unknown id is told about as such."""
    answer = manager.get("/console/jobs/8c0e6d3e-7d8b-4a55-9d5c-0d5f0f6f3c11")
    assert answer.status_code == 404 and "There is no such work" in answer.text
