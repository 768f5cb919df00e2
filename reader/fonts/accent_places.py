r"""Where an accent over a letter stands (``accent_places.txt``), which tells ``\hat f_n`` from ``\widehat{f_n}``."""

from __future__ import annotations

import re
from functools import cache

from reader.fonts.glyph_names import FONT_DATA
from reader.fonts.identity import plain_font_name

#: the line of the table that holds for fonts that have none
LARGEST = "largest"
#: em; first and last place
Range = tuple[float, float]


@cache
def _table() -> dict[str, dict[str, Range]]:
    table = {}
    for line in (FONT_DATA / "accent_places.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            font, *cells = line.split()
            table[font] = {letter: _range(place) for letter, place in zip(cells[::2], cells[1::2], strict=True)}
    return table


def _range(place: str) -> Range:
    first, _, last = place.partition(":")
    return float(first), float(last or first)


@cache
def _places(font: str) -> dict[str, Range]:
    name = plain_font_name(font)
    return next((places for pattern, places in _table().items() if re.fullmatch(pattern, name)), {})


def accent_place(font: str, letter: str) -> Range | None:
    """How far right of a letter's origin the middle of an accent over it is, from and to, in em; None where not known."""
    return _places(font).get(letter)


def largest_lean(letter: str) -> float:
    """The most that an accent over an italic letter is right of its middle in any font, in em; 0 where that is little."""
    return _table()[LARGEST].get(letter, (0.0, 0.0))[1]
