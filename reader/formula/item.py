"""Items: what the layout passes work on.

A page starts as one item per glyph or rule, in paint order; each pass replaces runs of items by one item that holds a
layout-tree node, until only rows of items are left.

TeX paints its boxes depth first, so what belongs together is contiguous in paint order: order brackets, geometry labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reader.fonts.identity import BIG_OPERATORS, Identity, font_habits, font_kind, identify, symbols
from reader.formula_tree import Mark, Node
from reader.geometry import Box, union
from reader.pdf import RawGlyph, RawPage, Rule

Kind = Literal["mark", "rule", "accent", "piece", "hbrace", "slash", "hook", "bigop", "radical", "compound"]

#: em; height of the math axis above the baseline (TeX's \fontdimen22 of the symbol font: 0.25 in CM and most others)
AXIS = 0.25
#: a delimiter taller than this many ems is a stretched one, centred on the axis
TALL = 1.25
#: em; the ink of a delimiter that stands on the line is centred on the axis to within this
OFF_AXIS = 0.045
DELIMITERS = frozenset(
    [
        r"(",
        r")",
        r"[",
        r"]",
        r"\{",
        r"\}",
        r"|",
        r"\|",
        r"\langle",
        r"\rangle",
        r"\lfloor",
        r"\rfloor",
        r"\lceil",
        r"\rceil",
        r"/",
        r"\backslash",
        r"\uparrow",
        r"\downarrow",
        r"\llbracket",
        r"\rrbracket",
        r"\lgroup",
        r"\rgroup",
    ]
)


class Item:
    """A glyph, a rule, or a piece of formula already put together. Lengths in points, y downwards.

    ``base`` is the baseline, ``axis`` the height at which bars and operators are centred; for centred items (big operators,
    tall delimiters, fractions, arrays) only the axis is meaningful and ``centred`` is True. ``x0``/``x1`` are the advance
    extents, ``box`` the ink.
    """

    __slots__ = (
        "axis",
        "base",
        "box",
        "centred",
        "font",
        "kind",
        "label",
        "latex",
        "math",
        "node",
        "part",
        "size",
        "space",
        "x0",
        "x1",
    )

    def __init__(
        self, kind: Kind, node: Node | None, box: Box, x0: float, x1: float, base: float, axis: float, size: float,
        *, centred: bool = False, font: str = "", math: bool = False, latex: str = "", part: str = "",
    ) -> None:  # fmt: skip
        self.kind, self.node, self.box = kind, node, box
        self.x0, self.x1, self.base, self.axis, self.size = x0, x1, base, axis, size
        self.centred, self.font, self.math, self.latex, self.part = centred, font, math, latex, part
        #: a space glyph stood before this item
        self.space = False
        #: what ``reader.page.labels`` found it to be, kept because lines are looked at more than once
        self.label: object = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.latex or self.node} x={self.x0:.1f}-{self.x1:.1f} base={self.base:.1f} size={self.size:.1f}>"


def extent(run: Sequence[Item]) -> Box:
    """The ink of a run of items."""
    box = union(item.box for item in run)
    assert box is not None
    return box


#: a mark smaller than this share of the row's size is a script (TeX 0.7, mathptmx 0.74)
SCRIPT_RATIO = 0.86


def main_line(items: Sequence[Item]) -> tuple[float, float, float]:
    """Baseline, axis and size of the row: those of most of its largest marks; of its first item where all are centred."""
    plain = _plain(items) or [i for i in items if not i.centred and i.kind != "rule"]
    if not plain:
        first = max(items, key=lambda i: i.size)
        return first.base, first.axis, first.size
    size = max(i.size for i in plain)
    centre = max((i for i in items if i.centred and i.kind != "rule"), key=lambda i: i.size, default=None)
    if (
        centre is not None
        and size < SCRIPT_RATIO * centre.size
        and not any(abs(i.axis - centre.axis) < 0.12 * size for i in plain)
    ):
        return centre.base, centre.axis, centre.size  # a big operator with nothing but its own scripts
    # The first full-size mark stands on the line: what is off it (a script of a script, which TeX cannot shrink) follows.
    best = next(i for i in plain if i.size >= SCRIPT_RATIO * size)
    return best.base, best.axis, size


#: tall brackets, which may hold rows of their own
OPENING = frozenset({"(", "[", r"\{"})
CLOSING = frozenset({")", "]", r"\}"})


def _plain(items: Sequence[Item]) -> list[Item]:
    """Marks that may tell the line: not raised as accents are, nor between tall brackets, where a binomial may stand."""
    plain: list[Item] = []
    depth = 0
    for item in items:
        if item.centred:
            depth += (item.latex in OPENING) - (depth > 0 and item.latex in CLOSING)
        elif depth == 0 and item.kind not in ("rule", "accent"):
            plain.append(item)
    return plain


def compound(
    node: Node,
    run: Sequence[Item],
    latex: str,
    *,
    anchor: Item | None = None,
    ink: Sequence[Item] = (),
    size: float | None = None,
) -> Item:
    """An item that holds ``node``, made of ``run``; it stands on the line of ``anchor``, or of the run's main marks.

    ``ink`` are the items whose boxes count for its ink, where those are more than the run.
    """
    base, axis = (anchor.base, anchor.axis) if anchor else main_line(run)[:2]
    made = Item(
        "compound",
        node,
        extent(ink or run),
        min(i.x0 for i in run),
        max(i.x1 for i in run),
        base,
        axis,
        max(i.size for i in run) if size is None else size,
        centred=anchor.centred if anchor else False,
        math=True,
        latex=latex,
    )
    made.space = run[0].space
    return made


def page_items(page: RawPage) -> list[Item]:
    """One item per painted glyph or rule, identified, in paint order; spaces become a flag on the next item."""
    items: list[Item] = []
    habits = font_habits(frozenset(mark.font for mark in page.marks if isinstance(mark, RawGlyph)))
    space = False
    for mark in page.marks:
        if isinstance(mark, Rule):
            box = mark.box
            items.append(Item("rule", None, box, box.x0, box.x1, box.y_mid, box.y_mid, 0.0, centred=True))
            continue
        identity = identify(mark.font, mark.name, mark.text)
        if identity.latex in habits:
            identity = replace(identity, latex=habits[identity.latex])
        if identity.kind == "space":
            space = True
            continue
        if identity.kind == "drop":
            continue
        for item in _glyph_items(mark, identity):
            item.space, space = space, False
            if not _overprints(items, item):
                items.append(item)
    _set_sizes(items)
    _centre_brackets_of_scripts(items)
    return items


#: how many neighbours tell the size of the line a big operator stands on
NEIGHBOURS = 8


def _set_sizes(items: list[Item]) -> None:
    """Give big operators the size of the marks around them: some fonts set a display's sum as a larger text-size one."""
    for i, item in enumerate(items):
        if item.kind == "bigop":
            around = items[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1]
            largest = max(
                (other.size for other in around if other.kind == "mark" and not other.centred), default=item.size
            )
            item.size = min(item.size, largest)
            item.base = item.axis + AXIS * item.size


