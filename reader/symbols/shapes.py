r"""How large the vectors and matrices of a paper are: from ``x \in \mathbb{R}^{n \times d}`` and from its prose.

A ``Shape`` has one side for a vector, two for a matrix, more for a tensor. Sides are LaTeX as printed; nothing is known
of their values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.formula_tree import Mark, Node, Row, row
from reader.latex.writer import to_latex
from reader.operators import Expr
from reader.symbols.path import SymbolUse
from reader.symbols.printed import unbraced
from reader.symbols.spelling import dissect, normal

_TIMES = (r"\times", ",")
_FIELDS = frozenset("RCZNQB")
_SIDE = r"\$([^$=<>]{1,60})\$"
#: what prose says of sizes; the group holds the sides
_SAID = (
    re.compile(rf"{_SIDE}[-‑ ]dimensional\b"),
    re.compile(rf"\bof (?:dimension|dimensionality|length|size|shape) {_SIDE}"),
    re.compile(rf"{_SIDE} (?:[a-z-]+ ){{0,2}}matri(?:x|ces)\b"),
)


@dataclass(frozen=True)
class Shape:
    """The sides of an array, first the rows."""

    sides: tuple[str, ...]

    @property
    def latex(self) -> str:
        r"""The sides as they are printed: ``n \times d``."""
        return r" \times ".join(self.sides)


def shape_of(uses: Sequence[SymbolUse], phrases: Sequence[str]) -> tuple[Shape, str] | None:
    """Tell the shape of a symbol and what says so, or None: from its formulas, else from what the paper says it is.

    Args:
        uses: its occurrences. What is an element of a space counts only as a whole, so ``W_a`` says nothing of W.
        phrases: its definitions, formulas between dollar signs.
    """
    stated = Counter(shape for use in uses for shape in _stated(use))
    if len(stated) > 1:
        return None  # the paper says two things
    if stated:
        likeliest = stated.most_common(1)[0][0]
        return likeliest, rf"it is an element of $\mathbb{{R}}^{{{likeliest.latex}}}$"
    for phrase in phrases:
        if (shape := said_shape(phrase)) is not None:
            return shape, f"the paper says “{phrase}”"
    return None


def said_shape(phrase: str) -> Shape | None:
    r"""Read the sides from a phrase: "a $d$-dimensional vector", "an $m \times n$ matrix", "a vector of length $H$"."""
    for pattern in _SAID:
        if (found := pattern.search(phrase)) is not None:
            sides = tuple(_side(side) for side in re.split(r"\\times\b", found.group(1)))
            if all(sides) and (pattern is not _SAID[2] or len(sides) == 2):
                return Shape(sides)
    return None


def _side(latex: str) -> str:
    return unbraced(latex.strip().removeprefix("{").strip())


def _stated(use: SymbolUse) -> Iterator[Shape]:
    """The shape that a membership states of exactly this symbol."""
    path = use.path
    if path and path[-1].parent.op == "tuple" and path[-1].parent.value == ",":
        path = path[:-1]
    if not path or path[-1].parent.op != "relation":
        return
    parent, place = path[-1].parent, path[-1].place
    signs = parent.value.split()
    if place < len(signs) and signs[place] == r"\in":
        shape = space_shape(parent.args[place + 1])
        if shape is not None:
            yield shape


def space_shape(space: Expr) -> Shape | None:
    r"""The shape of the elements of ``\mathbb{R}^{n \times d}``; None for scalars and other sets."""
    if space.op not in ("power", "script"):
        return None
    base, exponent = space.args
    is_field = base.op == "symbol" and dissect(base.value).letter in _FIELDS and r"\mathbb" in base.value
    is_box = base.op == "set" or (base.op == "tuple" and base.value in ("[", "("))
    if not (is_field or is_box) or exponent.value in ("+", "-", "1"):
        return None
    span = exponent.outer or exponent.span
    sides = [_side(to_latex(row(part))) for part in _parts(_flat(span))] if span else [normal(exponent.value)]
    return Shape(tuple(sides)) if all(sides) else None


def _flat(span: Sequence[Node]) -> list[Node]:
    return [item for part in span for item in (_flat(part.items) if isinstance(part, Row) else [part])]


def _parts(nodes: Sequence[Node]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    depth = 0
    for node in nodes:
        if isinstance(node, Mark) and node.latex in ("(", "["):
            depth += 1
        elif isinstance(node, Mark) and node.latex in (")", "]"):
            depth -= 1
        if isinstance(node, Mark) and node.latex in _TIMES and depth == 0:
            parts.append([])
        else:
            parts[-1].append(node)
    return parts
