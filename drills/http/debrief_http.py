"""A drill's debrief and report over HTTP: on the glass, as a picture, as tables, and to be signed.

Names are put in for those who may read names; whoever may not reads ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson
from apiflask import APIBlueprint
from flask import Response, jsonify, request

from drills.http.access import Onlooker, find_drill
from drills.http.calendar_http import names_of
from drills.http.debriefed import debriefed
from drills.report import (
    Language,
    Reader,
    debrief_json,
    gantt_svg,
    line_said,
    report_pdf,
    sheet_csv,
    timeline_csv,
)
from metro_flow.errors import Fault, Malformed
from metro_flow.people.permission import Right, may
from metro_flow.web import house
from metro_flow.web.describe import describe

if TYPE_CHECKING:
    from drills.calendar.planned import PlannedDrill
    from drills.debrief import Debrief
    from drills.score import RowPoints, Sheet

bp = APIBlueprint("debrief", __name__, url_prefix="/api/drills/<drill>", tag="Debrief")

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class DebriefTold:
    """A drill's debrief, the machine's sheet with its arithmetic in words, and the picture."""

    debrief: dict[str, Any]
    sheet: dict[str, Any]
    svg: dict[str, str]


@bp.get("/debrief")
@describe(tells=DebriefTold)
def debrief(drill: str) -> Response:
    """Return the debrief of a drill that is over."""
    mine, found = find_drill(drill)
    folded, sheet = debriefed(found)
    readers = {language: _reader(mine, found, language) for language in LANGUAGES}
    rows = {
        row.row.value: {
            "points": row.points,
            "most": row.of,
            "lines": _lines(row, folded, readers),
            "provisional": row.provisional,
        }
        for row in sheet.rows
    }
    return jsonify(
        {
            "debrief": orjson.loads(debrief_json(folded, sheet)),
            "sheet": {"rows": rows, "vetoes": [veto.value for veto in sheet.vetoes]},
            "svg": {language: gantt_svg(folded, reader) for language, reader in readers.items()},
        }
    )


@bp.get("/report.pdf")
@describe(tells=str)
def pdf(drill: str) -> Response:
    """Return the report of a drill as a PDF to be signed and filed."""
    found, folded, sheet, reader = _asked(drill)
    place = house().atlas[found.plan.station].name
    body = report_pdf(folded, sheet, reader, station=place)
    return _file(body, "application/pdf", f"drill-{drill}-{reader.language}.pdf")


@bp.get("/report.json")
@describe(tells=dict[str, Any])
def whole(drill: str) -> Response:
    """Return the debrief and its sheet as JSON, with the head of the log."""
    _, folded, sheet, _ = _asked(drill)
    return _file(debrief_json(folded, sheet), "application/json", f"drill-{drill}.json")


@bp.get("/timeline.csv")
@describe(tells=str)
def timeline(drill: str) -> Response:
    """Return the times of a drill as CSV."""
    _, folded, _, reader = _asked(drill)
    return _file(timeline_csv(folded, reader), "text/csv", f"drill-{drill}-timeline.csv")


@bp.get("/sheet.csv")
@describe(tells=str)
def sheet(drill: str) -> Response:
    """Return the sheet of a drill as CSV."""
    _, folded, filled, reader = _asked(drill)
    return _file(sheet_csv(folded, filled, reader), "text/csv", f"drill-{drill}-sheet.csv")


@bp.get("/gantt.svg")
@describe(tells=str)
def gantt(drill: str) -> Response:
    """Return the moments of a drill as a picture."""
    _, folded, _, reader = _asked(drill)
    return _file(gantt_svg(folded, reader), "image/svg+xml", f"drill-{drill}.svg")


def _asked(drill: str) -> tuple[PlannedDrill, Debrief, Sheet, Reader]:
    mine, found = find_drill(drill)
    folded, sheet = debriefed(found)
    return found, folded, sheet, _reader(mine, found, _language(mine))


def _lines(
    row: RowPoints, folded: Debrief, readers: dict[Language, Reader]
) -> list[dict[str, str]]:
    return [
        {language: line_said(reader, line, folded) for language, reader in readers.items()}
        for line in row.lines
    ]


def _reader(mine: Onlooker, drill: PlannedDrill, language: Language) -> Reader:
    """Return for whom it is written; whoever may read no names reads ids."""
    if not (mine.comes_in(drill) or may(Right.READ_NAMES, mine.grants)):
        return Reader(language)
    staff = drill.staff
    people = {each.person for each in drill.participants}
    people |= {drill.planner, drill.approved_by or "", staff.director, staff.safety}
    known = names_of(people | set(staff.evaluators))
    return Reader(language, {person: names[language] for person, names in known.items()})


def _language(mine: Onlooker) -> Language:
    wanted = request.args.get("lang") or mine.here.people.person(mine.person).language
    for language in LANGUAGES:
        if wanted == language:
            return language
    raise Malformed(Fault("lang", wanted, "zh or en"))


def _file(body: str | bytes, kind: str, name: str) -> Response:
    response = Response(body, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
