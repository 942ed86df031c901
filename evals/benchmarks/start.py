"""How long `kulanz start` takes until the service is ready: first with an empty home, then again.

`python -m evals.benchmarks.start`
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep
from urllib.request import urlopen

ROUNDS = 3
_PATIENCE_SECONDS = 120


def seconds_to_ready(home: Path) -> float:
    """Start the service over `home`, wait until it is ready, stop it."""
    (home / "address").unlink(missing_ok=True)
    began = perf_counter()
    environment = {**os.environ, "KULANZ_HOME": str(home), "KULANZ_PORT": "18500"}
    process = subprocess.Popen([sys.executable, "-m", "server", "start"], stdout=subprocess.DEVNULL, env=environment)
    try:
        while perf_counter() - began < _PATIENCE_SECONDS:
            if is_ready(home / "address"):
                return perf_counter() - began
            sleep(0.02)
        raise TimeoutError("the service did not become ready")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def is_ready(address: Path) -> bool:
    """Whether the service that wrote this address can serve."""
    if not address.is_file():
        return False
    try:
        with urlopen(f"{address.read_text().strip()}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        print(f"first start, demo shop loaded: {seconds_to_ready(Path(home)):.1f} s")
        again = [seconds_to_ready(Path(home)) for _ in range(ROUNDS)]
        print(f"second start: {min(again):.1f} to {max(again):.1f} s (n = {ROUNDS})")
