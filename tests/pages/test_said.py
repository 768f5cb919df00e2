"""Sentences with their sources in words, patterns with their roles, in two languages."""

from __future__ import annotations

import pytest

from pages.said import pattern_card, sentence_card


@pytest.mark.parametrize(
    ("because", "language", "kind", "shown"),
    [
        ("pattern:squared_error", "zh", "shape", "平方误差"),
        ("pattern:squared_error/k_means", "zh", "shape", "k 均值的目标函数"),
        ("pattern:not there", "en", "shape", "not there"),
        ("rule:additive constant", "en", "rule", "additive constant"),
        ("rule:additive constant", "zh", "rule", "规则"),
        ("glossary:expectation, norms", "zh", "glossary", "期望、范数"),
        ("quote:page 3: by (8)", "en", "quote", "“by (8)” (page 3)"),
        ("quote:page 3: by (8)", "zh", "quote", "“by (8)”（第 3 页）"),
        ("quote:a noisy: example", "en", "quote", "“a noisy: example”"),
        ("", "en", "quote", ""),
    ],
)
def test_sources_in_words(because: str, language: str, kind: str, shown: str) -> None:
    card = sentence_card({"text": "x", "because": because, "page": 3}, language)  # type: ignore[arg-type]
    assert card["kind"] == kind and card["page"] == 3 and card["equation"] is None
    if because.startswith("glossary"):
        assert card["because"].count("、") == 1
        assert [concept["id"] for concept in card["concepts"]] == ["expectation", "norms"]
    else:
        assert card["because"] == shown


def test_roles_have_names() -> None:
    found = {"id": "schedule", "variant": "cosine", "roles": {"step": {"latex": "t", "bbox": [0, 0, 1, 1]}}}
    card = pattern_card(found, {"bbox": [0, 0, 9, 9]}, "zh")
    assert (card["name"], card["under"]) == ("余弦调度", "调度")
    assert card["roles"][0]["name"] == "步数" and card["roles"][0]["bbox"] == [0, 0, 1, 1]
    assert pattern_card(found, {"bbox": [0, 0, 9, 9]})["roles"][0]["name"] == "step"
