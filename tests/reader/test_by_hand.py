r"""What people type by hand: plain ASCII, pasted Unicode, LaTeX with slips; always a tree or one clear sentence, soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from showing import show

from reader.expression.parse import expr_latex, parse_math, parse_typed
from reader.latex.by_hand import typed_latex
from reader.latex.mathml import to_mathml
from reader.latex.parser import LatexError, parse_latex
from reader.operators import OPS, walk
from reader.speech.speak import say

MEANT = {
    "∑ᵢ xᵢ²": r"\sum_i x_i^2",
    "||x||₂": r"\|x\|_2",
    "argmin_θ L(θ)": r"\arg\min_\theta L(\theta)",
    "E_{x~p}[f(x)]": r"E_{x \sim p}[f(x)]",
    "D_KL(P || Q)": r"D_{KL}(P \| Q)",
    "softmax(QKᵀ/√dₖ)V": r"\operatorname{softmax}(QK^\top/\sqrt{d_k})V",
    "x_t = √ᾱ_t x_0 + √(1-ᾱ_t) ε": r"x_t = \sqrt{\bar\alpha_t} x_0 + \sqrt{1 - \bar\alpha_t}\varepsilon",
    "A⁻¹ x ∉ ℝⁿ": r"A^{-1} x \notin \mathbb{R}^n",
    "w⊤x + b": r"w^\top x + b",
    "f′(x)": "f'(x)",
    "f: R -> R": r"f: R \to R",
    "x <= y": r"x \leq y",
    "x != y": r"x \neq y",
    "n!": "n!",
    "x^10": "x^{10}",
    "x_10": "x_{10}",
    "e^-x": "e^{-x}",
    "x_t-1": "x_t - 1",
    "10^-3": "10^{-3}",
    r"\sigma^-1": r"\sigma^{-1}",
    "sqrt(x^2 + y^2)": r"\sqrt{x^2 + y^2}",
    "sum_i log p(x_i)": r"\sum_i \log p(x_i)",
    "lim_{x->0} f(x)": r"\lim_{x \to 0} f(x)",
    "alpha + beta": r"\alpha + \beta",
    "x in {0, 1}": r"x \in \{0, 1\}",
    "50%": r"50\%",
    r"\frac12": r"\frac{1}{2}",
    "a_nb_n": "a_n b_n",
    "E = mc^2": "E = m c^2",
    "max(0, 1 - y f(x))": r"\max(0, 1 - y f(x))",
}


@pytest.mark.parametrize("typed", MEANT)
def test_what_is_typed_is_what_is_meant(typed):
    assert show(parse_typed(typed)) == show(parse_math(MEANT[typed]))


@pytest.mark.parametrize("latex", [meant for meant in MEANT.values() if "\\" in meant])
def test_latex_proper_stays(latex):
    assert typed_latex(latex) == latex


#: what nobody means, and how many characters of it
MASSES = {
    "{": 10_000, "}": 9_000, "(": 19_000, "f(": 6_000, "|": 19_000, r"\|x": 5_000, "a,": 9_000, "1/": 9_000, "n!": 9_000,
    "-": 19_000, "d": 19_000, "x'": 9_000, "x^": 9_000, r"\sqrt": 3_000, r"\hat": 3_000, r"\not": 3_000, r"\frac": 3_000,
    r"\sum ": 3_000, r"\nabla ": 2_000, r"\forall x ": 1_500, r"\left(": 3_000, "x\u0302": 6_000, "√": 19_000, "𝔼": 330_000,
    "x": 1_000_000, "\x00\x01": 500, "مرحبا ": 1_000, "\u202e\u2066x": 500, "\\": 9_000, "$": 9_000, "&": 9_000, "%": 9_000,
}  # fmt: skip


@pytest.mark.parametrize("piece", MASSES, ids=[ascii(piece) for piece in MASSES])
def test_masses_of_nonsense_end_soon(piece):
    started = time.process_time()
    try:
        expr = parse_typed(piece * MASSES[piece])
        assert say(expr) and isinstance(expr_latex(expr), str)
    except LatexError as error:
        assert str(error).endswith(".") and "\n" not in str(error) and len(str(error)) < 200
    assert time.process_time() - started < 5, "seconds of CPU; 1.3 at most when this was written"


PIECES = [
    *"xyzabdEpNK012 ,;:.!?|'\"()[]{}^_+-*/=<>~&$#%√∑∫∂∇²ᵢᵀ⁻¹αβΣ𝔼ℝ∈∉≤→‖⊤′x̂\u202e\x00",
    "sqrt(", "sum_", "log ", "exp(", "argmin_", "||", "->", "<=", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\sum_", r"\alpha ",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_anything_typed_is_a_tree_or_a_sentence(typed):
    try:
        expr = parse_typed(typed)
    except LatexError as error:
        assert str(error).endswith(".") and "\n" not in str(error)
        return
    assert all(part.op in OPS for part in walk(expr))
    assert say(expr) and to_mathml(parse_latex(typed_latex(typed)))
