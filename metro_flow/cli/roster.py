"""Keep the duty roster at the shell, and show which seat nobody will hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from metro_flow.cli.roof import Roof
from metro_flow.cli.told import Told, as_json, json_of
from metro_flow.clock import iso
from metro_flow.errors import Fault, Malformed, Unknown
from metro_flow.people.person import Seat
from metro_flow.people.roster import Duty, Gap, gaps, needed_at
from metro_flow.people.roster_rows import (
    A_TIME,
    SHANGHAI,
    Ground,
    Known,
    parse_duty,
    parse_table,
    parse_time,
)

if TYPE_CHECKING:
    from metro_flow.web import House

# This shift and the next, as the tablets show them.
SPAN: Final = timedelta(hours=24)
a_seat = click.argument("seat", type=click.Choice([seat.value for seat in Seat]))
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Told)
def roster() -> None:
    """Write who is on duty when, and show where nobody is; times are Shanghai's.

    \b
    Example:
      metro-flow roster show 0243
      metro-flow roster import april.csv
    """


@roster.command()
@click.argument("station")
@click.option("--from", "since", help="First moment; without it, the room's now.")
@click.option("--until", help="First moment after; without it, a day later.")
@as_json
@click.pass_obj
def show(roof: Roof, /, station: str, since: str, until: str, *, machine: bool) -> None:
    """Show a station's duties and its gaps: the hours when nobody holds a seat.

    A station master is needed for each line. A deputy fills no gap.

    \b
    Example:
      metro-flow roster show 0243
      metro-flow roster show 0243 --from "2026-04-01 08:30" --until "2026-04-08 08:30" --json
    """
    with roof.house() as house:
        ground = _grounds(house, station)[station]
        begins = _moment("from", since) if since else house.clock.now()
        ends = _moment("until", until) if until else begins + SPAN
        if ends <= begins:
            raise Malformed(Fault("until", until or iso(ends), "a time after --from"))
        duties = house.people.duties(station, since=begins, until=ends)
        needed = needed_at(station, sorted(ground.place.lines))
        missing = gaps(needed, duties, since=begins, until=ends)
    if machine:
        rows = {"duties": [_duty_row(duty) for duty in duties], "gaps": [*map(_gap_row, missing)]}
        click.echo(json_of({"since": iso(begins), "until": iso(ends), **rows}))
        return
    for line in [*map(_duty_line, duties), *map(_gap_line, missing)]:
        click.echo(line)
    if not duties:
        click.echo("nobody is on this roster")


@roster.command()
@click.argument("station")
@a_seat
@click.argument("person")
@click.option("--from", "since", required=True, help="First moment.")
@click.option("--until", required=True, help="First moment after.")
@click.option("--deputy", is_flag=True, help="Stands in when called; holds no seat.")
@click.option("--line", "lines", multiple=True, help="A line; may be repeated. Without it, all.")
@click.option("--exit", "exits", multiple=True, help="An exit; may be repeated. Without it, all.")
@click.pass_obj
def put(roof: Roof, /, station: str, seat: str, person: str, *, deputy: bool, **told: Any) -> None:
    """Put somebody on a seat for some hours; they need the right to it for all of them.

    \b
    Example:
      metro-flow roster put 0243 street p-gaofei --from 2026-04-01T20:30 --until 2026-04-02T08:30
      metro-flow roster put 0243 station-master p-liqiang --line 7 --from … --until …
    """
    row = {
        "station": station,
        "seat": seat,
        "person": person,
        "starts": told["since"],
        "ends": told["until"],
        "deputy": "yes" if deputy else "no",
        "lines": ";".join(told["lines"]),
        "exits": ";".join(told["exits"]),
    }
    with roof.house() as house:
        duty = parse_duty(row, _known(house))
        new = _put(house, [duty])
    click.echo(_duty_line(duty) if new else "stands there already")


@roster.command("import")
@click.argument("file", type=a_file)
@as_json
@click.pass_obj
def import_roster(roof: Roof, /, file: Path, *, machine: bool) -> None:
    """Bring in FILE, a CSV table with the columns of a duty; all of its rows or none.

    The columns are station,seat,person,starts,ends,deputy,lines,exits. With any wrong row nothing
    goes in: each wrong field is named with its row, and the status is 1. A duty that stands in
    the roster already is not written twice.

    \b
    Example:
      metro-flow roster import april.csv

    \b
    A row:
      0243,street,p-gaofei,2026-04-01 20:30,2026-04-02 08:30,no,,
      0243,station-master,p-liqiang,2026-04-01 08:30,2026-04-01 20:30,no,7;14,
    """
    with roof.house() as house:
        duties, wrong = parse_table(_text(file), _known(house))
        new = 0 if wrong else _put(house, duties)
    put_in = {"new": new, "known": 0 if wrong else len(duties) - new}
    if machine:
        click.echo(json_of({**put_in, "refused": [{"row": it.row, **_said(it)} for it in wrong]}))
    elif not wrong:
        click.echo(f"{put_in['new']} duties are on the roster, {put_in['known']} were already")
    else:
        for each in wrong:
            click.echo(str(each), err=True)
        click.echo("nothing was brought in: rows go in when all of them are right", err=True)
    if wrong:
        raise click.exceptions.Exit(1)


@roster.command()
@click.argument("station")
@a_seat
@click.argument("person")
@click.option("--from", "since", required=True, help="The moment at which the duty starts.")
@click.pass_obj
def remove(roof: Roof, /, station: str, seat: str, person: str, since: str) -> None:
    """Take a duty off the roster, by the moment at which it starts.

    \b
    Example:
      metro-flow roster remove 0243 street p-gaofei --from "2026-04-01 20:30"
    """
    with roof.house() as house:
        _grounds(house, station)
        starts = _moment("from", since)
        gone = house.people.take_off_duty(station, seat, person=person, starts=starts)
    if not gone:
        known = f"metro-flow roster show {station} tells those there are"
        raise Unknown("duty", f"{seat} {person} from {_local(starts)}", known=known)
    click.echo(f"{person} is off the roster as {seat} from {_local(starts)}")


def _known(house: House) -> Known:
    people = frozenset(person.id for _, person in house.people.everyone())
    return Known(_grounds(house), people, house.people.held())


def _grounds(house: House, wanted: str | None = None) -> dict[str, Ground]:
    """Return the stations as duties see them; raise Unknown when the wanted is none of them."""
    if wanted is not None and wanted not in house.places:
        raise Unknown("station", wanted)
    return {
        station: Ground(place, frozenset(mouth.id for mouth in house.atlas[station].exits))
        for station, place in house.places.items()
        if wanted in (None, station)
    }


def _put(house: House, duties: list[Duty]) -> int:
    """Write the duties that are not on the roster yet, and return how many they were."""
    new = [
        duty
        for duty in dict.fromkeys(duties)
        if duty not in house.people.duties(duty.station, since=duty.starts, until=duty.ends)
    ]
    if new:
        house.people.put_on_duty(new)
    return len(new)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed(Fault("file", file.name, "text saved as CSV UTF-8")) from None


def _moment(field: str, said: str) -> datetime:
    moment = parse_time(said)
    if moment is None:
        raise Malformed(Fault(field, said, A_TIME))
    return moment


def _said(wrong: Any) -> dict[str, Any]:
    fault = wrong.fault
    return {"field": fault.field, "value": fault.value, "expected": fault.expected}


def _duty_row(duty: Duty) -> dict[str, Any]:
    return {
        "seat": duty.seat.value,
        "person": duty.person,
        "starts": iso(duty.starts),
        "ends": iso(duty.ends),
        "deputy": duty.deputy,
        "lines": list(duty.lines),
        "exits": list(duty.exits),
    }


def _gap_row(gap: Gap) -> dict[str, Any]:
    needed = gap.needed
    hours = {"starts": iso(gap.starts), "ends": iso(gap.ends)}
    return {"seat": needed.seat.value, "line": needed.line, **hours}


def _duty_line(duty: Duty) -> str:
    lines = f"line {' '.join(duty.lines)}" if duty.lines else ""
    exits = f"exit {' '.join(duty.exits)}" if duty.exits else ""
    more = "  ".join(part for part in (duty.deputy and "deputy", lines, exits) if part)
    hours = f"{_local(duty.starts)} – {_local(duty.ends)}"
    return f"{hours}  {duty.seat:<15} {duty.person:<16} {more}".rstrip()


def _gap_line(gap: Gap) -> str:
    line = f"line {gap.needed.line}" if gap.needed.line else ""
    hours = f"{_local(gap.starts)} – {_local(gap.ends)}"
    return f"{hours}  {gap.needed.seat:<15} {'NOBODY':<16} {line}".rstrip()


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
