"""Pass 2: rules become fraction bars, radical bars, over- and underlines. Narrowest rule first, so inner ones go first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from reader.formula.item import AXIS, FRACTION_SIZE, SCRIPT_RATIO, Build, Item, main_line
from reader.formula.rules import LONGEST_RUN, bar_candidates, inside
from reader.formula.underscores import set_underscore
from reader.formula_tree import Accent, Fraction, Radical
from reader.geometry import Box, union

#: of its sign's size; what stands under a root is smaller than this only in a fraction
SMALL_BODY = 0.86
#: points; the rule of a radical starts where its glyph ends
RADICAL_TOUCH = 2.2
#: em; distance between a fraction bar and the nearest ink above or below it (TeX: at least 0.12, at most about 0.45)
BAR_GAP = 0.62
#: em; a strut (\cfrac) can hold them this far apart, where the bar's width leaves no doubt
STRUT_GAP = 0.95
#: em; marks of one numerator or denominator are no farther apart than this, vertically (the first may stand beside a fraction)
RUN_GAP = 2.2
#: em; what begins this far left of the mark before it, and below it, is the next line of text
NEXT_LINE = 0.3
#: em; what is so far above a numerator may end a word, whose letters are no farther apart than the second
WORD_ABOVE, LETTER_GAP = 0.3, 0.13
#: what is below a run and larger than it by this is no part of it
LARGER = 1.12
#: em and letters; a wider rule between longer runs of words parts a page's head from its text
WIDE_RULE, RUN_OF_TEXT = 25.0, 15
#: points; two rules are equally wide to within this
SAME_WIDTH = 0.5
#: em; a fraction's wider part is as wide as its bar, give or take side bearings
BAR_SLACK = 0.36
#: em; numerator and denominator are centred on the bar
CENTRE = 0.22
#: em; marks of one line have the same baseline to within this
SAME_LINE = 0.1
#: em; an over- or underline is this close to its body
LINE_GAP = 0.32

#: marks before an underline that tell the size of what it underlines
NEAR_LINE = 12

#: operators that are underlined: the lower limit
LOWER_LIMITS = frozenset({"lim", "dim"})

Join = Callable[[Sequence[Item]], list[Item]]


def join_bars(items: list[Item], build: Build, join: Join) -> list[Item]:
    """The items with every rule that belongs to a formula used up.

    ``build`` turns a run of items into a node, ``join`` puts its accents, limits and arrays together.
    """
    places = {item: place for place, item in enumerate(items) if item.kind == "rule"}
    count = len(items)
    for rule in bar_candidates(items):
        index = _place(items, rule, places[rule], count - len(items))
        if index is None:  # an overline that its fraction took along
            continue
        bar = _Bar(items, index)
        lined = _lined_numerator(bar, build, join)
        if lined is not None:
            items[lined[0] : lined[1]] = [lined[2]]
            bar = _Bar(items, _place(items, rule, places[rule], count - len(items)) or 0)
        joined = _radical(items, bar.index, build, join) or _fraction(bar, build) or _line(bar, build, join)
        if joined is not None:
            start, stop, item = joined
            items[start:stop] = [item]
        else:
            set_underscore(items, index)
    for item in [item for item in items if item.kind == "radical"]:
        # over nothing: the sign by itself, which is centred as an operator is
        item.kind, item.centred, item.axis = "mark", True, item.box.y_mid
        item.base = item.axis + AXIS * item.size
    return items


def _place(items: list[Item], rule: Item, at: int, gone: int) -> int | None:
    """Where a rule is that was at ``at`` before so many items were joined to others; None where it was one of them."""
    try:
        return items.index(rule, max(0, at - gone), at + 1)
    except ValueError:
        return None


def _lined_numerator(bar: _Bar, build: Build, join: Join) -> Joined | None:
    """The overline of a numerator that is as wide as the fraction's bar, so that width does not tell which is inside."""
    items, (start, over) = bar.items, bar.above
    line = items[start - 1] if start and over is not None else None
    if line is None or line.kind != "rule" or abs(line.box.width - bar.rule.width) > SAME_WIDTH:
        return None
    upper = _Bar(items, start - 1)
    if upper.above[1] is not None:  # a fraction in the denominator of one as wide
        return None
    joined = _line(upper, build, join)
    return joined if joined is not None and joined[0] == start - 1 and joined[1] <= bar.index else None


Joined = tuple[int, int, Item]


#: marks under the longest overline
LONGEST_LINED = 60
#: marks that tell the size of what stands above or below a bar
RUN_SAMPLE = 12


def _em(run: Sequence[Item]) -> float:
    """The em of the style in which a run is set, in points."""
    return max((i.size * (FRACTION_SIZE if i.latex == "frac" else 1.0) for i in run), default=0.0) or 10.0


