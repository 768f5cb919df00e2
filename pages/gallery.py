"""The page *Patterns*: a gallery of the shapes that equations have, and where they occur in the papers one has read."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages import address, demo
from pages.address import show_in_paper
from pages.components import gallery_address, mount, paper_address, resembles_address
from pages.concepts import show_concept
from pages.frame import reading_width
from pages.library import Remembered, counts, where
from pages.session import current_paper, try_open
from pages.shelf import OpenPaper
from pages.visitor import papers_read
from patterns.library import load_library

_CHOSEN, _FIND = "pattern", "find"
#: Characters of a query that stay in the address.
MAX_QUERY = 400


def page() -> None:
    """Show the wall of patterns, or the one that the address names."""
    paper = current_paper()
    chosen = st.query_params.get(_CHOSEN)
    unknown = bool(chosen) and chosen not in load_library().entries
    papers = papers_read()
    with reading_width():
        st.title("What equations resemble", anchor=False)
        if unknown:
            st.info("There is no pattern of this name; here are all of them.")
        asked = mount("gallery", _data(paper, None if unknown else chosen, papers), key="gallery")
    if asked:
        _follow(asked, paper, papers)


def _data(paper: OpenPaper | None, chosen: str | None, papers: list[Remembered]) -> dict[str, Any]:
    """What the component shows: addresses of the large parts, and the few places that belong to the chosen pattern."""
    others = [other for other in papers if paper is None or other.sha256 != paper.sha256]
    return {
        "gallery": gallery_address(),
        "resembles": resembles_address(),
        "paper": paper_address(paper) if paper is not None else None,
        "title": paper.title if paper is not None else None,
        "chosen": chosen,
        "find": st.query_params.get(_FIND, "")[:MAX_QUERY],
        "library": {
            "papers": len(others),
            "counts": counts(others),
            "where": {chosen: where(others, chosen)} if chosen else {},
        },
    }


def _follow(asked: dict[str, Any], paper: OpenPaper | None, papers: list[Remembered]) -> None:
    """Do what the gallery asks for: keep the place in the address, open a card, a program, or an equation."""
    if isinstance(asked.get("concept"), str):
        show_concept(asked["concept"])
    elif isinstance(asked.get("demo"), str):
        demo.show(asked["demo"])
    elif isinstance(asked.get("equation"), str):
        _read(asked["equation"], asked.get("paper"), paper, papers)
    elif "pattern" in asked:
        address.put({name: _kept(asked.get(name)) for name in (_CHOSEN, _FIND)})
        st.rerun()


def _kept(value: object) -> str | None:
    """What of a value goes into the address; None where it is empty."""
    return value[:MAX_QUERY] if isinstance(value, str) and value else None


def _read(equation: str, named: object, paper: OpenPaper | None, papers: list[Remembered]) -> None:
    """Go to an equation of the open paper, or of one of the library, which is opened first."""
    if named is not None and (paper is None or named != paper.sha256):
        known = next((other.sha256 for other in papers if other.sha256 == named), None)
        opened = try_open(known) if known is not None else None
        if not isinstance(opened, OpenPaper):
            st.error("This paper cannot be opened any more; upload it again.", icon=":material/error:")
            return
        paper = opened
    if paper is not None:
        show_in_paper(paper, "equation", equation)
