"""What is loaded behind the first visitor's back is there when it is asked for."""

from __future__ import annotations

import primer
import pytest

from pages import session, warm
from pages.library import library
from pages.shelf import Shelf


def test_the_sample_is_read_and_nobody_has_opened_it(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.reading.read", lambda file, password, progress: primer.reading())
    warm.warm_up()
    paper = shelf.get(shelf.put(session.SAMPLE.read_bytes()))
    assert paper is not None and paper.title.startswith("A Short Primer")
    assert paper.sha256 not in [known.sha256 for known in library().papers()]
    warm.warm_up()
    assert shelf.get(paper.sha256) is paper, "it is read once, and its addresses stay"


def test_a_folder_that_cannot_be_written_is_only_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(Shelf, "put", full)
    warm.warm_up()
