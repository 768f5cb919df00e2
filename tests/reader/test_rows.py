"""Marks on a line, scripts, words and gaps: read from a page as they were typed; and all golden formulas once more."""

import pytest
from golden import known_gap, read_fixture, same, shown
from showing import show

from reader.expression.parse import parse_expression
from reader.formula_tree import Space, walk
from reader.latex.parser import parse_latex

CASES = shown("rows")
FIXTURES = ("bars", "stacks", "arrays", "rows", "composites", "hard")
EVERY_CASE = [(fixture, name, latex) for fixture in FIXTURES for name, latex in shown(fixture)]


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "rows", name)
    assert any(same(display, latex) for display in read_fixture("rows").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "rows", "*")
    assert len(read_fixture("rows").displays) == len(CASES)


def test_gaps_are_measured_in_ems():
    conditions = [d for d in read_fixture("rows").displays if "n = 1" in d.latex]
    gaps = [node.em for d in conditions for node in walk(d.tree) if isinstance(node, Space)]
    assert gaps and all(1.5 < em < 3 for em in gaps)


@pytest.mark.parametrize(("fixture", "name", "latex"), EVERY_CASE, ids=[f"{f}-{n}" for f, n, _ in EVERY_CASE])
def test_a_formula_means_the_same_read_and_typed(fixture, name, latex, request):
    known_gap(request, fixture, f"{name}: meaning")
    read = next((d for d in read_fixture(fixture).displays if same(d, latex)), None)
    if read is None:
        pytest.skip("its marks are not read right: the golden test says so")
    assert show(parse_expression(read.tree)) == show(parse_expression(parse_latex(latex)))
