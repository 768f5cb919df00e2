r"""Underscores that are drawn as rules: fonts in TeX's own encoding have none (``cross\_entropy``)."""

from __future__ import annotations

from reader.formula.item import AXIS, Item
from reader.formula_tree import Mark

#: em; TeX draws a rule 0.3 em wide on the baseline, 0.06 em behind the letter before it
WIDTH = (0.2, 0.62)
#: em; it touches the baseline, or lies a little lower
OFF_LINE = (-0.06, 0.14)
#: em; letters stand this near on both sides
BESIDE = 0.14


def set_underscore(items: list[Item], index: int) -> None:
    """Make a short rule on the baseline, close between two marks of one size, a mark."""
    if not 0 < index < len(items) - 1:
        return
    rule, before, after = items[index], items[index - 1], items[index + 1]
    em, box = before.size, rule.box
    if before.kind != "mark" or after.kind != "mark" or not em or abs(after.size - em) > 0.05 * em:
        return
    on_line = abs(before.base - after.base) < 0.02 * em and OFF_LINE[0] * em < box.y1 - before.base < OFF_LINE[1] * em
    near = (
        max(box.x0 - before.x1, after.x0 - box.x1) < BESIDE * em and before.box.x1 <= box.x1 and box.x0 <= after.box.x0
    )
    if on_line and near and WIDTH[0] * em < box.width < WIDTH[1] * em and before.latex.isalnum():
        mark = Mark(r"\_", before.face or "rm", box)
        items[index] = Item(
            "mark", mark, box, before.x1, after.x0, before.base, before.base - AXIS * em, em,
            font=before.font, math=before.math, latex=r"\_",
        )  # fmt: skip
