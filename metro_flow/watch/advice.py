"""Advise, for each platform that is full or about to be, how many entry gates would hold it.

Whoever waits outside is not seen by gates, so what came in the busiest five minutes of the last
half hour is taken to come still, once a platform is nearly full.
Nothing acts on this by itself: a chief decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from metro_flow.alerts.rule import Quantity, Rule
from metro_flow.flow.control import Advice, Band, Course, Entrance, advise, shared_out
from metro_flow.flow.draws import Belief, drawn, scores
from metro_flow.flow.inside import JAM_PER_M2
from metro_flow.flow.physics import Range
from metro_flow.flow.zone import PEOPLE_PER_M2, ZoneOccupancy
from metro_flow.watch.metered import PER_GATE, RATE_PANES, MeteredGates, busiest, platform_now
from metro_flow.watch.monitor import Monitor
from metro_flow.watch.seen import Seen
from metro_flow.watch.watched import Watched

# The next twenty minutes bring a fifth fewer or a quarter more than the last five, or less so.
AS_MANY: Final = Range(0.8, 1.0, 1.25)
# Two thirds of what a zone holds: where yellow begins unless its station says otherwise.
WANTED_PER_M2: Final = 2 / 3 * PEOPLE_PER_M2
# Advice comes where a platform is over what is wanted, or will be within ten minutes.
SOON_MIN: Final = 10
# Below a third of it no ten minutes fill it; from four fifths on the half hour's demand counts.
LOOKED_AT: Final = 1 / 3
NEAR: Final = 0.8
# A course is told now and every five minutes.
TOLD_EACH_MIN: Final = 5


def advice_for(station: Watched, seen: Seen, monitor: Monitor) -> list[dict[str, Any]]:
    """Return what is advised for a station's platforms just now, the strictest first."""
    zones = seen.minute[station.station].zones
    hall = next((zone for zone in zones if zone.zone == "unpaid"), None)
    if hall is None or hall.people is None:
        return []
    room = max(0.0, WANTED_PER_M2 * hall.area_m2 - hall.people)
    strictest: dict[tuple[str, ...], dict[str, Any]] = {}
    for zone in zones:
        if zone.line is None or zone.people is None:
            continue
        wanted = _wanted(station.rules, zone)
        if zone.people < LOOKED_AT * wanted * zone.area_m2:
            continue
        groups = monitor.window.gate_groups
        gates = MeteredGates.of(station, zone.line, seen.occupied.insides, groups)
        advice = _asked(zone, gates, seen, monitor, wanted=wanted, room=room)
        if advice is None:
            continue
        # Two platforms behind the same gates: what the fuller one needs goes for both.
        rows = tuple(row.id for row in gates.rows)
        before = strictest.get(rows)
        if before is None or advice.gates_open < before["gates_open"]:
            rows_open = _rows(advice, gates, seen, monitor)
            strictest[rows] = _shown(advice, zone, room=room) | {"rows": rows_open}
    return sorted(strictest.values(), key=lambda shown: float(shown["rate_per_minute"]))


def _wanted(rules: Sequence[Rule], zone: ZoneOccupancy) -> float:
    """Give the density at which a platform's yellow begins."""
    per_m2 = {Quantity.DENSITY: 1.0, Quantity.SHARE: PEOPLE_PER_M2}
    for rule in rules:
        yellow = rule.thresholds.yellow
        if rule.zone == zone.zone and rule.quantity in per_m2 and yellow is not None:
            return yellow * per_m2[rule.quantity]
    return WANTED_PER_M2


def _asked(
    zone: ZoneOccupancy,
    gates: MeteredGates,
    seen: Seen,
    monitor: Monitor,
    *,
    wanted: float,
    room: float,
) -> Advice | None:
    people, most = zone.people or 0.0, wanted * zone.area_m2
    came = gates.came(seen.occupied)
    now, held = float(came[-RATE_PANES:].mean()), busiest(came)
    demand, score = held if people >= NEAR * most else now, scores()
    entrance = Entrance(
        gates=sum(gates.entries(held)),
        demand=demand * drawn(AS_MANY, np.roll(score[Belief.HEADWAY], 5)),
        per_gate=drawn(PER_GATE, np.roll(score[Belief.PACE], 3)),
        room=room,
    )
    platform = platform_now(zone, gates, seen.occupied, monitor.occupancy.told)
    advice = advise(platform, entrance, wanted_per_m2=wanted)
    if advice is None or people >= most:
        return advice
    soon = advice.without.density[: SOON_MIN + 1]
    return advice if any(band.middle >= wanted for band in soon) else None


def _rows(
    advice: Advice, gates: MeteredGates, seen: Seen, monitor: Monitor
) -> list[dict[str, Any]]:
    """Return how many gates of each row stay open, by who comes there."""
    entered = monitor.window.sums(300).people[:, 0]
    came = [float(entered[monitor.window.places[row.id]]) for row in gates.rows]
    entries = gates.entries(busiest(gates.came(seen.occupied)))
    open_now = shared_out(advice.gates_open, came, entries)
    return [
        {"gate_group": row.id, "exit": row.exit, "open": number, "of": of}
        for row, number, of in zip(gates.rows, open_now, entries, strict=True)
    ]


def _shown(advice: Advice, zone: ZoneOccupancy, *, room: float) -> dict[str, Any]:
    """Return an advice as it is told, but for its rows of gates."""
    return {
        "zone": zone.zone,
        "line": zone.line,
        "wanted_per_m2": round(advice.wanted_per_m2, 2),
        "rate_per_minute": round(advice.rate_per_minute),
        "gates_open": advice.gates_open,
        "gates": advice.gates,
        "outcome": advice.outcome.value,
        "reached_min": advice.reached_min,
        "full_min": advice.full_min,
        "come_per_minute": _band(advice.come),
        "take_per_minute": _band(advice.take),
        "followed": _course(advice.followed),
        "without": _course(advice.without),
        "room": round(room),
        "class": zone.basis.value,
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "each_min": TOLD_EACH_MIN,
        "density": [_band(_packed(band), 2) for band in course.density[::TOLD_EACH_MIN]],
        "queue": [_band(band) for band in course.queue[::TOLD_EACH_MIN]],
        "wait_min": [_band(band, 1) for band in course.wait_min[::TOLD_EACH_MIN]],
    }


def _packed(band: Band) -> Band:
    """Take a density to what fits on a platform: whoever comes then stands in the paid hall."""
    return Band(*(min(one, JAM_PER_M2) for one in band))


def _band(band: Band, digits: int | None = None) -> list[float]:
    return [round(one, digits) for one in band]
