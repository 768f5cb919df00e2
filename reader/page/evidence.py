"""What the ink says against a reading: baselines, sizes, paint order, marks left over, neighbours that should be in it.

TeX sets the marks of one row on one baseline and in one size, to a hundredth of a point, and paints them in order. A tree
that puts a mark where its own baseline, size or turn does not fit has been put together wrongly, however good it looks. This
is found out here, while the glyphs are still at hand; ``reader.confidence`` weighs it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reader.formula.item import Item, built_nodes
from reader.formula_tree import Accent, Fence, Fraction, Mark, Name, Node, Radical, Row, Scripts, Space, Text, children
from reader.geometry import Box, union
from reader.page.label import CLOSERS, OPENERS, Label
from reader.page.typography import Column

#: em; marks of a row share their baseline to within this (bitmaps are rounded to pixels), and their size to this share
ON_LINE, SAME_SIZE = 0.06, 0.12
#: em that a superscript is raised, and a subscript lowered, against the mark it stands at
RAISED, LOWERED = (0.24, 0.75), (0.08, 0.45)
#: size of a script against its base; below ``SMALLEST`` points TeX makes nothing smaller
SCRIPT_SIZE, SMALLEST = (0.5, 0.87), 6.5
#: em; the ink of neighbours does not overlap by more
OVERLAP = 0.22
#: glyphs before and after the last one found, among which the next is looked for first
BACK, AHEAD = 20, 300
#: points; boxes that were put together keep their edges to within this
EDGE = 0.05
#: em; a mark nearer than this on the same line touches the formula, one nearer than the second is its neighbour
TOUCHES, NEAR = 0.1, 0.8
#: em; beyond it stands another line; vertical room between marks of one line; a thin space, narrower than one of words
FAR, LEVEL, THIN = 4.0, 0.2, 0.24
#: of the body size; smaller marks are scripts
SMALL = 0.86
#: turns; what belongs together was painted no farther apart
NEXT = 12
#: em; a lone small mark just above or below a display, painted next to it, was torn off it
TORN = 1.6
#: em; a line at a display's own height nearer than this belongs to it (columns stand farther apart)
BESIDE = 2.5
#: share of the lower height; lines that overlap by more stand at the same height, or interlock
SAME_HEIGHT, INTERLOCK = 0.4, 0.05

#: what was counted, by name; a ``Counter`` makes its zeros ten times slower
Counts = defaultdict[str, int]


class Ink:
    """A page's glyphs and rules in paint order, found by the leaf they became."""

    def __init__(
        self, items: Sequence[Item], lines: Sequence[Box], body: float, columns: Iterable[Column] = ()
    ) -> None:  # fmt: skip
        self.items = items
        #: the columns of its text, the narrowest first
        self.columns = sorted(columns, key=lambda c: c.x1 - c.x0)
        #: type size of the running text, points
        self.body = body
        #: the ink of every line and display of the page
        self.lines = lines
        self._last = 0

    @cached_property
    def _by_node(self) -> dict[int, int]:
        return {id(node): turn for turn, node in enumerate(built_nodes(self.items)) if node is not None}

    def turns(self, leaf: Mark | Name | Text) -> Sequence[int]:
        """When the glyphs of a leaf were painted; empty where they are not found."""
        turn = self._by_node.get(id(leaf))
        if turn is not None:
            self._last = turn
            return (turn,)
        if leaf.box is None:
            return ()
        first = self._first_in(leaf.box)
        if first is None:
            return ()
        last = first
        while last + 1 < len(self.items) and _inside(self.items[last + 1].box, leaf.box):
            last += 1
        self._last = last
        return range(first, last + 1)

    def _first_in(self, box: Box) -> int | None:
        """The first glyph of a leaf made of several: it has the leaf's left edge, and was painted not long after the last."""
        near = (max(0, self._last - BACK), min(len(self.items), self._last + AHEAD))
        for turn, stop in (near, (0, len(self.items))):
            with suppress(ValueError):
                while True:
                    turn = self._edges.index(box.x0, turn, stop)
                    if _inside(self.items[turn].box, box):
                        return turn
                    turn += 1
        return None

    @cached_property
    def _edges(self) -> list[float]:
        return [item.box.x0 for item in self.items]

    def column(self, box: Box) -> Column | None:
        """The column that a box stands in."""
        return next((c for c in self.columns if c.x0 < box.x_mid < c.x1), None)

    def beyond(self, turn: int, step: int) -> Item | None:
        """The glyph painted before (-1) or after (1) a turn; rules do not count."""
        turn += step
        while 0 <= turn < len(self.items):
            if self.items[turn].kind != "rule":
                return self.items[turn]
            turn += step
        return None


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - EDGE and inner.x1 <= outer.x1 + EDGE
        and inner.y0 >= outer.y0 - EDGE and inner.y1 <= outer.y1 + EDGE
    )  # fmt: skip


