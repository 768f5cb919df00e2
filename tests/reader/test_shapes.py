"""Kinds and shapes from formulas and from what the paper says, with what speaks for them."""

from __future__ import annotations

import pytest
from paper_of import sentences_and_equations

from reader.paper import Symbol
from reader.symbols.kinds import said_kind
from reader.symbols.scopes import find_symbols
from reader.symbols.shapes import said_shape


def symbols(*texts: str) -> dict[str, Symbol]:
    found = find_symbols(*sentences_and_equations(*(("1 Method", 1, text) for text in texts)))
    return {s.latex: s for s in found}


@pytest.mark.parametrize(
    ("formula", "symbol", "shape", "kind"),
    [
        (r"x \in \mathbb{R}^d", "x", "d", "vector"),
        (r"W_a \in \mathbb{R}^{n \times 2n}", "W_a", r"n \times 2n", "matrix"),
        (r"W, U \in \mathbb{R}^{n \times m}", "U", r"n \times m", "matrix"),
        (r"\mathbf{x} \in \mathbb{R}^{H \times W \times C}", r"\mathbf{x}", r"H \times W \times C", "tensor"),
        (r"E \in \mathbb{R}^{(N + 1) \times D}", "E", r"(N + 1) \times D", "matrix"),
        (r"z \in [0, 1]^k", "z", "k", None),
        (r"\alpha \in \mathbb{R}", r"\alpha", None, "scalar"),
        (r"\alpha \in \mathbb{R}^+", r"\alpha", None, "scalar"),
    ],
)
def test_formulas_state_shapes(formula: str, symbol: str, shape: str | None, kind: str | None) -> None:
    found = symbols(f"Let ${formula}$.")[symbol]
    assert found.shape == shape
    assert kind in (None, found.kind)
    assert found.because


def test_an_index_has_a_shape_of_its_own() -> None:
    assert symbols(r"Let $W_a \in \mathbb{R}^{n \times n}$.")["W"].shape is None


def test_contradictions_leave_the_shape_open() -> None:
    assert symbols(r"Let $v \in \mathbb{R}^n$.", r"Now $v \in \mathbb{R}^m$.")["v"].shape is None


@pytest.mark.parametrize(
    ("phrase", "shape"),
    [
        ("$d$-dimensional vector", "d"),
        ("bias vector of length $H$", "H"),
        (r"$m \times n$ matrix", r"m \times n"),
        ("embedding of dimension $d_k$", "d_k"),
        ("real matrix", None),
        ("number of $k$ things", None),
    ],
)
def test_prose_says_shapes(phrase: str, shape: str | None) -> None:
    found = said_shape(phrase)
    assert (found.latex if found else None) == shape


def test_prose_says_kinds() -> None:
    found = symbols("Here $A$ is the weight matrix of the layer.", "We apply $A$.")["A"]
    assert found.kind == "matrix"
    assert found.because[0].startswith("the paper says “weight matrix")
    assert symbols("Here $q$ denotes the set of queries.")["q"].kind == "set"
    assert symbols("Here $q$ is a thing.")["q"].kind == "scalar"


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("random orthogonal matrices", "matrix"),
        ("nonlinear function that outputs the probability", "function"),
        ("parameter vector of the policy", "vector"),
        ("gizmo", ""),
        ("", ""),
    ],
)
def test_kinds_by_name(phrase: str, kind: str) -> None:
    assert said_kind(phrase) == kind


def test_one_place_does_not_outweigh_all_others() -> None:
    """A letter that is mostly plain stays so, however many plain uses there are beside a stated membership."""
    found = symbols(r"Let $x \in \mathbb{R}^d$.", *["We use $x$."] * 30)["x"]
    assert found.kind == "vector"
