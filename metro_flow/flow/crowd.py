"""Step the people inside all stations, half a minute at a time, and hear trains in the exits.

Who enters walks through three stages (an Erlang time) to the platform and waits for a train; who
alights walks through three stages to the gates. When trains call nobody may tell, but those who
alight come out in bursts, and stay away when trains stay away. So for each line and direction
every moment of the last fourteen minutes is a *case*: "the last train called then". A case knows
how many wait since then, and how many of that train still walk out; its chance is multiplied by
how well it foretold the exits that were heard, and a new case is born of all others each step:

    chance of a case   p ← p · exp(t (o ln μ − μ))           o exits heard, μ foretold, t tempers
    a train calls      p₀ = Σ h p,  waiting₀ = Σ h p max(w − C, 0) / p₀       (`headway` says h)
    alighted then      rate of alighting · time since the train before
    still walking out  x ← x (o + a) / (e + a)               e its part of μ, a = 4 + 2 Σ x

Where a feed tells of the trains (`told`), h is one at their calls and nearly nothing between, and
waiting₀ is whom they left behind, where that is told.
The rate of alighting is what went out over what a rate of one would have sent out, both fading
within a quarter of an hour: while no train calls it stays.

Axes: S stages, K cases and one more for all that are older, 2 directions, L lines, V draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np

from metro_flow.flow.cases import believed, mean_of, spread_of, walk
from metro_flow.flow.count import Floats
from metro_flow.flow.draws import DRAWS, STAGES, Insides
from metro_flow.flow.headway import AGES, STEP_S
from metro_flow.flow.through import Through

# A train may be missing in its feed; then its exits speak for it.
UNTOLD: Final = 0.1
# Rates of alighting fade within a quarter of an hour.
RATE_FADES_S: Final = 900.0
# A twelfth of an hour's longest gap: after that trains bring no more than twelve minutes' worth.
LONGEST_LOAD_S: Final = 720.0
# Loads differ by a third or so from what is foretold, so no burst is believed to the letter.
LOADS_DIFFER: Final = 8.0
LOADS_FIRM: Final = 2.0
FEW: Final = 4.0
# A train two headways late is most likely not running (`headway`).
LATE_HEADWAYS: Final = 2.0
# Each hour the way out is learnt from what fits the exits, which is then worth a third.
FIT_KEPT: Final = 1 / 3
LEARN_STEPS: Final = 3_600 // STEP_S
LEARN: Final = 0.4
MOST_SLOWER: Final = 0.7
# The day turns at four in the morning in Shanghai; the middle of five days is a usual one.
DAY_STEPS: Final = 86_400 // STEP_S
DAY_TURNS: Final = 72_000 // STEP_S
DAYS: Final = 6


@dataclass(slots=True, eq=False)
class Crowd:
    """The people inside as step `block` begins; `step` moves them on in place.

    `walking` (S, L, V) to the platforms; `chance` and `waiting` (K + 1, 2, L, V) and `leaving`
    (S, K + 1, 2, L, V) by case; `out` and `due` (Z, V) are exits and what a rate of one would
    have sent out, of which `due_soon` (S, Z, V) is still walking. `fit` (Z, V) says how well each
    draw foretold the exits of late (logarithm), and `slower` (Z,) what came of it: how much longer
    than believed the way out takes (logarithm). `coming` (2, L, V) a second come to the platforms
    over a quarter of an hour; `peaks` (days, 2, L, V) are the most that came so, this day first.
    """

    block: int
    walking: Floats
    chance: Floats
    waiting: Floats
    leaving: Floats
    out: Floats
    due: Floats
    due_soon: Floats
    fit: Floats
    slower: Floats
    coming: Floats
    peaks: Floats

    @classmethod
    def nobody(cls, insides: Insides, block: int) -> Self:
        """Begin with empty stations, and trains that may have called at any time."""
        lines, stations = len(insides.lines), len(insides.stations)
        cases = (AGES + 1, 2, lines, DRAWS)
        return cls(
            block,
            np.zeros((STAGES, lines, DRAWS)),
            np.full(cases, 1 / (AGES + 1)),
            np.zeros(cases),
            np.zeros((STAGES, *cases)),
            np.zeros((stations, DRAWS)),
            np.full((stations, DRAWS), 60.0),
            np.zeros((STAGES, stations, DRAWS)),
            np.zeros((stations, DRAWS)),
            np.zeros(stations),
            np.zeros((2, lines, DRAWS)),
            np.zeros((DAYS, 2, lines, DRAWS)),
        )

    def copy(self) -> Crowd:
        """Give a crowd that can be stepped without moving this one."""
        arrays = (getattr(self, field.name).copy() for field in fields(self)[1:])
        return Crowd(self.block, *arrays)

    def step(self, insides: Insides, through: Through, row: int, *, length_s: float) -> None:
        """Move everyone on by one step, of which the last may be cut short by the clock."""
        self._walk_in(insides, through, row, length_s=length_s)
        self._walk_out(insides, through, row, length_s=length_s)
        self._call(insides, through, row, length_s=length_s)
        self.block += 1
        if self.block % LEARN_STEPS == 0:
            self._learn(insides)
        if self.block % DAY_STEPS == DAY_TURNS:
            self.peaks[1:] = self.peaks[:-1].copy()
            self.peaks[0] = 0

    def present(self, insides: Insides) -> Present:
        """Tell who is present: the mean of all cases, and how they differ."""
        chance = self.chance
        part = insides.on_platform[:, np.newaxis, np.newaxis]  # (S, 1, 1, L, V)
        alighted = (part * self.leaving).sum(axis=0)
        leaving = self.leaving.sum(axis=0) - alighted
        near = mean_of(chance, self.waiting + alighted)
        far = mean_of(chance, leaving)
        return Present(
            self.walking.sum(axis=0),
            mean_of(chance, self.waiting).sum(axis=0),
            mean_of(chance, alighted).sum(axis=0),
            far.sum(axis=0),
            spread_of(chance, self.waiting + alighted, near),
            spread_of(chance, leaving, far),
            spread_of(chance, self.waiting + alighted + leaving, near + far),
        )

    def _walk_in(self, insides: Insides, through: Through, row: int, *, length_s: float) -> None:
        # The ways in and out are one way, but half of what makes one slow is its own affair.
        slower = np.exp(self.slower / 2)[insides.station_of_line, np.newaxis]
        arrived = walk(self.walking, insides.walk_in_s * slower, length_s=length_s)
        self.walking[0] += through.entering[row]
        coming = insides.toward * (arrived + through.changing[row])
        self.waiting += coming
        self.coming += (1 - np.exp(-length_s / RATE_FADES_S)) * (coming / length_s - self.coming)
        np.maximum(self.peaks[0], self.coming, out=self.peaks[0])

    def _walk_out(self, insides: Insides, through: Through, row: int, *, length_s: float) -> None:
        slower = np.exp(self.slower)[:, np.newaxis]
        out_s = insides.out_s * slower[insides.station_of_line]
        exits = through.exits[row]
        foretold = walk(self.leaving, out_s, length_s=length_s)
        self._weigh(insides, foretold, exits, heard=through.heard[row])
        due = walk(self.due_soon, out_s[insides.first_line], length_s=length_s)
        fade = np.exp(-length_s / RATE_FADES_S)
        self.out *= fade
        self.out += exits
        self.due *= fade
        self.due += due

    def _weigh(self, insides: Insides, foretold: Floats, exits: Floats, *, heard: Floats) -> None:
        """Weigh each case by the exits that were heard, and mend how many of it still walk out."""
        of_line = insides.station_of_line
        each = mean_of(self.chance, foretold)  # (2, L, V)
        station = np.zeros_like(exits)
        np.add.at(station, of_line, each.sum(axis=0))
        heard_out = exits[of_line]
        # One for all draws, or those that foretell many would be judged more mildly.
        temper = (heard / (1 + station.mean(axis=1) / LOADS_DIFFER))[of_line, np.newaxis]
        # What the other lines and the other direction bring; half a person, or noise is news.
        beside = station[of_line] - each + 0.02 * heard_out + 0.05
        foretold_all = foretold + beside
        fit = np.log(foretold_all)
        fit *= heard_out
        fit -= foretold_all
        fit *= temper
        best = fit.max(axis=0)
        fit -= best
        self.chance *= np.exp(fit, out=fit)
        whole = self.chance.sum(axis=0)
        self.chance /= whole
        self._note_fit(insides, np.log(whole) + best)
        firm = LOADS_FIRM * self.leaving.sum(axis=0)
        firm += FEW
        self.leaving *= (foretold * (heard_out / foretold_all) + firm) / (foretold + firm)

    def _note_fit(self, insides: Insides, fit: Floats) -> None:
        served = insides.toward > 0
        # Lines share their station's exits: what one of them foretells well all do.
        np.add.at(
            self.fit,
            insides.station_of_line,
            (fit * served).sum(axis=0) / insides.beside[:, np.newaxis],
        )

    def _learn(self, insides: Insides) -> None:
        """Move the way out towards the draws that foretold the exits best."""
        out_s = np.log(insides.out_s[insides.first_line])
        step = ((believed(self.fit) - 1 / DRAWS) * out_s).sum(axis=1)
        self.slower = (self.slower + LEARN * step).clip(-MOST_SLOWER, MOST_SLOWER)
        # What was learnt from has had its say.
        self.fit *= FIT_KEPT

    def places(self, insides: Insides) -> Floats:
        """Give the places on the next train where nobody tells: (2, L, V).

        A usual day is carried: trains believed to leave people behind over a quarter of an hour,
        day by day, have more places than that.
        """
        usual = np.sort(self.peaks[1:], axis=0)
        known = (usual[:, :1, :1, :1] > 0).sum()
        middle = usual[DAYS - 1 - known + (known - 1) // 2] if known else 0.0
        carried = np.maximum(insides.places, middle * insides.headway_s)
        believed: Floats = np.broadcast_to(carried, self.coming.shape)
        return believed

    def _places(self, insides: Insides, through: Through, row: int) -> Floats:
        """Give the places on the next train, as told or else as believed."""
        places = self.places(insides)
        told = through.places[row][..., np.newaxis]
        given: Floats = np.where(np.isnan(told), places, told)
        return given

    def running(self, insides: Insides) -> Floats:
        """Say how likely trains run: that one called within the last two headways: (2, L, V)."""
        since_s = insides.ages_s(-self.block % AGES) - STEP_S
        late = since_s > LATE_HEADWAYS * insides.headway_s
        running: Floats = (self.chance * ~late).sum(axis=0)
        return running

    def _call(self, insides: Insides, through: Through, row: int, *, length_s: float) -> None:
        """Let trains call: of all cases one more is born, that they called in this step."""
        oldest = -self.block % AGES
        call = insides.calls(oldest, cut=length_s / STEP_S)
        calls = through.calls[row][..., np.newaxis]
        if (calls >= 0).any():
            call = np.where(calls == 1, 1.0, np.where(calls == 0, UNTOLD * call, call))
        told = through.places[row][..., np.newaxis]
        places = np.where(np.isnan(told), self.places(insides), told)
        born = self.chance * call
        self.chance -= born
        whole = born.sum(axis=0)
        born /= np.maximum(whole, 1e-30)
        waiting = mean_of(born, np.maximum(self.waiting - places, 0.0))
        left_behind = through.left_behind[row][..., np.newaxis]
        waiting = np.where(np.isnan(left_behind), waiting, left_behind)
        leaving = mean_of(born, self.leaving)
        since = (born * np.minimum(insides.ages_s(oldest), LONGEST_LOAD_S)).sum(axis=0)
        rate = (self.out + 0.05) / (self.due + 5.0)
        share = insides.alighting * since
        leaving[0] += share * rate[insides.station_of_line]
        np.add.at(self.due_soon[0], insides.station_of_line, (share * whole).sum(axis=0))
        self._age(oldest)
        self.chance[oldest], self.waiting[oldest] = whole, waiting
        self.leaving[:, oldest] = leaving

    def _age(self, oldest: int) -> None:
        """Put the oldest case among those that are older still."""
        young, old = self.chance[oldest], self.chance[AGES]
        whole = young + old
        part = young / np.maximum(whole, 1e-30)
        self.waiting[AGES] += part * (self.waiting[oldest] - self.waiting[AGES])
        self.leaving[:, AGES] += part * (self.leaving[:, oldest] - self.leaving[:, AGES])
        self.chance[AGES] = whole


@dataclass(frozen=True, slots=True, eq=False)
class Present:
    """The people as one step ended, the mean of all cases: (L, V), and their variance.

    `alighted` are still on the platform, `leaving` between it and the gates; `near` is the
    variance of those on the platform, `far` of those who left it, `all` of both together.
    """

    walking: Floats
    waiting: Floats
    alighted: Floats
    leaving: Floats
    near: Floats
    far: Floats
    all: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What was found by stepping: who was present as each of the last steps ended, and the end."""

    present: Sequence[Present]
    end: Crowd
