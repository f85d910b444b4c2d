"""Set rows into a table of the report: Chinese wraps, a table that goes on repeats its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import Paragraph, Table, TableStyle

from drills.report import type

_RULED: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, type.LINE),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]


def heading(text: str) -> Any:
    """Return a section's heading, which stays with what follows."""
    told = Paragraph(escaped(text), type.HEADING)
    told.keepWithNext = True
    return told


def cell(*lines: str, style: Any = type.CELL) -> list[Any]:
    """Return a cell of several lines; the first in ink, the others softer."""
    first, *rest = lines
    return [
        Paragraph(escaped(first), style),
        *(Paragraph(escaped(each), type.SMALL) for each in rest),
    ]


def grid(
    rows: Sequence[Sequence[Any]],
    shares: Sequence[float],
    width: float,
    *,
    head: bool = True,
    joined: bool = False,
    numbers: Sequence[int] = (),
) -> Any:
    """Return a table whose columns take their shares of the width; the first row is its head.

    Without a head every other column is a label; a table that is `joined` goes on from another.
    """
    laid = [
        [_laid(each, type.NUMBER if n in numbers else type.CELL) for n, each in enumerate(row)]
        for row in rows
    ]
    top = [] if joined else [("LINEABOVE", (0, 0), (-1, 0), 0.8, type.INK)]
    bands = [((0, 0), (-1, 0))] if head else [((n, 0), (n, -1)) for n in range(0, len(shares), 2)]
    dyed = [("BACKGROUND", *corners, type.BAND) for corners in bands]
    table = Table(laid, [share * width for share in shares], repeatRows=1 if head else 0)
    table.setStyle(TableStyle([*_RULED, *top, *dyed]))
    return table


def escaped(text: str) -> str:
    """Return a text that is no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _laid(value: Any, style: Any) -> Any:
    return Paragraph(escaped(value), style) if isinstance(value, str) else value
