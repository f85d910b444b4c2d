"""Keep the description of the API in the papers the same as the API."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from metro_flow.settings import HERE, Settings
from metro_flow.web.describe import description

if TYPE_CHECKING:
    from metro_flow.cli.roof import Roof

PAPER = HERE / "docs" / "openapi.json"


@click.command()
@click.option("--write", is_flag=True, help="Write docs/openapi.json.")
@click.option("--check", is_flag=True, help="Fail when docs/openapi.json says something else.")
@click.option(
    "--paper", type=click.Path(path_type=Path, dir_okay=False), default=PAPER, hidden=True
)
@click.pass_obj
def api(roof: Roof, /, *, write: bool, check: bool, paper: Path) -> None:
    """Print the API as OpenAPI 3.1, write it into the papers, or check that they say the same.

    \b
    Example:
      metro-flow api
      metro-flow api --write
      metro-flow api --check
    """
    told = described(roof)
    if write:
        paper.write_bytes(told)
        click.echo(f"{paper.name} is written")
    elif check:
        if not paper.exists() or paper.read_bytes() != told:
            raise click.ClickException(f"{paper.name} is out of date; run: metro-flow api --write")
        click.echo(f"{paper.name} is up to date")
    else:
        click.echo(told.decode(), nl=False)


def described(roof: Roof) -> bytes:
    """Return the description of a house as it is put together here, on empty stores."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database=f"sqlite:///{folder}/book.sqlite3", demo=True, watch=False)
        app = roof.create(replace(settings, atlas=roof.settings().atlas))
        told = description(app, title="Metro Flow", version="1")
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(told, option=options)