def _centre_brackets_of_scripts(items: list[Item]) -> None:
    r"""Mark brackets of ordinary size in a script as centred: ``\left`` takes them from the text's font and centres them."""
    for i, item in enumerate(items):
        if item.kind != "mark" or item.centred or item.latex not in DELIMITERS:
            continue
        for other in items[max(0, i - 1) : i + 2]:
            small = other.kind == "mark" and other.size <= SCRIPT_RATIO * item.size and not other.centred
            same_axis = abs(other.axis - item.axis) < OFF_AXIS * item.size
            if small and same_axis and abs(other.base - item.base) > OFF_AXIS * item.size:
                item.size, item.centred = other.size, True
                item.base = item.axis + AXIS * item.size
                break


def _glyph_items(glyph: RawGlyph, identity: Identity) -> Sequence[Item]:
    kind = font_kind(glyph.font)
    if identity.kind == "ligature":
        return _letters(glyph, identity, kind.math)
    latex, box, size = identity.latex, glyph.box, glyph.size
    item_kind: Kind = "mark"
    centred = False
    if identity.kind in ("accent", "piece", "hbrace", "slash", "hook"):
        item_kind = identity.kind  # type: ignore[assignment]
    elif latex == r"\surd":
        item_kind = "radical"
    elif latex in BIG_OPERATORS:
        item_kind, centred = "bigop", True
    elif latex in DELIMITERS and (
        kind.hangs or identity.sized or box.height > TALL * size or _shifted(glyph, kind.math)
    ):
        centred = True
    axis = box.y_mid if centred else glyph.y - AXIS * size
    node = Mark(latex, identity.face, box, identity.known)
    base = axis + AXIS * size if centred else glyph.y
    return (
        Item(
            item_kind, node, box, glyph.x, glyph.x + glyph.advance, base, axis, size,
            centred=centred, font=glyph.font, math=kind.math, latex=latex, part=identity.part,
        ),
    )  # fmt: skip


def _shifted(glyph: RawGlyph, math: bool) -> bool:
    """A larger variant of a delimiter in an OpenType font: TeX moved its baseline so that its ink is centred on the axis."""
    return math and abs(glyph.box.y_mid - (glyph.y - AXIS * glyph.size)) > OFF_AXIS * glyph.size


def _letters(glyph: RawGlyph, identity: Identity, math: bool) -> list[Item]:
    """A ligature as its letters, each with an equal share of the width."""
    letters, box = identity.latex, glyph.box
    step, ink = glyph.advance / len(letters), box.width / len(letters)
    made = []
    for i, letter in enumerate(letters):
        part = Box(box.x0 + i * ink, box.y0, box.x0 + (i + 1) * ink, box.y1)
        x = glyph.x + i * step
        latex = symbols().get(letter, letter)
        node = Mark(latex, identity.face, part)
        axis = glyph.y - AXIS * glyph.size
        made.append(
            Item("mark", node, part, x, x + step, glyph.y, axis, glyph.size, font=glyph.font, math=math, latex=latex)
        )
    return made


def _overprints(items: list[Item], new: Item) -> bool:
    """Poor man's bold: the same glyph painted again within 0.06 em makes the first one bold."""
    for old in items[-2:]:
        if (
            old.kind == new.kind == "mark"
            and old.latex == new.latex
            and old.font == new.font
            and abs(old.x0 - new.x0) <= 0.06 * new.size
            and abs(old.base - new.base) <= 0.06 * new.size
        ):
            if isinstance(old.node, Mark) and old.node.face in ("it", "rm") and old.latex.lstrip("\\").isalpha():
                old.node = Mark(old.node.latex, "bi" if old.node.face == "it" else "bf", old.node.box, old.node.known)
            return True
    return False
