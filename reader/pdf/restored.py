"""Names of fonts and glyphs that a file has lost or got wrong, told by outlines."""

from __future__ import annotations

from typing import Any

from reader.fonts.identity import font_kind, identify, plain_font_name
from reader.fonts.known_shapes import KnownFont, Shape, is_numbered, known_fonts, tell
from reader.fonts.lost import LATIN, choose, is_doubtful, is_named
from reader.pdf.glyph_shape import shape

#: glyphs of a font that are looked at to tell which one it is, and glyph numbers that are tried for these
LOOKED_AT, TRIED = 16, 300
#: a name that only OpenType fonts have in the table: these call by code what others call parenleft
BY_CODE = "u0028"

Names = tuple[str, str | None, str]


class Restorer:
    """Looks at the outlines of fonts of one document where their names are in doubt."""

    def __init__(self) -> None:
        self._known: dict[int, list[KnownFont]] = {}

    def forget(self, key: int) -> None:
        """Let go of what was found of a font."""
        self._known.pop(key, None)

    def names(self, key: int, font: Any, gid: int, said: Names) -> Names:
        """What a glyph is in truth: the names of font and glyph, and its characters.

        Args:
            key: what the font is called here.
            font: the font (an ``FzFont``), not of Type 3.
            gid: the glyph's number.
            said: the same by the file.
        """
        name, glyph, text = said
        if gid < 0 or not is_doubtful(name, glyph, text):
            return said
        if key not in self._known:
            self._known[key] = self._find(font, plain_font_name(name))
        fonts, numbered = self._known[key], is_numbered(plain_font_name(name))
        if not fonts:
            return said
        known, named = fonts[0], is_named(fonts[0].name, glyph)
        if named and not numbered and not font_kind(known.name).hangs and any(glyph in one.names for one in fonts):
            return said if font_kind(name).math else (known.name, glyph, text)
        outline = shape(font, gid)
        known, called = next(((o, c) for o in fonts if outline is not None and (c := o.called(outline))), (known, []))
        true_name = name if font_kind(name).math and not numbered else known.name
        if called:
            return true_name, choose(known.name, identify(known.name, glyph, text), called) or glyph, text
        by_place = named and len(glyph or "") > 1 and glyph in LATIN - known.names and font_kind(known.name).math
        by_place = by_place and BY_CODE not in known.names
        return (true_name, None, "") if by_place and outline is not None else (true_name, glyph, text)

    def _find(self, font: Any, name: str) -> list[KnownFont]:
        if not is_numbered(name):
            return known_fonts(name)
        shapes: list[Shape] = []
        for gid in range(min(TRIED, font.m_internal.glyph_count)):
            if (outline := shape(font, gid)) is not None:
                shapes.append(outline)
            if len(shapes) == LOOKED_AT:
                break
        return tell(shapes)
