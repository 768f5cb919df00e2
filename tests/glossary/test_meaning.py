"""Senses are chosen scope by scope, and an equation's symbols point at the entry whose scope it is in."""

from __future__ import annotations

from glossary.meaning import SymbolIndex, meanings
from reader.expression.parse import parse_math
from reader.geometry import Box
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.paper import Equation, Paper, Sentence
from reader.symbols.scopes import find_symbols
from reader.symbols.symbols import symbols_of

BOX = Box(0, 0, 1, 1)


def paper(*told: tuple[str, int, str, str]) -> Paper:
    """A paper of sentences (section, page, text, formula in it)."""
    sentences, equations = [], []
    for number, (section, page, text, latex) in enumerate(told):
        sentences.append(Sentence(text, page, BOX, section))
        tree = parse_latex(latex)
        name = f"eq{number}"
        equations.append(
            Equation(name, page, BOX, False, None, tree, to_latex(tree), "", 1.0, parse_math(latex), number)
        )
    symbols = find_symbols(sentences, equations)
    return Paper("A test", 9, ((1.0, 1.0),) * 9, "", (), tuple(sentences), tuple(equations), symbols)


def test_each_scope_has_its_own_senses() -> None:
    read = paper(
        ("2 Method", 2, "Here $T$ is the number of steps.", "T"),
        ("2 Method", 3, r"We average over $\sum_{t=1}^T x_t$.", r"\sum_{t=1}^T x_t"),
        ("A Softmax", 8, "The softmax is flattened, where $T$ is the temperature.", "T"),
        ("A Softmax", 9, r"It reads $\exp(z_i / T)$.", r"\exp(z_i / T)"),
    )
    found = [m for m in meanings(read, {}).values() if m.symbol.latex == "T"]
    assert len(found) == 2
    assert all(m.symbol.redefined for m in found)
    assert "temperature" in found[1].senses[0].meaning


def test_equations_point_at_the_right_scope() -> None:
    read = paper(
        ("2 Method", 2, "Here $T$ is the number of steps.", "T"),
        ("A Softmax", 8, "The softmax is flattened, where $T$ is the temperature.", "T"),
        ("A Softmax", 9, "The letter $x^T T$ is used twice.", "x^T T"),
    )
    index = SymbolIndex(meanings(read, {}))
    names = [index.find(use, e) for e in read.equations for use in symbols_of(e.expr) if use.latex == "T"]
    assert names[0] != names[1]
    assert set(names[2:]) == {names[1], next(s.id for s in read.symbols if s.kind == "operator")}
