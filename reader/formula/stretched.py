"""Part of pass 1: delimiters, radicals, arrows and accents that a font sets from pieces become one item each."""

from __future__ import annotations

from reader.formula.item import AXIS, Item, Kind
from reader.formula_tree import Mark
from reader.geometry import union

#: em; pieces of one delimiter share their origin to within this
PIECE_X = 0.12
#: em; a piece may stand this far below the one before it
PIECE_GAP = 0.6
#: em; equal marks that stand no further apart than this, one above the other, are one; arrows and their stems touch
TOUCH, ARROW_TOUCH = 0.35, 0.06
#: em; pieces of a horizontal arrow lie on one line to within this and touch
ARROW_LINE, ARROW_GAP = 0.1, 0.05

#: OpenType fonts repeat these marks to make a taller one
REPEATED = frozenset({"|", r"\|", "(", ")", "[", "]", r"\{", r"\}", r"\surd"})
#: vertical arrows; their other head is made by the same font, so a stem may go by the name of either
UP, DOWN = frozenset({r"\uparrow", r"\Uparrow"}), frozenset({r"\downarrow", r"\Downarrow"})
MAY_REPEAT = REPEATED | UP | DOWN
BOTH = {r"\uparrow": r"\updownarrow", r"\Uparrow": r"\Updownarrow"}
STEMS = frozenset({"stem", "|", r"\|"})
#: a bracket without its upper or its lower corner
FLOORS = {"[": r"\lfloor", "]": r"\rfloor"}
CEILINGS = {"[": r"\lceil", "]": r"\rceil"}
#: accents that are drawn out in pieces, which may all go by one name
ARROW_ACCENTS = frozenset({r"\vec", r"\overleftarrow", r"\overleftrightarrow"})
#: a head is taller than a shaft by this
HEAD = 2.0
#: whether there is a head on the left, and on the right → the arrow
ARROW_OF_HEADS = {
    (True, True): r"\overleftrightarrow", (True, False): r"\overleftarrow", (False, True): r"\overrightarrow",
    (False, False): r"\overrightarrow",
}  # fmt: skip


def join_stretched(items: list[Item]) -> list[Item]:
    """The items with the pieces of every tall mark, and of every wide arrow over something, put together."""
    return _over_arrows(_stacks(items))


def _stacks(items: list[Item]) -> list[Item]:
    out: list[Item] = []
    i = 0
    for start in [k for k, item in enumerate(items) if item.latex in MAY_REPEAT or item.kind == "piece"]:
        if start < i:
            continue
        out += items[i:start]
        first = items[start]
        i = start + 1
        run = [first]
        while i < len(items) and _of_one_mark(first, items[i]) and _stacked(run, items[i]):
            run.append(items[i])
            i += 1
        out.append(_tall(run) if first.kind == "piece" or len(run) > 1 else first)
    return out + items[i:]


def _of_one_mark(first: Item, item: Item) -> bool:
    """Pieces go together, and so do equal marks and the parts of arrows; XeTeX calls the extension of a brace a brace."""
    pieces = {first.kind, item.kind} - {"piece"}
    if not pieces or (item.latex == first.latex and (first.kind == item.kind or len(pieces) == 1)):
        return True
    return (_is_arrow(first) and (_is_arrow(item) or item.latex in STEMS)) or (_is_arrow(item) and first.latex in STEMS)


def _is_arrow(item: Item) -> bool:
    return item.latex in UP or item.latex in DOWN


def _stacked(run: list[Item], piece: Item) -> bool:
    first = run[0]
    if abs(piece.x0 - first.x0) > PIECE_X * first.size:
        return False
    top, bottom = min(p.box.y0 for p in run), max(p.box.y1 for p in run)
    reach = PIECE_GAP * first.size
    if all(p.kind != "piece" for p in (*run, piece)):
        # equal marks side by side are two marks; one above the other they are one
        reach = (ARROW_TOUCH if _is_arrow(first) or _is_arrow(piece) else TOUCH) * first.size
        if abs(piece.base - run[-1].base) < ARROW_TOUCH * first.size:
            return False
    return piece.box.y0 <= bottom + reach and piece.box.y1 >= top - reach


