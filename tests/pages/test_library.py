"""What is remembered of papers that were read: patterns by place, nothing of locked ones, nothing of those that are gone."""

from __future__ import annotations

import json
from pathlib import Path

import primer
import pytest

from pages.library import Library, counts, where
from pages.shelf import OpenPaper, Shelf


@pytest.fixture
def books(shelf: Shelf) -> Library:
    return Library(shelf._folder)


def test_a_paper_is_remembered(books: Library, paper: OpenPaper) -> None:
    books.remember(paper)
    [found] = books.papers()
    assert found.sha256 == paper.sha256 and found.title == paper.title
    assert counts([found]) == {"squared_error": 1, "expectation": 1}
    [book] = where([found], "squared_error")
    assert book["count"] == 1 and book["places"][0]["id"] == "e8"
    assert where([found], "attention") == []


def test_a_later_reading_replaces_the_note(books: Library, paper: OpenPaper) -> None:
    books.remember(paper)
    assert books.papers()
    paper.annotated["paper"]["title"] = "Another title"
    books.remember(paper)
    assert [found.title for found in Library(books._folder).papers()] == ["Another title"]


def test_of_a_locked_paper_nothing_is_remembered(books: Library, shelf: Shelf) -> None:
    books.remember(shelf.keep(shelf.put(b"locked"), primer.reading(), "secret"))
    assert books.papers() == []


def test_only_what_is_allowed_and_still_stored(books: Library, paper: OpenPaper) -> None:
    books.remember(paper)
    assert books.papers(frozenset()) == []
    assert [found.sha256 for found in books.papers({paper.sha256})] == [paper.sha256]
    paper.file.unlink()
    assert books.papers() == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"shape": 1}', '{"shape": 0, "patterns": {}}', "\x00", "{" * 5000])
def test_a_damaged_note_is_passed_over(books: Library, paper: OpenPaper, text: str) -> None:
    Path(books._folder, f"{paper.sha256}.patterns.json").write_text(text, encoding="utf-8")
    assert books.papers() == []


def test_a_folder_that_cannot_be_written_costs_the_note_only(tmp_path: Path, paper: OpenPaper) -> None:
    (tmp_path / "file").write_text("")
    Library(tmp_path / "file").remember(paper)


def test_the_note_holds_no_more_than_places(books: Library, paper: OpenPaper) -> None:
    books.remember(paper)
    [file] = books._folder.glob("*.patterns.json")
    note = json.loads(file.read_text(encoding="utf-8"))
    assert set(note) == {"shape", "title", "patterns"}
