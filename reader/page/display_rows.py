"""Whether a line is a row of a display: numbered, or mathematics set apart from the text by room and indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.formula.item import Item
from reader.formula_tree import Face, Mark, Name
from reader.geometry import Box, union
from reader.page.inline import Segment, line_segments, segments
from reader.page.label import Label, continuation_words, function_words
from reader.page.labels import label_items, line_labels
from reader.page.lines import Line
from reader.page.numbers import NUMBER_GAP, is_number, number_gap, take_number
from reader.page.signs import RELATING
from reader.page.typography import Column, Typography

#: em; a display starts at least this far from the column's edge (fleqn indents 2 em)
INDENT = 0.9
#: share of a display's width that prose may take ("if", "otherwise", "for all")
PROSE_SHARE = 0.55
#: the same beside a number that stands well apart
NUMBERED_PROSE = 0.9
#: of the usual line distance; a display has more room than this above or below
LOOSE = 1.12
#: of the body size; notes and captions are no larger
NOTE_SIZE = 0.93
#: with this much room above, a line of mathematics need not even be centred
VERY_LOOSE = 1.5
#: with this much, a line of nothing but mathematics may even start at the column's edge
ALONE = 1.3
#: em; what is built higher than this stands out of any line
TALL = 1.8
#: em; with no room at all a line of nothing but mathematics begins this far in, and is centred to within the second: word
#: processors leave none
MIDDLE = (4.0, 0.3)
#: share of the letters on a line in typewriter from which on it is a program; with fewer letters nothing can be said
CODE, FEWEST_LETTERS = 0.6, 4
#: em; the gap between a table's cells
TABLE_GAP = 1.2
#: em; lines of one paragraph begin at the same place to within this; the last lines of prose that are looked at
FLUSH, NEAR_LINES = 0.1, 4
#: marks in the longest bullet or number of a list, and the room behind it (em)
LONGEST_BULLET, BULLET_GAP = 5, 0.35
#: em; rows of one display stand no farther apart than this (ink to ink)
ROW_DISTANCE = 1.9
#: signs that no label and no lone symbol is of: with one a line says something
SIGNIFICANT = RELATING | {"+", "-", "|", r"\|"}
#: the item of a list: its number, and a word
LISTED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+[A-Z][a-z]+")


@dataclass
class Row:
    """One row of a display: its items without the number, and the number printed beside it."""

    items: list[Item]
    number: str | None
    line: Line

    @property
    def box(self) -> Box:
        """The ink of the row without its number."""
        box = union(i.box for i in self.items)
        assert box is not None
        return box


def display_rows(lines: Sequence[Line], columns: Sequence[Column | None], typography: Typography) -> list[Row | None]:
    """For every line of a page the row of a display that it is, or None where it is prose."""
    rows: list[Row | None] = []
    above: Row | None = None
    for k, (line, column) in enumerate(zip(lines, columns, strict=True)):
        centred = column is not None and _centred(line.x0 - column.x0, column.x1 - line.x1, line.size)
        room = _room(lines, k, typography, centred)
        numbered_below = k + 1 < len(lines) and is_number(lines[k + 1], line, column)
        row = _display_row(line, column, typography, room, numbered_below)
        further = row is None and above is not None and _continues_in_words(line, column, above, typography)
        if further and not flush(lines, rows, k):
            row = Row(*take_number(line.items, line.size, column), line)
        rows.append(row)
        if row is None or row.items:
            above = row
    return rows


def flush(lines: Sequence[Line], rows: Sequence[Row | None], k: int) -> bool:
    """Whether a line begins where one of the last lines of prose did: it goes on behind the display, in a list, say."""
    line, seen = lines[k], 0
    for j in range(k - 1, -1, -1):
        if rows[j] is None:
            seen += 1
            if any(abs(line.x0 - start) < FLUSH * line.size for start in starts(lines[j])):
                return True
        if seen == NEAR_LINES:
            break
    return False


def starts(line: Line) -> list[float]:
    """Where a line begins, and where its words do behind a bullet or number of a list."""
    starts = [line.x0]
    for left, right in zip(line.items[:LONGEST_BULLET], line.items[1:], strict=False):
        if right.x0 - left.x1 > BULLET_GAP * line.size:
            starts.append(right.x0)
    return starts


def _room(lines: Sequence[Line], k: int, typography: Typography, centred: bool) -> float:
    """The room above a line (or below, if it is centred) as a multiple of the usual line distance; 9 at a page's edge."""
    above = room_above(lines, k, typography)
    return max(above, room_above(lines, k + 1, typography, lines[k])) if centred else above


