"""Marks that a program paints in another order than TeX, brought into TeX's order, which all later passes rely on.

Word processors paint an operator, what follows it, and then its limits; the lower script before the upper one; a fraction's bar,
an over- or underline, or a radical's bar before or after what it belongs to; a brace before the label over it. Geometry tells
all of that where the parts are there and not in TeX's places. What TeX painted passes unchanged, and where a font tells that it is
TeX's page, nothing is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.fonts.identity import font_kind
from reader.formula.item import SCRIPT_RATIO, Item, extent
from reader.geometry import Box

#: marks on either side among which the parts of a fraction, a root or an operator are looked for
WINDOW = 90
#: rules in a row that may be bars of formulas painted one after the other; more make a table or a plot
RULES_IN_A_ROW = 12
#: em; ink may stick out of the bar or brace that it belongs to by this much
OVERHANG = 0.3
#: em; distance between a bar and what stands over or under it, and between the lines of that
BAR_GAP, LINE_GAP = 0.7, 0.9
#: em; what a bar belongs to is as wide as the bar, and centred on it, to within these
SLACK, CENTRE = 0.5, 0.3
#: em; limits are centred on their operator to within this, and begin this near to it
LIMIT_CENTRE, LIMIT_REACH = 0.35, 0.9
#: of the operator's size; what stands over and under it is at most this large
LIMIT_RATIO = 0.9
#: em; an accent wider than this may stand over several letters; how far beside it their middles may be
WIDE_ACCENT, ACCENT_REACH = 0.62, 0.15
#: em; two scripts of one letter begin at the same place to within this
SCRIPT_START = 0.4
#: marks in the longest script that is looked at
LONGEST_SCRIPT = 40
#: marks that labels are set over
LABELLED = frozenset(
    [
        "=",
        r"\approx",
        r"\sim",
        r"\equiv",
        r"\leq",
        r"\geq",
        r"\rightarrow",
        r"\leftarrow",
        r"\Rightarrow",
        r"\leftrightarrow",
    ]
)
#: points; the bar of a radical begins where its sign ends
TOUCH = 2.2

Fits = Callable[[Item], bool]


def in_order(items: list[Item]) -> list[Item]:
    """The items of a page (tall marks put together) in the order in which TeX would have painted them.

    What is over and under rules, braces and operators; scripts and labels come when fractions are one item each.
    """
    if _painted_by_tex(items):
        return items
    rules = [item for item in items if item.kind == "rule" and item.box.width > item.box.height]
    if rules and len(rules) < len(items):
        _place_rules(items, rules)
    for item in [i for i in items if i.kind == "hbrace"]:
        _place_brace(items, item)
    for item in [i for i in items if i.kind == "bigop"]:
        _place_limits(items, item)
    _place_scripts(items)
    return items


def scripts_in_order(items: list[Item]) -> list[Item]:
    """The items of a page, whose bars are joined, with upper scripts before lower ones and labels before what is under them."""
    if _painted_by_tex(items):
        return items
    for item in [i for i in items if i.kind == "accent"]:
        _place_accent(items, item)
    _place_scripts(items)
    for item in [i for i in items if i.kind == "mark" and i.latex in LABELLED]:
        _place_label(items, item)
    return items


def _painted_by_tex(items: Sequence[Item]) -> bool:
    return any(kind.math and not kind.common for kind in map(font_kind, {item.font for item in items}))


def _index(items: Sequence[Item], item: Item) -> int:
    return next(k for k, other in enumerate(items) if other is item)


# bars ---------------------------------------------------------------------------------------------------------------


def _place_rules(items: list[Item], rules: Sequence[Item]) -> None:
    pending = sorted(rules, key=lambda r: r.box.width)
    while pending:
        rule = pending.pop(0)
        i = items.index(rule)
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if _in_place(rule.box, before, after) or _among_rules(items, i):
            continue
        radical = _radical_of(items, i)
        if radical is not None:
            _place_radical(items, rule, radical)
        else:
            _place_bar(items, rule, pending)


def _in_place(rule: Box, before: Item | None, after: Item | None) -> bool:
    """Whether the rule stands where TeX paints it: behind what it is under, or in front of what it is over."""
    if before is not None and before.kind == "radical":
        return abs(rule.x0 - before.box.x1) <= TOUCH or abs(rule.x0 - before.x1) <= TOUCH
    if before is not None and _inside(before, rule) and before.box.y_mid < rule.y_mid and _close(before, rule):
        return True
    return after is not None and _inside(after, rule) and after.box.y_mid > rule.y_mid and _close(after, rule)


def _close(item: Item, rule: Box) -> bool:
    return _distance(item.box, rule) <= BAR_GAP * (item.size or 10.0)


def _among_rules(items: Sequence[Item], i: int) -> bool:
    start, end = i, i
    while start and items[start - 1].kind == "rule" and i - start <= RULES_IN_A_ROW:
        start -= 1
    while end + 1 < len(items) and items[end + 1].kind == "rule" and end - i <= RULES_IN_A_ROW:
        end += 1
    return end - start >= RULES_IN_A_ROW


def _inside(item: Item, box: Box) -> bool:
    """Whether an item is over or under a bar and does not stick out of it."""
    if item.kind == "rule":
        return box.x0 - 1.0 <= item.box.x0 and item.box.x1 <= box.x1 + 1.0 and item.box is not box
    reach = OVERHANG * item.size
    return box.x0 <= item.box.x_mid <= box.x1 and box.x0 - reach <= item.box.x0 and item.box.x1 <= box.x1 + reach


def _run(items: Sequence[Item], i: int, fits: Fits) -> tuple[int, int] | None:
    """The run of items that fit and that is nearest to place ``i`` of the stream, in ``WINDOW``; the place itself is no part."""
    for distance in range(1, WINDOW):
        for k in (i - distance, i + distance):
            if 0 <= k < len(items) and items[k].kind != "rule" and fits(items[k]):
                start, end = k, k + 1
                while start and start - 1 != i and fits(items[start - 1]):
                    start -= 1
                while end < len(items) and end != i and fits(items[end]):
                    end += 1
                return start, end
    return None


def _reaching(items: Sequence[Item], i: int, rule: Box, over: bool, pending: Sequence[Item]) -> tuple[int, int] | None:
    """The run over (or under) a bar whose ink comes near to it, as far as its lines hang together.

    What is beyond one of the ``pending`` rules, which are wider, belongs to that.
    """
    near = [r.box for r in pending if r.box.x0 < rule.x1 and rule.x0 < r.box.x1 and abs(r.box.y0 - rule.y0) < 60.0]

    def fits(item: Item) -> bool:
        box, reach = item.box, FAR * em(item)
        if rule.y0 - box.y1 >= reach or box.y0 - rule.y1 >= reach:
            return False  # most marks: this is the cheapest test
        if not _inside(item, rule) or (box.y_mid < rule.y_mid) is not over:
            return False
        y = box.y_mid
        return not any(min(y, rule.y_mid) < r.y_mid < max(y, rule.y_mid) for r in near)

    def em(item: Item) -> float:
        return item.size or 10.0

    found = _run(items, i, fits)
    if found is None:
        return None
    start, end = found
    run = sorted(items[start:end], key=lambda item: _distance(item.box, rule))
    edge = 0.0
    for item in run:
        gap = _distance(item.box, rule) - edge
        if gap > (LINE_GAP if edge else BAR_GAP) * em(item):
            return None
        edge = max(edge, _distance(item.box, rule) + item.box.height)
    return start, end


#: em; what a bar holds together is no farther from it
FAR = 4.0


def _distance(box: Box, rule: Box) -> float:
    return max(rule.y0 - box.y1, box.y0 - rule.y1, 0.0)


def _fills(run: Sequence[Item], rule: Box) -> bool:
    """Whether a run is as wide as the bar."""
    size = max(item.size for item in run) or 10.0
    width = max(extent(run).width, max(i.x1 for i in run) - min(i.x0 for i in run))
    return abs(width - rule.width) <= SLACK * size


def _centred(run: Sequence[Item], box: Box) -> bool:
    size = max(item.size for item in run) or 10.0
    middle = (min(i.x0 for i in run) + max(i.x1 for i in run)) / 2
    return min(abs(extent(run).x_mid - box.x_mid), abs(middle - box.x_mid)) <= CENTRE * size


def _place_bar(items: list[Item], rule: Item, pending: Sequence[Item]) -> None:
    """A fraction's bar between its parts, an overline in front of its body, an underline behind it."""
    i = items.index(rule)
    over, under = (_reaching(items, i, rule.box, side, pending) for side in (True, False))
    if over is not None and not _centred(items[over[0] : over[1]], rule.box):
        over = None
    if under is not None and not _centred(items[under[0] : under[1]], rule.box):
        under = None
    above, below = (items[slice(*over)] if over else []), (items[slice(*under)] if under else [])
    if above and below and (_fills(above, rule.box) or _fills(below, rule.box)):
        _rearrange(items, [*above, rule, *below])
    elif below and _fills(below, rule.box) and items[i + 1 : i + 2] != below[:1]:
        _rearrange(items, [rule, *below])
    elif above and _fills(above, rule.box) and items[max(i - 1, 0) : i] != above[-1:]:
        _rearrange(items, [*above, rule])


