"""The same explanation in two languages and two depths: supported, complete, and never too long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.explain import LONGEST, explain
from patterns.explanation.paper_words import shortened, what_it_does
from patterns.explanation.sentence import fits, readable, spaced
from patterns.explanation.surroundings import Later, Quote, Surroundings
from patterns.explanation.texts import load_texts
from patterns.explanation.voice import USUAL, VOICES, Voice, voice_of
from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import parse_math

LIBRARY, TEXTS = load_library(), load_texts()
EQUATION_8 = (
    r"L_{t-1} = \mathbb{E}_q\left[ \frac{1}{2\sigma_t^2} \|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2 \right] + C"
)
EXAMPLES = [(entry, example) for entry in LIBRARY.entries.values() for example in entry.examples]
CHINESE = Voice("zh", "beginner")


def told(latex, voice=USUAL, context=None, around=None):
    expr = parse_math(latex)
    return explain(expr, match(expr, context), context, voice=voice, around=around)


def check(sentences, voice):
    assert len(sentences) <= LONGEST
    for sentence in sentences:
        kind, _, rest = sentence.because.partition(":")
        assert kind in ("pattern", "rule", "quote", "glossary") and rest, sentence
        if kind == "rule":
            assert rest.replace(" ", "_") in TEXTS.rules.rules
        if kind == "pattern":
            name, _, variant = rest.partition("/")
            assert not variant or variant in LIBRARY.entries[name].variants
        assert sentence.text.count("$") % 2 == 0 and "$$" not in sentence.text, sentence
        assert not re.search(r"\{(role|left|name|says|sign|phrase|page|number)\}", sentence.text), sentence
        ends = ("。", "”") if voice.language == "zh" else (".", "”", "!", "?")
        assert sentence.text.endswith(ends), sentence
        if voice.language == "zh" and kind != "quote":
            assert re.search(r"[\u4e00-\u9fff]", sentence.text), sentence


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_equation_8(voice):
    said = told(EQUATION_8, voice)
    check(said, voice)
    text = " ".join(s.text for s in said)
    assert len(said) >= 3
    for part in (r"\boldsymbol{\mu}_{\theta}(\mathbf{x}_{t}, t)", r"\frac{1}{2\sigma_{t}^{2}}", "$C$"):
        assert part in text


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_examples_are_told_in_every_voice(voice, data):
    _, example = data.draw(st.sampled_from(EXAMPLES))
    context = Context(definitions=example.definitions, words=example.words)
    check(told(example.latex, voice, context), voice)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_languages_rest_on_the_same(data):
    """A sentence in one language has its like in the other."""
    _, example = data.draw(st.sampled_from(EXAMPLES))
    context = Context(definitions=example.definitions, words=example.words)
    english = [s.because for s in told(example.latex, USUAL, context)]
    chinese = [s.because for s in told(example.latex, CHINESE, context)]
    assert set(english) == set(chinese)


def test_beginners_learn_what_the_signs_do():
    said = told(EQUATION_8)
    signs = next(s for s in said if s.because.startswith("glossary:"))
    assert r"$\mathbb{E}$ averages" in signs.text and "norms" in signs.because
    assert not any(s.because.startswith("glossary:") for s in told(EQUATION_8, Voice("en", "expert")))


@pytest.mark.parametrize(
    ("latex", "absent"),
    [
        (r"h_v = \sigma(\sum_{u\in\mathcal{N}(v)} W h_u)", "normal distribution"),
        (r"S = \{x \mid f(x) > 0\}, \|W\| = 1", "given"),
        (r"\|W\| = \max_x g(x)", "length of a vector"),
    ],
)
def test_signs_that_mean_something_else_are_left_alone(latex, absent):
    assert absent not in " ".join(s.text for s in told(latex))


def test_experts_hear_what_is_unusual():
    text = " ".join(s.text for s in told(r"L = \|\mathrm{sg}[z] - e\|^2", Voice("en", "expert")))
    assert "no gradient flows through $z$" in text
    assert "Squared error" in text and "Roles:" in text


def test_where_it_goes_next():
    around = Surroundings(
        sentence=Quote("We now define the loss of one step: $$L = 1$$", 2),
        later=(
            Later("algorithm", 4, "3: Take a step on $L$", "1", "L", "e9"),
            Later("reference", 5, "By (8) the bound is tight."),
        ),
    )
    for voice in VOICES:
        said = told(EQUATION_8, voice, around=around)
        check(said, voice)
        place = next(s for s in said if s.page == 4)
        assert place.equation == "e9" and place.because == "quote:page 4: 3: Take a step on $L$"
    few = told(r"q = r", around=Surroundings(sentence=around.sentence), context=Context(definitions={"q": "a score"}))
    assert any("We now define the loss of one step" in s.text and s.page == 2 for s in few)


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("However, we can expand (8) further by reparameterizing (4) as $x$.", "writes it in another form"),
        ("We can rewrite the RHS of Equation 8 as $$x$$", "writes it in another form"),
        ("Furthermore, with the parameterization (11), (8) simplifies to: $$x$$", "simplifies it"),
        ("Substituting Eq. 17 into Eq. 8 we obtain $x$.", "puts something else into it"),
        ("Substituting Eq. 8 into Eq. 17 we obtain $x$.", "puts it into another formula"),
        ("In this appendix, we will derive Eq. 8.", "derives it"),
        ("Equation (8) implies that a small step improves $L$.", "says what it tells us"),
        ("It follows from Equation (8) that the bound is tight.", "makes use of it"),
        ("Algorithm 1 optimizes Eq 8, thus obtaining the result.", "optimises it"),
        ("Equation (8) is an old acquaintance.", "comes back to it"),
        ("All divergences in (8) are between Gaussians.", "comes back to it"),
        ("We optimise by a trick that is like (8).", "comes back to it"),
    ],
)
def test_what_the_paper_does_with_it_later(sentence, does):
    assert what_it_does(sentence, "8", TEXTS).en == does


def test_definitions_are_quoted_with_their_page():
    around = Surroundings(definitions={"q": Quote("Here $q$ is the quality of a link.", 3)})
    said = told("q = r", context=Context(definitions={"q": "the quality of a link"}), around=around)
    assert any(s.because == "quote:page 3: Here $q$ is the quality of a link." and s.page == 3 for s in said)


def test_long_formulas_are_named_by_their_head():
    long = parse_math(r"f_\theta(" + "+".join(f"a_{{{n}}}" for n in range(30)) + ")")
    assert readable(long) == r"f_{\theta}(\ldots)"
    assert readable(parse_math("+".join(f"a_{{{n}}}" for n in range(30)))) == ""
    assert not fits(r"\begin{aligned}a\end{aligned}") and not fits("")


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("We set $$x = 1$$ here", "We set … here"),
        (r"it costs \$5 and $x$, or", r"it costs \$5 and $x$, or"),
        ("an odd $ sign", "an odd sign"),
        ("word " * 60, "word " * 44 + "…"),
    ],
)
def test_quotations_are_cut_between_words(words, quoted):
    assert shortened(words) == quoted


def test_formulas_in_quotations_are_never_cut():
    assert shortened("We have $" + "x " * 300 + "$ and " + "word " * 60).count("$") == 2


def test_chinese_keeps_its_distance_from_latin():
    assert spaced("这是PPO的目标，见 $x中y$式3。") == "这是 PPO 的目标，见 $x中y$ 式 3。"


def test_voices_by_name():
    assert voice_of("zh", "expert") == Voice("zh", "expert")
    assert voice_of(None, None) == USUAL and voice_of("", "expert") == Voice("en", "expert")
    assert voice_of("fr", None) is None and voice_of(None, "guru") is None
