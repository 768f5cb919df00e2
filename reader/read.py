"""PDF → Paper. This function is the reader's table of contents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.codec import decode
from reader.confidence import confidence
from reader.expression.parse import parse_expression
from reader.geometry import Box
from reader.latex.mathml import to_mathml
from reader.paper import Equation, Paper, Section, Sentence
from reader.sandbox import parse
from reader.symbols.scopes import find_symbols

Progress = Callable[[int, int], None]


def read_paper(path: Path, password: str | None = None, progress: Progress = lambda page, pages: None) -> Paper:
    """Read a paper: pages in a sandbox, then operator trees, symbols and what the text says of them.

    Raises ``UnreadableError``/``UnsupportedError`` (see ``reader.errors``); never anything else for bad files.
    """
    raw = parse(path, password, progress)
    sentences = tuple(Sentence(text, page, Box(*box), section) for text, page, box, section in raw["sentences"])
    equations = tuple(_equation(index, formula) for index, formula in enumerate(raw["formulas"], 1))
    symbols = find_symbols(sentences, equations)
    return Paper(
        title=raw["title"], page_count=len(raw["page_sizes"]), page_sizes=tuple((w, h) for w, h in raw["page_sizes"]),
        sha256=raw["sha256"], sections=tuple(Section(title, page) for title, page in raw["sections"]), sentences=sentences,
        equations=equations, symbols=symbols, references=tuple((title, year) for title, year in raw["references"]),
        notes=tuple(_notes(raw)),
    )  # fmt: skip


def _equation(index: int, formula: dict[str, Any]) -> Equation:
    tree = decode(formula["tree"])
    expr = parse_expression(tree)
    sure = confidence(tree, expr, formula["evidence"], formula["display"])
    return Equation(
        id=f"eq{index}", page=formula["page"], box=Box(*formula["box"]), display=formula["display"], number=formula["number"],
        tree=tree, latex=formula["latex"], mathml=to_mathml(tree), confidence=sure.value, expr=expr,
        sentence=formula["sentence"], confidence_reasons=sure.reasons,
    )  # fmt: skip


def _notes(raw: dict[str, Any]) -> list[str]:
    pages = raw["empty_pages"]
    if not pages:
        return []
    shown = ", ".join(map(str, pages[:8])) + (", ..." if len(pages) > 8 else "")
    return [f"No text was found on {'page' if len(pages) == 1 else 'pages'} {shown}."]
