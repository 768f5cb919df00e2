"""The address of a page names the paper and the place in it, and nothing that the paper does not have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.address import checked, in_address
from pages.shelf import OpenPaper, Shelf
from reader.errors import UnreadableError

PATIENCE = 30


def read_page() -> None:
    from pages import read

    read.page()


def concepts_page() -> None:
    from pages import concepts

    concepts.page()


def visit(page: Any, opened: OpenPaper | None = None, **address: str) -> AppTest:
    """Run a page at an address, with a paper that this visitor has open."""
    at = AppTest.from_function(page, default_timeout=PATIENCE)
    if opened is not None:
        at.session_state["paper"] = opened.sha256
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def place_shown(at: AppTest) -> Any:
    assert not at.exception
    [view] = at.get("bidi_component")
    return json.loads(view.proto.json)["place"]


def test_a_place_in_the_address_is_shown(paper: OpenPaper) -> None:
    for kind, known in (("equation", paper.equations), ("symbol", paper.symbols)):
        name = next(iter(known))
        at = visit(read_page, paper, paper=paper.sha256, **{kind: name})
        assert place_shown(at) == {"kind": kind, "id": name}
        assert at.query_params[kind] == name


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "../..", "eq99999", " ", "𝔼" * 150])
def test_a_place_that_the_paper_lacks_is_none(paper: OpenPaper, name: str) -> None:
    assert place_shown(visit(read_page, paper, paper=paper.sha256, equation=name, symbol=name)) is None


@pytest.mark.parametrize("place", [None, "eq1", 3, [], {}, {"kind": "equation"}, {"kind": [], "id": "x"}, {"id": {}}])
def test_what_a_browser_says_is_looked_at(paper: OpenPaper, place: Any) -> None:
    assert checked(place, paper) is None


def test_the_address_names_one_place_at_a_time(paper: OpenPaper) -> None:
    name = next(iter(paper.symbols))
    assert in_address(checked({"kind": "symbol", "id": name}, paper)) == {"equation": None, "symbol": name}
    assert in_address(None) == {"equation": None, "symbol": None}


def test_a_page_without_a_paper_keeps_its_name(paper: OpenPaper) -> None:
    at = visit(concepts_page, paper)
    assert not at.exception
    assert at.query_params["paper"] == paper.sha256
    assert any(found.value == "What the open paper asks for" for found in at.caption)


def test_the_address_goes_before_the_paper_of_the_session(paper: OpenPaper, shelf: Shelf) -> None:
    """Back and forward lead from paper to paper."""
    other = shelf.keep(shelf.put(b"%PDF-1.5 another"), paper.reading)
    at = AppTest.from_function(read_page, default_timeout=PATIENCE)
    at.session_state["paper"], at.session_state["opened"] = other.sha256, frozenset({other.sha256, paper.sha256})
    at.query_params["paper"] = paper.sha256
    at.run()
    assert place_shown(at) is None
    assert at.session_state["paper"] == paper.sha256


def test_who_knows_a_hash_needs_the_password_all_the_same(
    paper: OpenPaper, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise UnreadableError("This PDF is locked with a password; give it with --password (in the app: the box).")

    monkeypatch.setattr("pages.session._read", locked)
    other = shelf.keep(shelf.put(b"%PDF-1.5 a locked one"), paper.reading, "secret")  # somebody else opened it
    for page in (concepts_page, read_page):
        at = visit(page, paper=other.sha256)
        assert not at.exception and not at.get("bidi_component")
    assert at.text_input[0].label == "Password of this PDF"
    assert at.error[0].value == r"This PDF is locked with a password\.", "options are for the command"
