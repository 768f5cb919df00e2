"""What is read from documents that went through another program, from files made beforehand and made anew."""

from pathlib import Path

import pymupdf
import pytest
from repack import WAYS, Missing, repack

from reader.document import read_document
from reader.errors import UnsupportedError
from reader.pdf.notes import write_notes
from reader.pdf.pictures import render_crops

FIXTURES = Path(__file__).parent / "fixtures"
DISPLAYS = [
    r"\mathcal{L}(\theta) = \mathbb{E}_{x\sim p}\left[\sum_{t=1}^{T}\frac{1}{2\sigma_{t}^{2}}"
    r"\|\mu_{t} - f_{\theta}(x_{t}, t)\|^{2}\right]",
    r"\int_{a}^{b}\oint_{C}\sqrt{1 + \left(\prod_{i}k_{i}\right)^{n}}ds \neq \bigotimes_{j}\left\{\alpha \cup \beta\right\}",
]
MADE = sorted(path.name for path in FIXTURES.glob("repacked-*.pdf"))
#: ways that need no program beside PyMuPDF
HERE = ("clean", "subset", "rotated", "landscape", "sideways", "cropped", "units", "renamed", "speechless")


def displays(path: Path) -> list[str]:
    return [formula["latex"] for formula in read_document(path)["formulas"] if formula["display"]]


def test_there_are_fixtures():
    assert {name.removeprefix("repacked-").removesuffix(".pdf") for name in MADE} <= set(WAYS)
    assert len(MADE) >= 6


@pytest.mark.parametrize("name", MADE)
def test_fonts_that_lost_their_names_are_told_by_outline(name):
    assert displays(FIXTURES / name) == DISPLAYS


@pytest.mark.parametrize("way", HERE)
def test_pages_that_were_changed_read_the_same(way, tmp_path):
    repack(way, FIXTURES / "repacked-gs.pdf", tmp_path / "copy.pdf")
    assert displays(tmp_path / "copy.pdf") == DISPLAYS


@pytest.mark.parametrize("way", ("rotated", "landscape", "sideways"))
def test_boxes_are_those_of_the_page_as_it_is_read(way, tmp_path):
    path = tmp_path / "copy.pdf"
    repack(way, FIXTURES / "repacked-gs.pdf", path)
    before, after = read_document(FIXTURES / "repacked-gs.pdf"), read_document(path)
    assert after["page_sizes"][0] == pytest.approx(before["page_sizes"][0])
    box = before["formulas"][0]["box"]
    assert after["formulas"][0]["box"] == pytest.approx(box, abs=0.1)
    noted = pymupdf.open(stream=write_notes(path, [(1, box, "title", "text", (1, 0, 0))]), filetype="pdf")[0]
    turned = {"rotated": 0, "landscape": 90, "sideways": 90}[way]
    assert noted.rotation == {"rotated": 90, "landscape": 90, "sideways": 0}[way]
    noted.set_rotation(turned)
    (note,) = noted.annots()
    middle = note.rect * noted.rotation_matrix
    assert tuple((middle.tl + middle.br) / 2) == pytest.approx(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), abs=2)
    assert len(render_crops(path, [(1, box)])[0]) == pytest.approx(
        len(render_crops(FIXTURES / "repacked-gs.pdf", [(1, box)])[0]), rel=0.1
    )


def test_glyphs_that_are_only_numbered_are_no_ornaments():
    with pytest.raises(UnsupportedError, match="no text in this PDF that could be read"):
        read_document(FIXTURES / "numbered.pdf")


def test_what_is_not_installed_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="gs is not installed"):
        repack("gs", FIXTURES / "bitmap.pdf", tmp_path / "copy.pdf")


def test_cropped_pages_keep_their_size(tmp_path):
    repack("cropped", FIXTURES / "bitmap.pdf", tmp_path / "copy.pdf")
    assert pymupdf.open(tmp_path / "copy.pdf")[0].rect == pymupdf.open(FIXTURES / "bitmap.pdf")[0].rect
