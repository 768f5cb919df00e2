"""The study list as the page shows it: stages, concepts with their reasons, what lies below, what is known."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.annotated_paper import place_of
from glossary.concepts import STAGES, load_concepts
from glossary.export import study_markdown
from glossary.quoted import brief
from glossary.roadmap import TrackName
from glossary.study import Because, Study, StudyItem, study_list
from pages.cards import Card, carrying, concept_brief
from pages.shelf import OpenPaper


def known_concepts(names: Iterable[object]) -> tuple[str, ...]:
    """Those of the names (from a browser: anything may come) that are concepts, each once."""
    graph = load_concepts()
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in graph))


def study_for(paper: OpenPaper, known: tuple[str, ...], track: TrackName) -> Study:
    """Make the study list of a paper when ``known``, and what it rests on, is left out."""
    reading = paper.reading
    return study_list(reading.equation_concepts, load_concepts(), known, track, topics=reading.topics)


def study_text(paper: OpenPaper, study: Study) -> str:
    """The list as Markdown, to be kept."""
    numbers = {name: str(equation["number"]) for name, equation in paper.equations.items() if equation.get("number")}
    carried = [
        (place_of(e["number"], e["page"]), str(e["latex"]), "; ".join(e["reasons"][:2])) for e in carrying(paper)
    ]
    return study_markdown(study, load_concepts(), paper.title, numbers, carried)


def study_plan(paper: OpenPaper, study: Study, known: tuple[str, ...]) -> Card:
    """What the page shows: the stages that have anything, each with its concepts and what these rest on."""
    graph = load_concepts()
    chosen = {item.concept for item in study.core}
    below = [name for name in study.closure if name not in chosen]
    stages = []
    for stage, title in STAGES.items():
        items = [_item(paper, item) for item in study.core if item.stage == stage]
        lower = [concept_brief(name) for name in below if graph.stage(name) == stage]
        if items or lower:
            hours = sum(item["hours"] for item in items)
            stages.append({"stage": stage, "title": title.capitalize(), "hours": hours, "items": items, "below": lower})
    hours = sum(stage["hours"] for stage in stages)
    return {
        "title": paper.title,
        "carrying": [_carried(equation) for equation in carrying(paper)],
        "stages": stages,
        "count": len(chosen),
        "hours": hours,
        "count_below": len(below),
        "hours_below": hours + sum(graph[name].hours for name in below),
        "known": [concept_brief(name) for name in known],
        "landmarks": paper.annotated.get("landmarks", []),
    }


def _carried(equation: Card) -> Card:
    """An equation that carries the paper, with its place and the reasons in words."""
    label = place_of(equation["number"], equation["page"])
    return {"id": equation["id"], "label": label, "latex": equation["latex"], "why": "; ".join(equation["reasons"][:2])}


def _item(paper: OpenPaper, item: StudyItem) -> Card:
    entry = load_concepts()[item.concept]
    reasons = [_reason(paper, reason) for reason in item.because]
    return concept_brief(entry.id) | {"definition": entry.definition, "because": reasons}


def _reason(paper: OpenPaper, reason: Because) -> Card:
    """A reason with words for its place: the equation's number, or the page."""
    equation = paper.equations.get(reason.equation or "")
    page = f"page {reason.page}"
    number = equation.get("number") if equation else None
    label = f"equation ({number}), {page}" if number else f"the formula on {page}" if equation else page
    return {
        "equation": equation["id"] if equation else None,
        "label": label,
        "latex": equation["latex"] if equation else None,
        "quote": brief(reason.quote),
        "needed_for": concept_brief(reason.needed_for)["name"] if reason.needed_for else None,
    }
