import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.definitions.latex import marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\mathbf{x}_{t}", r"{\bm x}_t"),
        (r"\mathbf{x}", "𝐱"),
        ("x_t", "xₜ"),
        (r"\sigma^2", "σ²"),
        (r"W^T", r"W^{\top}"),
        (r"x^2_i", r"x_i^2"),
        (r"\left( a \right)", "(a)"),
        (r"p_\theta(x \mid z)", r"p_{\theta} (x|z)"),
        (r"\mathcal{L}", "ℒ"),
        (r"\operatorname{softmax}", r"\mathrm{softmax}"),
        ("f'", r"f^{\prime}"),
        (r"\widehat{y}", r"\hat y"),
        (r"x \le y", r"x \leq y"),
    ],
)
def test_spellings_of_one_symbol(one: str, other: str) -> None:
    assert marks(one) == marks(other)


@pytest.mark.parametrize(
    ("one", "other"), [("x", r"\mathbf{x}"), ("x_t", "x"), (r"\epsilon", r"\varepsilon"), ("L", r"\mathcal{L}")]
)
def test_different_symbols_stay_different(one: str, other: str) -> None:
    assert marks(one) != marks(other)


@given(st.text(max_size=60))
def test_never_fails(latex: str) -> None:
    marks(latex)
