import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.definitions.formulas import formulas_in
from reader.definitions.mentions import prepare


def said(text: str) -> dict[str, str]:
    return {"".join(found.symbol): found.phrase for found in formulas_in(prepare(text, marked=True))}


@pytest.mark.parametrize(
    ("text", "symbol", "phrase"),
    [
        (r"We abbreviate $x_k := w_k - w^\star$.", "x_{k}", r"defined as $w_k - w^\star$"),
        (r"and $G_k \coloneqq \|g_k\|^2$", "G_{k}", r"defined as $\|g_k\|^2$"),
        (r"Define $\hat{A} = D^{-1} A$.", r"\hat{A}", "defined as $D^{-1} A$"),
        (r"Let $f(x) = a + b$.", "f", "defined as $a + b$"),
        (r"with noise $\epsilon \sim \mathcal{N}(0, I)$", r"\epsilon", r"drawn from $\mathcal{N}(0, I)$"),
        (r"where $a = b + c$, and", "a", "defined as $b + c$"),
    ],
)
def test_defining_formulas_are_read(text: str, symbol: str, phrase: str) -> None:
    assert said(text)[symbol] == phrase


@pytest.mark.parametrize(
    "text",
    [
        r"so that $a = b$ holds",
        r"we write $f(w) := f(p_w)$",
        r"$J := \max_s$ $g(s)$",
        r"with $K = 5$",
        r"where $a = 5$",
        r"$a + b := c$",
        r"$\sum_{i=1}^n x_i$",
        r"$E_{x \sim p}[f]$",
    ],
)
def test_what_defines_nothing_says_nothing(text: str) -> None:
    assert said(text) == {}


@given(st.lists(st.sampled_from([*"xiT1=,[]{}()_^", ":=", r"\sim ", r"\frac", r"\hat"]), max_size=25))
def test_any_formula_may_come(pieces: list[str]) -> None:
    for found in formulas_in(prepare(f"where ${''.join(pieces)}$ holds", marked=True)):
        assert found.symbol and len(found.phrase) < 90
