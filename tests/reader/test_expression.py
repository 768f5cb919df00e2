r"""Layout tree → operator tree: golden trees, spans, ambiguity, and totality on random trees."""

from pathlib import Path

import pytest
from formula_strategies import TREES
from hypothesis import given, settings
from hypothesis import strategies as st
from showing import show

from reader.expression.parse import expr_latex, parse_expression, parse_math
from reader.formula_tree import Fence, Fraction, Mark, Name, Node, Radical, Scripts, Space, children, row
from reader.formula_tree import walk as walk_layout
from reader.geometry import Box
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.operators import OPS, Expr, walk

LINES = Path(__file__).with_name("golden_expressions.txt").read_text(encoding="utf-8").splitlines()
GOLDEN = list(zip(LINES[::2], LINES[1::2], strict=True))


@pytest.mark.parametrize(("latex", "tree"), GOLDEN, ids=[latex[:40] for latex, _ in GOLDEN])
def test_golden(latex, tree):
    assert show(parse_math(latex)) == tree.strip()


def boxed(node: Node, place: list[int]) -> Node:
    """Give every mark of a tree a box of its own, from left to right."""
    if isinstance(node, Mark):
        place[0] += 1
        return Mark(node.latex, node.face, Box(place[0], 0, place[0] + 0.5, 1))
    if isinstance(node, Scripts):
        parts = [None if p is None else boxed(p, place) for p in (node.base, node.sub, node.sup)]
        return Scripts(parts[0], parts[1], parts[2], node.limits)
    if isinstance(node, Fraction):
        return Fraction(boxed(node.above, place), boxed(node.below, place), node.bar)
    if isinstance(node, Fence):
        return Fence(node.opening, boxed(node.body, place), node.closing)
    return row(boxed(item, place) for item in children(node)) if children(node) else node


def find(expr: Expr, op: str) -> Expr:
    return next(part for part in walk(expr) if part.op == op)


def test_spans_are_the_printed_nodes():
    tree = boxed(parse_latex(r"L = E[\frac{1}{2} \|a - b\|^2] + C"), [0])
    expr = parse_expression(tree)
    everything = {id(node) for node in walk_layout(tree)}
    for part in walk(expr):
        for node in part.span:
            assert id(node) in everything, (part.op, to_latex(node))
    norm = find(expr, "norm")
    assert expr_latex(norm) == r"\|a - b\|"
    assert expr_latex(norm.args[0]) == "a - b"
    assert norm.args[0].box.x0 < norm.args[0].args[1].box.x0
    assert expr.box.x0 == 1


def test_brackets_are_in_outer_only():
    expr = parse_math("a(b + c)")
    inner = find(expr, "sum")
    assert expr_latex(inner) == "b + c"
    assert expr_latex(inner, brackets=True) == "(b + c)"


def test_commas_and_signs_stay_in_the_printed_latex():
    equation = parse_math(r"\frac{dx}{dt} = v_\theta(x, t)")
    assert expr_latex(equation.args[1]) == r"v_{\theta}(x, t)"
    widened = parse_math("-\\sum_i a_i - b_i + c")
    assert expr_latex(find(widened, "big")) == r"\sum_{i}a_{i} - b_{i}"
    assert expr_latex(find(widened, "big").args[0]) == "a_{i} - b_{i}"


def test_ambiguous_bracket_keeps_the_other_reading():
    product = parse_math("k_1 r(x + y)")
    assert product.op == "product"
    assert any("apply(r, sum(x, y))" in show(other) for other in product.alternatives)
    applied = parse_math("f(x + y)")
    assert show(applied) == "apply(f, sum(x, y))"
    assert show(applied.alternatives[0]) == "product(f, sum(x, y))"


def test_paper_definitions_settle_ambiguity():
    latex = parse_latex("r(x + y)")
    assert parse_expression(latex).op == "product"
    assert show(parse_expression(latex, frozenset({"r"}))) == "apply(r, sum(x, y))"


def test_a_head_applied_once_is_a_function_throughout():
    assert show(parse_math("B(x, y) = B(x + y)")) == "relation[=](apply(B, x, y), apply(B, sum(x, y)))"


def test_superscripts_keep_the_other_reading():
    expr = parse_math(r"x^i")
    assert (expr.op, expr.alternatives[0].op) == ("script", "power")