#: em; a limit is centred on its operator to within this (an integral's leans)
OVER_OPERATOR = 0.35
#: what no numerator or denominator reaches across
STOPS = frozenset({"rule", "hbrace"})


#: marks that no numerator begins with
SENTENCE_ENDS = frozenset({".", ",", ";", ":"})


def _run_after(items: list[Item], index: int, rule: Box) -> int:
    """End (exclusive) of the run behind ``index`` that lies below the rule and within its width."""
    end = index + 1
    bottom = rule.y1
    em = _em(items[end : end + RUN_SAMPLE])
    largest = max((i.size for i in items[end : end + RUN_SAMPLE]), default=0.0)
    while end < min(len(items), index + LONGEST_RUN):
        item = items[end]
        if item.kind in STOPS or not inside(item, rule, em) or item.box.y_mid < rule.y0:
            break
        if item.box.y0 > bottom + RUN_GAP * em:
            break
        if (
            end > index + 1
            and items[end - 1].kind != "accent"
            and item.box.y_mid > bottom
            and item.size > LARGER * max(i.size for i in items[index + 1 : end])
            and not _limit_of(items[index + 1 : end], item)
        ):
            break  # a fraction in a superscript is smaller than the subscript under it
        if (
            end > index + 1
            and items[end - 1].kind != "accent"
            and item.box.y_mid > bottom
            and item.x0 < items[end - 1].x0 - NEXT_LINE * em
            and item.size > 0.9 * largest
            and not _limit_of(items[index + 1 : end], item)
        ):
            break  # the next line of text, not part of what hangs under the bar
        bottom = max(bottom, item.box.y1)
        end += 1
    return end


def _limit_of(run: Sequence[Item], operator: Item) -> bool:
    """Whether a run is the upper limit of a big operator, which is painted before it."""
    if operator.kind != "bigop":
        return False
    x0, x1 = min(i.box.x0 for i in run), max(i.box.x1 for i in run)
    return abs(x0 + x1 - operator.box.x0 - operator.box.x1) / 2 <= OVER_OPERATOR * operator.size


def _run_before(items: list[Item], index: int, rule: Box) -> int:
    """Start of the run in front of ``index`` that lies above the rule and within its width."""
    start = index
    top, left = rule.y0, rule.x1
    em = _em(items[max(0, index - RUN_SAMPLE) : index])
    while start > max(0, index - LONGEST_RUN):
        item = items[start - 1]
        if item.kind in STOPS or not inside(item, rule, em) or item.box.y_mid > rule.y1:
            break
        if item.box.y1 < top - RUN_GAP * em and not _high_script(items, start - 1, top - RUN_GAP * em):
            break
        overlaps = start < index and item.box.y_mid < top and item.x1 > left + 0.15 * item.size
        apart = start < index and item.kind == "mark" and item.base <= top and item.x1 > left - 0.1 * item.size
        if (overlaps or apart) and item.size > LARGER * max(i.size for i in items[start:index]):
            break  # nor is one in a subscript larger than the superscript over it
        if item.box.y1 < top - 0.45 * em and (item.x0 > left or item.latex in SENTENCE_ENDS):
            break  # the end of the line of text above
        if start < index and item.box.y1 < top - WORD_ABOVE * em and _goes_on(items, start - 1, rule, em):
            break
        top, left = min(top, item.box.y0), min(left, item.x0)
        start -= 1
    return start


#: marks of the script on a tall bracket or array
HIGH_SCRIPT = 4


def _high_script(items: Sequence[Item], k: int, floor: float) -> bool:
    """Whether a mark is in the superscript of something tall that reaches below ``floor`` (points)."""
    script = items[k]
    return any(
        tall.box.y1 >= floor and tall.box.y0 <= script.box.y_mid and tall.size > LARGER * script.size
        for tall in items[max(0, k - HIGH_SCRIPT) : k]
    )


def _goes_on(items: list[Item], k: int, rule: Box, em: float) -> bool:
    """Whether the word that a letter ends has begun beside the rule: it stands in a line of text."""
    item = items[k]
    while k > 0 and item.kind == "mark" and items[k - 1].kind == "mark" and items[k - 1].base == item.base:
        before = items[k - 1]
        if not -0.2 * em < item.x0 - before.x1 < LETTER_GAP * em:
            return False
        if not inside(before, rule, em):
            return before.latex.isalpha() and item.latex.isalpha()
        k, item = k - 1, before
    return False


def _extent(run: Sequence[Item]) -> Box:
    box = union(item.box for item in run)
    assert box is not None
    return box


