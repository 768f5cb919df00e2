"""Fractions, roots and lines over and under: read from a page as they were typed."""

import pymupdf
import pytest
from golden import known_gap, read_fixture, same, shown

from reader.document import read_document
from reader.formula_tree import Accent, Fraction, Radical, walk

CASES = shown("bars")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "bars", name)
    assert any(same(display, latex) for display in read_fixture("bars").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "bars", "*")
    assert len(read_fixture("bars").displays) == len(CASES)


def test_a_bar_is_as_wide_as_what_it_parts():
    for display in read_fixture("bars").displays:
        for node in walk(display.tree):
            if isinstance(node, Fraction) and node.box is not None:
                assert 0 < node.box.height < 1 and node.box.width > 2


def test_roots_and_lines_have_boxes():
    nodes = [n for d in read_fixture("bars").displays for n in walk(d.tree) if isinstance(n, Radical | Accent)]
    assert nodes and all(n.box is not None and n.box.width > 1 for n in nodes)


def test_the_line_under_a_running_head_is_no_fraction_bar(tmp_path):
    head, text = "Methods of optimisation that keep within a trusted region of the space of policies", "words " * 16
    with pymupdf.open() as made:
        page = made.new_page()
        width = pymupdf.get_text_length(head, "tiro", 10)
        page.insert_text((72, 80), head, fontname="tiro", fontsize=10)
        page.draw_line((72, 84), (72 + width, 84), width=0.4)
        size = 10 * width / pymupdf.get_text_length(text.strip(), "tiro", 10)
        page.insert_text((72, 94), text.strip(), fontname="tiro", fontsize=size)
        for line in range(12):
            page.insert_text((72, 106 + 12 * line), text.strip(), fontname="tiro", fontsize=size)
        made.save(tmp_path / "head.pdf")
    assert not read_document(tmp_path / "head.pdf")["formulas"]
