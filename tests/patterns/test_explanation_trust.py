"""The paper's words are quoted beside an equation only if they were said of this symbol, and roles flow in one sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.explain import explain
from patterns.explanation.flow import flowing
from patterns.explanation.surroundings import Quote, Surroundings
from patterns.explanation.voice import LANGUAGES, USUAL, VOICES, Voice
from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import parse_math

LIBRARY = load_library()
MOMENTS = r"Adam keeps moving averages $m_{t}$ and $v_{t}$ of the gradient and its square: $$m_{t} = \beta m_{t-1}$$"


def quoted(equation, symbol, phrase, source, own=None):
    """The sentences with quotation marks about an equation whose own sentence is ``own``, or the source."""
    expr = parse_math(equation)
    around = Surroundings({symbol: Quote(source, 2)}, Quote(own or source, 3))
    said = explain(expr, match(expr), Context(definitions={symbol: phrase}), around=around)
    return [s.text for s in said if phrase in s.text and "“" in s.text and "brings it in" not in s.text]


@pytest.mark.parametrize(
    ("equation", "symbol", "phrase", "source", "own"),
    [
        # the words before a display are about what stands before them
        (r"p_i = e^{z_i}", "p_i", "logits", r"Sharper, where $z_{i}$ are the logits: $$p_{i} = e^{z_{i}}$$", None),
        (r"\beta = 3x", r"\beta", "penalty", r"Ridge, where $X$ is the matrix and $\lambda$ the penalty: $$\beta = 3x$$", None),
        ("n = d + 1", "n", "a width", "Decay is written, with a width, as $$n = d + 1$$", None),
        # said of another index, or of a letter in another display
        ("z_t = 3x", "z_t", "fresh noise", "It uses fresh noise $z_{k}$.", "The noisy one is $$z_t = 3x$$"),
        ("L = 3x", "L", "gradients", "It stops gradients: $$L = 4x$$", "The loss is $$L = 3x$$"),
        # a count that was said elsewhere; a nearer sentence that says its own
        ("h = 3x", "h", "number of heads", "It joins $h$ heads.", "Adaptation has $$h = 3x$$"),
        ("v_t = 3x", "v_t", "velocity", "It keeps a velocity $v_{t}$.", MOMENTS),
        # of another formula, or behind the symbol
        ("B = 3x", "B", "$n$ observations and a mean", "With $n$ observations and a mean it is $$B = 3x$$", None),
        ("2 D = 3x", "D", "posterior", "After $D$ the posterior is known.", "It is $$2 D = 3x$$"),
        # words that were cut off
        ("i_t = 3x", "i_t", "gate of a cell with input and", "The gate $i_{t}$ of a cell with input and state.", None),
        # the symbol itself in the words, and two nouns taken for one
        (r"\tilde{t}_i = 3x", r"\tilde{t}_i", r"element of a vector $\tilde{t}_{i}$", r"The element of a vector $\tilde{t}_{i}$.", None),
        ("b = 3x", "b", "tool $Z$ the estimate", "With a tool $Z$ the estimate is $$b = 3x$$", None),
    ],
)  # fmt: skip
def test_words_that_may_be_of_something_else_are_not_quoted(equation, symbol, phrase, source, own):
    assert quoted(equation, symbol, phrase, source, own) == []


@pytest.mark.parametrize(
    ("equation", "symbol", "phrase", "source", "own"),
    [
        ("J = 3x", "J", "distortion", "One minimises the distortion $$J = 3x$$", None),
        ("G = 3x", "G", "impurity of a node", "The impurity of a node is $$G = 3x$$", None),
        ("c_i = 3x", "c_i", "context vector", "The context vector $c_{i}$ matters.", "It is computed as $$c_i = 3x$$"),
        ("u = 3x", "u", "share", "Each has $$u = 3x$$ where $u$ is the share.", None),
    ],
)
def test_words_that_lead_up_to_it_or_name_it_are_quoted(equation, symbol, phrase, source, own):
    assert quoted(equation, symbol, phrase, source, own)


def test_one_of_several_is_called_so():
    assert quoted("m_t = 3x", "m_t", "moving averages", MOMENTS) == [
        "This is about $m_{t}$, one of the paper's “moving averages”."
    ]


def test_roles_flow_in_one_sentence():
    row = ["The anchor is $a$.", "The positive is $p$.", "The negatives are $n$.", "It is drawn from $q$."]
    assert flowing(row, "en") == [
        "The anchor is $a$, the positive $p$ and the negatives are $n$.",
        "It is drawn from $q$.",
    ]
    assert flowing(row[:2], "en") == ["The anchor is $a$, the positive $p$."]
    assert flowing(["锚点是 $a$。", "正例是 $p$。", "它对 $x$ 求导。"], "zh") == [
        "锚点是 $a$，正例是 $p$。",
        "它对 $x$ 求导。",
    ]


@given(st.lists(st.text(alphabet="The is$x.,。是的 ", max_size=20)), st.sampled_from(LANGUAGES))
def test_no_formula_is_lost(sentences, language):
    told = flowing([s for s in sentences if s], language)
    assert sum(s.count("$") for s in told) == sum(s.count("$") for s in sentences)


def told(latex, voice=None):
    expr = parse_math(latex)
    return [s.text for s in explain(expr, match(expr), voice=voice or USUAL)]


def test_what_a_named_bound_is_called_is_said_after_what_it_bounds():
    said = told(r"\varphi(\mathbb{E}[X]) \leq \mathbb{E}[\varphi(X)]")
    assert said[0].startswith("This bounds") and "Jensen" in said[1]


def test_a_weight_times_an_input_is_not_called_a_similarity_as_well():
    said = " ".join(told(r"p = \frac{1}{1 + \exp(-\mathbf{w}^\top \mathbf{x} - b)}"))
    assert "affine" in said and "similarity" not in said


def test_a_name_in_brackets_takes_the_pattern_into_them():
    said = told(r"\mathrm{FFN}(x) = (\sigma(xW) \odot xV) U", Voice("zh", "expert"))
    assert any("（GLU，" in text for text in said) and not any("）（" in text for text in said)


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
@pytest.mark.parametrize("entry", list(LIBRARY.entries), ids=str)
def test_no_frame_comes_three_times_in_a_row(entry, voice):
    frame = re.compile(r"The [a-z ]+ (?:is|are) \$|[^，。$]{1,8}是 ?\$")
    for example in LIBRARY.entries[entry].examples[:3]:
        for text in told(example.latex, voice):
            sentences = [s for s in re.split(r"(?<=\.) |(?<=。)", text) if s]
            rows = "".join("x" if frame.match(s) else "-" for s in sentences)
            assert "xxx" not in rows and not re.search(
                r"\ba [aeio][a-z]|\s[,.;]|,\.|，。", re.sub(r"\$[^$]*\$", "F", text)
            ), text


def test_what_is_differentiated_is_said_once():
    said = told(r"\frac{\partial C}{\partial z_i} = \frac{1}{T}(q_i - p_i)")
    assert said[0] == "This works out the derivative of $C$." and not any("differentiated" in text for text in said)
    assert told(r"\nabla_\theta J(\theta) = a + b")[0] == r"This works out the gradient of $J(\theta)$."


def test_a_name_that_is_a_letter_keeps_its_case():
    said = told(r"D_f(P\|Q) = \int q(x) f\left(\frac{p(x)}{q(x)}\right) dx", Voice("en", "expert"))
    assert any(text.startswith("f-divergence") for text in said)


def test_what_is_said_far_below_is_of_another_letter():
    phrase, source = "norm", "It clips the gradient to norm $C$."
    for place, quoted_here in ((3, True), (5, True), (40, False)):
        around = Surroundings({"C": Quote(source, 2, place)}, Quote("They are matched by $$C = 3x$$", 1, 4))
        said = explain(parse_math("C = 3x"), [], Context(definitions={"C": phrase}), around=around)
        assert any(phrase in s.text for s in said) == quoted_here, place


def test_what_the_paper_calls_it_is_not_quoted_twice():
    source = "The overlap of two boxes is $$I = 3x$$"
    around = Surroundings({"I": Quote(source, 2)}, Quote(source, 2))
    said = explain(parse_math("I = 3x"), [], Context(definitions={"I": "overlap of two boxes"}), around=around)
    assert sum("overlap of two boxes" in s.text for s in said) == 1
