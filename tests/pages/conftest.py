"""A shelf in a temporary folder for every test, and the sample paper on it without reading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import primer
import pytest

from pages import shelf as shelves
from pages.library import library
from pages.shelf import OpenPaper, Shelf


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setenv(shelves.STATE_VARIABLE, str(tmp_path / "state"))
    for known in (shelves.shelf, library):
        known.cache_clear()
    yield shelves.shelf()
    for known in (shelves.shelf, library):
        known.cache_clear()


@pytest.fixture
def paper(shelf: Shelf, sample_paper: Path) -> OpenPaper:
    """The sample paper as if it had been read."""
    return shelf.keep(shelf.put(sample_paper.read_bytes()), primer.reading())
