"""Layout tree → MathML: structure of typical formulas, and valid MathML for any tree."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from formula_strategies import TREES
from hypothesis import given, settings
from mathml_rules import broken

from reader.formula_tree import Mark, Radical, Text, children, walk
from reader.latex.mathml import NAMESPACE, to_mathml
from reader.latex.mathml_leaves import styled_letter
from reader.latex.parser import parse_latex

HEAD = f'<math xmlns="{NAMESPACE}" display="block">'
FORMULAS = [
    latex
    for name in ("golden_expressions.txt", "golden_expressions_audit.txt")
    for latex in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[::2]
]


def inner(latex: str) -> str:
    whole = to_mathml(parse_latex(latex))
    assert whole.startswith(HEAD) and whole.endswith("</math>")
    return whole[len(HEAD) : -len("</math>")]


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        ("12", "<mn>12</mn>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\mathbf{x}", '<mi mathvariant="normal">𝐱</mi>'),
        (r"\boldsymbol{\mu}", '<mi mathvariant="normal">𝝁</mi>'),
        (r"\mathbb{R}", '<mi mathvariant="normal">ℝ</mi>'),
        (r"\mathcal{L}", '<mi mathvariant="normal">ℒ</mi>'),
        (r"\theta", "<mi>θ</mi>"),
        (r"\Sigma", '<mi mathvariant="normal">Σ</mi>'),
        (r"\log", "<mi>log</mi>"),
        (r"\argmin", "<mi>arg min</mi>"),
        (r"x < y", "<mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow>"),
        ("x_t^2", "<msubsup><mi>x</mi><mi>t</mi><mn>2</mn></msubsup>"),
        ("x'", "<msup><mi>x</mi><mo>′</mo></msup>"),
        (r"\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\hat{x}", '<mover accent="true"><mi>x</mi><mo stretchy="false">ˆ</mo></mover>'),
        (r"\sum_i^n", "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>"),
        (r"\int_0", "<msub><mo>∫</mo><mn>0</mn></msub>"),
        (r"(x)", '<mrow><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>'),
        (r"a \not\approx b", "<mrow><mi>a</mi><mo>≈\u0338</mo><mi>b</mi></mrow>"),
        (r"\underbrace{x}_{y}", "<munder><munder><mi>x</mi><mo>⏟</mo></munder><mi>y</mi></munder>"),
        (r"\xrightarrow{d}", "<mover><mo>→</mo><mi>d</mi></mover>"),
        ("{}_a", "<mmultiscripts><mrow></mrow><mi>a</mi><none/></mmultiscripts>"),
        (r"a \quad b", '<mrow><mi>a</mi><mspace width="1em"/><mi>b</mi></mrow>'),
    ],
)
def test_structure(latex, mathml):
    assert inner(latex) == mathml


def test_matrix_and_cases():
    table = inner(r"\begin{cases} a & b \\ c & d \end{cases}")
    assert table.count("<mtr>") == 2 and table.count("<mtd ") == 4
    assert '<mo fence="true" stretchy="true" form="prefix">{</mo>' in table


def test_text_is_escaped():
    assert "<script>" not in to_mathml(Text("<script>alert(1)</script> & co"))
    assert "\x00" not in to_mathml(Text("a\x00\ud800b"))
    assert to_mathml(Mark("x", known=False)).count("<mtext>?</mtext>") == 1


def test_letters_of_mathematical_alphabets():
    assert styled_letter("h", "frak") == "𝔥"
    assert styled_letter("é", "bf") == "é"


def test_depth_is_cut():
    tree = Mark("x")
    for _ in range(800):
        tree = Radical(tree)
    ElementTree.fromstring(to_mathml(tree))


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_any_tree_gives_valid_mathml(tree):
    root = ElementTree.fromstring(to_mathml(tree))
    assert not broken(to_mathml(tree))
    leaves = sum(not children(node) for node in walk(tree))
    assert sum(1 for _ in root.iter()) >= leaves


def test_formulas_of_papers_give_valid_mathml():
    for latex in FORMULAS:
        assert not broken(to_mathml(parse_latex(latex))), latex


def test_a_function_stands_apart_from_its_argument_but_not_from_a_bracket():
    assert "mspace" in to_mathml(parse_latex(r"a\log b"))
    assert "mspace" not in to_mathml(parse_latex(r"\log(b)"))


@pytest.mark.parametrize(
    ("latex", "piece"),
    [
        ("a = -x", '<mo form="prefix">−</mo>'),
        ("a - x", "<mo>−</mo>"),
        ("(-1)^n", '<mo form="prefix">−</mo>'),
        ("|x| + 1", '<mo stretchy="false" form="prefix">|</mo>'),
        ("2|x|^2", '<msup><mo stretchy="false" form="postfix">|</mo><mn>2</mn></msup>'),
        ("p(x|y)", '<mo stretchy="false">|</mo>'),
        ("p(x|y)p(y|z)", '<mo stretchy="false">|</mo>'),
        ("1/2", '<mo lspace="0em" rspace="0em">/</mo>'),
        (r"\int f dx", '<mspace width="0.167em"/><mi>d</mi>'),
        (r"\int dx f", "<mo>∫</mo><mi>d</mi>"),
        (r"\overline{ab}", '<mo stretchy="true">\u0332</mo>'),
    ],
)
def test_signs_know_where_they_stand(latex, piece):
    assert piece in inner(latex)
