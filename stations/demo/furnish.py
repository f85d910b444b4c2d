"""Put into a process what the demo adds: its people, its plans, its books, its day, its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from metro_flow.clock import ClockState
from metro_flow.db import db
from metro_flow.errors import Unknown
from metro_flow.kept_clock import find_clock, keep_clock
from metro_flow.web import House, house
from stations.demo.adopt import adopt_plans
from stations.demo.between import say_between
from stations.demo.day import play
from stations.demo.seed import seed

if TYPE_CHECKING:
    from flask import Flask

# Half past five in Shanghai: the evening peak of the real day is about to begin.
BEGINS: Final = datetime(2015, 4, 1, 9, 30, tzinfo=UTC)
KEEP_CLOCK_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Show:
    """What the demo plays: where the surge comes, how large it is, how fast the clock goes."""

    station: str
    surge: float
    speed: float


def furnish(app: Flask, show: Show) -> None:
    """Furnish a process for the demo; a second run finds what the first one put in."""
    here = house(app)
    if show.station not in here.atlas:
        known = "known are " + ", ".join(sorted(here.atlas))
        raise Unknown("station", show.station, known=known)
    with app.app_context():
        set_clock(here, show.speed)
        everybody = seed(here)
        adopt_plans(here, everybody, BEGINS)
        say_between(here, everybody, BEGINS)
        if here.watch is not None:
            play(here, station=show.station, surge=show.surge, begins=BEGINS)


def set_clock(here: House, speed: float) -> None:
    """Let room time begin shortly before the peak, or go on where it was when the demo ended."""
    kept = find_clock(db.engine)
    written = [here.shelf.open(room).board().at for room in here.shelf.rooms()]
    reached = [BEGINS, *(at for at in written if at), *([kept.base] if kept else [])]
    _keep(here, ClockState(base=max(reached), started=here.clock.real(), speed=speed))
    engine = db.engine

    def keep() -> None:
        state = here.clock.state()
        keep_clock(engine, state.turned(state.speed, here.clock.real()))

    # A restart goes on at most this long before the demo was ended.
    here.sockets.chores.add(KEEP_CLOCK_S, keep)


def _keep(here: House, state: ClockState) -> None:
    keep_clock(db.engine, state)
    here.clock.follow(state)
