"""Pass 4: matrices, cases and binomials behind tall delimiters; and the rows of anything that is set in several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.item import AXIS, SCRIPT_RATIO, Item, compound, main_line
from reader.formula_tree import Array, Fence, Fraction, Node
from reader.geometry import union

#: of a bracket's size; marks this small are set in scripts of scripts
SMALLEST = 0.65
#: em; the shortest delimiter that can hold two rows (a binomial in text style)
TWO_ROWS = 1.1
#: em of the row's own size; the next row's axis is at least this much lower
ROW_DROP = 0.62
#: em; what is lower by less may be a subscript, if it begins this near to where a mark ends
SHORT_DROP, BEHIND = 0.95, 0.15
#: em; baselines of a matrix's rows are this far apart (binomials: 0.8 in text, 1.36 in displays)
MATRIX_ROWS = (1.0, 1.3)
#: em; columns of a matrix are at least this far apart
DIAGONAL_GAP = 0.4
#: em; what is nearer to the middle of a brace stands beside its rows
ON_AXIS = 0.25
#: em; a gap this wide between neighbours starts a new cell
CELL_GAP = 0.8

OPENING = {
    "(": ")",
    "[": "]",
    r"\{": r"\}",
    "|": "|",
    r"\|": r"\|",
    r"\lfloor": r"\rfloor",
    r"\lceil": r"\rceil",
    r"\langle": r"\rangle",
}
#: brackets that look the same on both sides
BARS = frozenset({"|", r"\|"})

BuildRow = Callable[[Sequence[Item]], Node]


def join_arrays(items: list[Item], build_row: BuildRow) -> list[Item]:
    """The items with every array behind a tall delimiter joined, innermost first."""
    items = list(items)
    for i in reversed([k for k, item in enumerate(items) if item.latex in OPENING]):
        if items[i].kind == "mark" and i + 1 < len(items) and _may_hold_rows(items[i], *items[i + 1 : i + 3]):
            _array_behind(items, i, build_row)
    for i in reversed([k for k, item in enumerate(items) if item.latex == r"\}"]):
        if i < len(items) and items[i].latex == r"\}" and items[i].kind == "mark" and items[i].centred:
            _array_before(items, i, build_row)
    return items


def _array_before(items: list[Item], i: int, build_row: BuildRow) -> None:
    """Rows that only a brace on their right holds together, as high as they are."""
    closing = items[i]
    em = closing.size
    if closing.box.height < TWO_ROWS * em:
        return
    start = i
    while start > 0 and _left_of(items[start - 1], closing, em):
        start -= 1
    if start and items[start - 1].latex == r"\{" and _same_height(items[start - 1], closing):
        return  # it closes an ordinary pair
    while start < i and abs(items[start].axis - closing.axis) < ON_AXIS * em:
        start += 1  # a number, or what stands before the rows at half their height
    if start == i or items[start].size < SCRIPT_RATIO * max(item.size for item in items[start:i]):
        return  # nothing but what has scripts
    rows = split_rows(items[start:i])
    if len(rows) < 2:
        return
    box = union(x.box for line in rows for x in line)
    assert box is not None
    if (
        abs(box.y0 - closing.box.y0) > em
        or abs(box.y1 - closing.box.y1) > em
        or abs(box.y_mid - closing.box.y_mid) > em / 2
    ):
        return
    node = Fence(".", Array(_cells(rows, build_row), "matrix"), closing.latex, closing_box=closing.box)
    items[start : i + 1] = [compound(node, items[start : i + 1], "array", anchor=closing)]


def _left_of(item: Item, closing: Item, em: float) -> bool:
    """Whether an item may stand in the rows before a closing brace: beside it, and no bracket that it closes."""
    inside = (
        item.x1 <= closing.x0 + BEHIND * em and closing.box.y0 - em / 3 <= item.box.y_mid <= closing.box.y1 + em / 3
    )
    return inside and item.kind != "rule" and not (item.latex in (r"\{", r"\}") and item.centred)


def _may_hold_rows(opening: Item, first: Item, second: Item | None = None) -> bool:
    """A stretched bracket, or an ordinary one with the smallest marks behind it (a binomial in a script).

    Scripts right behind a bar say that it closes.
    """
    if (
        opening.latex in BARS
        and first.size < SCRIPT_RATIO * opening.size
        and first.x0 < opening.x1 + BEHIND * opening.size
    ):
        return False
    if opening.centred:
        return opening.box.height >= TWO_ROWS * opening.size
    small = SCRIPT_RATIO if second is not None and _stacked(first, second) else SMALLEST
    return first.size <= small * opening.size and first.kind == "mark"


def _stacked(upper: Item, lower: Item) -> bool:
    """Whether an item stands right under another of its size: the two rows of a binomial in running text."""
    same = abs(upper.size - lower.size) < 0.1 * upper.size
    return same and lower.x0 < upper.x1 - 0.2 * upper.size and lower.axis - upper.axis >= ROW_DROP * upper.size


def _array_behind(items: list[Item], i: int, build_row: BuildRow) -> None:
    opening = items[i]
    em = opening.size
    end = i + 1
    while end < len(items) and _beside(items[end], opening, em):
        if _closes(items[end], opening):
            break
        end += 1
    closed = end < len(items) and _closes(items[end], opening)
    if not closed:
        end = _end_of_rows(items, i + 1, end)
    rows = split_rows(items[i + 1 : end])
    if closed and len(rows) > 1:
        stop = _end_of_rows(items, i + 1, end)
        if stop < end:  # the rest stands beside the array, on the brackets' axis
            items[i + 1 : stop] = [_bare(split_rows(items[i + 1 : stop]), opening, build_row)]
            return
    if closed and len(rows) < 2:
        rows = split_rows(items[i + 1 : end], diagonal=True)
    if len(rows) < 2:
        return
    if not closed and opening.latex != r"\{":
        return
    node = _fenced(opening, rows, items[end] if closed else None, build_row)
    stop = end + 1 if closed else end
    box = union(x.box for x in items[i:stop])
    assert box is not None
    x1 = max(x.x1 for x in items[i:stop])
    axis, size = opening.box.y_mid, max(x.size for line in rows for x in line)
    binomial = isinstance(node, Fence) and isinstance(node.body, Fraction)
    made = Item(
        "compound", node, box, opening.x0, x1, axis + AXIS * size, axis, size, centred=True, math=True,
        latex="frac" if binomial else "array",
    )  # fmt: skip
    made.space = opening.space
    items[i:stop] = [made]


def _end_of_rows(items: list[Item], start: int, end: int) -> int:
    """Where the rows behind a bracket end: the first mark to their right that is back on the bracket's own axis."""
    axis, em = items[start - 1].axis, items[start - 1].size
    rows = split_rows(items[start:end])
    if len(rows) < 2:
        return end
    last = rows[-1]
    full = 0.86 * max(i.size for i in last)
    level = next((i for i in last if not i.centred and i.size >= full), last[0]).axis
    right = max(i.x1 for line in rows[:-1] for i in line)
    if abs(level - axis) <= ROW_DROP * em / 2:
        return end
    stop = end - len(last)
    for k, item in enumerate(last):
        back = abs(item.axis - axis) < abs(item.axis - level) and item.size >= 0.86 * last[0].size
        if k and back and item.x0 > last[k - 1].x1 and (item.x0 >= right - em or item.centred):
            return stop + k
    return end


