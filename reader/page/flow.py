"""Pages that a browser painted: their items in reading order, and formulas in the order in which TeX would have painted them.

A browser paints the running text first where formulas are positioned boxes (KaTeX), and each formula in an order of its own. Lines
of words are taken as they come; what stands on such a line is put into it, what stands between two lines comes between them, and
each line and each display is ordered by ``reader.formula.paint_order.by_geometry``.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.fonts.identity import plain_font_name
from reader.formula.composite import join_brace_pieces
from reader.formula.item import AXIS, SCRIPT_RATIO, Item
from reader.formula.paint_order.by_geometry import ON_LINE, in_tex_order
from reader.formula.stretched import join_stretched
from reader.geometry import Box
from reader.page.drawn_out import drawn_out, stacked
from reader.pdf.web import BROWSERS

#: fonts that only come with formulas of web pages, whatever program prints them
WEB_FONTS = re.compile(r"KaTeX_|MathJax_|MJX|mjx-")
#: em; letters of one line follow each other at most this far apart, formulas between them included
LINE_GAP = 40.0
#: em; a line begins where letters go up or down by this much, or back
LINE_STEP, LINE_BACK = 0.25, 0.5
#: em; what is this near to the ink of a line, on its baseline, belongs to it
BESIDE = 1.3
#: letters in a row that make a line one of words
WORD = 3
#: em; a formula in running text may be set this much larger than its words (KaTeX: 1.21)
LARGER = 1.3
#: a formula that is larger by less is as large as its words
EVEN = 1.04
#: em; what begins with a gap of this width is parted from what is before it
SPACE = 0.14
#: what formulas hold only as lines over and under letters
DASHES = frozenset({"--", "---", "―", "‾", "_", r"\_"})
#: points; dashes of one line touch to within this
TOUCH = 0.6
#: em; a bar accent that is wider was drawn out
WIDE_BAR = 0.6
#: em; how far a mark's region is looked for, up and down
REACH = 2.0


@dataclass
class _Line:
    """A line of words, and what stands on it; then what follows it. Lengths in points."""

    items: list[Item]
    base: float
    size: float
    x0: float
    x1: float
    added: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)


def painted_by_browser(producer: str, items: Sequence[Item]) -> bool:
    """Whether the items of a page come in a browser's order."""
    return bool(BROWSERS.search(producer)) or any(
        WEB_FONTS.match(plain_font_name(font)) for font in {item.font for item in items}
    )


def in_reading_order(items: list[Item]) -> list[Item]:
    """The items of a page in reading order, those of formulas in TeX's order."""
    items = join_brace_pieces(join_stretched(stacked(drawn_out(_told(items)))))
    words = _words(items)
    lines = _lines(items, words)
    if not lines:
        return in_tex_order(items)
    loose = [item for k, item in enumerate(items) if k not in words]
    rest = _placed(loose, lines)
    _even_sizes(lines)
    before = _between(rest, lines)
    out = in_tex_order(before)
    for line in lines:
        out += _filled(line) if line.added else line.items
        out += in_tex_order(line.after)
    return out


