r"""Subscripts in several lines: ``\mathbb{E}_{\substack{x \sim p \\ y \sim q}}``, which limits of operators have more often."""

from __future__ import annotations

import itertools

from reader.formula.arrays import split_rows
from reader.formula.item import Build, Item, compound
from reader.formula_tree import Array

#: marks in the longest of them
LONGEST = 80
#: em; the lines begin this near to the end of what they belong to
BEHIND = 0.25
#: em; the first line is no superscript: its baseline is higher than its letter's by no more than this (the lines are centred), or lower
HIGHEST, LOWEST = -0.15, 0.75
#: em of the script; lines are no nearer and no farther apart than this (TeX: 0.8 to 1.5)
LOWER, APART = 0.7, 1.7


def join_substack(items: list[Item], i: int, ratio: float, build: Build) -> None:
    """Put the lines of a subscript behind ``items[i]``, whose marks are smaller by ``ratio``, into one item."""
    core = items[i]
    end = i + 1
    while end < min(len(items), i + 1 + LONGEST) and items[end].size <= ratio * core.size and items[end].kind != "rule":
        end += 1
    first = items[i + 1]
    if not _lower_line(items, i + 2, end, first) or not HIGHEST < (first.base - core.base) / core.size < LOWEST:
        return
    rows = split_rows(items[i + 1 : end])
    if not 1 < len(rows) < 5 or min(line[0].x0 for line in rows) > core.x1 + BEHIND * core.size:
        return
    if min(line[0].x0 for line in rows) < core.x1 - BEHIND * core.size:
        return  # the number of the next line of an algorithm
    if any(b[0].base - a[0].base > APART * first.size for a, b in itertools.pairwise(rows)):
        return
    node = build(items[i + 1 : end])
    if isinstance(node, Array):
        items[i + 1 : end] = [compound(node, items[i + 1 : end], "substack", anchor=first, size=first.size)]


def _lower_line(items: list[Item], start: int, end: int, first: Item) -> bool:
    """Whether a mark begins a line under the first one's."""
    right = first.x1
    for item in items[start:end]:
        if item.base - first.base > LOWER * first.size and item.size > 0.9 * first.size and item.x0 < right:
            return True
        right = max(right, item.x1)
    return False
