"""Post one body after another at a server: by wrk when the machine has it, else from Python."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
# wrk takes the bodies in turn and gives each post a ref of its own, for a repeated one is known.
SCRIPT = """
local bodies = {}
for line in io.lines("%(bodies)s") do bodies[#bodies + 1] = line end
local number, run = 0, "%(run)s"
request = function()
  number = number + 1
  local body = bodies[number %% #bodies + 1]:gsub("REF", run .. number, 1)
  return wrk.format("POST", "%(path)s", {["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer %(token)s"}, body)
end
done = function(summary, latency, _)
  local e = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.status + e.timeout + e.read + e.connect))
end
"""


@dataclass(frozen=True)
class Load:
    """What a load came to."""

    posts_per_s: float
    p50_ms: float
    p99_ms: float
    errors: int
    seconds: float
    by: str


def load(
    port: int, path: str, bodies: list[str], *, token: str, seconds: int, run: str, folder: Path
) -> Load:
    """Post bodies over eight connections for some seconds; REF in a body becomes its own."""
    if shutil.which("wrk"):
        return _by_wrk(port, path, bodies, token=token, seconds=seconds, run=run, folder=folder)
    return _by_python(port, path, bodies, token=token, seconds=seconds, run=run)


def _by_wrk(
    port: int, path: str, bodies: list[str], *, token: str, seconds: int, run: str, folder: Path
) -> Load:
    listed, script = folder / "bodies.txt", folder / "post.lua"
    listed.write_text("\n".join(bodies))
    script.write_text(SCRIPT % {"bodies": listed, "path": path, "token": token, "run": run})
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "5s", "-s"]
    said = subprocess.run(
        ["taskset", "-c", "1", *words, str(script), f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", said)
    if found is None:
        raise RuntimeError(f"wrk said nothing of its result: {said}")
    posts, microseconds, p50, p99, errors = map(int, found.groups())
    took = microseconds / 1e6
    return Load(posts / took, p50 / 1e3, p99 / 1e3, errors, took, "wrk")


def _by_python(
    port: int, path: str, bodies: list[str], *, token: str, seconds: int, run: str
) -> Load:
    took_ms: list[float] = []
    errors: list[int] = []
    begun = time.perf_counter()

    def post(mine: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        number = mine
        while time.perf_counter() - begun < seconds:
            body = bodies[number % len(bodies)].replace("REF", f"{run}{number}", 1)
            asked = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            took_ms.append((time.perf_counter() - asked) * 1e3)
            if answer.status >= 300:
                errors.append(answer.status)
            number += CONNECTIONS

    posters = [threading.Thread(target=post, args=(mine,)) for mine in range(CONNECTIONS)]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join()
    took = time.perf_counter() - begun
    ranked = sorted(took_ms)
    p50, p99 = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.99)]
    return Load(len(ranked) / took, p50, p99, len(errors), took, "python")
