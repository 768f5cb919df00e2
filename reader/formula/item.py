"""Items: what the layout passes work on.

A page starts as one item per glyph or rule, in paint order; each pass replaces runs of items by one item that holds a
layout-tree node, until only rows of items are left.

TeX paints its boxes depth first, so what belongs together is contiguous in paint order: order brackets, geometry labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from reader.fonts.font_codes import spelled
from reader.fonts.identity import BIG_OPERATORS, Identity, font_habits, font_kind, identify, symbols
from reader.fonts.sans import as_words, words_are_sans
from reader.formula_tree import Face, Mark, Node
from reader.geometry import Box, union
from reader.pdf.painted import RawGlyph, RawPage, Rule

Kind = Literal["mark", "rule", "accent", "piece", "hbrace", "slash", "hook", "bigop", "radical", "compound"]

#: em; height of the math axis above the baseline (TeX's \fontdimen22 of the symbol font: 0.25 in CM and most others)
AXIS = 0.25
#: a fraction is set in a style one size larger than its marks
FRACTION_SIZE = 1.43
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
        "_node",
        "axis",
        "base",
        "box",
        "centred",
        "face",
        "font",
        "kind",
        "known",
        "label",
        "latex",
        "math",
        "part",
        "size",
        "space",
        "x0",
        "x1",
    )

    def __init__(
        self, kind: Kind, node: Node | None, box: Box, x0: float, x1: float, base: float, axis: float, size: float,
        centred: bool = False, font: str = "", math: bool = False, latex: str = "", part: str = "",
        face: Face | None = None, known: bool = True,
    ) -> None:  # fmt: skip
        self.kind, self.box = kind, box
        self.x0, self.x1, self.base, self.axis, self.size = x0, x1, base, axis, size
        self.centred, self.font, self.math, self.latex, self.part = centred, font, math, latex, part
        #: a space glyph stood before this item
        self.space = False
        #: what ``reader.page.labels`` found it to be, kept because lines are looked at more than once
        self.label: object = None
        #: face of the one mark that it is; None where it is something put together
        self.face, self.known = face, known
        if face is not None:
            self._node: Node | None = None
        else:
            self.node = node

    @property
    def node(self) -> Node | None:
        """The layout tree of the item. A glyph's mark is made when it is asked for: most stand in prose."""
        if self._node is None and self.face is not None:
            self._node = Mark(self.latex, self.face, self.box, self.known)
        return self._node

    @node.setter
    def node(self, node: Node | None) -> None:
        self._node = node
        self.face = node.face if isinstance(node, Mark) and node.latex == self.latex else None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.latex or self.node} x={self.x0:.1f}-{self.x1:.1f} base={self.base:.1f} size={self.size:.1f}>"


def built_nodes(items: Sequence[Item]) -> list[Node | None]:
    """The items' nodes where somebody asked for them; nothing else can stand in a tree."""
    return [item._node for item in items]


#: makes one node of a run of items: what the passes are given to build what they join
Build = Callable[[Sequence[Item]], Node]


def extent(run: Sequence[Item]) -> Box:
    """The ink of a run of items."""
    box = union(item.box for item in run)
    assert box is not None
    return box


#: a mark smaller than this share of the row's size is a script (TeX 0.7, mathptmx 0.74)
SCRIPT_RATIO = 0.86


def main_line(items: Sequence[Item]) -> tuple[float, float, float]:
    """Baseline, axis and size of the row: those of most of its largest marks; of its first item where all are centred."""
    plain = _plain(items)
    bracket = next((i for i in items if i.centred and i.latex in OPENING), None) if not plain else None
    if bracket is not None:  # nothing but rows between tall brackets: these are centred on the line
        return bracket.base, bracket.axis, bracket.size
    plain = plain or [i for i in items if not i.centred and i.kind != "rule"]
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


@dataclass(frozen=True, slots=True)
class Sign:
    """What all items of one glyph have in common. ``plain`` is a mark that always stands on the line."""

    identity: Identity
    plain: bool
    kind: Kind
    latex: str
    face: Face
    font: str
    math: bool
    hangs: bool
    part: str
    known: bool


@cache
def _sign(font: str, name: str | None, text: str, habit: str | None = None, sans: bool = False) -> Sign:
    """The sign of a glyph; ``habit`` is what authors who use the page's fonts type for it, ``sans`` how its words are set."""
    identity = identify(font, name, text)
    if sans:
        identity = as_words(font, identity)
    if habit is not None:
        identity = replace(identity, latex=habit)
    latex, used = identity.latex, font_kind(font)
    kind: Kind = "mark"
    if identity.kind in ("accent", "piece", "hbrace", "slash", "hook"):
        kind = cast(Kind, identity.kind)
    elif latex == r"\surd":
        kind = "radical"
    elif latex in BIG_OPERATORS:
        kind = "bigop"
    whole = identity.kind not in ("space", "drop", "ligature")
    plain = whole and kind != "bigop" and not (kind == "mark" and (latex in DELIMITERS or identity.part in RAISED))
    return Sign(identity, plain, kind, latex, identity.face, font, used.math, used.hangs, identity.part, identity.known)


