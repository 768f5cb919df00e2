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
from reader.page.asides import Drawn, aside_with, cells_of, in_columns, pictures_in, tables_in
from reader.page.display_rows import ROW_DISTANCE, VERY_LOOSE, Row, display_rows, room_above
from reader.page.inline import Segment, line_segments
from reader.page.label import Label
from reader.page.labels import line_labels
from reader.page.lines import Line
from reader.page.signs import BREAKING
from reader.page.typography import Column, Typography, column_for, columns_of

NOTHING_DRAWN = Drawn()
#: em; displays in an algorithm stand this far from the left end of its rules, at least
APART = 2.0


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


def lay_out(number: int, lines: Sequence[Line], typography: Typography, drawn: Drawn = NOTHING_DRAWN) -> PageLayout:
    """The page's lines as displays and prose, in paint order."""
    found = columns_of(lines, typography)
    columns = [column_for(line, found) for line in lines]
    rows = with_aligned_rows(display_rows(lines, columns, typography), lines, columns, typography)
    if any(rows):
        rows = _without_asides(rows, lines, columns, found, typography, drawn)
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


def _without_asides(
    rows: Sequence[Row | None],
    lines: Sequence[Line],
    columns: Sequence[Column | None],
    found: Sequence[Column],
    typography: Typography,
    drawn: Drawn,
) -> list[Row | None]:
    """The rows without those that are labels of pictures, rows of tables, or lines of algorithms."""
    numbered = [row.line for row in rows if row is not None and row.items and row.number is not None]
    pictures = pictures_in(drawn, lines, columns, found, numbered, typography)
    tables = tables_in(drawn, lines, columns, numbered, typography)
    kept: list[Row | None] = []
    for k, (line, row) in enumerate(zip(lines, rows, strict=True)):
        table = aside_with(line, tables) if row is not None else None
        # a number beside it, which no label has, makes a display even of what arrows point at
        labelling = row is not None and row.number is None and aside_with(line, pictures) is not None
        stays = row is None or not (labelling or (row.number is None and in_columns(lines, k, typography)))
        if table is not None:
            stays = bool(k and kept[k - 1] is not None) or _set_apart(lines, k, table, typography)
        kept.append(row if stays else None)
    return kept


def _set_apart(lines: Sequence[Line], k: int, table: Box, typography: Typography) -> bool:
    """Whether a line of mathematics between the rules of an algorithm is set as a display, with room above it."""
    line = lines[k]
    indented = line.x0 >= table.x0 + APART * line.size and len(cells_of(line)) == 1
    return (
        indented and Label.WORD not in line_labels(line, typography) and room_above(lines, k, typography) >= VERY_LOOSE
    )


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


def group_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """One group per equation: every numbered row is one, unnumbered rows go with the row they continue."""
    if sum(r.number is not None for r in rows) <= 1:
        return [list(rows)]
    groups: list[list[Row]] = []
    for row in rows:
        numbered = bool(groups) and any(r.number is not None for r in groups[-1])
        continues = _goes_on(row) and row.number is None
        if groups and (not numbered or continues):
            groups[-1].append(row)
        else:
            groups.append([row])
    if len(groups) > 1 and _number_of(groups[-1]) is None:
        groups[-2] += groups.pop()
    return groups


def _goes_on(row: Row) -> bool:
    return row.items[0].latex in BREAKING