def room_above(lines: Sequence[Line], k: int, typography: Typography, line: Line | None = None) -> float:
    """The room between line ``k`` and the one before it, as a multiple of the distance of lines in the size of ``line``."""
    if not 0 < k < len(lines):
        return 9.0
    line = line or lines[k]
    # notes and captions stand closer than the text does
    leading = typography.leading * min(1.0, line.size / typography.body if _small(line, typography) else 1.0)
    room = (lines[k].base - lines[k - 1].base) / leading
    return room if room > 0 else 9.0


def _small(line: Line, typography: Typography) -> bool:
    """Whether a line is set in the size of notes, whose lines stand closer."""
    return line.size < NOTE_SIZE * typography.body


def _continues_in_words(line: Line, column: Column | None, above: Row, typography: Typography) -> bool:
    """A further row that begins with a word ("subject to", "where"), set like the display above it."""
    if column is None or line.x0 < column.x0 + INDENT * line.size or not above.items:
        return False
    gap = line.box.y0 - above.box.y1
    short = line.x1 < column.x1 - 1.2 * line.size or take_number(line.items, line.size, column)[1] is not None
    first = line_segments(line, typography)[0]
    mathematics, prose, _ = _shares(line.items, line, typography)
    begins = not first.math and bool(first.text.split()) and first.text.split()[0].strip(",:") in continuation_words()
    return begins and short and mathematics > 0.8 * prose and -typography.body <= gap <= ROW_DISTANCE * typography.body


def _display_row(
    line: Line, column: Column | None, typography: Typography, room: float, numbered_below: bool
) -> Row | None:
    """The line as a row of a display, or None where it is prose; ``room`` as ``_room`` tells."""
    loose = room >= LOOSE
    items, number = take_number(line.items, line.size, column)
    if not items:
        return Row([], number, line) if number else None
    small = line.size < 0.72 * typography.body and any(i.kind != "compound" for i in items)
    if column is None or line.size > 1.25 * typography.body or small:
        return None
    em = line.size
    if Label.MATH not in _labels(items, line, typography):
        return None
    mathematics, prose, words = _shares(items, line, typography)
    if mathematics == 0:
        return None
    left = min(i.x0 for i in items) - column.x0
    right = column.x1 - max(i.x1 for i in items)
    share = prose / (mathematics + prose)
    if numbered_below and number is None and share <= PROSE_SHARE:
        return Row(items, None, line)
    if number is not None:
        far = len(items) < len(line.items) and number_gap(line, items) >= NUMBER_GAP * em
        return Row(items, number, line) if share <= 0.5 or (far and share <= NUMBERED_PROSE) else None
    braced = loose and any(i.latex == "brace" for i in items)
    if (
        share > PROSE_SHARE
        and not braced
        and not (loose and _centred(left, right, em) and _defines(items, line, typography))
    ):
        return None
    middle = not words and left > MIDDLE[0] * em and abs(left - right) < MIDDLE[1] * em and _tall_or_related(items)
    if not (loose or middle) or is_table_row(items, em) or is_code(items):
        return None
    if words and _begins_with_words(items, line, typography) and not _centred(left, right, em):
        return None
    if not _says_something(items) or _is_caption(items):
        return None
    if left >= INDENT * em and room >= VERY_LOOSE and words <= 2 and not _begins_with_words(items, line, typography):
        return Row(items, None, line)
    if left >= INDENT * em and (right >= INDENT * em or left >= 2 * INDENT * em) and _apart(left, right, em, words):
        return Row(items, None, line)
    if words == 0 and _tall_or_related(items) and (room >= ALONE or (left < INDENT * em and right < 2 * em)):
        return Row(items, None, line)
    return None


def _apart(left: float, right: float, em: float, words: int) -> bool:
    """Set apart from the text: centred, or indented more than a paragraph is."""
    centred = abs(left - right) < max(2.0 * em, 0.12 * (left + right))
    return centred or left > (2.4 if words else 1.8) * em


def _centred(left: float, right: float, em: float) -> bool:
    return left > 2 * em and right > 2 * em and abs(left - right) < 0.8 * em


def _defines(items: Sequence[Item], line: Line, typography: Typography) -> bool:
    """Words set as a formula: there is a relation, or braces and fractions hold the words together; no caption, no head."""
    if sum(i.kind == "compound" for i in items) >= 2:
        return True
    parts = _stretches(items, line, typography)
    caption = not parts[0].math and re.match(r"(?i)\s*(fig|tab|alg)", parts[0].text)
    if caption or not any(i.latex in RELATING for i in items):
        return False
    # where words come first, they are what the relation is about: "models with f(x) > 0" has a left side besides
    relating = next((part for part in parts if part.math), None)
    return parts[0].math or relating is None or relating.items[0].latex in RELATING


