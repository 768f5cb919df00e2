"""Items of a formula that a browser painted, in the order in which TeX would have painted them.

The passes over items rely on TeX's order, which brackets what belongs together. A browser paints its own boxes in its own order:
KaTeX paints scripts after all that stands on the line, fractions from the bottom to the top and matrices by columns; MathML
paints a fraction's bar first, and a subscript before its superscript. Here the brackets come from geometry alone: what an accent, a
rule, a brace or a pair of tall brackets holds becomes one piece, narrowest first; rows part at their baselines; in a row, what is
small stands over, under or beside what is large.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.item import AXIS, SCRIPT_RATIO, Item
from reader.formula.paint_order.holders import accents, limits, negations, structures
from reader.formula.paint_order.pieces import Piece, apart, items_of, joined, level_of, without
from reader.geometry import Box, union

#: em; marks on the line share their baseline to within this (browsers place boxes on whole pixels: 0.75 pt), centred ones their axis
ON_LINE, ON_AXIS = 0.12, 0.26
#: em; a mark of full size this near to the baseline is no script
NEAR_LINE = 0.34
#: em and marks; a display's number stands this far behind it and is no longer
FAR, LONGEST_NUMBER = 1.5, 10
#: em; a row of a matrix or a display is at least this far below the one before it
ROW_DROP = 0.62
#: em; the shortest bracket that may hold rows, as a multiple of its size
TWO_ROWS = 1.1
#: em; columns of cases stand closer than this, a number farther off
BESIDE_CASES = 3.5
#: em of the smaller mark; parts of one script or limit stand no farther apart
SCRIPT_GAP = 0.6
#: em; what stands over or under something may reach into its height by this much
INTO = 0.14
#: em; letters of a name are closer than this; what stands under a name is centred there to within the second
LETTERS, CENTRE = 0.16, 0.3
OPENING = {"(": ")", "[": "]", r"\{": r"\}", "|": "|", r"\|": r"\|", r"\langle": r"\rangle"}


def in_tex_order(items: Sequence[Item]) -> list[Item]:
    """The items of a display, or of a line of text, in TeX's order."""
    return items_of(_ordered([Piece([item], item.box, item, item.kind, item.x0, item.x1) for item in items]))


def _ordered(pieces: list[Piece]) -> list[Piece]:
    """Pieces in TeX's order: what holds others is put together first."""
    if len(pieces) < 2:
        return pieces
    pieces = structures(limits(accents(negations(pieces), _ordered), _ordered), _ordered)
    pieces = _arrays(pieces)
    rows = rows_of(pieces)
    return [piece for row in rows for piece in _row(row)]


def _arrays(pieces: list[Piece]) -> list[Piece]:
    """What stands in rows between tall brackets, or behind a tall brace, innermost first."""
    tall = [p for p in pieces if len(p.items) == 1 and p.latex in OPENING and p.box.height >= TWO_ROWS * p.size]
    for opening in sorted(tall, key=lambda p: -p.x0):
        if not any(p is opening for p in pieces):
            continue
        closing = _closing(opening, pieces)
        if closing is None and opening.latex != r"\{":
            continue
        right = closing.x0 if closing else max(p.x1 for p in pieces)
        inside = [p for p in pieces if p is not opening and p is not closing and _between(p, opening, right)]
        if closing is None:
            inside = _near(inside)
        rows = rows_of(inside)
        if len(rows) < 2:
            continue
        parts = [opening, *(p for row in rows for p in _row(row)), *([closing] if closing else [])]
        made = joined(parts, opening, "group")
        made.centred, made.latex = True, "array"
        pieces = [*without(pieces, [opening, *inside, *([closing] if closing else [])]), made]
    return pieces


def _closing(opening: Piece, pieces: list[Piece]) -> Piece | None:
    found = [
        p for p in pieces
        if p.latex == OPENING[opening.latex] and p.x0 > opening.x0 and len(p.items) == 1
        and abs(p.box.y0 - opening.box.y0) < 0.3 * opening.size and abs(p.box.y1 - opening.box.y1) < 0.3 * opening.size
    ]  # fmt: skip
    return min(found, key=lambda p: p.x0, default=None)


