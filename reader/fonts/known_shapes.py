"""Glyphs known by their shape, for files in which names and codes were lost: which known font is it, and which glyph of it.

Programs that write a PDF anew keep outlines to the unit while they drop names, number fonts, or write tables of
characters that are wrong. A shape is told by four figures, which need no more than the curves themselves.
``data/fonts/known_shapes.txt`` has them for fonts of mathematics (made by ``tests/typeset/known_shapes.py``): a line of glyph
names, then a line per font with ten characters per glyph.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from reader.fonts.glyph_names import FONT_DATA

#: ems; two shapes are the same where no figure differs by more: half a unit of rounding at either side, and the
#: difference between curves and the chords that they are measured by
ALIKE = 0.0025
#: ems; of several shapes that are alike, those this near to the nearest are as good
AS_NEAR = 0.0008
#: ems per step of the table, digits of its numbers, and the number that stands for zero
STEP, DIGITS, ZERO = 0.001, 90, 4050
FIRST = 33
#: characters of one glyph: its name's number and four figures; where in them the first two figures stand
RECORD = 10
SIZE = (2, 6)
#: a font is told by this share of the shapes that are looked at, at least (some are of accented letters)
SHARE = 0.75
#: how much the moments that tell mirror images weigh
MIRRORED = 2.0
#: weights of points of a triangle, one of whose corners is the origin, by shares of the others: exact to the third degree
TRIANGLE = ((-27 / 48, 1 / 3, 1 / 3), (25 / 48, 0.2, 0.2), (25 / 48, 0.6, 0.2), (25 / 48, 0.2, 0.6))
#: what producers add to a font's name: the part of its codes (pdftops), the encoding (MuPDF)
ADDED = re.compile(r"(_[0-9a-f]{0,2}|-Identity-?[HV]?|-(?=$))$")
#: letters of a name that is cut off, at least: 31 without a subset prefix and a hyphen
CUT = 23
#: words for fonts in names that are numbers
CALLED_FONT = re.compile(r"(?i)(cid)?(font|fnt|unnamed|mstt)")


class Shape(NamedTuple):
    """Four figures in ems, from the glyph's origin, such that signs which are used side by side differ in at least one.

    ``height`` of the ink; ``side`` of a square of the same area (a ring in an integral adds to nothing else); the mean of
    x over the area, with two moments about the centre added that tell signs from their mirror images, slashes by xy and
    braces by xy²; the mean of y.
    """

    height: float
    side: float
    x: float
    y: float

    def distance(self, other: Shape) -> float:
        """The largest difference of a figure, in ems."""
        return max(map(abs, (a - b for a, b in zip(self, other, strict=True))))


class Contours:
    """Follows an outline and says its shape; each curve counts as two chords by way of its middle."""

    def __init__(self) -> None:
        self._points: list[list[tuple[float, float]]] = []

    def move(self, x: float, y: float) -> None:
        """A new contour."""
        self._points.append([(x, y)])

    def line(self, x: float, y: float) -> None:
        """A straight side."""
        if self._points:
            self._points[-1].append((x, y))

    def curve(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        """A cubic curve."""
        if self._points:
            x0, y0 = self._points[-1][-1]
            self._points[-1] += [((x0 + 3 * (x1 + x2) + x3) / 8, (y0 + 3 * (y1 + y2) + y3) / 8), (x3, y3)]

    def shape(self) -> Shape | None:
        """The shape; None of a glyph without ink."""
        sums = [0.0] * 6
        for contour in self._points:
            px, py = contour[-1]
            for x, y in contour:
                for weight, i, j in TRIANGLE:
                    u, v, part = i * px + j * x, i * py + j * y, weight * (px * y - x * py) / 2
                    for n, moment in enumerate((1.0, u, v, u * v, v * v, u * v * v)):
                        sums[n] += part * moment
                px, py = x, y
        area = sums[0]
        if abs(area) < STEP * STEP:
            return None
        mean_x, mean_y, xy, yy, xyy = (moment / area for moment in sums[1:])
        slant = xy - mean_x * mean_y
        bulge = xyy - mean_x * yy - 2 * mean_y * slant
        ys = [y for contour in self._points for _, y in contour]
        return Shape(max(ys) - min(ys), math.sqrt(abs(area)), mean_x + MIRRORED * (slant + bulge), mean_y)


class KnownFont:
    """A font of the table. ``name`` is its PostScript name."""

    def __init__(self, name: str, records: str) -> None:
        self.name = name
        self._records = records

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its glyphs."""
        return frozenset(_names()[_number(self._records, at)] for at in range(0, len(self._records), RECORD))

    @cached_property
    def _by_size(self) -> dict[str, list[int]]:
        """Where in the records the glyphs of a height and area stand."""
        cells: dict[str, list[int]] = {}
        for at in range(0, len(self._records), RECORD):
            cells.setdefault(self._records[at + SIZE[0] : at + SIZE[1]], []).append(at)
        return cells

    def called(self, shape: Shape) -> list[str]:
        """The names that a glyph of this shape has in this font, likeliest first; none where it has no such glyph."""
        near = [
            (distance, at)
            for cell in _sizes_about(shape)
            for at in self._by_size.get(cell, ())
            if (distance := shape.distance(self._shape(at))) <= ALIKE
        ]
        least = min((distance for distance, _ in near), default=0.0)
        return [
            _names()[_number(self._records, at)]
            for distance, at in sorted(near, key=lambda n: n[1])
            if distance <= least + AS_NEAR
        ]

    def has(self, shape: Shape, cells: Sequence[str]) -> bool:
        """Whether a glyph is of this shape, whose neighbours in size are ``cells``."""
        return any(shape.distance(self._shape(at)) <= ALIKE for cell in cells for at in self._by_size.get(cell, ()))

    def _shape(self, at: int) -> Shape:
        return Shape(*(STEP * (_number(self._records, at + i) - ZERO) for i in range(2, RECORD, 2)))


