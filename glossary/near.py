"""What an open paper says of a symbol, for lookups that rank by it."""

from __future__ import annotations

from glossary.lookup import Near
from glossary.topics import topics_of
from glossary.uses import uses_of
from reader.errors import CartoucheError
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.paper import Definition, Paper


def near_paper(paper: Paper) -> Near:
    """The uses of a paper's symbols and its subjects."""
    uses: dict[str, list[object]] = {}
    for equation in paper.equations:
        for latex, found in uses_of(equation.expr).items():
            uses.setdefault(latex, []).extend(found)
    return Near(uses, topics_of(s.text for s in paper.sentences))  # type: ignore[arg-type]


def said_of(paper: Paper, query: str) -> list[Definition]:
    """The definitions of the symbol that ``query`` spells, as the paper gives them."""
    try:
        latex = to_latex(parse_latex(query))
    except CartoucheError:
        return []
    return [d for symbol in paper.symbols if symbol.latex in (latex, query) for d in symbol.definitions]
