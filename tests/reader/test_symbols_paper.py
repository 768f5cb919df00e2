"""What the reader says of the symbols of ``fixtures/symbols.pdf``: one paper with every way to define that we know of."""

from functools import cache
from pathlib import Path

import pytest

from reader.paper import Symbol
from reader.read import read_paper

PAPER = Path(__file__).parents[1] / "fixtures" / "symbols.pdf"


@cache
def symbols() -> tuple[Symbol, ...]:
    return read_paper(PAPER).symbols


def named(latex: str) -> list[Symbol]:
    return [symbol for symbol in symbols() if symbol.latex == latex]


@pytest.mark.parametrize(
    ("latex", "phrase"),
    [
        (r"\mathcal{D}", "training set"),
        ("K", "number of classes"),
        ("W", "weight matrix"),
        (r"\bar{p}", "average vote"),
        (r"\lambda", "mixing weight"),
        ("u", "mean"),
        ("v", "spread of the votes"),
        # the notation table
        ("q", "share of silent voters"),
        (r"\tau", "delay between two votes"),
        (r"\mathcal{G}", "graph of who listens to whom"),
        ("h_s", "mood of the crowd in step $s$"),
        # the algorithm's inputs, and the caption
        (r"\eta", "learning rate"),
        ("B", "batch size"),
        ("R", "number of rounds"),
        ("e_0", "error of a single voter"),
    ],
)
def test_meanings(latex: str, phrase: str) -> None:
    assert named(latex)[0].definitions[0].text == phrase


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        ("i", "runs from $1$ to $N$"),
        ("N", "number of $(x_{i},y_{i})$"),
        ("m", "runs from $1$ to $M$"),
        ("k", "runs from $1$ to $K$"),
        ("t", "runs from $1$ to $R$"),
    ],
)
def test_ranges(latex: str, said: str) -> None:
    assert [one.text for one in named(latex)[0].values] == [said]
    assert latex == "N" or named(latex)[0].kind == "index"


@pytest.mark.parametrize(
    ("latex", "kind", "shape"),
    [("x", "vector", "d"), ("a", "vector", "r"), ("W", "matrix", r"d \times r"), (r"\mathcal{G}", "set", None)],
)
def test_kinds_and_shapes_have_their_evidence(latex: str, kind: str, shape: str | None) -> None:
    symbol = named(latex)[0]
    assert (symbol.kind, symbol.shape) == (kind, shape)
    assert symbol.because


def test_a_letter_of_the_appendix_is_another_one() -> None:
    first, second = named(r"\theta")
    assert first.redefined and second.redefined
    assert first.definitions[0].text == "trained weights"
    assert second.definitions[0].text == "angle"
    assert not set(first.equations) & set(second.equations)


def test_the_temperature_does_not_transpose() -> None:
    letter, sign = sorted(named("T"), key=lambda symbol: symbol.kind == "operator")
    assert letter.definitions[0].text == "temperature"
    assert sign.kind == "operator" and not sign.definitions


def test_words_of_an_algorithm_are_no_symbols() -> None:
    assert not [symbol.latex for symbol in symbols() if symbol.latex in (r"\mathbf{d}", r"\mathbf{f}", r"\mathbf{n}")]
