"""A whole document: what comes out is plain data, and every box lies on its ink."""

import hashlib
import json
import re

import numpy as np
import pymupdf
import pytest
from golden import FIXTURES, fixture, known_gap, leaves, read_fixture, source
from ink import ZOOM, dark, extent, pixels, window
from making import locked_pdf, text_pdf

from reader import document
from reader.codec import decode
from reader.document import read_document
from reader.errors import UnreadableError, UnsupportedError
from reader.formula_tree import Fence, Mark, Name, Space, box_of, walk

NAMES = sorted(path.stem for path in FIXTURES.glob("*.pdf"))
#: points; ink may be this much smaller than the box that a font states for it (side bearings, antialiasing)
TIGHT = 1.0


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_plain_data(name):
    raw = read_document(fixture(name))
    again = json.loads(json.dumps(raw, allow_nan=False))
    assert again["sha256"] == hashlib.sha256(fixture(name).read_bytes()).hexdigest()
    pages = len(again["page_sizes"])
    assert all(w > 100 and h > 100 for w, h in again["page_sizes"])
    for formula in again["formulas"]:
        assert 1 <= formula["page"] <= pages and formula["latex"] and formula["unknown"] >= 0
        x0, y0, x1, y1 = formula["box"]
        width, height = again["page_sizes"][formula["page"] - 1]
        assert 0 <= x0 < x1 <= width + 0.5 and 0 <= y0 < y1 <= height
        assert formula["sentence"] is None or 0 <= formula["sentence"] < len(again["sentences"])
        assert decode(formula["tree"])
    for text, page, box, section in again["sentences"]:
        assert text and 1 <= page <= pages and len(box) == 4 and isinstance(section, str)
    assert all(title and 1 <= page <= pages for title, page in again["sections"])


