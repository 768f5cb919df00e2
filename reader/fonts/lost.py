"""Whether what a file says of a glyph may be wrong: names and codes that do not fit the font they stand in.

Cairo calls glyphs without a character after the place they have in the font (the sum of CMEX goes by ``X``); Ghostscript
garbles tables of characters beyond the first 65536 (an italic x comes out as Chinese); PostScript printers number fonts,
and glyphs by their codes. None of this says so: doubt is a first look, after which outlines decide.
"""

from __future__ import annotations

from functools import cache

from fontTools import agl

from reader.fonts.identity import Identity, font_kind, identify, plain_font_name
from reader.fonts.known_shapes import is_numbered

#: names of the characters of Latin-1, which cairo gives to glyphs by their places
LATIN = frozenset(name for name, codes in agl.LEGACY_AGL2UV.items() if 0x20 <= codes[0] < 0x100)


@cache
def is_doubtful(font: str, name: str | None, text: str) -> bool:
    """Whether glyph ``name`` of ``font``, which the file says to stand for ``text``, should be looked at."""
    if is_numbered(plain_font_name(font)):
        return True
    kind = font_kind(font)
    if is_named(font, name):
        return kind.math and name in LATIN
    return kind.math or not identify(font, name, text).known


def is_named(font: str, name: str | None) -> bool:
    """Whether the glyph has a name that tells what it is."""
    return bool(name) and not (name or "").isdigit() and identify(font, name, "").known


def choose(font: str, said: Identity, names: list[str]) -> str | None:
    """Which of the names of a shape, likeliest first, goes with what the file says; None where the file is right."""
    if said.known and any(_same(said, identify(font, name, "")) for name in names):
        return None
    return names[0]


def _same(one: Identity, other: Identity) -> bool:
    return (one.latex, one.face, one.kind) == (other.latex, other.face, other.kind)
