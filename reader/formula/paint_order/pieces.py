"""Pieces: items that stay together while a formula is put into TeX's order, and what is measured on them."""

from __future__ import annotations

from collections.abc import Iterable

from reader.formula.item import AXIS, Item
from reader.geometry import Box, union


class Piece:
    """Items that stay together, in TeX's order, and where they stand as a whole. Lengths in points, y downwards."""

    __slots__ = ("axis", "base", "box", "centred", "items", "kind", "latex", "size", "x0", "x1")

    def __init__(self, items: list[Item], box: Box, like: Item | Piece, kind: str, x0: float, x1: float) -> None:
        self.items, self.box, self.kind = items, box, kind
        self.base: float = like.base
        self.axis: float = like.axis
        self.size: float = like.size
        self.centred: bool = like.centred
        self.latex: str = like.latex
        self.x0, self.x1 = x0, x1

    def __repr__(self) -> str:
        return f"<{self.kind} {[i.latex for i in self.items]} {self.box.rounded()}>"


def items_of(pieces: Iterable[Piece]) -> list[Item]:
    """The items of pieces, in their order."""
    return [item for piece in pieces for item in piece.items]


def joined(parts: list[Piece], like: Piece, kind: str, box: Box | None = None) -> Piece:
    """One piece of several, which stands where ``like`` stands."""
    whole = box or union(part.box for part in parts)
    assert whole is not None
    made = Piece(items_of(parts), whole, like, kind, min(p.x0 for p in parts), max(p.x1 for p in parts))
    return made


def without(pieces: list[Piece], gone: Iterable[Piece]) -> list[Piece]:
    """The pieces but those that are gone."""
    ids = {id(piece) for piece in gone}
    return [piece for piece in pieces if id(piece) not in ids]


def chained(pieces: list[Piece], edge: float, down: bool, gap: float, first: float | None = None) -> list[Piece]:
    """The pieces that hang together below (or above) ``edge``; gaps in ems, ``first`` for the one next to the edge."""
    left = sorted(pieces, key=(lambda p: p.box.y0) if down else (lambda p: -p.box.y1))
    run: list[Piece] = []
    for piece in left:
        room = (piece.box.y0 - edge) if down else (edge - piece.box.y1)
        em = max(piece.size, max((p.size for p in run), default=0.0))
        if room > (gap if run or first is None else first) * em:
            break
        run.append(piece)
        edge = max(edge, piece.box.y1) if down else min(edge, piece.box.y0)
    return run


def beside_each_other(one: Piece, other: Piece) -> bool:
    """Whether two pieces share any height."""
    return bool(one.box.y0 < other.box.y1 and other.box.y0 < one.box.y1)


def width(run: list[Piece]) -> float:
    """How wide a run is, by its ink or by its advance, in points."""
    box = union(p.box for p in run)
    assert box is not None
    return max(box.width, max(p.x1 for p in run) - min(p.x0 for p in run))


def cut(rule: Piece, x0: float, x1: float) -> Piece:
    """The rule as wide as TeX would have painted it: browsers leave room at its ends."""
    box = Box(x0, rule.box.y0, max(x1, x0 + 0.1), rule.box.y1)
    made = Item("rule", None, box, box.x0, box.x1, box.y_mid, box.y_mid, 0.0, True)
    made.space = rule.items[0].space
    return Piece([made], box, made, "rule", box.x0, box.x1)


def apart(one: Piece, other: Piece) -> float:
    """How far two boxes are from each other, in points."""
    across = max(one.box.x0 - other.box.x1, other.box.x0 - one.box.x1, 0.0)
    down = max(one.box.y0 - other.box.y1, other.box.y0 - one.box.y1, 0.0)
    return across + down


def level_of(piece: Piece) -> float:
    """The baseline of a piece, or what it would be for its axis."""
    return piece.axis + AXIS * piece.size if piece.centred else piece.base
