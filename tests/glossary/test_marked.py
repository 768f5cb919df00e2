"""The notes of an annotated copy: on the right page, in order, and a PDF reader can open the copy."""

from pathlib import Path

import pymupdf
import pytest

from glossary.annotate import read_and_annotate
from glossary.marked import STAGE_COLOURS, notes_for
from patterns.explanation.voice import Voice
from reader.sandbox import mark

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.fixture(scope="module")
def annotated():
    return read_and_annotate(FIXTURES / "paper.pdf")


def test_a_note_for_each_display_and_for_symbols(annotated):
    notes = notes_for(annotated)
    titles = [title for _, _, title, _, _ in notes]
    assert [t for t in titles if t.startswith("Equation")] == ["Equation (1)", "Equation (2)", "Equation (3)"]
    assert {r"\theta", r"\eta"} <= set(titles)
    assert notes == sorted(notes, key=lambda note: (note[0], note[1][1]))
    for page, box, _, text, colour in notes:
        assert page == 1 and box[0] < box[2] and box[1] < box[3] and text.strip()
        assert len(colour) == 3 and all(0 <= c <= 1 for c in colour)
    assert {1, 2, 3, 4} == set(STAGE_COLOURS)


def test_what_the_paper_says_is_in_the_note(annotated):
    (eta,) = [text for _, _, title, text, _ in notes_for(annotated) if title == r"\eta"]
    assert "learning rate" in eta and "page 1" in eta


def test_notes_in_chinese(annotated):
    notes = notes_for(annotated, Voice("zh", "expert"))
    text = "".join(text for *_, text, _ in notes if "读作" in text)
    assert "公式 (1)" in [title for _, _, title, _, _ in notes]
    assert "类似于" in text and "概念：" in text and "Reads" not in text


def test_the_copy_opens_and_has_the_notes(annotated):
    notes = notes_for(annotated)
    data = mark(FIXTURES / "paper.pdf", notes)
    with pymupdf.open(stream=data) as copy:
        page = copy[0]
        found = list(page.annots())
        assert len(found) == len(notes)
        assert {a.info["title"] for a in found} == {title for _, _, title, _, _ in notes}
        (first,) = [a for a in found if a.info["title"] == "Equation (1)"]
        assert "loss" in page.get_text("text", clip=pymupdf.Rect(60, first.rect.y0 - 30, 540, first.rect.y0))
