"""Read what a question to the review asks for, once, and say no to whoever may not ask it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from flask import Response, request

from metro_flow.errors import Fault, Malformed
from metro_flow.people.asker import asker
from metro_flow.people.permission import Right
from metro_flow.review.curves import COLUMNS, Way
from metro_flow.review.heat import CELLS
from metro_flow.review.ink import LANGUAGES, Language
from metro_flow.web import house

# A month: what is longer belongs into a table, and would keep everybody else waiting.
MOST_DAYS: Final = 31


def may_review(station: str) -> None:
    """Refuse whoever may not look at a station's curves; the one gate of all reviews."""
    asker().require_at(Right.READ_CURVES, station)


def reviewed_stations() -> list[str]:
    """Return the stations whose curves whoever asks may look at; refuse whoever has none."""
    mine = [place.station for place in asker().places(Right.READ_CURVES)]
    if not mine:
        asker().require(Right.READ_CURVES)
    return mine


def date_of(text: str, field: str = "day") -> date:
    """Return the day that a text names."""
    try:
        found = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise Malformed(Fault(field, text, "a day such as 2015-04-01")) from None
    if found.isoformat() != text:
        raise Malformed(Fault(field, text, "a day such as 2015-04-01"))
    return found


def span_of(first: str, last: str) -> tuple[date, date]:
    """Return the first and the last day of a span."""
    begins, ends = date_of(first, "first"), date_of(last, "last")
    if not 0 <= (ends - begins).days < MOST_DAYS:
        expected = f"a day from {begins} on, at most {MOST_DAYS} days with it"
        raise Malformed(Fault("last", last, expected))
    return begins, ends


def day_asked(field: str = "day") -> date:
    """Return the day that the question names."""
    return date_of(request.args.get(field, ""), field)


def way_asked() -> Way:
    """Return which way the question asks about; in, unless it says."""
    wanted = request.args.get("way", "in")
    for way in COLUMNS:
        if wanted == way:
            return way
    raise Malformed(Fault("way", wanted, "in, out or both"))


def cell_asked() -> int:
    """Return how many minutes a cell has; a quarter of an hour, unless the question says."""
    wanted = request.args.get("cell", "15")
    for cell in CELLS:
        if wanted == str(cell):
            return cell
    raise Malformed(Fault("cell", wanted, " or ".join(str(cell) for cell in CELLS)))


def language_asked() -> Language:
    """Return the language of a figure: the reader's own, unless the question says."""
    wanted = request.args.get("lang") or house().people.person(asker().person).language
    for language in LANGUAGES:
        if wanted == language:
            return language
    raise Malformed(Fault("lang", wanted, "zh or en"))


def table(text: str, name: str) -> Response:
    """Return a CSV file to be kept under a name."""
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def gate_groups_of(station: str) -> list[str]:
    """Return the gate groups that the atlas knows at a station."""
    return [group.id for group in house().atlas[station].gate_groups]
