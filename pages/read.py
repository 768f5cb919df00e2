"""The page *Read*: open a paper, then point at its symbols and click its equations."""

from __future__ import annotations

import streamlit as st

from pages import address, demo
from pages.components import mount, paper_address
from pages.concepts import show_concept
from pages.foreign import escape, label
from pages.frame import reading_width
from pages.session import (
    SAMPLE,
    choose_voice,
    close_paper,
    current_paper,
    current_voice,
    last_refusal,
    try_open,
)
from pages.shelf import OpenPaper, shelf
from pages.visitor import papers_read
from patterns.explanation.voice import voice_of

#: Equation (8) of the sample, as the reader will see it.
HERO = (
    r"L_{t-1} = \mathbb{E}_q\Big["
    r"\underbrace{\textcolor{#9a6a12}{\frac{1}{2\sigma_t^2}}}_{\textsf{\footnotesize weight}}\,"
    r"\big\|\underbrace{\textcolor{#2b8452}{\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)}}"
    r"_{\textsf{\footnotesize target}} - "
    r"\underbrace{\textcolor{#3b78c9}{\boldsymbol{\mu}_\theta(\mathbf{x}_t,t)}}_{\textsf{\footnotesize prediction}}"
    r"\big\|^2\Big] + C"
)
#: The last wish of the reading view that was answered, by its number: what is older must not undo what is newer.
_ANSWERED = "answered"
#: Papers that are offered to go on with.
MAX_BEFORE = 6
#: What the other pages are for, in a line each.
GUIDE = {
    "symbols": "Look a sign up by its LaTeX, by itself, or by what it looks like.",
    "study": "What to learn for the open paper, in order, each with its reason.",
    "patterns": "The few dozen shapes that equations have, and where they occur.",
    "concepts": "Every topic from sums to diffusion, with an example and a question.",
}


def page() -> None:
    """Show the open paper, or the ways to open one."""
    paper = current_paper()
    if paper is None:
        _welcome()
    else:
        _view(paper)


def _view(paper: OpenPaper) -> None:
    voice = current_voice()
    told = {"language": voice.language, "depth": voice.depth}
    place, answered = address.place_of(paper), st.session_state.get(_ANSWERED)
    data = {"paper": paper_address(paper), "name": paper.sha256, "place": place, "answered": answered, "voice": told}
    asked = mount("reader", data, key=f"reader-{paper.token}")
    if not asked:
        return
    st.session_state[_ANSWERED] = asked.get("nonce")
    address.put(address.in_address(address.checked(asked.get("place"), paper)))
    chosen = asked.get("voice")
    if isinstance(chosen, dict):
        choose_voice(voice_of(chosen.get("language"), chosen.get("depth")) or voice)
    if asked.get("close"):
        close_paper()
        st.rerun()
    if isinstance(asked.get("demo"), str):
        demo.show(asked["demo"])
    if isinstance(asked.get("concept"), str):
        show_concept(asked["concept"])
    if isinstance(asked.get("pattern"), str):
        there = {address.PAPER: paper.sha256, "pattern": asked["pattern"]}
        st.switch_page(st.session_state["pages"]["patterns"], query_params=there)


def _welcome() -> None:
    """What this is, the sample, the upload. Runs the page again when a paper was opened."""
    with reading_width():
        st.title("Every symbol has a name.", anchor=False)
        st.markdown(
            "Cartouche reads a machine-learning paper and draws a box round each symbol and equation: what it means "
            "*in this paper*, what it means by convention, what the whole equation resembles, and what to learn first."
        )
        with st.container(key="hero"):
            st.latex(HERO)
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            sample = st.button("Open the sample paper", type="primary", icon=":material/auto_stories:")
            st.markdown(":gray[a three-page primer on diffusion models, with the equations of DDPM]", width="content")
        uploaded = st.file_uploader(
            "Or read your own (a PDF made by LaTeX works best)", type="pdf", max_upload_size=200
        )
        if sample:
            _open(shelf().put(SAMPLE.read_bytes()))
        elif uploaded is not None and st.session_state.get("upload") != uploaded.file_id:
            st.session_state["upload"] = uploaded.file_id  # tried once, not at every click
            _open(shelf().put(uploaded.getvalue()))
        _refusal()
        if st.query_params.get("paper") and last_refusal() is None:
            st.info("The paper that this address names is not stored here; open its PDF once more.")
        _read_before()
        _guide()


def _read_before() -> None:
    """The papers that were read here, to go on with."""
    papers = papers_read()
    if not papers:
        return
    st.caption("Or go on with one that was read here before")
    with st.container(key="before", gap=None):
        for paper in papers[:MAX_BEFORE]:
            if st.button(
                label(paper.title), key=f"before-{paper.sha256}", type="tertiary", icon=":material/description:"
            ):
                _open(paper.sha256)


def _guide() -> None:
    """What the other pages are for."""
    st.divider()
    known = st.session_state.get("pages", {})
    for column, (name, says) in zip(st.columns(len(GUIDE), gap="medium"), GUIDE.items(), strict=True):
        with column.container(key=f"guide-{name}", gap=None):
            if name in known:
                st.page_link(known[name], label=f"**{name.capitalize()}**")
            st.caption(says)


def _open(sha256: str, password: str | None = None) -> None:
    if isinstance(try_open(sha256, password), OpenPaper):
        st.rerun()


def _refusal() -> None:
    """Say why the last file could not be opened; ask for its password where that would help."""
    refusal = last_refusal()
    if refusal is None:
        return
    st.error(escape(refusal.reason), icon=":material/error:")
    if refusal.locked:
        with st.form("unlock", border=False):
            password = st.text_input("Password of this PDF", type="password", max_chars=200)
            if st.form_submit_button("Unlock") and password:
                _open(refusal.sha256, password)
                st.rerun()  # to say so where the password was wrong
