"""Carry what a feed told of trains and of people who change lines from its post to the estimate.

They are told through the same door as counts and stored in the same batches, so a batch holds
them as plain values; trains are few, and need no columns of bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from metro_flow.flow.count import seconds_of, time_of
from metro_flow.flow.told import Changed, Told, TrainCall


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment until another every train of a line is told."""

    station: str
    line: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TrainsTold:
    """What one post tells of trains and changes."""

    stretches: tuple[Stretch, ...] = ()
    calls: tuple[TrainCall, ...] = ()
    changes: tuple[Changed, ...] = ()

    def __len__(self) -> int:
        return len(self.stretches) + len(self.calls) + len(self.changes)

    def filed(self) -> dict[str, list[list[Any]]]:
        """Return it as the plain values that are filed."""
        return {
            "stretches": [
                [each.station, each.line, seconds_of(each.since), seconds_of(each.until)]
                for each in self.stretches
            ],
            "calls": [
                [
                    each.station,
                    each.line,
                    seconds_of(each.at),
                    each.direction,
                    each.places,
                    each.left_behind,
                ]
                for each in self.calls
            ],
            "changes": [
                [
                    each.station,
                    each.line,
                    seconds_of(each.start),
                    seconds_of(each.end),
                    each.people,
                    each.came_from,
                ]
                for each in self.changes
            ],
        }

    @classmethod
    def of(cls, filed: Mapping[str, list[list[Any]]]) -> TrainsTold:
        """Read back what was filed."""
        return cls(
            tuple(
                Stretch(station, line, time_of(since), time_of(until))
                for station, line, since, until in filed["stretches"]
            ),
            tuple(
                TrainCall(station, line, time_of(at), *rest)
                for station, line, at, *rest in filed["calls"]
            ),
            tuple(
                Changed(station, line, time_of(start), time_of(end), *rest)
                for station, line, start, end, *rest in filed["changes"]
            ),
        )

    def tell(self, told: Told) -> None:
        """Tell the estimate; a line that has left the atlas since is left out."""
        for each in self.stretches:
            if told.knows(each.station, each.line):
                told.hear_stretch(each.station, each.line, since=each.since, until=each.until)
        told.hear_calls(each for each in self.calls if told.knows(each.station, each.line))
        told.hear_changes(
            each
            for each in self.changes
            if told.knows(each.station, each.line)
            and (each.came_from is None or told.knows(each.station, each.came_from))
        )


NOTHING_TOLD: Final = TrainsTold()
