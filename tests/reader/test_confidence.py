"""How sure a reading is: signs lower it and never raise it, each has a sentence, and the model is sound."""

import json

import pytest
from formula_strategies import TREES
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.confidence import READING, confidence, sentences, signs, strength, weigh
from reader.doubts import doubts
from reader.expression.parse import parse_expression
from reader.formula_tree import Array, Mark, Row, Scripts, Space, Text
from reader.geometry import Box
from reader.latex.parser import parse_latex

MODELS = json.loads((READING / "confidence.json").read_text(encoding="utf-8"))


def sure(latex, display=True, **ink):
    tree = parse_latex(latex)
    return confidence(tree, parse_expression(tree), ink, display)


def found(latex):
    return doubts(parse_latex(latex))


@pytest.mark.parametrize(
    "latex",
    [
        r"E = mc^2",
        r"L_{t-1} = \mathbb{E}_q\left[\frac{1}{2\sigma_t^2}\|\tilde\mu_t(x_t, x_0) - \mu_\theta(x_t, t)\|^2\right] + C",
        r"\frac{\partial L}{\partial w} = \sum_{i=1}^n (y_i - \hat y_i) x_i",
        r"p(x \mid z) = \frac{p(z \mid x) p(x)}{\int p(z \mid x') p(x') dx'}",
        r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
        r"f(x) = \max(0, x), \qquad x \in \mathbb{R}^d",
        r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    ],
)
def test_ordinary_formulas_are_sure(latex):
    value, reasons = sure(latex)
    assert value >= 0.9 and not reasons


@pytest.mark.parametrize(
    ("latex", "sign"),
    [
        (r"{}_n x = y", "no_base"),
        (r"= a + b", "starts_midway"),
        (r"a = b \times", "ends_midway"),
        (r"x^{q \times} = 1", "ends_midway"),
        (r"a = (b + c", "brackets"),
        (r"a = b + c)", "brackets"),
        (r"x = {\frac{a}{b}}_n", "scripts_on_fraction"),
        (r"\int \int f = 1", "two_integrals"),
        (r"a = b \leq \times c", "operators_meet"),
        (r"\lim_{x \to 0}", "nothing_follows"),
        (r"\frac{}{b} = 1", "empty"),
        (r"x = \hat{y_n}", "accent_on_scripts"),
        (r"x_{\times} ^ {\sqrt y} = 1", "root_in_script"),
        (r"\text{we see that all of it is} x = 1", "opens_with_words"),
        (r"x^{=} = 1", "odd_script"),
        (r"(_{n} x) = 1", "odd_base"),
        (r"a = \Re", "look_alike"),
        (r"a \rightsquigarrow b", "rare"),
        (r"x y", "no_relation"),
    ],
)
def test_signs(latex, sign):
    assert found(latex)[sign]
    assert sign in sentences()


def test_a_mark_that_is_not_known():
    tree = Row((Mark("x"), Mark("="), Mark("?", known=False)))
    assert doubts(tree)["unknown"] == 1
    value, reasons = confidence(tree, parse_expression(tree), {}, True)
    assert value < 0.5 and sentences()["unknown"] in reasons


def test_rows_torn_apart():
    def row(text, x0, y0, x1, y1):
        return (Mark(text, box=Box(x0, y0, x1, y1)),)

    apart = Array((row("x", 0, 0, 10, 10), row("y", 0, 20, 10, 30)), "aligned")
    torn = Array((row("x", 0, 0, 10, 10), row("y", 12, 5, 22, 15)), "aligned")
    assert not doubts(apart)["rows_overlap"] and not doubts(apart)["row_beside"]
    assert doubts(torn)["rows_overlap"] == doubts(torn)["row_beside"] == 1


def test_what_the_ink_says_counts():
    plain = sure("a = b")
    for sign in ("off_line", "beside", "script_size", "overlap"):
        less = sure("a = b", **{sign: 1})
        assert less.value <= plain.value
    assert sure("a = b", beside=1).value < 0.8
    assert sentences()["ink_beside"] in sure("a = b", beside=1).reasons


def test_empty_formulas_have_a_confidence():
    for tree in (Row(()), Space(1.0), Text(""), Scripts(Row(())), Array(((Row(()),),), "aligned")):
        value, _ = confidence(tree, parse_expression(tree), {}, True)
        assert 0 < value < 1


@settings(max_examples=60)
@given(
    TREES,
    st.dictionaries(st.sampled_from(["off_line", "beside", "shift", "torn", "math_after"]), st.integers(1, 9)),
)
def test_signs_never_make_a_reading_surer(tree, ink):
    expr = parse_expression(tree)
    for display in (True, False):
        without, with_signs = confidence(tree, expr, {}, display), confidence(tree, expr, ink, display)
        assert with_signs.value <= without.value
        assert len(with_signs.reasons) <= 4 and len(set(with_signs.reasons)) == len(with_signs.reasons)


@pytest.mark.parametrize("kind", ("display", "inline"))
def test_the_model_only_rises(kind):
    model = MODELS[kind]
    assert all(weight > 0 for weight in model["weights"].values())
    scores, shares = zip(*model["shares"], strict=True)
    assert list(scores) == sorted(scores) and list(shares) == sorted(shares)
    assert 0 <= shares[0] < 0.1 and 0.95 < shares[-1] <= 1


def test_every_weighed_sign_has_a_sentence():
    for model in MODELS.values():
        assert set(model["weights"]) <= set(sentences())
    for sentence in sentences().values():
        assert sentence.endswith(".") and len(sentence) < 80


def test_counts_level_off():
    assert strength(1) == 1.0 < strength(2) < strength(3) == strength(30)
    assert weigh({"unknown": 1, "nothing": 5}, {"unknown": 2.0}) == {"unknown": 2.0}


def test_signs_of_shape_and_ink_stand_apart():
    tree = parse_latex("x = y")
    assert signs(tree, parse_expression(tree), {"torn": 2})["ink_torn"] == 2
