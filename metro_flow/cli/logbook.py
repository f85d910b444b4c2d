"""Read a room's logbook and prove it whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from metro_flow.cli.roof import Roof
from metro_flow.cli.told import Told, as_json, json_of, print_rows
from metro_flow.clock import iso
from metro_flow.logbook.entry import body_of
from metro_flow.logbook.seal import parse_head

if TYPE_CHECKING:
    from metro_flow.logbook.entry import Entry


@click.group(cls=Told)
def logbook() -> None:
    """Read a room's logbook and prove it whole.

    \b
    Example:
      metro-flow logbook show station/0243
      metro-flow logbook verify station/0243 --head 412:9f3c…
    """


@logbook.command()
@click.argument("room")
@click.option("--last", default=50, show_default=True, help="How many entries.")
@as_json
@click.pass_obj
def show(roof: Roof, /, room: str, *, last: int, machine: bool) -> None:
    """Print the last entries of a room.

    \b
    Example:
      metro-flow logbook show station/0243 --last 20
    """
    with roof.house() as house:
        rows = [_row(entry) for entry in house.shelf.open(room).entries(limit=last)]
    print_rows(rows, machine=machine, line=_entry_line)


@logbook.command("verify")
@click.argument("room")
@click.option("--head", help="SEQ:HASH as a handover, a debrief or a tablet kept it.")
@as_json
@click.pass_context
def verify_book(ctx: click.Context, room: str, *, head: str | None, machine: bool) -> None:
    """Prove that nothing in a room's book was changed; with a kept head, that nothing is cut off.

    \b
    Example:
      metro-flow logbook verify station/0243 --head 412:9f3c…
    """
    kept = None if head is None else parse_head(head)
    with ctx.obj.house() as house:
        verdict = house.shelf.open(room).verify(kept)
    told = {
        "room": room,
        "whole": verdict.fault is None,
        "anchored": verdict.anchored,
        "entries": verdict.entries,
        "head": None if verdict.head is None else str(verdict.head),
        "words": verdict.words,
    }
    click.echo(json_of(told) if machine else f"{room}: {verdict.words}")
    ctx.exit(0 if verdict.fault is None else 1)


@logbook.command()
@click.argument("room")
@click.pass_obj
def export(roof: Roof, /, room: str) -> None:
    """Print a whole book, one JSON entry a line, as it was sealed.

    \b
    Example:
      metro-flow logbook export station/0243 > 0243.jsonl
    """
    with roof.house() as house:
        for entry in house.shelf.open(room).entries(limit=2**31):
            click.echo(json_of(_row(entry)))


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "room": entry.room,
        "seq": entry.seq,
        "at": iso(entry.at),
        "occurred_at": iso(entry.occurred_at),
        "recorded_at": iso(entry.recorded_at),
        "kind": entry.kind,
        "by": body_of(entry.by),
        "body": body_of(entry.event),
        "ref": entry.ref,
        "previous": entry.previous,
        "sha256": entry.sha256,
    }


def _entry_line(row: dict[str, Any]) -> str:
    who = row["by"]["who"] + (f" ({row['by']['seat']})" if row["by"]["seat"] else "")
    return f"{row['seq']:>6}  {row['at']}  {who:<32} {row['kind']}  {json_of(row['body'])[:160]}"
