"""Formulas in running text: found, whole, and told apart from words."""

import pytest
from golden import inline, known_gap, plain, read_fixture
from layout import layouts

from reader.displays import Prose
from reader.latex_parser import parse_latex

EXPECTED = inline("inline")


@pytest.mark.parametrize("latex", sorted(set(EXPECTED)))
def test_golden(latex, request):
    known_gap(request, "inline", latex)
    found = [plain(f.tree) for f in read_fixture("inline").inline]
    assert found.count(plain(parse_latex(latex))) == EXPECTED.count(latex)


def test_in_reading_order_and_nothing_else(request):
    known_gap(request, "inline", "*")
    assert [plain(f.tree) for f in read_fixture("inline").inline] == [plain(parse_latex(latex)) for latex in EXPECTED]


def test_words_are_no_formulas():
    text = " ".join(s[0] for s in read_fixture("inline").sentences)
    for words in ("17 papers", "Section 3 and Table 4", "95%", "[7, 12]", "hyphenated-by-hand", "Fig. 2b", "3rd version",
                  "an italic sentence, and a part of it is no formula", "ratio of a to b", "A footnote"):  # fmt: skip
        assert words in text


def test_a_formula_that_goes_on_in_the_next_line_is_one():
    long = [f for f in read_fixture("inline").inline if f.latex.startswith("F(a")]
    assert len(long) == 1 and "a_{7}b_{7}" in long[0].latex


def test_every_item_is_in_one_segment():
    for name in ("inline", "paper", "twocolumn"):
        for layout in layouts(name):
            for block in layout.blocks:
                if isinstance(block, Prose):
                    kept = [id(i) for s in block.segments for i in s.items]
                    assert kept == [id(i) for i in block.line.items]


def test_inline_formulas_of_other_fixtures():
    found = {f.latex for name in ("paper", "twocolumn") for f in read_fixture(name).inline}
    assert {r"\theta", "n", "x_{i}", r"f_{\theta}(x_{i})", r"\eta", r"\nabla_{\theta}", r"\sigma^{2}"} <= found


def test_every_inline_formula_is_in_a_sentence_that_holds_it():
    for name in ("inline", "paper", "twocolumn"):
        reading = read_fixture(name)
        for formula in reading.inline:
            assert f"${formula.latex}$" in reading.sentences[formula.sentence][0]