def _number(records: str, at: int) -> int:
    return DIGITS * (ord(records[at]) - FIRST) + ord(records[at + 1]) - FIRST


def digits(number: int) -> str:
    """A number of the table in its two characters."""
    return chr(FIRST + number // DIGITS) + chr(FIRST + number % DIGITS)


def _sizes_about(shape: Shape) -> list[str]:
    """Height and area in the characters of the table, and those beside them as far as shapes are still alike."""
    first, second, reach = round(shape.height / STEP) + ZERO, round(shape.side / STEP) + ZERO, int(ALIKE / STEP)
    if not all(reach <= figure < DIGITS * DIGITS - reach for figure in (first, second)):
        return []
    steps = range(-reach, reach + 1)
    return [digits(first + i) + digits(second + j) for i in steps for j in steps]


@cache
def _lines() -> list[str]:
    return (FONT_DATA / "known_shapes.txt").read_text(encoding="ascii").splitlines()


@cache
def _names() -> list[str]:
    return _lines()[0].split(" ")


@cache
def _fonts() -> dict[str, KnownFont]:
    rows = (line.split(" ", 1) for line in _lines()[1:])
    return {name: KnownFont(name, records) for name, records in rows}


def is_numbered(name: str) -> bool:
    """Whether a font's name (without subset prefix) says nothing about the font: F3, R12, f-3-0, T1_0, CIDFont+F1."""
    return re.search("[A-Za-z]{3}", CALLED_FONT.sub("", name)) is None


def known_fonts(name: str) -> list[KnownFont]:
    """The fonts of this name (without subset prefix, but with what producers add to names): one, or none that is known.

    A name of ``CUT`` or more letters may be the beginning of several: MuPDF cuts names, the prefix included, at 31.
    """
    for called in (name, ADDED.sub("", name)):
        if called in _fonts():
            return [_fonts()[called]]
        if len(called) >= CUT and (found := [font for full, font in _fonts().items() if full.startswith(called)]):
            return found
    return []


def tell(shapes: Sequence[Shape]) -> list[KnownFont]:
    """The fonts that have glyphs of (most of) these shapes, each as many, in the order of the table; none where none has."""
    votes: Counter[str] = Counter()
    for shape in shapes:
        cells = _sizes_about(shape)
        fonts = {font for cell in cells for font in _fonts_by_size().get(cell, ())}
        votes.update(font for font in fonts if _fonts()[font].has(shape, cells))
    most = max(votes.values(), default=0)
    if most < max(SHARE * len(shapes), 1):
        return []
    return [font for font in _fonts().values() if votes[font.name] == most]


@cache
def _fonts_by_size() -> dict[str, set[str]]:
    """The fonts that have a glyph of a height and area."""
    cells: dict[str, set[str]] = {}
    start, end = SIZE
    for font in _fonts().values():
        records = font._records
        for cell in {records[at + start : at + end] for at in range(0, len(records), RECORD)}:
            cells.setdefault(cell, set()).add(font.name)
    return cells
