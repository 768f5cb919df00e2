"""Boxes on a page, in PDF points with the origin at the top left (y grows downwards)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """An axis-parallel rectangle; ``x0 <= x1`` and ``y0 <= y1``, in PDF points. Never changed once it is made.

    No named tuple, and not frozen: reading its edges, which is done for every glyph many times over, would take eight times
    as long, or making it four times as long.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __iter__(self) -> Iterator[float]:
        return iter((self.x0, self.y0, self.x1, self.y1))

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.y1 - self.y0

    @property
    def x_mid(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2

    def grown(self, margin: float) -> Box:
        """The same box with ``margin`` points added on every side."""
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def overlaps(self, other: Box) -> bool:
        """Whether the two boxes share any area or edge."""
        return self.x0 <= other.x1 and other.x0 <= self.x1 and self.y0 <= other.y1 and other.y0 <= self.y1

    def rounded(self) -> list[float]:
        """The four numbers, to a hundredth of a point, as they go into JSON."""
        return [round(v, 2) for v in self]


def union(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all the given ones; None where none is given."""
    x0 = y0 = math.inf
    x1 = y1 = -math.inf
    for box in boxes:
        if box is not None:
            if box.x0 < x0:
                x0 = box.x0
            if box.y0 < y0:
                y0 = box.y0
            if box.x1 > x1:
                x1 = box.x1
            if box.y1 > y1:
                y1 = box.y1
    return Box(x0, y0, x1, y1) if x0 < math.inf else None