def page_items(page: RawPage) -> list[Item]:
    """One item per painted glyph or rule, identified, in paint order; spaces become a flag on the next item."""
    glyphs = {mark.glyph for mark in page.marks if type(mark) is RawGlyph}
    fonts = frozenset({glyph.font for glyph in glyphs})
    habits = font_habits(fonts)
    sans = any(font_kind(font).words for font in fonts) and words_are_sans((glyph.font, glyph.text) for glyph in glyphs)
    signs = {glyph: _sign(glyph.font, glyph.name, glyph.text, None, sans) for glyph in glyphs}
    coded = spelled((glyph.font, glyph.text) for glyph in glyphs)
    if coded:
        for glyph in glyphs:
            character = coded.get((glyph.font, glyph.text), glyph.text)
            signs[glyph] = _sign(glyph.font, glyph.name, character, None, sans)
    for glyph, sign in signs.items():
        if sign.latex in habits:
            signs[glyph] = _sign(glyph.font, glyph.name, glyph.text, habits[sign.latex], sans)
    items: list[Item] = []
    space = False
    last = before = ""
    blank = object.__new__
    for mark in page.marks:
        if isinstance(mark, Rule):
            box = mark.box
            items.append(Item("rule", None, box, box.x0, box.x1, box.y_mid, box.y_mid, 0.0, True))
            last, before = "", last
            continue
        glyph, size, x, y, advance, box = mark
        sign = signs[glyph]
        latex = sign.latex
        if sign.plain:
            item = blank(Item)  # most of a paper's items: to write them out takes half the time of a call
            item.kind, item.latex, item.face, item._node = sign.kind, latex, sign.face, None
            item.font, item.math, item.part, item.known = sign.font, sign.math, sign.part, sign.known
            item.box, item.x0, item.x1, item.base, item.axis = box, x, x + advance, y, y - AXIS * size
            item.size, item.centred, item.label = size, False, None
            item.space, space = space, False
            if (latex != last and latex != before) or not _overprints(items, item):
                items.append(item)
                last, before = latex, last
            continue
        if sign.identity.kind == "space":
            space = True
            continue
        if sign.identity.kind == "drop":
            continue
        for item in _letters(mark, sign) if sign.identity.kind == "ligature" else (_centred_or_not(mark, sign),):
            item.space, space = space, False
            if not _overprints(items, item):
                items.append(item)
                last, before = item.latex, last
    places = [place for place, item in enumerate(items) if item.latex in SIZED]
    _set_sizes(items, places)
    _set_bracket_sizes(items, places)
    _centre_brackets_of_scripts(items, places)
    return items


#: marks that fonts have in several sizes
SIZED = DELIMITERS | BIG_OPERATORS | {r"\surd"}
#: how many neighbours tell the size of the line a big operator stands on
NEIGHBOURS, FAR = 8, 40


def _set_sizes(items: list[Item], places: Sequence[int]) -> None:
    """Give big operators the size of the marks around them: some fonts set a display's sum as a larger text-size one."""
    for i in places:
        item = items[i]
        if item.kind == "bigop":
            around = items[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1]
            largest = _largest(around, item)
            if largest <= SCRIPT_RATIO * item.size and (font_kind(item.font).hangs or _same_font(around, item)):
                # these may all be marks of its limits, and its font has the size of the text or little more
                far = [other for other in items[max(0, i - FAR) : i + FAR + 1] if _level(other, item)]
                largest = max(largest, _largest(far, item))
            item.size = min(item.size, largest)
            item.base = item.axis + AXIS * item.size


#: a bracket larger than all marks around it by this is an enlarged letter: TeX's keep the text's size, whatever they hold
ENLARGED = 1.03


def _set_bracket_sizes(items: list[Item], places: Sequence[int]) -> None:
    """Give brackets and radicals that are enlarged letters the size of the marks beside them: they are centred as tall ones."""
    for i in places:
        item = items[i]
        if item.latex not in DELIMITERS and item.kind != "radical":
            continue
        beside = max((k.size for k in items[max(0, i - 1) : i + 2] if k.latex not in DELIMITERS), default=0.0)
        if item.size <= ENLARGED * beside:
            continue
        marks = [k for k in items[max(0, i - FAR) : i + FAR + 1] if k.kind == "mark" and k.latex not in DELIMITERS]
        if not marks or item.size <= ENLARGED * max([k.size for k in marks]):
            continue
        largest = max([k.size for k in marks if _level(k, item)], default=0.0)
        if largest:
            item.size, item.centred, item.axis = largest, True, item.box.y_mid
            item.base = item.axis + AXIS * largest


def _level(other: Item, item: Item) -> bool:
    return other.box.y0 < item.box.y1 and other.box.y1 > item.box.y0


