"""Copy one shipped station into a folder of its own, to spoil it there a line at a time."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

from stations.profile import ATLAS, PLAN_FILE, STATION_FILE


def wrong_files(name: str) -> list[dict[str, Any]]:
    """Read a table of the ways in which a file can be wrong, each with its refusal."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    wrong: list[dict[str, Any]] = tomllib.loads(text)["wrong"]
    return wrong


class AtlasFolder:
    """A small atlas on disk that a test may spoil."""

    def __init__(self, folder: Path, *slugs: str) -> None:
        self.path = folder
        for slug in slugs:
            shutil.copytree(ATLAS / slug, folder / slug)

    def change(self, old: str, new: str, *, slug: str, file: str = STATION_FILE) -> None:
        """Replace the first `old` by `new`; a test that finds nothing to spoil is wrong."""
        path = self.path / slug / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {slug}/{file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, text: str, *, slug: str, file: str = STATION_FILE) -> None:
        """Add tables to the end of a file."""
        path = self.path / slug / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def change_plan(self, old: str, new: str, *, slug: str) -> None:
        """Replace the first `old` of a plan by `new`."""
        self.change(old, new, slug=slug, file=PLAN_FILE)
