"""The page *Symbols*: look a symbol up, and the notation of the open paper."""

from __future__ import annotations

import streamlit as st

from glossary.lookup import Entry, Meaning, Near, lookup
from pages.address import show_in_paper
from pages.cards import Card, said_in
from pages.components import mount, paper_address
from pages.concepts import STAGE_COLOURS, show_concept
from pages.foreign import formula, prose
from pages.frame import reading_width
from pages.session import current_paper
from pages.shelf import OpenPaper

EXAMPLES = (r"\mathbb{E}", "∇", "curly L", "double bars", "hat on y", "learning rate", "花体L")
FORMATS = {"md": "Markdown", "csv": "CSV", "tex": "LaTeX"}
#: Characters of a query that are looked at (`glossary.lookup` has its own limit as well).
MAX_QUERY = 200


def page() -> None:
    """A box to look symbols up; below it the open paper's notation."""
    paper = current_paper()
    with reading_width():
        st.title("Symbols", anchor=False)
        query = st.text_input(
            "Look a symbol up",
            key="symbol-query",
            placeholder="LaTeX, the sign itself, or words",
            max_chars=MAX_QUERY,
        )
        if query.strip():
            _answer(query, paper)
        else:
            _examples()
        if paper is not None:
            _notation(paper)


def _notation(paper: OpenPaper) -> None:
    st.subheader("Notation of this paper", anchor=False)
    asked = mount("notation", {"paper": paper_address(paper)}, key=f"notation-{paper.token}")
    if paper.reading.notation:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(":gray[Keep this table as]", width="content")
            for ending, text in paper.reading.notation.items():
                st.download_button(
                    FORMATS[ending], text, file_name=f"notation.{ending}", type="tertiary", on_click="ignore"
                )
    if asked and isinstance(asked.get("concept"), str):
        show_concept(asked["concept"])
    elif asked and isinstance(asked.get("symbol"), str):
        show_in_paper(paper, "symbol", asked["symbol"])


def _examples() -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(":gray[For example]", width="content")
        for example in EXAMPLES:
            label = formula(example) if example.startswith("\\") else example
            st.button(label, key=f"example-{example}", type="tertiary", on_click=_fill, args=(example,))


def _fill(example: str) -> None:
    st.session_state["symbol-query"] = example


def _answer(query: str, paper: OpenPaper | None) -> None:
    entries = lookup(query, _near(paper))
    if not entries:
        st.info("No symbol fits; try its LaTeX, the sign itself, or what it looks like (“curly L”, “hat on y”).")
    for place, entry in enumerate(entries):
        _show(entry, paper, first=place == 0)


def _near(paper: OpenPaper | None) -> Near:
    """What is known of the open paper: its symbols come first among the answers."""
    if paper is None:
        return Near()
    return Near(uses={symbol["latex"]: () for symbol in paper.symbols.values()})


def _said(paper: OpenPaper, symbols: list[Card]) -> None:
    """What the open paper itself says of a sign, apart from the conventions."""
    st.caption("In this paper")
    with st.container(gap=None):
        for symbol in symbols:
            words = f"{formula(symbol['latex'])}: {prose(symbol['here']['text'])}"
            label = f"{words} :gray[· page {symbol['here']['page']}]"
            if st.button(label, key=f"said-{symbol['id']}", type="tertiary", help="Open it in the paper"):
                show_in_paper(paper, "symbol", symbol["id"])
    st.caption("By convention")


def _show(entry: Entry, paper: OpenPaper | None, first: bool) -> None:
    with st.container(border=True):
        here = " :blue-badge[in this paper]" if entry.in_paper else ""
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(f"### {formula(entry.latex)}", width=64)
            st.markdown(
                f"**{', '.join(entry.names)}**{here}  \n:gray[{' '.join([*entry.zh, entry.unicode])}] `{entry.latex}`",
                width="stretch",
            )
        if paper is not None and (said := said_in(paper, entry.latex)):
            _said(paper, said)
        meanings = entry.meanings
        if first:
            _meanings(entry, meanings)
        else:
            number = "1 meaning" if len(meanings) == 1 else f"{len(meanings)} meanings"
            with st.expander(f"{number}: " + "; ".join(m.meaning for m in meanings[:3])):
                _meanings(entry, meanings)


def _meanings(entry: Entry, meanings: tuple[Meaning, ...]) -> None:
    for place, meaning in enumerate(meanings):
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(f"{meaning.meaning} :gray[· {meaning.kind} · {meaning.zh}]  \n{_example(meaning.example)}")
        colour = STAGE_COLOURS.get(meaning.stage)
        label = f":{colour}-badge[{meaning.stage}] {meaning.concept_name}" if colour else meaning.concept_name
        if right.button(label, key=f"sense-{entry.latex}-{place}", type="tertiary"):
            show_concept(meaning.concept)


def _example(example: str) -> str:
    return example if "$" in example else formula(example)
