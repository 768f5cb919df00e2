"""Equation numbers: what they look like, and how they are told from the formula beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formula.item import Item
from reader.page.inline import plain_text
from reader.page.lines import Line
from reader.page.typography import Column

#: em; the gap between a display and its number
NUMBER_GAP = 1.0
#: em; the same where the number ends at the column's edge (a long display)
TIGHT_NUMBER_GAP = 0.45
#: marks in the longest number: "(10.11.12a)"
LONGEST_NUMBER = 11
#: what an equation number looks like, without spaces
NUMBER = re.compile(
    r"\(((?:[A-Z]{1,3}[.\-]?)?\d{1,3}(?:[.\-]\d{1,3})*[a-z]?['′]{0,2}|[A-Z]\d*|[∗*†‡⋆]{1,3}|[ivx]{1,4}|[a-z])\)"
)


def take_number(items: list[Item], size: float, column: Column | None = None) -> tuple[list[Item], str | None]:
    """Split an equation number off the right end (or the left, where numbers stand there) of a line."""
    if "(" not in [i.latex for i in items[-LONGEST_NUMBER:]] and ")" not in [i.latex for i in items[:LONGEST_NUMBER]]:
        return items, None  # most lines
    at_edge = column is not None and abs(items[-1].x1 - column.x1) < 0.5 * size
    gap = (TIGHT_NUMBER_GAP if at_edge else NUMBER_GAP) * size
    at_left = column is not None and abs(items[0].x0 - column.x0) < 0.5 * size
    left_gap = (TIGHT_NUMBER_GAP if at_left else NUMBER_GAP) * size
    for start in range(len(items) - 1, max(-1, len(items) - 1 - LONGEST_NUMBER), -1):
        if items[start].latex == "(":
            text = "".join(plain_text(i) for i in items[start:])
            found = NUMBER.fullmatch(text)
            if found and (start == 0 or items[start].x0 - max(i.x1 for i in items[:start]) >= _least(found, gap, size)):
                return items[:start], found.group(1)
            break
    for end in range(2, min(1 + LONGEST_NUMBER, len(items) + 1)):
        if items[end - 1].latex == ")":
            text = "".join(plain_text(i) for i in items[:end])
            found = NUMBER.fullmatch(text)
            if found and (end == len(items) or items[end].x0 - items[end - 1].x1 >= _least(found, left_gap, size)):
                return items[end:], found.group(1)
            break
    return items, None


def _least(found: re.Match[str], gap: float, size: float) -> float:
    """The least room before a number: what begins with a digit is no factor, and may stand nearer in indented text."""
    return min(gap, TIGHT_NUMBER_GAP * size) if found.group(1)[0].isdigit() else gap


def is_number(line: Line, above: Line, column: Column | None) -> bool:
    """Whether a line is nothing but the number of the display above it, which left it no room."""
    if column is None or line.base - above.base > 2.2 * above.size or line.base <= above.base:
        return False
    items, number = take_number(line.items, line.size, column)
    return not items and number is not None and abs(line.x1 - column.x1) < 0.6 * line.size


def number_gap(line: Line, items: Sequence[Item]) -> float:
    """The room between a display and its number."""
    rest = [i for i in line.items if i not in items]
    if rest[0].x0 > items[0].x0:
        return min(i.x0 for i in rest) - max(i.x1 for i in items)
    return min(i.x0 for i in items) - max(i.x1 for i in rest)
