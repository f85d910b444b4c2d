"""Score alarms against the true load, by the written protocol of the shared bench (`alertq`).

One wrapper for all: an alarm begins where the score passes its threshold and ends after five
minutes below 0.7 of it. A threshold is the least that raises one alarm a station-month on the clean
days before the test. Everything here is in minutes of one station's own row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

CLEARS_BELOW, CLEARS_AFTER = 0.7, 5
EARLIEST, LATEST = 45, 5
MONTH = 1440 * 30.4
FAULTS = ("dropout", "stuck", "double", "drift")
Span = tuple[int, int]


@dataclass(frozen=True)
class Test:
    """What is true of some stations between two minutes: load, events, and the reds."""

    load: np.ndarray
    capacity: np.ndarray
    events: tuple[tuple[str, int, int, int], ...]
    early: tuple[Span, ...]
    first: int
    last: int
    reds: list[list[Span]] = field(default_factory=list)

    @classmethod
    def of(cls, city: dict[str, Any], stations: int, first: int, last: int) -> Test:
        """Take the truth of a simulated city's first stations, from minute to minute."""
        load = city["L"][:stations] / city["C"][:stations, np.newaxis]
        events = tuple(
            (str(kind), int(s), int(a), int(b))
            for kind, s, a, b in city["events"]
            if s < stations and first <= a < last
        )
        early = tuple((int(s), int(a), int(b)) for s, a, b in city["pre"] if s < stations)
        made = cls(load, city["C"][:stations], events, early, first, last)
        made.reds.extend(_reds(row[first:last], first) for row in load)
        return made

    def kind_of(self, station: int, begin: int) -> str:
        """Name what an episode comes of: an event, or nothing but a busy day."""
        return next(
            (kind for kind, of, a, b in self.events if of == station and a - 5 <= begin <= b + 20),
            "natural",
        )


def _reds(load: np.ndarray, first: int) -> list[Span]:
    over = np.flatnonzero(load >= 1)
    if not over.size:
        return []
    parts = np.split(over, np.flatnonzero(np.diff(over) > 30) + 1)
    return [(int(part[0]) + first, int(part[-1]) + first) for part in parts]


def alarms(score: np.ndarray, threshold: float) -> list[Span]:
    """Give the alarms of one row as (begin, end) in its own minutes."""
    above = np.nan_to_num(score, nan=-np.inf) >= threshold
    begins = np.flatnonzero(above[1:] & ~above[:-1]) + 1
    if not begins.size:
        return []
    below = np.nan_to_num(score, nan=-np.inf) < CLEARS_BELOW * threshold
    count = np.cumsum(below)
    before = np.concatenate([np.zeros(CLEARS_AFTER, count.dtype), count[:-CLEARS_AFTER]])
    clear = np.flatnonzero(below & (count - before == CLEARS_AFTER))
    found, end = [], -1
    for begin in begins:
        if begin <= end:
            continue
        place = np.searchsorted(clear, begin)
        end = int(clear[place]) if place < len(clear) else len(score) - 1
        found.append((int(begin), end))
    return found


def threshold_for(score: np.ndarray, per_month: float) -> float:
    """Find the least threshold that raises so few alarms on clean days: (stations, minutes)."""
    allowed = per_month * score.size / MONTH
    low, high = 0.0, float(np.nanquantile(score, 1 - 1e-6)) * 1.5 + 1e-6
    for _ in range(22):
        middle = (low + high) / 2
        many = sum(len(alarms(row, middle)) for row in score)
        low, high = (middle, high) if many > allowed else (low, middle)
    return high


@dataclass
class Tally:
    """What one row's alarms came to."""

    found: dict[str, int] = field(default_factory=dict)
    episodes: dict[str, int] = field(default_factory=dict)
    lead: dict[str, list[int]] = field(default_factory=dict)
    quiet: int = 0
    advisory: int = 0
    raised_in: set[tuple[str, int, int]] = field(default_factory=set)
    false_in_fault: int = 0
    raised_again: int = 0
    met: int = 0
    begins: list[int] = field(default_factory=list)
    chatter: int = 0


