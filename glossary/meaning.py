"""What the symbols of a paper mean by convention: a sense for each, chosen by how it is used and what the paper says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary.senses import Sense, senses
from glossary.uses import Use, letters_of, use_of
from reader.paper import Paper, Symbol
from reader.symbols import placed


@dataclass(frozen=True)
class Meaning:
    """A symbol of the paper with its conventional senses, best first (empty: nothing is likely enough)."""

    symbol: Symbol
    senses: tuple[Sense, ...]


def meanings(paper: Paper, topics: Mapping[str, float]) -> dict[str, Meaning]:
    """The meaning of every symbol of a paper, by symbol id."""
    near = {equation.id: letters_of(equation.expr) for equation in paper.equations}
    uses: dict[str, list[Use]] = {}
    for entry in placed(paper.equations):
        uses[entry.id] = [use_of(use, near[equation.id]) for equation, use in entry.uses]
    found = {}
    for symbol in paper.symbols:
        said = symbol.definitions[0].text if symbol.definitions else None
        found[symbol.id] = Meaning(symbol, tuple(senses(symbol.latex, uses.get(symbol.id, ()), topics, said)))
    return found
