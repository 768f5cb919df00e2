"""What the reading view shows of the sample paper's equation (8)."""

from __future__ import annotations

import json
import re

import primer

from pages import cards
from pages.said import pattern_card, reasons_in, sentence_card
from pages.shelf import OpenPaper
from patterns.library import load_library


def test_the_outline_counts_and_lists(paper: OpenPaper) -> None:
    outline = cards.outline(paper)
    assert outline["counts"] == {"equations": 1, "inline": 1, "symbols": len(primer.MARKS)}
    assert [equation["number"] for equation in outline["displays"]] == ["8"]
    assert len(outline["pages"]) == 3


def test_page_sizes_may_be_missing(paper: OpenPaper) -> None:
    del paper.annotated["paper"]["page_sizes"]
    assert cards.outline(paper)["pages"] == [list(cards.USUAL_PAGE)] * 3


def test_marks_lie_widest_first_and_have_words(paper: OpenPaper) -> None:
    marks = cards.marks(paper, 2)
    sizes = [(m["bbox"][2] - m["bbox"][0]) * (m["bbox"][3] - m["bbox"][1]) for m in marks["symbols"]]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == len(primer.MARKS), "an occurrence that the equation names as well is one box"
    tip = marks["tips"][primer.NAMES["C"]]
    assert set(tip["conventions"]) == {"en", "zh"} and tip["conventions"]["en"] == tip["convention"]
    assert tip["here"]["text"].startswith("a constant") and tip["convention"]
    assert cards.marks(paper, 99) == {"equations": [], "symbols": [], "tips": {}}


def test_the_card_of_equation_8_names_its_roles(paper: OpenPaper) -> None:
    card = cards.equation_card(paper, "e8")
    assert card is not None
    pattern = card["patterns"][0]
    assert (pattern["id"], pattern["name"], pattern["stage"]) == ("squared_error", "squared error", 2)
    assert {role["role"]: role["says"] for role in pattern["roles"]}["prediction"] == "what the model gives"
    assert [concept["stage"] for concept in card["concepts"]][:2] == [2, 1]
    assert card["demos"][0]["title"]
    assert card["before"] == "e1" and card["after"] is None
    assert {symbol["latex"] for symbol in card["symbols"]} == set(primer.MARKS)
    json.dumps(card)


def test_reasons_in_chinese_name_concepts_and_shapes_in_chinese() -> None:
    given = ["the title speaks of “Hinge loss”", "it has the shape of an objective (squared error)"]
    assert reasons_in(given, "zh") == ["标题谈到“合页损失”", "从形式看，它是一个目标函数（平方误差）"]
    assert reasons_in(given, "en") == given


def test_reasons_are_put_in_words(paper: OpenPaper) -> None:
    card = cards.equation_card(paper, "e8")
    assert card is not None
    assert [(said["kind"], said["because"]) for said in card["explanation"]] == [
        ("quote", "“so that we can write” (page 2)"),
        ("shape", "squared error"),
        ("rule", "parameters"),
    ]
    finer = sentence_card({"text": "x", "because": "pattern:squared_error/k_means"})
    assert finer["because"] == load_library().entries["squared_error"].variants["k_means"].name


def test_a_role_without_a_box_of_its_own_has_none(paper: OpenPaper) -> None:
    eight = paper.equations["e8"]
    eight["patterns"][0]["roles"]["weight"]["bbox"] = eight["bbox"]
    card = cards.equation_card(paper, "e8")
    assert card is not None
    boxes = {role["role"]: role["bbox"] for role in card["patterns"][0]["roles"]}
    assert boxes["weight"] is None and boxes["target"]


def test_the_card_of_a_symbol_keeps_the_two_senses_apart(paper: OpenPaper) -> None:
    card = cards.symbol_card(paper, primer.NAMES["C"])
    assert card is not None
    assert card["definitions"][0]["page"] == 2
    assert card["senses"][0]["concept"]["id"] == "additive_constant"
    assert [equation["number"] for equation in card["equations"]] == ["8"]


def test_unknown_names_have_no_card(paper: OpenPaper) -> None:
    assert cards.equation_card(paper, "nonsense") is None
    assert cards.symbol_card(paper, "<b>") is None


def test_a_pattern_the_library_lacks_is_shown_by_its_id(paper: OpenPaper) -> None:
    primer_eight = paper.equations["e8"]
    found = {"id": "not_there", "variant": "x", "roles": {}}
    card = cards.equation_card(paper, "e8")
    assert card is not None
    assert pattern_card(found, primer_eight)["name"] == "not there"
    assert cards.concept_brief("no_such_concept") == {"id": "no_such_concept", "name": "no such concept", "stage": None,
                                                      "hours": None}  # fmt: skip
    assert cards.demos_of(["no_such_demo"]) == []
    assert cards.demos_of(["no_such_demo"], ["squared_error"])[0]["id"] == "ddpm_2d"
    assert primer_eight["number"] == "8"


def test_the_notation_table_goes_by_page(paper: OpenPaper) -> None:
    rows = cards.notation(paper)
    assert len(rows) == len(primer.MARKS)
    assert all(row["page"] == 2 for row in rows)
    assert {row["concept"] for row in rows} >= {"expectation", "norms"}


def test_the_equations_that_carry_the_paper_come_with_reasons(paper: OpenPaper) -> None:
    assert cards.outline(paper)["carrying"] == [], "a paper without figures shows none"
    paper.equations["e8"]["importance"] = {"score": 0.8, "reasons": ["the text refers to it twice (page 3)"]}
    paper.equations["e1"]["importance"] = {"score": 0.9, "reasons": ["it stands in the text only"]}
    [first] = cards.outline(paper)["carrying"]
    assert first["id"] == "e8" and first["reasons"] == ["the text refers to it twice (page 3)"]
    card = cards.equation_card(paper, "e8")
    assert card is not None and card["reasons"] == first["reasons"]


def test_a_sign_with_two_meanings_shows_both(paper: OpenPaper) -> None:
    other = dict(paper.symbols[primer.NAMES["t"]]) | {"id": "t2", "pages": [3, 3], "redefined": True}
    other["definitions"] = [other["definitions"][0] | {"text": "temperature", "page": 3}]
    paper.symbols["t2"] = other  # type: ignore[index]
    paper.symbols[primer.NAMES["t"]]["redefined"] = True
    card = cards.symbol_card(paper, primer.NAMES["t"])
    assert card is not None
    assert card["namesakes"] == [{"id": "t2", "pages": [3, 3], "says": "temperature", "convention": "time step"}]
    rows = [row for row in cards.notation(paper) if row["latex"] == "t"]
    assert [row["redefined"] for row in rows] == [True, True] and rows[1]["pages"] == [3, 3]
    assert cards.marks(paper, 2)["tips"][primer.NAMES["t"]]["redefined"] is True


def test_a_sign_is_found_in_any_face(paper: OpenPaper) -> None:
    bold = next(s for s in paper.symbols.values() if r"\boldsymbol" in s["latex"] and s.get("definitions"))
    plain = re.sub(r"\\boldsymbol\{([^{}]*)\}", r"\1", bold["latex"])
    assert plain != bold["latex"]
    assert bold["id"] in [found["id"] for found in cards.said_in(paper, plain)]
    assert cards.said_in(paper, bold["latex"])[0]["id"] == bold["id"]
    assert not cards.said_in(paper, r"\boldsymbol{") and not cards.said_in(paper, r"\zeta")