def _between(piece: Piece, opening: Piece, right: float) -> bool:
    reach = 0.35 * opening.size
    inside = opening.box.x0 < piece.box.x_mid < right
    return inside and opening.box.y0 - reach <= piece.box.y_mid <= opening.box.y1 + reach


def _near(pieces: list[Piece]) -> list[Piece]:
    """The pieces up to a gap so wide that only numbers of the display stand behind it."""
    line = sorted(pieces, key=lambda p: p.x0)
    for k in range(1, len(line)):
        if line[k].x0 - max(p.x1 for p in line[:k]) > BESIDE_CASES * line[k].size:
            return line[:k]
    return line


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces apart by rows, from the top: marks of full size on baselines of their own, and what is nearest to them."""
    if not pieces:
        return []
    full = SCRIPT_RATIO * max(p.size for p in pieces)
    mains = sorted((p for p in pieces if p.size >= full and p.kind not in ("rule", "accent")), key=level_of)
    lines: list[list[Piece]] = []
    for piece in mains:
        if lines and level_of(piece) - level_of(lines[-1][-1]) < ROW_DROP / 2 * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    lines = _real_rows(lines)
    if len(lines) < 2:
        return [pieces]
    return _grown(lines, pieces)


def _grown(lines: list[list[Piece]], pieces: list[Piece]) -> list[list[Piece]]:
    """The rows with all other pieces, each in the row of what is nearest to it, the nearest first."""
    rows = [list(line) for line in lines]
    placed = {id(p) for line in lines for p in line}
    best = {id(p): (1e9, 0) for p in pieces if id(p) not in placed}
    waiting = [p for p in pieces if id(p) in best]
    fresh = [(k, p) for k, line in enumerate(lines) for p in line]
    while waiting:
        for piece in waiting:
            best[id(piece)] = min(best[id(piece)], *((apart(piece, other), k) for k, other in fresh))
        nearest = min(waiting, key=lambda p: best[id(p)][0])
        row = best[id(nearest)][1]
        rows[row].append(nearest)
        fresh = [(row, nearest)]
        waiting.remove(nearest)
    return rows


def _real_rows(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Lines that are rows: far enough below the last, and not beside what stands in it (a raised box, a stacked sign)."""
    rows: list[list[Piece]] = []
    for line in lines:
        if rows:
            em = max(p.size for p in line)
            drop = min(map(level_of, line)) - max(map(level_of, rows[-1]))
            if drop < ROW_DROP * em:
                rows[-1].extend(line)
                continue
        rows.append(list(line))
    return rows


def _row(pieces: list[Piece]) -> list[Piece]:
    """A row from left to right, with what is small before or behind the mark that it stands over, under or beside."""
    if len(pieces) < 2:
        return pieces
    number = _number(pieces)
    if number:
        return [*_row(without(pieces, number)), *number]
    base, axis, size = _line_of(pieces)
    mains = [p for p in pieces if _on_line(p, base, axis, size)]
    rest = without(pieces, mains)
    if not mains or not rest:
        return sorted(pieces, key=lambda p: p.x0)
    mains.sort(key=lambda p: p.x0)
    slots: list[tuple[list[Piece], list[Piece], list[Piece], list[Piece]]] = [([], [], [], []) for _ in mains]
    lead: list[Piece] = []
    for over in (True, False):
        side = [p for p in rest if (p.box.y_mid < axis) is over]
        for cluster in _clusters(side, mains):
            box = union(p.box for p in cluster)
            assert box is not None
            ordered = _ordered(cluster)
            stacked = [k for k, main in enumerate(mains) if _stacked(box, main, over)]
            if stacked:
                first, last = _word(mains, stacked[0], stacked[-1], box)
                slots[first if over else last][0 if over else 1].extend(ordered)
                continue
            left = min(p.x0 for p in cluster)
            host = max((k for k, main in enumerate(mains) if main.x0 + 0.2 * (main.x1 - main.x0) <= left), default=-1)
            (slots[host][2 if over else 3] if host >= 0 else lead).extend(ordered)
    out = list(lead)
    for main, (above, below, sup, sub) in zip(mains, slots, strict=True):
        out += [*above, main, *below, *sup, *sub]
    return out


