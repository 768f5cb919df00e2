"""The page *Study*: what to learn for the open paper, in learning order, with the reasons; ticks and an export."""

from __future__ import annotations

from typing import Any

import streamlit as st

from glossary.concepts import load_concepts
from glossary.roadmap import TrackName
from pages.address import show_in_paper
from pages.components import mount
from pages.concepts import show_concept
from pages.frame import reading_width
from pages.plan import known_concepts, study_for, study_plan, study_text
from pages.session import current_paper
from pages.shelf import OpenPaper

TRACKS: dict[TrackName, str] = {"research": "I read to do research", "product": "I read to build things"}


def page() -> None:
    """Show the study list of the open paper."""
    paper = current_paper()
    with reading_width():
        if paper is None:
            _nothing_open()
        else:
            _list(paper)


def _nothing_open() -> None:
    st.title("What to learn first", anchor=False)
    st.info("Open a paper first: the list is made from its equations.", icon=":material/menu_book:")
    if st.button("Go to the reading view", type="primary"):
        st.switch_page(st.session_state["pages"]["read"])


def _list(paper: OpenPaper) -> None:
    known = known_concepts(st.session_state.get("known", ()))
    head, tools = st.columns([3, 2], vertical_alignment="bottom")
    head.title("What to learn first", anchor=False)
    with tools.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom"):
        track: TrackName = (
            st.selectbox("What for", TRACKS, format_func=TRACKS.__getitem__, label_visibility="collapsed", width=210)
            or "research"
        )
        study = study_for(paper, known, track)
        st.download_button(
            "Export",
            study_text(paper, study),
            file_name="study-list.md",
            mime="text/markdown",
            icon=":material/download:",
            on_click="ignore",
        )
    asked = mount("study", {"plan": study_plan(paper, study, known)}, key=f"study-{paper.token}")
    if asked:
        _follow(asked, paper, known)


def _follow(asked: dict[str, Any], paper: OpenPaper, known: tuple[str, ...]) -> None:
    """Do what the list asks for: another set of known concepts, a concept's card, an equation in the paper."""
    if isinstance(asked.get("known"), list):
        now = known_concepts(asked["known"])
        if now != known:
            st.session_state["known"] = now
            st.rerun()
    elif isinstance(asked.get("concept"), str) and asked["concept"] in load_concepts():
        show_concept(asked["concept"])
    elif isinstance(asked.get("equation"), str):
        show_in_paper(paper, "equation", asked["equation"])
