"""What holds others in a formula: negations, accents, fractions, radicals, lines and braces, each with what it holds.

Found by geometry alone, narrowest first, so that what is inside is whole before what is around it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.formula.composite import RELATIONS
from reader.formula.item import AXIS, SCRIPT_RATIO
from reader.formula.paint_order.pieces import Piece, beside_each_other, chained, cut, joined, width, without
from reader.geometry import Box, union

#: em; an accent's centre may be this far beside the letter under it, and its ink this far above it
SKEW, ABOVE = 0.3, 0.5
#: em; accents wider than this may stand over several letters
WIDE = 0.62
#: em; a bar and the nearest ink above or below it; parts of a numerator, one above the other; ink beyond the bar's ends
BAR_GAP, CHAIN, OVERHANG = 0.62, 0.3, 0.25
#: em; an arrow over letters is this close to them, and may reach into their height by the second
ARROW_GAP, INTO = 0.35, 0.1
OVER_ARROWS = frozenset({r"\rightarrow", r"\leftarrow", r"\leftrightarrow"})
#: em; a line over or under something is this close to it
LINE_GAP = 0.34
#: em; the room beside a fraction
NULL_DELIMITER = 0.12
#: of a bar's width; a bar below a numerator that is as wide belongs to a fraction around this one
EQUAL = 0.98
#: em; limits and their operator, and rows of limits; how far they may reach into its height and be off its centre
LIMIT_GAP, LIMIT_ROWS, LIMIT_INTO, LIMIT_CENTRE = 0.6, 0.2, 0.14, 0.35
#: em; marks of one script follow each other this closely
SCRIPT_STEP = 0.3
#: em; a horizontal brace and what it holds, and its label
BRACE_GAP = 0.75

Order = Callable[[list[Piece]], list[Piece]]
Found = tuple[list[Piece], Piece] | None


def negations(pieces: list[Piece]) -> list[Piece]:
    """Slashes with what they are drawn through."""
    for slash in [p for p in pieces if p.kind == "slash" or p.latex == "/"]:
        reach = 0.1 * slash.size if slash.kind == "slash" else -0.1 * slash.size
        through = [
            p
            for p in pieces
            if p.kind == "mark" and p is not slash and p.box.x0 - reach <= slash.box.x_mid <= p.box.x1 + reach
        ]
        through = [
            p for p in through if beside_each_other(p, slash) and (slash.kind == "slash" or p.latex in RELATIONS)
        ]
        if through:
            mark = min(through, key=lambda p: abs(p.box.x_mid - slash.box.x_mid))
            pieces = [*without(pieces, (slash, mark)), joined([slash, mark], mark, "mark")]
    return pieces


def accents(pieces: list[Piece], order: Order) -> list[Piece]:
    """Accents with what they stand over, lowest first, so that one over another comes after it."""
    for arrow in [p for p in pieces if p.latex in OVER_ARROWS and p.kind == "mark"]:
        run = _under_arrow(arrow, pieces)
        if run:
            like = max(run, key=lambda p: p.size)
            made = joined([arrow, *order(run)], like, "mark" if len(run) == 1 else "group")
            made.x0, made.x1 = min(p.x0 for p in run), max(p.x1 for p in run)
            pieces = [*without(pieces, (arrow, *run)), made]
    for accent in sorted((p for p in pieces if p.kind == "accent"), key=lambda p: -p.box.y1):
        under = [p for p in pieces if p is not accent and p.kind not in ("accent", "rule") and _under_accent(p, accent)]
        if not under:
            continue
        if accent.box.width <= WIDE * accent.size:
            run = [min(under, key=lambda p: _off_accent(p, accent))]
        else:
            run = [p for p in under if accent.box.x0 - SKEW * p.size <= p.box.x_mid <= accent.box.x1 + SKEW * p.size]
            run = chained(run, accent.box.y1, down=True, gap=ABOVE)
        if not run:
            continue
        like = max(run, key=lambda p: p.size)
        made = joined([accent, *order(run)], like, "mark" if len(run) == 1 else "group")
        made.x0, made.x1 = min(p.x0 for p in run), max(p.x1 for p in run)
        pieces = [*without(pieces, (accent, *run)), made]
    return pieces


def _under_arrow(arrow: Piece, pieces: list[Piece]) -> list[Piece]:
    """What an arrow stands over, as an accent does: letters of its own size, close to it and no wider."""
    em, box = arrow.size, arrow.box
    run = [
        p
        for p in pieces
        if p is not arrow and p.kind != "rule" and box.x0 - SKEW * em <= p.box.x_mid <= box.x1 + SKEW * em
        and -INTO * em <= p.box.y0 - box.y1 and p.box.y_mid > box.y1
    ]  # fmt: skip
    run = chained(run, box.y1, True, 0.1, ARROW_GAP)
    if not run or max(p.size for p in run) < SCRIPT_RATIO * em or width(run) > box.width + em:
        return []
    return run


def _under_accent(piece: Piece, accent: Piece) -> bool:
    reach = SKEW * accent.size
    beside = piece.box.x0 - reach <= accent.box.x_mid <= piece.box.x1 + reach
    across = accent.box.x0 - reach <= piece.box.x_mid <= accent.box.x1 + reach
    low = accent.box.y_mid < piece.box.y0 + 0.4 * piece.box.height + 0.05 * accent.size
    return (beside or across) and low and piece.box.y0 - accent.box.y1 <= ABOVE * accent.size


def _off_accent(piece: Piece, accent: Piece) -> float:
    apart = max(piece.box.x0 - accent.box.x_mid, accent.box.x_mid - piece.box.x1, 0.0)
    return 3 * apart + abs(piece.box.y0 - accent.box.y1) + 0.1 * abs(piece.box.x_mid - accent.box.x_mid)


def structures(pieces: list[Piece], order: Order) -> list[Piece]:
    """Rules and horizontal braces with what they hold, narrowest first."""
    for sign in [p for p in pieces if p.kind == "radical"]:
        for rule in pieces:
            if rule.kind == "rule" and _bar_of(sign, rule.box):
                rule.kind = "bar"  # of a radical, and no part of a numerator
    holders = [p for p in pieces if p.kind in ("hbrace", "bar") or (p.kind == "rule" and p.box.width > p.box.height)]
    for holder in sorted(holders, key=lambda p: p.box.width):
        if not any(p is holder for p in pieces):
            continue
        make = _brace if holder.kind == "hbrace" else _rule
        found = make(holder, pieces, order)
        if found is not None:
            gone, made = found
            pieces = [*without(pieces, gone), made]
    return pieces


def _rule(rule: Piece, pieces: list[Piece], order: Order) -> Found:
    return _radical(rule, pieces, order) or _fraction(rule, pieces, order) or _line(rule, pieces, order)


def _radical(rule: Piece, pieces: list[Piece], order: Order) -> Found:
    box = rule.box
    for sign in pieces:
        if sign.kind == "radical" and _bar_of(sign, box):
            break
    else:
        return None
    em = sign.size
    body = [
        p for p in pieces
        if p is not sign and p is not rule and box.x0 - 0.1 * em <= p.box.x_mid <= box.x1 + 0.1 * em
        and box.y0 - 0.1 * em <= p.box.y_mid <= sign.box.y1 + 0.2 * em
    ]  # fmt: skip
    if not body:
        return None
    index = [p for p in pieces if p.size < SCRIPT_RATIO * max(b.size for b in body) and _root_index(p, sign.box, em)]
    bar = cut(rule, max(box.x0, sign.box.x1), box.x1)
    mains = [p for p in body if p.kind != "rule"] or body
    like = max(mains, key=lambda p: (not p.centred, p.size))
    made = joined([*order(index), sign, bar, *order(body)], like, "group")
    made.x1 = max(made.x1, box.x1)
    made.latex = "sqrt"
    return [*index, sign, rule, *body], made


def _bar_of(sign: Piece, box: Box) -> bool:
    """Whether a rule is the bar of a radical sign: it begins where that ends, at its top."""
    level = abs(sign.box.y0 - box.y_mid) <= 0.2 * sign.size
    return level and sign.box.x_mid < box.x0 < sign.box.x1 + 0.2 * sign.size


def _root_index(piece: Piece, sign: Box, em: float) -> bool:
    overlap = piece.box.x1 - sign.x0
    high = sign.y0 + 0.1 * sign.height < piece.box.y1 < sign.y1 - 0.15 * sign.height
    return 0.02 * em < overlap and piece.box.x1 < sign.x1 + 0.05 * em and high


def _beside_bar(rule: Piece, pieces: list[Piece], down: bool) -> list[Piece]:
    """What hangs together under (or over) a bar and within its width."""
    box = rule.box
    near = [
        p for p in pieces
        if p is not rule and p.kind != "bar" and box.x0 <= p.box.x_mid <= box.x1 and (p.box.y_mid > box.y_mid) is down
        and p.box.x0 >= box.x0 - OVERHANG * (p.size or 10.0) and p.box.x1 <= box.x1 + OVERHANG * (p.size or 10.0)
    ]  # fmt: skip
    run = chained(near, box.y1 if down else box.y0, down, CHAIN, BAR_GAP)
    largest = 0.0
    for k, piece in enumerate(run):
        if piece.kind == "rule":
            if largest and piece.box.width > EQUAL * box.width:  # the bar of a fraction that this one is part of
                return run[:k]
            continue
        # what is as large, and clear of the rest, is another row, or the bar's surroundings
        clear = all(not beside_each_other(piece, other) for other in run[:k] if other.kind != "rule")
        if largest and clear and piece.size > SCRIPT_RATIO * largest:
            return run[:k]
        largest = max(largest, piece.size)
    return run


def limits(pieces: list[Piece], order: Order) -> list[Piece]:
    """Big operators with what stands over and under them."""
    for op in [p for p in pieces if p.kind == "bigop"]:
        over, under = (_limit(op, pieces, down) for down in (False, True))
        if over or under:
            made = joined([*order(over), op, *order(under)], op, "group")
            pieces = [*without(pieces, (op, *over, *under)), made]
    return pieces


def _limit(op: Piece, pieces: list[Piece], down: bool) -> list[Piece]:
    """What stands under (or over) an operator: smaller, near, side by side, and centred on it."""
    edge, em = op.box.y1 if down else op.box.y0, op.size
    small = [
        p for p in pieces
        if p is not op and p.kind != "rule" and p.size < SCRIPT_RATIO * em and (p.box.y_mid > edge) is down
        and (p.box.y0 >= edge - LIMIT_INTO * em if down else p.box.y1 <= edge + LIMIT_INTO * em)
    ]  # fmt: skip
    bars = [p for p in pieces if p.kind in ("rule", "bar") and p.box.x0 <= op.box.x_mid <= p.box.x1]
    near = chained(small, edge, down, LIMIT_ROWS, LIMIT_GAP)
    row = sorted((p for p in near if not _parted(p, bars, edge)), key=lambda p: p.x0)
    run = _about(row, op.box)
    if not run or _goes_beyond(run, pieces, em):
        return []
    return run if abs((min(p.x0 for p in run) + max(p.x1 for p in run)) / 2 - op.box.x_mid) < LIMIT_CENTRE * em else []


def _goes_beyond(run: list[Piece], pieces: list[Piece], em: float) -> bool:
    """Whether more of the same script stands right beside a run, so that it is no limit: under an integral's slanted end."""
    left, right = min(p.x0 for p in run), max(p.x1 for p in run)
    ids = {id(p) for p in run}
    beside = [p for p in pieces if id(p) not in ids and p.kind != "rule" and p.size < SCRIPT_RATIO * em]
    return any(
        p.x0 - right < SCRIPT_STEP * p.size
        and left - p.x1 < SCRIPT_STEP * p.size
        and any(beside_each_other(p, other) for other in run)
        for p in beside
    )


