"""Rows of a display that show it only by standing under each other: aligned signs, or aligned cells.

``align`` and its kin set relation signs of all rows at one place. A row that is mostly words ("n ≡ number of maps") would be
taken for prose on its own, and a row of words in a cell of its own ("Subject to:    x ≤ 1") for a caption.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.page.display_rows import ROW_DISTANCE, Row, flush, is_code, is_table_row
from reader.page.lines import Line
from reader.page.numbers import take_number
from reader.page.signs import RELATING
from reader.page.typography import Column, Typography

#: em; signs of two rows stand under each other to within this
SAME_PLACE = 0.08
#: em; what is wider than this parts two cells
CELL_GAP = 1.2
#: em; such rows keep at least this from both edges of their column
MARGIN = 2.0


def with_aligned_rows(
    rows: Sequence[Row | None], lines: Sequence[Line], columns: Sequence[Column | None], typography: Typography
) -> list[Row | None]:
    """``rows`` (None where a line is prose) with those lines added that are aligned with a neighbour."""
    found = list(rows)
    may_be = [
        row is None and column is not None and _apart(line, column) and not flush(lines, rows, k)
        for k, (row, line, column) in enumerate(zip(rows, lines, columns, strict=True))
    ]
    order = range(len(lines))
    for k, other in [(k, k - 1) for k in order[1:]] + [(k, k + 1) for k in reversed(order[:-1])]:
        if found[k] is not None or not may_be[k] or not _near(lines[k], lines[other], typography):
            continue
        if found[other] is not None:
            aligned = _aligned(_places(lines[k]), _places(lines[other]), lines[k].size)
        else:
            aligned = may_be[other] and _aligned(_signs(lines[k]), _signs(lines[other]), lines[k].size)
        if aligned:
            for i in {k, other}:
                found[i] = found[i] or Row(*take_number(lines[i].items, lines[i].size, columns[i]), lines[i])
    return found


def _apart(line: Line, column: Column) -> bool:
    """Whether a line keeps away from both edges of its column (but for a number)."""
    items, _ = take_number(line.items, line.size, column)
    margin = MARGIN * line.size
    if not items:
        return False
    whole = len(items) == len(line.items)
    x0, x1 = (line.x0, line.x1) if whole else (min(i.x0 for i in items), max(i.x1 for i in items))
    if x0 - column.x0 <= margin or column.x1 - x1 <= margin:
        return False
    return not is_table_row(items, line.size) and not is_code(items)


def _near(line: Line, other: Line, typography: Typography) -> bool:
    upper, lower = sorted((line, other), key=lambda x: x.base)
    return -typography.body <= lower.box.y0 - upper.box.y1 <= ROW_DISTANCE * typography.body


def _aligned(places: Sequence[float], others: Sequence[float], size: float) -> bool:
    return any(abs(a - b) < SAME_PLACE * size for a in places for b in others)


def _signs(line: Line) -> list[float]:
    """Where relation signs stand."""
    return [i.x0 for i in line.items if i.latex in RELATING and i.size >= 0.86 * line.size]


def _places(line: Line) -> list[float]:
    """Where relation signs stand and, if there are several cells, where these begin."""
    items = line.items
    starts = [items[k].x0 for k in range(1, len(items)) if items[k].x0 - items[k - 1].x1 > CELL_GAP * line.size]
    return _signs(line) + ([*starts, items[0].x0] if starts else [])
