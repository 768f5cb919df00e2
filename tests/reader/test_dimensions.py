"""Products that fit are said to, those that cannot are told, and where something is unknown nothing is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_of import sentences_and_equations

from reader.symbols.dimensions import MOST, Shapes, Statement, check
from reader.symbols.scopes import find_symbols

KNOWN = (
    r"W \in \mathbb{R}^{m \times n}", r"x \in \mathbb{R}^n", r"b \in \mathbb{R}^m", r"h_t \in \mathbb{R}^n",
    r"Q, K \in \mathbb{R}^{N \times d}", r"A \in \mathbb{R}^{p \times d}", "p = 2d", r"c \in \mathbb{R}",
)  # fmt: skip


def statements(formula: str) -> list[Statement]:
    told = [("1 Method", 1, f"Let ${latex}$.") for latex in (*KNOWN, formula)]
    sentences, equations = sentences_and_equations(*told)
    return check(equations[-1], Shapes(find_symbols(sentences, equations), equations))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("y = W x + b", "$Wx$: $m \\times n$ times a vector of length $n$ gives a vector of length $m$"),
        (r"b^\top W x", "gives a number"),
        ("W h_{t-1}", "gives a vector of length $m$"),
        (r"\frac{Q K^\top}{\sqrt{2}}", r"gives $N \times N$"),
        (r"\tanh(W x)", "gives a vector of length $m$"),
    ],
)
def test_fits(formula: str, text: str) -> None:
    found = statements(formula)
    assert [s.fits for s in found] == [True]
    assert text in found[0].text


@pytest.mark.parametrize(
    "formula", [r"W^\top x", "Q K", r"x \odot b", "y = x + b", r"x^\top W", "b = W^\\top b", r"z = \tanh(W^\top x)"]
)
def test_does_not_fit(formula: str) -> None:
    found = statements(formula)
    assert found
    assert not found[0].fits


@pytest.mark.parametrize("formula", ["W u", "x + 1", "b W u", "c x", "Q A", "A^2", r"f(W) x", "u v", "W_a x", "x'"])
def test_says_nothing(formula: str) -> None:
    """Unknown letters, numbers, sides that the paper sets equal to something."""
    assert statements(formula) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["W", "x", "b", "Q", "K^\\top", "+", "u", "2", r"\odot", "=", "h_t"]), max_size=9))
def test_never_fails(parts: list[str]) -> None:
    found = statements("y " + " ".join(parts))
    assert len(found) <= MOST
