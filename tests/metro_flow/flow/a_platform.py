"""A platform as an adviser believes it, and a world that it does not know, to be followed in.

The world has single trains, single people's walks and constants of its own; the adviser believes
440 places each way every 150 s, 90 s of way, nine in ten of those let in, and 25 a gate-minute.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metro_flow.flow.control import Entrance, PlatformNow, advise
from metro_flow.flow.count import Floats
from metro_flow.flow.draws import DRAWS

FLAT = np.ones(DRAWS)
AREA_M2 = 1_200.0
WALK_MIN = 1.5
HEADWAY_S = 150
PLACES = 440
SHARE = 0.9
CHANGING = 50.0
PER_GATE = 25.0
GATES = 30


def a_platform(
    *, people: float, walking: float = 450.0, grew: float = 0.0, arrived: float = 350.0
) -> PlatformNow:
    """A platform of 1,200 m² from which trains take 350 a minute, as many as arrive."""
    return PlatformNow(
        area_m2=AREA_M2,
        people=FLAT * people,
        alighted=FLAT * 0.0,
        grew=grew,
        arrived=FLAT * arrived,
        walking=FLAT * walking,
        walk_min=FLAT * WALK_MIN,
        share=FLAT * SHARE,
        unmetered=FLAT * CHANGING,
        take=FLAT * 350,
        headway_min=FLAT * HEADWAY_S / 60,
        belief=FLAT / DRAWS,
    )


def an_entrance(
    demand: float, *, gates: int = GATES, room: float = 5_000.0, per_gate: float = PER_GATE
) -> Entrance:
    """Gates at which so many a minute would come in."""
    return Entrance(gates, FLAT * demand, FLAT * per_gate, room)


@dataclass(frozen=True)
class Evening:
    """What became of an evening: people on the platform each 10 s, and what passed the gates."""

    people: Floats
    gates: Floats
    came: float
    let_in: float
    queue: float

    def five_minute_means(self, *, after_min: int) -> Floats:
        """Density in stretches of five minutes."""
        later = self.people[after_min * 6 :]
        return later[: len(later) // 30 * 30].reshape(-1, 30).mean(axis=1) / AREA_M2


def evening(
    *,
    wanted: float,
    follow: bool,
    places: float = PLACES,
    walk_s: float = 90.0,
    changing: float = CHANGING,
    per_gate: float = PER_GATE,
    share: float = SHARE,
    uneven: float = 0.0,
    noise: float = 0.0,
    halt_min: tuple[int, int] = (0, 0),
    minutes: int = 120,
) -> Evening:
    """Live two hours in which 150 a minute come, then 600; the advice is asked each minute."""
    random = np.random.default_rng(3)
    platform = queue = came = let_in_all = 0.0
    on_the_way = np.zeros(3)
    people, passed, open_gates = [], [], []
    gates, next_train = GATES, 30.0
    for tick in range(minutes * 6):
        if tick % 6 == 0 and tick and follow:
            gates = _asked(people, passed, wanted=wanted, error=1 + noise * random.normal())
        arriving = (150 if tick < 60 else 600) / 6
        came += arriving
        let_in = min(queue + arriving, gates * per_gate / 6)
        queue += arriving - let_in
        let_in_all += let_in
        # Three like stages of way, as people walk.
        moved = on_the_way * (1 - np.exp(-10 / (walk_s / 3)))
        on_the_way += [share * let_in, moved[0], moved[1]] - moved
        platform += moved[2] + changing / 6
        if 10 * tick >= next_train:
            next_train += HEADWAY_S * (1 + uneven * random.uniform(-1, 1))
            if not halt_min[0] <= tick / 6 < halt_min[1]:
                platform -= min(platform, 2 * places)
        people.append(platform)
        passed.append(let_in)
        open_gates.append(gates)
    return Evening(np.array(people), np.array(open_gates)[::6], came, let_in_all, queue)


def _asked(people: list[float], passed: list[float], *, wanted: float, error: float) -> int:
    """Ask for the gates to leave open; walking is what the gates let in and a believed way."""
    # A platform is seen in means of a headway; five minutes lie between two of them.
    now, before = np.mean(people[-15:]), np.mean(people[-45:-30] or people[:1])
    minutes = min(30, max(1, len(people) - 15)) / 6
    way = int(WALK_MIN * 6)
    came = np.mean(passed[-38 - way : -8 - way] or [0]) * 6
    platform = a_platform(
        people=float(now) * error,
        walking=SHARE * sum(passed[-way:]),
        grew=float(now - before) / minutes,
        arrived=float(SHARE * came + CHANGING),
    )
    entrance = an_entrance(600.0, room=50_000.0)
    advice = advise(platform, entrance, wanted_per_m2=wanted)
    return GATES if advice is None else advice.gates_open
