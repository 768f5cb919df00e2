"""The generator itself, and what is read from one document of its own (where TeX Live is installed)."""

import pytest
from authors import plain
from colours import PAINTS, Painter, rgb
from document import Document
from engines import available
from formulas import displays, inlines, split_rows, without_alignment
from generate import generate
from marks_seen import rows_seen
from painted_ink import check
from score import align, score, similarity
from styles import styles
from trees import Grower

STYLES = {style.name: style for style in styles()}
needs_tex = pytest.mark.skipif(not available("pdflatex"), reason="pdflatex is not installed")


@pytest.mark.parametrize("split", ("dev", "test", "held", "theory", "theoryheld", "fields", "fieldsheld"))
def test_every_formula_can_be_compared(split):
    for display in displays(split):
        for row, _ in display.rows:
            rows = rows_seen(without_alignment(plain(row)))
            assert rows and not any("<" in row[0] and len(row[0]) > 1 for row in rows), row
    for latex in inlines(split):
        assert len(rows_seen(latex)) == 1, latex


def test_held_out_formulas_are_others():
    assert not {d.latex for d in displays("dev")} & {d.latex for d in displays("test")}
    assert not set(inlines("dev")) & set(inlines("test"))
    assert len(displays("dev")) + len(displays("test")) + len(inlines("dev")) + len(inlines("test")) >= 250


@pytest.mark.parametrize("seed", range(30))
def test_grown_formulas_can_be_compared(seed):
    latex = Grower(seed).display()
    assert latex == Grower(seed).display()
    rows = rows_seen(latex)
    assert len(rows) == 1 and not rows[0][0].startswith("<The"), latex


def test_documents_are_the_same_for_the_same_seed():
    style = STYLES["cm-article"]
    one, other = (Document(style, "dev", 7, 5, coloured=False) for _ in range(2))
    assert one.source() == other.source()
    assert one.truth.rows == other.truth.rows
    assert one.source() != Document(style, "dev", 8, 5, coloured=False).source()


def test_rows_are_parted_outside_environments_only():
    body = r"a &= \begin{cases} x & y \\ z & w \end{cases} \\ b &= {c \\ d}"
    rows = split_rows(body)
    assert len(rows) == 2
    assert without_alignment(rows[0]) == r"a = \begin{cases} x & y \\ z & w \end{cases}"


def test_every_symbol_gets_a_colour_of_its_own():
    painter = Painter()
    painted = painter.paint(r"x_{i}^{2} + \frac{\alpha}{\mathbf{W}}' = \sqrt{\hat{y}}")
    symbols = [s for s in painter.symbols.values() if s not in PAINTS]
    assert symbols == ["x", "i", "2", "+", r"\alpha", r"\mathbfW", r"\prime", "=", "y"]
    assert painted.count(r"\color[rgb]") == len(painter.symbols)
    assert len({rgb(n) for n in range(1, 7000)}) == 6999


def test_alignment_prefers_what_is_alike():
    rows = [["a", "=", "b"], ["c", "+", "d"], ["e"]]
    assert align(rows, [["c", "+", "x"], ["e"]]) == [(1, 0, pytest.approx(2 / 3)), (2, 1, 1.0)]
    assert similarity(["a"], ["a"]) == 1.0
    assert similarity([], ["a"]) == 0.0


@needs_tex
def test_what_is_read_from_a_document_of_ours(tmp_path):
    pdf = generate(STYLES["cm-article"], tmp_path, "dev", seed=1, grown=10)
    result = score(pdf)
    assert result.found / result.truth > 0.97
    assert result.exact / result.truth > 0.93
    assert result.marks / result.truth > 0.96
    assert result.inline_hit / result.inline_truth > 0.94


@needs_tex
def test_boxes_hold_their_symbols(tmp_path):
    pdf = generate(STYLES["cm-article"], tmp_path, "dev", seed=2, grown=0, coloured=True)
    result = check(pdf)
    assert result.symbols > 1000
    assert result.right / result.symbols > 0.98
