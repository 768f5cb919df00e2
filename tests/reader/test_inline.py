"""Formulas in running text: found, whole, and told apart from words."""

import unicodedata

import pytest
from golden import inline, known_gap, plain, read_fixture
from layout import layouts

from reader.latex.parser import parse_latex
from reader.page.displays import Prose

FIXTURES = ("inline", "prose", "programs")
EXPECTED = [(name, latex) for name in FIXTURES for latex in dict.fromkeys(inline(name))]


@pytest.mark.parametrize(("name", "latex"), EXPECTED)
def test_golden(name, latex, request):
    known_gap(request, name, latex)
    found = [plain(f.tree) for f in read_fixture(name).inline]
    assert found.count(plain(parse_latex(latex))) == inline(name).count(latex)


@pytest.mark.parametrize("name", FIXTURES)
def test_in_reading_order_and_nothing_else(name, request):
    known_gap(request, name, "*")
    assert [plain(f.tree) for f in read_fixture(name).inline] == [plain(parse_latex(latex)) for latex in inline(name)]


def test_displays_of_theorems_and_lists():
    assert [(d.number, d.latex) for d in read_fixture("prose").displays] == [
        ("1", r"f(x) - f(a) \leq C\|x - a\|^{2}"),
        ("2", r"\beta = \frac{\alpha}{1 - \alpha}"),
    ]


def test_lines_of_an_algorithm_are_no_headings():
    assert [s[0] for s in read_fixture("prose").sections] == ["1 Theorems and lists", "2 Steps"]


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


def test_programs_are_no_formulas():
    reading = read_fixture("programs")
    assert not reading.displays
    assert len(reading.inline) == len(inline("programs"))
    text = " ".join(s[0] for s in reading.sentences)
    for words in ("lambda = 0.1, k > 2)", "n + 1 < 7", "Krüger, Müller et al.", "Schölkopf and Béla"):
        assert words in unicodedata.normalize("NFC", text)
