"""Each page by itself, run without a browser: what it shows, what it does with nonsense."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.session import Refusal
from pages.shelf import OpenPaper

PATIENCE = 30
NONSENSE = ["<script>alert(1)</script>", r"\frac{", "$$$", "𝔼" * 150, "'; DROP TABLE", "![x](http://x)", "\\" * 50, "…"]


def read_page() -> None:
    from pages import read

    read.page()


def symbols_page() -> None:
    from pages import symbols

    symbols.page()


def study_page() -> None:
    from pages import study

    study.page()


def concepts_page() -> None:
    from pages import concepts

    concepts.page()


def run(page: Callable[[], None], paper: OpenPaper | None = None, **state: Any) -> AppTest:
    """Run a page; with ``paper`` it is the one that is open."""
    at = AppTest.from_function(page, default_timeout=PATIENCE)
    if paper is not None:
        at.session_state["paper"] = paper.sha256
    for name, value in state.items():
        at.session_state[name] = value
    return at.run()


def components(at: AppTest) -> list[dict[str, Any]]:
    """The data of the components on the page."""
    return [json.loads(found.proto.json) for found in at.get("bidi_component")]


def test_the_frame_starts_on_the_welcome(root: Path) -> None:
    at = AppTest.from_file(root / "pages" / "main.py", default_timeout=PATIENCE).run()
    assert not at.exception
    assert at.title[0].value == "Every symbol has a name."
    assert at.button[0].label == "Open the sample paper"


def test_an_open_paper_is_shown(paper: OpenPaper) -> None:
    at = run(read_page, paper)
    assert not at.exception and not at.error
    [data] = components(at)
    assert data["paper"] == f"/cartouche/paper/{paper.token}/"
    assert at.query_params["paper"] == paper.sha256


@pytest.mark.parametrize("name", ["nonsense", "../../etc/passwd", "0" * 64, "<b>"])
def test_an_address_with_nonsense_shows_the_welcome(name: str) -> None:
    at = AppTest.from_function(read_page, default_timeout=PATIENCE)
    at.query_params["paper"] = name
    at.run()
    assert not at.exception
    assert at.title[0].value == "Every symbol has a name."


def test_a_refusal_is_one_sentence() -> None:
    at = run(read_page, refusal=Refusal("0" * 64, "This file is <b>damaged</b>; download it again."))
    assert not at.exception
    assert at.error[0].value == r"This file is \<b\>damaged\</b\>; download it again\."
    assert not at.text_input


def test_a_locked_file_asks_for_its_password(paper: OpenPaper) -> None:
    at = run(read_page, refusal=Refusal("0" * 64, "This PDF is locked with a password."))
    assert at.text_input[0].label == "Password of this PDF"
    at.text_input[0].input("wrong")
    at.button[-1].click().run()
    assert not at.exception
    assert at.error, "the file is not there: said in a sentence"


def test_without_a_paper_the_study_page_says_what_to_do() -> None:
    at = run(study_page)
    assert not at.exception
    assert "Open a paper first" in at.info[0].value


def test_the_study_list_and_its_export(paper: OpenPaper) -> None:
    at = run(study_page, paper)
    assert not at.exception
    [data] = components(at)
    assert data["plan"]["stages"][0]["stage"] == 1
    assert at.get("download_button")
    at.selectbox[0].select("product").run()
    assert not at.exception


def test_what_is_ticked_is_left_out(paper: OpenPaper) -> None:
    [data] = components(run(study_page, paper, known=("expectation", "<b>", 3)))
    shown = [item["id"] for stage in data["plan"]["stages"] for item in stage["items"]]
    assert "expectation" not in shown and shown
    assert [concept["id"] for concept in data["plan"]["known"]] == ["expectation"]


def test_a_symbol_is_looked_up(paper: OpenPaper) -> None:
    at = run(symbols_page, paper)
    assert not at.exception and len(components(at)) == 1
    at.text_input[0].input("curly L").run()
    assert not at.exception
    assert any(r"$\mathcal{L}$" in found.value for found in at.markdown)


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_symbol_box(query: str) -> None:
    at = run(symbols_page)
    at.text_input[0].input(query[:200]).run()
    assert not at.exception


def test_an_example_fills_the_box() -> None:
    at = run(symbols_page)
    next(button for button in at.button if button.label == "curly L").click().run()
    assert not at.exception
    assert at.text_input[0].value == "curly L"


def test_concepts_are_found_and_shown() -> None:
    at = run(concepts_page)
    assert not at.exception and len(at.expander) == 4
    at.text_input[0].input("vector norm").run()
    next(button for button in at.button if button.label == "Vector norms").click().run()
    assert not at.exception
    assert at.header[0].value == "Vector norms"
    assert at.query_params["concept"] == "norms"
    assert any(found.label == "Answer" for found in at.expander)


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_concept_box(query: str) -> None:
    at = AppTest.from_function(concepts_page, default_timeout=PATIENCE)
    at.query_params["concept"] = query
    at.run()
    at.text_input[0].input(query[:100]).run()
    assert not at.exception


def test_an_unexpected_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("pages.read.page", broken)
    at = AppTest.from_file(root / "pages" / "main.py", default_timeout=PATIENCE).run()
    assert not at.exception
    assert at.error[0].value.startswith("Something went wrong")
    assert "secret" not in at.error[0].value