def _parted(piece: Piece, bars: list[Piece], edge: float) -> bool:
    """Whether a bar lies between a piece and an edge."""
    low, high = sorted((piece.box.y_mid, edge))
    return any(low < bar.box.y_mid < high for bar in bars)


def _fraction(rule: Piece, pieces: list[Piece], order: Order) -> Found:
    over, under = (_beside_bar(rule, pieces, down) for down in (False, True))
    if not any(p.kind != "rule" for p in over) or not any(p.kind != "rule" for p in under):
        return None
    em = max(p.size for p in (*over, *under))
    widest = max(width(over), width(under))
    if rule.box.width - widest > 0.9 * em:
        return None
    ink = union(p.box for p in (*over, *under))
    assert ink is not None
    nested = any(item.kind == "rule" for piece in (*over, *under) for item in piece.items)
    room = NULL_DELIMITER * em if nested else 0.0  # TeX leaves it beside the fractions inside
    bar = cut(rule, max(rule.box.x0, ink.x0 - room), min(rule.box.x1, ink.x1 + room))
    made = joined([*order(over), bar, *order(under)], rule, "group")
    made.size, made.centred, made.axis, made.base = em, True, rule.box.y_mid, rule.box.y_mid + AXIS * em
    made.x0, made.x1 = min(rule.box.x0, made.x0), max(rule.box.x1, made.x1)
    made.latex = "frac"
    return [*over, rule, *under], made


