"""Numbers of lines at the margin (manuscripts for review): they belong to no line of text and no formula."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reader.formula.item import Item

#: of the letters on a page, this share may stand farther out than the text's edge (notes and stamps at the margin)
OUTSIDE = 0.02
#: every so many letters tells where the text's edges are
SAMPLE = 5
#: numbers that make a column of line numbers
FEWEST = 6
#: the same where only every fifth or tenth line has one
FEWEST_FIVES = 3
#: of such a column's numbers, the share that goes on from the one above by the usual step
REGULAR = 0.8
#: points; line numbers end (or begin) under one another to within this
SAME_EDGE = 2.0
#: em; digits of one number are no farther apart; a line number is at least this far from the text
DIGIT_GAP, CLEAR = 0.35, 0.4
#: digits of a line number
LONGEST = 4


@dataclass
class _Number:
    items: list[Item]

    @property
    def value(self) -> int:
        return int("".join(item.latex for item in self.items))


def without_line_numbers(items: list[Item]) -> list[Item]:
    """The items of a page without the numbers of its lines."""
    edges = _text_edges(items)
    if edges is None:
        return items
    left, right = edges
    margins: list[list[_Number]] = [[], []]
    for number in _numbers(items, left, right):
        margins[number.items[0].x0 > right].append(number)
    dropped = {id(item) for margin in margins for number in _regular(margin) for item in number.items}
    return [item for item in items if id(item) not in dropped] if dropped else items


def _text_edges(items: Sequence[Item]) -> tuple[float, float] | None:
    """Where the text begins at the left and ends at the right, in points."""
    letters = [item for item in items[::SAMPLE] if item.kind == "mark" and item.latex.isalpha()]
    if len(letters) < 20:
        return None
    lefts, rights = sorted([i.x0 for i in letters]), sorted([i.x1 for i in letters])
    outer = int(OUTSIDE * len(letters))
    return lefts[outer], rights[-1 - outer]


def _numbers(items: Sequence[Item], left: float, right: float) -> list[_Number]:
    """Runs of digits outside of the text's edges with nothing beside them."""
    found: list[_Number] = []
    for k in [k for k, item in enumerate(items) if item.x1 < left or item.x0 > right]:
        item = items[k]
        if not item.latex.isdigit():
            continue
        if found and found[-1].items[-1] is items[k - 1] and _beside(items[k - 1], item, DIGIT_GAP):
            found[-1].items.append(item)
        elif k and _beside(items[k - 1], item, CLEAR):
            continue  # part of a word or formula
        else:
            found.append(_Number([item]))
    return [n for n in found if len(n.items) <= LONGEST]


def _beside(before: Item, item: Item, gap: float) -> bool:
    same_line = abs(before.base - item.base) < 0.3 * item.size
    return same_line and -gap * item.size < item.x0 - before.x1 < gap * item.size


def _regular(numbers: Sequence[_Number]) -> list[_Number]:
    """Those numbers of a margin that stand under one another and count up."""
    if len(numbers) < FEWEST_FIVES:
        return []
    kept: list[_Number] = []
    for at_end in (True, False):
        groups: dict[int, list[_Number]] = defaultdict(list)
        for number in numbers:
            groups[round((number.items[-1].x1 if at_end else number.items[0].x0) / SAME_EDGE)].append(number)
        for key in list(groups):
            column = sorted([*groups[key], *groups.get(key + 1, [])], key=lambda n: n.items[0].base)
            if len(column) >= FEWEST_FIVES and _counts_up(column):
                kept += column
        if kept:
            break
    return kept


def _counts_up(column: Sequence[_Number]) -> bool:
    steps = Counter(b.value - a.value for a, b in itertools.pairwise(column))
    step, times = steps.most_common(1)[0]
    in_fives = step in (5, 10) and all(number.value % step == 0 for number in column)
    enough = len(column) >= (FEWEST_FIVES if in_fives else FEWEST)
    return enough and 1 <= step <= 10 and times >= REGULAR * (len(column) - 1)
