"""What stands beside the text of a page and holds no displays: pictures, tables between rules, algorithms between rules.

Tables and algorithms are ruled alike: three or more rules of one width, one under the other (over the head or the caption, under
it, and at the end). A frame round text has two. Where running text stands between two such rules, these are two tables.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.formula.item import Item
from reader.geometry import Box
from reader.page.label import Label
from reader.page.labels import line_labels
from reader.page.lines import Line
from reader.page.typography import COLUMN_LINE, Column, Typography

#: points; shorter rules are fraction bars and the like
SHORTEST_RULE = 50.0
#: points; the ends of a table's rules agree to within this
SAME_END = 1.5
#: a head, a body and so on need at least so many rules
FEWEST_RULES = 3
#: em; what is wider than this parts two cells
CELL_GAP = 1.2
#: rows with the same two columns that make a table without rules; an optimisation problem has two or three
FEWEST_ROWS = 4
#: lines; rows of a table are no farther apart
ROW_DISTANCE = 1.7
#: points; nearer rules are one double rule
DOUBLE_RULE = 4.0
#: lines; an upright rule that is higher than this is the side of a frame (those of tables end with their row), and a head
#: or a caption is no higher
HIGHEST_ROW = 4.0
#: share of its letters that stands in words where a line is one of running text
WORDS = 0.6
#: em; lines this near to the edge of a picture stand above or below it
TEXT_MARGIN = 2.5
#: em; the ends of running text and of its column agree to within this
FLUSH = 0.6


@dataclass(frozen=True)
class Drawn:
    """What is drawn on a page, in points: pictures, and rules that are no parts of formulas."""

    pictures: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()


def rules_of(items: Iterable[Item]) -> tuple[Box, ...]:
    """The long rules among the items of a page that no formula has used up, and upright ones."""
    return tuple(
        item.box for item in items if item.kind == "rule" and (item.box.width >= SHORTEST_RULE or item.box.height > 8.0)
    )


def pictures_in(
    drawn: Drawn,
    lines: Sequence[Line],
    columns: Sequence[Column | None],
    found: Iterable[Column],
    numbered: Sequence[Line],
    typography: Typography,
) -> list[Box]:
    """The boxes of pictures. Those in several columns that running text stands between are one in each of these.

    ``columns`` are those of the lines, ``found`` those of the page; no picture is what holds running text or a display with a
    number (what a picture's own window cuts away is drawn all the same).
    """
    pictures = []
    flush = [line for line, column in zip(lines, columns, strict=True) if _fills(line, column, typography)]
    for picture in drawn.pictures:
        parts = [picture]
        if _holds_text(picture, lines, flush, numbered, typography):
            parts = [
                Box(max(c.x0, picture.x0), picture.y0, min(c.x1, picture.x1), picture.y1)
                for c in found
                if c.x0 < picture.x1 and picture.x0 < c.x1
            ]
        pictures += [part for part in parts if not _holds_text(part, lines, flush, numbered, typography)]
    return pictures


def tables_in(
    drawn: Drawn,
    lines: Sequence[Line],
    columns: Sequence[Column | None],
    numbered: Sequence[Line],
    typography: Typography,
) -> list[Box]:
    """The boxes of tables and algorithms with rules; ``numbered`` are the lines that seem to be displays with a number."""
    return _ruled(drawn.rules, lines, columns, numbered, typography) if len(drawn.rules) >= FEWEST_RULES else []


def aside_with(line: Line, boxes: Sequence[Box]) -> Box | None:
    """The box that has the middle of a line in it."""
    x, y = line.box.x_mid, line.box.y_mid
    return next((box for box in boxes if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1), None)


def cells_of(line: Line) -> list[list[Item]]:
    """The items of a line apart at its wide gaps."""
    cells = [[line.items[0]]]
    right = line.items[0].x1
    for item in line.items[1:]:
        if item.x0 - right > CELL_GAP * line.size:
            cells.append([])
        cells[-1].append(item)
        right = max(right, item.x1)
    return cells


def in_columns(lines: Sequence[Line], k: int, typography: Typography) -> bool:
    """Whether a line is a row of a table without rules: words, then a cell, under one another in several lines."""
    starts = _starts(lines[k], typography)
    if starts is None:
        return False
    alike = 1
    for step in (-1, 1):
        i = k + step
        while 0 <= i < len(lines) and abs(lines[i].base - lines[i - step].base) <= ROW_DISTANCE * typography.leading:
            other = _starts(lines[i], typography)
            if other is None or any(abs(a - b) > SAME_END for a, b in zip(starts, other, strict=True)):
                break
            alike, i = alike + 1, i + step
    return alike >= FEWEST_ROWS


def _starts(line: Line, typography: Typography) -> tuple[float, float] | None:
    """Where the first two cells of a line begin, if the first is a word of prose."""
    cells = cells_of(line)
    labels = line_labels(line, typography)
    if len(cells) < 2 or len(cells[0]) < 2 or labels[0] is not Label.WORD or labels[1] is not Label.WORD:
        return None
    return cells[0][0].x0, cells[1][0].x0


def _ruled(
    rules: Sequence[Box],
    lines: Sequence[Line],
    columns: Sequence[Column | None],
    numbered: Sequence[Line],
    typography: Typography,
) -> list[Box]:
    """The stretches between rules of one width."""
    upright = [r for r in rules if r.height > r.width]
    flush = [line for line, column in zip(lines, columns, strict=True) if _fills(line, column, typography)]
    sides = [r for r in upright if r.height > HIGHEST_ROW * typography.leading]
    found = []
    for group in _equally_wide(r for r in rules if r.width > r.height and not _is_framed(r, sides)):
        stretch = [group[0]]
        for above, below in itertools.pairwise(group):
            head = len(stretch) == 1 and below.y0 - above.y1 < HIGHEST_ROW * typography.leading
            text = _count(above, below, flush) + 2 * _count(above, below, numbered)
            if (text >= 2 and not head) or _gridded(above, upright) is not _gridded(below, upright):
                found += _box(stretch)
                stretch = []
            stretch.append(below)
        found += _box(stretch)
    return found


def _is_framed(rule: Box, sides: Sequence[Box]) -> bool:
    """Whether a rule is the top or the bottom of a frame round text: high upright rules end at its ends."""
    return all(
        any(
            abs(r.x_mid - x) <= SAME_END and min(abs(r.y0 - rule.y_mid), abs(r.y1 - rule.y_mid)) <= SAME_END
            for r in sides
        )
        for x in (rule.x0, rule.x1)
    )


def _gridded(rule: Box, upright: Sequence[Box]) -> bool:
    """Whether upright rules touch both ends of a rule."""
    touching = [r for r in upright if r.y0 - SAME_END <= rule.y_mid <= r.y1 + SAME_END]
    return all(any(abs(r.x_mid - x) <= SAME_END for r in touching) for x in (rule.x0, rule.x1))


def _box(stretch: Sequence[Box]) -> list[Box]:
    if len(stretch) < FEWEST_RULES:
        return []
    return [Box(stretch[0].x0, stretch[0].y0, stretch[0].x1, stretch[-1].y1)]


def _equally_wide(rules: Iterable[Box]) -> list[list[Box]]:
    """Rules with the same ends, from top to bottom; double rules count once."""
    groups: dict[int, list[Box]] = defaultdict(list)
    for rule in sorted(rules, key=lambda r: r.y0):
        same = next((g for g in groups.values() if _same_ends(g[0], rule)), None)
        if same is None:
            groups[len(groups)] = [rule]
        elif rule.y0 - same[-1].y1 > DOUBLE_RULE:
            same.append(rule)
    return [group for group in groups.values() if len(group) >= FEWEST_RULES]


def _same_ends(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= SAME_END and abs(a.x1 - b.x1) <= SAME_END


def _count(above: Box, below: Box, lines: Sequence[Line]) -> int:
    """How many lines stand between two rules, and within their width or over all of it."""
    return sum(
        above.y1 < line.base < below.y0
        and (
            (above.x0 - 6 <= line.x0 and line.x1 <= above.x1 + 6)
            or (line.x0 <= above.x0 + 6 and above.x1 - 6 <= line.x1)
        )
        for line in lines
    )


def _fills(line: Line, column: Column | None, typography: Typography) -> bool:
    """Whether a line is one of running text that reaches from edge to edge of its column."""
    slack = FLUSH * line.size
    if column is None or line.x0 - column.x0 > slack or column.x1 - line.x1 > slack:
        return False
    return line.x1 - line.x0 >= COLUMN_LINE * typography.body and _wordy(line, typography)


def _wordy(line: Line, typography: Typography) -> bool:
    labels = line_labels(line, typography)
    return labels.count(Label.WORD) >= WORDS * len(labels)


def _holds_text(
    box: Box, lines: Sequence[Line], flush: Sequence[Line], numbered: Sequence[Line], typography: Typography
) -> bool:
    """Whether running text or a numbered display stands in a drawn box: then it is a frame, or drawn for nobody to see."""
    inner = (box.grown(-TEXT_MARGIN * typography.body),)
    if any(aside_with(line, inner) for line in (*flush, *numbered)):
        return True
    long = [line for line in lines if line.x1 - line.x0 >= COLUMN_LINE * typography.body and aside_with(line, inner)]
    return sum(_wordy(line, typography) for line in long) >= 2
