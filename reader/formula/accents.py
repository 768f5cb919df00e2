"""Accents over what they cover: a letter, a letter with its scripts, a group; arrows and dots drawn over letters too."""

from __future__ import annotations

from reader import marks
from reader.fonts.accent_places import accent_place, largest_lean
from reader.formula.item import Build, Item, compound, extent
from reader.formula.limits import SCRIPT_RATIO
from reader.formula_tree import Accent, Mark
from reader.geometry import Box

#: em; an accent's centre is this near to its base's (skewed letters included)
ACCENT_SKEW = 0.42
#: em; an accent as wide as this may be the widest its font has
WIDEST_ACCENT = 1.35
#: em; what an arrow is drawn over is centred under it
ARROW_CENTRE = 0.25
#: of an accent's width; a run that is wider would have got a wider accent, where the font has one
WIDEST_BASE = 1.6
#: em; what an accent is over as a whole has its middle this near to the accent's
GROUP_CENTRE = 0.05
#: em; an accent is this far to the right of the middle of a letter that leans as most do, at most
LEAN = 0.18
#: em; the same of script letters
SCRIPT_LEAN = 0.5
#: points; TeX's \\scriptspace, which is part of a group that ends in a script
SCRIPT_SPACE = 0.5
#: ``\mathbf{\theta}`` where Greek follows the alphabet: the text font has an accent in the place of the letter (OT1 against OML)
GREEK_OF_ACCENT = {
    r"\grave": r"\theta", r"\acute": r"\iota", r"\check": r"\kappa", r"\breve": r"\lambda", r"\mathring": r"\nu",
}  # fmt: skip
#: faces whose letters do not lean
UPRIGHT = frozenset({"rm", "bf", "bb"})
#: classes of marks that are not the last under an accent
NOT_LAST = frozenset({"relation", "binary", "punctuation"})

#: over more than a letter, the wide form is the mark's name
WIDE = {r"\hat": r"\widehat", r"\tilde": r"\widetilde", r"\bar": r"\overline"}
OVER_ARROWS = {
    r"\rightarrow": r"\overrightarrow",
    r"\leftarrow": r"\overleftarrow",
    r"\leftrightarrow": r"\overleftrightarrow",
}
#: three dots over something, typed as three full stops; a fourth may follow
DOTS = r"\ldots"
OVER = frozenset({*OVER_ARROWS, DOTS})
#: em; dots are this far above what they stand over, their baselines apart by this
DOTS_RAISED = (0.35, 1.1)


def join_accents(items: list[Item], build: Build) -> list[Item]:
    """The items with accents, and arrows and dots that are drawn over letters, joined to what they cover."""
    items = list(items)
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        if item.kind == "accent":
            _accent(items, i, build)
        elif item.latex in OVER_ARROWS and item.kind == "mark":
            _over_arrow(items, i, build)
        elif item.latex == DOTS and item.kind == "mark":
            _over_dots(items, i, build)
    return items


def _accent(items: list[Item], i: int, build: Build) -> None:
    mark = items[i]
    end = _accented(items, i, mark)
    if end > i + 1:
        items[i:end] = [_with_accent(mark, items[i + 1 : end], mark.latex, build)]
    elif i and _sits_on(mark, items[i - 1]):
        items[i - 1 : i + 1] = [_with_accent(mark, items[i - 1 : i], mark.latex, build)]
    else:  # an accent over nothing is a sign of its own (a tilde in a URL)
        mark.kind = "mark"
        if not mark.math and mark.latex in GREEK_OF_ACCENT and i and is_script(mark, items[i - 1]):
            mark.latex, mark.math = GREEK_OF_ACCENT[mark.latex], True
            mark.node = Mark(mark.latex, "it", mark.box)
            return
        mark.latex = {r"\tilde": r"\sim", r"\hat": r"\wedge", r"\bar": "-", r"\dot": r"\cdot"}.get(mark.latex, "'")
        mark.node = Mark(mark.latex, "it", mark.box)


