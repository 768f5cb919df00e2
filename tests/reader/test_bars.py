"""Fractions, roots and lines over and under: read from a page as they were typed."""

import pytest
from golden import known_gap, read_fixture, same, shown

from reader.formula_tree import Accent, Fraction, Radical, walk

CASES = shown("bars")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "bars", name)
    assert any(same(display, latex) for display in read_fixture("bars").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "bars", "*")
    assert len(read_fixture("bars").displays) == len(CASES)


def test_a_bar_is_as_wide_as_what_it_parts():
    for display in read_fixture("bars").displays:
        for node in walk(display.tree):
            if isinstance(node, Fraction) and node.box is not None:
                assert 0 < node.box.height < 1 and node.box.width > 2


def test_roots_and_lines_have_boxes():
    nodes = [n for d in read_fixture("bars").displays for n in walk(d.tree) if isinstance(n, Radical | Accent)]
    assert nodes and all(n.box is not None and n.box.width > 1 for n in nodes)
