"""Layout tree → MathML: structure of typical formulas, and well-formed XML for any tree."""

from xml.etree import ElementTree

import pytest
from formula_strategies import TREES
from hypothesis import given, settings

from reader.formula_tree import Mark, Radical, Text, children, walk
from reader.latex.mathml import NAMESPACE, styled_letter, to_mathml
from reader.latex.parser import parse_latex

HEAD = f'<math xmlns="{NAMESPACE}" display="block">'
#: how many children each element has to have
ARITY = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}


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
        (r"\hat{x}", '<mover accent="true"><mi>x</mi><mo>^</mo></mover>'),
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
    assert table.count("<mtr>") == 2 and table.count("<mtd>") == 4
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
def test_any_tree_gives_well_formed_mathml(tree):
    root = ElementTree.fromstring(to_mathml(tree))
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        assert len(element) == ARITY.get(tag, len(element)), tag
    leaves = sum(not children(node) for node in walk(tree))
    assert sum(1 for _ in root.iter()) >= leaves


def test_a_function_stands_apart_from_its_argument_but_not_from_a_bracket():
    assert "mspace" in to_mathml(parse_latex(r"a\log b"))
    assert "mspace" not in to_mathml(parse_latex(r"\log(b)"))
