"""Paragraphs to sentences: no text lost, ends where they are, formulas where they stand."""

import re

from golden import read_fixture
from hypothesis import given
from hypothesis import strategies as st

from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.blocks import Formula, Heading, Paragraph
from reader.page.sentences import read_text

BOX = Box(0, 0, 100, 10)


def formula(latex, display=False):
    return Formula(1, BOX, display, None, Mark("x"), latex)


def paragraph(*pieces):
    return Paragraph(list(pieces), [(1, BOX)], 1)


def texts(*pieces):
    return [s.text for s in read_text([paragraph(*pieces)]).sentences]


def test_ends():
    assert texts("One. Two! Three? Four") == ["One.", "Two!", "Three?", "Four"]
    assert texts("See Fig. 3 and Eq. (4). By Smith et al. [5] it is so, e.g. Here.") == [
        "See Fig. 3 and Eq. (4).", "By Smith et al. [5] it is so, e.g. Here.",
    ]  # fmt: skip
    assert texts("It has 3.5 parts. (And more.) Then", formula("x"), "ends.") == [
        "It has 3.5 parts.",
        "(And more.)",
        "Then $x$ ends.",
    ]


def test_a_formula_begins_a_sentence():
    assert texts("It is so.", formula(r"\theta"), "is small.") == ["It is so.", r"$\theta$ is small."]


def test_stops_in_formulas_end_nothing():
    assert texts("Let", formula("a. B"), "be given.") == ["Let $a. B$ be given."]
    assert texts("Let", formula(r"a. B \\ C. D", display=True), "hold.") == [r"Let $$a. B \\ C. D$$ hold."]


def test_displays_end_sentences():
    shown = formula("a = b", display=True)
    assert texts("We have", shown, "Here it ends.") == ["We have $$a = b$$", "Here it ends."]
    assert texts("We have", shown, "where a is b. Next.") == ["We have $$a = b$$ where a is b.", "Next."]
    assert texts("We have", formula("a = b.", display=True), "A proof follows.") == [
        "We have $$a = b.$$",
        "A proof follows.",
    ]
    stopped = formula(r"\begin{aligned} a & = b. \end{aligned}", display=True)
    assert texts("We have", stopped, formula("x"), "is new.") == [rf"We have $${stopped.latex}$$", "$x$ is new."]
    assert texts("We have", shown, formula("c = d", display=True), "so.") == ["We have $$a = b$$ $$c = d$$ so."]


def test_a_dollar_sign_opens_no_formula():
    assert texts("It costs $5 or $6.") == [r"It costs \$5 or \$6."]


def test_formulas_know_their_sentence():
    a, b, c = formula("a"), formula("b"), formula("c", display=True)
    text = read_text([paragraph("First", a, "here. Second", b, "there and", c), paragraph("Third.")])
    assert [(p.formula.latex, p.sentence) for p in text.formulas] == [("a", 0), ("b", 1), ("c", 1)]


def test_sections():
    text = read_text([Heading("1 One", 1, BOX), paragraph("A."), Heading("2 Two", 3, BOX), paragraph("Bad. Cat.")])
    assert [(s.text, s.section) for s in text.sentences] == [("A.", "1 One"), ("Bad.", "2 Two"), ("Cat.", "2 Two")]
    assert [(s.title, s.page) for s in text.sections] == [("1 One", 1), ("2 Two", 3)]


WORDS = st.text(st.sampled_from("aB c.d,!?(1)$[]e.g. \u2060Fig. "), max_size=40)
PIECES = st.lists(
    st.one_of(WORDS, st.builds(formula, st.sampled_from(["x", "a. B", r"\frac{a}{b}."]), st.booleans())), max_size=8
)


@given(st.lists(PIECES, max_size=4))
def test_no_text_is_lost(paragraphs):
    text = read_text([paragraph(*pieces) for pieces in paragraphs])
    put_in = "".join(p if isinstance(p, str) else p.latex for pieces in paragraphs for p in pieces)
    came_out = "".join(s.text for s in text.sentences)
    assert re.sub(r"[\s$\\\u2060]", "", came_out) == re.sub(r"[\s$\\\u2060]", "", put_in)
    assert all(s.text == s.text.strip() and s.text for s in text.sentences)
    wanted = [p.latex for pieces in paragraphs for p in pieces if isinstance(p, Formula)]
    assert [p.formula.latex for p in text.formulas] == wanted
    for placed in text.formulas:
        assert placed.sentence is not None and placed.formula.latex in text.sentences[placed.sentence].text


def test_sentences_of_a_page():
    sentences = [s[0] for s in read_fixture("paper").sentences]
    assert "Let $w$ denote the weight and $b$ the bias." in sentences
    assert r"The prediction is $f_{\theta}(x_{i})$." in sentences
    assert any(
        s.startswith("If the noise is Gaussian") and s.endswith(r"does not depend on $\theta$.") for s in sentences
    )


def test_sentences_have_boxes_on_their_page():
    for text, page, box, _ in read_fixture("paper").sentences:
        assert page == 1 and 60 < box[0] < box[2] < 540 and 60 < box[1] < box[3] < 780, text