def _beside(item: Item, opening: Item, em: float) -> bool:
    reach = 0.35 * em
    return (
        item.kind != "rule"
        and item.x0 >= opening.x0
        and opening.box.y0 - reach <= item.box.y_mid <= opening.box.y1 + reach
    )


def _closes(item: Item, opening: Item) -> bool:
    return item.latex == OPENING[opening.latex] and item.centred == opening.centred and _same_height(item, opening)


def _same_height(item: Item, opening: Item) -> bool:
    return (
        abs(item.box.y0 - opening.box.y0) < 0.3 * opening.size
        and abs(item.box.y1 - opening.box.y1) < 0.3 * opening.size
    )


def _bare(rows: list[list[Item]], opening: Item, build_row: BuildRow) -> Item:
    """An array without brackets of its own."""
    return compound(
        Array(_cells(rows, build_row), "matrix"), [item for line in rows for item in line], "array", anchor=opening
    )


def split_rows(items: Sequence[Item], *, diagonal: bool = False) -> list[list[Item]]:
    """Runs of items that stand below one another: x returns and the axis drops by a line.

    In a ``diagonal`` matrix, whose other cells are empty, x goes on instead, by a column.
    """
    rows: list[list[Item]] = []
    level, size = 0.0, 0.0
    for item in items:
        if not rows:
            rows.append([item])
            level, size = item.axis, item.size
            continue
        before = rows[-1][-1]
        drop = item.axis - level
        returns = item.x0 < before.x1 - 0.2 * item.size and (
            len(rows[-1]) == 1 or item.x0 < before.x0 - 0.1 * item.size or _under_scripts(rows[-1], item, size)
        )
        goes_on = diagonal and item.x0 > before.x1 + DIAGONAL_GAP * item.size
        if (
            drop >= ROW_DROP * max(min(size, item.size), 1.0)
            and (returns or goes_on)
            and _clear_below(rows[-1], item)
            and not _is_subscript(rows[-1], item)
        ):
            rows.append([item])
            level, size = item.axis, item.size
        else:
            rows[-1].append(item)
            if item.size > 1.1 * size or (item.size > 0.95 * size and not item.centred):
                level, size = item.axis, item.size
    return rows


