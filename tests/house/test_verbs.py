"""What run.py offers is told, in its help and in the papers."""

import re
import subprocess
import sys

import pytest

import run
from tests.house.tree import ROOT, text_of, tracked


@pytest.mark.parametrize("verb", run.VERBS)
def test_every_verb_has_a_heading_in_the_papers(verb: str) -> None:
    papers = [text_of(path) for path in tracked() if path.endswith(".md")]

    heading = re.compile(rf"^#+ .*run\.py {verb}\b", re.MULTILINE)

    assert any(heading.search(paper) for paper in papers)


def test_help_explains_every_verb_with_an_example() -> None:
    told = said_by("--help").stdout

    for name, verb in run.VERBS.items():
        assert f"  {name}" in told
        assert verb.what in told
        assert verb.example in told


def test_an_unknown_verb_is_one_clear_line() -> None:
    done = said_by("tset")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"run.py: unknown verb “tset”; known are {', '.join(run.VERBS)}\n"


def test_a_verb_that_takes_no_words_refuses_them_in_one_line() -> None:
    done = said_by("check", "metro_flow")

    assert done.returncode == 2
    assert done.stderr == "run.py: check takes no further words, got: metro_flow\n"


def said_by(*words: str) -> subprocess.CompletedProcess[str]:
    """Run run.py as a newcomer would."""
    command = [sys.executable, "run.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
