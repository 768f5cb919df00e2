"""What of a line belongs to a formula: the table of distances, words inside formulas, signs that are none."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_labels import _line, _style

from reader.geometry import Box
from reader.page.growth import formula_spans
from reader.page.inline import segments
from reader.page.joints import JUXTAPOSED, LIMITS, OPERATOR_GAP, Joint
from reader.page.label import Label
from reader.page.labels import label_items
from reader.page.typography import Study

STYLE = _style()


def _read(items, style=STYLE):
    return ["".join(i.latex for i in s.items) for s in segments(items, 100.0, 10.0, style) if s.math]


def _formulas(*parts, style=STYLE):
    return _read(_line(*parts), style)


def _signs(parts, **latex):
    """A line in which single characters stand for commands."""
    items = _line(*parts)
    for item in items:
        item.latex = latex.get(item.latex, item.latex)
    return items


@pytest.mark.parametrize("sign", ["=", "<", "+", r"\rightarrow", r"\square", r"\vdots"])
def test_a_sign_with_nothing_beside_it_is_no_formula(sign):
    items = _signs([("r", "open file "), ("m", "S"), ("r", " save as")], S=sign)
    assert _read(items) == []


def test_dots_that_begin_a_line_are_the_rest_of_a_formula():
    assert _read(_signs([("m", "D"), ("r", " and so on")], D=r"\ldots")) == [r"\ldots"]


def test_numbers_and_a_plus_are_no_formula():
    assert _formulas(("r", "aged 18"), ("m", "+"), ("r", " and more")) == []
    assert _formulas(("r", "aged "), ("m", "x+1")) == ["x+1"]


@pytest.mark.parametrize("mark", ["。", "、", "】", "«", "»", "¸"])
def test_punctuation_of_other_languages_is_no_mathematics(mark):
    assert _formulas(("r", "for " + mark), ("m", "x"), ("r", mark + " and")) == ["x"]
    assert _formulas(("m", "x"), ("r", mark), ("m", "y")) == ["x", "y"]


@pytest.mark.parametrize("letter", ["图", "é", "я"])
def test_letters_of_other_alphabets_make_words(letter):
    assert _formulas(("b", letter), ("r", " one")) == []


def test_brackets_round_lists_are_of_the_formula():
    assert _formulas(("r", "at "), ("m", "(x,y)")) == ["(x,y)"]
    assert _formulas(("r", "normal "), ("m", "(N(0,1))")) == ["N(0,1)"]
    assert _read(_signs([("r", "all "), ("m", "(i=1,D,n)")], D=r"\ldots")) == [r"i=1,\ldots,n"]


def test_words_in_brackets_of_a_formula():
    assert _formulas(("r", "if "), ("m", "p("), ("r", "data"), ("m", "|x)"), ("r", " is large")) == ["p(data|x)"]
    assert _formulas(("r", "then ("), ("m", "x"), ("r", " is the input) we"))[0] == "x"
    braces = {"{": r"\{", "}": r"\}"}
    assert r"\{text\}" not in _read(_signs([("r", "call "), ("m", "{"), ("r", "text"), ("m", "}")], **braces))


def test_a_name_that_is_calculated_with():
    times = _signs([("m", "uT"), ("r", "const"), ("m", ","), ("r", " then")], T=r"\times")
    assert _read(times) == [r"u\timesconst"]
    assert _read(_signs([("m", "uT"), ("r", "the rest")], T=r"\times")) == [r"u\times"]


def test_the_d_of_a_differential():
    assert _formulas(("r", "where "), ("m", "f"), ("r", "d"), ("m", "x=1")) == ["fdx=1"]


def test_a_straight_quote_is_no_prime():
    quoted = _signs([("i", "methodQ"), ("r", ": "), ("m", "d=1")], Q=r"\prime")
    assert _read(quoted) == ["d=1"]


def test_thousands_before_a_sign():
    assert _read(_signs([("r", "a "), ("m", "100,000T4")], T=r"\times")) == [r"100,000\times4"]


@pytest.mark.parametrize(("face", "letter"), [("b", "R"), ("i", "S")])
def test_names_are_set_often_and_never_in_formulas(face, letter):
    named = [("r", "with "), (face, letter), ("r", " and ")] * 3
    assert _names(named) == {("bf" if face == "b" else "it", letter)}
    assert _names([*named, ("r", "so "), (face, letter), ("m", "=1")]) == set()


def test_small_letters_in_bold_are_vectors():
    assert _names([("r", "with "), ("b", "w"), ("r", " and ")] * 9) == set()


def test_a_name_is_a_word():
    known = replace(_style(math_italic=False), names=frozenset({("bf", "R"), ("it", "OK")}))
    assert _formulas(("r", "use "), ("b", "R"), ("r", " here"), style=known) == []
    assert _formulas(("r", "press "), ("i", "OK"), ("r", " here"), style=known) == []
    assert _formulas(("r", "use "), ("b", "A"), ("r", " here"), style=known) == ["A"]


def _names(parts):
    study = Study()
    study.add(_line(*parts), [])
    return study.typography().names


def test_letters_with_an_index_are_one_name():
    items = _line(("r", "of CO2 gas"))
    items[4].size, items[4].base = 7.0, 102.0
    assert _read(items) == ["CO2"]


@pytest.mark.parametrize(
    ("left", "right", "gap", "holds"),
    [
        ("a", "b", JUXTAPOSED, True),
        ("a", "=", OPERATOR_GAP - 0.01, True),
        ("a", "=", OPERATOR_GAP + 0.05, False),
        ("a", "b", 0.33, False),
    ],
)
def test_how_far_apart(left, right, gap, holds):
    items = _line(("m", left + right))
    items[1].x0 += 10 * gap
    items[1].box = Box(items[1].x0, 93.0, items[1].x0 + 5.0, 100.0)
    assert Joint(items, [Label.MATH, Label.MATH], 1, 0, 10.0).holds() is holds


def test_ink_left_of_an_italic_letters_origin_takes_room_away():
    items = _line(("m", "af"))
    items[1].x0 += 3.3
    items[1].box = Box(items[1].x0 - 2.0, 93.0, items[1].x0 + 3.0, 100.0)
    assert Joint(items, [Label.MATH, Label.MATH], 1, 0, 10.0).gap == pytest.approx(0.13)
    items[0].latex = ","  # behind a comma a word space may stand
    assert Joint(items, [Label.MATH, Label.MATH], 1, 0, 10.0).gap == pytest.approx(0.33)


def test_the_last_limit_fits_anything():
    items = _line(("m", "ab"))
    assert LIMITS[-1][0](Joint(items, [Label.MATH, Label.MATH], 1, 0, 10.0))


@given(
    st.lists(
        st.tuples(st.sampled_from("ribm"), st.text("xyRd01(){}[]+=<|,.;: »。'", min_size=1, max_size=6)), max_size=8
    )
)
def test_spans_are_in_order_and_inside_the_line(parts):
    items = _line(*parts)
    labels = label_items(items, 100.0, 10.0, STYLE)
    spans = formula_spans(items, labels, 10.0)
    assert all(0 <= start < end <= len(items) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
