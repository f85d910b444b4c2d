"""Draw what is believed of every station sixteen times over, as arrays that one loop can step.

The beliefs (`physics.Range`) are eight: how entrants share out over lines, directions, walking
pace, headway, places on a train, changing lines, gates that serve one line, and unheard gates.
The draws are a Latin hypercube: each belief is met once at each of sixteen even steps, taken
through the normal quantile onto its range (whose ends are the 5th and 95th hundredth), in orders
of which no two go together (all correlations under 0.02, found by exchanging steps).
Nothing is random, and the same draw of a belief is made at all stations.

Axes: L lines of all stations in order, V draws, Z stations, S sources (gate groups of a station
that serve the same line, or all lines).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Self

import numpy as np
from scipy.special import ndtri

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import Floats, GateGroup, Ints
from metro_flow.flow.headway import AGES, STEP_S, chance_of_call
from metro_flow.flow.physics import LinePhysics, Range, StationPhysics

DRAWS: Final = 16
# Walking is a chain of three like stages: an Erlang time whose spread is 0.58 of its mean.
STAGES: Final = 3
# Where no timetable is known: trains every 2 … 8 minutes, and room on each of them.
ANY_HEADWAY_S: Final = Range(120, 240, 480)
ANY_PLACES: Final = Range(1e6, 1e6, 1e6)
# The flow through unheard gates, as a multiple of what is usual for them.
MISSING: Final = Range(0.5, 1.0, 1.8)


class Belief(IntEnum):
    """The eight things that are believed, one dimension of the draws each."""

    HEADWAY = 0
    PLACES = 1
    SHARE = 2
    PACE = 3
    TOWARD = 4
    CHANGING = 5
    OWN_LINE = 6
    MISSING = 7


_STEPS: Final = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    (9, 13, 11, 1, 6, 3, 0, 10, 4, 14, 15, 2, 7, 12, 8, 5),
    (2, 9, 11, 5, 3, 15, 4, 13, 6, 14, 1, 12, 0, 10, 8, 7),
    (2, 9, 4, 13, 11, 10, 8, 14, 0, 6, 7, 3, 12, 5, 15, 1),
    (13, 11, 2, 6, 12, 3, 1, 4, 14, 10, 0, 8, 7, 9, 15, 5),
    (14, 12, 4, 7, 0, 11, 3, 5, 1, 6, 8, 15, 13, 2, 9, 10),
    (14, 6, 3, 2, 4, 13, 7, 15, 11, 0, 8, 1, 5, 10, 9, 12),
    (8, 14, 0, 12, 10, 7, 11, 5, 4, 13, 9, 2, 1, 3, 6, 15),
)


@dataclass(frozen=True, slots=True, eq=False)
class Insides:
    """All stations' beliefs as arrays; `boards` (L, most sources, V) goes with `source_of_line`.

    Of these follow: `out_s` from a train's door to the gates and the part of each stage of it
    that is `on_platform` (S, L, V); the share of a station's exits `alighting` from each line and
    direction (2, L, V); the chance of being `called` by age (K + 1, L, V); and how many lines and
    directions are heard `beside` one another in a station's exits (L,).
    """

    stations: tuple[StationPhysics, ...]
    lines: tuple[LinePhysics, ...]
    station_of_line: Ints
    first_line: Ints
    group_order: Ints
    source_starts: Ints
    station_of_source: Ints
    source_of_line: Ints
    boards: Floats
    toward: Floats
    walk_in_s: Floats
    walk_out_s: Floats
    clear_s: Floats
    headway_s: Floats
    places: Floats
    changing: Floats
    hall_in_s: Floats
    hall_out_s: Floats
    missing: Floats
    out_s: Floats
    on_platform: Floats
    alighting: Floats
    called: Floats
    beside: Floats

    @classmethod
    def of(cls, stations: Sequence[StationPhysics], gate_groups: Sequence[GateGroup]) -> Self:
        """Draw the beliefs of these stations, with the gate groups as the window orders them."""
        score = scores()
        lines = [line for station in stations for line in station.lines]
        station_of_line = np.repeat(
            np.arange(len(stations)), [len(station.lines) for station in stations]
        )
        sources, group_order, source_starts = _sources(stations, gate_groups)
        source_of_line, boards = _boards(stations, sources, score)

        def each(ranges: Sequence[Range], belief: Belief) -> Floats:
            return np.stack([drawn(one, score[belief]) for one in ranges])

        toward = each([line.toward for line in lines], Belief.TOWARD)
        toward = np.stack([toward, 1 - toward]).clip(0.0, 1.0)
        share = np.concatenate([_shares(station, score[Belief.SHARE]) for station in stations])
        headway_s = each([line.headway_s or ANY_HEADWAY_S for line in lines], Belief.HEADWAY)
        clear_s = each([line.clear_s for line in lines], Belief.PACE)
        walk_out_s = each([line.walk_out_s for line in lines], Belief.PACE)
        out_s = clear_s + walk_out_s
        stage = np.arange(STAGES).reshape(-1, 1, 1)
        served = (toward > 0).any(axis=2).sum(axis=0)
        beside = np.bincount(station_of_line, weights=served, minlength=len(stations))
        return cls(
            stations=tuple(stations),
            lines=tuple(lines),
            station_of_line=station_of_line,
            first_line=np.searchsorted(station_of_line, np.arange(len(stations))),
            group_order=group_order,
            source_starts=source_starts,
            station_of_source=np.asarray([station for station, _ in sources], np.int64),
            source_of_line=source_of_line,
            boards=boards,
            toward=toward,
            walk_in_s=each([line.walk_in_s for line in lines], Belief.PACE),
            walk_out_s=walk_out_s,
            clear_s=clear_s,
            headway_s=headway_s,
            places=each([line.places or ANY_PLACES for line in lines], Belief.PLACES),
            changing=each([line.transfer for line in lines], Belief.CHANGING) * share,
            hall_in_s=each([station.hall_in_s for station in stations], Belief.PACE),
            hall_out_s=each([station.hall_out_s for station in stations], Belief.PACE),
            missing=drawn(MISSING, score[Belief.MISSING]),
            out_s=out_s,
            on_platform=(STAGES * clear_s / out_s - stage).clip(0.0, 1.0),
            alighting=toward * share,
            called=chance_of_call(headway_s),
            beside=beside[station_of_line].astype(np.float64),
        )

    def calls(self, oldest: int, *, cut: float) -> Floats:
        """Give the chance that a train calls within a step (or a part of one), case by case.

        Cases stand in a ring, the `oldest` where the next is to be born: (K + 1, 1, L, V).
        """
        chance = self.called[_ring(oldest)]
        if cut < 1:
            chance = 1 - (1 - chance) ** cut
        return chance[:, np.newaxis]

    def ages_s(self, oldest: int) -> Floats:
        """Give the seconds since the last train of each case, as a step ends: (K + 1, 1, 1, 1)."""
        ages = np.asarray(_ring(oldest) + 1, np.float64) * STEP_S
        return ages.reshape(-1, 1, 1, 1)

    @property
    def platform_m2(self) -> Floats:
        """The platforms' areas: (L,)."""
        return np.asarray([line.platform_m2 for line in self.lines])


