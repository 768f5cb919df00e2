"""A formula's layout tree → painted glyphs and bars, as office programs lay formulas out; ``Look.order`` tells who is painted first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from office_fonts import Glyph
from office_looks import Lacking, Look, character_of
from omml import PAIRS

from reader import marks
from reader.fonts.identity import BIG_OPERATORS
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
    Mark,
    Name,
    Node,
    Radical,
    Row,
    Scripts,
    Space,
    Stack,
    Text,
)

#: ems; thickness of bars, their distance to what is over and under them, room between rows and between columns
THICK, GAP, ROWS, COLUMNS = 0.05, 0.14, 0.35, 0.9
#: ems; how far scripts are raised and lowered, limits are away
RAISED, LOWERED, LIMIT_GAP = 0.42, 0.2, 0.16
#: ems; room round relations, operators, behind punctuation
ROOM = {"relation": (0.28, 0.28), "binary": (0.22, 0.22), "punctuation": (0.0, 0.17)}


@dataclass(frozen=True)
class Ink:
    """A painted glyph (with the font's key) or, without one, a bar ``width`` by ``size``. Points, y upwards from the baseline."""

    x: float
    y: float
    size: float
    font: str = ""
    glyph: Glyph | None = None
    stretch: float = 1.0
    width: float = 0.0


@dataclass(frozen=True)
class Box:
    """What is laid out: its width, height above and depth below the baseline, and its ink in the order of painting."""

    width: float
    height: float
    depth: float
    ink: tuple[Ink, ...] = ()
    kind: str = field(default="")

    def at(self, x: float, y: float) -> tuple[Ink, ...]:
        """The ink, moved."""
        return tuple(replace(ink, x=ink.x + x, y=ink.y + y) for ink in self.ink)


class Layout:
    """Lays formulas out in a look."""

    def __init__(self, look: Look, size: float) -> None:
        self.look, self.size = look, size

    def formula(self, node: Node, display: bool) -> Box:
        """A whole formula. Raises ``Lacking`` where the look has no glyph for something."""
        box = self._node(node, 0, display)
        if self.look.order != "fonts":
            return box
        # MathType writes what stands in one font after what stands in another
        fonts = sorted({ink.font for ink in box.ink})
        return replace(box, ink=tuple(ink for font in reversed(fonts) for ink in box.ink if ink.font == font))

    def _em(self, level: int) -> float:
        return self.size * (1.0, self.look.script, self.look.scriptscript)[min(level, 2)]

    def _axis(self, level: int) -> float:
        return self.look.axis * self._em(level)

    def _node(self, node: Node, level: int, display: bool = False) -> Box:
        match node:
            case Row(items=items):
                return self._row(items, level, display)
            case Mark():
                return self._mark(node, level, display)
            case Name(text=text, face=face) | Text(text=text, face=face):
                letters = [
                    self._glyph(*self.look.mark(c, face), level) if c != " " else Box(0.25 * self._em(level), 0, 0)
                    for c in text
                ]
                return _beside(letters)
            case Space(em=em):
                return Box(em * self._em(level), 0, 0)
            case Scripts():
                return self._scripts(node, level, display)
            case Fraction():
                return self._fraction(node, level, display)
            case Radical(body=body, index=index):
                return self._radical(body, index, level)
            case Accent(base=base, mark=mark):
                return self._accent(base, mark, level)
            case Fence(opening=opening, body=body, closing=closing):
                return self._fenced(opening, self._node(body, level, display), closing, level)
            case Array(rows=rows):
                return self._array(rows, level)
            case Stack(base=base, above=above, below=below):
                over = self._node(above, level + 1) if above else None
                return self._limits(
                    self._node(base, level), over, self._node(below, level + 1) if below else None, level
                )
            case Brace():
                raise Lacking("brace")

    def _glyph(
        self, font: str, glyph: Glyph, level: int, scale: float = 1.0, stretch: float = 1.0, rise: float = 0.0
    ) -> Box:
        em = self._em(level) * scale
        top, bottom = glyph.box[3] * em * stretch + rise, glyph.box[1] * em * stretch + rise
        return Box(glyph.advance * em, max(top, 0.0), max(-bottom, 0.0), (Ink(0, rise, em, font, glyph, stretch),))

    def _mark(self, node: Mark, level: int, display: bool) -> Box:
        if marks.is_number(node.latex):
            if node.face in ("bf", "bi", "bb"):
                raise Lacking(node.latex)
            return _beside([self._glyph(*self.look.mark(c, "rm"), level) for c in node.latex])
        character = character_of(node.latex)
        if node.latex in BIG_OPERATORS and display and level == 0:
            font, glyph = self.look.big(character)
            scale = 1.5 if self.look.order == "fonts" else 1.0
            rise = self._axis(0) - (glyph.box[3] + glyph.box[1]) / 2 * self._em(0) * scale
            return self._glyph(font, glyph, 0, scale, 1.0, rise)
        greek = marks.is_small_greek(node.latex)
        face = node.face if (character.isalpha() and node.face != "it") or character.isascii() or greek else "rm"
        return replace(self._glyph(*self.look.mark(character, face), level), kind=marks.kind(node.latex))

    def _row(self, items: tuple[Node, ...], level: int, display: bool) -> Box:
        boxes: list[Box] = []
        i = 0
        while i < len(items):
            end = _closing(items, i)
            if end is not None:
                first, last = items[i], items[end]
                assert isinstance(first, Mark) and isinstance(last, Mark)
                boxes.append(
                    self._fenced(first.latex, self._row(items[i + 1 : end], level, display), last.latex, level)
                )
                i = end
            else:
                boxes.append(self._node(items[i], level, display))
            i += 1
        if level == 0:
            boxes = [self._roomy(box, k) for k, box in enumerate(boxes)]
        return _beside(boxes)

    def _roomy(self, box: Box, place: int) -> Box:
        left, right = ROOM.get(box.kind, (0.0, 0.0))
        if not place:
            left = right = 0.0
        em = self._em(0)
        return Box(box.width + (left + right) * em, box.height, box.depth, box.at(left * em, 0))

    def _fenced(self, opening: str, body: Box, closing: str, level: int) -> Box:
        em, axis = self._em(level), self._axis(level)
        height = 2 * max(body.height - axis, body.depth + axis) * 0.95 / em
        sides = [self._bracket(mark, height, level) for mark in (opening, closing)]
        return _beside([sides[0], body, sides[1]])

    def _bracket(self, mark: str, height: float, level: int) -> Box:
        if mark == ".":
            return Box(0.1 * self._em(level), 0, 0)
        em, axis = self._em(level), self._axis(level)
        pieces = self.look.bracket(character_of(mark), height)
        boxes = []
        for font, glyph, rise, stretch in pieces:
            centre = (glyph.box[3] + glyph.box[1]) / 2 * em * stretch
            lift = (
                rise * em
                if len(pieces) > 1
                else axis - centre
                if stretch != 1.0 or glyph.box[3] - glyph.box[1] > 1.2
                else 0.0
            )
            boxes.append(self._glyph(font, glyph, level, 1.0, stretch, lift))
        ink = tuple(i for box in boxes for i in box.ink)
        return Box(max(b.width for b in boxes), max(b.height for b in boxes), max(b.depth for b in boxes), ink)

    def _scripts(self, node: Scripts, level: int, display: bool) -> Box:
        base = self._node(node.base, level, display)
        sub = self._node(node.sub, level + 1) if node.sub else None
        sup = self._node(node.sup, level + 1) if node.sup else None
        if node.limits and display and level == 0:
            return self._limits(base, sup, sub, level)
        em, ink, width, height, depth = self._em(level), list(base.ink), 0.0, base.height, base.depth
        placed: list[tuple[Ink, ...]] = []
        if sup:
            rise = max(RAISED * em, base.height - 0.45 * self._em(level + 1), sup.depth + 0.15 * em)
            placed.append(sup.at(base.width, rise))
            width, height = sup.width, max(height, rise + sup.height)
        if sub:
            drop = max(LOWERED * em, base.depth, sub.height - 0.35 * em)
            placed.append(sub.at(base.width, -drop))
            width, depth = max(width, sub.width), max(depth, drop + sub.depth)
        if self.look.order == "later":
            placed.reverse()
        for part in placed:
            ink += part
        return Box(base.width + width + 0.04 * em, height, depth, tuple(ink))

    def _limits(self, base: Box, above: Box | None, below: Box | None, level: int) -> Box:
        em = self._em(level)
        width = max(box.width for box in (base, above, below) if box)
        core = base.at((width - base.width) / 2, 0)
        over = above.at((width - above.width) / 2, base.height + LIMIT_GAP * em + above.depth) if above else ()
        under = below.at((width - below.width) / 2, -base.depth - LIMIT_GAP * em - below.height) if below else ()
        height = base.height + (LIMIT_GAP * em + above.height + above.depth if above else 0.0)
        depth = base.depth + (LIMIT_GAP * em + below.height + below.depth if below else 0.0)
        ink = core + under + over if self.look.order == "later" else over + core + under
        return Box(width, height, depth, ink, base.kind)

    def _fraction(self, node: Fraction, level: int, display: bool) -> Box:
        small = level if display or level else level + 1
        above, below = self._node(node.above, small), self._node(node.below, small)
        em, axis = self._em(level), self._axis(level)
        width = max(above.width, below.width) + 0.1 * em
        thick = THICK * em
        up, down = axis + thick / 2 + GAP * em + above.depth, axis - thick / 2 - GAP * em - below.height
        over, under = above.at((width - above.width) / 2, up), below.at((width - below.width) / 2, down)
        bar = (Ink(0, axis - thick / 2, thick, width=width),) if node.bar else ()
        ink = over + under + bar if self.look.order == "later" else over + bar + under
        return Box(width + 0.06 * em, up + above.height, below.depth - down, ink)

    def _radical(self, body: Node, index: Node | None, level: int) -> Box:
        inner, em = self._node(body, level), self._em(level)
        thick, room = THICK * em, 0.1 * em
        font, glyph = self.look.radical((inner.height + inner.depth + room + thick) / em)
        top = inner.height + room + thick
        sign = self._glyph(font, glyph, level, 1.0, 1.0, top - glyph.box[3] * em)
        start = 0.0
        lead: tuple[Ink, ...] = ()
        if index is not None:
            over = self._node(index, 2)
            start = max(over.width - 0.45 * sign.width, 0.0)
            lead = over.at(0.0, top - 0.45 * (top + sign.depth))
        edge = start + glyph.box[2] * em
        bar = (Ink(edge, top - thick, thick, width=inner.width + 0.05 * em),)
        parts = (sign.at(start, 0), bar, inner.at(edge, 0))
        ink = parts[0] + parts[2] + bar if self.look.order == "later" else parts[0] + bar + parts[2]
        return Box(edge + inner.width + 0.08 * em, top + 0.05 * em, max(inner.depth, sign.depth), lead + ink)

    def _accent(self, base: Node, mark: str, level: int) -> Box:
        inner, em = self._node(base, level), self._em(level)
        thick = THICK * em
        if mark in (r"\overline", r"\underline") or (mark == r"\bar" and self.look.order == "fonts"):
            over = mark != r"\underline"
            y = inner.height + 0.1 * em if over else -inner.depth - 0.1 * em - thick
            bar = (Ink(0, y, thick, width=inner.width),)
            ink = bar + inner.ink if over and self.look.order == "tex" else inner.ink + bar
            return Box(
                inner.width, inner.height + (0.2 * em if over else 0), inner.depth + (0 if over else 0.2 * em), ink
            )
        font, glyph = self.look.accent(mark)
        x = inner.width / 2 + 0.06 * em - (glyph.box[0] + glyph.box[2]) / 2 * em
        y = inner.height + 0.05 * em - glyph.box[1] * em
        sign = (Ink(x, y, em, font, glyph),)
        ink = sign + inner.ink if self.look.order == "tex" else inner.ink + sign
        return Box(inner.width, y + glyph.box[3] * em, inner.depth, ink)

    def _array(self, rows: tuple[tuple[Node, ...], ...], level: int) -> Box:
        cells = [[self._node(cell, level) for cell in row] for row in rows]
        em = self._em(level)
        count = max(map(len, cells))
        widths = [max(row[k].width for row in cells if k < len(row)) for k in range(count)]
        heights = [(max(b.height for b in row), max(b.depth for b in row)) for row in cells]
        total = sum(h + d for h, d in heights) + ROWS * em * (len(cells) - 1)
        y = self._axis(level) + total / 2
        ink: tuple[Ink, ...] = ()
        for row, (height, depth) in zip(cells, heights, strict=True):
            y -= height
            x = 0.0
            for k, cell in enumerate(row):
                ink += cell.at(x + (widths[k] - cell.width) / 2, y)
                x += widths[k] + COLUMNS * em
            y -= depth + ROWS * em
        half = total / 2
        return Box(sum(widths) + COLUMNS * em * (count - 1), self._axis(level) + half, half - self._axis(level), ink)


def _closing(items: tuple[Node, ...], start: int) -> int | None:
    first, depth = items[start], 0
    if not isinstance(first, Mark) or first.latex not in PAIRS:
        return None
    for k in range(start, len(items)):
        item = items[k].base if isinstance(items[k], Scripts) else items[k]  # type: ignore[union-attr]
        if isinstance(item, Mark):
            depth += (item.latex == first.latex) - (item.latex == PAIRS[first.latex])
            if depth == 0:
                return k if item is items[k] else None
    return None


def _beside(boxes: list[Box]) -> Box:
    x = 0.0
    ink: list[Ink] = []
    for box in boxes:
        ink += box.at(x, 0)
        x += box.width
    return Box(x, max((b.height for b in boxes), default=0.0), max((b.depth for b in boxes), default=0.0), tuple(ink))
