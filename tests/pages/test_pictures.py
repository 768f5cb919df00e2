"""Pages are painted on demand; what cannot be painted is refused in a sentence."""

from __future__ import annotations

import primer
import pytest

from pages.pictures import picture
from pages.shelf import OpenPaper, Shelf
from reader.errors import UnreadableError


def width(png: bytes) -> int:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20])


def test_a_page_is_painted_at_the_nearest_zoom(paper: OpenPaper) -> None:
    assert width(picture(paper, 1, 1.6)) == pytest.approx(595 * 1.5, abs=2)
    assert width(picture(paper, 1, 1000.0)) == pytest.approx(595 * 4, abs=2)


def test_no_such_page(paper: OpenPaper) -> None:
    with pytest.raises(UnreadableError, match="no page 4"):
        picture(paper, 4, 2)


def test_a_damaged_file(shelf: Shelf) -> None:
    broken = shelf.keep(shelf.put(b"%PDF-1.5\nnothing of use"), primer.reading())
    with pytest.raises(UnreadableError):
        picture(broken, 1, 2)