class _Extent:
    """Ink, advance and em of a growing run of items."""

    def __init__(self, run: Sequence[Item] = ()) -> None:
        self.x0 = self.y0 = self.left = 1e9
        self.x1 = self.y1 = self.right = -1e9
        #: em of the style it is set in, and its largest size, both in points
        self.em = self.largest = 0.0
        for item in run:
            self.add(item)

    def add(self, item: Item) -> None:
        box = item.box
        if box.x0 < self.x0:
            self.x0 = box.x0
        if box.y0 < self.y0:
            self.y0 = box.y0
        if box.x1 > self.x1:
            self.x1 = box.x1
        if box.y1 > self.y1:
            self.y1 = box.y1
        if item.x0 < self.left:
            self.left = item.x0
        if item.x1 > self.right:
            self.right = item.x1
        size = item.size
        if size > self.largest:
            self.largest = size
        if item.latex == "frac":
            size *= FRACTION_SIZE
        if size > self.em:
            self.em = size

    def centred(self, rule: Box) -> bool:
        """Whether its ink or its advance is centred on the rule."""
        middle = rule.x0 + rule.x1
        off = min(abs(self.x0 + self.x1 - middle), abs(self.left + self.right - middle)) / 2
        return off <= CENTRE * (self.em or 10.0)

    @property
    def width(self) -> float:
        return max(self.x1 - self.x0, self.right - self.left)


class _Bar:
    """A rule among the items around it; what stands over and under it is looked for once."""

    def __init__(self, items: list[Item], index: int) -> None:
        self.items, self.index, self.rule = items, index, items[index].box

    @cached_property
    def before(self) -> int:
        """Start of the run in front of the rule that lies above it and within its width."""
        return _run_before(self.items, self.index, self.rule)

    @cached_property
    def behind(self) -> int:
        """End of the run behind the rule that lies below it and within its width."""
        return _run_after(self.items, self.index, self.rule)

    @cached_property
    def above(self) -> tuple[int, _Extent | None]:
        """Start and extent of the longest run in front of the rule that can be a numerator."""
        best, extent = self.index, _Extent()
        for k in range(self.index - 1, self.before - 1, -1):
            extent.add(self.items[k])
            em = extent.em or 10.0
            if -0.2 * em <= self.rule.y0 - extent.y1 <= STRUT_GAP * em and extent.centred(self.rule):
                best = k
        return best, _Extent(self.items[best : self.index]) if best < self.index else None

    @cached_property
    def below(self) -> tuple[int, _Extent | None]:
        """End and extent of the longest run behind the rule that can be a denominator."""
        best, extent = self.index + 1, _Extent()
        for k in range(self.index + 1, self.behind):
            extent.add(self.items[k])
            em = extent.em or 10.0
            if -0.2 * em <= extent.y0 - self.rule.y1 <= STRUT_GAP * em and extent.centred(self.rule):
                best = k + 1
        return best, _Extent(self.items[self.index + 1 : best]) if best > self.index + 1 else None


def _fraction(bar: _Bar, build: Build) -> Joined | None:
    items, index, rule = bar.items, bar.index, bar.rule
    start, over = bar.above
    if over is None or all(item.kind == "accent" for item in items[start:index]):
        return None
    end, under = bar.below
    if under is None:
        return None
    em = max(over.em, under.em) or 10.0
    slack = abs(max(over.width, under.width) - rule.width)
    roomy = max(rule.y0 - over.y1, under.y0 - rule.y1) > BAR_GAP * em
    if slack > (0.12 if roomy else BAR_SLACK) * em:
        return None
    above, below = items[start:index], items[index + 1 : end]
    if rule.width > WIDE_RULE * em and all(_letters_of_text(run) >= RUN_OF_TEXT for run in (above, below)):
        return None  # the line under a page's head
    box = Box(min(over.x0, under.x0, rule.x0), over.y0, max(over.x1, under.x1, rule.x1), under.y1)
    node = Fraction(build(above), build(below), True, rule)
    size = max(i.size for i in (*above, *below))
    axis = rule.y_mid
    item = Item(
        "compound", node, box, rule.x0, rule.x1, axis + AXIS * size, axis, size, centred=True, math=True, latex="frac"
    )
    item.space = above[0].space
    return start, end, item


def _letters_of_text(run: Sequence[Item]) -> int:
    return sum(not item.math and item.latex.isalpha() for item in run)


