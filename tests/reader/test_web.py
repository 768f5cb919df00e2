"""Pages printed from a browser: KaTeX, MathJax's glyphs and shapes, and MathML; and what is told of their marks by place alone."""

import re
import sys
from pathlib import Path

import pytest

from reader.document import read_document
from reader.fonts.identity import identify
from reader.fonts.outlines import Drawn, outline
from reader.formula.item import Item
from reader.formula.paint_order.by_geometry import in_tex_order
from reader.geometry import Box
from reader.page.drawn_out import drawn_out

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "typeset"))
from marks_seen import rows_seen

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def _source() -> tuple[list[str], list[str]]:
    """Displays and formulas of running text of web.txt."""
    displays, inline = [], []
    for line in (FIXTURES / "web.txt").read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition("|")
        if kind.strip() == "display":
            displays.append(text.strip())
        elif kind.strip() == "text":
            inline += re.findall(r"\$([^$]*)\$", text)
    return displays, inline


@pytest.mark.parametrize("way", ["katex", "chtml", "svg", "mathml"])
def test_a_page_from_a_browser(way):
    formulas = read_document(FIXTURES / f"web-{way}.pdf")["formulas"]
    displays, inline = _source()
    for read, truth in (
        ([f["latex"] for f in formulas if f["display"]], displays),
        ([f["latex"] for f in formulas if not f["display"]], inline),
    ):
        assert len(read) == len(truth)
        for one, other in zip(read, truth, strict=True):
            assert rows_seen(one) == rows_seen(other)
    if way != "mathml":
        assert [f["number"] for f in formulas if f["display"]] == ["1", "2", "3", "4"]


def _mark(latex: str, x: float, base: float, size: float = 10.0, kind: str = "mark", width: float = 5.0) -> Item:
    box = Box(x, base - 0.6 * size, x + width, base)
    return Item(kind, None, box, x, x + width, base, base - 0.25 * size, size, math=True, latex=latex)


def _rule(x0: float, x1: float, y: float) -> Item:
    box = Box(x0, y, x1, y + 0.4)
    return Item("rule", None, box, x0, x1, box.y_mid, box.y_mid, 0.0, True)


def _latex(items: list[Item]) -> list[str]:
    return [item.latex or item.kind for item in items]


def test_scripts_painted_last_come_behind_their_letters():
    x, plus, y = _mark("x", 0, 100), _mark("+", 10, 100), _mark("y", 20, 100)
    lower, upper = _mark("i", 5, 102, 7, width=3), _mark("2", 5, 96, 7, width=3)
    assert _latex(in_tex_order([x, plus, y, lower, upper])) == ["x", "2", "i", "+", "y"]


def test_a_fraction_painted_from_the_bottom_up():
    equals, bar = _mark("=", 0, 100), _rule(10, 20, 97.3)
    below, above = _mark("b", 12, 106), _mark("a", 12, 94)
    assert _latex(in_tex_order([equals, below, bar, above])) == ["=", "a", "rule", "b"]


def test_a_matrix_painted_by_columns():
    left = Item("mark", None, Box(0, 85, 3, 115), 0, 3, 102.5, 100, 10, True, math=True, latex="(")
    right = Item("mark", None, Box(40, 85, 43, 115), 40, 43, 102.5, 100, 10, True, math=True, latex=")")
    cells = [_mark("a", 8, 97), _mark("c", 8, 109), _mark("b", 28, 97), _mark("d", 28, 109)]
    assert _latex(in_tex_order([left, *cells, right])) == ["(", "a", "b", "c", "d", ")"]


def test_an_accent_painted_behind_its_letter():
    x = _mark("x", 0, 100)
    hat = Item("accent", None, Box(1, 91, 4, 93), 1, 4, 100, 97.5, 10, math=True, latex=r"\hat")
    assert _latex(in_tex_order([x, hat, _mark("y", 8, 100)])) == [r"\hat", "x", "y"]


def test_a_drawn_brace_is_told_by_its_tip():
    def part(x0: float, y0: float, x1: float, y1: float) -> Item:
        return Item("mark", None, Box(x0, y0, x1, y1), x0, x1, 100, 97.5, 10, math=True, latex="?", known=False)

    brace = [part(0, 90, 4, 93), part(4, 92, 10, 93), part(10, 92, 14, 95), part(14, 92, 20, 93), part(20, 90, 24, 93)]
    assert [(i.kind, i.latex) for i in drawn_out(brace)] == [("hbrace", "under")]
    arrow = [part(0, 92, 8, 93), part(8, 90.5, 14, 94.5)]
    assert _latex(drawn_out(arrow)) == [r"\rightarrow"]
    assert _latex(drawn_out(arrow[:1])) == ["?"]


def test_shapes_are_told_by_their_strokes():
    sign = outline(Drawn([(95.3, 702.2), (81.5, 694.0), (72.0, 680.0), (73.0, 676.0), (140.5, 622.0)], 20))
    assert sign is not None and (sign.font, sign.character) == ("KaTeX_Shapes", "√")
    assert outline(Drawn([(95.0, 702.0), (10.0, 10.0), (20.0, 0.0), (0.0, 0.0)], 4)) is None
    assert outline(Drawn([], 0)) is None


def test_what_characters_of_web_fonts_mean():
    assert identify("KaTeX_AMS-Regular", "12", "∅").latex == r"\varnothing"
    assert identify("KaTeX_Main-Regular", "12", "∅").latex == r"\emptyset"
    assert identify("MathJax_Size4-Regular", "40", "\ue150").kind == "hbrace"
    assert identify("ABCDEF+mjx-ncm-c-Regular", "7", "L").face == "cal"
    assert not identify("KaTeX_Main-Regular", "12", "\ue999").known
