"""Name what the watch needs to know of a station, so that it need not know how one is described."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time

from metro_flow.alerts.rule import Rule
from metro_flow.flow.count import GateGroup
from metro_flow.flow.physics import StationPhysics
from metro_flow.flow.zone import EstimateByEye
from metro_flow.logbook.board import Board

Looks = Callable[[Board], Iterable[EstimateByEye]]


def nobody_looks(_board: Board) -> Iterable[EstimateByEye]:
    """Answer for a room in which nobody judges crowds by eye."""
    return ()


@dataclass(frozen=True, slots=True)
class Watched:
    """One station under watch.

    `physics` describes its insides at a local time of day; `looks` reads what its chiefs judged
    by eye off its room's board; `practised_in` is the room of a drill that plays it.
    """

    station: str
    gate_groups: tuple[GateGroup, ...]
    rules: tuple[Rule, ...]
    physics: Callable[[time], StationPhysics]
    looks: Looks = nobody_looks
    practised_in: str | None = None

    @property
    def room(self) -> str:
        """The name of the room that its figures go to: its own, unless it is played in a drill."""
        return self.practised_in or f"station/{self.station}"
