"""Starts the product as a process of its own, kills it without mercy, and starts it again."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.real.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
# A cold start imports scipy and folds every book; a busy machine takes its time over it.
START_SECONDS = 60.0


class Product:
    """One server on one database folder, at one address that outlives its processes."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.words = words
        self.told = folder / "told.txt"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        """Start a process and wait until it answers."""
        command = [sys.executable, "-m", "tests.real.serving", str(self.folder), str(self.port)]
        with self.told.open("ab") as output:
            self._server = subprocess.Popen(
                [*command, *self.words, *more],
                cwd=ROOT,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """Take the whole process away at once, as a power cut does."""
        assert self._server is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def ended(self) -> bool:
        """Whether the process has gone."""
        return self._server is None or self._server.poll() is not None

    def wait_for_its_end(self, *, seconds: float) -> None:
        """Wait for a process that will die by itself; fail when it does not."""
        assert self._server is not None
        self._server.wait(timeout=seconds)

    def stop(self) -> None:
        """End the process kindly."""
        if self._server is None or self.ended():
            return
        self._server.terminate()
        try:
            self._server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._lives():
            if self.ended() or time.monotonic() > deadline:
                raise RuntimeError(f"the product did not start:\n{self.told.read_text()[-4000:]}")
            time.sleep(0.05)

    def _lives(self) -> bool:
        try:
            return requests.get(f"{self.address}/api/health/live", timeout=2).ok
        except requests.RequestException:
            return False


@contextmanager
def product(folder: Path, *words: str) -> Iterator[Product]:
    """Run the product for as long as the block runs."""
    server = Product(folder, *words)
    server.start()
    try:
        yield server
    finally:
        server.stop()