def _under_scripts(line: Sequence[Item], item: Item, size: float) -> bool:
    """Whether an item of the line's size stands under the scripts at the line's end, of which the lower one is the last."""
    end = max(line, key=lambda other: other.x1)
    return item.size >= SCRIPT_RATIO * size > end.size and item.x0 < end.x1 - 0.2 * item.size


def _is_subscript(line: Sequence[Item], item: Item) -> bool:
    """A subscript as large as its letter, as in the smallest size: less than a line lower, and right behind a mark."""
    drop = item.axis - main_line(line)[1]
    return drop < SHORT_DROP * item.size and any(abs(item.x0 - other.x1) < BEHIND * item.size for other in line)


def _clear_below(line: Sequence[Item], item: Item) -> bool:
    """Whether the item starts a line of its own: it is as large as the line's marks, or lies wholly below them."""
    largest = max(other.size for other in line)
    if item.size >= 0.86 * largest:
        return True
    return item.box.y0 >= max(other.box.y1 for other in line if other.size >= 0.86 * largest)


def cells_of(line: Sequence[Item]) -> list[list[Item]]:
    """A row's items apart at wide gaps."""
    cells: list[list[Item]] = []
    right = 0.0
    for item in line:
        if cells and item.x0 - right <= CELL_GAP * max(item.size, 1.0):
            cells[-1].append(item)
        else:
            cells.append([item])
            right = item.x1
        right = max(right, item.x1)
    return cells


def _fenced(opening: Item, rows: list[list[Item]], closing: Item | None, build_row: BuildRow) -> Node:
    """Rows in their brackets: cases where there is no closing one, else a matrix or a binomial."""
    left, right = opening.latex, closing.latex if closing else "."
    single = all(len(cells_of(line)) == 1 for line in rows)
    body: Node
    if closing and len(rows) == 2 and left == "(" and single and _is_binomial(rows, opening):
        body = Fraction(build_row(rows[0]), build_row(rows[1]), False)
    else:
        body = Array(_cells(rows, build_row), "matrix" if closing else "cases")
    return Fence(left, body, right, opening_box=opening.box, closing_box=closing.box if closing else None)


def _cells(rows: list[list[Item]], build_row: BuildRow) -> tuple[tuple[Node, ...], ...]:
    return tuple(tuple(build_row(cell) for cell in line) for line in _aligned(rows))


def _is_binomial(rows: list[list[Item]], opening: Item) -> bool:
    """One number over another: short, centred, and closer together than the rows of a matrix."""
    boxes = [union(i.box for i in line) for line in rows]
    if any(b is None for b in boxes):
        return False
    top, bottom = boxes[0], boxes[1]
    assert top is not None and bottom is not None
    distance = (main_line(rows[1])[0] - main_line(rows[0])[0]) / opening.size
    rows_of_matrix = MATRIX_ROWS[0] < distance < MATRIX_ROWS[1]
    centred = abs(top.x_mid - bottom.x_mid) < 0.15 * opening.size
    return centred and not rows_of_matrix and max(len(line) for line in rows) <= 6


def _aligned(rows: list[list[Item]]) -> list[list[list[Item]]]:
    """Cells of all rows, with empty ones filled in: what overlaps horizontally is in one column."""
    split = [cells_of(line) for line in rows]
    spans: list[tuple[float, float]] = []
    for left, right in sorted((cell[0].x0, max(i.x1 for i in cell)) for cells in split for cell in cells):
        if spans and left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    if len(spans) < max(len(cells) for cells in split):  # columns run into one another
        return _by_longest(split)
    filled: list[list[list[Item]]] = []
    for cells in split:
        line: list[list[Item]] = [[] for _ in spans]
        for cell in cells:
            line[next(k for k, (left, right) in enumerate(spans) if left <= cell[0].x0 <= right)].extend(cell)
        filled.append(line)
    return filled


def _by_longest(split: list[list[list[Item]]]) -> list[list[list[Item]]]:
    """The same by the columns of the row that has most cells."""
    width = max(len(cells) for cells in split)
    if all(len(cells) == width for cells in split):
        return split
    columns = [b for b in (union(i.box for i in cell) for cell in max(split, key=len)) if b is not None]
    filled: list[list[list[Item]]] = []
    for cells in split:
        line: list[list[Item]] = [[] for _ in columns]
        for cell in cells:
            box = union(i.box for i in cell)
            assert box is not None
            nearest = min(range(len(columns)), key=lambda c, b=box: abs(columns[c].x_mid - b.x_mid))  # type: ignore[misc]
            line[nearest].extend(cell)
        filled.append(line)
    return filled