def _labels(items: Sequence[Item], line: Line, typography: Typography) -> Sequence[Label]:
    """Labels of a line, or of what is left of it without its number."""
    return (
        line_labels(line, typography) if items is line.items else label_items(items, line.base, line.size, typography)
    )


def _first_segment(items: Sequence[Item], line: Line, typography: Typography) -> Segment:
    """The first stretch of a line, or of what is left of it without its number."""
    return _stretches(items, line, typography)[0]


def _stretches(items: Sequence[Item], line: Line, typography: Typography) -> Sequence[Segment]:
    """Prose and formulas of a line, or of what is left of it without its number."""
    whole = items is line.items
    return line_segments(line, typography) if whole else segments(items, line.base, line.size, typography)


def _shares(items: Sequence[Item], line: Line, typography: Typography) -> tuple[float, float, int]:
    """Width of mathematics and of prose on a line, in points, and the number of words."""
    labels = _labels(items, line, typography)
    mathematics = prose = 0.0
    words = 0
    for k, (item, label) in enumerate(zip(items, labels, strict=True)):
        width = item.x1 - item.x0
        if label is Label.WORD:
            prose += width
            follows = (
                k and labels[k - 1] is Label.WORD and item.x0 - items[k - 1].x1 < 0.16 * line.size and not item.space
            )
            words += not follows
        elif label is not Label.PUNCTUATION:
            mathematics += width
    return (mathematics if any(label is Label.MATH for label in labels) else 0.0), prose, words


def is_code(items: Sequence[Item]) -> bool:
    """Lines of a program in typewriter letters; or words in sans serif without any relation: the legend of a plot."""
    faces = [_face(i) for i in items if i.latex[:1].isalpha()]
    letters = len(faces) - faces.count(None)
    if letters < FEWEST_LETTERS:
        return False
    if faces.count("tt") > CODE * letters:
        return True
    return faces.count("sf") > CODE * letters and not any(
        i.latex in RELATING - {":"} or i.kind in ("compound", "bigop") for i in items
    )


def _face(item: Item) -> Face | None:
    return item.face or (item.node.face if isinstance(item.node, Mark | Name) else None)


def is_table_row(items: Sequence[Item], em: float) -> bool:
    """Cells apart by wide gaps: two or more of them plain numbers, or three without any relation."""
    cells: list[list[Item]] = [[]]
    for k, item in enumerate(items):
        if k and item.x0 - items[k - 1].x1 > TABLE_GAP * em:
            cells.append([])
        cells[-1].append(item)
    plain = sum(
        all(i.latex.isdigit() or i.latex in [".", "-", "%", "\\%", "\\pm", ","] for i in cell) for cell in cells
    )
    if plain >= 2:
        return True
    related = any(i.latex in RELATING and i.size >= 0.86 * em for i in items)
    return len(cells) >= 3 and not related and not any(i.kind in ("compound", "bigop") for i in items)


def _begins_with_words(items: Sequence[Item], line: Line, typography: Typography) -> bool:
    first = _first_segment(items, line, typography)
    if not first.math and LISTED.match(first.text):
        return True
    return not first.math and any(
        word.isalpha() and len(word) > 1 and word not in function_words() for word in first.text.split()
    )


def _is_caption(items: Sequence[Item]) -> bool:
    """The caption of a part of a figure: (a) and what it shows, without any relation."""
    first = [item.latex for item in items[:3]]
    lettered = len(first) == 3 and first[0] == "(" and first[2] == ")" and len(first[1]) == 1 and first[1].isalnum()
    return lettered and len(items) > 3 and not _tall_or_related(items)


def _says_something(items: Sequence[Item]) -> bool:
    """A relation, an operator or something built: a lone symbol is no display."""
    if any(i.kind in ("compound", "bigop") for i in items):
        return True
    if _tall_or_related(items):
        return True
    return any(i.latex in ("(", "[") for i in items) and len(items) >= 4


def _tall_or_related(items: Sequence[Item]) -> bool:
    """A relation at full size, or something built that is higher than a line (a matrix, cases)."""
    size = max(i.size for i in items)
    return any(
        (i.latex in SIGNIFICANT and i.size >= 0.86 * size) or (i.kind == "compound" and i.box.height > TALL * size)
        for i in items
    )
