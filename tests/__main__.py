"""Runs the whole suite in two halves side by side, because one core waits while a browser draws.

Tests in a browser go in one pytest with most journeys, all others in another; what the
second says is told when the first is done. Nothing is judged by how long it took, so neither minds
the other.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

BROWSER = (
    "tests/browser",
    "tests/journeys/test_drill_day.py",
    "tests/journeys/test_surge_evening.py",
)


def main() -> int:
    """Run both halves, tell what each says, and fail if either does."""
    pytest = [sys.executable, "-m", "pytest"]
    apart = [f"--ignore={folder}" for folder in BROWSER]
    others = [*pytest, *apart, "-o", "cache_dir=.cache/pytest-others"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        second = subprocess.Popen(others, stdout=said, stderr=subprocess.STDOUT)
        first = subprocess.run([*pytest, *BROWSER], check=False)
        status = second.wait()
        said.seek(0)
        sys.stdout.write(said.read())
    return first.returncode or status


if __name__ == "__main__":
    sys.exit(main())
