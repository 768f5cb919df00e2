"""Boxes of letters make room for the subscripts under their arms, but never lose much of themselves."""

from hypothesis import given
from hypothesis import strategies as st

from reader.formula.clearance import MOST_CUT, clear_of_subscript
from reader.formula_tree import Mark, Scripts
from reader.geometry import Box


def test_an_arm_over_a_subscript_is_cut():
    letter = Mark("F", "cal", Box(0, 0, 10, 8))
    cut = clear_of_subscript(letter, Box(9, 5, 13, 9))
    assert 9 < cut.box.x1 < 10
    assert clear_of_subscript(Scripts(letter, None, Mark("2")), Box(9, 5, 13, 9)).base == cut


def test_what_is_clear_or_hopeless_stays():
    letter = Mark("F", "cal", Box(0, 0, 10, 8))
    assert clear_of_subscript(letter, Box(10, 5, 13, 9)) is letter
    assert clear_of_subscript(letter, Box(5, 5, 13, 9)) is letter  # an integral's limit
    assert clear_of_subscript(letter, Box(9, 8, 13, 9)) is letter


@given(st.tuples(*[st.floats(0, 20)] * 8))
def test_no_letter_loses_much(sides):
    x0, x1, x2, x3 = sorted(sides[:4])
    y0, y1, y2, y3 = sorted(sides[4:])
    letter = Mark("F", "it", Box(x0, y0, x2, y2))
    box = clear_of_subscript(letter, Box(x1, y1, x3, y3)).box
    assert box.x1 >= x2 - MOST_CUT * (x2 - x0) - 1e-9
    assert (box.x0, box.y0, box.y1) == (x0, y0, y2)
