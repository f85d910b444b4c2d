"""Hold a picture as shapes that know neither glass nor paper, and how much room a text takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar, a line, a dot or a text; `ink` names its colour, `x2` and `y2` where it ends."""

    kind: str
    x: float
    y: float
    x2: float
    y2: float
    ink: str
    text: str = ""
    anchor: str = "start"
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a picture is drawn: its columns, its rows and its type."""

    width: float
    left: float
    right: float
    row: float
    text: float

    @property
    def plot(self) -> float:
        """The width of the picture's middle."""
        return self.width - self.left - self.right


GLASS: Final = Sizes(width=1140, left=240, right=262, row=30, text=14)
PAPER: Final = Sizes(width=490, left=106, right=132, row=13, text=7)


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture, drawn from its upper left corner."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]


def moved(shapes: list[Shape], down: float) -> list[Shape]:
    """Return shapes so much further down."""
    return [_moved_one(each, down) for each in shapes]


def _moved_one(shape: Shape, down: float) -> Shape:
    y2 = shape.y2 + down if shape.kind in ("bar", "line") else shape.y2
    return Shape(
        shape.kind,
        shape.x,
        shape.y + down,
        shape.x2,
        y2,
        shape.ink,
        shape.text,
        shape.anchor,
        shape.size,
    )


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is: a Chinese sign is as wide as high, a letter half of it."""
    return sum(size if ord(sign) > 0x2E7F else 0.56 * size for sign in text)


def clipped(text: str, width: float, size: float) -> str:
    """Return a text that fits a width, with an ellipsis where it was cut."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"
