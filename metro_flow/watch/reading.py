"""Put what a look found of one station into the form in which tablets hear it.

A reading is latest-wins and may be missed, so it always says everything; figures that are not
known travel as null with their reason, never as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from metro_flow.alerts.colour import AlertColour, highest
from metro_flow.alerts.rule import Quantity
from metro_flow.clock import iso
from metro_flow.flow.ahead import Ahead
from metro_flow.flow.count import Direction, time_of
from metro_flow.flow.estimate import FlowEstimate
from metro_flow.flow.window import WINDOWS_S
from metro_flow.flow.zone import Basis, ZoneOccupancy
from metro_flow.watch.advice import advice_for
from metro_flow.watch.grounds import minutes_of, reach_of
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.seen import Seen
from metro_flow.watch.watched import Watched

Asks = Mapping[str, AlertColour | None]
# A chance of less than one in five is no forecast that anybody would act on.
WORTH_A_WORD: Final = 0.2
SPLIT: Final = "split-out-of-5-min"
# As long as a shift that takes over hears again what was told.
TOLD_LATELY_S: Final = 3600


def reading_of(
    station: Watched,
    seen: Seen,
    monitor: Monitor,
    *,
    asks: Asks,
    today: tuple[int, int],
    after_seq: int,
    outlook: Mapping[str, Any] | None = None,
    ahead: Ahead | None = None,
) -> dict[str, Any]:
    """Return one station's reading; `asks` is the colour each zone asks for.

    `outlook` is what is expected of the next hour, and `ahead` where the crowd of now leads to;
    None where nobody says.
    """
    name = station.station
    minute = seen.minute[name]
    stale = seen.stale(name)
    inside = minute.inside
    own = [group.id for group in station.gate_groups]
    ailments = [ill for ill in seen.sensors.ailments if ill.gate_group in own]
    colour = highest(tuple(asks.values()))
    comes = {} if ahead is None or stale else coming_to(station, ahead)
    return {
        "room": station.room,
        "station": name,
        "at": iso(time_of(seen.now)),
        "until": _iso(seen.until(name)),
        "after_seq": after_seq,
        "stale": stale,
        "known": inside.people is not None and not stale,
        "rates": {
            direction.value: {
                str(window_s // 60): _rate(seen.flow(window_s, name, direction))
                for window_s in WINDOWS_S
            }
            for direction in Direction
        },
        "zones": [
            {**_zone(zone, asks.get(zone.zone)), "coming": comes.get(zone.zone)}
            for zone in minute.zones
        ],
        "inside": None if inside.people is None else _people(inside),
        "today": {"in": today[0], "out": today[1]},
        "sensors": [
            {
                "gate_group": ill.gate_group,
                "state": ill.state.value,
                "since": iso(ill.since),
                "facts": dict(ill.facts),
            }
            for ill in ailments
        ],
        "gates": {"heard": seen.heard(name), "of": len(own)},
        "trains": trains_of(seen, monitor, name),
        "asks": None if colour is None else colour.value,
        "window_note": SPLIT if seen.split(name) else None,
        "added": monitor.added(name),
        "outlook": None if stale else outlook,
        "advice": [] if stale else advice_for(station, seen, monitor),
    }


def coming_to(station: Watched, ahead: Ahead) -> dict[str, dict[str, Any]]:
    """Return of each zone how likely it will be orange, and when, where that is worth a word."""
    found = {}
    for rule in station.rules:
        if rule.quantity is not Quantity.COMING:
            continue
        reach = reach_of(station.station, rule, ahead)
        if reach is not None and reach.probability >= WORTH_A_WORD:
            chance = round(reach.probability, 2)
            found[rule.zone] = {"chance": chance, "minutes": minutes_of(reach)}
    return found


def trains_of(seen: Seen, monitor: Monitor, station: str) -> list[dict[str, Any]]:
    """Return of which lines a feed told trains in the last hour, until when, and if it still does.

    Empty where there is no such feed: then nothing has fallen silent.
    """
    fresh = {zone.line for zone in seen.minute[station].zones if zone.basis is Basis.WITH_TRAINS}
    later = seen.now - monitor.window.now
    return [
        {"line": line, "until": iso(time_of(until + later)), "heard": line in fresh}
        for line, until in monitor.occupancy.told.until_of(station).items()
        if monitor.window.now - until <= TOLD_LATELY_S
    ]


def _rate(flow: FlowEstimate | None) -> dict[str, Any]:
    if flow is None:
        unheard = "nothing-heard"
        return {"per_minute": None, "low": None, "high": None, "coverage": 0.0, "unknown": unheard}
    return {
        "per_minute": _rounded(flow.per_minute, 1),
        "low": _rounded(flow.low, 1),
        "high": _rounded(flow.high, 1),
        "coverage": round(flow.coverage, 2),
        "unknown": flow.unknown,
    }


def _zone(zone: ZoneOccupancy, asks: AlertColour | None) -> dict[str, Any]:
    return {
        "zone": zone.zone,
        "line": zone.line,
        **_people(zone),
        "density": _rounded(zone.density, 2),
        "share": _rounded(zone.share, 3),
        "area_m2": zone.area_m2,
        "holding": zone.holding,
        "assumed": zone.assumed,
        "class": zone.basis.value,
        "coverage": round(zone.coverage, 2),
        "unknown": zone.unknown,
        "asks": None if asks is None else asks.value,
        "trend_per_minute": _rounded(zone.trend_per_minute, 1),
        "by_eye": zone.by_eye,
    }


def _people(zone: ZoneOccupancy) -> dict[str, float | None]:
    return {
        "people": _rounded(zone.people, 0),
        "low": _rounded(zone.low, 0),
        "high": _rounded(zone.high, 0),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    if value is None:
        return None
    return round(value, digits) if digits else round(value)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
