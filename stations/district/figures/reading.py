"""Read the books of all stations for a period, so that figures can be reckoned from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from metro_flow.watch.day import SHANGHAI
from stations.district.figures.record import (
    READ,
    Period,
    Practised,
    Record,
    called_in,
    plan_since,
)
from stations.readiness.hazard import Hazard
from stations.readiness.hazards_fold import PANEL as HAZARDS
from stations.readiness.panels import PREFIX as READINESS
from stations.room.edge import room_of

if TYPE_CHECKING:
    from metro_flow.logbook.shelf import Shelf
    from metro_flow.web import House
    from stations.profile.station import StationProfile


def period_of(first: date, last: date, now: datetime) -> Period:
    """Return the days from `first` to `last` as a period, looked at no later than now."""
    after = last + timedelta(days=1)
    return Period(first, after, _midnight(first), min(_midnight(after), now))


def read_records(here: House, stations: list[str], period: Period) -> list[Record]:
    """Return what is known of these stations in a period."""
    practised: Mapping[str, Practised] = here.practised(period.first, period.after)
    return [
        _record(here.shelf, here.atlas[each], period, practised.get(each, Practised()))
        for each in stations
    ]


def _record(shelf: Shelf, station: StationProfile, period: Period, practised: Practised) -> Record:
    entries = shelf.open(room_of(station.id)).find(READ, until=period.until)
    streets = {mouth.street.zh: mouth.street for mouth in station.exits if mouth.open}
    return Record(
        station=station.id,
        streets=tuple(streets[zh] for zh in sorted(streets)),
        lines=tuple(line.line for line in station.lines),
        calls=called_in(entries, period),
        hazards=_hazards(shelf, station.id, period),
        plan_since=plan_since(entries, period),
        practised=practised,
    )


def _hazards(shelf: Shelf, station: str, period: Period) -> tuple[Hazard, ...]:
    """Return a station's hazards as they stood when the period ended."""
    hazards = HAZARDS.empty
    for entry in shelf.open(READINESS + station).find(HAZARDS.events, until=period.until):
        hazards = HAZARDS.fold(hazards, entry)
    return tuple(hazards.by_id.values())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
