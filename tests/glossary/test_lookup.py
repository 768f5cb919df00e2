"""Symbols are found by LaTeX, Unicode, words and Chinese; nonsense finds nothing; an answer is quick."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.lookup import Near, lookup

BUDGET_S = 0.020


@pytest.mark.parametrize(
    ("query", "latex"),
    [
        ("curly L", r"\mathcal{L}"),
        ("fancy E", r"\mathcal{E}"),
        ("double bars", r"\|\cdot\|"),
        ("hat on y", r"\hat{y}"),
        ("wiggly equals", r"\approx"),
        ("double struck one", r"\mathbb{1}"),
        ("dot dot dot", r"\ldots"),
        ("pseudo inverse", "A^+"),
        ("cardinality", r"|\cdot|"),
        ("梯度", r"\nabla"),
        ("策略", r"\pi"),
        ("向量", r"\vec{x}"),
        ("學習率", r"\eta"),
        ("偏微分", r"\partial"),
        ("upside down triangle", r"\nabla"),
        ("upside-down A", r"\forall"),
        ("backwards E", r"\exists"),
        ("circle with a dot", r"\odot"),
        ("curly d", r"\partial"),
        ("wavy equals", r"\approx"),
        ("o with a line through it", r"\theta"),
        ("capital sigma", r"\Sigma"),
        ("learning rate", r"\eta"),
        ("expected value", r"\mathbb{E}"),
        ("discount factor", r"\gamma"),
        ("standard deviaton", r"\mathrm{std}"),
        ("sigmod", r"\mathrm{sigmoid}"),
        ("what does σ mean", r"\sigma"),
        ("what does the vertical bar mean?", "|"),
        (r"\lVert\cdot\rVert", r"\|\cdot\|"),
        (r"$\mathcal{L}$", r"\mathcal{L}"),
        (r"\tilde{\boldsymbol{\mu}}_t", r"\tilde{\mu}_t"),
        ("softmax", r"\mathrm{softmax}"),
        ("ℒ", r"\mathcal{L}"),
        ("𝔼", r"\mathbb{E}"),
        ("‖·‖", r"\|\cdot\|"),
        ("σ²", r"\sigma^2"),
        ("ŷ", r"\hat{y}"),
        ("花体L", r"\mathcal{L}"),
        ("花體 L", r"\mathcal{L}"),
        ("倒三角", r"\nabla"),
        ("带帽子的y", r"\hat{y}"),
        ("范数", r"\|\cdot\|"),
        ("什么是期望？", r"\mathbb{E}"),
    ],
)
def test_the_first_answer(query: str, latex: str) -> None:
    assert [entry.latex for entry in lookup(query)][:1] == [latex]


NONSENSE = ["", " ", "asdf qwer", "xyzzy plugh", "lorem ipsum dolor", "zzz", "12345", "😀", "\x00", "%$#@", "}{^_\\"]


@pytest.mark.parametrize("query", [*NONSENSE, r"\foo", "龘龘龘"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert lookup(query) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="\\{}_^$|'x\\alpha ", max_size=30))
def test_any_text_is_a_query(query: str) -> None:
    for entry in lookup(query):
        assert entry.meanings


def test_a_meaning_that_was_asked_for_comes_first() -> None:
    found = {entry.latex: entry for entry in lookup("learning rate")}
    assert "learning rate" in found[r"\alpha"].meanings[0].meaning


def test_entries_carry_what_a_reader_needs() -> None:
    entry = lookup(r"\sigma")[0]
    assert entry.unicode == "σ"
    assert entry.names
    assert entry.zh
    assert entry.zht
    meaning = entry.meanings[0]
    assert (meaning.concept, meaning.stage) == ("standard_deviation", 1)
    assert meaning.example
    assert meaning.zh.startswith("标准差")
    assert meaning.zht.startswith("標準差")


def test_the_open_paper_ranks() -> None:
    alone = [entry.latex for entry in lookup("learning rate")]
    near = Near(uses={r"\gamma": ()})
    assert alone[0] != r"\gamma"
    assert lookup("learning rate", near)[0].latex == r"\gamma"
    about = Near(topics={"diffusion": 1.0})
    assert lookup(r"\epsilon", about)[0].meanings[0].concept == "diffusion_forward"


def test_an_answer_is_quick() -> None:
    queries = ["curly L", "learnign rate", r"\tilde{\mu}_t", "期望", "the long s that means area", "x" * 500]
    lookup("warm")
    for query in queries:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            lookup(query)
            times.append(time.perf_counter() - start)
        assert min(times) < BUDGET_S, query
