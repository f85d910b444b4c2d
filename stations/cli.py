"""An operator asks at the shell what stations there are and whether their files can be trusted.

    metro-flow stations list
    metro-flow stations check --json

With `--book` it also asks the database where a draft on file differs from the plan that four
chiefs have adopted; nothing starts from a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from metro_flow.cli.told import Told, as_json, json_of
from metro_flow.errors import Fault, Malformed
from metro_flow.settings import read_settings
from stations.holders import territories
from stations.plan_text import check_plan, parse_plan, read_plan, sha256_of
from stations.profile import PLAN_FILE, STATION_FILE, Confidence, read_every_station
from stations.room.planbook import PANEL as PLANBOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metro_flow.cli.roof import Roof
    from metro_flow.logbook.logbook import Logbook
    from stations.profile import StationProfile
    from stations.room.planbook import Planbook

_ATLAS = click.option(
    "--atlas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of stations; METRO_FLOW_ATLAS or the one that is shipped.",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One station's files as they were found."""

    slug: str
    station: StationProfile | None
    steps: int
    sha256: str
    faults: tuple[tuple[str, Fault], ...]
    adopted: str | None = None


@click.group(cls=Told)
def stations() -> None:
    """List the stations of the atlas and check their files."""


@stations.command("list")
@_ATLAS
@as_json
def list_(atlas: Path | None, *, machine: bool) -> None:
    """List every station with its lines, exits and streets.

    Example: metro-flow stations list --json
    """
    known, _wrong = read_every_station(_folder(atlas))
    told = [_told(station) for station in known.values()]
    if machine:
        click.echo(json_of({"stations": told}))
        return
    for station in known.values():
        click.echo(_line_of(station))


@stations.command("check")
@_ATLAS
@click.option("--book", is_flag=True, help="Compare the drafts with the adopted plans, too.")
@as_json
@click.pass_context
def check(context: click.Context, atlas: Path | None, *, book: bool, machine: bool) -> None:
    """Check every station.toml and plan.toml; exit with 1 when anything is wrong.

    Example: metro-flow stations check --atlas stations/atlas
    """
    checked = check_all(_folder(atlas))
    if book:
        checked = _beside_adopted(checked, context.obj)
    wrong = [one for one in checked if one.faults]
    if machine:
        click.echo(json_of({"ok": not wrong, "stations": [_checked_json(one) for one in checked]}))
    else:
        for one in checked:
            click.echo("\n".join(_checked_lines(one)))
        click.echo(f"{len(checked)} stations, {len(wrong)} with faults")
    context.exit(1 if wrong else 0)


def check_all(folder: Path) -> list[Checked]:
    """Check the files of every station below `folder`."""
    known, wrong = read_every_station(folder)
    by_slug = {station.slug: station for station in known.values()}
    return [
        _check(folder, slug, by_slug.get(slug), wrong.get(slug, []))
        for slug in sorted(by_slug.keys() | wrong.keys())
    ]


def _check(
    folder: Path, slug: str, station: StationProfile | None, faults: Sequence[Fault]
) -> Checked:
    details = [(STATION_FILE, fault) for fault in faults]
    steps, sha256 = 0, ""
    if station is not None:
        try:
            text = read_plan(folder / slug / PLAN_FILE)
            plan = parse_plan(text, where=f"{slug}/{PLAN_FILE}")
        except Malformed as malformed:
            details += [(PLAN_FILE, fault) for fault in malformed.faults]
        else:
            steps, sha256 = len(plan.steps), sha256_of(text)
            details += [(PLAN_FILE, fault) for fault in check_plan(plan, station)]
    return Checked(slug, station, steps, sha256, tuple(details))


def _beside_adopted(checked: Sequence[Checked], roof: Roof) -> list[Checked]:
    with roof.house() as house:
        return [
            one
            if one.station is None
            else replace(one, adopted=_to_adopted(one, house.shelf.open(_room_of(one.station))))
            for one in checked
        ]


def _to_adopted(checked: Checked, book: Logbook) -> str:
    """Say how a draft on file stands to the plan that a room has adopted."""
    planbook: Planbook = book.board()[PLANBOOK]
    adopted = planbook.adopted
    if adopted is None:
        return "not adopted yet"
    same = adopted.sha256 == checked.sha256
    return f"{'same as' if same else 'differs from'} adopted version {adopted.version}"


def _room_of(station: StationProfile) -> str:
    return f"station/{station.id}"


def _folder(atlas: Path | None) -> Path:
    return atlas or Path(read_settings().atlas)


def _line_of(station: StationProfile) -> str:
    lines = ",".join(line.line for line in station.lines)
    name = f"{station.name.zh} {station.name.en}"
    return f"{station.id}  {name}  lines {lines}  {_exits_of(station)}"


def _exits_of(station: StationProfile) -> str:
    """Name the exits of each street; a street nobody confirmed is 估."""
    streets = [
        f"{land.street.zh}{'' if land.confidence is Confidence.HIGH else ' 估'}"
        f" {','.join(land.exits)}"
        for land in territories(station)
    ]
    return f"{len(station.open_exits)} exits ({'; '.join(streets)})"


def _told(station: StationProfile) -> dict[str, Any]:
    return {
        "id": station.id,
        "folder": station.slug,
        "name": {"zh": station.name.zh, "en": station.name.en},
        "kind": station.kind.value,
        "lines": [line.line for line in station.lines],
        "exits": [mouth.id for mouth in station.open_exits],
        "streets": [
            {"zh": land.street.zh, "exits": land.exits, "confidence": land.confidence.value}
            for land in territories(station)
        ],
    }


def _checked_lines(checked: Checked) -> list[str]:
    if checked.station is None:
        head = f"wrong  {checked.slug}"
    else:
        word = "wrong" if checked.faults else "ok   "
        head = f"{word}  {_line_of(checked.station)}  {checked.steps} steps"
    if checked.adopted is not None:
        head += f"  {PLAN_FILE} {checked.adopted}"
    return [head, *(f"       {file}: {fault}" for file, fault in checked.faults)]


def _checked_json(checked: Checked) -> dict[str, Any]:
    return {
        "folder": checked.slug,
        "id": None if checked.station is None else checked.station.id,
        "steps": checked.steps,
        "adopted": checked.adopted,
        "faults": [
            {"file": file, "field": fault.field, "value": fault.value, "expected": fault.expected}
            for file, fault in checked.faults
        ],
    }
