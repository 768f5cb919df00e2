"""Lines of a page → display equations and running text.

A display is a line (or a block of them) of mathematics set apart from the text: numbered, or indented on both sides,
with next to no prose on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.formula.item import Item
from reader.geometry import Box, union
from reader.page.alignment import with_aligned_rows
from reader.page.display_rows import ROW_DISTANCE, Row, display_rows
from reader.page.inline import Segment, line_segments
from reader.page.lines import Line
from reader.page.typography import Column, Typography, column_for, columns_of


@dataclass
class Display:
    """A display equation: its rows, top to bottom."""

    rows: list[Row]
    number: str | None = None

    @property
    def box(self) -> Box:
        """The ink of all rows."""
        box = union(r.box for r in self.rows)
        assert box is not None
        return box


@dataclass
class Prose:
    """A line of running text, with its segments."""

    line: Line
    segments: list[Segment]
    column: Column | None = None


@dataclass
class PageLayout:
    """The parts of a page in reading order."""

    number: int
    blocks: list[Display | Prose] = field(default_factory=list)
    #: the page's glyphs and rules in paint order
    marks: Sequence[Item] = ()


def lay_out(number: int, lines: Sequence[Line], typography: Typography) -> PageLayout:
    """The page's lines as displays and prose, in paint order."""
    found = columns_of(lines, typography)
    columns = [column_for(line, found) for line in lines]
    rows = with_aligned_rows(display_rows(lines, columns, typography), lines, columns, typography)
    layout = PageLayout(number)
    pending: list[Row] = []
    numbers: list[tuple[str, Line]] = []
    for line, column, row in zip(lines, columns, rows, strict=True):
        if row is None:
            _close(pending, numbers, layout)
            layout.blocks.append(Prose(line, line_segments(line, typography), column))
            continue
        if pending and not _continues(pending[-1], row, typography):
            _close(pending, numbers, layout)
        if row.items:
            pending.append(row)
        elif row.number is not None:
            numbers.append((row.number, line))
    _close(pending, numbers, layout)
    return layout


# blocks of rows -----------------------------------------------------------------------------------------------------


def _continues(above: Row, row: Row, typography: Typography) -> bool:
    """Whether a row belongs to the same block as the one before it."""
    if not row.items:
        return True
    gap = row.box.y0 - above.box.y1
    return -4 * typography.body <= gap <= ROW_DISTANCE * typography.body


def _close(pending: list[Row], numbers: list[tuple[str, Line]], layout: PageLayout) -> None:
    """Turn the rows gathered so far into displays, and clear them."""
    if pending:
        _place_numbers(pending, numbers)
        layout.blocks += [Display(rows, _number_of(rows)) for rows in group_rows(pending)]
    pending.clear()
    numbers.clear()


def _place_numbers(rows: list[Row], numbers: list[tuple[str, Line]]) -> None:
    """A number on a line of its own belongs to the row whose height it stands in, else to the nearest."""
    for text, line in numbers:
        free = [r for r in rows if r.number is None] or rows
        nearest = min(
            free,
            key=lambda r: max(r.box.y0 - line.axis, line.axis - r.box.y1, 0.0) + 0.01 * abs(r.line.axis - line.axis),
        )
        nearest.number = text


def _number_of(rows: Sequence[Row]) -> str | None:
    return next((r.number for r in rows if r.number is not None), None)


CONTINUING = frozenset(
    [
        r"=",
        r"<",
        r">",
        r"\leq",
        r"\geq",
        r"\leqslant",
        r"\geqslant",
        r"\sim",
        r"\approx",
        r"\propto",
        r"\equiv",
        r"\in",
        r"\coloneqq",
        r"\triangleq",
        r"\neq",
        r"\ll",
        r"\gg",
        r"\simeq",
        r"\Rightarrow",
        r"\Leftrightarrow",
        r"\to",
        r"\rightarrow",
        r"+",
        r"-",
        r"\times",
        r"\cdot",
        r"|",
        r"\cup",
        r"\cap",
        r"\wedge",
        r"\vee",
    ]
)


def group_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """One group per equation: every numbered row is one, unnumbered rows go with the row they continue."""
    if sum(r.number is not None for r in rows) <= 1:
        return [list(rows)]
    groups: list[list[Row]] = []
    for row in rows:
        numbered = bool(groups) and any(r.number is not None for r in groups[-1])
        continues = _starts_with_relation(row) and row.number is None
        if groups and (not numbered or continues):
            groups[-1].append(row)
        else:
            groups.append([row])
    if len(groups) > 1 and _number_of(groups[-1]) is None:
        groups[-2] += groups.pop()
    return groups


def _starts_with_relation(row: Row) -> bool:
    return row.items[0].latex in CONTINUING
