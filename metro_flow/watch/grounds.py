"""Gather for each rule what it may judge by: figures of its zone, and what is foreseen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from metro_flow.alerts.figures import Figure, Figures, Score, Usual
from metro_flow.alerts.rule import Quantity, Rule
from metro_flow.flow.ahead import Ahead, Reach
from metro_flow.flow.count import Direction
from metro_flow.flow.estimate import Why
from metro_flow.flow.occupied import StationOccupancy
from metro_flow.flow.zone import ZoneOccupancy
from metro_flow.watch.seen import Seen

FAST_S: Final = 60
SLOW_S: Final = 300
# How far ahead a colour is foretold: what a chief can still act on and an estimate still bears.
AHEAD_MIN: Final = 15


@dataclass(frozen=True, slots=True, eq=False)
class Foreseen:
    """What is known beyond this moment.

    usual: what is usual of each station's entries. scores: what has added up today, by station
    and quantity. ahead: where the crowd of now leads to.
    """

    usual: Mapping[str, Usual] = field(default_factory=dict)
    scores: Mapping[tuple[str, Quantity], Score] = field(default_factory=dict)
    ahead: Ahead | None = None


NOTHING_FORESEEN: Final = Foreseen()


def grounds_of(seen: Seen, station: str, rule: Rule, foreseen: Foreseen) -> Figures:
    """Gather what a rule may judge by: its zone's people, the station's flow, or what comes."""
    match rule.quantity:
        case Quantity.AGAINST_USUAL:
            return replace(_inflow(seen, station), usual=foreseen.usual.get(station))
        case Quantity.COMING:
            return _coming(seen, station, rule, foreseen.ahead)
        case Quantity.GROWTH | Quantity.FORETOLD:
            score = foreseen.scores.get((station, rule.quantity))
            return replace(_inflow(seen, station), score=score)
        case _:
            return _people(seen, station, rule)


def _coming(seen: Seen, station: str, rule: Rule, ahead: Ahead | None) -> Figures:
    """Say how likely a zone is orange within a quarter of an hour; nothing where it is unknown."""
    there = _people(seen, station, rule)
    if ahead is None or rule.per is None or not there.windows:
        return there
    reach = reach_of(station, rule, ahead)
    if reach is None:
        return there
    facts = {"minutes": minutes_of(reach), "people": round(there.nearest(FAST_S).middle)}
    return replace(there, score=Score(reach.probability, facts))


def reach_of(station: str, rule: Rule, ahead: Ahead) -> Reach | None:
    """Say how soon a zone holds what a rule foretells; None where too little is heard."""
    if rule.per is None:
        return None
    return ahead.reach(station, rule.zone, rule.per, 60 * AHEAD_MIN)


def minutes_of(reach: Reach) -> int | None:
    """Give whole minutes, as people say them; a minute is the least."""
    return None if reach.minutes is None else max(1, round(reach.minutes))


def _people(seen: Seen, station: str, rule: Rule) -> Figures:
    minute, five = (_zone(each[station], rule.zone) for each in (seen.minute, seen.five))
    if minute is None or five is None:
        return Figures((), coverage=0.0, unknown="no-such-zone")
    windows = tuple(
        figure
        for zone in (minute, five)
        if zone.window_s >= seen.shortest_s(station) and (figure := _figure(zone)) is not None
    )
    unknown = "stale" if seen.stale(station) else five.unknown
    if unknown is None and not windows:
        unknown = Why.WINDOW_TOO_SHORT.words
    return Figures(windows, coverage=five.coverage, assumed=five.assumed, unknown=unknown)


def _zone(station: StationOccupancy, name: str) -> ZoneOccupancy | None:
    return next((zone for zone in station.zones if zone.zone == name), None)


def _figure(zone: ZoneOccupancy) -> Figure | None:
    if zone.people is None or zone.low is None or zone.high is None:
        return None
    low, high = min(zone.low, zone.people), max(zone.high, zone.people)
    return Figure(zone.window_s, zone.people, low, high)


def _inflow(seen: Seen, station: str) -> Figures:
    windows = []
    slow = seen.flow(SLOW_S, station, Direction.IN)
    for window_s in (FAST_S, SLOW_S):
        flow = seen.flow(window_s, station, Direction.IN)
        if flow is None or flow.per_minute is None or flow.low is None or flow.high is None:
            continue
        low, high = min(flow.low, flow.per_minute), max(flow.high, flow.per_minute)
        windows.append(Figure(window_s, flow.per_minute, low, high))
    if slow is None:
        return Figures((), coverage=0.0, unknown=Why.NOTHING_HEARD.words)
    unknown = "stale" if seen.stale(station) else slow.unknown
    return Figures(tuple(windows), coverage=slow.coverage, unknown=unknown)
