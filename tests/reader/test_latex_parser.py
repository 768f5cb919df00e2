r"""LaTeX → layout tree: normal form of many spellings, one sentence for nonsense, and the way back."""

import pytest
from formula_strategies import NORMAL_TREES
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import CartoucheError
from reader.formula.normal_form import normal_form
from reader.formula_tree import Array, Fence, Mark, Name, Row, Scripts, Space, Stack, Text, row
from reader.latex.parser import LatexError, parse_latex
from reader.latex.writer import to_latex


def m(text: str, face="it"):
    return row(Mark(word, face) for word in text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\lVert x \rVert", r"\|x\|"),
        (r"p(x \mid y)", "p(x|y)"),
        (r"a \le b", r"a \leq b"),
        (r"a \ne b", r"a \not= b"),
        (r"x \not\in A", r"x \notin A"),
        (r"f \colon X \to Y", r"f : X \rightarrow Y"),
        (r"\bm{x}", r"\boldsymbol{x}"),
        (r"{\bf x}", r"\mathbf{x}"),
        (r"\operatorname{softmax}(x)", r"\mathrm{softmax}(x)"),
        (r"p_{\text{data}}", r"p_{\mathrm{data}}"),
        (r"\operatorname*{arg\,min}_x", r"\argmin_x"),
        (r"\underset{x}{\max}", r"\max_x"),
        (r"\mathop{\mathrm{argmax}}_x", r"\argmax_x"),
        (r"\bigl( x \bigr)", "(x)"),
        (r"\left(\begin{array}{cc} a & b \end{array}\right)", r"\begin{pmatrix} a & b \end{pmatrix}"),
        (r"\left\{ \begin{array}{ll} a & b \\ c & d \end{array} \right.", r"\begin{cases} a & b \\ c & d \end{cases}"),
        (r"\begin{align*} a &= b \\ &= c \end{align*}", r"a &= b \\ &= c"),
        (r"\begin{eqnarray} a &=& b \\ &=& c \end{eqnarray}", r"a &= b \\ &= c"),
        (r"\begin{equation} x = 1 \label{eq:a} \tag{3} \end{equation}", "x=1"),
        (r"x^{\prime\prime}", "x''"),
        (r"x_t^2", "x^2_t"),
        (r"{x_t}^2", "x_t^2"),
        (r"\frac12", r"\dfrac{1}{2}"),
        (r"a \over b", r"\frac{a}{b}"),
        (r"{n \choose k}", r"\binom{n}{k}"),
        (r"\nicefrac{a}{b}", "a/b"),
        (r"x\,y\!z\;w", "xyzw"),
        (r"a :\!= b", r"a \coloneqq b"),
        (r"a, \dots, b", r"a, \ldots, b"),
        (r"a + \dots + b", r"a + \cdots + b"),
        (r"a_1 ... a_n", r"a_1 \ldots a_n"),
        (r"\stackrel{d}{=}", r"\overset{d}{=}"),
        (r"\textcolor{red}{x} % a comment", "x"),
        (r"\(x\)", "$x$"),
        (r"\text{if $x > 0$}", r"\text{if } x > 0"),
        ("𝔼[x̂₀²] ≤ σ∇_θ", r"\mathbb{E}[\hat{x}_0^2] \leq \sigma\nabla_\theta"),
        (r"\phantom{x}y\vphantom{\int}", "y"),
        (r"x\hspace{1cm}y", r"x \quad\quad\quad y"),
    ],
)
def test_two_spellings_give_one_tree(one, other):
    assert parse_latex(one) == parse_latex(other)


@pytest.mark.parametrize(
    ("latex", "tree"),
    [
        ("12.5x", row([Mark("12.5"), Mark("x")])),
        ("x_12", row([Scripts(Mark("x"), Mark("1")), Mark("2")])),
        (r"\mathrm{KL}", Name("KL")),
        (r"\mathrm{d}", Mark("d", "rm")),
        (r"\mathbf{Wx}", m("W x", "bf")),
        (r"\mathbf{MLP}", Name("MLP", "bf")),
        (r"\mathrm{head_i}", Scripts(Name("head"), Mark("i", "rm"))),
        (r"\Gamma", Mark(r"\Gamma", "rm")),
        (r"\mathit{\Gamma}", Mark(r"\Gamma", "it")),
        (r"\text{otherwise}", Text("otherwise")),
        (r"\text{for all}", Text("for all")),
        (r"f(x)^2", row([*m("f ( x").items, Scripts(Mark(")"), None, Mark("2"))])),
        (r"\sum_{i}", Scripts(Mark(r"\sum"), Mark("i"), limits=True)),
        (r"\int_0^1", Scripts(Mark(r"\int"), Mark("0"), Mark("1"))),
        (r"\int\limits_X", Scripts(Mark(r"\int"), Mark("X"), limits=True)),
        (r"\underset{x \sim p}{\mathbb{E}}", Scripts(Mark("E", "bb"), m(r"x \sim p"), limits=True)),
        (r"\overset{!}{=}", Stack(Mark("="), above=Mark("!"))),
        (r"a \quad b", row([Mark("a"), Space(1.0), Mark("b")])),
        (r"\left. x \right|_{0}", Scripts(Fence(".", Mark("x"), "|"), Mark("0"))),
        (r"\substack{i \\ j}", Array(((Mark("i"),), (Mark("j"),)), "substack")),
        ("", Row(())),
    ],
)
def test_tree(latex, tree):
    assert parse_latex(latex) == tree


@pytest.mark.parametrize(
    "nonsense",
    [
        r"\frac{a}{",
        "a}",
        r"\foo",
        "x^a^b",
        r"x_a_b",
        r"\begin{cases} a \end{matrix}",
        r"\begin{frog} a \end{frog}",
        "{" * 100,
        r"\left( x",
        r"x \right)",
        r"\sqrt[3",
        r"\text{a",
        r"\text{a $b}",
        r"\not{ab}",
        r"\left x y \right)",
        "^",
        "x" * 30_000,
        r"\frac",
    ],
)
def test_nonsense_is_refused_in_one_sentence(nonsense):
    with pytest.raises(LatexError) as caught:
        parse_latex(nonsense)
    assert isinstance(caught.value, CartoucheError)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "parts", [(".", ".", "0"), (".", ".", ".0"), ("1", ".", ".0"), (".", ".0", "x"), (".", ".", ".", "0")]
)
def test_points_before_a_number_come_back(parts):
    tree = normal_form(Row(tuple(Mark(part) for part in parts)))
    assert normal_form(tree) == tree
    assert parse_latex(to_latex(tree)) == tree


@settings(max_examples=300, deadline=None)
@given(NORMAL_TREES)
def test_writing_and_parsing_come_back(tree):
    assert normal_form(tree) == tree
    assert parse_latex(to_latex(tree)) == tree


PIECES = [*"\\{}[]()^_&$ abx1%'|", "\\frac", "\\left", "\\right", "\\text", "\\begin{cases}", "\\end{cases}", "é", "𝔼"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_parses_or_is_refused(source):
    try:
        parse_latex(source)
    except LatexError as error:
        assert str(error)
