"""A whole small paper, read from its PDF: notation table, algorithm, captions, two columns, a letter used twice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reader.paper import Paper, Symbol
from reader.read import read_paper

SIEVES = Path(__file__).resolve().parents[1] / "fixtures" / "sieves.pdf"


@cache
def paper() -> Paper:
    return read_paper(SIEVES)


def entries(latex: str) -> list[Symbol]:
    return [symbol for symbol in paper().symbols if symbol.latex == latex]


@pytest.mark.parametrize(
    ("latex", "meaning"),
    [
        ("g", "size of a grain"),
        ("M", "number of meshes"),
        (r"\mathbf{w}_m", "weights of mesh $m$"),
        (r"\tau", "time between two shakes"),
        (r"\kappa", "friction coefficient"),
        ("S", "stack of meshes"),
        ("W", "matrix of flow rates"),
        (r"\mathbf{x}_t", "load of the sieve"),
        (r"\mu", "momentum"),
        ("B", "bound"),
        (r"\theta_0", "initial parameters"),
        (r"\theta_T", "trained parameters"),
        (r"\eta_0", "reference viscosity"),
    ],
)
def test_says_what_symbols_are(latex: str, meaning: str) -> None:
    assert meaning in entries(latex)[0].definitions[0].text


def test_a_letter_used_twice_is_two_symbols() -> None:
    steps, heat = entries("T")
    assert steps.redefined and heat.redefined
    assert steps.definitions[0].text == "number of rounds"
    assert heat.definitions[0].text.startswith("temperature")


def test_shapes() -> None:
    assert {s: entries(s)[0].shape for s in ("W", r"\mathbf{x}_t", r"\mathbf{y}_t", "g")} == {
        "W": r"M \times D", r"\mathbf{x}_t": "D", r"\mathbf{y}_t": "M", "g": None,
    }  # fmt: skip


@pytest.mark.parametrize("latex", [r"\theta_t", "D", r"\mathbf{x}", r"\mathbb{R}", "m_1"])
def test_is_silent_where_the_paper_is(latex: str) -> None:
    assert entries(latex)[0].definitions == ()
