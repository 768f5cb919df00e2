r"""Formulas of papers with the trees that a mathematician expects, written down before the code had seen them.

``golden_expressions_audit.txt`` holds 324 formulas that had been in no test (of which every second one was looked at
while the code was mended, the others only scored) and 60 more, written when that was done. ``docs/log.md`` has the shares.
"""

from pathlib import Path

import pytest
from expression_strategies import EXPRESSIONS, RELATIONS
from hypothesis import assume, given, settings
from showing import show

from reader.expression.parse import expr_latex, parse_math
from reader.operators import Expr, walk

HERE = Path(__file__).parent


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(latex, tree.strip()) for latex, tree in zip(lines[::2], lines[1::2], strict=True)]


AUDIT = pairs("golden_expressions_audit.txt")
#: names with signs in them, which come back as what the signs say
UNWRITABLE = ("CLIP+VF",)
ALL = [
    latex for latex, _ in [*AUDIT, *pairs("golden_expressions.txt")] if not any(name in latex for name in UNWRITABLE)
]


def bare(expr: Expr) -> Expr:
    """The tree without the nodes it was read from, so that its LaTeX has to be made from the mathematics."""
    return Expr(expr.op, tuple(map(bare, expr.args)), expr.value)


@pytest.mark.parametrize(("latex", "tree"), AUDIT, ids=[latex[:40] for latex, _ in AUDIT])
def test_audit(latex, tree):
    assert show(parse_math(latex)) == tree


@pytest.mark.parametrize("latex", ALL)
def test_what_a_tree_is_written_as_means_the_same(latex):
    tree = bare(parse_math(latex))
    assert parse_math(expr_latex(tree)) == tree


@pytest.mark.parametrize(
    "latex",
    [
        r"\left\|x\left\|x\right\|\right\|",
        r"\left|x\left|y\right|\right|_2",
        r"\left\|\left|x\right| y\right\|_2^2",
        r"a \cdot z z x_i",
        r"3 y \cdot (\sum_{i=1}^N y) p(x | x)",
        r"y_i \cdot (\sum_{i=1}^n 2) (a + b)",
    ],
)
def test_what_could_be_read_otherwise_is_written_so_that_it_is_not(latex):
    tree = bare(parse_math(latex))
    assert parse_math(expr_latex(tree)) == tree


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS)
def test_grown_trees_come_back(tree):
    again = parse_math(expr_latex(tree))
    assume(not _reaches_on(tree))
    assert again == tree, expr_latex(tree)


@settings(max_examples=150, deadline=None)
@given(RELATIONS)
def test_grown_relations_come_back(tree):
    assume(not _reaches_on(tree))
    assert parse_math(expr_latex(tree)) == tree, expr_latex(tree)


def _reaches_on(tree: Expr) -> bool:
    """Whether a sum over i stands before a term that speaks of i, to which it would be read to reach."""
    sums = [part for part in walk(tree) if part.op == "sum"]
    return any(inner.op == "big" for part in sums for arg in part.args[:-1] for inner in walk(arg))


@pytest.mark.parametrize(
    ("latex", "other"),
    [
        ("U^H U", "transpose"),
        (r"x^{k+1} = f(x^k)", "power"),
        (r"\sigma^2(x)", "product"),
        ("p(1 - p)", "apply"),
        ("Y(1)", "product"),
        (r"\beta^T x", "power"),
        (r"(f + g)(x)", "product"),
        (r"\rho^\pi", "power"),
    ],
)
def test_what_is_ambiguous_keeps_the_other_reading(latex, other):
    kept = [found for part in walk(parse_math(latex)) for found in part.alternatives]
    assert any(inner.op == other for found in kept for inner in walk(found))
