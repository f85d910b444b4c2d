"""Bring counts in at the shell, from a file or from a recorded day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from metro_flow.cli.roof import Roof
from metro_flow.cli.told import Told, as_json, json_of
from metro_flow.db import COUNTS, db
from metro_flow.feeds.gates import Gates
from metro_flow.feeds.http import receipt
from metro_flow.feeds.lines import Lines
from metro_flow.feeds.parse import Post, parse_post
from metro_flow.feeds.parse_trains import TrainsPost, parse_trains, tells_of_trains
from metro_flow.feeds.real_day import SHANGHAI_2015, read_real_day
from metro_flow.feeds.replay import Replay
from metro_flow.feeds.table_file import read_posts
from metro_flow.flow.count import seconds_of
from metro_flow.web import House

# As often as the watch looks for new counts is often enough to hand them over.
LOOK_S: Final = 1.0
TOTALS: Final = ("accepted", "known", "archived")
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Told)
def counts() -> None:
    """Bring in counts of gates.

    \b
    Example:
      metro-flow counts import monday.csv
    """


@counts.command("import")
@click.argument("file", type=a_file)
@click.option("--feed", default="import", show_default=True, help="In whose name.")
@as_json
@click.pass_obj
def import_counts(roof: Roof, /, file: Path, feed: str, *, machine: bool) -> None:
    """Bring in FILE: CSV with a header, or JSON as it would be posted, one post a line.

    In JSON there may be posts of trains as well, as they go to /api/trains.
    Rows older than an hour go to the archive alone. A wrong row is named, and the others go on;
    with any wrong row the status is 1. The same file brought in again changes nothing.

    \b
    Example:
      metro-flow counts import monday.csv
      metro-flow counts import posts.jsonl --feed north-gateway --json
    """
    totals: dict[str, int] = dict.fromkeys(TOTALS, 0)
    refused: list[dict[str, Any]] = []
    with roof.house() as house:
        for first, body in _posts(file):
            answer = _handed_in(house, body, feed)
            for name in TOTALS:
                totals[name] += answer[name]
            refused += [{"line": first + row["row"], **row} for row in answer["refused"]]
        house.intake.stop()
    if machine:
        click.echo(json_of({**totals, "refused": refused}))
    else:
        for row in refused:
            said = f"line {row['line']}: {row['field']}: {row['value']!r} is wrong; "
            click.echo(said + row["expected"], err=True)
        click.echo(", ".join(f"{totals[name]} {name}" for name in TOTALS) + _more(refused))
    if refused:
        raise click.exceptions.Exit(1)


@counts.command("replay")
@click.argument("file", type=a_file, default=SHANGHAI_2015)
@click.option("--seed", default=1, show_default=True, help="Of the split over gates and seconds.")
@click.option("--follow", is_flag=True, help="Go on as the room clock goes on, until interrupted.")
@as_json
@click.pass_obj
def replay_day(roof: Roof, /, file: Path, seed: int, *, follow: bool, machine: bool) -> None:
    """Play a recorded day up to the room clock, from where the store left off.

    FILE is named like city-2015-04-01.csv with the columns station,slot,entries,exits; without
    it, Shanghai's Wednesday 2015-04-01 is played.

    \b
    Example:
      metro-flow counts replay
      metro-flow counts replay --follow
    """
    with roof.house() as house:
        groups = [group for station in house.atlas.values() for group in station.gate_groups]
        replay = Replay(read_real_day(file), groups, seed=seed)
        replay.resume(db.engines[COUNTS])
        begun = replay.delivered_until
        replay.deliver(seconds_of(house.clock.now()), house.intake.accept)
        try:
            while follow:
                time.sleep(LOOK_S)
                replay.deliver(seconds_of(house.clock.now()), house.intake.accept)
        except KeyboardInterrupt:
            pass
        house.intake.stop()
    minutes = (replay.delivered_until - begun) // 60
    told = {"file": file.name, "minutes": minutes, "stations": len(replay.day.people)}
    click.echo(json_of(told) if machine else f"{minutes} minutes of {file.name} played")


def _posts(file: Path) -> Iterator[tuple[int, bytes]]:
    """Return the posts of a file, each with the number of its first row's line."""
    if file.suffix == ".csv":
        yield from read_posts(file)
        return
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        if line.strip():
            yield number, line


def _handed_in(house: House, body: bytes, feed: str) -> dict[str, Any]:
    """Judge and store one post as its own feed would have had it judged and stored."""
    atlas, now = house.atlas.values(), seconds_of(house.clock.now())
    post: Post | TrainsPost
    if tells_of_trains(body):
        post = parse_trains(body, Lines.of(atlas), feed=feed, now=now)
    else:
        gates = Gates.of(g for station in atlas for g in station.gate_groups)
        post = parse_post(body, gates, feed=feed, now=now)
    new = bool(len(post.batch)) and house.intake.accept(post.batch, feed)
    return receipt(post, new=new)


def _more(refused: list[dict[str, Any]]) -> str:
    return f", {len(refused)} refused" if refused else ""
