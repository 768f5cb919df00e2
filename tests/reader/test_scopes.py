"""One entry per symbol and scope: a letter that a paper uses for two things is two symbols, two wordings are one."""

from __future__ import annotations

import pytest
from paper_of import sentences_and_equations

from reader.paper import Symbol
from reader.symbols.scopes import conflicting, find_symbols, sort_of

FILLER = ("2 Method", 2, "Nothing of note happens here.")


def entries(latex: str, *told: tuple[str, int, str]) -> list[Symbol]:
    return [s for s in find_symbols(*sentences_and_equations(*told)) if s.latex == latex]


def test_a_letter_for_two_things_is_two_symbols() -> None:
    found = entries(
        "T",
        ("2 Method", 2, "Here $T$ is the number of steps."),
        ("2 Method", 3, "We sum over $T$ and stop."),
        *[FILLER] * 3,
        ("A Details", 9, r"The softmax is softened, where $T$ denotes the temperature."),
        ("A Details", 10, "A large $T$ blurs the classes."),
    )
    assert [(s.id, s.pages, s.redefined) for s in found] == [("s1", (2, 3), True), ("s1b", (9, 10), True)]
    assert [s.definitions[0].text for s in found] == ["number of steps", "temperature"]
    assert [s.equations for s in found] == [("eq1", "eq2"), ("eq3", "eq4")]


def test_two_wordings_are_one_symbol() -> None:
    found = entries(
        r"\theta",
        ("1 Introduction", 1, r"Let $\theta$ denote the weights."),
        ("4 Theory", 6, r"Recall that $\theta$ is the parameter vector of the network."),
    )
    assert [(s.redefined, len(s.definitions)) for s in found] == [(False, 2)]


def test_other_sections_belong_to_what_is_said_most() -> None:
    found = entries(
        "k",
        ("2 Model", 2, "where $k$ is the kernel size."),
        ("3 Loss", 3, "The kernel size $k$ matters."),
        ("5 Analysis", 5, "For each position $k$ of the input we look back."),
        ("6 Results", 7, "We vary $k$ in the appendix."),
    )
    assert [(s.definitions[0].text, s.pages) for s in found] == [("kernel size", (2, 7)), ("position", (5, 5))]


def test_counts_of_different_things_conflict() -> None:
    assert conflicting("number of experts", "fixed number of cores")
    assert not conflicting("number of experts", "expert count")
    assert conflicting("batch size", "time step")
    assert not conflicting("policy", "distribution over actions")
    assert not conflicting("thing", "batch size"), "what is unknown does not conflict"


@pytest.mark.parametrize(
    ("phrase", "sort"),
    [("number of hidden units in a layer", "size"), ("kernel matrix of the points", "matrix"), ("gizmo", "")],
)
def test_sorts(phrase: str, sort: str) -> None:
    assert sort_of(phrase)[0] == sort


def test_a_raised_t_is_not_the_letter() -> None:
    found = entries("T", ("1 Method", 1, "The temperature $T$ divides $x^T y$."))
    assert sorted((s.kind, bool(s.definitions)) for s in found) == [("operator", False), ("scalar", True)]


def test_numbers_by_themselves_are_no_symbols() -> None:
    told = ("1 Method", 1, r"By Theorem $\mathbf{1}$, $x = \mathbf{0}$ holds.")
    assert {s.latex for s in find_symbols(*sentences_and_equations(told))} >= {"x", r"\mathbf{0}"}
    assert not entries(r"\mathbf{1}", told)
