r"""Slanted fractions (``\nicefrac``, ``\sfrac``): a small raised run, a slash, a small run on the line."""

from __future__ import annotations

from reader.formula.item import Build, Item, compound
from reader.formula_tree import row

#: marks in the longest numerator or denominator
LONGEST = 40
#: em; a numerator's baseline is above the slash's by this (nicefrac: 0.2, xfrac: up to 0.45)
RAISED = (0.1, 0.5)
#: em; a denominator's is on it, or a little lower
LOWERED = (-0.06, 0.3)
#: em; marks of one run are on one baseline to within this
SAME_LINE = 0.06
#: em; the runs are drawn towards the slash: no room on either side (a slash after a script, or before one, has some)
TOUCHING = 0.06
#: of the run's largest size; smaller marks are scripts
FULL = 0.9
#: em; marks of one run are no farther apart
GAP = 0.35


def join_slanted(items: list[Item], i: int, ratio: float, build: Build) -> int:
    """Join what stands on both sides of the slash at ``i``, if smaller by ``ratio``; returns the joined item's place."""
    slash = items[i]
    above = _run(items, i, -1, RAISED, ratio)
    below = _run(items, i, 1, LOWERED, ratio) if above else 0
    if not below or slash.node is None:
        return i
    start, end = i - above, i + below + 1
    node = row([build(items[start:i]), slash.node, build(items[i + 1 : end])])
    items[start:end] = [compound(node, items[start:end], "/", anchor=slash, size=slash.size)]
    return start


def _run(items: list[Item], i: int, step: int, level: tuple[float, float], ratio: float) -> int:
    """How many small marks on one side of the slash (``step`` says which) are the numerator, or the denominator."""
    slash, em = items[i], items[i].size
    near = slash
    run: list[Item] = []
    for k in range(i + step, i + step * (LONGEST + 1), step):
        if not 0 <= k < len(items) or items[k].size > ratio * em or items[k].kind == "rule":
            break
        item = items[k]
        gap = item.x0 - near.x1 if step > 0 else near.x0 - item.x1
        if not -em < gap < (GAP if run else TOUCHING) * em:
            break
        near = item
        run.append(item)
    full = max((item.size for item in run), default=0.0) * FULL
    base, length = None, 0
    for count, item in enumerate(run, 1):
        if item.size < full or item.centred:
            length = count if step > 0 and length else length  # scripts end a denominator, and stand inside a numerator
            continue
        if base is None:
            base = item.base
        if abs(item.base - base) > SAME_LINE * em:
            break
        length = count
    raised = 0.0 if base is None else (slash.base - base if step < 0 else base - slash.base)
    return length if base is not None and level[0] * em <= raised <= level[1] * em else 0
