r"""Pass 1b: the lines between the rows and columns of a matrix (``|`` and ``\\hline`` of an array) are let go.

They part blocks for the eye and are no marks of the formula; left among the items, they would be taken for fraction bars.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.item import Item
from reader.geometry import Box

#: brackets that arrays stand in
BRACKETS = {"(": ")", "[": "]", r"\{": r"\}", "|": "|", r"\|": r"\|"}
#: em; brackets of ordinary size hold no array
TALL = 1.5
#: em; an upright line is as high as a row of marks, at least
ROW = 0.6
#: em; a line across an array touches the brackets, while columns begin half a quad farther in (``\arraycolsep``)
INSET = 0.3
#: em; tops and bottoms of two brackets that match agree to within this
SAME_HEIGHT = 0.3
#: items in the largest array
LONGEST = 400


def without_grids(items: list[Item]) -> list[Item]:
    """The items without the lines of arrays in tall brackets."""
    if "rule" not in {item.kind for item in items}:
        return items
    dropped: set[int] = set()
    for i, item in enumerate(items):
        if item.centred and item.latex in BRACKETS and item.box.height >= TALL * item.size > 0:
            dropped.update(_lines_behind(items, i))
    return [item for item in items if id(item) not in dropped] if dropped else items


def _lines_behind(items: Sequence[Item], i: int) -> list[int]:
    """Identities of the lines between the bracket at ``i`` and the one that closes it."""
    opening = items[i]
    rules: list[Item] = []
    marks: list[Box] = []
    for item in items[i + 1 : i + 1 + LONGEST]:
        if not opening.box.y0 - opening.size <= item.box.y_mid <= opening.box.y1 + opening.size or item.x0 < opening.x0:
            return []
        if item.latex == BRACKETS[opening.latex] and _as_high(item.box, opening):
            return _grid(rules, marks, opening.size)
        if item.kind == "rule":
            rules.append(item)
        else:
            marks.append(item.box)
    return []


def _as_high(box: Box, opening: Item) -> bool:
    reach = SAME_HEIGHT * opening.size
    return abs(box.y0 - opening.box.y0) < reach and abs(box.y1 - opening.box.y1) < reach


def _grid(rules: Sequence[Item], marks: Sequence[Box], em: float) -> list[int]:
    if not rules or not marks:
        return []
    left, right = min(box.x0 for box in marks), max(box.x1 for box in marks)
    upright = [id(r) for r in rules if r.box.height > r.box.width and r.box.height >= ROW * em]
    inset = 0.0 if upright else INSET * em
    across = [
        id(r)
        for r in rules
        if r.box.width > r.box.height and r.box.x0 <= left - inset and r.box.x1 >= right + inset
    ]  # fmt: skip
    return upright + across
