"""An operator asks at the shell what stations there are and whether their files can be trusted.

    metro-flow stations list
    metro-flow stations check --json

Inside an application context `check` also says where a draft on file differs from the plan that
four chiefs have adopted; without one it looks at the files alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson
from flask import has_app_context

from metro_flow.errors import Fault, Malformed
from metro_flow.settings import read_settings
from metro_flow.web.house import house
from stations.holders import territories
from stations.plan_text import check_plan, parse_plan, read_plan, sha256_of
from stations.profile import PLAN_FILE, STATION_FILE, Confidence, read_every_station
from stations.room.planbook import PANEL as PLANBOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stations.profile import StationProfile

_ATLAS = click.option(
    "--atlas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of stations; METRO_FLOW_ATLAS or the one that is shipped.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for a machine.")


@dataclass(frozen=True, slots=True)
class Checked:
    """One station's files as they were found."""

    slug: str
    station: StationProfile | None
    steps: int
    faults: tuple[tuple[str, Fault], ...]
    adopted: str | None


@click.group()
def stations() -> None:
    """List the stations of the atlas and check their files."""


@stations.command("list")
@_ATLAS
@_JSON
def list_(atlas: Path | None, *, as_json: bool) -> None:
    """List every station with its lines, exits and streets.

    Example: metro-flow stations list --json
    """
    known, _wrong = read_every_station(_folder(atlas))
    told = [_told(station) for station in known.values()]
    if as_json:
        _print_json({"stations": told})
        return
    for station in known.values():
        click.echo(_line_of(station))


@stations.command("check")
@_ATLAS
@_JSON
@click.pass_context
def check(context: click.Context, atlas: Path | None, *, as_json: bool) -> None:
    """Check every station.toml and plan.toml; exit with 1 when anything is wrong.

    Example: metro-flow stations check --atlas stations/atlas
    """
    checked = check_all(_folder(atlas))
    wrong = [one for one in checked if one.faults]
    if as_json:
        _print_json({"ok": not wrong, "stations": [_checked_json(one) for one in checked]})
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
    steps, adopted = 0, None
    if station is not None:
        try:
            text = read_plan(folder / slug / PLAN_FILE)
            plan = parse_plan(text, where=f"{slug}/{PLAN_FILE}")
        except Malformed as malformed:
            details += [(PLAN_FILE, fault) for fault in malformed.faults]
        else:
            steps = len(plan.steps)
            details += [(PLAN_FILE, fault) for fault in check_plan(plan, station)]
            adopted = _against_adopted(station, sha256_of(text))
    return Checked(slug, station, steps, tuple(details), adopted)


def _against_adopted(station: StationProfile, sha256: str) -> str | None:
    """Say how a draft on file stands to the adopted plan, where a book can be asked."""
    if not has_app_context():
        return None
    adopted = house().shelf.open(f"station/{station.id}").board()[PLANBOOK].adopted
    if adopted is None:
        return "nothing adopted"
    if adopted.sha256 == sha256:
        return f"same as adopted version {adopted.version}"
    return f"differs from adopted version {adopted.version}"


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


def _print_json(answer: dict[str, Any]) -> None:
    click.echo(orjson.dumps(answer, default=str, option=orjson.OPT_INDENT_2).decode())
