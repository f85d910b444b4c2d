"""Advise how many entry gates to leave open so that a platform stays at a wanted density.

Feedback in the manner of ALINEA for motorway ramps (M. Papageorgiou, H. Hadj-Salem and
J.-M. Blosseville, Transportation Research Record 1320, 1991, 58–64), with a proportional part
against the dead time of the way to the platform as in PI-ALINEA (Y. Wang, E. B. Kosmatopoulos,
M. Papageorgiou and I. Papamichail, IEEE Trans. Intelligent Transportation Systems 15, 2014, 1–12):

    s r = b − c + (n* − n⁺) / T          n⁺ = n + w + (c − b) τ

r people a minute let in, of whom the part s comes here; c come here unmetered, by other gates and
from other lines; w were let in and are on their way, τ minutes long; n* = wanted density × area;
T = 5 min. What trains take, b, is fed forward from places and headways, and corrected by what was
seen of late, arrivals less growth, the more the nearer n is to n*. That is the integral part: it
rests on what gates really let in, so it cannot wind up when the advice is not followed, or late.

Limits: at least one gate, because closing all of them is closing the station, which four chiefs
decide; the hall outside not filled within ten minutes; whole gates. Every draw of what nobody
has measured is then played minute by minute, with the advice and without:

    n = a + q + λ H / 2            q' = λ − b,  q ≥ 0            λ = w / τ + c,  w' = s r − w / τ

q whom trains left behind, H the headway, a who alighted and leaves. Ignores the pulse of single
trains and where on the platform people stand. Advice only: nothing acts on it by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import Final, NamedTuple

import numpy as np

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.count import Floats

# How far the advice looks: the minutes within which metering shows, and trains can be asked for.
MINUTES: Final = 20
# The hall must not fill sooner than that: so long it takes to turn exits, or to get a train.
FILLS_MIN: Final = 10
# Twice the way to the platform, so that the feedback does not swing.
SETTLE_MIN: Final = 5.0
# What was seen corrects what trains are believed to take by no more than this part of it.
MOST_CORRECTED: Final = 0.5
# A crowd of others, whom gates do not keep out, is not helped by closing them.
HELPS_PER_M2: Final = 0.1
# A platform that is within a twentieth of what was wanted is held.
NEARLY: Final = 1.05
BAND: Final = (0.05, 0.5, 0.95)


class Band(NamedTuple):
    """A figure with its 90 % interval."""

    low: float
    middle: float
    high: float


class Outcome(StrEnum):
    """What comes of the advice, when it is followed."""

    HELD = "held"
    TRAINS_TAKE_TOO_FEW = "trains-take-too-few"
    NO_ROOM_OUTSIDE = "no-room-outside"


@dataclass(frozen=True, slots=True, eq=False)
class PlatformNow:
    """A platform as it is believed just now; arrays are of draws (V,), rates are a minute.

    `people` on it, of whom the `alighted` only leave; `grew` by so many while `arrived` so many.
    `walking` were let in and are on their way, `walk_min` long; `share` of those let in come
    here, and `unmetered` besides; trains `take` so many, one each `headway_min`; `belief` weighs
    the draws.
    """

    area_m2: float
    people: Floats
    alighted: Floats
    grew: float
    arrived: Floats
    walking: Floats
    walk_min: Floats
    share: Floats
    unmetered: Floats
    take: Floats
    headway_min: Floats
    belief: Floats

    def mean(self, drawn: Floats) -> float:
        """Give the mean of all draws, as they are believed."""
        return float((self.belief * drawn).sum() / self.belief.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Entrance:
    """The entry gates that are metered: `demand` would come in a minute (V,) were all open.

    One open gate lets `per_gate` in a minute (V,); `room` is how many may still wait in the hall.
    """

    gates: int
    demand: Floats
    per_gate: Floats
    room: float

    def __post_init__(self) -> None:
        faults = []
        if self.gates < 1:
            faults.append(Fault("gates", self.gates, "at least one gate"))
        if self.room < 0:
            faults.append(Fault("room", self.room, "people who fit, 0 or more"))
        if not (self.per_gate > 0).all():
            faults.append(Fault("per_gate", self.per_gate.min(), "more than 0 people a minute"))
        if faults:
            raise Malformed(*faults, where="entrance")


@dataclass(frozen=True, slots=True)
class Course:
    """What is expected minute by minute, the first being now: density of the platform, and queue.

    `queue` waits in the hall for the gates; `wait_min` is how long the last of it waits then.
    """

    density: tuple[Band, ...]
    queue: tuple[Band, ...]
    wait_min: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Leave so many of the entry gates open, and what that does.

    `reached_min`: from then on the platform is as wanted; `full_min`: then the hall is full of
    those who wait; None for both is not within the minutes looked at. So many would `come` to
    the platform a minute, and trains `take` so many: that is why.
    """

    wanted_per_m2: float
    rate_per_minute: float
    gates_open: int
    gates: int
    outcome: Outcome
    reached_min: int | None
    full_min: int | None
    come: Band
    take: Band
    followed: Course
    without: Course


