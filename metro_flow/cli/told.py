"""Answer every command alike: plain lines for a person, JSON for a program, one line for a no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click
import orjson

from metro_flow.errors import MetroFlowError

as_json = click.option("--json", "machine", is_flag=True, help="Print JSON for a program to read.")


class Told(click.Group):
    """A group whose commands end with one plain line when the house says no."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a refusal is its message and status 1."""
        try:
            return super().invoke(ctx)
        except MetroFlowError as error:
            raise click.ClickException(str(error)) from None


def print_rows(
    rows: Iterable[dict[str, Any]], *, machine: bool, line: Callable[[dict[str, Any]], str]
) -> None:
    """Print rows as one JSON list, or each as a line."""
    if machine:
        click.echo(json_of(list(rows)))
        return
    for row in rows:
        click.echo(line(row))


def json_of(value: object) -> str:
    """Return a value as JSON text."""
    return orjson.dumps(value).decode()