def _tall(run: list[Item]) -> Item:
    box = union(p.box for p in run)
    assert box is not None
    latex = _tall_name(run)
    kind: Kind = "radical" if latex == r"\surd" else "mark"
    size, axis = run[0].size, box.y_mid
    x1 = max(p.x1 for p in run)
    node = Mark(latex, "it", box)
    made = Item(kind, node, box, run[0].x0, x1, axis + AXIS * size, axis, size, centred=True, math=True, latex=latex)
    made.space = run[0].space
    return made


def _tall_name(run: list[Item]) -> str:
    """The mark that the pieces make: most go by its name, the others tell floors from brackets and arrows by their heads."""
    arrows = [p for p in run if _is_arrow(p)]
    if arrows:
        return _arrow_name(run, arrows)
    latex = next((p.latex for p in run if p.latex != "stem"), "|")
    parts = {p.part for p in run}
    if latex in FLOORS and "ex" in parts and len(parts) == 2:
        return FLOORS[latex] if "bt" in parts else CEILINGS[latex]
    return latex


def _arrow_name(run: list[Item], arrows: list[Item]) -> str:
    up = [p for p in arrows if p.latex in UP]
    down = [p for p in arrows if p.latex in DOWN]
    if not up or not down:
        return arrows[0].latex
    top = min(run, key=lambda p: p.box.y0)
    widest = max(p.box.width for p in run)
    # a stem that goes by the name of the other arrow is narrower than a head
    return BOTH[up[0].latex] if top.box.width > 0.8 * widest else down[0].latex


def _over_arrows(items: list[Item]) -> list[Item]:
    """Runs of accents side by side on one line: the pieces of an arrow over several letters."""
    if "accent" not in {item.kind for item in items}:
        return items
    out: list[Item] = []
    run: list[Item] = []
    for item in items:
        if run and not _goes_on(run, item):
            out.append(_arrow(run))
            run = []
        if item.kind == "accent" and item.latex in ARROW_ACCENTS:
            run.append(item)
        else:
            out.append(item)
    return [*out, _arrow(run)] if run else out


def _goes_on(run: list[Item], item: Item) -> bool:
    """Whether an item is the next piece of an arrow."""
    if item.kind != "accent" or item.latex not in ARROW_ACCENTS:
        return False
    em = item.size
    left, right = min(piece.box.x0 for piece in run), max(piece.box.x1 for piece in run)
    level = abs(item.box.y_mid - run[0].box.y_mid) <= ARROW_LINE * em
    return level and left + ARROW_GAP * em < item.box.x1 and item.box.x0 <= right + ARROW_GAP * em


def _arrow(run: list[Item]) -> Item:
    """The pieces of an arrow as one accent: heads are taller than shafts, whatever both are called."""
    if len(run) == 1:
        return run[0]
    box = union(piece.box for piece in run)
    assert box is not None
    left, right = min(run, key=lambda piece: piece.box.x0), max(run, key=lambda piece: piece.box.x1)
    shaft = min(piece.box.height for piece in run)
    if box.height > HEAD * shaft:
        heads = (left.box.height > HEAD * shaft, right.box.height > HEAD * shaft)
    else:
        heads = (left.latex != r"\vec", right.latex != r"\overleftarrow")
    latex, last = ARROW_OF_HEADS[heads], run[-1]
    made = Item(
        "accent", Mark(latex, "it", box), box, min(piece.x0 for piece in run), max(piece.x1 for piece in run), last.base,
        last.axis, last.size, font=last.font, math=True, latex=latex,
    )  # fmt: skip
    made.space = run[0].space
    return made