def advise(platform: PlatformNow, entrance: Entrance, *, wanted_per_m2: float) -> Advice | None:
    """Advise the entry gates that hold a platform; None where closing them would not help it."""
    if not wanted_per_m2 > 0:
        raise Malformed(Fault("wanted_per_m2", wanted_per_m2, "a density over 0"))
    demand = platform.mean(entrance.demand)
    rate = let_in_per_minute(platform, wanted_per_m2=wanted_per_m2)
    if rate >= demand:
        return None
    per_gate = platform.mean(entrance.per_gate)
    least = max(demand - entrance.room / FILLS_MIN, 0.0)
    gates = gates_for(rate, least=least, per_gate=per_gate, gates=entrance.gates)
    strictest, followed, without = (played(platform, entrance, each) for each in (1, gates, None))
    if without.density[-1].middle - strictest.density[-1].middle < HELPS_PER_M2:
        return None
    band = _Bands(platform.belief)
    reached = _reached(followed.density, wanted_per_m2)
    return Advice(
        wanted_per_m2=wanted_per_m2,
        rate_per_minute=gates * per_gate,
        gates_open=gates,
        gates=entrance.gates,
        outcome=_outcome(reached, strictest, wanted_per_m2, free=rate >= max(least, per_gate)),
        reached_min=reached,
        full_min=_full(followed.queue, entrance.room),
        come=band(platform.share * entrance.demand + platform.unmetered),
        take=band(platform.take),
        followed=followed,
        without=without,
    )


def let_in_per_minute(platform: PlatformNow, *, wanted_per_m2: float) -> float:
    """Give the people a minute to let in, by feedback with what trains take fed forward."""
    wanted = wanted_per_m2 * platform.area_m2
    people, walking = platform.mean(platform.people), platform.mean(platform.walking)
    unmetered, walk = platform.mean(platform.unmetered), platform.mean(platform.walk_min)
    take = _taken(platform, wanted=wanted, people=people)
    coming = people + walking + (unmetered - take) * walk
    here = take - unmetered + (wanted - coming) / SETTLE_MIN
    return max(0.0, here / max(platform.mean(platform.share), 1e-6))


def gates_for(rate: float, *, least: float, per_gate: float, gates: int) -> int:
    """Give the whole gates that let in no more than `rate`, but at least `least`, and one."""
    most = floor(rate / per_gate + 1e-9)
    fewest = max(1, ceil(least / per_gate - 1e-9))
    return min(gates, max(most, fewest))


def shared_out(gates_open: int, demand: Sequence[float], gates: Sequence[int]) -> list[int]:
    """Share open gates out over rows of gates by who comes there; each row has so many gates.

    One after the other goes where most would come for each gate that is open by then.
    """
    open_now = [0] * len(gates)
    for _ in range(min(gates_open, sum(gates))):
        free = [row for row in range(len(gates)) if open_now[row] < gates[row]]
        fullest = max(free, key=lambda row: (demand[row] / (open_now[row] + 1), -row))
        open_now[fullest] += 1
    return open_now