class _Part(NamedTuple):
    """What is known of a node: its first and last turn, its ink, and a glyph that stands on its baseline."""

    first: int | None
    last: int
    box: Box | None
    stands: Item | None


class _Witness:
    """Goes through a tree once and counts what does not fit."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self.found: Counts = defaultdict(int)
        self.used: set[int] = set()
        self.fences: list[Box] = []
        self.signs: Counter[str] = Counter()

    def look(self, node: Node) -> _Part:
        match node:
            case Mark() | Name() | Text():
                return self._leaf(node)
            case Row(items=items):
                return self._row(items)
            case Scripts():
                return self._scripts(node)
            case Space():
                return _Part(None, -1, None, None)
        parts = [self.look(child) for child in children(node)]
        if isinstance(node, Fence):
            self.fences += [box for box in (node.opening_box, node.closing_box) if box is not None]
        self.signs["radical"] += isinstance(node, Radical)
        self.signs["accent"] += isinstance(node, Accent)
        if isinstance(node, Fraction):
            self._in_order(parts)
        on_line = parts[-1] if isinstance(node, Radical) else parts[0] if isinstance(node, Accent | Fence) else None
        return _joined(parts, on_line.stands if on_line else None, node.box)

    def _leaf(self, leaf: Mark | Name | Text) -> _Part:
        turns = self.ink.turns(leaf)
        if not turns:
            self.found["not_found"] += leaf.box is not None
            return _Part(None, -1, leaf.box, None)
        self.used.update(turns)
        items = [self.ink.items[t] for t in turns]
        first = items[0]
        if len(items) > 1 and not isinstance(leaf, Mark):
            self.found["off_line"] += any(abs(i.base - first.base) > ON_LINE * first.size for i in items)
        stands = first if first.kind == "mark" and not first.centred else None
        return _Part(turns[0], turns[-1], leaf.box, stands)

    def _row(self, items: Sequence[Node]) -> _Part:
        parts = [self.look(item) for item in items]
        standing = [part.stands for part in parts if part.stands is not None and part.stands.latex != r"\prime"]
        size = max([i.size for i in standing], default=10.0)
        if len(standing) > 1:
            bases = [i.base for i in standing]
            base = median(bases) if max(bases) > min(bases) else bases[0]
            self.found["off_line"] += sum([abs(i.base - base) > ON_LINE * size for i in standing])
            self.found["off_size"] += sum([abs(i.size - size) > SAME_SIZE * size for i in standing])
        self._in_order(parts)
        for left, right in pairwise(parts):
            if left.box is not None and right.box is not None:
                self.found["overlap"] += right.box.x0 - left.box.x1 < -OVERLAP * size
        return _joined(parts, parts[0].stands if parts else None)

    def _scripts(self, node: Scripts) -> _Part:
        base = self.look(node.base)
        sup = self.look(node.sup) if node.sup is not None else None
        sub = self.look(node.sub) if node.sub is not None else None
        parts = [p for p in (base, sup, sub) if p is not None]
        if not node.limits:
            if not _primed(node.sup):  # a transpose may follow the subscript that a prime stands above
                self._in_order(parts)
            if base.stands is not None:
                self._shift(base.stands, sup, 1, RAISED)
                self._shift(base.stands, sub, -1, LOWERED)
        return _joined(parts, None if node.limits else base.stands)

    def _shift(self, base: Item, script: _Part | None, sign: int, usual: tuple[float, float]) -> None:
        item = script.stands if script else None
        if item is None or item.latex == r"\prime":
            return
        shift = sign * (base.base - item.base) / base.size
        self.found["shift"] += not usual[0] <= shift <= usual[1]
        ratio = item.size / base.size
        least = base.size < SMALLEST and abs(ratio - 1) < SAME_SIZE
        self.found["script_size"] += not (SCRIPT_SIZE[0] <= ratio <= SCRIPT_SIZE[1] or least)

    def _in_order(self, parts: Sequence[_Part]) -> None:
        painted = [p for p in parts if p.first is not None]
        self.found["order"] += sum(b.first <= a.last for a, b in pairwise(painted))  # type: ignore[operator]

    def left_over(self, whole: _Part) -> None:
        """Marks painted amid the formula that are not in it, and signs of which fewer came out than went in."""
        if whole.first is None or whole.box is None:
            return
        lost: Counter[str] = Counter()
        for turn in range(whole.first, whole.last + 1):
            item = self.ink.items[turn]
            if turn in self.used or not whole.box.overlaps(item.box) or any(_inside(item.box, f) for f in self.fences):
                continue
            lost[item.kind] += 1
        self.found["left_over"] += lost["mark"] + lost["bigop"]
        self.found["lost_sign"] += sum(max(0, lost[kind] - self.signs[kind]) for kind in ("radical", "accent"))


def _primed(sup: Node | None) -> bool:
    first = sup.items[0] if isinstance(sup, Row) and sup.items else sup
    return isinstance(first, Mark) and first.latex == r"\prime"


def _joined(parts: Sequence[_Part], stands: Item | None, more: Box | None = None) -> _Part:
    firsts = [p.first for p in parts if p.first is not None]
    box = union((*(p.box for p in parts), more))
    return _Part(min(firsts, default=None), max((p.last for p in parts), default=-1), box, stands)


def gather(tree: Node, ink: Ink, display: Box | None = None) -> dict[str, int]:
    """Counts of what speaks against a tree, by name; nothing that is zero.

    ``ink`` is that of the page; ``display`` the box of a formula set apart, None for one in running text.
    """
    if not ink.items:
        return {}
    witness = _Witness(ink)
    whole = witness.look(tree)
    witness.left_over(whole)
    found = witness.found
    if whole.first is not None and whole.box is not None:
        if display is not None:
            _beside(display, whole.first, whole.last, ink, found)
        for turn, step in ((whole.first, -1), (whole.last, 1)):
            if display is None:
                _neighbour(turn, step, whole.box, ink, found)
            elif (other := ink.beyond(turn, step)) is not None:
                _torn(ink.items[turn], other, whole.box, found)
    if found["enclosed"] == 1 and found["comma"]:  # a bracket on one side, a list's comma on the other
        found["listed"] += 1
    found.pop("enclosed", None)
    return {name: count for name, count in found.items() if count}


def _torn(own: Item, other: Item, box: Box, found: Counts) -> None:
    """A small mark painted just before or after a display, right above or below it: a limit that got lost."""
    size = max(own.size, 6.0)
    above_or_below = box.x0 < other.box.x_mid < box.x1
    distance = max(box.y0 - other.box.y1, other.box.y0 - box.y1)
    found["torn"] += above_or_below and other.size < SMALL * size and distance < TORN * size


def _neighbour(turn: int, step: int, box: Box, ink: Ink, found: Counts) -> None:
    """What stands right beside a formula of running text and looks as if it were part of it."""
    other = ink.beyond(turn, step)
    if other is None:
        return
    side = "before" if step < 0 else "after"
    size = max(ink.items[turn].size, other.size)
    gap = _gap(ink.items[turn], box, other, step) / size
    level = min(other.box.y1, box.y1) - max(other.box.y0, box.y0) > -LEVEL * size
    if not level or gap > FAR or gap < -FAR:
        found["line_end"] += 1
        return
    outwards, inwards = (OPENERS, CLOSERS) if step < 0 else (CLOSERS, OPENERS)
    found["enclosed"] += other.latex in outwards and gap < THIN
    if other.label is Label.MATH and gap < NEAR:
        found["math_" + side] += 1
    elif other.size < SMALL * ink.body and other.latex.isalnum() and gap < NEAR:
        found["script_" + side] += 1
    elif gap < TOUCHES and other.label in (Label.WORD, Label.FUNCTION):
        found["word_" + side] += 1
    elif other.latex in outwards - {"(", ")"} or (other.latex in inwards and gap < THIN):
        found["bracket_" + side] += 1
    elif other.latex.isdigit() and gap < NEAR:
        found["digit_" + side] += 1
    else:
        _second_neighbour(turn, step, other, gap, ink, found)


def _second_neighbour(turn: int, step: int, other: Item, gap: float, ink: Ink, found: Counts) -> None:
    """What stands behind a bracket or a comma beside the formula: a function whose argument it is, a list it is part of."""
    next_turn = turn + step
    while 0 <= next_turn < len(ink.items) and ink.items[next_turn] is not other:
        next_turn += step
    second = ink.beyond(next_turn, step)
    if second is None:
        return
    beyond = _gap(other, other.box, second, step) / max(other.size, 1.0)
    if other.latex == "(" and step < 0 and gap < TOUCHES and beyond < (THIN if second.label is Label.MATH else TOUCHES):
        found["argument"] += 1
    elif other.latex == ":" and second.label is Label.MATH and max(gap, beyond) < NEAR:
        found["colon_before" if step < 0 else "colon_after"] += 1
    elif other.latex == "," and max(gap, beyond) < THIN and not second.space and not other.space:
        found["comma"] += 1
        found["listed"] += second.latex.isdigit()  # the rest of (0, 1) and its like


def _gap(own: Item, box: Box, other: Item, step: int) -> float:
    """Room between what ends with ``own`` and covers ``box``, and a mark beside it.

    From the right end of the left one (slanted letters lean out of their advance) to where the right one begins.
    """
    if step < 0:
        return (own.x0 if own.box.x0 < box.x0 + EDGE else box.x0) - max(other.x1, other.box.x1)
    return other.x0 - (max(own.x1, box.x1) if own.box.x1 > box.x1 - EDGE else box.x1)


def _beside(box: Box, first: int, last: int, ink: Ink, found: Counts) -> None:
    """Lines that stand at a display's own height right beside it, or interlock with it, and were painted next to it.

    What was painted long before or after, such as a reader's remark in the margin, is no part of it.
    """
    near: list[Item] | None = None
    for other in ink.lines:
        overlap = min(other.y1, box.y1) - max(other.y0, box.y0)
        height = max(min(other.height, box.height), 0.1)
        if other == box or overlap <= INTERLOCK * height or _parted(ink.column(box), ink.column(other)):
            continue
        if near is None:
            near = [*ink.items[max(0, first - NEXT) : first], *ink.items[last + 1 : last + 1 + NEXT]]
        if not any(_inside(item.box, other) for item in near):
            continue
        gap = max(other.x0 - box.x1, box.x0 - other.x1)
        if overlap > SAME_HEIGHT * height and gap < BESIDE * ink.body:
            found["beside"] += 1
        elif gap < 0:
            found["interlocked"] += 1


def _parted(one: Column | None, other: Column | None) -> bool:
    return one is not None and other is not None and (one.x1 <= other.x0 or other.x1 <= one.x0)
