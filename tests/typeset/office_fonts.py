"""Fonts as office programs embed them, made of free outlines: a math font with the numbers of Cambria Math, Symbol, MT Extra.

Glyphs have no names; what ToUnicode says of them is set per glyph, as those programs do (nothing, the glyph's number, a
private code), so that a document looks inside like theirs.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

#: where outlines are looked for
FOLDERS = ("/usr/share/fonts", "/usr/share/texmf", "/usr/share/texlive")
#: design units of the fonts that are made
UNITS = 1000
ALPHABETS = {
    "it": "MATHEMATICAL ITALIC", "bf": "MATHEMATICAL BOLD", "bi": "MATHEMATICAL BOLD ITALIC", "cal": "MATHEMATICAL SCRIPT",
    "bb": "MATHEMATICAL DOUBLE-STRUCK", "frak": "MATHEMATICAL FRAKTUR", "sf": "MATHEMATICAL SANS-SERIF",
    "tt": "MATHEMATICAL MONOSPACE",
}  # fmt: skip
LETTERLIKE = {"cal": "SCRIPT", "bb": "DOUBLE-STRUCK", "frak": "BLACK-LETTER"}


@cache
def font_file(name: str) -> Path:
    """The file of a font on this machine; raises ``FileNotFoundError``."""
    for folder in FOLDERS:
        for path in Path(folder).rglob(name):
            return path
    raise FileNotFoundError(name)


@cache
def opened(name: str) -> tuple[TTFont, Any, dict[int, str], int]:
    """A font with its glyphs, its characters and its units."""
    font = TTFont(font_file(name), lazy=True)
    return font, font.getGlyphSet(), font.getBestCmap(), int(font["head"].unitsPerEm)


def mathematical(letter: str, face: str) -> str:
    """The character of a letter with its face, as formulas of office programs hold it."""
    if face == "rm" or not letter.isalpha():
        return letter
    if letter == "h" and face == "it":
        return "ℎ"
    name = unicodedata.name(letter).replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    if name.endswith("SYMBOL"):
        name = f"{name.removesuffix(' SYMBOL')} SYMBOL"
    for start in (ALPHABETS[face], LETTERLIKE.get(face, "")):
        try:
            return unicodedata.lookup(f"{start} {name}")
        except KeyError:
            continue
    return letter


@dataclass(frozen=True)
class Glyph:
    """A glyph of a font being made. Lengths in ems."""

    number: int
    advance: float
    box: tuple[float, float, float, float]


@dataclass
class Made:
    """A font being made: outlines from others, under numbers that the caller chooses."""

    name: str
    #: what ToUnicode says by glyph number; None: nothing
    unicode: dict[int, str | None] = field(default_factory=dict)
    glyphs: dict[int, Glyph] = field(default_factory=dict)
    _outlines: dict[int, Any] = field(default_factory=dict)

    def add(
        self,
        number: int,
        source: str,
        character: str,
        text: str | None,
        tall: float = 1.0,
        about: float = 0.0,
        wide: float = 1.0,
    ) -> Glyph:
        """The glyph ``number``: a character of a font file, made taller about the height ``about`` (ems) and wider."""
        if number in self.glyphs:
            return self.glyphs[number]
        _, glyphs, characters, units = opened(source)
        name = characters.get(ord(character))
        if name is None:
            raise KeyError(f"{source} has no {character}")
        k = UNITS / units
        change = Transform(k * wide, 0, 0, k * tall, 0, about * UNITS * (1 - tall))
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(Cu2QuPen(pen, 1.0, reverse_direction=False), change))
        self._outlines[number] = pen.glyph()
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(TransformPen(bounds, change))
        box = tuple(v / UNITS for v in bounds.bounds) if bounds.bounds else (0.0, 0.0, 0.0, 0.0)
        made = Glyph(number, glyphs[name].width * k * wide / UNITS, box)
        self.glyphs[number] = made
        self.unicode[number] = text
        return made

    def program(self) -> bytes:
        """The font as a TrueType file without names."""
        count = max(self.glyphs) + 1
        order = [".notdef", *(f"g{k}" for k in range(1, count))]
        builder = FontBuilder(UNITS, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap({})
        empty = TTGlyphPen(None).glyph()
        builder.setupGlyf({name: self._outlines.get(k, empty) for k, name in enumerate(order)})
        advances = {k: round(glyph.advance * UNITS) for k, glyph in self.glyphs.items()}
        builder.setupHorizontalMetrics({name: (advances.get(k, 0), 0) for k, name in enumerate(order)})
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": self.name, "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost(keepGlyphNames=False)
        file = io.BytesIO()
        builder.save(file)
        return file.getvalue()
