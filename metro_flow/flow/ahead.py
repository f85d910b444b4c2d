"""Say how soon a zone will hold so many people, for a warning is worth the minutes it leaves.

What one check found (`Occupied`) is moved on in 64 *futures*: each of the sixteen draws four
times. A future picks a case of when the last trains called, by its chance, and lets trains call
as its draw believes them; the longer none has called, the surer none will (`headway`). People
enter at the rate of the last five minutes, which fades into what is forecast where that is known:

    rate(t) = f · (forecast(t) + (now − forecast(0)) · e^(−t / 15 min))      f one for each future
    ln f ~ N(0, 1 / people heard + 0.1²)      what five minutes do not tell, and what may change

With C the most people that a future has held by then, a threshold of N is reached within a while
with the chance Σ w Φ((C − N) / √C): whole people come by chance (Poisson), and each future weighs
as its draw is believed. Nothing is random: times of trains and f are a low-discrepancy sequence
(Kronecker's, of golden ratios). The estimator is only read.

Ignored: people who turn away before a crowd, metering, a train that a person has been told of.
Axes: L lines, Z stations, V draws, M futures of a draw; zones as `inside` orders them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr

from metro_flow.errors import Fault, Malformed
from metro_flow.flow.cases import believed
from metro_flow.flow.count import Bools, Floats, Ints
from metro_flow.flow.draws import DRAWS, Insides
from metro_flow.flow.estimate import COVERAGE_FLOOR
from metro_flow.flow.futures import FUTURES, Coming, Futures
from metro_flow.flow.headway import STEP_S
from metro_flow.flow.inside import JAM_PER_M2
from metro_flow.flow.occupied import Occupied

MINUTES: Final = 20
# A chance below this is not told in minutes.
LEAST: Final = 0.01


@dataclass(frozen=True, slots=True)
class Reach:
    """The chance that so many people are reached, and the middle of the minutes until then.

    The minutes are those of the futures that reach it; None where next to none does.
    """

    probability: float
    minutes: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """The people of each zone in all futures.

    Attributes
    ----------
    after_s : array (steps,)
        Seconds from `now` to the end of each step.
    most : array (steps, zones, V · M)
        The most people that were in a zone up to then.
    weight : array (zones, V · M)
        How far each future is believed; sums to 1 over the futures.
    """

    now: int
    after_s: Floats
    most: Floats
    weight: Floats
    places: dict[tuple[str, str], int]
    known: Bools

    def reach(self, station: str, zone: str, people: float, within_s: float) -> Reach | None:
        """Say how likely a zone holds so many within so long; None where too little is heard.

        Parameters
        ----------
        station, zone : str
            As `ZoneOccupancy` names them: `platform-7`, `paid`, `unpaid`; `inside` is all of it.
        people : float
            The threshold; a zone that holds as many already is there in 0 minutes.
        within_s : float
            Seconds from now, at most those looked ahead.
        """
        row = self._place(station, zone)
        if not self.known[row]:
            return None
        chances = self._chances(np.asarray([row]), np.asarray([people]))[: self._steps(within_s), 0]
        chance = float(chances[-1])
        if chance < LEAST:
            return Reach(chance, None)
        first = int(np.argmax(chances >= chance / 2))
        return Reach(chance, float(self.after_s[first]) / 60)

    def chance(self, people: Floats, within_s: float) -> Floats:
        """Give the chance of each zone's own threshold (zones,); NaN where too little is heard."""
        rows = np.arange(len(self.known))
        steps = slice(self._steps(within_s) - 1, self._steps(within_s))
        found = self._chances(rows, np.asarray(people, np.float64), steps)[-1]
        return np.where(self.known, found, np.nan)

    def reached(self, chance: float, within_s: float) -> Floats:
        """Give the people that each zone reaches with this chance (zones,); NaN where unknown.

        Over what the zone holds, that is a figure a rule can have thresholds for.
        """
        if not 0 < chance < 1:
            raise Malformed(Fault("chance", chance, "between 0 and 1"))
        most = self.most[self._steps(within_s) - 1]
        order = np.argsort(most, axis=1)
        weight = np.take_along_axis(self.weight, order, axis=1).cumsum(axis=1)
        first = np.minimum((weight < 1 - chance).sum(axis=1), most.shape[1] - 1)
        found = np.take_along_axis(most, order, axis=1)[np.arange(len(most)), first]
        return np.where(self.known, found, np.nan)

    def _chances(self, rows: Ints, people: Floats, steps: slice = slice(None)) -> Floats:
        """Give the chance that each row's people are reached by each step: (steps, rows)."""
        most = self.most[steps, rows]
        over = (most - people[:, np.newaxis]) / np.sqrt(np.maximum(most, 1.0))
        found: Floats = np.einsum("srf,rf->sr", ndtr(over), self.weight[rows])
        return found

    def _steps(self, within_s: float) -> int:
        last = float(self.after_s[-1])
        if not 0 <= within_s <= last:
            raise Malformed(Fault("within_s", within_s, f"0 … {last:g} seconds, as looked ahead"))
        return max(1, int(np.searchsorted(self.after_s, within_s, side="right")))

    def _place(self, station: str, zone: str) -> int:
        if (station, zone) not in self.places:
            known = ", ".join(of for one, of in self.places if one == station)
            expected = f"one of {known}" if known else "a zone of a station looked at"
            raise Malformed(Fault("zone", f"{station} {zone}", expected))
        return self.places[station, zone]


