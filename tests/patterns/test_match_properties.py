"""What must hold of matching whatever the equation: it never raises, and letters of one kind may be exchanged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.library import load_library
from patterns.match import match
from patterns.normal import normal
from patterns.rank import KEPT
from reader.expression.parse import parse_math
from reader.operators import NOTHING, OPS, Expr

LIBRARY = load_library()

#: letters that mean the same kind of thing: exchanging them throughout must not change the pattern
KINDS = {
    "parameters": ["\\theta", "\\phi", "\\psi", "\\omega"],
    "bold data": ["\\mathbf{x}", "\\mathbf{u}", "\\mathbf{s}"],
    "latent": ["z", "h"],
    "penalties": ["\\lambda", "\\mu"],
}
RENAMED = [
    "L(\\theta) = \\frac{1}{N}\\sum_{i=1}^N (y_i - f_\\theta(\\mathbf{x}_i))^2 + \\lambda\\|\\theta\\|^2",
    "\\mathcal{L}(\\theta) = \\mathbb{E}_{q(z|\\mathbf{x})}[\\log p_\\theta(\\mathbf{x}|z)] - D_{KL}(q(z|\\mathbf{x})\\|p(z))",
    "\\theta_{t+1} = \\theta_t - \\eta\\nabla_\\theta J(\\theta_t)",
    "\\log p(\\mathbf{x}) \\geq \\mathbb{E}_{q(z)}\\left[\\log\\frac{p(\\mathbf{x},z)}{q(z)}\\right]",
    "p_\\theta(z|\\mathbf{x}) = \\frac{p_\\theta(\\mathbf{x}|z)p(z)}{p(\\mathbf{x})}",
    "\\min_\\theta \\mathbb{E}_{\\mathbf{x}}\\left[\\|s_\\theta(\\mathbf{x}) - \\nabla_{\\mathbf{x}}\\log q(\\mathbf{x})\\|^2\\right]",
    "p(y|\\mathbf{x}) = \\mathrm{softmax}(W\\mathbf{x} + b)",
    "-\\sum_i \\log p_\\theta(y_i|\\mathbf{x}_i)",
]


def exprs():
    """Random operator trees: any operator, any number of arguments, letters that templates look for."""
    letters = st.sampled_from(
        ["x", "\\theta", "p", "q", "\\mathcal{N}", "\\log", "\\mathrm{softmax}", "D", "\\sigma", "e", "\\pi"]
    )
    leaves = st.one_of(
        st.builds(lambda v: Expr("symbol", value=v), letters),
        st.builds(lambda v: Expr("number", value=str(v)), st.integers(0, 3)),
        st.just(NOTHING),
    )
    inner = sorted(OPS - {"symbol", "number", "nothing", "text", "unknown"})
    values = st.sampled_from(
        ["", "=", "\\leq", "E", "Var", "\\sum", "\\prod", "\\int", "max", "argmin", "\\|", "\\nabla", "d", "(", ","]
    )

    def grow(children):
        return st.builds(
            lambda op, value, args: Expr(op, tuple(args), value),
            st.sampled_from(inner), values, st.lists(children, min_size=2, max_size=4),
        )  # fmt: skip

    return st.recursive(leaves, grow, max_leaves=14)


@given(exprs())
def test_matching_never_raises(expr):
    found = match(expr)
    assert len(found) <= KEPT
    for one in found:
        assert one.id in LIBRARY.entries
        assert 0 < one.confidence <= 1
        assert set(one.roles) <= set(LIBRARY.entries[one.id].roles)


@given(exprs())
def test_the_normal_form_never_raises(expr):
    normal(expr)


@pytest.mark.parametrize("latex", RENAMED)
@pytest.mark.parametrize("kind", KINDS)
def test_renaming_letters_of_a_kind_changes_nothing(latex, kind):
    letters = KINDS[kind]
    used = [letter for letter in letters if letter in latex]
    before = [m.id for m in match(parse_math(latex))]
    for other in letters:
        if not used or other in latex:
            continue
        renamed = re.sub(re.escape(used[0]) + r"(?![A-Za-z])", lambda _, new=other: new + " ", latex)
        assert [m.id for m in match(parse_math(renamed))] == before, renamed


@pytest.mark.parametrize(("one", "other"), [
    ("\\frac{1}{N}\\sum_{i=1}^N (y_i-\\hat{y}_i)^2", "\\mathbb{E}[\\|y-\\hat{y}\\|^2]"),
    ("(a-W b)^\\top(a-W b)", "\\|a-W b\\|_2^2"),
    ("\\frac{e^{z_i}}{\\sum_j e^{z_j}}", "\\exp(z_i)\\left(\\sum_j\\exp(z_j)\\right)^{-1}"),
    ("-\\sum_x p(x)\\ln q(x)", "-\\int p(x)\\log q(x)\\,dx"),
    ("\\max_\\theta\\sum_i\\log p_\\theta(x_i)", "\\min_\\theta-\\sum_i\\log p_\\theta(x_i)"),
    ("\\theta \\leftarrow \\theta-\\eta g", "\\theta_{t+1} = \\theta_t-\\eta g_t"),
    ("[1-y f(x)]_+", "\\max(0,1-y f(x))"),
])  # fmt: skip
def test_other_notation_same_pattern(one, other):
    assert match(parse_math(one))[0].id == match(parse_math(other))[0].id
