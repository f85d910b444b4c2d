"""Runs every part of `run.py check`, two at a time, and shows what the failing ones said."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# Enough to see what is wrong, and few enough to scroll.
LINES_SHOWN = 60
TYPED = ["metro_flow", "stations", "drills", "wsgi.py", "run.py", "deploy/package.py"]


def main() -> None:
    """Tell one line per part, then what the failing ones said."""
    parts = commands()
    with ThreadPoolExecutor(2) as pool:
        failed = [told for told in pool.map(run_part, parts, parts.values()) if told]
    if failed:
        sys.exit("\n" + "\n\n".join(failed))


def commands() -> dict[str, list[str | Path]]:
    """Spell each part, the slowest first."""
    tsc = ROOT / "static" / "node_modules" / ".bin" / "tsc"
    return {
        "types": [BIN / "mypy", *TYPED],
        "house": [sys.executable, "-m", "pytest", "-q", "tests/house"],
        "page types": [tsc, "--noEmit", "-p", "static"],
        "contracts": [BIN / "lint-imports", "--cache-dir", ".cache/import-linter"],
        "lint": [BIN / "ruff", "check", "--quiet"],
        "format": [BIN / "ruff", "format", "--check", "--quiet"],
    }


def run_part(name: str, command: list[str | Path]) -> str:
    """Return nothing when the part holds, else what it said."""
    start = time.monotonic()
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    seconds = time.monotonic() - start
    print(f"  {name:<11} {'failed' if done.returncode else 'ok':<7} {seconds:.1f} s", flush=True)
    return f"{name}:\n{first_lines(done.stdout + done.stderr)}" if done.returncode else ""


def first_lines(told: str) -> str:
    """Cut what a part said to what somebody will read."""
    lines = told.rstrip().splitlines()
    more = [f"… and {len(lines) - LINES_SHOWN} lines more"] if len(lines) > LINES_SHOWN else []
    return "\n".join(lines[:LINES_SHOWN] + more)


if __name__ == "__main__":
    main()
