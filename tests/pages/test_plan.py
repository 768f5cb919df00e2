"""The study list as shown: stages in order, reasons in words, what is known left out."""

from __future__ import annotations

from glossary.concepts import load_concepts
from pages.plan import known_concepts, study_for, study_plan, study_text
from pages.shelf import OpenPaper


def test_stages_come_in_order_with_reasons(paper: OpenPaper) -> None:
    plan = study_plan(paper, study_for(paper, (), "research"), ())
    assert [stage["stage"] for stage in plan["stages"]] == sorted(stage["stage"] for stage in plan["stages"])
    items = {item["id"]: item for stage in plan["stages"] for item in stage["items"]}
    order = list(items)
    assert order.index("expectation") < order.index("squared_error_loss") < order.index("diffusion_elbo")
    reason = items["squared_error_loss"]["because"][0]
    assert reason["label"] == "equation (8), page 2" and reason["equation"] == "e8"
    assert plan["hours_below"] > plan["hours"] > 0


def test_what_is_known_and_what_lies_below_it_go(paper: OpenPaper) -> None:
    graph = load_concepts()
    known = ("expectation",)
    plan = study_plan(paper, study_for(paper, known, "research"), known)
    shown = {c["id"] for stage in plan["stages"] for c in (*stage["items"], *stage["below"])}
    assert not shown & {"expectation", *graph.below["expectation"]}
    assert [concept["id"] for concept in plan["known"]] == ["expectation"]


def test_knowing_everything_leaves_nothing(paper: OpenPaper) -> None:
    known = tuple(load_concepts().concepts)
    assert study_plan(paper, study_for(paper, known, "product"), known)["stages"] == []


def test_nonsense_is_not_known() -> None:
    assert known_concepts(["expectation", 7, None, "<b>", "expectation", ["x"]]) == ("expectation",)


def test_the_export_is_markdown_with_ticks(paper: OpenPaper) -> None:
    text = study_text(paper, study_for(paper, (), "research"))
    assert text.startswith("# ") and "- [ ] **Squared-error loss**" in text and "equation (8), page 2" in text
