"""What is read from documents that went through another program, from files made beforehand and made anew."""

from pathlib import Path

import pymupdf
import pytest
from repack import WAYS, Missing, repack

from reader.document import read_document

FIXTURES = Path(__file__).parent / "fixtures"
DISPLAYS = [
    r"\mathcal{L}(\theta) = \mathbb{E}_{x\sim p}\left[\sum_{t=1}^{T}\frac{1}{2\sigma_{t}^{2}}"
    r"\|\mu_{t} - f_{\theta}(x_{t}, t)\|^{2}\right]",
    r"\int_{a}^{b}\oint_{C}\sqrt{1 + \left(\prod_{i}k_{i}\right)^{n}}ds \neq \bigotimes_{j}\left\{\alpha \cup \beta\right\}",
]
MADE = sorted(path.name for path in FIXTURES.glob("repacked-*.pdf"))
#: ways that need no program beside PyMuPDF
HERE = ("clean", "subset", "rotated", "cropped", "units", "renamed", "speechless")


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


def test_what_is_not_installed_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="gs is not installed"):
        repack("gs", FIXTURES / "bitmap.pdf", tmp_path / "copy.pdf")


def test_cropped_pages_keep_their_size(tmp_path):
    repack("cropped", FIXTURES / "bitmap.pdf", tmp_path / "copy.pdf")
    assert pymupdf.open(tmp_path / "copy.pdf")[0].rect == pymupdf.open(FIXTURES / "bitmap.pdf")[0].rect
