"""A drill's report: drawn as SVG, told as JSON and CSV, set as a PDF to be signed."""

from drills.report.pdf import report_pdf
from drills.report.plain import debrief_json
from drills.report.said import Language, Reader, line_said
from drills.report.svg import gantt_svg
from drills.report.tables import sheet_csv, timeline_csv

__all__ = [
    "Language",
    "Reader",
    "debrief_json",
    "gantt_svg",
    "line_said",
    "report_pdf",
    "sheet_csv",
    "timeline_csv",
]