@pytest.mark.parametrize("latex", [latex for latex, _ in GOLDEN])
def test_every_mark_is_in_the_span(latex):
    tree = parse_latex(latex)
    expr = parse_expression(tree)
    kept = {id(node) for part in expr.span for node in walk_layout(part)}
    for node in walk_layout(tree):
        if isinstance(node, Mark) and node.latex not in (",", ".", ";"):
            assert id(node) in kept, to_latex(node)


@pytest.mark.parametrize("latex", [latex for latex, _ in GOLDEN])
def test_latex_of_subtrees_parses_to_the_same_tree(latex):
    """What is written for a subtree means the same again, except where the surroundings decided its reading."""
    for part in walk(parse_math(latex)):
        again = parse_math(expr_latex(part))
        if part.op in ("number", "norm", "root", "quotient", "expectation", "binomial", "inner"):
            assert again == part


def test_latex_is_built_where_nothing_is_printed():
    x, y = Expr("symbol", value="x"), Expr("symbol", value="y")
    power = Expr("power", (Expr("sum", (x, y)), Expr("number", value="2")))
    assert expr_latex(power) == "(x + y)^{2}"
    assert expr_latex(Expr("product", (x, Expr("sum", (x, y))))) == "x(x + y)"
    assert expr_latex(Expr("expectation", (x, Expr("symbol", value="p"), y))) == r"\mathbb{E}_{y\sim p}[x]"


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_never_raises(tree):
    expr = parse_expression(tree)
    for part in walk(expr):
        assert part.op in OPS
        parse_latex(expr_latex(part))


#: letters without a role of their own; no vowels, which make words of italic runs
NAMES = ["x", "y", "z", "b", r"\mathbf{x}", r"\mathbf{y}"]
SIGN_TABLE = ["+", "-", "=", "(", ")", "|", r"\|", ",", "^2", "_i", r"\frac{x}{y}"]
SIGN_RUNS = st.lists(st.sampled_from([*NAMES, *SIGN_TABLE]), max_size=14)


@settings(max_examples=300, deadline=None)
@given(SIGN_RUNS)
def test_renaming_symbols_commutes_with_parsing(pieces):
    renamed = {"x": "z", "z": "x", "y": "b", "b": "y", r"\mathbf{x}": r"\mathbf{y}", r"\mathbf{y}": r"\mathbf{x}"}
    swapped = [renamed.get(piece, piece.replace(r"\frac{x}{y}", r"\frac{z}{b}")) for piece in pieces]
    try:
        one, other = (parse_latex(" ".join(p)) for p in (pieces, swapped))
    except Exception:  # two scripts in a row are no formula
        return

    def rename(expr: Expr) -> Expr:
        value = renamed.get(expr.value, expr.value)
        return Expr(expr.op, tuple(rename(arg) for arg in expr.args), value)

    assert rename(parse_expression(one)) == parse_expression(other)


def test_deep_and_long_formulas_are_cut_not_crashed():
    deep: Node = Mark("x")
    for level in range(500):
        deep = Radical(deep) if level % 2 else Fence("(", deep, ")")
    assert parse_expression(deep).op == "unknown"
    for signs in (["-"], ["("], [r"\nabla"], [r"\sum"], ["|"], ["["], ["x", "|"], ["a", "(", "x", "+"]):
        marks = [Mark(sign) for sign in signs]
        assert parse_expression(row([*(marks * 400), Mark("x")])).op in OPS


def test_a_page_and_typed_latex_mean_the_same():
    """A page gives every upright word as a name of its own, and italic indices as one word."""
    page = row(
        [Scripts(Mark("x"), Name("ij", "it")), Mark("="), Mark("1"), Space(1.0), Name("if"), Name("the"), Name("value")]
    )
    assert parse_expression(page) == parse_math(r"x_{ij} = 1 \quad \text{if the value}")
    assert parse_expression(row([Name("latent"), Name("code"), Mark("z")])).args[0].op == "text"
    assert parse_expression(row([Name("log"), Name("det"), Mark("z")])) == parse_math(r"\log\det z")


def test_an_index_with_an_index_is_written_again_without_the_other_script():
    assert expr_latex(parse_math(r"v_{w_O}'").args[0]) == "v_{w_{O}}"
    assert expr_latex(parse_math(r"v_{w_O}'^\top").args[0]) == "v_{w_{O}}'"
    assert expr_latex(parse_math("f(x)_{i_j}")) == "f(x)_{i_{j}}"


def test_two_capitals_before_a_bracket_name_a_normalisation():
    applied = parse_math(r"LN(Wh; \alpha, \beta)")
    assert applied.op == "apply" and applied.args[0].value == "LN"
    assert parse_math("LN x").op == "product"
