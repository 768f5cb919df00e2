"""Lines to paragraphs and headings, in the order in which one reads."""

from golden import read_fixture
from layout import layouts, typography

from reader.formula.item import Item
from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.blocks import Formula, Heading, Paragraph, Part, blocks_of
from reader.page.displays import PageLayout, Prose
from reader.page.inline import Segment
from reader.page.lines import Line
from reader.page.typography import Typography


def blocks(name):
    return list(blocks_of([Part(layouts(name), typography(name))]))


def test_headings():
    assert [b.text for b in blocks("paper") if isinstance(b, Heading)][-4:] == [
        "1 Introduction", "2 Method", "3 Conclusion", "References",
    ]  # fmt: skip
    assert [b.text for b in blocks("displays") if isinstance(b, Heading)] == [
        "1 Numbers",
        "2 Rows",
        "3 What is no equation",
    ]


def test_paragraphs_hold_words_and_formulas_in_order():
    texts = []
    for block in blocks("paper"):
        if isinstance(block, Paragraph):
            texts.append("".join(p.strip("\u2060") if isinstance(p, str) else f"<{p.latex}>" for p in block.pieces))
    assert any(t.startswith("A model with parameters<\\theta>predicts a number") for t in texts)


def test_a_display_is_in_the_paragraph_around_it():
    paragraphs = [b for b in blocks("paper") if isinstance(b, Paragraph)]
    around = [p for p in paragraphs if any(isinstance(x, Formula) and x.number == "3" for x in p.pieces)]
    assert len(around) == 1
    at = next(k for k, x in enumerate(around[0].pieces) if isinstance(x, Formula) and x.number == "3")
    assert isinstance(around[0].pieces[at + 1], str) and around[0].pieces[at + 1].startswith("where")


def test_words_broken_at_the_end_of_a_line_are_joined():
    text = " ".join(s[0] for s in read_fixture("twocolumn").sentences)
    assert "dis- play" not in text and "- " not in text.replace(" - ", " ")


def test_columns_are_read_one_after_the_other():
    order = [d.number for d in read_fixture("twocolumn").displays]
    assert [n for n in order if n] == sorted(n for n in order if n)
    text = " ".join(s[0] for s in read_fixture("twocolumn").sentences)
    assert text.index("In two columns") < text.index("The cost of a sequence") < text.index("The right column has")
    assert text.rstrip().endswith("With this the section ends.")


def test_nothing_on_no_pages():
    assert list(blocks_of([])) == list(blocks_of([Part([], typography("paper"))])) == []


def test_running_heads_are_left_out_but_only_at_the_ends_of_pages():
    pages = []
    for number in range(1, 6):
        lines = [
            "A Running Head",
            f"Text {number} begins.",
            "A Running Head",
            "and goes",
            f"on and ends {number}.",
            str(number),
        ]
        pages.append(PageLayout(number, [prose(text, 100 + 12 * k) for k, text in enumerate(lines)]))
    (paragraph,) = blocks_of([Part(pages, Typography(10.0, frozenset(), 12.0))])
    assert paragraph.pieces.count("A Running Head") == 5
    assert not any(piece.isdigit() for piece in paragraph.pieces)


def prose(text, base):
    box = Box(100.0, base - 7, 300.0, base)
    item = Item("mark", Mark("x", "rm", box), box, 100.0, 300.0, base, base - 2.5, 10.0, latex="x")
    return Prose(Line([item], base, base - 2.5, 10.0), [Segment(False, (item,), text, True)], None)
