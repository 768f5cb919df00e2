"""What a page paints: glyphs and rules, in paint order, as the file has them; nothing is identified yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reader.geometry import Box


class Glyph:
    """A glyph of a font, not yet identified; the same object wherever a document paints it."""

    __slots__ = ("font", "name", "text")

    def __init__(self, font: str, name: str | None, text: str) -> None:
        self.font, self.name = font, name
        #: what ToUnicode says; more than one character where one glyph stands for several
        self.text = text


class RawGlyph(NamedTuple):
    """One painted glyph. Coordinates in points, origin top left."""

    glyph: Glyph
    size: float
    x: float
    y: float
    advance: float
    box: Box

    @property
    def font(self) -> str:
        """The font's name."""
        return self.glyph.font

    @property
    def name(self) -> str | None:
        """The glyph's name in its font, where it has one."""
        return self.glyph.name

    @property
    def text(self) -> str:
        """The characters it stands for."""
        return self.glyph.text


class Rule(NamedTuple):
    """A thin filled or stroked bar, horizontal or vertical."""

    box: Box


class Drawing(NamedTuple):
    """A drawn shape that is no rule. ``frame`` tells whether it is a rectangle along the axes."""

    box: Box
    frame: bool
    #: how many marks were painted before it; set where the page's marks are known
    after: int = 0


@dataclass(frozen=True, slots=True)
class RawPage:
    """Everything painted on one page, in paint order."""

    number: int
    width: float
    height: float
    marks: tuple[RawGlyph | Rule, ...]
    skipped_glyphs: int
    images: int
    #: shapes other than rules, which tell of pictures
    drawings: tuple[Drawing, ...] = ()
