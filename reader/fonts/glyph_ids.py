"""What a glyph is by its number in the font program, for fonts that are embedded with their own numbers (``glyph_ids.yaml``).

Office does that, and gives variants of glyphs (stretched brackets, the shapes of scripts) no character, or their number as
if it were one. Only then are numbers asked: what has a character of its own is that character.
"""

from __future__ import annotations

import re
from functools import cache

from reader.fonts.glyph_names import load

#: smaller numbers are what a program that numbers glyphs anew gives: they count only where ToUnicode repeats them
OWN_NUMBERS = 0x372
#: numbers that are no characters: their ToUnicode cannot be read
CONTROLS = range(0x80, 0xA0)


@cache
def _tables() -> list[tuple[re.Pattern[str], dict[int, str]]]:
    tables = []
    for row in load("glyph_ids.yaml"):
        found: dict[int, str] = dict(row["one"])
        for first, face, characters in row["runs"]:
            prefix = f"{face}:" if face else ""
            found.update({first + k: prefix + character for k, character in enumerate(characters)})
        tables.append((re.compile(row["font"]), found))
    return tables


@cache
def _table(font: str) -> dict[int, str]:
    return next((table for pattern, table in _tables() if pattern.search(font)), {})


def numbered_target(font: str, number: int, text: str) -> str | None:
    """What glyph ``number`` of ``font`` (no subset prefix) stands for, whose ToUnicode says ``text``.

    None where the text is more than the number again. A target is as in ``reader.fonts.glyph_names``; an empty one is a glyph
    of which nothing is known.
    """
    table = _table(font)
    if not table:
        return None
    if number < OWN_NUMBERS:
        told = text == chr(number) or (text == "\ufffd" and number in CONTROLS)
        return table.get(number) if told else None
    return table.get(number, "") if text in ("", "\ufffd", chr(number)) else None
