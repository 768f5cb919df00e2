"""Formulas that a program painted font by font, in the order in which TeX would have painted them.

MathType writes all signs of a formula in Symbol, then its letters in italics, then its digits. A formula is what is painted between
two words; where its marks go back on one baseline, geometry alone gives their order (``reader.formula.paint_order.by_geometry``).
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.fonts.identity import font_kind
from reader.formula.composite import join_brace_pieces
from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula.paint_order.by_geometry import in_tex_order
from reader.formula.stretched import join_stretched

#: em; letters of one word are closer than this
LETTER_GAP = 0.15
#: em; marks of full size on one baseline to within the first; going back on it by the second is out of order
SAME_LINE, BACK = 0.12, 0.3
#: marks of the longest formula that is put in order
LONGEST = 400


def in_object_order(items: list[Item]) -> list[Item]:
    """The items of a page with every formula that is out of order put in TeX's order; others come back as they are."""
    kinds = [font_kind(font) for font in {item.font for item in items}]
    if not any(kind.common for kind in kinds) or any(kind.math and not kind.common for kind in kinds):
        return items
    out: list[Item] = []
    start = 0
    for first, last in [*_words(items), (len(items), len(items))]:
        formula = items[start:first]
        out += _ordered(formula) if _out_of_order(formula) else formula
        out += items[first:last]
        start = last
    return out


def _ordered(formula: list[Item]) -> list[Item]:
    space = formula[0].space
    for item in formula:
        item.space = False
    made = in_tex_order(join_brace_pieces(join_stretched(formula)))
    made[0].space = space
    return made


def _out_of_order(formula: Sequence[Item]) -> bool:
    """Whether a mark of full size stands on a baseline left of one painted before it, or left of scripts painted before it."""
    if not 2 <= len(formula) <= LONGEST:
        return False
    size = max(item.size for item in formula)
    reached: list[tuple[float, float]] = []  # baselines and how far right marks stand on them
    scripts: list[Item] = []
    for item in formula:
        if item.kind in ("rule", "accent", "piece", "hbrace"):
            continue
        if item.size < SCRIPT_RATIO * size:
            scripts.append(item)
            continue
        if any(
            abs(s.base - item.base) < s.size and item.x1 - SAME_LINE * size < s.x0 < item.x1 + size for s in scripts
        ):
            return True
        if item.centred:
            continue
        for k, (base, right) in enumerate(reached):
            if abs(base - item.base) < SAME_LINE * size:
                if item.x0 < right - BACK * size:
                    return True
                reached[k] = (base, max(right, item.x1))
                break
        else:
            reached.append((item.base, item.x1))
    return False


def _words(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Runs of letters with a space before or behind them: words of the text, not names in formulas."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(items):
        if not _text_letter(items[i]):
            i += 1
            continue
        end = i + 1
        while end < len(items) and _text_letter(items[end]) and _goes_on(items[end - 1], items[end]):
            end += 1
        behind = end + 1 if end < len(items) and items[end].latex in (",", ".", ";", ":") else end
        spaced = items[i].space or (behind < len(items) and items[behind].space)
        if spaced and (end - i > 1 or (items[i].space and behind < len(items) and items[behind].space)):
            found.append((i, end))
        i = end
    return found


def _text_letter(item: Item) -> bool:
    return item.kind == "mark" and not item.math and len(item.latex) == 1 and item.latex.isalpha() and item.face != "it"


def _goes_on(last: Item, item: Item) -> bool:
    near = -LETTER_GAP * item.size < item.x0 - last.x1 < LETTER_GAP * item.size
    return near and not item.space and last.font == item.font and abs(last.base - item.base) < SAME_LINE * item.size
