"""Every command shows how it is said, and the papers tell all of them."""

import click
import pytest

from tests.house import command_paper
from tests.house.tree import text_of

COMMANDS = dict(command_paper.spoken())


@pytest.mark.parametrize("spelt", COMMANDS)
def test_the_help_of_every_command_has_an_example(spelt: str) -> None:
    told = click.unstyle(command_paper.help_of(COMMANDS[spelt], spelt))

    _usage, *rest = told.split("\n\n")

    assert spelt in "\n\n".join(rest)


@pytest.mark.parametrize("spelt", COMMANDS)
def test_every_command_has_a_heading_in_the_papers(spelt: str) -> None:
    assert f"\n## {spelt}\n" in text_of("docs/commands.md")
