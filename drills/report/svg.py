"""Draw a drill's moments as SVG that follows the page's colours, or its own on paper.

Colours are given as variables with a value beside each, in attributes alone: a page sets the
variables for dark and light, a file by itself shows the values, and no style needs to be allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from drills.debrief import Debrief
from drills.report.drawn import GLASS, Picture, Shape
from drills.report.gantt import picture_of
from drills.report.said import Reader

# None of these is a hue of the four colours, which mean alerts.
INKS: Final[Mapping[str, str]] = {
    "ink": "var(--ink, #14181c)",
    "soft": "var(--ink-soft, #495159)",
    "grid": "var(--line, #c3cad1)",
    "mark": "var(--line-strong, #6a737c)",
    "limit": "var(--ink, #14181c)",
    "answer": "var(--gantt-answer, #86b8b4)",
    "arrival": "var(--gantt-arrival, #1f6b67)",
    "response": "var(--fill-strong, #aab3bc)",
    "late": "var(--gantt-late, #7a3d8f)",
    "missed": "var(--gantt-late, #7a3d8f)",
    "pause": "var(--hatch, #c9cfd5)",
}
TYPE: Final = "var(--type, 'Noto Sans SC', 'Microsoft YaHei', sans-serif)"


def gantt_svg(debrief: Debrief, reader: Reader) -> str:
    """Return the picture of a drill as one SVG."""
    return svg_of(picture_of(debrief, reader, GLASS))


def svg_of(picture: Picture) -> str:
    """Return a picture as SVG."""
    wide, high = _n(picture.width), _n(picture.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" role="img" aria-label={quoteattr(picture.title)} '
        f'font-family="{TYPE}">'
    )
    return "\n".join([head, *(_drawn(each) for each in picture.shapes), "</svg>", ""])


def _drawn(shape: Shape) -> str:
    ink = INKS[shape.ink]
    match shape.kind:
        case "bar":
            return _bar(shape, ink)
        case "line":
            dash = ' stroke-dasharray="4 3"' if shape.ink == "mark" else ""
            thick = 2.5 if shape.ink == "limit" else 1
            return (
                f'<line x1="{_n(shape.x)}" y1="{_n(shape.y)}" x2="{_n(shape.x2)}" '
                f'y2="{_n(shape.y2)}" stroke="{ink}" stroke-width="{thick}"{dash}/>'
            )
        case "dot":
            return (
                f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.x2)}" fill="{ink}"/>'
            )
        case _:
            return (
                f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" fill="{ink}" '
                f'font-size="{_n(shape.size)}" text-anchor="{shape.anchor}">'
                f"{escape(shape.text)}</text>"
            )


def _bar(shape: Shape, ink: str) -> str:
    place = (
        f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.x2 - shape.x)}" '
        f'height="{_n(shape.y2 - shape.y)}"'
    )
    if shape.ink == "missed":
        return f'<rect {place} fill="none" stroke="{ink}" stroke-dasharray="3 2"/>'
    return f'<rect {place} fill="{ink}"/>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