def _radical_of(items: Sequence[Item], i: int) -> Item | None:
    """The radical sign whose bar the rule at ``i`` is."""
    rule = items[i].box
    for item in items[max(0, i - WINDOW) : i + WINDOW]:
        if item.kind == "radical":
            touches = min(abs(rule.x0 - item.box.x1), abs(rule.x0 - item.x1)) <= TOUCH
            if touches and abs(rule.y_mid - item.box.y0) <= 0.25 * item.size:
                return item
    return None


def _place_radical(items: list[Item], rule: Item, sign: Item) -> None:
    """The sign, its bar, and what is under the bar."""
    box, bottom = rule.box, sign.box.y1 + 0.2 * sign.size
    body = _run(
        items,
        items.index(rule),
        lambda item: _inside(item, box) and box.y0 < item.box.y_mid < bottom and item is not sign,
    )
    if body is not None:
        _rearrange(items, [sign, rule, *items[slice(*body)]])


def _rearrange(items: list[Item], wanted: Sequence[Item]) -> None:
    """Put the items ``wanted`` side by side in that order, where the first of them stood."""
    moved = {id(item) for item in wanted}
    places = [k for k, item in enumerate(items) if id(item) in moved]
    rest = [item for item in items[places[0] : places[-1] + 1] if id(item) not in moved]
    items[places[0] : places[-1] + 1] = [*wanted, *rest]


