"""One use of a symbol in a formula, and its place in the operator tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from reader.geometry import Box
from reader.operators import Expr

#: letter: a letter, name or compound; operator: the sign that begins one; sign, relation: a sign between operands
Role = Literal["letter", "operator", "sign", "relation", "bracket", "transpose"]
#: Nodes that only dress their first argument; what they stand in is where the dressed symbol stands.
_DRESS = frozenset(("index", "script", "power", "transpose", "accent", "negative", "annotated"))


@dataclass(frozen=True)
class Step:
    """One step down the tree: the parent and which of its arguments was taken."""

    parent: Expr
    place: int


@dataclass(frozen=True)
class SymbolUse:
    """A symbol where it stands. ``node`` is its operator-tree node (for signs: the node whose sign it is)."""

    latex: str
    box: Box | None
    role: Role
    node: Expr
    #: from the whole formula down to the node's parent
    path: tuple[Step, ...] = field(repr=False)

    @property
    def parents(self) -> tuple[Expr, ...]:
        """The nodes above, nearest first."""
        return tuple(step.parent for step in reversed(self.path))

    def standing(self) -> tuple[Expr, tuple[Step, ...]]:
        """Give the symbol in full dress (indices, powers, sign) and the path to that: where it stands as an operand."""
        node, depth = self.node, len(self.path)
        while depth and self.path[depth - 1].parent.op in _DRESS and self.path[depth - 1].place == 0:
            depth -= 1
            node = self.path[depth].parent
        return node, self.path[:depth]

    def dress(self) -> Iterator[Expr]:
        """Give the nodes that dress it, innermost first, and the symbol's own where it is a compound."""
        node = self.node
        own: list[Expr] = []
        while node.op in _DRESS and node.args:
            own.append(node)
            node = node.args[0]
        yield from reversed(own)
        for step in reversed(self.path):
            if step.parent.op not in _DRESS or step.place != 0:
                break
            yield step.parent

    def base(self) -> Expr:
        """Give the bare letter or name below all dress."""
        node = self.node
        while node.op in _DRESS and node.args:
            node = node.args[0]
        return node