@pytest.mark.parametrize("name", NAMES)
def test_reading_twice_gives_the_same(name):
    assert read_document(fixture(name)) == read_document(fixture(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_has_a_box_on_its_ink(name):
    for formula in read_fixture(name).formulas:
        ink = dark(name, formula.page)
        for leaf in leaves(formula.tree):
            if isinstance(leaf, Space):
                continue
            assert leaf.box is not None, (formula.latex, leaf)
            width, height = extent(ink[window(leaf.box)])
            assert width >= leaf.box.width - TIGHT and height >= leaf.box.height - TIGHT, (formula.latex, leaf)


@pytest.mark.parametrize("name", NAMES)
def test_all_ink_of_a_display_is_in_a_box(name, request):
    known_gap(request, name, "ink")
    for formula in read_fixture(name).displays:
        ink = dark(name, formula.page).copy()
        all_of_it = ink[window(formula.box)].sum()
        for node in walk(formula.tree):
            for box in (node.box, getattr(node, "opening_box", None), getattr(node, "closing_box", None)):
                if box is not None:
                    ink[window(box, margin=0.4)] = False
        assert ink[window(formula.box)].sum() <= 0.02 * all_of_it, formula.latex


@pytest.mark.parametrize("name", NAMES)
def test_parts_lie_inside_the_whole(name):
    for formula in read_fixture(name).displays:
        whole = formula.box.grown(1.0)
        for node in walk(formula.tree):
            box = box_of(node)
            if box is not None:
                assert whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1


def dyes():
    """Colour and mark of every symbol in the coloured fixture, by display."""
    displays = re.findall(r"\\\[(.*?)\\\]", source("colours"), re.S)
    return [re.findall(r"\\dye\{(\w{6})\}\{(\w|\\sum|\\\|)\}", display) for display in displays]


def in_colour(colour, box):
    """Where a colour is, in a window of the coloured page."""
    painted = pixels("colours")[window(box, margin=3.0)].astype(int)
    return np.abs(painted - [int(colour[i : i + 2], 16) for i in (0, 2, 4)]).sum(axis=2) < 30


@pytest.mark.parametrize("which", [0, 1])
def test_each_box_holds_its_own_symbol_and_no_other(which):
    display, marks = read_fixture("colours").displays[which], dyes()[which]
    rows, columns = window(display.box, margin=3.0)
    ink = {colour: in_colour(colour, display.box) for colour, _ in marks}
    assert len(marks) >= 8
    for colour, mark in marks:
        found = [leaf.box for leaf in leaves(display.tree) if isinstance(leaf, Mark) and leaf.latex == mark]
        assert found, mark
        inside = np.zeros_like(ink[colour])
        for box in found:
            down, across = window(box, margin=0.5 / ZOOM)
            inside[
                down.start - rows.start : down.stop - rows.start,
                across.start - columns.start : across.stop - columns.start,
            ] = True
        own = ink[colour].sum()
        assert own > 8 and (ink[colour] & inside).sum() >= 0.95 * own, mark
        for other, of in marks:
            if of != mark:
                assert (ink[other] & inside).sum() <= 0.1 * ink[other].sum(), (mark, of)


def test_stretched_brackets_have_boxes():
    (_, second) = read_fixture("colours").displays
    (fence,) = [node for node in walk(second.tree) if isinstance(node, Fence)]
    for box in (fence.opening_box, fence.closing_box):
        width, height = extent(in_colour("00AA00", box))
        assert width >= box.width - TIGHT and height >= box.height - TIGHT


def test_names_are_one_leaf():
    names = {leaf.text for f in read_fixture("rows").displays for leaf in leaves(f.tree) if isinstance(leaf, Name)}
    assert {"log", "sin", "exp", "softmax", "Attention", "KL"} <= names


def test_sections_and_title():
    raw = read_document(fixture("paper"))
    assert raw["title"] == "Learning to Fit a Line"
    assert [s[0] for s in raw["sections"]][-4:] == ["1 Introduction", "2 Method", "3 Conclusion", "References"]


def test_a_book_is_read_in_parts(monkeypatch, tmp_path):
    with pymupdf.open() as book, pymupdf.open(fixture("paper")) as chapter:
        for _ in range(5):
            book.insert_pdf(chapter)
        book.save(tmp_path / "book.pdf")
    whole = read_document(tmp_path / "book.pdf")
    monkeypatch.setattr(document, "PART", 2)
    told = []
    parts = read_document(tmp_path / "book.pdf", progress=lambda page, pages: told.append((page, pages)))
    assert told == [(page, 5) for page in range(1, 6)]
    for key in ("title", "sections", "page_sizes", "references", "empty_pages", "sha256"):
        assert parts[key] == whole[key]
    for formula, same in zip(parts["formulas"], whole["formulas"], strict=True):
        assert {**formula, "sentence": 0} == {**same, "sentence": 0}
    assert [f["page"] for f in parts["formulas"] if f["number"] == "1"] == [1, 2, 3, 4, 5]


def test_prose_has_no_formulas(tmp_path):
    raw = read_document(text_pdf(tmp_path / "a.pdf", pages=2))
    assert raw["formulas"] == [] and len(raw["page_sizes"]) == 2
    assert "finds words, but no formulas at all." in raw["sentences"][0][0]


def test_progress_is_told_before_each_page(tmp_path):
    told = []
    read_document(text_pdf(tmp_path / "a.pdf", pages=3), progress=lambda page, pages: told.append((page, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_pages_without_text_are_named(tmp_path):
    with pymupdf.open(text_pdf(tmp_path / "a.pdf")) as pdf:
        pdf.new_page()
        pdf.save(tmp_path / "b.pdf")
    assert read_document(tmp_path / "b.pdf")["empty_pages"] == [2]


def test_locked(tmp_path):
    path = locked_pdf(tmp_path / "a.pdf", fixture("paper"))
    with pytest.raises(UnreadableError):
        read_document(path)
    assert read_document(path, "open sesame")["title"] == "Learning to Fit a Line"


def test_a_kind_that_is_not_supported_is_told_from_a_broken_one(tmp_path):
    from making import blank_pdf

    with pytest.raises(UnsupportedError):
        read_document(blank_pdf(tmp_path / "a.pdf"))
    with pytest.raises(UnreadableError):
        read_document(tmp_path / "none.pdf")
