r"""The token: one thing that the grammar looks at, and what can be asked of a run of them.

A token is an operand with its scripts, an infix sign, or a bracketed group with tokens of its own. Every token keeps
the very layout nodes it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reader.formula_tree import Node, Row
from reader.latex.writer import to_latex
from reader.operators import Expr

TokenKind = Literal[
    "letter", "number", "name", "word", "differential", "integral", "text", "node", "group", "relation", "binary",
    "slash", "comma", "semicolon", "colon", "bar", "big", "sign", "gap", "opening", "closing",
]  # fmt: skip
#: brackets that may hold the arguments of a function
BRACKETS = frozenset({"(", "[", r"\{"})


@dataclass(frozen=True)
class Tok:
    """One token. ``name`` is the plain LaTeX of a mark, the text of a name, or the opening bracket of a group."""

    kind: TokenKind
    name: str
    #: the layout nodes it covers, left to right
    nodes: tuple[Node, ...]
    #: the node without its scripts; for a group the closing delimiter
    core: Node
    sub: Node | None = None
    sup: Node | None = None
    closing: str = ""
    inner: tuple[Tok, ...] = field(default=())

    @property
    def scripted(self) -> bool:
        """Whether it carries scripts."""
        return self.sub is not None or self.sup is not None


def nodes_of(tokens: Iterable[Tok]) -> tuple[Node, ...]:
    """Return the layout nodes of some tokens, left to right."""
    return tuple(node for token in tokens for node in token.nodes)


def unknown(tokens: Sequence[Tok]) -> Expr:
    """Return a node for what could not be parsed, which stays visible as it is printed."""
    nodes = nodes_of(tokens)
    return Expr("unknown", (), to_latex(Row(nodes)), span=nodes)


def split(tokens: list[Tok], at: Callable[[Tok], bool]) -> list[list[Tok]]:
    """Cut a run at the tokens for which ``at`` holds; the pieces may be empty."""
    parts: list[list[Tok]] = [[]]
    for token in tokens:
        if at(token):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def is_operand_end(token: Tok) -> bool:
    """Tell whether an operand can end with this token, so that a sign after it is infix."""
    return token.scripted or token.kind not in (
        "binary",
        "slash",
        "relation",
        "comma",
        "colon",
        "semicolon",
        "big",
        "bar",
    )


def between(tokens: Sequence[Tok], first: Tok, last: Tok) -> tuple[Node, ...]:
    """Return the layout nodes from one token of a run to another, both included."""
    start = next(place for place, token in enumerate(tokens) if token is first)
    end = next(place for place, token in enumerate(tokens) if token is last)
    return nodes_of(tokens[start : end + 1])


def is_operand_start(token: Tok) -> bool:
    """Tell whether an operand can begin with this token."""
    return token.kind not in ("binary", "slash", "relation", "comma", "colon", "semicolon", "bar", "closing", "gap")
