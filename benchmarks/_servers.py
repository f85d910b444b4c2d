"""Run the product and the raw limit as servers on one core, and count their CPU."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from stations.profile.atlas import read_atlas  # noqa: E402

BIN = Path(sys.executable).parent
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def the_limit(folder: Path) -> Iterator[tuple[int, int]]:
    """Run the raw limit under gunicorn's threads, as the product runs."""
    port = free_port()
    environment = {**os.environ, "RAW_STORE": str(folder / f"raw-{port}.sqlite3")}
    words = [str(BIN / "gunicorn"), "-k", "gthread", "-w", "1", "--threads", "64"]
    words += ["-b", f"127.0.0.1:{port}", "--keep-alive", "75", "--no-control-socket"]
    with running([*words, "_raw_limit:app"], environment, ROOT / "benchmarks", port) as pid:
        yield port, pid


@contextmanager
def the_product(folder: Path) -> Iterator[tuple[int, int, str]]:
    """Run the product with its watch, and let one feed in."""
    port = free_port()
    environment = {
        **os.environ,
        "METRO_FLOW_DATABASE": f"sqlite:///{folder / f'book-{port}.sqlite3'}",
        "METRO_FLOW_SECRET": "benchmark",
    }
    command = str(BIN / "metro-flow")
    every = [word for station in read_atlas() for word in ("--station", station)]
    said = subprocess.run(
        [command, "feeds", "add", "bench", *every],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    words = [command, "serve", "--port", str(port)]
    with running(words, environment, ROOT, port) as pid:
        yield port, pid, said.stdout.split()[-1]


@contextmanager
def running(words: list[str], environment: dict[str, str], where: Path, port: int) -> Iterator[int]:
    """Run a server on the first core until the work with it is done."""
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    server = subprocess.Popen(
        [*pinned, *words], env=environment, cwd=where, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def wait_for(port: int) -> None:
    """Wait until a server answers anything at all."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health/live", timeout=1)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def cpu_s(pid: int) -> float:
    """Return the CPU seconds that a process and its children have used."""
    ticks, children = 0, [pid]
    for each in children:
        stat = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12])
        listed = Path(f"/proc/{each}/task/{each}/children").read_text()
        children += [int(child) for child in listed.split()]
    return ticks / TICKS
