"""Braces, arrows and lines that a browser draws out from glyphs without a character, told by the shape of the whole.

A font's parts of a stretched brace have no character of their own, so nothing in a printed page says what they are. Laid side by
side they do: a brace has a tip in its middle, an arrow its head at an end, a line neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.formula.item import AXIS, Item
from reader.formula_tree import Mark
from reader.geometry import Box, union

#: em; parts side by side touch to within this
TOUCH = 0.12
#: em; parts are lower than this, and the whole is at least so long
LOWEST, SHORTEST = 0.62, 0.7
#: em; a tip or a head stands out by this much
STANDS_OUT = 0.04
#: em; the ink of two arrows in a row is farther apart than this
NO_GAP = 0.02
#: em; parts of one bracket begin at the same place to within this; the stroke of a bar is thinner than the second
COLUMN, THIN = 0.05, 0.14
#: points; the sides of one bar's parts lie in line to within this
SAME = 0.2
#: arrows whose glyph may be one of the parts
ARROWS = frozenset({r"\rightarrow", r"\leftarrow"})


def drawn_out(items: Sequence[Item]) -> list[Item]:
    """The items with every run of unknown parts in one line put together, where its shape tells what it is."""
    out: list[Item] = []
    run: list[Item] = []
    for item in items:
        if not (run and _goes_on(run, item)):
            out += _whole(run)
            run = []
        run.append(item)
    return _braces_in_order(out + _whole(run))


def _braces_in_order(items: list[Item]) -> list[Item]:
    """The parts of each horizontal brace from left to right: MathJax draws both ends first."""
    out = list(items)
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and out[end].kind == "hbrace" and _level(out[start], out[end]):
            end += 1
        out[start:end] = sorted(out[start:end], key=lambda p: p.box.x0)
        start = max(end, start + 1)
    return out


def _level(one: Item, other: Item) -> bool:
    return abs(one.box.y_mid - other.box.y_mid) < LOWEST * one.size


def _part(item: Item) -> bool:
    low = item.box.height < LOWEST * item.size
    return item.kind == "mark" and low and ((item.latex == "?" and not item.known) or item.latex in ARROWS)


def _goes_on(run: list[Item], item: Item) -> bool:
    last, em = run[-1], item.size
    if not (_part(last) and _part(item)) or last.font != item.font or abs(last.base - item.base) > 0.1 * em:
        return False
    return (
        min(p.box.x0 for p in run) < item.box.x1 and abs(item.box.x0 - max(p.box.x1 for p in run)) < TOUCH * em
    ) or (run[0].box.x0 <= item.box.x0 <= max(p.box.x1 for p in run))


def _whole(run: list[Item]) -> list[Item]:
    """The one item that the parts make, or the parts where they make none."""
    box = union(item.box for item in run)
    if len(run) < 2 or box is None or (_all_known(run) and not _close(run)) or box.width < SHORTEST * run[0].size:
        return run
    em = run[0].size
    parts = sorted(run, key=lambda p: p.box.x0)
    first, last, middle = parts[0].box, parts[-1].box, [p.box for p in parts[1:-1]]
    if _all_known(run):
        return [_arrow(run, box, run[0].latex if len({p.latex for p in run}) == 1 else r"\leftrightarrow")]
    if middle and min(b.y0 for b in middle) < min(first.y0, last.y0) - STANDS_OUT * em:
        return [_brace(run, box, "over")]
    if middle and max(b.y1 for b in middle) > max(first.y1, last.y1) + STANDS_OUT * em:
        return [_brace(run, box, "under")]
    shaft = min(p.box.height for p in parts)
    heads = [b.height > shaft + STANDS_OUT * em for b in (first, last)]
    if not any(heads):
        return [Item("rule", None, box, box.x0, box.x1, box.y_mid, box.y_mid, 0.0, True)]
    latex = r"\leftrightarrow" if all(heads) else r"\leftarrow" if heads[0] else r"\rightarrow"
    return [_arrow(run, box, latex)]


def _all_known(run: list[Item]) -> bool:
    return all(item.known for item in run)


def _close(run: list[Item]) -> bool:
    """Whether the parts leave no gap, as two arrows in a row would."""
    return all(b.box.x0 - a.box.x1 < NO_GAP * a.size for a, b in pairwise(run))


def _arrow(run: list[Item], box: Box, latex: str) -> Item:
    em = run[0].size
    made = Item(
        "mark",
        Mark(latex, "it", box),
        box,
        box.x0,
        box.x1,
        box.y_mid + AXIS * em,
        box.y_mid,
        em,
        math=True,
        latex=latex,
    )
    made.font, made.space = run[0].font, run[0].space
    return made


def _brace(run: list[Item], box: Box, side: str) -> Item:
    made = Item("hbrace", None, box, box.x0, box.x1, box.y_mid, box.y_mid, run[0].size, True, math=True, latex=side)
    made.space = run[0].space
    return made


def stacked(items: Sequence[Item]) -> list[Item]:
    """The items with unknown glyphs in a column with parts of a bracket as parts of it too, or, all of them thin and alike, of a bar.

    Other columns of unknown glyphs become one unknown mark.
    """
    out: list[Item] = []
    run: list[Item] = []
    for item in items:
        if not (run and _in_column(run[-1], item)):
            out += _column(run)
            run = []
        run.append(item)
    return out + _column(run)


def _in_column(last: Item, item: Item) -> bool:
    em = item.size
    if any(i.kind != "piece" and (i.known or i.kind != "mark") for i in (last, item)) or last.font != item.font:
        return False
    touches = last.box.y0 < item.box.y1 + 0.1 * em and item.box.y0 < last.box.y1 + 0.1 * em
    return touches and abs(last.x0 - item.x0) < COLUMN * em and abs(last.box.y_mid - item.box.y_mid) > 0.1 * em


def _column(run: list[Item]) -> list[Item]:
    unknown = [item for item in run if not item.known]
    if len(run) < 2 or not unknown:
        return run
    first = run[0].box
    alike = all(abs(p.box.x0 - first.x0) < SAME and abs(p.box.x1 - first.x1) < SAME for p in run)
    if len(unknown) < len(run) or (alike and first.width < THIN * run[0].size):
        for item in unknown:
            item.kind, item.latex, item.part, item.known, item.node = "piece", "stem", "ex", True, None
        return run
    box = union(item.box for item in run)
    assert box is not None
    em, axis = run[0].size, box.y_mid
    made = Item("mark", Mark("?", "it", box, False), box, run[0].x0, box.x1, axis + AXIS * em, axis, em, True)
    made.latex, made.known, made.math, made.font, made.space = "?", False, True, run[0].font, run[0].space
    return [made]
