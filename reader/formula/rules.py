"""Which rules of a page may be bars of formulas: those of tables, frames and plots are none."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from reader.formula.item import Item
from reader.geometry import Box

#: points; rules of a table are no shorter (bars that stand under one another with the same ends are)
TABLE_RULE = 70.0
#: as many rules with the same ends, one under the other, make a table, where what they part comes in cells
TABLE_RULES = 3
#: upright letters of words beside a rule that make what it parts running text
ROW_LETTERS = 12
#: em; cells are farther apart than parts of a numerator; the row beside a rule begins this near to it
CELL_GAP, ROW_REACH = 0.9, 0.8
#: points; the sides of a frame meet to within this
CORNER = 1.0
#: em; how far ink may stick out of the rule it belongs to
OVERHANG = 0.22
#: marks in the longest numerator or denominator
LONGEST_RUN = 200


def bar_candidates(items: list[Item]) -> list[Item]:
    """Horizontal rules with a mark right before or behind them, narrowest first, of equal ones the last painted first.

    Plots and grids are long runs of rules.
    """
    found = []
    upright: list[Box] = []
    for i, item in enumerate(items):
        if item.kind != "rule":
            continue
        if item.box.width > item.box.height:
            beside = items[max(i - 1, 0) : i + 2]
            if any(other.kind != "rule" for other in beside):
                found.append((round(item.box.width, 1), -i, item))
        else:
            upright.append(item.box)
    wide = [(_ends(item.box), -place, item.box) for _, place, item in found if item.box.width >= TABLE_RULE]
    ends = Counter(end for end, _, _ in wide)
    tables = {end for end, i, rule in wide if ends[end] >= TABLE_RULES and _has_cells(items, i, rule)}
    return [
        item
        for _, _, item in sorted(found, key=lambda entry: entry[:2])
        if _ends(item.box) not in tables and not _framing(item.box, upright)
    ]


def _has_cells(items: list[Item], index: int, rule: Box) -> bool:
    """Whether what stands right above a rule, or right below it, comes in words, or in cells: with wider gaps than a formula has."""
    above = items[max(0, index - LONGEST_RUN) : index]
    for run in (above, items[index + 1 : index + 1 + LONGEST_RUN]):
        near = [i for i in run if i.kind != "rule" and inside(i, rule, i.size) and _beside(i, rule)]
        near.sort(key=lambda i: i.x0)
        if sum(i.face in ("rm", "bf") and not i.math and i.latex.isalpha() for i in near) >= ROW_LETTERS:
            return True  # the lines of an algorithm
        if any(right.x0 - left.x1 > CELL_GAP * left.size for left, right in itertools.pairwise(near)):
            return True
    return False


def _beside(item: Item, rule: Box) -> bool:
    return max(item.box.y0 - rule.y1, rule.y0 - item.box.y1) < ROW_REACH * item.size


def _ends(rule: Box) -> tuple[int, int]:
    return round(rule.x0), round(rule.x1)


def _framing(rule: Box, upright: Sequence[Box]) -> bool:
    """Whether upright rules at both ends make the rule the side of a frame."""
    if not upright:
        return False
    meeting = [r for r in upright if r.y0 - CORNER <= rule.y_mid <= r.y1 + CORNER]
    return all(any(abs(r.x_mid - x) <= CORNER for r in meeting) for x in (rule.x0, rule.x1))


def inside(item: Item, rule: Box, em: float) -> bool:
    """Whether an item is over, under or at a rule and does not stick out of it; ``em`` in points."""
    reach = OVERHANG * em
    x0, x1 = item.box.x0, item.box.x1
    return x0 >= rule.x0 - reach and x1 <= rule.x1 + reach and rule.x0 <= (x0 + x1) / 2 <= rule.x1
