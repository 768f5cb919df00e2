"""Names of fonts and glyphs that a file has lost or got wrong, told by outlines."""

from __future__ import annotations

from typing import Any

from reader.fonts.identity import identify, plain_font_name
from reader.fonts.known_shapes import KnownFont, Shape, is_numbered, known_font, tell
from reader.fonts.lost import choose, is_doubtful, is_named
from reader.pdf.glyph_shape import shape

#: glyphs of a font that are looked at to tell which one it is, and glyph numbers that are tried for these
LOOKED_AT, TRIED = 16, 300


class Restorer:
    """Looks at the outlines of fonts of one document where their names are in doubt."""

    def __init__(self) -> None:
        self._known: dict[int, KnownFont | None] = {}

    def forget(self, key: int) -> None:
        """Let go of what was found of a font."""
        self._known.pop(key, None)

    def names(self, key: int, font: Any, gid: int, said: tuple[str, str | None, str]) -> tuple[str, str | None]:
        """The true names of font and glyph.

        Args:
            key: what the font is called here.
            font: the font (an ``FzFont``), not of Type 3.
            gid: the glyph's number.
            said: what the file says: the font's name, the glyph's name, and its characters.
        """
        name, glyph, text = said
        if gid < 0 or not is_doubtful(name, glyph, text):
            return name, glyph
        if key not in self._known:
            self._known[key] = self._find(font, plain_font_name(name))
        known = self._known[key]
        if known is None:
            return name, glyph
        if is_named(known.name, glyph) and glyph in known.names:
            return known.name, glyph
        outline = shape(font, gid)
        called = known.called(outline) if outline is not None else []
        if not called:
            return known.name, glyph
        return known.name, choose(known.name, identify(known.name, glyph, text), called) or glyph

    def _find(self, font: Any, name: str) -> KnownFont | None:
        if not is_numbered(name):
            return known_font(name)
        shapes: list[Shape] = []
        for gid in range(min(TRIED, font.m_internal.glyph_count)):
            if (outline := shape(font, gid)) is not None:
                shapes.append(outline)
            if len(shapes) == LOOKED_AT:
                break
        return tell(shapes)
