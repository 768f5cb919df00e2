"""Every example and every near miss of every pattern file."""

import re

import pytest

from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import expr_latex, parse_math

LIBRARY = load_library()
EXAMPLES = [(name, example) for name, entry in LIBRARY.entries.items() for example in entry.examples]
MISSES = [(name, miss) for name, entry in LIBRARY.entries.items() for miss in entry.near_misses]


def same(one, other):
    """Whether two formulas are printed alike, whatever their spacing and brackets that only group."""
    return bare(expr_latex(parse_math(one))) == bare(expr_latex(parse_math(other)))


def bare(latex):
    return re.sub(r"\\(left|right|bigl|bigr|middle|displaystyle)(?![A-Za-z])|[\s{}]", "", latex)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{e.latex[:40]}" for n, e in EXAMPLES])
def test_an_example_has_its_pattern(name, example):
    found = match(parse_math(example.latex), Context(definitions=example.definitions, words=example.words))
    told = next((m for m in found if m.id == name), None)
    assert told is not None, [m.id for m in found]
    if example.first:
        assert found[0].id == name, [m.id for m in found]
    if example.variant:
        assert told.variant == example.variant
    for role, latex in example.roles.items():
        assert role in told.roles, role
        assert same(expr_latex(told.roles[role]), latex), (role, expr_latex(told.roles[role]))


@pytest.mark.parametrize(("name", "miss"), MISSES, ids=[f"{n}-{m.latex[:40]}" for n, m in MISSES])
def test_a_near_miss_has_not(name, miss):
    found = match(parse_math(miss.latex), Context(words=miss.words))
    assert name not in [m.id for m in found]
