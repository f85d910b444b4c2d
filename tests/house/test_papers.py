"""Every command shows how it is said, and the papers tell all of them and every setting."""

import re
from dataclasses import fields

import click
import pytest

from metro_flow.settings import PREFIX, Settings
from tests.house import command_paper
from tests.house.tree import text_of

SETTINGS = [f"{PREFIX}{field.name.upper()}" for field in fields(Settings)]
COMMANDS = dict(command_paper.spoken())


@pytest.mark.parametrize("spelt", COMMANDS)
def test_the_help_of_every_command_has_an_example(spelt: str) -> None:
    told = click.unstyle(command_paper.help_of(COMMANDS[spelt], spelt))

    _usage, *rest = told.split("\n\n")

    assert spelt in "\n\n".join(rest)


@pytest.mark.parametrize("spelt", COMMANDS)
def test_every_command_has_a_heading_in_the_papers(spelt: str) -> None:
    assert f"\n## {spelt}\n" in text_of("docs/commands.md")


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_has_a_heading_for_operators(setting: str) -> None:
    assert re.search(rf"^#+ .*\b{setting}\b", text_of("docs/operators.md"), re.MULTILINE)