# braces and limits --------------------------------------------------------------------------------------------------


def _place_brace(items: list[Item], brace: Item) -> None:
    """A brace over its body: the label, the brace, the body; one under its body is painted as TeX does."""
    i = _index(items, brace)
    if brace.latex != "over" or not i or (i + 1 < len(items) and _holds(brace, items[i + 1])):
        return
    start = i
    while start and _holds(brace, items[start - 1]):
        start -= 1
    if start == i:
        return
    end = i + 1
    while end < len(items) and items[end].box.y1 <= brace.box.y_mid and _near(items[end], brace):
        end += 1
    label = _trimmed(items[i + 1 : end], brace)
    items[start : i + 1 + len(label)] = [*label, brace, *items[start:i]]


def _holds(brace: Item, item: Item) -> bool:
    return item.kind != "rule" and _inside(item, brace.box) and item.box.y_mid > brace.box.y_mid


def _near(item: Item, core: Item) -> bool:
    return item.size <= LIMIT_RATIO * core.size and abs(item.box.x_mid - core.box.x_mid) < 8 * core.size


def _trimmed(run: list[Item], core: Item) -> list[Item]:
    """The longest beginning of a run that is centred on ``core``."""
    while run and not _on_centre(run, core):
        run = run[:-1]
    return run


def _on_centre(run: Sequence[Item], core: Item) -> bool:
    middle = (min(i.x0 for i in run) + max(i.x1 for i in run)) / 2
    ink = abs(extent(run).x_mid - core.box.x_mid)
    return min(ink, abs(middle - (core.x0 + core.x1) / 2)) <= LIMIT_CENTRE * core.size


def _place_limits(items: list[Item], op: Item) -> None:
    """What is over an operator goes in front of it, what is under it behind, wherever on its line they were painted."""
    i = _index(items, op)
    if (i and _over(items[i - 1], op)) or i + 1 == len(items):
        return
    above = _limit(items, i, lambda item: _over(item, op), op)
    if above:
        below = _limit(items, i, lambda item: _under(item, op), op)
        _rearrange(items, [*above, op, *below])


def _limit(items: list[Item], i: int, fits: Fits, op: Item) -> list[Item]:
    """The run behind an operator, up to the end of its line, that stands over (or under) it and is centred on it."""
    k = i + 1
    while k < min(len(items), i + WINDOW):
        item = items[k]
        if fits(item):
            end = k + 1
            while end < len(items) and fits(items[end]):
                end += 1
            return _trimmed(items[k:end], op)
        if item.box.y0 > op.box.y1 + 2 * op.size or item.box.y1 < op.box.y0 - 2 * op.size:
            return []
        k += 1
    return []


