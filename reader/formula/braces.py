"""Horizontal braces over and under something, with their labels. Part of pass 3."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from reader.formula.item import Build, Item, compound
from reader.formula_tree import Brace, Mark
from reader.geometry import Box

#: em; a label is centred on its brace
LABEL_CENTRE = 0.26
#: em; a label may stick out of its brace by this much on either side
LABEL_REACH = 14.0
#: em; how far the body's ink may stick out of the brace
BODY_REACH = 0.3

#: em; more room than this under a body ends it
ROOM = 1.2
#: points; braces over and under one body are equally wide to within this
EQUAL_WIDTH = 3.0


def join_braces(items: list[Item], build: Build) -> list[Item]:
    """The items with every horizontal brace joined to its body and label, narrowest first."""
    items = list(items)
    # of two that are equally wide, over and under the same body, the upper one takes the lower one in
    for brace in sorted(
        (item for item in items if item.kind == "hbrace"), key=lambda b: b.box.width - EQUAL_WIDTH * (b.latex == "over")
    ):
        i = next((k for k, item in enumerate(items) if item is brace), None)
        if i is None:  # part of another brace's body or label
            continue
        if brace.latex == "over":
            _over(items, i, build)
        else:
            _under(items, i, build)
    return items


def _over(items: list[Item], i: int, build: Build) -> None:
    """TeX paints the label, the brace, the body."""
    brace = items[i]
    end = run_forward(items, i, lambda item: _within(item, brace.box) and item.box.y_mid > brace.box.y_mid)
    end = next((k for k in range(i + 1, end) if items[k].box.y0 > _bottom(items[i:k]) + ROOM * items[k].size), end)
    edge = brace.box.y0 + 0.2 * brace.size
    first = run_back(items, i, lambda item: item.box.y1 <= edge and _label_fits(item, brace.box))
    first = _one_line(items, first, i)
    label = trim_back(items[first:i], brace, LABEL_CENTRE)
    _join(items, i - len(label), end, items[i + 1 : end], brace, label, build)


def _bottom(items: list[Item]) -> float:
    return max(item.box.y1 for item in items)


def _under(items: list[Item], i: int, build: Build) -> None:
    """TeX paints the body, the brace, the label."""
    brace = items[i]
    start = run_back(items, i, lambda item: _within(item, brace.box) and item.box.y_mid < brace.box.y_mid)
    start = _one_line(items, start, i)
    edge = brace.box.y1 - 0.2 * brace.size
    last = run_forward(items, i, lambda item: item.box.y0 >= edge and _label_fits(item, brace.box))
    last = _end_of_label(items, i + 1, last)
    label = trim_forward(items[i + 1 : last], brace, LABEL_CENTRE)
    _join(items, start, i + 1 + len(label), items[start:i], brace, label, build)


def _join(
    items: list[Item], start: int, end: int, body: list[Item], brace: Item, label: list[Item], build: Build
) -> None:
    if not body:  # a brace over nothing stays visible as unknown
        brace.kind, brace.node = "mark", Mark("?", "it", brace.box, False)
        return
    node = Brace(build(body), build(label) if label else None, brace.latex == "over", brace.box)
    made = compound(node, body, "brace", ink=[*body, brace, *label])
    items[start:end] = [made]


def _one_line(items: list[Item], start: int, end: int) -> int:
    """Where the line that ends at ``end`` begins: the run may reach into the line of text above."""
    top = items[end - 1].box.y0 if end > start else 0.0
    full = 0.86 * max((item.size for item in items[start:end]), default=0.0)
    for k in range(end - 1, start - 1, -1):
        if items[k].size >= full and items[k].box.y1 < top - 0.3 * items[k].size:
            return k + 1
        top = min(top, items[k].box.y0)
    return start


def _end_of_label(items: list[Item], start: int, end: int) -> int:
    """Where the label that starts at ``start`` ends: before larger marks, or marks a line below."""
    if start >= end:
        return start
    size, bottom = items[start].size, items[start].box.y1
    for k in range(start, end):
        if items[k].size > 1.2 * size or items[k].box.y0 > bottom + 0.7 * size:
            return k
        bottom = max(bottom, items[k].box.y1)
    return end


def _within(item: Item, box: Box) -> bool:
    reach = BODY_REACH * item.size
    inside = box.x0 <= item.box.x_mid <= box.x1
    return item.kind != "rule" and inside and item.box.x0 >= box.x0 - reach and item.box.x1 <= box.x1 + reach


def _label_fits(item: Item, box: Box) -> bool:
    reach = LABEL_REACH * item.size
    return item.kind != "rule" and item.x0 < box.x1 + reach and item.x1 > box.x0 - reach


def run_forward(items: list[Item], i: int, fits: Callable[[Item], bool]) -> int:
    """End of the run behind ``i`` whose items all fit."""
    end = i + 1
    while end < len(items) and fits(items[end]):
        end += 1
    return end


def run_back(items: list[Item], i: int, fits: Callable[[Item], bool]) -> int:
    """Start of the run in front of ``i`` whose items all fit."""
    start = i
    while start > 0 and fits(items[start - 1]):
        start -= 1
    return start


def trim_forward(run: Sequence[Item], centre: Item, tolerance: float) -> list[Item]:
    """The longest beginning of a run that is centred on ``centre`` to within ``tolerance`` ems."""
    return list(run[: _centred(run, centre, tolerance * max(centre.size, 1.0))])


def trim_back(run: Sequence[Item], centre: Item, tolerance: float) -> list[Item]:
    """The longest end of a run that is centred on ``centre`` to within ``tolerance`` ems."""
    return list(run[len(run) - _centred(run[::-1], centre, tolerance * max(centre.size, 1.0)) :])


def _centred(run: Sequence[Item], centre: Item, off: float) -> int:
    """How many items from the first on are centred on ``centre`` to within ``off`` points; by as many as can be.

    By their ink or by their advance: slanted operators differ in that.
    """
    longest = 0
    left = ink_left = math.inf
    right = ink_right = -math.inf
    for length, item in enumerate(run, 1):
        ink_left, ink_right = min(ink_left, item.box.x0), max(ink_right, item.box.x1)
        left, right = min(left, item.x0), max(right, item.x1)
        ink = abs((ink_left + ink_right) / 2 - centre.box.x_mid)
        advance = abs(left + right - centre.x0 - centre.x1) / 2
        if not min(ink, advance) > off:
            longest = length
    return longest
