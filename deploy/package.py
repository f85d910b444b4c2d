"""Packs the tracked files and the built pages, for a site whose machines reach no npm registry.

Called by `run.py package`, which has built the pages before. The built pages keep the stamp of
their sources, so that `run.py serve` at the site finds them fresh and builds nothing.
"""

import configparser
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write `dist/metro-flow-VERSION.tar.gz` and tell its size."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    name = f"metro-flow-{setup['metadata']['version']}"
    archive = ROOT / "dist" / f"{name}.tar.gz"
    archive.parent.mkdir(exist_ok=True)
    with tarfile.open(archive, "w:gz") as tar:
        for each in tracked() + built():
            tar.add(ROOT / each, f"{name}/{each}", recursive=False, filter=anonymous)
    print(f"  {archive.relative_to(ROOT)}  {archive.stat().st_size / 1e6:.1f} MB")


def tracked() -> list[str]:
    """List what git tracks and still stands in the work tree."""
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return [each for each in told.stdout.split("\0") if each and (ROOT / each).is_file()]


def built() -> list[str]:
    """List the built pages, their stamp included."""
    return [str(each.relative_to(ROOT)) for each in sorted((ROOT / "static/dist").rglob("*"))]


def anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who packed it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main()
