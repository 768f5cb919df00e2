"""TeX's bitmap fonts told by the widths and the ink of their characters.

A file made by dvips with PK fonts, or by pdfTeX without outlines, holds Type 3 fonts that say neither their name nor
what their characters are. But TeX's own metrics are public and fine: the widths of a handful of characters fit those of
one font only. Exact widths (pdfTeX) must fit to 0.0002 em; widths rounded to pixels (dvips) to a pixel and a half, for
Metafont widens many characters by one. Then the ink and the size at which a font is customarily used tell the rest.
``data/fonts/bitmap_fonts.txt`` holds the metrics (made by ``tests/typeset/bitmap_fonts.py``, which says how).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reader.fonts.glyph_names import FONT_DATA
from reader.fonts.identity import Identity, identify

#: em; exact widths fit this well (the table is rounded to 0.0001 em)
EXACT = 0.0002
#: pixels; a width that is no further than this from a whole number is one
WHOLE = 0.02
#: pixels; a rounded width is no further off: half a pixel by rounding, one where Metafont widened the character
WORST = 1.56
#: pixels; root mean square of those errors
USUAL = 0.4
#: ems and pixels; standard deviation of a side of the ink, by the rounding of the table and of the bitmap
INK_SPREAD = (0.007, 0.8)
#: limit of the cost of ink, and the cost of a font whose ink is not known
INK_LIMIT, INK_UNKNOWN = 6.0, 0.25
#: ems; where capitals and digits begin and end in fonts whose ink is not known, and the spread of that
LETTER_INK, LETTER_SPREAD = (0.0, 0.69), 0.06
LETTER_CODES = frozenset(b"0123456789ABCDEFGHIKLMNOPRSTUVWXYZ")
#: points of TeX in a point of PDF
TEX_POINT = 72.27 / 72
#: sizes at which LaTeX sets fonts, in TeX points
SIZES = (5, 6, 7, 8, 9, 10, 10.95, 12, 14.4, 17.28, 20.74, 24.88)
#: relative; a size this near to one of ``SIZES`` is that one
SIZE_TOLERANCE = 0.006
#: dots per inch of the printers that TeX makes bitmaps for
RESOLUTIONS = (300, 360, 400, 600, 720, 800, 1000, 1016, 1200, 1270, 2400, 2540, 4800, 8000)
RESOLUTION_TOLERANCE = 0.01
#: points; a pixel is never as small
TINY = 1e-6
#: points; smaller text is none: its size is hidden in the font matrix
LEAST_SIZE = 1.5
#: ems; height of capitals
CAPITAL = 0.68
#: dots per inch; finer bitmaps may be outlines in the units of a font
COARSE = 1300
#: letters in a font of text, at least
FEW_LETTERS = 8
#: relative; scales at which LaTeX sets fonts are tried within this of the one that the widths suggest
SCALE_RANGE = 0.04
#: cost by which the best font must beat the next that would mean something else
MARGIN = 0.45
#: cost of a doubling of the size against the one the font was designed for, and of a size LaTeX does not use
OFF_DESIGN = 6.0
ODD_SIZE = 1.5
#: fonts that LaTeX sets below 6 points with the design for 5, below 8 with that for 7, and else with that for 10
THREE_DESIGNS = ("msam", "msbm", "eufm", "eufb", "eusm", "eusb", "rsfs")
#: cost of a font that is already there at this size under another number
TAKEN = 0.7
#: cost of widths that do not fit at all where all the ink does
WRONG_WIDTHS = 2.0
#: characters of msbm to which PK files give arbitrary widths (its Metafont sources do), and the cost of not knowing more
ARBITRARY = frozenset(range(ord("A"), ord("Z") + 1))
LOOSE_WIDTHS = 0.5
#: cost of ink up to which it is taken to fit
INK_FITS = 0.6
#: a single character is no proof of a font that costs more than this
LONE_LIMIT = 1.6
#: share of the characters whose ink must be known then
INK_KNOWN = 0.6
#: cost of families that are used less than others with like widths
RARE = (
    (r"^(ecsl|tc)", 1.1),
    (r"^ec", 0.6),
    (
        r"^(cmsl|cmb\d|cmu|cmvtt|cmbxsl|cmsltt|cmitt|cmcsc|eufb|eusb|cmbsy|cmssi|dsss|bbmss|bbmbx|eur|euex|cmbxti|cmss[bd])",
        0.6,
    ),
    (r"^(msam|msbm|eu[frs][mb])(6|8|9)$", 0.35),
    (r"^(wasy|stmary|lasy|bbm|dsrom|bbold)", 0.35),
)
#: the character that the last of these are loaded for more often than not: the 1 of an indicator function
INDICATOR = 49

Ink = tuple[float, float, float, float]
#: ems; see the module that makes the table
INK_START, INK_STEP, INK_STEPS = -0.4, 0.02, 93
#: an item of the table longer than this has the ink before the width
WIDTH_DIGITS = 5
#: widths must differ this much among the characters of a font that is not at a printer's resolution
DISTINCT = 4


@dataclass(frozen=True)
class Metrics:
    """What the table holds of one font: design size in points; glyph names, widths and ink in ems by code."""

    name: str
    design: float
    names: tuple[str, ...]
    widths: dict[int, float]
    ink: dict[int, Ink]
    rare: float


@dataclass(frozen=True)
class BitmapFont:
    """A font that was told: its name, glyph names by code, and its size as a multiple of the size the file gives."""

    name: str
    names: tuple[str, ...]
    scale: float


@dataclass(frozen=True)
class Shown:
    """What a file holds of a font, in units of the size it gives.

    ``widths`` and ``ink`` (left, bottom, right, top; y upwards) by code, ``pixel`` the width of a pixel (the font matrix),
    ``size`` that size in points, which is wrong where the font matrix hides the scale.
    """

    widths: Mapping[int, float]
    ink: Mapping[int, Ink]
    pixel: float
    size: float


@cache
def table() -> tuple[Metrics, ...]:
    """The metrics of all known bitmap fonts."""
    encodings: dict[str, tuple[str, ...]] = {}
    made = []
    for line in (FONT_DATA / "bitmap_fonts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            _, label, *names = line.split(" ")
            encodings[label] = tuple("" if name == "-" else name for name in names)
            continue
        name, label, first, *row = line.split(" ")
        items = {int(first) + i: item for i, item in enumerate(row) if item != "-"}
        ink = {code: _ink(item[:4]) for code, item in items.items() if len(item) > WIDTH_DIGITS}
        widths = {code: int(item[4:] if code in ink else item) / 10_000 for code, item in items.items()}
        rare = next((cost for pattern, cost in RARE if re.search(pattern, name)), 0.0)
        made.append(Metrics(name, _design(name), encodings[label], widths, ink, rare))
    return tuple(made)


def _ink(letters: str) -> Ink:
    left, bottom, right, top = (INK_START + INK_STEP * (ord(c) - 33) for c in letters)
    return left, bottom, right, top


def _design(name: str) -> float:
    digits = re.sub(r"\D", "", name)
    return int(digits) / 100 if len(digits) == 4 else float(digits)


class Teller:
    """Tells the bitmap fonts of one document; it remembers which ones are there, as none is there twice."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, int]] = set()

    def tell(self, shown: Shown) -> BitmapFont | None:
        """The TeX font that this is, or None where none fits or several do that mean different things."""
        widths = {code: width for code, width in shown.widths.items() if width > 0}
        if not may_be_bitmaps(shown.widths, shown.pixel, shown.size):
            return None
        fits = list(_all_fits(widths, shown) if widths else _overlays(shown))
        if not fits:
            return None
        ranked = sorted(
            ((cost + self._repeated(m, scale, shown), scale, m) for cost, scale, m in fits), key=lambda fit: fit[0]
        )
        cost, scale, best = ranked[0]
        if len(widths) <= 1 and cost > LONE_LIMIT:
            return None
        if any(other - cost < MARGIN and not _same(best, m, widths) for other, _, m in ranked):
            return None
        self._taken.add((best.name, round(4 * scale * shown.size)))
        return BitmapFont(best.name.upper(), best.names, scale)

    def _repeated(self, metrics: Metrics, scale: float, shown: Shown) -> float:
        return TAKEN if (metrics.name, round(4 * scale * shown.size)) in self._taken else 0.0


