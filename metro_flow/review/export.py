"""Write a station's day as a table that any program reads: one line a minute, gate and way."""

from __future__ import annotations

import csv
import io

from metro_flow.watch.day import SHANGHAI, Day, first_minute_of, time_of_minute

HEADER = ("minute", "gate_group", "direction", "people", "heard_s", "backlog", "added")
WAYS = ("in", "out")


def csv_of(day: Day) -> str:
    """Return the day's minutes as CSV; a minute of which nothing was heard has no line."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADER)
    heard_s = day.heard_s
    first = first_minute_of(day.day)
    for minute, group, way in zip(*((heard_s > 0) | (day.backlog > 0)).nonzero(), strict=True):
        begins = time_of_minute(first + int(minute)).astimezone(SHANGHAI)
        table.writerow(
            (
                begins.isoformat(),
                day.gate_groups[group],
                WAYS[way],
                day.people[minute, group, way],
                heard_s[minute, group, way],
                day.backlog[minute, group, way],
                int(day.added[minute]),
            )
        )
    return out.getvalue()
