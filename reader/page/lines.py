"""Reduced items of a page → lines, in paint order (TeX paints columns, footnotes and floats one after the other)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.formula.item import Item
from reader.geometry import Box, union

#: em; marks of ordinary size belong to the line whose baseline they share to within this
SAME_BASE = 0.3
#: em above and below the baseline within which smaller marks belong to a line
SCRIPT_ABOVE, SCRIPT_BELOW = 1.35, 1.0
#: em; how far a script may go back (a subscript under a superscript)
SCRIPT_BACK = 8.0
#: em; a mark of ordinary size may overlap the one before it by this much (kerns, overlapping brackets)
OVERLAP = 0.6
#: em; a gap wider than this in the middle of a line, to text, parts columns or a table's cells
GAP_LIMIT = 60.0
#: em; what is higher than this may have scripts off the line's own height
TALL = 1.3


@dataclass
class Line:
    """Items on one baseline. Its extents are measured once, when all its items are there."""

    items: list[Item]
    base: float
    axis: float
    size: float
    #: kept by ``reader.page.labels`` and ``inline``: lines are looked at more than once
    labels: object = None
    segments: object = None

    @cached_property
    def box(self) -> Box:
        """The ink of the line."""
        box = union([i.box for i in self.items])
        assert box is not None
        return box

    @cached_property
    def x0(self) -> float:
        """Left end of the line."""
        return min([i.x0 for i in self.items])

    @cached_property
    def x1(self) -> float:
        """Right end of the line."""
        return max([i.x1 for i in self.items])


def split_lines(items: Sequence[Item]) -> list[Line]:
    """The lines of a page; rules that belong to no formula are dropped."""
    lines: list[Line] = []
    current: _Open | None = None
    i, count = 0, len(items)
    while i < count:
        item = items[i]
        if item.kind == "rule":
            i += 1
            continue
        end = current.go_on(items, i) if current is not None else i
        if end > i:
            i = end
            continue
        if current is None or not current.takes(item):
            if current is not None:
                current.close()
            current = _Open(item)
            lines.append(current.line)
        else:
            current.add(item)
        i += 1
    if current is not None:
        current.close()
    return lines


class _Open:
    """The line being filled."""

    def __init__(self, item: Item) -> None:
        self.line = Line([item], item.base, item.axis, item.size)
        self.centred = item.centred
        self.left, self.right, self.ink = item.x0, item.x1, item.box
        self.last = item
        self.tall: Item | None = item if item.box.height > TALL * item.size else None

    def close(self) -> None:
        """Tell the line its extents."""
        self.line.box, self.line.x0, self.line.x1 = self.ink, self.left, self.right

    def go_on(self, items: Sequence[Item], start: int) -> int:
        """Add items from ``start`` on in the usual case: further marks of the same size on the baseline. Where they end."""
        line = self.line
        base, size = line.base, line.size
        if self.centred or size < 1.0:
            return start
        end, count, left, right = start, len(items), self.left, self.right
        ink = self.ink
        ink_left, ink_top, ink_right, ink_bottom = ink.x0, ink.y0, ink.x1, ink.y1
        off, overlap, gap = SAME_BASE * size, -OVERLAP * size, GAP_LIMIT * size
        while end < count:
            item = items[end]
            x0 = item.x0
            if item.size != size or item.centred or not -off < item.base - base < off or not overlap < x0 - right < gap:
                break
            if x0 < left:
                left = x0
            if item.x1 > right:
                right = item.x1
            box = item.box
            top, bottom = box.y0, box.y1
            if box.x0 < ink_left:
                ink_left = box.x0
            if box.x1 > ink_right:
                ink_right = box.x1
            if top < ink_top:
                ink_top = top
            if bottom > ink_bottom:
                ink_bottom = bottom
            if bottom - top > TALL * size:
                self.tall = item
            end += 1
        if end > start:
            line.items += items[start:end]
            self.last, self.left, self.right = items[end - 1], left, right
            self.ink = Box(ink_left, ink_top, ink_right, ink_bottom)
        return end

    def takes(self, item: Item) -> bool:
        line = self.line
        em = max(line.size, item.size, 1.0)
        if self._left_scripts(item, em):
            return True
        if item.x0 < self.right - OVERLAP * em and not self._goes_back(item, em):
            return False
        if item.x0 > self.right + GAP_LIMIT * em:
            return False
        if item.centred or self.centred:
            return abs(item.axis - line.axis) <= 0.45 * em or self._beside(item, em)
        if item.size >= 0.86 * line.size:
            if line.size < 0.86 * item.size:  # the line began with something small
                return -SCRIPT_BELOW * em <= line.base - item.base <= SCRIPT_ABOVE * em
            return abs(item.base - line.base) <= SAME_BASE * em
        return self._beside(item, em)

    def _beside(self, item: Item, em: float) -> bool:
        """Within the reach of scripts on this line, and near its end; or beside a script that is."""
        off = item.base - self.line.base
        if -SCRIPT_ABOVE * em <= off <= SCRIPT_BELOW * em and item.x0 <= self.right + 4 * em:
            return True
        last = self.last
        follows = abs(item.base - last.base) <= 1.1 * max(last.size, item.size) and item.x0 <= last.x1 + 0.3 * em
        return (follows and last.size < 0.86 * self.line.size) or self._tall_script(item)

    def _tall_script(self, item: Item) -> bool:
        """A script on something taller than the line (an integral, a fraction's bracket, an array)."""
        tall = self.tall
        if tall is None or item.x0 > max(self.last.x1, tall.x1) + 0.6 * item.size or item.x0 < tall.box.x0:
            return False
        return tall.box.y0 - item.size <= item.box.y_mid <= tall.box.y1 + item.size

    def _left_scripts(self, item: Item, em: float) -> bool:
        """The lower one of two scripts that begin a line, back under the upper one."""
        first = self.line.items[0]
        back = abs(item.x0 - first.x0) < 0.3 * em and self.last.x1 - first.x0 < 2 * em
        return back and item.size <= 1.1 * first.size and 0.3 * em < item.base - first.base < 1.05 * em

    def _goes_back(self, item: Item, em: float) -> bool:
        """A subscript that jumps back under its superscript, or goes on from there."""
        if item.size > 0.86 * self.line.size and not item.centred:
            return False
        last = self.last
        goes_on = item.x0 >= last.x1 - 0.3 * em and abs(item.base - last.base) <= em
        under = (
            item.x0 > self.right - SCRIPT_BACK * em
            and item.x0 > self.line.items[0].x0 - 0.1 * em
            and item.box.y_mid > last.box.y_mid
        )
        return goes_on or under

    def add(self, item: Item) -> None:
        line = self.line
        line.items.append(item)
        size = item.size
        if size > 1.16 * line.size or (self.centred and not item.centred and size >= 0.86 * line.size):
            line.base, line.axis, line.size, self.centred = item.base, item.axis, size, item.centred
        self.left, self.right = min(self.left, item.x0), max(self.right, item.x1)
        ink, box = self.ink, item.box
        self.ink = Box(min(ink.x0, box.x0), min(ink.y0, box.y0), max(ink.x1, box.x1), max(ink.y1, box.y1))
        self.last = item
        if item.box.height > TALL * line.size:
            self.tall = item
