"""Let gateways in and out."""

from __future__ import annotations

import click

from metro_flow.cli.roof import Roof
from metro_flow.cli.told import Told, as_json, print_rows
from metro_flow.errors import Unknown
from metro_flow.people.feed import Feed


@click.group(cls=Told)
def feeds() -> None:
    """Let gateways in that post counts, each by its own token.

    \b
    Example:
      metro-flow feeds add north-gateway --station 0243 --station 0244
    """


@feeds.command("add")
@click.argument("name")
@click.option("--station", "stations", multiple=True, required=True, help="May be repeated.")
@click.pass_obj
def add_feed(roof: Roof, /, name: str, stations: tuple[str, ...]) -> None:
    """Add a feed and print its token, which is shown this once.

    \b
    Example:
      metro-flow feeds add north-gateway --station 0243
    """
    with roof.house() as house:
        for station in stations:
            if station not in house.places:
                raise Unknown("station", station)
        click.echo(house.feeds.add(Feed(name, frozenset(stations)), house.clock.real()))


@feeds.command("end")
@click.argument("name")
@click.pass_obj
def end_feed(roof: Roof, /, name: str) -> None:
    """Shut a feed out.

    \b
    Example:
      metro-flow feeds end north-gateway
    """
    with roof.house() as house:
        house.feeds.end(name, house.clock.real())
    click.echo(f"{name} may post no more")


@feeds.command("list")
@as_json
@click.pass_obj
def list_feeds(roof: Roof, /, *, machine: bool) -> None:
    """List the feeds with their stations.

    \b
    Example:
      metro-flow feeds list
    """
    with roof.house() as house:
        rows = [
            {"name": feed.name, "stations": sorted(feed.stations)} for feed in house.feeds.all()
        ]
    print_rows(
        rows, machine=machine, line=lambda row: f"{row['name']}  {' '.join(row['stations'])}"
    )
