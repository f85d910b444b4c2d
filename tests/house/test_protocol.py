"""The papers that are written from the code say what the code says."""

import pytest

from tests.house import protocol
from tests.house.tree import ROOT


@pytest.mark.parametrize("path", ["docs/commands.md", "docs/openapi.json", "docs/protocol.md"])
def test_a_generated_paper_is_fresh(path: str) -> None:
    kept = (ROOT / path).read_text(encoding="utf-8")

    assert kept == protocol.written()[path], f"python3 run.py fix writes {path}"
