"""What the symbols of a paper mean by convention: a sense for each, chosen by how it is used and what the paper says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary.senses import Sense, senses
from glossary.uses import Use, letters_of, use_of
from reader.paper import Equation, Paper, Symbol
from reader.symbols.path import SymbolUse
from reader.symbols.symbols import symbols_of


@dataclass(frozen=True)
class Meaning:
    """A symbol of the paper with its conventional senses, best first (empty: nothing is likely enough)."""

    symbol: Symbol
    senses: tuple[Sense, ...]


class SymbolIndex:
    """Finds the entry of a symbol that is met in an equation: the one whose scope the equation is in."""

    def __init__(self, meanings: Mapping[str, Meaning] | Paper) -> None:
        symbols = meanings.symbols if isinstance(meanings, Paper) else [m.symbol for m in meanings.values()]
        self._ids: dict[tuple[str, bool, str], str] = {}
        for symbol in symbols:
            for equation in symbol.equations:
                self._ids[symbol.latex, symbol.kind == "operator", equation] = symbol.id

    def find(self, use: SymbolUse, equation: Equation) -> str | None:
        """Give the id of the entry, or None. A raised T that transposes is another symbol than the letter T."""
        acts = use.role != "letter"
        for kind in (acts, not acts):
            if (found := self._ids.get((use.latex, kind, equation.id))) is not None:
                return found
        return None


def meanings(paper: Paper, topics: Mapping[str, float]) -> dict[str, Meaning]:
    """The meaning of every symbol of a paper, by symbol id."""
    index = SymbolIndex(paper)
    uses: dict[str, list[Use]] = {}
    for equation in paper.equations:
        near = letters_of(equation.expr)
        for use in symbols_of(equation.expr):
            if (name := index.find(use, equation)) is not None:
                uses.setdefault(name, []).append(use_of(use, near))
    found = {}
    for symbol in paper.symbols:
        said = symbol.definitions[0].text if symbol.definitions else None
        found[symbol.id] = Meaning(symbol, tuple(senses(symbol.latex, uses.get(symbol.id, ()), topics, said)))
    return found