def may_be_bitmaps(widths: Mapping[int, float], pixel: float, size: float) -> bool:
    """Whether this may be one of TeX's bitmaps at all: made for a printer, or of widths too many to fit by chance."""
    if not widths or pixel * size <= TINY:
        return False
    resolution = 72 / (pixel * size)
    printer = any(abs(resolution / dpi - 1) < RESOLUTION_TOLERANCE for dpi in RESOLUTIONS)
    return printer or len({round(w, 5) for w in widths.values()}) >= DISTINCT


def may_be_pictures(shown: Shown) -> bool:
    """Whether a font that could not be told may hold signs under the codes of letters: bitmaps, few of them at letters' codes."""
    if shown.pixel * shown.size <= TINY or 72 / (shown.pixel * shown.size) > COARSE:
        return False
    return sum(chr(code).isalpha() for code in shown.widths if code < 128) < FEW_LETTERS


def likely_scale(shown: Shown) -> float:
    """The scale of a font that could not be told: 1, or where its size is hidden what its ink suggests."""
    heights = sorted(top - bottom for _, bottom, _, top in shown.ink.values())
    if shown.size >= LEAST_SIZE or not heights:
        return 1.0
    return max(heights[len(heights) // 2] / CAPITAL, 1.0)


Fit = tuple[float, float, Metrics]


def _all_fits(widths: Mapping[int, float], shown: Shown) -> Iterator[Fit]:
    """The fits of all fonts that have these characters; where the widths fit none well, those of the ink as well."""
    rounded = all(abs(w / shown.pixel - round(w / shown.pixel)) < WHOLE for w in widths.values())
    known = [m for m in table() if all(m.widths.get(code) for code in widths)]
    fits = [fit for m in known for fit in _fits(m, widths, shown, rounded)]
    yield from fits
    if not fits or min(fit[0] for fit in fits) > WRONG_WIDTHS:
        for metrics in known:
            yield from _ink_fits(metrics, widths, shown)


def _overlays(shown: Shown) -> Iterator[Fit]:
    """The fits of a font of which only characters without width are shown: the slash of a negation."""
    for metrics in table():
        if metrics.ink and all(metrics.widths.get(code) == 0 for code in shown.widths):
            yield from _ink_fits(metrics, shown.widths, shown, 0.0)


def _fits(metrics: Metrics, widths: Mapping[int, float], shown: Shown, rounded: bool) -> Iterator[Fit]:
    """Cost, scale and font for every scale at which the widths fit."""
    known = metrics.widths
    loose = ARBITRARY if rounded and metrics.name.startswith("msbm") else frozenset()
    measured = {code: width for code, width in widths.items() if code not in loose}
    if not measured:
        yield from _ink_fits(metrics, widths, shown, LOOSE_WIDTHS)
        return
    guess = sum(w * known[c] for c, w in measured.items()) / sum(known[c] ** 2 for c in measured)
    for scale in (guess, *(s for s in _usual_scales(shown) if rounded and abs(s / guess - 1) < SCALE_RANGE)):
        errors = [abs(w - scale * known[c]) for c, w in measured.items()]
        if rounded:
            off = [error / shown.pixel for error in errors]
            if max(off) > WORST:
                continue
            misfit = max(math.sqrt(sum(e * e for e in off) / len(off)) / USUAL - 1, 0.0)
        else:
            if max(errors) > EXACT * scale:
                continue
            misfit = max(errors) / scale / EXACT / 2
        yield (
            misfit + _rareness(metrics, widths) + _size_cost(scale, shown, metrics) + _ink_cost(metrics, shown, scale),
            scale,
            metrics,
        )


def _ink_fits(metrics: Metrics, widths: Mapping[int, float], shown: Shown, cost: float = WRONG_WIDTHS) -> Iterator[Fit]:
    """The same by the ink alone, for PK files whose widths are wrong."""
    if sum(code in metrics.ink for code in widths) < INK_KNOWN * len(widths):
        return
    for scale in _usual_scales(shown):
        ink = _ink_cost(metrics, shown, scale, INK_FITS)
        if ink < INK_FITS:
            yield cost + ink + _rareness(metrics, widths) + _size_cost(scale, shown, metrics), scale, metrics


def _usual_scales(shown: Shown) -> list[float]:
    return [1.0, *(points / TEX_POINT / shown.size for points in SIZES)]


def _rareness(metrics: Metrics, codes: Mapping[int, float]) -> float:
    return 0.0 if set(codes) == {INDICATOR} and metrics.name.startswith(("bbm", "dsrom")) else metrics.rare


def _ink_cost(metrics: Metrics, shown: Shown, scale: float, limit: float = INK_LIMIT) -> float:
    """How far the ink of the characters is from that of the font's outlines: excess of the mean square over chance.

    A cost that is surely above ``limit`` may come back as ``INK_LIMIT``: few characters tell most fonts apart.
    """
    if not metrics.ink:
        return INK_UNKNOWN + _letter_cost(metrics, shown, scale)
    spread = INK_SPREAD[0] + INK_SPREAD[1] * shown.pixel / scale
    most = (2 * limit + 1) * spread**2 * 4 * len(shown.widths)
    total, count = 0.0, 0
    for code in shown.widths:
        sides, outline = shown.ink.get(code), metrics.ink.get(code)
        if sides is None:
            continue
        if outline is not None:
            for there, here in zip(outline, sides, strict=True):
                total += (there - here / scale) ** 2
        elif metrics.names[code]:  # at least one side of its ink is beyond what the table can say
            far = max(sides) / scale
            total += max(min(min(sides) / scale - INK_START, INK_START + INK_STEPS * INK_STEP - far), 0.0) ** 2
        else:
            continue
        count += 4
        if total > most:
            return INK_LIMIT
    if not count:
        return INK_UNKNOWN
    return min(max(total / count / spread**2 - 1, 0.0) / 2, INK_LIMIT)


def _letter_cost(metrics: Metrics, shown: Shown, scale: float) -> float:
    """How far letters are from where letters stand, in alphabets whose ink is not known; nothing for other fonts."""
    if not metrics.name.startswith(("bbm", "eu", "ec")):
        return 0.0
    inks = [shown.ink[code] for code in shown.widths if code in LETTER_CODES and code in shown.ink]
    off = [
        (ink[side] / scale - want) / LETTER_SPREAD
        for ink in inks
        for side, want in zip((1, 3), LETTER_INK, strict=True)
    ]
    return min(max(sum(o * o for o in off) / len(off) - 1, 0.0) / 2, INK_LIMIT) if off else 0.0


#: points; sizes below this are none (and have no logarithm)
SMALLEST = 1e-3


def _size_cost(scale: float, shown: Shown, metrics: Metrics) -> float:
    """How unusual it is to set a font designed for one size at another."""
    points, design = max(scale * shown.size * TEX_POINT, SMALLEST), metrics.design
    standard = min(SIZES, key=lambda s: abs(math.log(points / s)))
    odd = 0.0 if abs(points / standard - 1) < SIZE_TOLERANCE else ODD_SIZE
    # above its largest design a family is magnified as a matter of course, and the AMS fonts come in three designs only
    off = 0.0 if points > design >= 10 else abs(math.log2(points / design))
    if metrics.name.startswith(THREE_DESIGNS) and (5 if points < 6 else 7 if points < 8 else 10) == design:
        off = 0.0
    return odd + OFF_DESIGN * off


def _same(one: Metrics, other: Metrics, codes: Iterable[int]) -> bool:
    """Whether the two fonts mean the same by every character that is shown."""
    return all(_meaning(one, code) == _meaning(other, code) for code in codes)


def _meaning(metrics: Metrics, code: int) -> Identity:
    return identify(metrics.name.upper(), metrics.names[code] or None, "")