def _accented(items: list[Item], i: int, mark: Item) -> int:
    """End of the run behind ``i`` that the accent covers; ``i + 1`` where it covers nothing."""
    best, end, nearest = i + 1, i + 1, 1e9
    run: Box | None = None
    while end < len(items):
        item = items[end]
        if item.kind in ("rule", "accent") or item.box.y1 < mark.box.y0:
            break
        if end == i + 1 and item.size < SCRIPT_RATIO * mark.size and item.box.x_mid > mark.box.x1:
            break  # a script beside the accent; under it letters may be small
        overhang = 0.0 if run is None else max(0.0, mark.box.x0 - run.x0)  # of what the widest accent is too narrow for
        if item.box.x0 > mark.box.x1 + overhang + ACCENT_SKEW * mark.size:
            break
        end += 1
        run = item.box if run is None else _both(run, item.box)
        wide = mark.box.width > 0.62 * mark.size
        skew = 0.25 if wide else ACCENT_SKEW
        off = abs(run.x_mid - mark.box.x_mid)
        narrow = mark.box.width < WIDEST_ACCENT * mark.size
        if end > i + 2 and best > i + 1 and narrow and run.width > WIDEST_BASE * mark.box.width:
            break  # TeX would have taken a wider accent
        if off <= skew * mark.size and off < nearest + 0.02 * mark.size and _over(mark, run):
            best, nearest = end, min(off, nearest)
        if not wide:
            return _with_scripts(items, i, best, mark) if best > i + 1 else best
    return _without_operator(items, i + 1, _whole_scripts(items, i + 1, best))


def _both(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))


def _without_operator(items: list[Item], start: int, end: int) -> int:
    """``end``, moved back over the comma or the sign at the end of a run: it stands behind what bears the accent."""
    while end > start + 1 and items[end - 1].kind == "mark" and marks.kind(items[end - 1].latex) in NOT_LAST:
        if items[end - 1].size <= SCRIPT_RATIO * items[start].size:
            break
        end -= 1
    return end


def _whole_scripts(items: list[Item], start: int, end: int) -> int:
    """``end``, moved on where it would part the marks of one script."""
    if end <= start:
        return end
    size = max(item.size for item in items[start:end])
    while end < len(items):
        item, before = items[end], items[end - 1]
        script = item.size <= SCRIPT_RATIO * size and before.size <= SCRIPT_RATIO * size
        same_line = abs(item.base - before.base) < 0.05 * item.size
        if not (script and same_line and item.x0 - before.x1 < 0.4 * item.size):
            break
        end += 1
    return end


def _with_scripts(items: list[Item], i: int, end: int, mark: Item) -> int:
    """A narrow accent that is centred over a letter with its scripts, rather than over the letter, covers both."""
    letter = items[i + 1]
    stop = end
    while (
        stop < len(items)
        and items[stop].size <= SCRIPT_RATIO * letter.size
        and items[stop].x0 < letter.x1 + letter.size
    ):
        stop += 1
    if stop == end:
        return end
    group = (letter.x0 + max(x.x1 for x in items[i + 1 : stop])) / 2
    if mark.x1 - mark.x0 < 0.2 * letter.size:  # a combining mark: its ink is centred, but for the slant of italics
        if not isinstance(letter.node, Mark) or letter.node.face not in UPRIGHT:
            return end
        centre = mark.box.x_mid
        over_letter = abs(centre - (letter.x0 + letter.x1) / 2) <= LEAN * letter.size
    else:
        centre = (mark.x0 + mark.x1) / 2
        over_letter = _over_letter(letter, centre, group + SCRIPT_SPACE / 2)
    return stop if abs(group - centre) < GROUP_CENTRE * letter.size and not over_letter else end


