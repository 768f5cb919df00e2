"""What the ink says against a tree: a tree that fits its glyphs has nothing against it, one that does not is found out."""

from pathlib import Path

import pytest

from reader.document import read_document
from reader.formula.item import Item
from reader.formula_tree import Fraction, Mark, Name, Row, Scripts, box_of
from reader.geometry import Box
from reader.page.evidence import Ink, gather
from reader.page.label import Label
from reader.page.typography import Column

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SIZE = 10.0


def glyph(latex, x, base=100.0, size=SIZE, width=0.5, label=Label.MATH):
    """A letter ``width`` ems wide whose ink fills its advance but for a little room on either side."""
    x1 = x + width * size
    box = Box(x + 0.02 * size, base - 0.7 * size, x1 - 0.02 * size, base)
    made = Item("mark", Mark(latex, "it", box), box, x, x1, base, base - 0.25 * size, size, math=True, latex=latex)
    made.label = label
    return made


def against(tree, items, display=True, lines=(), columns=()):
    ink = Ink(items, lines, SIZE, columns)
    return gather(tree, ink, box_of(tree) if display else None)


def row_of(*items):
    return Row(tuple(i.node for i in items))


def test_a_row_that_fits():
    a, b, c = glyph("a", 100), glyph("=", 106), glyph("c", 112)
    assert against(row_of(a, b, c), [a, b, c]) == {}


def test_nothing_is_known_of_a_page_without_marks():
    assert gather(Mark("x"), Ink((), (), SIZE), None) == {}


def test_marks_off_the_line_or_of_another_size():
    a, b = glyph("a", 100), glyph("b", 105, base=101.5)
    assert against(row_of(a, b), [a, b])["off_line"]
    a, b = glyph("a", 100), glyph("b", 105, size=7)
    assert against(row_of(a, b), [a, b])["off_size"] == 1


def test_letters_of_a_word_on_two_lines():
    a, b = glyph("K", 100), glyph("r", 105, base=101.5)
    word = Name("Kr", "it", Box(a.box.x0, a.box.y0, b.box.x1, b.box.y1))
    assert against(word, [a, b])["off_line"] == 1


def test_scripts():
    x, raised, lowered = glyph("x", 100), glyph("2", 105, 96.0, 7), glyph("i", 105, 102.0, 7)
    assert against(Scripts(x.node, lowered.node, raised.node), [x, raised, lowered]) == {}
    found = against(Scripts(x.node, raised.node, lowered.node), [x, raised, lowered])
    assert found["shift"] == 2 and found["order"] == 1
    level = glyph("y", 105)
    found = against(Scripts(x.node, None, level.node), [x, level])
    assert found["shift"] == found["script_size"] == 1


def test_paint_order_and_overlap():
    a, b = glyph("a", 100), glyph("b", 106)
    assert against(row_of(a, b), [b, a])["order"] == 1
    assert against(Fraction(a.node, b.node), [b, a])["order"] == 1
    c = glyph("c", 102)
    assert against(row_of(a, c), [a, c])["overlap"] == 1


def test_marks_left_over():
    a, b, c = glyph("a", 100), glyph("b", 105), glyph("c", 110)
    assert against(row_of(a, c), [a, b, c])["left_over"] == 1


def test_what_stands_at_the_height_of_a_display():
    a, b = glyph("a", 100), glyph("b", 106)
    near, far = Box(115, 91, 200, 101), Box(180, 91, 300, 101)
    c, d = glyph("c", 120), glyph("d", 190)
    assert against(row_of(a, b), [a, b, c], lines=[near])["beside"] == 1
    assert not against(row_of(a, b), [a, b, d], lines=[far])
    parted = (Column(50, 112), Column(114, 250))
    assert not against(row_of(a, b), [a, b, c], lines=[near], columns=parted)
    later = [a, b, *(glyph("x", 100, base=300) for _ in range(20)), c]
    assert not against(row_of(a, b), later, lines=[near])


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        (glyph("y", 94), None, "math_before"),
        (None, glyph("z", 106), "math_after"),
        (None, glyph(")", 105.5, width=0.3, label=Label.NEUTRAL), None),
        (None, glyph("(", 105.5, width=0.3, label=Label.NEUTRAL), "bracket_after"),
        (None, glyph(r"\rfloor", 105.5, width=0.3, label=Label.NEUTRAL), "bracket_after"),
        (None, glyph("s", 105.2, label=Label.WORD), "word_after"),
        (None, glyph("s", 108.5, label=Label.WORD), None),
        (glyph("i", 94, 102, 7, label=Label.WORD), None, "script_before"),
        (None, glyph("s", 300, 112, label=Label.WORD), "line_end"),
    ],
)
def test_neighbours_of_a_formula_in_running_text(before, after, sign):
    x = glyph("x", 100)
    items = [item for item in (before, x, after) if item is not None]
    found = against(x.node, items, display=False)
    assert set(found) == ({sign} if sign else set())


def test_an_argument_and_a_colon():
    name, opening, x = glyph("f", 91), glyph("(", 96.5, width=0.3, label=Label.NEUTRAL), glyph("x", 100)
    assert against(x.node, [name, opening, x], display=False)["argument"] == 1
    colon, after = glyph(":", 106, width=0.3, label=Label.PUNCTUATION), glyph("X", 112)
    assert against(x.node, [x, colon, after], display=False)["colon_after"] == 1
    after.label = Label.WORD
    assert not against(x.node, [x, colon, after], display=False)


def test_the_rest_of_a_pair():
    opening, zero = glyph("(", 88, width=0.3, label=Label.NEUTRAL), glyph("0", 91, label=Label.NEUTRAL)
    comma, x = glyph(",", 96, width=0.25, label=Label.PUNCTUATION), glyph("x", 100)
    closing = glyph(")", 105, width=0.3, label=Label.NEUTRAL)
    assert against(x.node, [opening, zero, comma, x, closing], display=False)["listed"]
    assert not against(x.node, [opening, x, closing], display=False)


@pytest.mark.parametrize("name", ("rows", "stacks", "bars", "arrays"))
def test_formulas_that_are_read_right_have_little_against_them(name):
    displays = [f for f in read_document(FIXTURES / f"{name}.pdf")["formulas"] if f["display"]]
    assert displays
    clean = sum(not f["evidence"] for f in displays)
    assert clean >= 0.7 * len(displays), [(f["latex"], f["evidence"]) for f in displays if f["evidence"]]
