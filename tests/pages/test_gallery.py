"""The page with the gallery: deep links, nonsense in the address, and who may see which papers."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from test_app import PATIENCE, components, run

from pages import gallery, visitor
from pages.library import library
from pages.shelf import OpenPaper


def gallery_page() -> None:
    from pages import gallery

    gallery.page()


@pytest.fixture(autouse=True)
def own_library() -> None:
    library.cache_clear()


def at_address(**parameters: str) -> AppTest:
    at = AppTest.from_function(gallery_page, default_timeout=PATIENCE)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def test_the_wall_without_a_paper() -> None:
    at = run(gallery_page)
    assert not at.exception
    [data] = components(at)
    assert data["chosen"] is None and data["paper"] is None
    assert data["gallery"].startswith("/cartouche/gallery/")
    assert data["library"] == {"papers": 0, "counts": {}, "where": {}}


def test_a_deep_link_opens_a_pattern() -> None:
    [data] = components(at_address(pattern="squared_error", find="loss"))
    assert data["chosen"] == "squared_error" and data["find"] == "loss"


@pytest.mark.parametrize("name", ["nonsense", "<script>", "../..", "x" * 5000, "𝔼"])
def test_nonsense_in_the_address_shows_the_wall(name: str) -> None:
    at = at_address(pattern=name, find=name)
    assert not at.exception
    [data] = components(at)
    assert data["chosen"] is None and len(data["find"]) <= gallery.MAX_QUERY
    assert "no pattern of this name" in at.info[0].value


def test_other_papers_are_named_with_their_places(paper: OpenPaper) -> None:
    library().remember(paper)
    [data] = components(at_address(pattern="squared_error"))
    assert data["library"]["counts"]["squared_error"] == 1
    [book] = data["library"]["where"]["squared_error"]
    assert book["paper"] == paper.sha256 and book["places"][0]["id"] == "e8"


def test_the_open_paper_is_no_other_paper(paper: OpenPaper) -> None:
    library().remember(paper)
    [data] = components(run(gallery_page, paper))
    assert data["paper"] and data["library"]["papers"] == 0


@pytest.mark.parametrize(
    ("headers", "home"),
    [
        ({}, True),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, True),
        ({"Host": "127.0.0.1:8501"}, True),
        ({"Host": "[::1]:8501"}, True),
        ({"Host": "papers.example.org"}, False),
        ({"Host": "localhost:8501", "Origin": "https://papers.example.org"}, False),
        ({"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}, False),
        ({"Host": "[nonsense"}, False),
    ],
)
def test_who_sits_at_this_machine(monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], home: bool) -> None:
    class Context:
        def __init__(self) -> None:
            self.headers = headers

    monkeypatch.setattr(visitor.st, "context", Context())
    assert visitor.at_home() is home


def test_strangers_see_only_what_they_opened(monkeypatch: pytest.MonkeyPatch, paper: OpenPaper) -> None:
    library().remember(paper)
    monkeypatch.setattr(visitor, "at_home", lambda: False)
    monkeypatch.setattr(visitor, "opened_papers", frozenset)
    assert visitor.papers_read() == []
    monkeypatch.setattr(visitor, "opened_papers", lambda: frozenset({paper.sha256}))
    assert [found.sha256 for found in visitor.papers_read()] == [paper.sha256]
