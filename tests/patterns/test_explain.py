"""The explanation: few sentences, each supported, and none about what was not found."""

import pytest

from patterns.explain import LONGEST, explain
from patterns.explanation.surroundings import Quote, Surroundings
from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import parse_math

LIBRARY = load_library()
EQUATION_8 = (
    r"L_{t-1} = \mathbb{E}_q\left[ \frac{1}{2\sigma_t^2} \|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2 \right] + C"
)


def explained(latex, context=None):
    expr = parse_math(latex)
    return explain(expr, match(expr, context), context)


def test_equation_8_tells_the_shape_the_roles_the_weight_and_the_constant():
    said = explained(EQUATION_8)
    texts = " ".join(s.text for s in said)
    assert 3 <= len(said) <= LONGEST
    assert "squared difference" in texts
    assert "The prediction is" in texts and "trainable parameters" in texts
    assert r"\frac{1}{2\sigma_{t}^{2}}" in texts
    assert "constant $C$" in texts


@pytest.mark.parametrize("latex", [e.latex for entry in LIBRARY.entries.values() for e in entry.examples][::7])
def test_every_sentence_is_supported_and_complete(latex):
    for sentence in explained(latex):
        kind, _, rest = sentence.because.partition(":")
        assert kind in ("pattern", "rule", "quote", "glossary") and rest
        if kind == "pattern":
            assert rest.split("/")[0] in LIBRARY.entries
        assert "${" not in sentence.text
        assert sentence.text.count("$") % 2 == 0
        assert sentence.text.rstrip("”").endswith(".") or sentence.text.endswith("”.")


def test_nothing_is_said_of_an_unknown_shape():
    assert explained("a+b") == []


def test_the_paper_s_words_are_quoted():
    said = explained("q = r", Context(definitions={"q": "the quality of a link"}))
    assert any("the quality of a link" in s.text and s.because.startswith("quote:") for s in said)


def test_sides_that_nothing_tells_apart_are_only_compared():
    texts = " ".join(s.text for s in explained(r"d = |\mathbb{E}_p[a] - \mathbb{E}_q[a]|"))
    assert "prediction" not in texts


def test_a_bound_is_said_once():
    texts = [s.text for s in explained(r"P(n > 0) \leq 1 - (1 - \alpha)^t")]
    assert sum("bound" in text for text in texts) == 2  # what is bounded, and by what
    assert not any("inequality" in text for text in texts)


def test_a_line_that_carries_on_a_chain_names_no_left_side():
    assert any(s.because == "rule:chain bound" for s in explained(r"\leq 4\alpha\epsilon"))


def test_a_variant_speaks_for_itself():
    texts = " ".join(s.text for s in explained(r"A_\pi(s, a) = Q_\pi(s, a) - V_\pi(s)"))
    assert "advantage" in texts and "policy gradient" not in texts


def test_the_student_is_what_the_loss_is_differentiated_by():
    expr = parse_math(r"\frac{\partial C}{\partial z_i} \approx \frac{1}{NT^2}(z_i - v_i)")
    found = match(expr, Context(words="distillation with soft targets at a high temperature"))
    told = next(m for m in found if m.id == "distillation")
    assert [told.roles["student"].args[0].value, told.roles["teacher"].args[0].value] == ["z", "v"]


@pytest.mark.parametrize("phrase", ["formula", "constant", "linearity property of RMS"])
def test_words_that_say_nothing_of_a_symbol_are_not_quoted(phrase):
    said = explain(parse_math(r"\mathrm{RMS} = 4 c"), [], Context(definitions={r"\mathrm{RMS}": phrase}))
    assert not any(phrase in sentence.text for sentence in said)


def test_indices_are_not_quoted():
    said = explain(parse_math("h_i = 3 u_i"), [], Context(definitions={"i": "time", "u": "hidden state"}))
    assert [s.text for s in said if "“" in s.text] == ["Here $u$ is “hidden state”."]


def test_a_sentence_with_several_displays_leads_up_to_each_with_its_own_words():
    sentence = Quote(
        "The model takes a source sentence as input $$x = 3 a$$ and outputs a translated sentence $$y = 4 b$$.", 2
    )
    said = explain(parse_math("y = 4 b"), [], around=Surroundings(sentence=sentence))
    assert any("“and outputs a translated sentence”" in s.text for s in said)


def test_words_for_a_letter_are_not_quoted_for_another_with_an_index():
    words = {r"\mathbf{g}": "gain parameters", "w": "word"}
    told = {
        r"\mathbf{g}": Quote(r"The gain parameters $\mathbf{g}$ are learned.", 2), "w": Quote("Each word $w_{i}$ counts.", 3)
    }  # fmt: skip
    said = explain(parse_math(r"\mathbf{g}_t = 3 w_i"), [], Context(definitions=words), around=Surroundings(told))
    assert [s.text for s in said if "“" in s.text] == ["Here $w$ is “word”."]


def test_nothing_is_quoted_for_letters_of_distributions():
    said = explain(parse_math("p(y|x) = 3 u"), [], Context(definitions={"p": "ordered conditionals", "u": "share"}))
    assert [s.text for s in said if s.text.startswith("Here")] == ["Here $u$ is “share”."]
