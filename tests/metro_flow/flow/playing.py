"""Stations and evenings to play in tests of the people inside."""

import numpy as np

from metro_flow.flow.count import Counts, GateGroup
from metro_flow.flow.occupancy import Occupancy
from metro_flow.flow.occupied import StationOccupancy
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics
from metro_flow.flow.window import RollingWindow
from metro_flow.flow.zone import ZoneOccupancy

NOW = 1_427_877_000
WHOLE = Range(1, 1, 1)


def a_line(line: str = "7", *, area: float = 1_500, share: Range = WHOLE, **given) -> LinePhysics:
    return LinePhysics(line, platform_m2=area, share=share, **given)


def a_station(*lines: LinePhysics, station: str = "0738") -> StationPhysics:
    return StationPhysics(station, lines or (a_line(),), paid_m2=1_000, unpaid_m2=1_000)


def gates(station: str = "0738", *lines: str | None) -> list[GateGroup]:
    return [
        GateGroup(f"{station}-E{n}", station, gates=6, line=line, interval_s=10)
        for n, line in enumerate(lines or (None, None, None))
    ]


def zone_of(station: StationOccupancy, name: str) -> ZoneOccupancy:
    return next(zone for zone in station.zones if zone.zone == name)


def played(
    minutes: list[float],
    *,
    gate_groups: list[GateGroup],
    stations: list[StationPhysics],
    out: float = 30,
    seed: int = 2,
    silent_from: dict[int, int] | None = None,
) -> tuple[RollingWindow, Occupancy]:
    """Play entries a minute, spread evenly over the gate groups; look every three minutes."""
    draws = np.random.default_rng(seed)
    window, inside = RollingWindow(gate_groups, now=NOW), Occupancy(stations, gate_groups)
    count = len(gate_groups)
    for tick in range(6 * len(minutes)):
        start = NOW + 10 * tick
        people = draws.poisson(np.repeat([minutes[tick // 6], out], count) / 6 / count)
        groups, ways = np.tile(np.arange(count), 2), np.repeat([0, 1], count)
        kept = np.array([tick < (silent_from or {}).get(group, 10**6) for group in groups])
        window.advance(start + 10)
        times = {"start": np.full(2 * count, start), "end": np.full(2 * count, start + 10)}
        window.apply(Counts.columns(groups, ways, people=people, **times).where(kept))
        if tick % 18 == 17:
            inside.check(window)
    return window, inside