def tally(score: np.ndarray, threshold: float, test: Test) -> Tally:
    """Raise alarms over the test minutes and hold them to the truth: score (stations, minutes)."""
    found = Tally()
    for station, row in enumerate(score):
        raised = [(a + test.first, b + test.first) for a, b in alarms(row, threshold)]
        found.begins += [a - test.first for a, _ in raised]
        ups = np.asarray([a for a, _ in raised])
        found.chatter += int(sum((np.abs(ups - a) < 1).sum() >= 3 for a in ups))
        used = _detected(found, raised, station, test)
        _false(found, [one for n, one in enumerate(raised) if n not in used], station, test)
    return found


def _detected(found: Tally, raised: list[Span], station: int, test: Test) -> set[int]:
    used: set[int] = set()
    for begin, end in test.reds[station]:
        kind = test.kind_of(station, begin)
        found.episodes[kind] = found.episodes.get(kind, 0) + 1
        right = [(u, v) for u, v in raised if u <= begin + LATEST and v >= begin - EARLIEST]
        # What went on already counts while it goes on; what began within the time may be over.
        right = [(u, v) for u, v in right if u >= begin - EARLIEST or v >= begin]
        if right:
            found.found[kind] = found.found.get(kind, 0) + 1
            lead = begin - max(right[0][0], begin - EARLIEST)
            found.lead.setdefault(kind, []).append(lead)
        hit = [n for n, (u, v) in enumerate(raised) if u <= end + 10 and v >= begin - EARLIEST]
        used.update(hit)
        found.raised_again += max(0, len(hit) - 1)
        found.met += bool(hit)
    return used


def _false(found: Tally, raised: list[Span], station: int, test: Test) -> None:
    for begin, _ in raised:
        if (test.load[station, max(0, begin - 10) : begin + 30] >= 0.8).any():
            continue
        if any(of == station and a <= begin < b for of, a, b in test.early):
            found.advisory += 1
            continue
        faults = [
            (kind, of, a)
            for kind, of, a, b in test.events
            if kind in FAULTS and of == station and a <= begin < b + 5
        ]
        found.raised_in.update(faults)
        found.false_in_fault += bool(faults)
        found.quiet += not faults


def figures(one: Tally, test: Test) -> dict[str, Any]:
    """Turn a tally into the figures of the goals."""
    whole, met = sum(one.episodes.values()), sum(one.found.values())
    lead = [each for of in one.lead.values() for each in of]
    stations, minutes = len(test.load), test.last - test.first
    months = stations * minutes / MONTH
    faults = sum(kind in FAULTS for kind, *_ in test.events)
    tens = np.bincount(np.asarray(one.begins, int) // 10, minlength=-(-minutes // 10))
    tens = tens * 60 / stations

    def share(part: float, of: float) -> float | None:
        return round(100 * part / of, 1) if of else None

    def kinds(of: dict[str, int], kind: str) -> float | None:
        return share(of.get(kind, 0), one.episodes.get(kind, 0))

    return {
        "found": share(met, whole),
        "concerts": kinds(one.found, "concert"),
        "failures": kinds(one.found, "failure"),
        "natural": kinds(one.found, "natural"),
        "lead": _median(lead),
        "lead_concerts": _median(one.lead.get("concert", [])),
        "lead_failures": _median(one.lead.get("failure", [])),
        "quiet_false": round(one.quiet / months, 2),
        "false_in_faults": round(one.false_in_fault / months, 2),
        "faults_raising": share(len(one.raised_in), faults),
        "advisories": one.advisory,
        "raised_again": round(one.raised_again / max(one.met, 1), 3),
        "chatter": one.chatter,
        "alarms_per_10_min": round(float(tens.mean()), 3),
        "alarms_p999": round(float(np.percentile(tens, 99.9)), 1),
        "episodes": dict(sorted(one.episodes.items())),
        "met": dict(sorted(one.found.items())),
        "faults": faults,
    }


def _median(values: list[int]) -> float | None:
    return float(np.median(values)) if values else None
