"""Formulas of running text that a line's end breaks in two: how the first part ends, and what of the next line belongs to it.

TeX breaks a formula after a relation or an operation. The rest may be a plain number, or begin before the bracket that closes it:
the next line alone does not tell that these are mathematics.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.item import SCRIPT_RATIO, Item
from reader.page.inline import Segment, prose_segment
from reader.page.joints import WORD_SPACE
from reader.page.label import CLOSERS, OPENERS
from reader.page.signs import BREAKING

#: relations with which the next line may begin where no TeX broke it
LEADING = frozenset({"=", "<", ">", r"\leq", r"\geq", r"\approx", r"\in", r"\sim", r"\propto", r"\neq"})


def open_brackets(items: Sequence[Item]) -> int:
    """How many brackets a formula leaves open."""
    return sum((item.latex in OPENERS) - (item.latex in CLOSERS) for item in items)


def breaks_off(items: Sequence[Item]) -> bool:
    """Whether a formula ends after an operator, or with a bracket open."""
    last = items[-1]
    on_line = last.size >= SCRIPT_RATIO * max(item.size for item in items)  # no star of a superscript
    return (on_line and last.latex in BREAKING) or open_brackets(items) > 0


def begins_inside(segment: Segment) -> bool:
    """Whether a formula at a line's beginning is the rest of another one: it begins with a relation."""
    return len(segment.items) > 1 and segment.items[0].latex in LEADING


def regrouped(segments: Sequence[Segment], before: Sequence[Item]) -> list[Segment]:
    """The segments of a line, where the formula with the items ``before`` broke off at the end of the last line.

    A number at its beginning, and the brackets that close the formula, are made part of the formula.
    """
    out = list(segments)
    if not out[0].math and (length := _number(out[0].items)):
        out[0:1] = _cut(out[0], length)
    if not out[0].math or len(out) < 2 or out[1].math:
        return out
    missing = open_brackets(before) + open_brackets(out[0].items)
    length = 0
    while length < min(missing, len(out[1].items)) and out[1].items[length].latex in CLOSERS:
        length += 1
    if length and _touches(out[0].items, out[1].items[0]):
        brackets, *rest = _cut(out[1], length)
        out[0:2] = [Segment(True, (*out[0].items, *brackets.items), spaced=out[0].spaced), *rest]
    return out


def _touches(items: Sequence[Item], after: Item) -> bool:
    """Whether ``after`` stands right behind a formula, whose last mark may be a subscript under a longer superscript."""
    return not after.space and after.x0 - max(item.x1 for item in items[-4:]) < WORD_SPACE * after.size


def _number(items: Sequence[Item]) -> int:
    """How many items at the beginning are a number; none where letters follow at once."""
    end = 0
    while end < len(items) and (items[end].latex.isdigit() or _point(items, end)):
        end += 1
    joined = end < len(items) and items[end].latex.isalpha() and not items[end].space
    return 0 if joined and items[end].x0 - items[end - 1].x1 < 0.1 * items[end].size else end


def _point(items: Sequence[Item], k: int) -> bool:
    """Whether the item is the point within a number."""
    if k >= len(items) - 1 or items[k].latex not in (".", ",") or items[k + 1].space:
        return False
    return items[k + 1].latex.isdigit() and (k == 0 or items[k - 1].latex.isdigit())


def _cut(segment: Segment, length: int) -> list[Segment]:
    """A stretch of prose with its first items made a formula."""
    made = [Segment(True, segment.items[:length], spaced=segment.spaced)]
    if rest := segment.items[length:]:
        made.append(prose_segment(rest, segment.items[length - 1]))
    return made
