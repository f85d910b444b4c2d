"""Show a station to tablets: what its pages draw and name, and nothing they need not keep."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from metro_flow.people.permission import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stations.profile.station import Exit, Line, Nearby, StationProfile
    from stations.profile.words import Words


def place_of(station: StationProfile) -> Place:
    """Return a station as grants see it: a street's chief answers for the exits in that street."""
    return Place(
        station=station.id,
        streets=frozenset(mouth.street.zh for mouth in station.open_exits),
        lines=frozenset(line.line for line in station.lines),
    )


def brief(station: StationProfile) -> dict[str, Any]:
    """Return a station in a list."""
    return {
        "id": station.id,
        "name": _words(station.name),
        "lat": station.lat,
        "lon": station.lon,
        "lines": [line.line for line in station.lines],
    }


def on_the_map(station: StationProfile) -> dict[str, Any]:
    """Return a station with its neighbours, for a map of lines."""
    return {**brief(station), "adjacent": _adjacent(station)}


def shown(station: StationProfile) -> dict[str, Any]:
    """Return everything that a room's pages show of a station."""
    return {
        "id": station.id,
        "name": _words(station.name),
        "kind": station.kind.value,
        "lat": station.lat,
        "lon": station.lon,
        "lines": [_line(line) for line in station.lines],
        "exits": [_exit(mouth) for mouth in station.exits],
        "spaces": [
            {
                "id": space.id,
                "zone": space.zone.value,
                "lines": list(space.lines),
                "name": _words(space.name),
                "area_m2": space.area_m2,
                "holding": space.holding,
                "assumed": space.assumed,
            }
            for space in station.spaces
        ],
        "gate_groups": [
            {
                "id": group.id,
                "exit": group.exit,
                "line": group.line,
                "gates": group.gates,
                "interval_s": group.interval_s,
                "assumed": group.assumed,
            }
            for group in station.gate_groups
        ],
        "buildings": _nearby(station.buildings),
        "generators": _nearby(station.generators),
        "bus_stops": _nearby(station.bus_stops),
        "gathering_places": _nearby(station.gathering_places),
        "adjacent": _adjacent(station),
    }


@cache
def etag_of(station: StationProfile) -> str:
    """Return a text that changes when what is shown of a station does."""
    told = [shown(station), repr(station.rules)]
    return sha256(orjson.dumps(told)).hexdigest()[:16]


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _maybe(words: Words | None) -> dict[str, str] | None:
    return None if words is None else _words(words)


def _line(line: Line) -> dict[str, Any]:
    return {
        "line": line.line,
        "structure": line.structure.value,
        "first_train": f"{line.first_train:%H:%M}",
        "last_train": f"{line.last_train:%H:%M}",
        "towards": [_words(towards.next) for towards in line.towards],
        "assumed": line.assumed,
    }


def _exit(mouth: Exit) -> dict[str, Any]:
    return {
        "id": mouth.id,
        "open": mouth.open,
        "roads": [_words(road) for road in mouth.roads],
        "side": _maybe(mouth.side),
        "place": _maybe(mouth.place),
        "street": _words(mouth.street),
        "street_confidence": mouth.street_confidence.value,
        "district": _words(mouth.district),
        "lift": mouth.lift,
    }


def _nearby(places: Iterable[Nearby]) -> list[dict[str, Any]]:
    return [
        {"name": _words(place.name), "exits": list(place.exits), "assumed": place.assumed}
        for place in places
    ]


def _adjacent(station: StationProfile) -> list[dict[str, Any]]:
    return [
        {"id": towards.station, "name": _words(towards.next), "line": line.line}
        for line in station.lines
        for towards in line.towards
    ]


def passport_shown(rule: Any) -> dict[str, Any]:
    """Return why a rule may disturb people, in both languages."""
    passport = rule.passport
    return {
        "id": rule.id,
        "zone": rule.zone,
        "quantity": rule.quantity.value,
        "cause": asdict(passport.cause),
        "consequence": asdict(passport.consequence),
        "action": asdict(passport.action),
        "time_available": {"zh": f"{passport.minutes} 分钟", "en": f"{passport.minutes} min"},
        "owner": passport.owner.value,
        "thresholds": asdict(rule.thresholds),
        "per": rule.per,
        "assumed": rule.assumed,
    }
