"""Starts and ends the real servers that tests talk to, so that none outlives its test session."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOBODY = 65534
START_SECONDS = 30.0


def free_port() -> int:
    """Find a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody takes connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    command: Sequence[str | Path], *, ready: Callable[[], bool], told: Path, as_nobody: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a server up for as long as the block runs; what it says goes to the file `told`."""
    words = [str(word) for word in command]
    with told.open("wb") as output:
        server = subprocess.Popen(words, stdout=output, stderr=output, **nobody(wanted=as_nobody))
    try:
        wait_until(ready, server, told)
        yield server
    finally:
        end(server)


def nobody(*, wanted: bool) -> dict[str, Any]:
    """Name the user without rights, for servers that refuse to run as root."""
    if not wanted or os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], told: Path) -> None:
    """Return when the server is ready; raise with its own words when it ended or never was."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.args} did not start:\n{told.read_text(errors='replace')}")
        time.sleep(0.02)


def end(server: subprocess.Popen[bytes]) -> None:
    """End one server, kindly and then not."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