def played(platform: PlatformNow, entrance: Entrance, gates: int | None) -> Course:
    """Play what is expected with so many gates open, or with nobody kept waiting."""
    per_minute = np.inf if gates is None else entrance.per_gate * gates
    stay = np.exp(-1 / platform.walk_min)
    half = platform.headway_min / 2
    walking, here = platform.walking, platform.people - platform.alighted
    # Whoever was not left behind waits for half a headway.
    standing = np.minimum(here, _arriving(platform) * half)
    behind = here - standing
    waiting = np.zeros_like(here)
    density, queue = [platform.people / platform.area_m2], [waiting]
    for _ in range(MINUTES):
        let_in = np.minimum(per_minute, entrance.demand + waiting)
        waiting = waiting + entrance.demand - let_in
        coming = platform.share * let_in
        left = walking * stay + coming * platform.walk_min * (1 - stay)
        arriving = walking + coming - left + platform.unmetered
        walking = left
        behind = np.maximum(0.0, behind + arriving - platform.take)
        standing = standing + (1 - np.exp(-1 / half)) * (arriving * half - standing)
        density.append((platform.alighted + behind + standing) / platform.area_m2)
        queue.append(waiting)
    band = _Bands(platform.belief)
    wait_min = (band(each / per_minute) for each in queue)
    return Course(tuple(map(band, density)), tuple(map(band, queue)), tuple(wait_min))


def _taken(platform: PlatformNow, *, wanted: float, people: float) -> float:
    """Give what trains take a minute: believed, and corrected by what is seen to become of it."""
    believed = platform.mean(platform.take)
    seen = platform.mean(platform.arrived) - platform.grew
    # Corrected by less than the feedback takes away for as many people more: it stays monotone.
    most = min(MOST_CORRECTED * believed, 0.5 * wanted / SETTLE_MIN)
    correction = min(max(seen - believed, -MOST_CORRECTED * believed), most)
    return believed + min(1.0, people / wanted) * correction


def _arriving(platform: PlatformNow) -> Floats:
    """Give who reaches the platform a minute: those on their way pass by within their walk."""
    arriving: Floats = platform.walking / platform.walk_min + platform.unmetered
    return arriving


def _outcome(reached: int | None, strictest: Course, wanted: float, *, free: bool) -> Outcome:
    """Say what kept the gates from holding the platform, where the rate was not `free`."""
    if reached is not None or free:
        return Outcome.HELD
    one_gate_holds = _reached(strictest.density, wanted) is not None
    return Outcome.NO_ROOM_OUTSIDE if one_gate_holds else Outcome.TRAINS_TAKE_TOO_FEW


def _reached(density: Sequence[Band], wanted: float) -> int | None:
    """Give the first minute from which on the platform stays at what is wanted."""
    over = [minute for minute, band in enumerate(density) if band.middle > wanted * NEARLY]
    first = over[-1] + 1 if over else 0
    return first if first < len(density) else None


def _full(queue: Sequence[Band], room: float) -> int | None:
    """Give the first minute in which more wait than the hall holds."""
    return next((minute for minute, band in enumerate(queue) if band.middle > room), None)


class _Bands:
    """Turns draws into a middle and its interval, by how far each draw is believed."""

    def __init__(self, belief: Floats) -> None:
        self.belief = belief

    def __call__(self, drawn: Floats) -> Band:
        order = np.argsort(drawn, kind="stable")
        weight = self.belief[order].cumsum() / self.belief.sum()
        # The first draw that so many are at or under: where every draw is more, so are all three.
        at = np.searchsorted(weight, BAND).clip(max=len(drawn) - 1)
        low, middle, high = (float(one) for one in drawn[order][at])
        return Band(low, middle, high)
