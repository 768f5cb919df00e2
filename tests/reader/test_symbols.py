"""The symbols of a formula are those a reader would point at, with their kinds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.expression.parse import parse_math
from reader.geometry import Box
from reader.latex.parser import LatexError, parse_latex
from reader.latex.writer import to_latex
from reader.paper import Equation
from reader.symbols.kinds import kind_evidence, settle_kind
from reader.symbols.symbols import collect, placed, symbols_of

DDPM = (
    r"L_{t-1} = \mathbb{E}_q\left[\frac{1}{2\sigma_t^2}\|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t, \mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2\right] + C"
)


def names(latex: str) -> list[str]:
    return [use.latex for use in symbols_of(parse_math(latex))]


def test_the_touchstone_equation() -> None:
    assert set(names(DDPM)) == {
        "L_{t-1}", "L", "t", r"\mathbb{E}_q", r"\mathbb{E}", "q", r"\sigma_t^2", r"\sigma_t", r"\sigma", r"\|\cdot\|",
        r"\tilde{\boldsymbol{\mu}}_t", r"\tilde{\boldsymbol{\mu}}", r"\mathbf{x}_t", r"\mathbf{x}", r"\mathbf{x}_0",
        r"\boldsymbol{\mu}_\theta", r"\boldsymbol{\mu}", r"\theta", "C",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "present", "absent"),
    [
        (r"p_\theta(x | z)", {r"p_\theta", "p", r"\theta", "x", "z", "|"}, {r"p_\theta(x|z)"}),
        (r"Q K^T / \sqrt{d_k}", {"Q", "K", "T", "d_k", "d", "k"}, {"K^T"}),
        (r"x^\top y", {"x", r"\top", "y"}, set()),
        (r"W_i^Q", {"W_i^Q", "W", "i"}, {"Q"}),
        (r"D_{\mathrm{KL}}(p \| q)", {r"D_{\mathrm{KL}}", r"\|", "p", "q"}, {r"\mathrm{KL}"}),
        (r"\nabla_\theta f(x)", {r"\nabla_\theta", r"\nabla", r"\theta", "f", "x"}, set()),
        (r"\mathbb{E}_{x \sim p}[f(x)]", {r"\mathbb{E}_{x\sim p}", r"\mathbb{E}", "x", "p", "f"}, set()),
        (r"\|A\|_F + |b| + \langle u, v \rangle", {r"\|\cdot\|_F", r"|\cdot|", r"\langle\cdot,\cdot\rangle"}, set()),
        (r"\sum_{i=1}^n a_i \odot b_i", {r"\sum", "i", "n", "a_i", r"\odot"}, {"=", "1"}),
        (r"\mathrm{softmax}(z)_i", {r"\mathrm{softmax}", "z", "i"}, set()),
        (r"\hat{y}_i = f(x_i) + x^2", {r"\hat{y}_i", r"\hat{y}", "f", "x_i", "x"}, {"x^2", "=", "+"}),
        (r"\theta_{\text{old}} \leftarrow \theta", {r"\theta_{\mathrm{old}}", r"\theta", r"\leftarrow"}, set()),
        (r"x^{(i)} \in \mathbb{R}^d", {"x^{(i)}", "x", r"\in", r"\mathbb{R}^d", r"\mathbb{R}", "d"}, set()),
        (r"\arg\max_{y} p(y)", {r"\arg\max", "y", "p"}, set()),
        (r"\pi^*(a)", {r"\pi^*", r"\pi", "a"}, {"*"}),
        (r"\text{capacity} = \frac{\text{tokens per batch}}{n}", {r"\text{tokens per batch}", "n"}, set()),
        (r"\frac{\partial L}{\partial w}", {r"\partial", "L", "w"}, set()),
        (r"\text{if } x > 0", {"x"}, {r"\text{if}"}),
    ],
)
def test_which_symbols(formula: str, present: set[str], absent: set[str]) -> None:
    found = set(names(formula))
    assert present <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("formula", "symbol", "kind"),
    [
        (r"\mathbf{x} + \mathbf{A}", r"\mathbf{x}", "vector"),
        (r"\mathbf{x} + \mathbf{A}", r"\mathbf{A}", "matrix"),
        (r"x \in \mathbb{R}^d", "x", "vector"),
        (r"W \in \mathbb{R}^{m \times n}", "W", "matrix"),
        (r"a, b \in \mathbb{R}", "b", "scalar"),
        (r"\mathbf{s} \in \mathbb{R}", r"\mathbf{s}", "scalar"),
        (r"x \in \mathbb{R}^d", r"\mathbb{R}", "set"),
        (r"f(x)", "f", "function"),
        (r"p(x | y)", "p", "distribution"),
        (r"x \sim P", "P", "distribution"),
        (r"\sum_{i=1}^n x_i", "i", "index"),
        (r"\sum_{i=1}^n x_i", "n", "scalar"),
        (r"W x", "W", "matrix"),
        (r"\nabla f", r"\nabla", "operator"),
        (r"A \subset B", "A", "set"),
        (r"\det(M)", "M", "matrix"),
        (r"\|x\|", r"\|\cdot\|", "bracket"),
        (r"K^T", "T", "operator"),
    ],
)
def test_kinds(formula: str, symbol: str, kind: str) -> None:
    uses = [use for use in symbols_of(parse_math(formula)) if use.latex == symbol]
    assert settle_kind(uses) == kind


def test_kinds_have_evidence() -> None:
    use = symbols_of(parse_math(r"x \in \mathbb{R}^d"))
    reasons = [reason for entry in use if entry.latex == "x" for _, _, reason in kind_evidence(entry)]
    assert any("element of" in reason for reason in reasons)


def equation(number: int, page: int, latex: str) -> Equation:
    tree = parse_latex(latex)
    box = Box(0, 0, 1, 1)
    return Equation(f"e{number}", page, box, True, None, tree, to_latex(tree), "", 1.0, parse_math(latex))


def test_collect_joins_a_paper() -> None:
    equations = [equation(1, 1, r"x^T y"), equation(2, 3, r"T = \sum_t x_t"), equation(3, 4, r"\mathbf{x} + x")]
    symbols = collect(equations)
    assert [symbol.id for symbol in symbols] == [f"s{n}" for n in range(1, len(symbols) + 1)]
    by_latex: dict[str, list] = {}
    for symbol in symbols:
        by_latex.setdefault(symbol.latex, []).append(symbol)
    assert by_latex["x"][0].pages == (1, 4)
    assert {symbol.kind for symbol in by_latex["T"]} == {"operator", "scalar"}
    assert by_latex[r"\mathbf{x}"][0].kind == "vector"
    assert [entry.id for entry in placed(equations)] == [symbol.id for symbol in symbols]


FORMULAS = st.lists(
    st.sampled_from(
        [
            "x",
            "y_i",
            r"\alpha",
            "_",
            "^",
            "{",
            "}",
            "(",
            ")",
            "|",
            r"\|",
            r"\frac",
            "+",
            "=",
            r"\sum",
            "T",
            r"\nabla",
            "2",
        ]
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(FORMULAS)
def test_any_formula_has_symbols_that_are_latex(latex: str) -> None:
    try:
        expr = parse_math(latex)
    except LatexError:
        return
    for use in symbols_of(expr):
        assert use.latex
        assert settle_kind([use])
        parse_latex(use.latex)


def test_a_function_name_as_a_script_keeps_its_braces() -> None:
    # KaTeX and TeX refuse D^\max
    uses = symbols_of(parse_math(r"D_{\mathrm{KL}}^{\max}(\pi, \theta_{t})"))
    written = {use.latex for use in uses}
    assert any(latex.endswith(r"^{\max}") for latex in written) and not any(r"^\max" in latex for latex in written)
    assert r"\theta_t" in written
