"""Hand the calendar of occasions down to whoever forecasts, in the words of the watch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from metro_flow.flow.usual import Day
from metro_flow.logbook.board import Board
from metro_flow.watch.day import SHANGHAI
from metro_flow.watch.outlook import Calendar, Coming
from stations.occasions.holidays import SpecialDay, kind_of
from stations.occasions.occasion import occasions_at


def calendar_of(
    board: Callable[[], Board], stations: Collection[str], holidays: Mapping[date, SpecialDay]
) -> Calendar:
    """Return a calendar that reads the board of occasions as it is when asked."""

    def asked(day: date) -> tuple[Day, Sequence[Coming]]:
        begins = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
        span = begins, begins + timedelta(days=1)
        now = board()
        coming = [
            Coming(station, each.starts, each.ends, each.attendance, each.source)
            for station in sorted(stations)
            for each in occasions_at(now, station, span)
        ]
        return kind_of(day, holidays), coming

    return asked
