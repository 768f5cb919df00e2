"""What a nameless glyph is by its place in its font's own encoding (``font_codes.yaml``): Symbol and MT Extra in office files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reader.fonts.glyph_names import load, target

#: where Windows puts the places of fonts with an encoding of their own
PRIVATE = 0xF000
#: signs that stand in the same place in Symbol and in Latin-1
BOTH = frozenset("°±")
#: the first place that ``names`` lists
FIRST = 0x20


@cache
def _tables() -> list[tuple[re.Pattern[str], dict[int, str], frozenset[str]]]:
    tables = []
    for row in load("font_codes.yaml"):
        codes: dict[int, str] = {FIRST: " ", 0xA0: " "} | dict(row.get("codes", {}))
        for place, name in enumerate(row.get("names", "").split(), FIRST):
            found = target("Symbol", name) if name not in ("-", "space") else None
            if found is not None:
                codes[place] = found
        tables.append((re.compile(row["font"]), codes, frozenset(row.get("same", ""))))
    return tables


def spelled(glyphs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Of a page's glyphs (font and character) those whose character is a place of its font, though it might be itself.

    A multiplication sign of Symbol may be that sign, or place 0xD7, a dot. It is the place where other characters of the font
    on the same page can only be places: Latin letters, which it does not hold, or yen signs. Each comes with the character
    that tells ``coded_target`` so.
    """
    doubtful: list[tuple[str, str]] = []
    by_place: set[str] = set()
    for font, text in glyphs:
        same = _same(font)
        if same and len(text) == 1:
            latin = (text.isascii() and text.isalpha()) or ("\u00a1" <= text <= "\u00ff" and text not in BOTH)
            if text in same:
                doubtful.append((font, text))
            elif latin:
                by_place.add(font)
    return {(font, text): chr(PRIVATE + ord(text)) for font, text in doubtful if font in by_place}


@cache
def _same(font: str) -> frozenset[str]:
    """The characters that a font has, though they are places of other glyphs too; none for fonts without places."""
    name = font.split("+", 1)[-1]
    return next((same for pattern, _, same in _tables() if pattern.search(name)), frozenset())


@cache
def coded_target(font: str, text: str) -> str | None:
    """What the character ``text`` of ``font`` (no subset prefix) stands for, as a target of ``reader.fonts.glyph_names``.

    None where the font has no encoding of its own, or the character is what it says; empty where nothing is known of it.
    """
    if len(text) != 1:
        return None
    code = ord(text)
    place = code - PRIVATE if PRIVATE <= code <= PRIVATE + 0xFF else code
    if place > 0xFF:
        return None
    for pattern, codes, same in _tables():
        if pattern.search(font):
            if code == place and (text in same or text.isspace()):
                return None
            return codes.get(place, "")
    return None