def _number(pieces: list[Piece]) -> list[Piece]:
    """The number of a display: short, in brackets, far to the right; it may stand on a baseline of its own."""
    line = sorted(pieces, key=lambda p: p.x0)
    if line[-1].latex != ")":
        return []
    for k in range(len(line) - 1, max(len(line) - LONGEST_NUMBER, 0), -1):
        if line[k].x0 - max(p.x1 for p in line[:k]) > FAR * line[k].size:
            return line[k:] if line[k].latex == "(" else []
    return []


def _line_of(pieces: list[Piece]) -> tuple[float, float, float]:
    """Baseline, axis and size of a row: those that most of its largest marks share."""
    plain = [p for p in pieces if not p.centred and p.kind not in ("rule", "accent")]
    size = max((p.size for p in plain), default=0.0)
    centred = [p for p in pieces if p.centred and p.kind != "rule"]
    top = max((p.size for p in centred), default=0.0)
    if not plain or size < SCRIPT_RATIO * top:
        first = max(centred, key=lambda p: p.size) if centred else pieces[0]
        return first.axis + AXIS * first.size, first.axis, first.size
    full = [p for p in plain if p.size >= SCRIPT_RATIO * size]
    best = max(full, key=lambda p: (sum(abs(o.base - p.base) < ON_LINE * size for o in full), -p.x0))
    return best.base, best.base - AXIS * size, size


def _on_line(piece: Piece, base: float, axis: float, size: float) -> bool:
    if piece.kind == "rule":
        return False
    if piece.centred:
        small = piece.size < SCRIPT_RATIO * size and piece.latex in ("frac", "array")
        return abs(piece.axis - axis) <= (ON_LINE if small else ON_AXIS) * size
    return piece.size >= SCRIPT_RATIO * size and abs(piece.base - base) <= NEAR_LINE * size


def _clusters(pieces: list[Piece], mains: list[Piece]) -> list[list[Piece]]:
    """Small marks on one side of the line that belong together: near each other, no mark of the line between them."""
    clusters: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        if clusters:
            right = max(p.x1 for p in clusters[-1])
            em = min(piece.size or 10.0, min(p.size or 10.0 for p in clusters[-1]))
            between = any(m.x0 >= right - 0.12 * em and m.x1 <= piece.x0 + 0.12 * em for m in mains)
            if not between and piece.x0 - right <= SCRIPT_GAP * em:
                clusters[-1].append(piece)
                continue
        clusters.append([piece])
    return clusters


def _word(mains: list[Piece], first: int, last: int, box: Box) -> tuple[int, int]:
    """The first and last letter of the name that what is narrower stands under, where it is centred there."""
    start, end = first, last
    while start > 0 and _same_word(mains[start - 1], mains[start]):
        start -= 1
    while end + 1 < len(mains) and _same_word(mains[end], mains[end + 1]):
        end += 1
    centre = (mains[start].box.x0 + mains[end].box.x1) / 2
    return (start, end) if abs(centre - box.x_mid) < CENTRE * mains[first].size else (first, last)


def _same_word(left: Piece, right: Piece) -> bool:
    letters = left.latex.isalpha() and right.latex.isalpha() and left.kind == right.kind == "mark"
    return letters and right.x0 - left.x1 < LETTERS * right.size


def _stacked(box: Box, main: Piece, over: bool) -> bool:
    """Whether something stands over (or under) a mark of the line rather than beside it."""
    centred = main.box.x0 <= box.x_mid <= main.box.x1 or box.x0 <= main.box.x_mid <= box.x1
    clear = box.y1 <= main.box.y0 + INTO * main.size if over else box.y0 >= main.box.y1 - INTO * main.size
    return centred and clear
