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

    The advance of a KaTeX radical is where its bar begins. ``extent`` is left, right and the number of strokes (0: any) where
    shapes begin alike.
    """

    font: str
    character: str
    advance: float
    ends: tuple[Point, ...]
    extent: tuple[float, float, int] | None

    def fits(self, ends: Sequence[Point], left: float, right: float) -> bool:
        """Whether a shape with these ends is this one."""
        if len(ends) < len(self.ends):
            return False
        alike = all(abs(x - u) < NEAR and abs(y - v) < NEAR for (x, y), (u, v) in zip(self.ends, ends, strict=False))
        if not alike or self.extent is None:
            return alike
        x0, x1, strokes = self.extent
        return abs(left - x0) < NEAR and abs(right - x1) < NEAR and strokes in (0, len(ends))


@cache
def _outlines() -> dict[tuple[int, int], list[Outline]]:
    """The shapes by where they begin, in whole units."""
    found: dict[tuple[int, int], list[Outline]] = {}
    for line in (FONT_DATA / "outlines.txt").read_text(encoding="utf-8").splitlines():
        font, character, advance, points, *extent = line.split("\t")
        ends = tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in points.split(" ")))
        limits = [float(v) for v in extent[0].split(",")] if extent else None
        known = Outline(
            font, character, float(advance), ends, (limits[0], limits[1], int(limits[2])) if limits else None
        )
        found.setdefault((round(ends[0][0]), round(ends[0][1])), []).append(known)
    return found


def outline(ends: Sequence[Point], left: float, right: float) -> Outline | None:
    """The shape whose strokes end there, which reaches from ``left`` to ``right``; all in the shape's units."""
    if not ends:
        return None
    begins = round(ends[0][0]), round(ends[0][1])
    return next((known for known in _outlines().get(begins, ()) if known.fits(ends, left, right)), None)
