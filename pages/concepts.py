"""The page *Concepts*: the four stages of the roadmap, and a card for every concept."""

from __future__ import annotations

import streamlit as st

from glossary.concepts import STAGES, Concept, ConceptGraph, load_concepts
from pages.session import keep_in_address
from pages.shelf import OpenPaper

#: colours of the stages in Streamlit's names, as near to those of pages/assets/base.css as they come
STAGE_COLOURS = {1: "green", 2: "orange", 3: "blue", 4: "violet"}
_CHOSEN = "concept"


def page() -> None:
    """Browse the stages; show the concept that the address names."""
    graph = load_concepts()
    asked = st.query_params.get(_CHOSEN)
    paper = keep_in_address()
    st.title("Concepts", anchor=False)
    names, card = st.container(key="concepts").columns([1, 1.25], gap="large")
    with names:
        _browse(graph)
    with card:
        if asked is not None and asked in graph:
            _card(graph, graph[asked])
        else:
            if asked:
                st.info("There is no concept of this name; choose one from the list.")
            _hint(graph, paper)


def _hint(graph: ConceptGraph, paper: OpenPaper | None) -> None:
    """What stands where no concept is chosen: what one can do, and what the open paper asks for."""
    with st.container(key="concept-hint"):
        st.markdown(":gray[Choose a concept to see what it is, an example, and a question to test yourself with.]")
        asked_for = [entry["concept"] for entry in paper.annotated.get("study", ())] if paper is not None else []
        _links("What the open paper asks for", graph, [name for name in asked_for if name in graph], "paper")


def show_concept(name: str) -> None:
    """Open a window with the card of a concept, over the page that is open."""
    graph = load_concepts()
    if name not in graph:
        st.toast("The glossary has no card for this concept yet.")
        return
    st.dialog(graph[name].name, width="large")(_card)(graph, graph[name], heading=False)


def _browse(graph: ConceptGraph) -> None:
    wanted = st.text_input("Find a concept", placeholder="expectation, KL, 扩散 …", max_chars=100).strip().casefold()
    for stage, title in STAGES.items():
        members = [entry for entry in graph.concepts.values() if entry.stage == stage]
        found = [entry for entry in members if _matches(entry, wanted)]
        if wanted and not found:
            continue
        hours = sum(entry.hours for entry in members)
        of_all = f"{len(found)} of {len(members)}" if wanted else f"{len(members)}"
        numbers = f":gray[{of_all} concepts · {hours:.0f} h]"
        label = f":{STAGE_COLOURS[stage]}-badge[{stage}] **{title.capitalize()}** {numbers}"
        with st.expander(label, expanded=bool(wanted)):
            _areas(graph, found)
    if wanted and not any(_matches(entry, wanted) for entry in graph.concepts.values()):
        st.info("No concept fits; try another word, such as “loss”, “matrix” or “attention”.")


def _areas(graph: ConceptGraph, found: list[Concept]) -> None:
    order = graph.learning_order(entry.id for entry in found)
    areas: dict[str, list[Concept]] = {}
    for name in order:
        areas.setdefault(graph[name].area, []).append(graph[name])
    for area, members in areas.items():
        st.caption(area.replace("_", " ").capitalize())
        with st.container(key=f"names-{area}-{members[0].stage}", horizontal=True):
            for entry in members:
                if st.button(entry.name, key=f"concept-{entry.id}", type="tertiary"):
                    _go(entry.id)


def _matches(entry: Concept, wanted: str) -> bool:
    words = (entry.name, entry.zh, entry.id.replace("_", " "), *entry.keywords)
    return any(wanted in word.casefold() for word in words)


def _go(name: str) -> None:
    st.query_params[_CHOSEN] = name
    st.rerun()


def _card(graph: ConceptGraph, entry: Concept, heading: bool = True) -> None:
    """What a concept is. All text is our own content, so that Markdown and formulas in it are meant."""
    if heading:
        st.header(entry.name, anchor=False)
    stage = f":{STAGE_COLOURS[entry.stage]}-badge[stage {entry.stage}]"
    st.markdown(
        f"{stage} :gray[{STAGES[entry.stage]} · {entry.area.replace('_', ' ')} · about {entry.hours:g} h · {entry.zh}]"
    )
    st.markdown(entry.definition)
    if entry.formula:
        st.latex(entry.formula)
    st.markdown(f"**Intuition.** {entry.intuition}")
    st.markdown(f"**Example.** {entry.example}")
    st.markdown(f"**Test yourself.** {entry.check.question}")
    with st.expander("Answer"):
        st.markdown(entry.check.answer)
    _links("Rests on", graph, graph.prerequisites(entry.id), entry.id)
    _links(
        "Leads to", graph, [key for key, other in graph.concepts.items() if entry.id in other.prerequisites], entry.id
    )
    if entry.resources:
        st.markdown("**To read.** " + "; ".join(f"*{source.title}*, {source.pointer}" for source in entry.resources))


def _links(title: str, graph: ConceptGraph, names: tuple[str, ...] | list[str], owner: str) -> None:
    if not names:
        return
    st.caption(title)
    with st.container(key=f"names-{owner}-{title}", horizontal=True):
        for name in graph.learning_order(names):
            other = graph[name]
            label = f":{STAGE_COLOURS[other.stage]}-badge[{other.stage}] {other.name}"
            if st.button(label, key=f"link-{owner}-{name}", type="tertiary"):
                st.switch_page(st.session_state["pages"]["concepts"], query_params={_CHOSEN: name})
