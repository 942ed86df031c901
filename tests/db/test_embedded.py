"""The embedded Postgres starts wherever it is asked to, and after whatever happened to it."""

import os
import time
from pathlib import Path

import psycopg
import pytest

from server.db.embedded import EmbeddedPostgres
from server.errors import CannotStart


def answers(server: EmbeddedPostgres) -> bool:
    with psycopg.connect(server.owner_url) as conn:
        return conn.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_deeper_than_a_socket_path(tmp_path: Path) -> None:
    """A socket's path ends at 107 bytes, a folder's does not."""
    home = tmp_path / ("sehr-" * 12) / ("tief-" * 12)
    home.mkdir(parents=True)
    server = EmbeddedPostgres(home, delete_on_stop=True)
    try:
        assert answers(server)
    finally:
        server.stop()


def test_a_lock_left_by_a_killed_server(tmp_path: Path) -> None:
    """A stale lock is not believed, even when some other process has its number by now."""
    first = EmbeddedPostgres(tmp_path)
    first.stop()
    now = int(time.time())
    lines = [os.getpid(), tmp_path / "postgres", now, 5432, tmp_path / "postgres", "", "  1  2", "ready   "]
    (tmp_path / "postgres" / "postmaster.pid").write_text("\n".join(map(str, lines)) + "\n")
    (tmp_path / "postgres" / ".handle_pids.json").write_text("[999999999, ")
    server = EmbeddedPostgres(tmp_path, delete_on_stop=True)
    try:
        assert answers(server)
    finally:
        server.stop()


def test_a_folder_that_cannot_be_says_what_to_do(tmp_path: Path) -> None:
    """An error names the folder and the ways out."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CannotStart, match="KULANZ_HOME"):
        EmbeddedPostgres(tmp_path / "home")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_another_user_of_the_machine_is_not_let_in(postgres: EmbeddedPostgres) -> None:
    """The socket alone opens nothing: the system user must be the one that runs Kulanz."""
    pid = os.fork()
    if pid == 0:
        os.setuid(65534)
        try:
            psycopg.connect(postgres.owner_url, connect_timeout=3)
        except psycopg.OperationalError:
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