def _told(items: list[Item]) -> list[Item]:
    """The items with dashes that are lines, which only their place tells."""
    out: list[Item] = []
    for item in items:
        dash = item.latex in DASHES and item.kind == "mark"
        if not item.math or not (dash or (item.latex == r"\bar" and item.box.width > WIDE_BAR * item.size)):
            out.append(item)
            continue
        box = item.box
        if out and out[-1].kind == "rule" and _goes_on(out[-1].box, box):
            box = Box(out[-1].box.x0, box.y0, max(box.x1, out[-1].box.x1), box.y1)
            out.pop()
        out.append(Item("rule", None, box, box.x0, box.x1, box.y_mid, box.y_mid, 0.0, True))
    return out


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a dash goes on where a line ends."""
    return abs(line.y_mid - box.y_mid) < TOUCH and line.x0 <= box.x0 <= line.x1 + TOUCH


# lines of words -----------------------------------------------------------------------------------------------------


def _words(items: Sequence[Item]) -> set[int]:
    """Which items are letters of words, and the signs between them: lines of running text."""
    words: set[int] = set()
    run: list[int] = []
    for k, item in enumerate(items):
        if item.math or item.kind not in ("mark", "accent") or (item.centred and item.kind != "accent"):
            continue
        if run and not _follows(items[run[-1]], item):
            words.update(_kept(items, run))
            run = []
        run.append(k)
    words.update(_kept(items, run))
    return words


def _follows(last: Item, item: Item) -> bool:
    em = max(last.size, item.size)
    level = abs(item.base - last.base) < LINE_STEP * em
    return level and -LINE_BACK * em < item.x0 - last.x1 < LINE_GAP * em


def _kept(items: Sequence[Item], run: list[int]) -> list[int]:
    """The run where it has a word in it."""
    length, last = 0, None
    for k in run:
        item = items[k]
        joined = last is not None and not item.space and item.x0 - last.x1 < 0.2 * item.size
        length = (length + 1 if joined else 1) if item.latex.isalpha() else 0
        if length >= WORD:
            return run
        last = item
    return []


def _lines(items: Sequence[Item], words: set[int]) -> list[_Line]:
    lines: list[_Line] = []
    for k in sorted(words):
        item = items[k]
        if lines and _follows(lines[-1].items[-1], item):
            line = lines[-1]
            line.items.append(item)
            line.x0, line.x1 = min(line.x0, item.x0), max(line.x1, item.x1)
        else:
            lines.append(_Line([item], item.base, item.size, item.x0, item.x1))
    for line in lines:
        line.base = Counter(item.base for item in line.items).most_common(1)[0][0]
        line.size = max(item.size for item in line.items)
    return lines


# what stands on a line ----------------------------------------------------------------------------------------------


def _placed(loose: list[Item], lines: list[_Line]) -> list[Item]:
    """Put what belongs to lines of words into them; the rest are displays."""
    homes: dict[int, _Line | None] = {}
    usual = max((i.size for i in loose if i.kind == "mark"), default=0.0)
    for item in sorted(loose, key=lambda i: i.x0):
        line = _line_of(item, lines)
        if line is not None:
            homes[id(item)] = line
            line.x0, line.x1 = min(line.x0, item.x0), max(line.x1, item.x1)
        elif item.kind == "mark" and not item.centred and item.size >= SCRIPT_RATIO * usual:
            homes[id(item)] = None
    _spread(loose, homes)
    rest: list[Item] = []
    for item in loose:
        home = homes.get(id(item))
        if home is None:
            rest.append(item)
        else:
            home.added.append(item)
    return rest


def _even_sizes(lines: list[_Line]) -> None:
    """Count words as large as the formulas beside them: KaTeX sets formulas 1.21 times as large, and no mark is a script for that."""
    ratios = Counter(
        round(item.size / line.size, 2)
        for line in lines
        for item in line.added
        if item.kind == "mark" and not item.centred and abs(item.base - line.base) <= ON_LINE * line.size
    )
    ratio = ratios.most_common(1)[0][0] if ratios else 1.0
    if not EVEN < ratio <= LARGER:
        return
    for line in lines:
        for item in line.items:
            item.size *= ratio
            item.axis = item.base - AXIS * item.size
        line.size *= ratio


def _line_of(item: Item, lines: list[_Line]) -> _Line | None:
    """The line of words on which an item stands."""
    for line in lines:
        em = line.size
        if not (line.x0 - BESIDE * em <= item.x1 and item.x0 <= line.x1 + BESIDE * em):
            continue
        if item.kind == "rule" or item.centred:
            off = min(abs(item.axis - (line.base - AXIS * size)) for size in (em, 1.21 * em))
            if off <= 0.1 * em and item.box.height <= 3 * em:
                return line
        elif abs(item.base - line.base) <= ON_LINE * em and SCRIPT_RATIO * em <= item.size <= LARGER * em:
            return line
    return None


def _spread(loose: list[Item], homes: dict[int, _Line | None]) -> None:
    """Give every other item the home of what is nearest to it, nearest first."""
    waiting = [item for item in loose if id(item) not in homes]
    best: dict[int, tuple[float, _Line | None]] = {id(item): (1e9, None) for item in waiting}
    fresh = [item for item in loose if id(item) in homes]
    while waiting:
        for item in waiting:
            for other in fresh:
                reach = REACH * max(item.size, other.size, 5.0)
                if other.box.y0 - reach < item.box.y1 and item.box.y0 - reach < other.box.y1:
                    apart = _apart(item, other)
                    if apart < best[id(item)][0]:
                        best[id(item)] = (apart, homes[id(other)])
        nearest = min(waiting, key=lambda i: best[id(i)][0])
        limit = best[id(nearest)][0] + 0.5  # those about as near can be taken at once
        fresh = [item for item in waiting if best[id(item)][0] <= limit]
        for item in fresh:
            homes[id(item)] = best[id(item)][1]
        taken = {id(item) for item in fresh}
        waiting = [item for item in waiting if id(item) not in taken]


def _apart(one: Item, other: Item) -> float:
    across = max(one.box.x0 - other.box.x1, other.box.x0 - one.box.x1, 0.0)
    down = max(one.box.y0 - other.box.y1, other.box.y0 - one.box.y1, 0.0)
    return across + down


# what stands between lines ------------------------------------------------------------------------------------------


def _between(rest: list[Item], lines: list[_Line]) -> list[Item]:
    """Put displays behind the lines of words above them, in their columns; what is above all lines comes back."""
    before: list[Item] = []
    stretches = _stretches(lines)
    for item in rest:
        stretch = min(stretches, key=lambda s, i=item: _off(i, s))  # type: ignore[misc]
        above = [line for line in stretch if line.base < item.box.y_mid]
        if above:
            max(above, key=lambda line: line.base).after.append(item)
        else:
            first = lines.index(stretch[0])
            (lines[first - 1].after if first else before).append(item)
    return before


def _stretches(lines: list[_Line]) -> list[list[_Line]]:
    """Lines from the top of a column to its end."""
    found: list[list[_Line]] = []
    for line in lines:
        if found and line.base >= found[-1][-1].base - line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _off(item: Item, stretch: list[_Line]) -> float:
    """How far an item is from the lines of a column: aside counts most. Heads and feet are painted together, far from each other."""
    x0, x1 = min(line.x0 for line in stretch), max(line.x1 for line in stretch)
    aside = max(x0 - item.box.x_mid, item.box.x_mid - x1, 0.0)
    return 100 * aside + min(abs(line.base - item.box.y_mid) for line in stretch)


def _filled(line: _Line) -> list[Item]:
    """The words of a line with its formulas in the gaps between them."""
    words = sorted(line.items, key=lambda i: i.x0)
    middles = [(item.x0 + item.x1) / 2 for item in words]
    gaps: dict[int, list[Item]] = {}
    for item in line.added:
        gaps.setdefault(bisect(middles, (item.box.x0 + item.box.x1) / 2), []).append(item)
    out: list[Item] = []
    for place in range(len(words) + 1):
        formula = in_tex_order(gaps[place]) if place in gaps else []
        if formula and place and min(i.x0 for i in formula) - words[place - 1].x1 > SPACE * words[place - 1].size:
            formula[0].space = True  # the space was painted with the words
        out += formula
        if place < len(words):
            out.append(words[place])
            if formula and words[place].x0 - max(i.x1 for i in formula) > SPACE * words[place].size:
                words[place].space = True
    return out
