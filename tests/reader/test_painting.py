"""Items that a program painted in an order of its own: nothing is lost, and TeX's pages are left alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.item import Item
from reader.formula.paint_order.nearby import in_order, scripts_in_order
from reader.formula.paint_order.objects import in_object_order
from reader.formula_tree import Mark
from reader.geometry import Box

KINDS = ["mark", "mark", "mark", "rule", "bigop", "accent", "hbrace", "radical"]


def item(kind, x, y, width, height, size, font="Cambria Math"):
    """An item of a font that word processors use."""
    box = Box(x, y, x + width, y + height)
    latex = {"bigop": r"\sum", "accent": r"\hat", "hbrace": "over", "radical": r"\surd"}.get(kind, "x")
    node = None if kind == "rule" else Mark(latex, "it", box)
    return Item(kind, node, box, x, x + width, y + height, y + height / 2, size, font=font, math=True, latex=latex)


ITEMS = st.lists(
    st.builds(
        item,
        st.sampled_from(KINDS),
        st.floats(0, 60),
        st.floats(0, 60),
        st.floats(0.5, 30),
        st.floats(0.3, 15),
        st.sampled_from([7.0, 10.0, 12.0]),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(ITEMS)
def test_nothing_is_lost(items):
    before = {id(i) for i in items}
    assert {id(i) for i in scripts_in_order(in_order(list(items)))} == before
    assert len(in_order(list(items))) == len(items)


def test_a_page_of_tex_is_left_alone():
    items = [item("mark", 0, 0, 5, 7, 10, "CMMI10"), item("mark", 5, 8, 4, 5, 7), item("mark", 5, -3, 4, 5, 7)]
    assert in_order(list(items)) == items
    assert in_object_order(list(items)) == items


def test_upper_scripts_come_first():
    letter, lower, upper = item("mark", 0, 0, 5, 7, 10), item("mark", 5, 5, 4, 5, 7), item("mark", 5, -4, 4, 5, 7)
    assert in_order([letter, lower, upper]) == [letter, upper, lower]


def test_a_bar_that_is_painted_last():
    over, under, bar = item("mark", 1, 0, 5, 7, 10), item("mark", 1, 12, 5, 7, 10), item("rule", 0, 9, 7, 0.5, 0)
    assert in_order([over, under, bar]) == [over, bar, under]


def test_limits_behind_their_operator():
    op = item("bigop", 0, 10, 12, 14, 10)
    lower, upper = item("mark", 4, 26, 4, 5, 7), item("mark", 4, 3, 4, 5, 7)
    assert in_order([op, lower, upper]) == [upper, op, lower]


def test_marks_painted_font_by_font():
    equals, plus = item("mark", 10, 4, 6, 3, 10), item("mark", 30, 3, 6, 6, 10)
    letters = [item("mark", x, 2, 5, 7, 10) for x in (2, 20, 40)]
    for mark in (equals, plus, *letters):
        mark.base, mark.axis = 9.0, 6.5
    ordered = in_object_order([equals, plus, *letters])
    assert [i.x0 for i in ordered] == sorted(i.x0 for i in ordered)