def _ring(oldest: int) -> Ints:
    """Say how many steps old the case at each place of the ring is, and the one of all older."""
    ages = (np.arange(AGES) - oldest - 1) % AGES
    return np.append(ages, AGES)


def scores() -> Floats:
    """Give each belief's draws as places on its range: -1 its low end, 0 likely, 1 its high end."""
    found: Floats = ndtri((np.asarray(_STEPS) + 0.5) / DRAWS) / ndtri(0.95)
    return found


def drawn(belief: Range, score: Floats) -> Floats:
    """Take scores onto a range, straight on either side of its likely value."""
    side = np.where(score < 0, belief.mid - belief.low, belief.high - belief.mid)
    # A little beyond the low end is meant, nothing or less than nothing is not.
    found: Floats = np.maximum(belief.mid + side * score, 0.5 * belief.low)
    return found


def _sources(
    stations: Sequence[StationPhysics], gate_groups: Sequence[GateGroup]
) -> tuple[list[tuple[int, str | None]], Ints, Ints]:
    """Gather gate groups into sources: (sources, groups in their order, where each begins)."""
    place = {station.station: index for index, station in enumerate(stations)}
    keys = []
    for group in gate_groups:
        if group.station not in place:
            expected = f"one of the stations {', '.join(place)}"
            where = f"gate group {group.id}"
            raise Malformed(Fault("station", group.station, expected), where=where)
        station = place[group.station]
        keys.append((station, _platform_of(group, stations[station])))
    sources = sorted(set(keys), key=lambda key: (key[0], key[1] or ""))
    number = {key: index for index, key in enumerate(sources)}
    source_of_group = np.asarray([number[key] for key in keys], np.int64)
    order = np.argsort(source_of_group, kind="stable")
    starts = np.searchsorted(source_of_group[order], np.arange(len(sources)))
    return sources, order, starts


def _platform_of(group: GateGroup, station: StationPhysics) -> str | None:
    """Name the line whose concourse a gate group opens to; lines on one platform are `3-4`."""
    if group.line is None:
        return None
    return next(
        (one.line for one in station.lines if group.line in (one.line, *one.line.split("-"))), None
    )


def _boards(
    stations: Sequence[StationPhysics], sources: Sequence[tuple[int, str | None]], score: Floats
) -> tuple[Ints, Floats]:
    """Say which part of each source's entrants boards which line, per draw.

    A line that has no such source points at one past the last, where nobody enters.
    """
    of_station = [[n for n, key in enumerate(sources) if key[0] == z] for z in range(len(stations))]
    most = max((len(numbers) for numbers in of_station), default=0)
    lines = sum(len(station.lines) for station in stations)
    source_of_line = np.full((lines, most), len(sources))
    boards = np.zeros((lines, most, DRAWS))
    row = 0
    for station, numbers in zip(stations, of_station, strict=True):
        share = _shares(station, score[Belief.SHARE])
        own = drawn(station.own_line, score[Belief.OWN_LINE]).clip(0, 1)
        rows = slice(row, row + len(station.lines))
        for column, number in enumerate(numbers):
            source_of_line[rows, column] = number
            boards[rows, column] = _split(station, sources[number][1], share=share, own=own)
        row += len(station.lines)
    return source_of_line, boards


def _shares(station: StationPhysics, score: Floats) -> Floats:
    """Share entrants out over lines (lines, V), each draw summing to 1."""
    # Lines are drawn out of step, else all would be high together and nothing would change.
    count = len(station.lines)
    steps = [np.roll(score, number * DRAWS // count) for number in range(count)]
    share = np.stack(
        [drawn(line.share, step) for line, step in zip(station.lines, steps, strict=True)]
    )
    whole: Floats = share / np.maximum(share.sum(axis=0), 1e-9)
    return whole


def _split(station: StationPhysics, line: str | None, *, share: Floats, own: Floats) -> Floats:
    mine = np.asarray([one.line == line for one in station.lines])
    if not mine.any() or mine.all():
        return share
    others = np.where(mine[:, np.newaxis], 0.0, share)
    others = others / np.maximum(others.sum(axis=0), 1e-9)
    return np.where(mine[:, np.newaxis], own, (1 - own) * others)
