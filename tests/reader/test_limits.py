"""Limits of big operators where the row gets shorter under the pass that joins them."""

from reader.formula.item import Item
from reader.formula.reduce import build
from reader.formula.stacks import join_stacks
from reader.formula_tree import Mark
from reader.geometry import Box


def item(kind, latex, x, y0, y1, size):
    box = Box(x, y0, x + 0.6 * size, y1)
    return Item(kind, Mark(latex, "it", box), box, box.x0, box.x1, y1, (y0 + y1) / 2, size, latex=latex)


def test_an_operator_painted_last_with_several_marks_above_it():
    above = [item("mark", letter, 100 + 4 * n, 80, 85, 7) for n, letter in enumerate("abcde")]
    operator = item("bigop", r"\sum", 106, 88, 102, 10)
    operator.centred = True
    (joined,) = join_stacks([*above, operator], build)
    assert joined.kind == "compound"


def test_a_mark_at_the_corner_of_an_operator_with_a_limit():
    operator = item("bigop", r"\prod", 100, 90, 104, 10)
    operator.centred = True
    corner, limit = item("mark", "*", 106.5, 88, 92, 7), item("mark", "p", 101, 107, 111, 7)
    joined, star = join_stacks([operator, corner, limit], build)
    assert (joined.kind, star.latex) == ("compound", "*")
    assert joined.node.sub is not None


def test_limits_that_take_no_room_end_where_the_next_mark_begins():
    operator = item("bigop", r"\sum", 100, 90, 104, 10)
    operator.centred = True
    limit = [item("mark", letter, 91 + 4 * n, 107, 111, 7) for n, letter in enumerate("abcdef")]
    joined, behind = join_stacks([operator, *limit, item("mark", "x", 107, 94, 101, 10)], build)
    assert joined.x1 == behind.x0
    assert joined.box.x1 > behind.x0


def test_one_limit_under_two_operators():
    operators = [item("bigop", r"\sum", 100 + 7 * n, 90, 104, 10) for n in range(2)]
    for operator in operators:
        operator.centred = True
    (joined,) = join_stacks([*operators, item("mark", "i", 104.4, 107, 111, 7)], build)
    assert [part.latex for part in joined.node.base.items] == [r"\sum", r"\sum"]
