"""Paragraphs broken by pages, columns and figures: joined where they go on, left alone where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.blocks import Formula, Heading, Paragraph
from reader.page.broken import join_broken

LONG = "A paragraph of the paper that is long enough to be one and"
REST = "goes on with small letters in the next column, until its end."
CAPTION = "Figure 1. A caption that has an end."


def paragraph(text, y=100.0, page=1, size=10.0):
    return Paragraph([text], [(page, Box(50, y, 250, y + 10))], page, size)


def heading(text):
    return Heading(text, 1, Box(0, 0, 1, 1))


def texts(*blocks):
    return [" ".join(b.pieces) if isinstance(b, Paragraph) else f"# {b.text}" for b in join_broken(blocks)]


def test_over_a_column_with_a_figure_between():
    got = texts(paragraph(LONG, y=700), paragraph(CAPTION, y=300, size=9), paragraph(REST, y=60), paragraph("New."))
    assert got == [f"{LONG} {REST}", CAPTION, "New."]


def test_over_a_page():
    assert texts(paragraph(LONG, y=60), paragraph(REST, y=600, page=2)) == [f"{LONG} {REST}"]
    assert len(texts(paragraph(LONG, y=60), paragraph(CAPTION), paragraph(REST, y=600, page=5))) == 3


def test_a_hyphen_at_the_break():
    assert texts(paragraph(LONG + " hyphen-", y=700), paragraph("ated words of the rest.", y=60)) == [
        LONG + " hyphenated words of the rest."
    ]


def test_in_three_parts():
    middle = "goes on and on with small letters in the next column and"
    assert texts(paragraph(LONG, y=700), paragraph(middle, y=60), paragraph(REST, y=60, page=2)) == [
        f"{LONG} {middle} {REST}"
    ]


def test_what_stays_apart():
    for blocks in (
        (paragraph(LONG + "."), paragraph(REST, page=2)),
        (paragraph(LONG), paragraph(REST.capitalize(), page=2)),
        (paragraph(LONG), paragraph(REST, page=2, size=8)),
        (paragraph(LONG), heading("2 Method"), paragraph(REST, page=2)),
        (paragraph("short"), paragraph(REST, page=2)),
        (paragraph(LONG, y=100), paragraph(CAPTION, y=200), paragraph(REST, y=300)),
        (heading("References"), paragraph(LONG), paragraph(REST)),
    ):
        assert len(texts(*blocks)) == len(blocks)


@pytest.mark.parametrize(("latex", "parts"), [("x", 1), ("x,", 1), ("x.", 2), (r"\begin{aligned} x. \end{aligned}", 2)])
def test_a_display_ends_a_sentence_by_its_full_stop_only(latex, parts):
    shown = Formula(1, Box(0, 0, 1, 1), True, "1", Mark("x"), latex)
    first = Paragraph([LONG, shown], [(1, Box(50, 100, 250, 110))], 1, 10.0)
    assert len(list(join_broken([first, paragraph(REST, page=2)]))) == parts


WORDS = st.sampled_from([LONG, LONG + ".", REST, CAPTION, "short", "lower", "Cat.", "dog-"])
BLOCKS = st.lists(
    st.one_of(
        st.builds(
            paragraph, WORDS, st.sampled_from([60.0, 300.0, 700.0]), st.integers(1, 4), st.sampled_from([9.0, 10.0])
        ),
        st.builds(heading, st.sampled_from(["1 One", "References"])),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_no_text_is_lost(blocks):
    letters = sorted("".join(texts_of(blocks)).replace("-", "").replace(" ", ""))
    joined = list(join_broken(blocks))
    assert sorted("".join(texts_of(joined)).replace("-", "").replace(" ", "")) == letters
    assert [b.text for b in joined if isinstance(b, Heading)] == [b.text for b in blocks if isinstance(b, Heading)]


def texts_of(blocks):
    return [piece for b in blocks for piece in (b.pieces if isinstance(b, Paragraph) else [b.text])]
