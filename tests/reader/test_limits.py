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