def _over_letter(letter: Item, centre: float, group: float) -> bool:
    """Whether an accent's middle is where the letter's would be, rather than at the middle of the letter with its scripts."""
    middle = (letter.x0 + letter.x1) / 2
    face = letter.node.face if isinstance(letter.node, Mark) else "it"
    place = accent_place(letter.font, letter.latex)
    if place is None and face not in UPRIGHT:
        lean = SCRIPT_LEAN if face in ("cal", "frak") else max(LEAN, largest_lean(letter.latex))
        return abs(centre - middle) <= lean * letter.size
    first, last = (middle, middle) if place is None else [letter.x0 + em * letter.size for em in place]
    return max(first - centre, centre - last, 0.0) <= abs(group - centre)


def _over(mark: Item, base: Box) -> bool:
    return mark.box.y_mid < base.y0 + 0.4 * base.height + 0.05 * mark.size and mark.box.y1 > base.y0 - 0.5 * mark.size


def _sits_on(mark: Item, base: Item) -> bool:
    return (
        base.kind == "mark"
        and base.box.x0 - 0.1 * mark.size <= mark.box.x_mid <= base.box.x1 + 0.1 * mark.size
        and _over(mark, base.box)
    )


def _with_accent(mark: Item, run: list[Item], latex: str, build: Build) -> Item:
    if len(run) > 1:
        latex = WIDE.get(latex, latex)
    made = compound(Accent(build(run), latex, mark.box), run, latex + "{}", ink=[mark, *run])
    if len(run) == 1 and run[0].kind == "mark":
        made.kind = "mark"
    made.font, made.math = run[0].font, run[0].math or mark.math
    made.space = mark.space or run[0].space
    return made


def _over_dots(items: list[Item], i: int, build: Build) -> None:
    """Three or four dots right over the letter that is painted behind them."""
    dots, end = items[i], i + 1
    if end + 1 < len(items) and items[end].latex == "." and items[end].base == dots.base:
        end += 1
    if end == len(items):
        return
    letter, box = items[end], extent(items[i:end])
    raised = DOTS_RAISED[0] * dots.size < letter.base - dots.base < DOTS_RAISED[1] * dots.size
    over = (
        letter.kind == "mark"
        and abs(letter.box.x_mid - box.x_mid) <= ARROW_CENTRE * dots.size
        and box.y1 < letter.box.y0
    )
    if raised and over and letter.size >= dots.size:
        dots.box = box
        latex = r"\dddot" if end == i + 1 else r"\ddddot"
        items[i : end + 1] = [_with_accent(dots, [letter], latex, build)]


def _over_arrow(items: list[Item], i: int, build: Build) -> None:
    arrow = items[i]
    reach = 0.3 * arrow.size
    end = i + 1
    while (
        end < len(items)
        and arrow.box.x0 - reach <= items[end].box.x0
        and items[end].box.x1 <= arrow.box.x1 + reach
        and arrow.box.y1 < items[end].box.y_mid < arrow.box.y1 + 2 * arrow.size
    ):
        end += 1
    if end == i + 1:
        return
    end = _without_operator(items, i + 1, end)
    if max(item.size for item in items[i + 1 : end]) < 0.86 * arrow.size:
        return  # a label under an arrow
    best, nearest = i + 1, ARROW_CENTRE * arrow.size
    for stop in range(i + 2, end + 1):  # what is narrower than the shortest arrow is centred under it
        run = extent(items[i + 1 : stop])
        off = abs(run.x_mid - arrow.box.x_mid)
        close = 0 <= run.y0 - arrow.box.y_mid <= 0.5 * arrow.size
        if close and off <= nearest and abs(run.width - arrow.box.width) < 0.6 * arrow.size:
            best, nearest = stop, off
    if best > i + 1:
        best = _whole_scripts(items, i + 1, best)
        items[i:best] = [_with_accent(arrow, items[i + 1 : best], OVER_ARROWS[arrow.latex], build)]


def is_script(item: Item, before: Item) -> bool:
    """Whether an item is smaller than the one before it and stands beside it."""
    return item.size <= SCRIPT_RATIO * before.size and -0.5 * item.size <= item.x0 - before.x1 <= 0.5 * item.size
