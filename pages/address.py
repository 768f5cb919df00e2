"""What the address of a page says: the paper that is open, the place in it, language and depth.

Whatever is put into the address becomes one step of the browser's history, so that back and forward lead through the
equations that one looked at; what is there already is not put there again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from pages.shelf import OpenPaper

#: what an address calls the open paper
PAPER = "paper"
#: what it calls a place in the paper: an equation or a symbol, by its id
KINDS: tuple[Literal["equation", "symbol"], ...] = ("equation", "symbol")

#: A place in a paper, as the reading view names it: ``{"kind": "equation", "id": "e8"}``.
Place = dict[str, str]


def put(values: Mapping[str, str | None]) -> None:
    """Put values into the address, take out what is None; all at once, and only where that changes anything."""
    now = st.query_params.to_dict()
    wanted = {name: value for name, value in {**now, **values}.items() if value is not None}
    if wanted != now:
        st.query_params.from_dict(wanted)


def place_of(paper: OpenPaper) -> Place | None:
    """The place in the paper that the address names; None where it names none that the paper has."""
    for kind in KINDS:
        place = checked({"kind": kind, "id": st.query_params.get(kind)}, paper)
        if place is not None:
            return place
    return None


def checked(place: Any, paper: OpenPaper) -> Place | None:
    """A place as a browser says it, None where the paper has no such thing; anything may come."""
    if not isinstance(place, Mapping) or not isinstance(name := place.get("id"), str):
        return None
    known = {"equation": paper.equations, "symbol": paper.symbols}.get(str(place.get("kind")), {})
    return {"kind": str(place["kind"]), "id": name} if name in known else None


def in_address(place: Place | None) -> dict[str, str | None]:
    """What ``put`` makes of a place: its kind with its id, and nothing of the other kind."""
    return {kind: place["id"] if place is not None and place["kind"] == kind else None for kind in KINDS}


def show_in_paper(paper: OpenPaper, kind: Literal["equation", "symbol"], name: str) -> None:
    """Leave the page for the reading view, at an equation or a symbol of the paper."""
    st.switch_page(st.session_state["pages"]["read"], query_params={PAPER: paper.sha256, kind: name})
