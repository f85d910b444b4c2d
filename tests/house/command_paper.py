"""Writes `docs/commands.md` from the commands themselves, so that it never tells an old option."""

from collections.abc import Iterator

import click

from wsgi import command

INTRODUCTION = """\
# What can be said to `metro-flow`

Every command as its own `--help` tells it.
This page is written by `python3 run.py fix` from the code, and a test compares the two.
"""
WIDTH = 80


def written() -> str:
    """Return the paper: a heading and the help for each command."""
    parts = [f"## {spelt}\n\n```\n{help_of(part, spelt)}\n```\n" for spelt, part in spoken()]
    return "\n".join([INTRODUCTION, *parts])


def spoken(
    part: click.Command = command, spelt: str = "metro-flow"
) -> Iterator[tuple[str, click.Command]]:
    """Walk all that can be said, with what it does."""
    if isinstance(part, click.Group):
        for word, inner in sorted(part.commands.items()):
            yield from spoken(inner, f"{spelt} {word}")
    else:
        yield spelt, part


def help_of(part: click.Command, spelt: str) -> str:
    """Return the help as a narrow terminal shows it."""
    context = click.Context(part, info_name=spelt, terminal_width=WIDTH, max_content_width=WIDTH)
    return part.get_help(context)
