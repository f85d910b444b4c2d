"""Tell the district's figures as JSON and as a table that any program reads."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from metro_flow.clock import iso
from metro_flow.errors import Fault, Malformed
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.watch.day import SHANGHAI
from metro_flow.web import house
from metro_flow.web.describe import describe
from stations.district.figures.definitions import DEFINITIONS, Figure
from stations.district.figures.reading import period_of, read_records
from stations.district.figures.reckon import Group, assess
from stations.district.figures.record import Period

bp = APIBlueprint("figures", __name__, url_prefix="/api/district", tag="District")

# Longer than any office assesses at once; each day of it is read from nineteen books.
LONGEST: Final = timedelta(days=3 * 366)
WRITTEN: Final = re.compile(r"([12]\d{3})Q([1-4])", re.ASCII)
HEADER: Final = (
    "group_kind",
    "group",
    "group_en",
    "figure",
    "name_zh",
    "name_en",
    "value",
    "unit",
    "counted",
    "left_out",
    "definition_zh",
    "definition_en",
)


@dataclass(frozen=True, slots=True)
class FiguresTold:
    """The figures of a period by street and by line, each with its definition."""

    first: str
    last: str
    until: str
    now: str
    definitions: dict[str, dict[str, Any]]
    groups: list[dict[str, Any]]


@bp.get("/figures")
@describe(tells=FiguresTold)
def figures() -> Response:
    """Return the figures of a `quarter`, or from `first` to `last`; this quarter's otherwise."""
    period, groups = _assessed()
    return jsonify(
        {
            "first": period.first.isoformat(),
            "last": (period.after - timedelta(days=1)).isoformat(),
            "until": iso(period.until),
            "now": iso(house().clock.now()),
            "definitions": {
                figure.value: {
                    "name": {"zh": said.name.zh, "en": said.name.en},
                    "unit": said.unit.value,
                    "how": {"zh": said.how.zh, "en": said.how.en},
                }
                for figure, said in DEFINITIONS.items()
            },
            "groups": [_shown(group) for group in groups],
        }
    )


@bp.get("/figures.csv")
@describe(tells=str)
def table() -> Response:
    """Return the figures of a period as a CSV file, every line with its definition."""
    period, groups = _assessed()
    last = period.after - timedelta(days=1)
    response = Response(_csv(groups), mimetype="text/csv")
    name = f"figures-{period.first.isoformat()}-{last.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _assessed() -> tuple[Period, list[Group]]:
    mine = asker()
    mine.require(Right.SEE_DISTRICT)
    here = house()
    now = here.clock.now()
    period = _period(now)
    stations = [place.station for place in mine.places(Right.SEE_DISTRICT)]
    return period, assess(read_records(here, stations, period), period)


def _period(now: datetime) -> Period:
    today = now.astimezone(SHANGHAI).date()
    quarter = request.args.get("quarter")
    if quarter is not None:
        return _quarter(quarter, today, now)
    first, last = _day("first", _begins(today)), _day("last", today)
    if first > today:
        raise Malformed(Fault("first", first.isoformat(), f"a day up to today, {today}"))
    if last < first:
        raise Malformed(Fault("last", last.isoformat(), f"a day from {first} on"))
    if last - first > LONGEST:
        raise Malformed(Fault("last", last.isoformat(), "a day within three years of the first"))
    return period_of(first, last, now)


def _quarter(text: str, today: date, now: datetime) -> Period:
    """Return a quarter as far as it has come; one to come has nothing to assess."""
    found = WRITTEN.fullmatch(text)
    first = date(int(found[1]), 3 * int(found[2]) - 2, 1) if found else date.max
    if first > today:
        expected = f"a quarter such as 2015Q2, not after {today}"
        raise Malformed(Fault("quarter", text, expected))
    next_one = _begins(first + timedelta(days=100))
    return period_of(first, min(next_one - timedelta(days=1), today), now)


def _begins(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _day(name: str, otherwise: date) -> date:
    text = request.args.get(name)
    if text is None:
        return otherwise
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        found = date.min
    # A day is written one way, and its year has four digits.
    if found.isoformat() != text or found.year >= date.max.year:
        raise Malformed(Fault(name, text, "a day such as 2015-04-01"))
    return found


def _shown(group: Group) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "key": group.key,
        "names": {"zh": group.name.zh, "en": group.name.en},
        "stations": list(group.stations),
        "values": {
            figure.value: {
                "value": value.value,
                "counted": value.counted,
                "left_out": value.left_out,
            }
            for figure, value in group.values.items()
        },
    }


def _csv(groups: list[Group]) -> str:
    out = io.StringIO()
    # Spreadsheets read Chinese only when the file says that it is UTF-8.
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(HEADER)
    for group in groups:
        for figure in Figure:
            rows.writerow(_row(group, figure))
    return out.getvalue()


def _row(group: Group, figure: Figure) -> tuple[object, ...]:
    said, value = DEFINITIONS[figure], group.values[figure]
    return (
        group.kind,
        group.name.zh,
        group.name.en,
        figure.value,
        said.name.zh,
        said.name.en,
        "" if value.value is None else value.value,
        said.unit.value,
        value.counted,
        value.left_out,
        said.how.zh,
        said.how.en,
    )
