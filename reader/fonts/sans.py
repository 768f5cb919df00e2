"""Pages whose words are sans-serif (slides, some journals): there a sans-serif letter is no letter of another kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.fonts.identity import Identity, font_kind

#: different small letters that words have on a page, at least (a slide may hold three words): fewer are names and labels
FEW_LETTERS = 6


def words_are_sans(glyphs: Iterable[tuple[str, str]]) -> bool:
    """Whether most of the alphabet stands in upright sans-serif on a page, and more of it than in upright letters with serifs.

    ``glyphs`` are the different ones of the page, each its font's name and its text: counting all would tell no more.
    """
    sans: set[str] = set()
    serif: set[str] = set()
    for font, text in glyphs:
        if len(text) == 1 and text.islower():
            kind = font_kind(font)
            if kind.words == "rm":
                sans.add(text)
            elif kind.face == "rm" and not kind.math:
                serif.add(text)
    return len(sans) >= FEW_LETTERS and len(sans) > len(serif)


def as_words(font: str, identity: Identity) -> Identity:
    """What a glyph is where all words are sans-serif: its own weight and slope count, not the missing serifs."""
    words = font_kind(font).words
    if words is None or (identity.face != "sf" and not (identity.latex.isdigit() and words in ("bf", "bi"))):
        return identity
    return replace(identity, face=words)
