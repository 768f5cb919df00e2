"""Shapes that web pages draw in the place of glyphs: KaTeX's radicals, braces, arrows and tall brackets, MathJax's SVG output.

A browser prints such a shape in its own units (1/1000 em), so the ends of its first strokes tell which it is. The table
(``data/fonts/outlines.txt``, made by ``tools/outlines.cjs``) has them; a shape that is not in it stays a drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reader.fonts.glyph_names import FONT_DATA

Point = tuple[float, float]
#: units; browsers write coordinates with a few digits
NEAR = 1.6


@dataclass(frozen=True, slots=True)
class Outline:
    """A known shape: as which character of which font it counts, its advance, and its first ends, in units of 1/1000 em.

    The advance of a KaTeX radical is where its bar begins. ``box`` is that of all ends (left, top, right, bottom), and their
    number; ``tall`` is left, right and the number of strokes in the first part (0: any), of shapes whose height differs.
    """

    font: str
    character: str
    advance: float
    ends: tuple[Point, ...]
    box: tuple[float, ...] | None
    tall: tuple[float, ...] | None

    def fits(self, drawn: Drawn) -> bool:
        """Whether a shape is this one."""
        if len(drawn.ends) < len(self.ends):
            return False
        for (x, y), (u, v) in zip(self.ends, drawn.ends, strict=False):
            if abs(x - u) > NEAR or abs(y - v) > NEAR:
                return False
        if self.box is not None:
            return all(abs(a - b) < NEAR for a, b in zip(self.box[:4], drawn.box(), strict=True))
        if self.tall is not None:
            left, right, strokes = self.tall
            extent = drawn.box()
            alike = abs(extent[0] - left) < NEAR and abs(extent[2] - right) < NEAR
            return alike and strokes in (0, drawn.first)
        return True


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as it was drawn: the ends of all its strokes, and how many of them are in its first part."""

    ends: Sequence[Point]
    first: int

    def box(self) -> tuple[float, float, float, float]:
        """The smallest box of all ends."""
        xs, ys = [x for x, _ in self.ends], [y for _, y in self.ends]
        return min(xs), min(ys), max(xs), max(ys)


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(v) for v in text.split(","))


@cache
def _outlines() -> dict[tuple[int, int], list[Outline]]:
    """The shapes by where they begin, in whole units."""
    found: dict[tuple[int, int], list[Outline]] = {}
    for line in (FONT_DATA / "outlines.txt").read_text(encoding="utf-8").splitlines():
        font, character, advance, points, *more = line.split("\t")
        ends = tuple((x, y) for x, y in map(_numbers, points.split(" ")))
        tall = _numbers(more[0][1:]) if more and more[0].startswith("=") else None
        box = _numbers(more[0]) if more and tall is None else None
        known = Outline(font, character, float(advance), ends, box, tall)
        found.setdefault((round(ends[0][0]), round(ends[0][1])), []).append(known)
    return found


def outline(drawn: Drawn) -> Outline | None:
    """The shape that was drawn; in the shape's own units."""
    if not drawn.ends:
        return None
    begins = round(drawn.ends[0][0]), round(drawn.ends[0][1])
    alike = [known for known in _outlines().get(begins, ()) if known.fits(drawn)]
    return min(alike, key=lambda known: abs(known.box[4] - len(drawn.ends)) if known.box else 0.0, default=None)
