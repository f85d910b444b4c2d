"""Write a drill's report as a PDF that a bureau can sign and file.

Every page says that it is a drill's, which page of how many it is, and under which head of the
log it was written. The same debrief gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate

from drills.debrief import Debrief
from drills.report import pages, type
from drills.report.said import Reader
from drills.score import Sheet
from stations.profile.words import Words

EDGE: Final = 16 * mm
TOP: Final = 18 * mm
BOTTOM: Final = 18 * mm
# What ReportLab keeps free inside the edges, six points on each side.
FRAME: Final = 12.0


def report_pdf(debrief: Debrief, sheet: Sheet, reader: Reader, *, station: Words) -> bytes:
    """Return the report; written twice, since the first time tells how many pages there are."""
    type.set_type()
    counted = _Pages(debrief, reader)
    _build(debrief, sheet, reader, station=station, pages_=counted)
    counted.of = counted.count
    return _build(debrief, sheet, reader, station=station, pages_=counted)


class _Pages:
    """What stands on each page beside its content."""

    def __init__(self, debrief: Debrief, reader: Reader) -> None:
        self.debrief = debrief
        self.reader = reader
        self.count = 0
        self.of = 0

    def draw(self, canvas: Any, document: Any) -> None:
        """Draw the label, the watermark and the foot of one page."""
        self.count = document.page
        width, height = A4
        canvas.saveState()
        self._watermark(canvas, width, height)
        canvas.setFillColor(type.INK)
        canvas.rect(0, height - 12 * mm, width, 12 * mm, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(type.NAME, 11)
        t = self.reader.t
        canvas.drawString(EDGE, height - 8 * mm, t("exercise.long"))
        canvas.drawRightString(width - EDGE, height - 8 * mm, self.debrief.planned.drill)
        self._foot(canvas, width)
        canvas.restoreState()

    def _watermark(self, canvas: Any, width: float, height: float) -> None:
        canvas.saveState()
        canvas.setFillColor(type.WATER)
        canvas.setFont(type.NAME, 96)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(40)
        for down in (-230, 0, 230):
            canvas.drawCentredString(0, down, self.reader.t("exercise"))
        canvas.restoreState()

    def _foot(self, canvas: Any, width: float) -> None:
        canvas.setStrokeColor(type.LINE)
        canvas.line(EDGE, 13 * mm, width - EDGE, 13 * mm)
        canvas.setFillColor(type.SOFT)
        canvas.setFont(type.NAME, 7.5)
        head = f"{self.debrief.head.seq}:{self.debrief.head.sha256[:16]}"
        canvas.drawString(EDGE, 9 * mm, self.reader.t("head", head=head))
        page = self.reader.t("page", page=self.count, pages=self.of)
        canvas.drawRightString(width - EDGE, 9 * mm, page)


def _build(
    debrief: Debrief, sheet: Sheet, reader: Reader, *, station: Words, pages_: _Pages
) -> bytes:
    out = BytesIO()
    title = f"{reader.t('title')} {debrief.planned.drill}"
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=EDGE,
        rightMargin=EDGE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=title,
        author="Metro Flow",
        subject=reader.t("exercise.long"),
        lang="zh-CN" if reader.language == "zh" else "en",
        # No date of writing and no random id: the same debrief is the same file.
        invariant=1,
    )
    story = pages.story_of(debrief, sheet, reader, station=station, width=A4[0] - 2 * EDGE - FRAME)
    document.build(story, onFirstPage=pages_.draw, onLaterPages=pages_.draw)
    return out.getvalue()