def _largest(around: Sequence[Item], item: Item) -> float:
    return max((other.size for other in around if other.kind == "mark" and not other.centred), default=item.size)


def _same_font(around: Sequence[Item], item: Item) -> bool:
    return any(other.font == item.font and other.kind == "mark" for other in around)


#: neighbours of a bracket that may tell that it is in a script; those next to it may be scripts of the script, or accents
BESIDE_BRACKET = 12


def _centre_brackets_of_scripts(items: list[Item], places: Sequence[int]) -> None:
    r"""Mark brackets of ordinary size in a script as centred: ``\left`` takes them from the text's font and centres them."""
    for i in places:
        item = items[i]
        if item.kind != "mark" or item.centred or item.latex not in DELIMITERS or item.latex == "/":
            continue  # a slash between small marks is one of a slanted fraction
        for other in (*_small_beside(items, i, -1), *_small_beside(items, i, 1)):
            same_axis = abs(other.axis - item.axis) < OFF_AXIS * item.size
            if same_axis and not other.centred and abs(other.base - item.base) > OFF_AXIS * item.size:
                item.size, item.centred = other.size, True
                item.base = item.axis + AXIS * item.size
                break


def _small_beside(items: list[Item], i: int, step: int) -> Iterator[Item]:
    """The small marks on one side of a bracket, nearest first, up to one of ordinary size that is no bracket."""
    for k in range(i + step, i + step * (BESIDE_BRACKET + 1), step):
        if not 0 <= k < len(items):
            return
        other = items[k]
        if other.size <= SCRIPT_RATIO * items[i].size:
            if other.kind == "mark":
                yield other
        elif other.latex not in DELIMITERS:
            return


#: characters that are drawn as scripts (² and ₂): their size, and ems from the line to their baseline, as TeX sets scripts
RAISED = {"super": -0.36, "sub": 0.15}
RAISED_SIZE = 0.7


def _centred_or_not(glyph: RawGlyph, sign: Sign) -> Item:
    """A big operator, a delimiter, which may be a stretched one, or a character that is drawn as a script."""
    box, size = glyph.box, glyph.size
    if sign.identity.part in RAISED and sign.kind == "mark":
        base, size = glyph.y + RAISED[sign.identity.part] * size, RAISED_SIZE * size
        return Item(
            "mark", None, box, glyph.x, glyph.x + glyph.advance, base, base - AXIS * size, size,
            False, sign.font, sign.math, sign.latex, "", sign.face, sign.identity.known,
        )  # fmt: skip
    centred = (
        sign.kind == "bigop"
        or sign.hangs
        or sign.identity.sized
        or box.height > TALL * size
        or _shifted(glyph, sign.math)
    )
    axis = box.y_mid if centred else glyph.y - AXIS * size
    base = axis + AXIS * size if centred else glyph.y
    return Item(
        sign.kind, None, box, glyph.x, glyph.x + glyph.advance, base, axis, size,
        centred, sign.font, sign.math, sign.latex, sign.identity.part, sign.face, sign.identity.known,
    )  # fmt: skip


def _shifted(glyph: RawGlyph, math: bool) -> bool:
    """A larger variant of a delimiter in an OpenType font: TeX moved its baseline so that its ink is centred on the axis."""
    return math and abs(glyph.box.y_mid - (glyph.y - AXIS * glyph.size)) > OFF_AXIS * glyph.size


def _letters(glyph: RawGlyph, sign: Sign) -> list[Item]:
    """A ligature as its letters, each with an equal share of the width; one of letters is a word's, whatever its font."""
    letters, box = sign.latex, glyph.box
    step, ink = glyph.advance / len(letters), box.width / len(letters)
    made = []
    for i, letter in enumerate(letters):
        part = Box(box.x0 + i * ink, box.y0, box.x0 + (i + 1) * ink, box.y1)
        x = glyph.x + i * step
        latex = symbols().get(letter, letter)
        axis = glyph.y - AXIS * glyph.size
        made.append(
            Item(
                "mark", None, part, x, x + step, glyph.y, axis, glyph.size,
                font=sign.font, math=sign.math and not letter.isalpha(), latex=latex, face=sign.face,
            )
        )  # fmt: skip
    return made


def _overprints(items: list[Item], new: Item) -> bool:
    """Poor man's bold: the same glyph painted again within 0.06 em makes the first one bold."""
    for old in items[-2:]:
        if (
            old.kind == new.kind
            and new.kind in ("mark", "bigop")
            and old.latex == new.latex
            and old.font == new.font
            and abs(old.x0 - new.x0) <= 0.06 * new.size
            and abs(old.base - new.base) <= 0.06 * new.size
        ):
            if isinstance(old.node, Mark) and old.node.face in ("it", "rm") and old.latex.lstrip("\\").isalpha():
                old.node = Mark(old.node.latex, "bi" if old.node.face == "it" else "bf", old.node.box, old.node.known)
            return True
    return False