def look_ahead(
    occupied: Occupied, *, entering: Floats | None = None, minutes: int = MINUTES
) -> Ahead:
    """Move what one check found on by some minutes, in 64 futures.

    Parameters
    ----------
    occupied : Occupied
        What `Occupancy.check` gave; it is not changed.
    entering : array (minutes, Z), optional
        People a second forecast (or usual) to enter each station in each minute from now on; NaN
        where nothing is known, and then the present rate goes on.
    minutes : int
        How far to look, at least 1.

    Returns
    -------
    Ahead
        To be asked for any threshold of any zone.
    """
    insides, crowd = occupied.insides, occupied.steps.end
    since = crowd.block * STEP_S
    steps = -(-(occupied.now + 60 * minutes - since) // STEP_S)
    after_s: Floats = (since + STEP_S * (1.0 + np.arange(steps)) - occupied.now).astype(np.float64)
    coming = Coming.of(occupied, entering, after_s)
    platform, halls = Futures(insides, crowd).moved(coming)
    people = _zones(insides, coming, platform, halls)
    belief = believed(crowd.fit)
    weight = np.concatenate([belief[insides.station_of_line], *[belief] * 3])
    return Ahead(
        now=occupied.now,
        after_s=np.maximum(after_s, 0.0),
        most=np.maximum.accumulate(people, axis=0),
        weight=np.repeat(weight / FUTURES, FUTURES, axis=1),
        places=_places(insides),
        known=_known(occupied),
    )


def _zones(insides: Insides, coming: Coming, platform: Floats, halls: Floats) -> Floats:
    """Add up zones as `inside` does: (steps, zones, V · M)."""
    bears = (JAM_PER_M2 * insides.platform_m2)[:, np.newaxis, np.newaxis]
    packed = np.minimum(platform, bears)
    halls = halls + platform - packed
    halls += (coming.changing * insides.walk_in_s)[..., np.newaxis]
    paid = np.add.reduceat(halls, insides.first_line, axis=1)
    entering = coming.entering_station[..., np.newaxis, np.newaxis] * coming.factor
    unpaid = entering * insides.hall_in_s[..., np.newaxis]
    unpaid += (coming.leaving_station[:, np.newaxis] * insides.hall_out_s)[..., np.newaxis]
    whole = np.add.reduceat(packed, insides.first_line, axis=1) + paid + unpaid
    people = np.concatenate([packed, paid, unpaid, whole], axis=1)
    return people.reshape(*people.shape[:2], DRAWS * FUTURES)


def _places(insides: Insides) -> dict[tuple[str, str], int]:
    lines = [
        (one.station, f"platform-{line.line}") for one in insides.stations for line in one.lines
    ]
    rest = [
        (one.station, zone) for zone in ("paid", "unpaid", "inside") for one in insides.stations
    ]
    return {key: row for row, key in enumerate(lines + rest)}


def _known(occupied: Occupied) -> Bools:
    told = [occupied.coverage.of(one.station) for one in occupied.insides.stations]
    heard = np.asarray([until > 0 and share >= COVERAGE_FLOOR for share, until in told], np.bool_)
    return np.concatenate([heard[occupied.insides.station_of_line], *[heard] * 3])
