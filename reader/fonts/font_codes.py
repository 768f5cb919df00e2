"""What a nameless glyph is by its place in its font's own encoding (``font_codes.yaml``): Symbol and MT Extra in office files."""

from __future__ import annotations

import re
from functools import cache

from reader.fonts.glyph_names import load, target

#: where Windows puts the places of fonts with an encoding of their own
PRIVATE = 0xF000
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
