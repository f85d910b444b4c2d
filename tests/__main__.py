"""Runs the whole suite in three parts side by side, because much of it waits.

It waits for browsers that draw, servers that start again, and deadlines that come. Pages go in one
pytest, journeys and kills in another, all else in a third. What the later parts say is told when
they are done. Nothing is judged by how long it took, so none minds the others.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

PYTEST = (sys.executable, "-m", "pytest")
PAGES = ("tests/browser",)
LONG = ("tests/journeys", "tests/kills", "tests/races")


def main() -> int:
    """Run all parts, tell what each says, and fail if any does."""
    apart = [f"--ignore={folder}" for folder in (*PAGES, *LONG)]
    with ThreadPoolExecutor() as beside:
        later = [beside.submit(_heard, *part) for part in (("long", LONG), ("rest", apart))]
        statuses = [subprocess.run([*PYTEST, *PAGES], check=False).returncode]
        for part in later:
            done = part.result()
            sys.stdout.write(done.stdout)
            statuses.append(done.returncode)
    return max(statuses)


def _heard(name: str, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a part whose words are kept until it is done."""
    kept = ("-o", f"cache_dir=.cache/pytest-{name}")
    return subprocess.run(
        [*PYTEST, *words, *kept],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


if __name__ == "__main__":
    sys.exit(main())
