"""The rows of a display as the cells of ``aligned``: columns that begin under one another, parted at their relations."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula_tree import Mark, Node, Row, Space, box_of, row
from reader.page.signs import RELATING

#: em; what stands under one another does so to within this
ALIGNED = 0.08
#: em; the same for the ink of what begins a column, which side bearings move
SAME_START = 0.25
#: em; columns of a display are at least this far apart (``align`` and ``aligned`` leave two quads, often far more)
COLUMN_GAP = 1.8
#: signs at which columns are parted; a colon stands within what is mapped, the others before a whole statement
PARTING = RELATING - {":", r"\therefore", r"\because"}

Cells = tuple[Node, ...]


def aligned_cells(rows: Sequence[Node], em: float) -> tuple[Cells, ...]:
    """Cells of every row of a display, ``em`` its size in points: two to a column, what is left and right of its sign."""
    halves = [_halves(column, em) for column in _columns(rows, em)]
    cells = [sum((half[at] for half in halves), ()) for at in range(len(rows))]
    return tuple(_without_empty_end(line) for line in cells)


def _without_empty_end(line: Cells) -> Cells:
    while len(line) > 2 and all(isinstance(cell, Row) and not cell.items for cell in line[-2:]):
        line = line[:-2]
    return line


def _columns(rows: Sequence[Node], em: float) -> list[list[Node]]:
    """The rows' parts column by column; one column unless parts of two rows begin at the same place."""
    parts = [[(node, left) for node in _parts(row) if (left := _left(node)) is not None] for row in rows]
    starts: list[list[tuple[float, bool]]] = []  # where parts begin, and whether each begins its row
    for left, first in sorted((left, k == 0) for line in parts for k, (_, left) in enumerate(line)):
        if starts and left - starts[-1][-1][0] < SAME_START * em:
            starts[-1].append((left, first))
        else:
            starts.append([(left, first)])
    edges = [group[0][0] for group in starts if len(group) > 1 and not all(first for _, first in group)]
    if not edges:
        return [list(rows)]
    columns: list[list[Node]] = [[Row(()) for _ in rows] for _ in range(len(edges) + 1)]
    for at, line in enumerate(parts):
        for node, left in line:
            column = sum(left > edge - SAME_START * em for edge in edges)
            before = columns[column][at]
            empty = isinstance(before, Row) and not before.items
            columns[column][at] = node if empty else row((before, Space(COLUMN_GAP), node))
    return columns


def _parts(node: Node) -> list[Node]:
    """A row apart at its wide gaps."""
    parts: list[list[Node]] = [[]]
    for item in node.items if isinstance(node, Row) else (node,):
        if isinstance(item, Space) and item.em >= COLUMN_GAP:
            parts.append([])
        else:
            parts[-1].append(item)
    return [row(part) for part in parts if part]


def _left(node: Node) -> float | None:
    box = box_of(node)
    return box.x0 if box else None


def _halves(column: Sequence[Node], em: float) -> list[Cells]:
    """A column's cells apart at the relations that stand under one another; where none do, each at its first."""
    places = [_relations(node) for node in column]
    every = [x for line in places for _, x in line]
    shared = {x: sum(any(abs(x - y) < ALIGNED * em for _, y in line) for line in places) for x in every}
    at = max(shared, key=lambda x: (shared[x], -x), default=0.0)
    halves: list[Cells] = []
    for node, line in zip(column, places, strict=True):
        index = next((i for i, x in line if abs(x - at) < ALIGNED * em), line[0][0] if line else 0)
        items = node.items if isinstance(node, Row) else (node,)
        halves.append((row(items[:index]), row(items[index:])))
    return halves


def _relations(node: Node) -> list[tuple[int, float]]:
    """Index and left edge of the relation signs of a row."""
    items = node.items if isinstance(node, Row) else (node,)
    return [
        (i, item.box.x0)
        for i, item in enumerate(items)
        if isinstance(item, Mark) and item.latex in PARTING and item.box is not None
    ]