def _radical(items: list[Item], index: int, build: Build, join: Join) -> Joined | None:
    if index == 0 or items[index - 1].kind != "radical":
        return None
    sign, rule = items[index - 1], items[index].box
    if abs(rule.x0 - sign.box.x1) > RADICAL_TOUCH and abs(rule.x0 - sign.x1) > RADICAL_TOUCH:
        return None
    if abs(rule.y_mid - sign.box.y0) > 0.25 * sign.size:
        return None
    end = index + 1
    while end < len(items):
        item = items[end]
        em = item.size or 10.0
        if (
            item.kind == "rule"
            or not inside(item, rule, em)
            or not rule.y0 - 0.1 * em <= item.box.y_mid <= sign.box.y1 + 0.2 * max(em, sign.size)
        ):
            break
        end += 1
    body = items[index + 1 : end]
    if not body:
        return None
    start = index - 1
    while start > 0 and _root_index(items[start - 1], sign, body[0].size):
        start -= 1
    over = items[start : index - 1]
    box = union((sign.box, rule, _extent(body), *(i.box for i in over)))
    assert box is not None
    node = Radical(build(body), build(over) if over else None, union((sign.box, rule)))
    joined = join(body)
    base, axis, _ = main_line(joined)
    x0 = min(sign.x0, *(i.x0 for i in over)) if over else sign.x0
    size = max(i.size for i in body)
    small = size < SMALL_BODY * sign.size and all(
        i.centred for i in joined
    )  # a small fraction in a root of the line's size
    item = Item("compound", node, box, x0, rule.x1, base, axis, size, small, math=True, latex="sqrt")
    item.space = items[start].space
    return start, end, item


def _root_index(item: Item, sign: Item, size: float) -> bool:
    """A small mark that overhangs the left part of the radical sign."""
    if item.kind == "rule" or item.size > 0.8 * size or sign.box.width <= 0:
        return False
    overlap = item.box.x1 - sign.box.x0
    return (
        0.02 * size < overlap < 0.75 * sign.box.width + 0.1 * size and item.box.y1 < sign.box.y1 - 0.1 * sign.box.height
    )


def _line(bar: _Bar, build: Build, join: Join) -> Joined | None:
    """An overline in front of its body or an underline behind it, as wide as the body."""
    items, index, rule = bar.items, bar.index, bar.rule
    for over in (True, False):
        if over:
            start, end = index + 1, min(bar.behind, index + LONGEST_LINED)
        else:
            start, end = max(bar.before, index - LONGEST_LINED), index
        run = _as_wide(items[start:end], rule, over)
        if run:
            start, end = (start, start + len(run)) if over else (end - len(run), end)
            return _lined(
                items,
                run,
                (index, end) if over else (start, index + 1),
                rule,
                r"\overline" if over else r"\underline",
                build,
                join,
            )
    return None


def _as_wide(run: list[Item], rule: Box, over: bool) -> list[Item]:
    """The longest beginning of a run under a line (the longest end of one above it) that is as wide as the line."""
    extent, longest, accented = _Extent(), 0, False
    before: Item | None = None
    # above a line the marks are met from the end: scripts come before what bears them
    script = 0.0 if over else SCRIPT_RATIO * max((item.size for item in run[-NEAR_LINE:]), default=0.0)
    for length, item in enumerate(run if over else reversed(run), 1):
        level = before is not None and abs(item.base - before.base) < SAME_LINE * item.size
        apart = not (extent.y0 < item.box.y_mid < extent.y1 or level) and item.kind != "accent" and not accented
        if 0.9 * extent.largest < item.size < LARGER * extent.largest and item.size > script and apart:
            break  # it stands in another line; what is larger may bear the scripts so far
        accented, before = item.kind == "accent", item
        extent.add(item)
        em = extent.largest or 10.0
        gap = extent.y0 - rule.y1 if over else rule.y0 - extent.y1
        if (
            -0.1 * em <= gap <= LINE_GAP * em
            and abs(extent.width - rule.width) <= BAR_SLACK * em
            and extent.centred(rule)
        ):
            longest = length
    return run[:longest] if over else run[len(run) - longest :]


def _lined(
    items: list[Item], run: list[Item], span: tuple[int, int], rule: Box, mark: str, build: Build, join: Join
) -> Joined | None:
    base, axis, size = main_line(join(run))
    words = [i for i in run if not i.math and i.latex.isalpha() and i.size > 0.86 * size]
    if len(words) >= 4:  # underlined or struck prose
        return None
    if mark == r"\underline" and 2 <= len(words) == len(run) and "".join(i.latex for i in run) not in LOWER_LIMITS:
        return None  # an underlined short word
    box = union((_extent(run), rule))
    assert box is not None
    item = Item(
        "compound", Accent(build(run), mark, rule), box, min(i.x0 for i in run), max(i.x1 for i in run), base,
        axis, size, math=True, latex=mark,
    )  # fmt: skip
    item.space = items[span[0]].space
    return (*span, item)