def _line(rule: Piece, pieces: list[Piece], order: Order) -> Found:
    """A line over or under something: it is as wide and close to it."""
    for down in (True, False):
        run = _beside_bar(rule, pieces, down)
        marks = [p for p in run if p.kind != "rule"]
        if not marks:
            continue
        em = max(p.size for p in marks)
        box = union(p.box for p in marks)
        assert box is not None
        room = box.y0 - rule.box.y1 if down else rule.box.y0 - box.y1
        if room > LINE_GAP * em or abs(rule.box.width - width(marks)) > 0.5 * em:
            continue
        line = cut(rule, box.x0, box.x1)
        body = order(run)
        parts = [line, *body] if down else [*body, line]
        return [rule, *run], joined(parts, max(marks, key=lambda p: (not p.centred, p.size)), "group")
    return None


def _brace(brace: Piece, pieces: list[Piece], order: Order) -> Found:
    """A horizontal brace with its body and its label."""
    over = brace.latex == "over"
    box, em = brace.box, brace.size
    inside = [
        p for p in pieces
        if p is not brace and box.x0 - OVERHANG * em <= p.box.x0 and p.box.x1 <= box.x1 + OVERHANG * em
        and (p.box.y_mid > box.y_mid) is over
    ]  # fmt: skip
    body = chained(inside, box.y1 if over else box.y0, over, CHAIN, BRACE_GAP)
    if not body:
        return None
    size = max(p.size for p in body)
    beyond = [
        p for p in pieces
        if (p.box.y_mid < box.y_mid) is over and p.size < SCRIPT_RATIO * size and p is not brace and p.kind != "rule"
    ]  # fmt: skip
    label = _about(chained(beyond, box.y0 if over else box.y1, not over, 0.1, BRACE_GAP), box)
    parts = [*order(label), brace, *order(body)] if over else [*order(body), brace, *order(label)]
    made = joined(parts, max(body, key=lambda p: (not p.centred, p.size)), "group")
    made.x0, made.x1 = min(p.x0 for p in body), max(p.x1 for p in body)
    return [brace, *body, *label], made


def _about(run: list[Piece], box: Box) -> list[Piece]:
    """The pieces that hang together sideways, and do so with the middle of a brace."""
    run = sorted(run, key=lambda p: p.x0)
    groups: list[list[Piece]] = []
    for piece in run:
        if groups and piece.x0 - max(p.x1 for p in groups[-1]) < piece.size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return next((g for g in groups if min(p.x0 for p in g) <= box.x_mid <= max(p.x1 for p in g)), [])
