"""Limits over and under big operators, alone or several in a row, with or without marks at their corners. Part of pass 3."""

from __future__ import annotations

from reader.formula.braces import trim_back, trim_forward
from reader.formula.item import Build, Item, compound
from reader.formula_tree import Node, Scripts, row
from reader.geometry import union

#: em; limits are centred on their operator
LIMIT_CENTRE = 0.26
INTEGRAL_CENTRE = 0.42
#: em; first row of a limit is within this distance of the operator
LIMIT_REACH = 0.9
#: a script or limit is set at most this large relative to what it belongs to (TeX: 0.7; mathptmx 0.74; mathastext 0.8333)
SCRIPT_RATIO = 0.84
#: a limit is at most this large relative to its operator, whose font LaTeX may set smaller than the text (10 for 10.95)
LIMIT_RATIO = 0.9
#: points; scripts of what is smaller than this need not be smaller still
SMALL = 7.4
#: operators with one limit under all of them (``\mathop{\sum\sum}``), and em between two of them
MOST_OPERATORS, OPERATOR_GAP = 4, 0.4
#: marks at the corners of an operator that has limits as well (``\sideset``), and em between it and the first
MOST_CORNERS, CORNER_GAP = 6, 0.2
#: em; what stands beside an operator overlaps its limits by more than this where they were made to take no room
OVERLAP = 0.1


def join_limits(items: list[Item], build: Build) -> list[Item]:
    """The items with every big operator joined to its limits."""
    items = list(items)
    i = len(items) - 1
    while i >= 0:
        if items[i].kind == "bigop":
            i = _join(items, i, build)
        i -= 1
    return items


def _join(items: list[Item], i: int, build: Build) -> int:
    """Join the operator at ``i``, or those that end there, to its limits; returns where it stands then."""
    op = items[i]
    above, below = _above(items, i, op), _below(items, i + 1, op)
    start, end = i - len(above), i + 1 + len(below)
    corners: list[Item] = []
    if not below:
        corners = _corners(items, i)
        below = _below(items, i + 1 + len(corners), op) if corners else []
        end = i + 1 + len(corners) + len(below) if below else end
    if not below and not above:
        several = _several(items, i)
        if several is None:
            return i
        first, op, above, below = several
        start, end = first - len(above), i + 1 + len(below)
    made = _with_limits(op, above, below, build)
    _clip(made, op, items[start - 1] if start else None, items[end] if end < len(items) else None)
    items[start:end] = [made, *(corners if below else [])]
    return start


def _several(items: list[Item], i: int) -> tuple[int, Item, list[Item], list[Item]] | None:
    """Operators side by side, the last at ``i``, with one limit under or over all: the first, all as one, above, below."""
    for first in range(i - 1, max(-1, i - MOST_OPERATORS), -1):
        left, right = items[first], items[first + 1]
        if left.kind != "bigop" or abs(left.axis - right.axis) > OVERLAP * left.size:
            return None
        if not -OPERATOR_GAP * left.size < right.x0 - left.x1 < OPERATOR_GAP * left.size:
            return None
        run = items[first : i + 1]
        box = union(item.box for item in run)
        assert box is not None
        last = items[i]
        whole = Item(
            "bigop", row([item.node for item in run if item.node is not None]), box, left.x0, last.x1, last.base,
            last.axis, last.size, True, last.font, last.math, last.latex,
        )  # fmt: skip
        whole.space = left.space
        above, below = _above(items, first, whole), _below(items, i + 1, whole)
        if above or below:
            return first, whole, above, below
    return None


def _corners(items: list[Item], i: int) -> list[Item]:
    """Small marks right beside an operator."""
    op = items[i]
    end, right = i + 1, op.x1
    while end < min(len(items), i + 1 + MOST_CORNERS):
        item = items[end]
        small = item.kind == "mark" and item.size <= SCRIPT_RATIO * op.size
        beside = op.box.y0 - op.size / 2 < item.box.y_mid < op.box.y1 and item.box.x0 > op.box.x1 - CORNER_GAP * op.size
        if not small or not beside or item.x0 > right + CORNER_GAP * op.size:
            break
        right = max(right, item.x1)
        end += 1
    return items[i + 1 : end]


def _clip(made: Item, op: Item, before: Item | None, behind: Item | None) -> None:
    r"""Take the advance of limits that take no room (``\mathclap``) back to where their neighbours stand."""
    em = op.size
    if before is not None and _level(before, op) and made.x0 + OVERLAP * em < before.x1 <= op.x0 + 2 * OVERLAP * em:
        made.x0 = min(op.x0, before.x1)
    if behind is not None and _level(behind, op) and op.x1 - 2 * OVERLAP * em <= behind.x0 < made.x1 - OVERLAP * em:
        made.x1 = max(op.x1, behind.x0)


def _level(item: Item, op: Item) -> bool:
    return item.box.y0 < op.box.y1 and item.box.y1 > op.box.y0


def _above(items: list[Item], i: int, op: Item) -> list[Item]:
    """The upper limit of ``op``, which is painted before ``i``."""
    start, top = i, op.box.y0
    while start > 0:
        item = items[start - 1]
        if (
            item.kind == "rule"
            or _rivals(item, op)
            or (item.size > LIMIT_RATIO * op.size and op.size > SMALL)
            or item.box.y1 > op.box.y0 + 0.12 * op.size
            or item.box.y1 < top - LIMIT_REACH * op.size
        ):
            break
        if item.box.x0 > op.box.x1 + 6 * op.size or item.box.x1 < op.box.x0 - 6 * op.size:
            break
        top = min(top, item.box.y0)
        start -= 1
    return trim_back(items[start:i], op, _limit_centre(op))


def _below(items: list[Item], start: int, op: Item) -> list[Item]:
    """The lower limit of ``op``, which is painted from ``start`` on."""
    end, bottom = start, op.box.y1
    while end < len(items):
        item = items[end]
        if (
            item.kind == "rule"
            or _rivals(item, op)
            or item.box.y0 < op.box.y1 - 0.12 * op.size
            or item.box.y0 > bottom + LIMIT_REACH * op.size
        ):
            break
        if (
            item.size > SCRIPT_RATIO * op.size
            and not item.centred
            and end == start
            and item.box.y0 > op.box.y1 + 0.5 * op.size
        ):
            break
        bottom = max(bottom, item.box.y1)
        end += 1
    return trim_forward(items[start:end], op, _limit_centre(op))


def _limit_centre(op: Item) -> float:
    """How far off an operator's centre (em) its limits may be; an integral leans, and so do its limits."""
    return INTEGRAL_CENTRE if op.latex.endswith("int") else LIMIT_CENTRE


def _rivals(item: Item, op: Item) -> bool:
    """Whether an item is an operator beside ``op``, and not a smaller one in its limits."""
    return item.kind == "bigop" and item.size > SCRIPT_RATIO * op.size


def _with_limits(op: Item, above: list[Item], below: list[Item], build: Build) -> Item:
    assert op.node is not None
    node = Scripts(op.node, build(below) if below else None, build(above) if above else None, limits=True)
    return around(op, [*above, op, *below], node)


def around(core: Item, run: list[Item], node: Node) -> Item:
    """An item for ``node``, made of ``run``, that stands on the line where ``core`` stood."""
    return compound(node, run, core.latex, anchor=core, size=core.size)
