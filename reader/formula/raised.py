r"""Superscripts as large as what they stand at (``e^{\displaystyle ...}``): a run of full-size marks off the line. After pass 4."""

from __future__ import annotations

from reader.formula.item import Build, Item, compound
from reader.formula_tree import Scripts

#: em; TeX raises superscripts of displays by 0.41 at least, tall ones by more
RAISED = (0.33, 2.2)
#: em; it begins where the letter ends, give or take an italic correction
BEHIND = (-0.06, 0.12)
#: em; marks of one line have one baseline to within this
SAME_LINE = 0.03
#: of the letter's size
SAME_SIZE = 0.05
#: em; the next line is at least this much lower
NEXT_LINE = 0.8
#: em; marks of one line are no farther apart
GAP = 0.6
#: marks in the longest one
LONGEST = 40


def join_raised(items: list[Item], build: Build) -> list[Item]:
    """The items with every raised run of full size joined to the letter it stands at, if the line goes on or ends behind it."""
    places = [
        k for k, item in enumerate(items[:-1]) if item.math and item.kind == "mark" and _begins(item, items[k + 1])
    ]
    for k in reversed(places):
        end = _end(items, k)
        if end > k + 1:
            letter = items[k]
            assert letter.node is not None
            node = Scripts(letter.node, None, build(items[k + 1 : end]))
            items[k:end] = [compound(node, items[k:end], "raised", anchor=letter, size=letter.size)]
    return items


def _begins(letter: Item, item: Item) -> bool:
    """Whether an item begins a superscript of full size at a letter."""
    size = letter.size
    if not RAISED[0] * size < letter.base - item.base < RAISED[1] * size:
        return False
    if item.kind == "rule" or letter.centred or not letter.latex.isalpha():
        return False
    near = BEHIND[0] * size <= item.x0 - letter.x1 <= BEHIND[1] * size
    return near and item.math and abs(item.size - size) <= SAME_SIZE * size


def _end(items: list[Item], k: int) -> int:
    """Where the run behind the letter at ``k`` ends: before the first mark that is back on the line; ``k`` if it is no script."""
    letter, first = items[k], items[k + 1]
    size, right = letter.size, first.x1
    for end in range(k + 2, min(len(items), k + 2 + LONGEST)):
        item = items[end]
        back = abs(item.base - letter.base) <= SAME_LINE * size or abs(item.axis - letter.axis) <= SAME_LINE * size
        if back and item.size >= letter.size * (1 - SAME_SIZE):
            return end if item.x0 >= right - SAME_LINE * size else k
        if item.x0 < right - GAP * size and item.base > letter.base + NEXT_LINE * size:
            return end
        if item.kind == "rule" or not -GAP * size < item.x0 - right < GAP * size:
            return k
        if item.size >= letter.size * (1 - SAME_SIZE) and abs(item.axis - first.axis) > SAME_LINE * size:
            return k
        right = max(right, item.x1)
    return len(items) if len(items) < k + 2 + LONGEST else k
