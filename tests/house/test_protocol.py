"""The papers that are written from the code say what the code says."""

import pytest
from click.testing import CliRunner

from tests.house import protocol
from tests.house.tree import ROOT
from wsgi import command


@pytest.mark.parametrize("path", ["docs/commands.md", "docs/protocol.md"])
def test_a_generated_paper_is_fresh(path: str) -> None:
    kept = (ROOT / path).read_text(encoding="utf-8")

    assert kept == protocol.written()[path], f"python3 run.py fix writes {path}"


def test_the_description_of_the_api_is_fresh() -> None:
    told = CliRunner().invoke(command, ["api", "--check"])

    assert told.exit_code == 0, told.output
