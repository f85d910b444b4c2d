"""What a journey through one evening needs: a served station, its desk, four chiefs, an album."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.journeys.chief import PATIENCE_S, Chief, Glass
from tests.journeys.desk import Desk
from tests.journeys.line import Line
from tests.real.product import Product

Give = Callable[[], BrowserContext]


class Evening:
    """One evening; the local police's tablet has a line that can be cut, and is kept by `again`."""

    def __init__(self, server: Product, cuttable: Line, album: Path, *, give: Give, again: Give):
        self.desk = Desk(server.address)
        self.line = cuttable
        self.album = album
        self._again = again
        self.master = Chief("station-master", server.port)
        self.transit = Chief("transit-police", server.port)
        self.local = Chief("local-police", cuttable.port)
        self.street = Chief("street", server.port)
        self.officer = Chief("district-officer", server.port)
        for chief in (self.master, self.transit, self.street, self.officer):
            chief.take(give())
        self.local.take(again())

    def __iter__(self) -> Iterator[Chief]:
        return iter((self.master, self.transit, self.local, self.street))

    def pass_time_until(self, moment: datetime) -> None:
        """Let the room's time fly to a moment, slower when it is near, and then go as in life."""
        self.desk.turn_clock(60)
        self.desk.wait_until(moment - timedelta(minutes=2))
        self.desk.turn_clock(12)
        self.desk.wait_until(moment)
        self.desk.turn_clock(1)

    def picture(self, chief: Chief, name: str) -> None:
        """Keep what a chief's glass shows."""
        chief.take_picture(self.album / f"{name}.png")

    def close_and_open_again(self, chief: Chief) -> None:
        """Close the chief's browser, all of it, and open it on what the tablet has kept."""
        chief.tablet.close()
        chief.take(self._again())
        chief.open()

    def taps(self) -> dict[str, str]:
        """Return every act that any tablet ever tried to send, by its ref."""
        return {ref: kind for chief in self for ref, kind in chief.taps.items()}

    def wait_for_one_picture(self) -> Glass:
        """Wait until all four show the same words; fail with what differs."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            seq = self.desk.room()["seq"]
            for chief in self:
                chief.sees_the_book_whole(seq)
            first, *others = [chief.glass() for chief in self]
            if all(other == first for other in others):
                return first
            assert time.monotonic() < deadline, "\n".join(map(str, [first, *others]))
