"""One spelling per symbol, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.symbols.spelling import dissect, normal


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (r"x_{t}", "x_t"),
        (r"\sigma^{2}_t", r"\sigma_t^2"),
        (r"\lVert \cdot \rVert_{2}", r"\|\cdot\|_2"),
        (r"||\cdot||", r"\|\cdot\|"),
        (r"\operatorname{softmax}", r"\mathrm{softmax}"),
        (r"\operatorname{log}", r"\log"),
        (r"\bar\alpha_t", r"\bar{\alpha}_t"),
        (r"\bm{\mu}", r"\boldsymbol{\mu}"),
        (r"\mathbf{\mu}_{\theta}", r"\boldsymbol{\mu}_\theta"),
        (r"x'", r"x^\prime"),
        (r"\operatorname{argmin}", r"\arg\min"),
        (r"\left| x \right|", "|x|"),
        (r"W^Q_i", "W_i^Q"),
    ],
)
def test_normal(typed: str, expected: str) -> None:
    assert normal(typed) == expected
    assert normal(expected) == expected


def test_dissect() -> None:
    spelling = dissect(r"\tilde{\boldsymbol{\mu}}_{t-1}^*")
    assert (spelling.letter, spelling.face, spelling.accents) == (r"\mu", "bold", ("tilde",))
    assert (spelling.sub, spelling.sup) == ("t-1", "*")
    assert spelling.without("face", "accents", "sub", "sup").latex == r"\mu"


def test_a_face_that_makes_another_symbol_stays() -> None:
    assert dissect(r"\mathcal{N}").without("face").latex == r"\mathcal{N}"
    assert dissect(r"\mathbf{x}").without("face").latex == "x"


@given(st.text(max_size=40) | st.text(alphabet="\\{}_^'|x2 \\hat", max_size=30))
def test_any_text_has_a_spelling(text: str) -> None:
    assert isinstance(normal(text), str)
    assert isinstance(dissect(text).latex, str)
