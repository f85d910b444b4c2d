"""A process under gunicorn serves real tablets, and ends within seconds with their sockets open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.a_house import a_house, tablets
from tests.real.processes import answers, free_port, running

SERVE = [sys.executable, "-c", "import wsgi; wsgi.command()", "serve"]


Served = tuple[str, subprocess.Popen[bytes]]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve the demo's people on a free port."""
    a_house(tmp_path)
    monkeypatch.setenv("METRO_FLOW_DATABASE", f"sqlite:///{tmp_path / 'book.sqlite3'}")
    port = free_port()
    command = [*SERVE, "--port", str(port), "--tablets", "20"]
    told = tmp_path / "told.txt"
    with running(command, ready=lambda: answers(port) and _lives(port), told=told) as process:
        yield f"http://127.0.0.1:{port}", process


def _lives(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/api/health/live", timeout=5).ok
    except requests.RequestException:
        return False


def test_tablets_share_a_room_and_the_process_ends_when_told(
    served: Served, tmp_path: Path
) -> None:
    address, process = served
    with tablets(address, "zhangwei", "chenjun") as (mine, other):
        mine.act("TakeSeat", seat="station-master", leading=True)
        other.wait_for(lambda each: each.seq == 1)
        assert mine.get("/health/ready")["parts"]["watch"] is True

        os.kill(process.pid, signal.SIGTERM)

        assert process.wait(timeout=20) == 0
        assert mine.panels == other.panels
    assert "Traceback" not in (tmp_path / "told.txt").read_text()


def test_an_open_bind_without_tls_says_what_tablets_will_lack(tmp_path: Path) -> None:
    environment = {**os.environ, "METRO_FLOW_DATABASE": f"sqlite:///{tmp_path / 'b.sqlite3'}"}
    command = [*SERVE, "--bind", "127.0.0.2", "--port", str(free_port())]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)
    try:
        assert process.stderr is not None
        said = process.stderr.readline().decode()
    finally:
        process.terminate()
        process.communicate(timeout=20)

    assert "--tls CERT KEY" in said
