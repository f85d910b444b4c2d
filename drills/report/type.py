"""Set the report in WenQuanYi Micro Hei, which carries every Chinese sign that a name may need.

It comes from the package index, locked by its hash, and is free under the Apache licence; its
outlines are TrueType, as ReportLab needs them, and only the signs used are embedded.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

NAME: Final = "MicroHei"
INK: Final = HexColor(0x14181C)
SOFT: Final = HexColor(0x495159)
LINE: Final = HexColor(0xB8C0C8)
BAND: Final = HexColor(0xEEF1F3)
WATER: Final = Color(0.08, 0.09, 0.11, alpha=0.06)


def set_type() -> None:
    """Make the type known once in a process."""
    if NAME in pdfmetrics.getRegisteredFontNames():
        return
    with as_file(files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc") as path:
        pdfmetrics.registerFont(TTFont(NAME, str(path), subfontIndex=0))


def style(
    size: float, *, lead: float = 1.4, soft: bool = False, above: float = 0
) -> ParagraphStyle:
    """Return a paragraph's style; Chinese breaks between any two signs."""
    return ParagraphStyle(
        f"size-{size}-{soft}-{above}",
        fontName=NAME,
        fontSize=size,
        leading=size * lead,
        textColor=SOFT if soft else INK,
        wordWrap="CJK",
        spaceBefore=above,
        spaceAfter=above * 0.45,
    )


TITLE: Final = ParagraphStyle("title", parent=style(20, above=4), alignment=TA_CENTER)
HEADING: Final = style(12.5, above=8)
TEXT: Final = style(9)
CELL: Final = style(8, lead=1.35)
SMALL: Final = style(7, lead=1.35, soft=True)
CENTRED: Final = ParagraphStyle("centred", parent=TEXT, alignment=TA_CENTER)
NUMBER: Final = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
