"""Words that look like formulas: bold names, abbreviations in italics, numbers in bold, what is counted in Roman numbers."""

import pytest

from reader.formula.item import Item
from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.inline import segments
from reader.page.typography import Typography

FACES = {"r": "rm", "i": "it", "b": "bf", "m": "it"}
FONTS = {"r": "Text", "i": "Text-Italic", "b": "Text-Bold", "m": "CMMI10"}


def _line(*parts):
    """Items of a line from (font, text): r roman, i italic, b bold, m mathematics; a space is a word space."""
    items, x, spaced = [], 100.0, False
    for font, text in parts:
        for c in text:
            if c == " ":
                x, spaced = x + 3.3, True
                continue
            box = Box(x, 93.0, x + 5.0, 100.0)
            face = FACES[font] if c.isalnum() and len(c) == 1 else "it"
            mark = Mark(c, face, box)
            item = Item(
                "mark", mark, box, x, x + 5.0, 100.0, 97.5, 10.0, font=FONTS[font], math=font == "m", latex=c, face=face
            )
            item.space, spaced = spaced, False
            items.append(item)
            x += 5.0
    return items


def _style(math_italic=True, bold="x"):
    return Typography(
        10.0, frozenset({"Text", "Text-Italic", "Text-Bold"}), 12.0, math_italic=math_italic, bold_letters=frozenset(bold)
    )  # fmt: skip


def _formulas(*parts, **style):
    found = segments(_line(*parts), 100.0, 10.0, _style(**style))
    return ["".join(i.latex for i in s.items) for s in found if s.math]


@pytest.mark.parametrize("word", ["SFT", "RM", "do", "PPO", "of"])
def test_short_words_in_bold_are_words(word):
    assert _formulas(("b", word), ("r", " is the plain baseline")) == []


def test_bold_letters_that_are_symbols_make_products():
    assert _formulas(("r", "where "), ("b", "Ax"), ("r", " is known"), bold="Ax") == ["Ax"]


def test_words_in_brackets_of_their_own_font_are_words():
    assert _formulas(("r", "the hier "), ("b", "[sic]"), ("r", " to it"), bold="sic") == []
    assert _formulas(("r", "Response A "), ("b", "[AB]"), ("r", " emphasizes"), bold="AB") == []
    assert _formulas(("r", "where ("), ("b", "Ax"), ("r", ") is known"), bold="Ax") == ["Ax"]


def test_bold_numbers_are_formulas_beside_operations_only():
    assert _formulas(("b", "74.8"), ("m", "="), ("b", "0.2")) == ["74.8=0.2"]
    assert _formulas(("b", "Theorem 1"), ("r", " and more")) == []
    assert _formulas(("r", "about "), ("b", "86"), ("r", " in all")) == []


@pytest.mark.parametrize("parts", [[("i", "e.g. ")], [("i", "i.e. ")], [("i", "E. coli ")], [("i", "Phys. Rev. E ")]])
def test_abbreviations_in_italics_are_words(parts):
    assert _formulas(("r", "see "), *parts, ("r", "and so on")) == []


def test_single_letters_are_symbols_where_formulas_have_no_italic_of_their_own():
    assert _formulas(("r", "the map "), ("i", "f"), ("r", " is smooth"), math_italic=False) == ["f"]
    assert _formulas(("r", "the map "), ("i", "f"), ("r", " is smooth")) == []


def _raised(script, *after):
    items = _line(("r", "the A"), *script, *after)
    for item in items[4:5]:
        item.size, item.base, item.box = 7.0, 96.0, Box(item.x0, 91.0, item.x0 + 4.0, 96.0)
    return ["".join(i.latex for i in s.items) for s in segments(items, 100.0, 10.0, _style()) if s.math]


def test_an_upright_capital_with_a_raised_mark_of_mathematics_is_a_symbol():
    assert _raised([("m", "k")], ("r", " here")) == ["Ak"]
    assert _raised([("r", "2")], ("m", "+"), ("r", "1")) == ["A2+1"]
    assert _raised([("r", "2")], ("r", " and so on")) == []  # a footnote's number


def test_roman_numbers_count():
    assert _formulas(("r", "note "), ("i", "ii"), ("r", ") here"), math_italic=False) == []
    assert _formulas(("r", "note (for all "), ("i", "i"), ("r", ") here"), math_italic=False) == ["i"]


def test_hyphens_are_no_minus():
    assert _formulas(("r", "top-"), ("m", "k"), ("r", " sampling")) == ["k"]