def _over(item: Item, op: Item) -> bool:
    gap = op.box.y0 - item.box.y1
    return _near_limit(item, op) and -0.12 * op.size <= gap <= (LIMIT_REACH + 0.8) * op.size


def _under(item: Item, op: Item) -> bool:
    gap = item.box.y0 - op.box.y1
    return _near_limit(item, op) and -0.12 * op.size <= gap <= (LIMIT_REACH + 0.8) * op.size


def _near_limit(item: Item, op: Item) -> bool:
    return item.kind == "rule" or (
        item.size <= LIMIT_RATIO * op.size and abs(item.box.x_mid - op.box.x_mid) < 6 * op.size
    )


# scripts ------------------------------------------------------------------------------------------------------------


def _place_accent(items: list[Item], accent: Item) -> None:
    """An accent in front of what it stands over."""
    i = _index(items, accent)
    if i + 1 < len(items) and _under_accent(items[i + 1], accent):
        return
    start = i
    while start and _under_accent(items[start - 1], accent):
        start -= 1
        if accent.box.width < WIDE_ACCENT * accent.size and items[start].kind != "accent":
            break
    if start < i:
        items[start : i + 1] = [accent, *items[start:i]]


def _under_accent(item: Item, accent: Item) -> bool:
    reach = ACCENT_REACH * accent.size
    across = accent.box.x0 - reach <= item.box.x_mid <= accent.box.x1 + reach
    return (
        item.kind != "rule"
        and across
        and -0.1 * accent.size <= item.box.y0 - accent.box.y1 + 0.15 * accent.size < accent.size
    )


def _place_scripts(items: list[Item]) -> None:
    """Upper scripts in front of the lower ones of the same letter."""
    for i in range(2, len(items)):
        before, item = items[i - 1], items[i]
        if item.x0 < before.x1 and item.base < before.base - 0.3 * item.size and item.kind != "rule":
            _place_script(items, i)


def _place_script(items: list[Item], i: int) -> None:
    upper = items[i]
    start = i - 1
    while start > max(0, i - LONGEST_SCRIPT):
        item = items[start]
        if (
            item.kind == "rule"
            or item.box.y_mid <= upper.box.y_mid
            or not 0.8 * upper.size < item.size < 1.25 * upper.size
        ):
            return
        if abs(item.x0 - upper.x0) <= SCRIPT_START * upper.size and _carries(items[start - 1], item, upper):
            break
        start -= 1
    else:
        return
    end = i + 1
    bottom = items[start].box.y_mid
    while (
        end < len(items)
        and items[end].kind != "rule"
        and items[end].size <= 1.2 * upper.size
        and items[end].box.y_mid < bottom
    ):
        if (
            items[end].x0 < items[end - 1].x0 - SCRIPT_START * upper.size
            or items[end].x0 > items[end - 1].x1 + upper.size
        ):
            break
        end += 1
    if end < len(items) and items[end].kind == "rule" and items[end].box.x0 < items[end - 1].x1:
        return  # a fraction, which is looked at again when it is one item
    items[start:end] = [*items[i:end], *items[start:i]]


def _place_label(items: list[Item], core: Item) -> None:
    """What is written over a relation or an arrow goes in front of it, what is under it behind."""
    i = _index(items, core)
    end = i + 1
    while end < len(items) and items[end].kind != "rule" and items[end].size <= LIMIT_RATIO * core.size:
        if items[end].box.y1 > core.box.y0 + 0.12 * core.size and items[end].box.y0 < core.box.y1 - 0.12 * core.size:
            break
        end += 1
    above = [item for item in items[i + 1 : end] if item.box.y_mid < core.box.y_mid]
    below = [item for item in items[i + 1 : end] if item.box.y_mid > core.box.y_mid]
    above, below = _trimmed(above, core), _trimmed(below, core)
    if above:
        _rearrange(items, [*above, core, *below])


def _carries(base: Item, lower: Item, upper: Item) -> bool:
    """Whether two scripts belong to what is painted before them: it is larger, ends there, and stands between them."""
    larger = base.size * SCRIPT_RATIO >= lower.size or base.box.height > 1.3 * lower.size
    beside = abs(lower.x0 - base.x1) <= SCRIPT_START * lower.size + 0.2 * base.size
    return base.kind != "rule" and larger and beside and upper.box.y_mid < base.box.y_mid < lower.box.y_mid
