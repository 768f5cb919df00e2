"""Pages are painted in a process of their own, which may die."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages.pictures import Painter
from reader.errors import UnreadableError


@pytest.fixture
def painter() -> Painter:
    return Painter()


def test_paints_and_survives_bad_requests(painter: Painter, sample_paper: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.5\nnothing of use")
    try:
        assert painter.paint(sample_paper, 1, 1.0, None).startswith(b"\x89PNG")
        with pytest.raises(UnreadableError, match="no page 4"):
            painter.paint(sample_paper, 4, 1.0, None)
        with pytest.raises(UnreadableError):
            painter.paint(broken, 1, 1.0, None)
        assert painter.paint(sample_paper, 3, 1.0, None).startswith(b"\x89PNG")
    finally:
        painter.stop()


def test_starts_again_after_it_died(painter: Painter, sample_paper: Path) -> None:
    try:
        painter.paint(sample_paper, 1, 1.0, None)
        assert painter._child is not None
        painter._child.kill()
        painter._child.wait()
        assert painter.paint(sample_paper, 2, 1.0, None).startswith(b"\x89PNG")
    finally:
        painter.stop()


def test_a_page_that_takes_too_long_is_given_up(sample_paper: Path) -> None:
    hasty = Painter(patience=0.01)
    with pytest.raises(UnreadableError, match="cannot be shown"):
        hasty.paint(sample_paper, 1, 4.0, None)
    hasty.stop()


def test_posters_are_painted_smaller(painter: Painter, sample_paper: Path) -> None:
    try:
        data = painter.paint(sample_paper, 1, 1000.0, None)
    finally:
        painter.stop()
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert width * height <= 16_100_000
