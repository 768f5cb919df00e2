"""The device for pages that a browser printed: it also knows the shapes that web pages draw in the place of glyphs.

Such shapes are cut off by clips (KaTeX draws a bar of 400 em and shows what it needs of it; MathJax stretches a glyph five hundred
times), so clips are followed, too, which is not worth its time for other files.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pymupdf import mupdf

from reader.fonts.outlines import Drawn, Outline, Point, outline
from reader.geometry import Box
from reader.pdf.painted import Drawing, Glyph, RawGlyph, Rule
from reader.pdf.tap import UNEVEN, Tap

#: programs that print web pages, by what they say of themselves
BROWSERS = re.compile(r"Skia/PDF")
#: points per unit of a shape; 1/1000 em of type between 3 and 60 points
SCALES = (0.003, 0.06)
#: strokes whose ends are looked at; no glyph has more
ENDS = 400
#: em; where baseline and axis of drawn brackets and arrows lie apart
AXIS = 0.25
#: units; the upper edge of the bar of KaTeX's radicals, and its lower one
BAR = (80.0, 120.0)
_OWN_UNITS = mupdf.ll_fz_make_matrix(1, 0, 0, 1, 0, 0)


class _Ends(mupdf.FzPathWalker2):  # type: ignore[misc]
    """Collects the ends of strokes."""

    def __init__(self) -> None:
        super().__init__()
        self.use_virtual_moveto()
        self.use_virtual_lineto()
        self.use_virtual_curveto()
        self.use_virtual_curvetov()
        self.use_virtual_curvetoy()
        self.use_virtual_rectto()
        self.ends: list[Point] = []
        self.parts = self.first = 0

    def _end(self, x: float, y: float) -> None:
        self.first += self.parts == 1
        if len(self.ends) < ENDS and (not self.ends or self.ends[-1] != (x, y)):
            self.ends.append((x, y))

    def moveto(self, ctx: Any, x: float, y: float) -> None:
        """A part begins."""
        self.parts += 1
        self._end(x, y)

    def lineto(self, ctx: Any, x: float, y: float) -> None:
        """A straight stroke."""
        self._end(x, y)

    def curveto(self, ctx: Any, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """A curve."""
        self._end(x, y)

    def curvetov(self, ctx: Any, x2: float, y2: float, x: float, y: float) -> None:
        """A curve."""
        self._end(x, y)

    def curvetoy(self, ctx: Any, x1: float, y1: float, x: float, y: float) -> None:
        """A curve."""
        self._end(x, y)

    def rectto(self, ctx: Any, x0: float, y0: float, x1: float, y1: float) -> None:
        """A rectangle: two of its sides."""
        self.parts += 1
        self._end(x0, y0)
        self._end(x1, y0)


@cache
def _glyph(font: str, character: str) -> Glyph:
    return Glyph(font, None, character)


class WebTap(Tap):
    """Sees what ``Tap`` sees, and drawn glyphs among the paths."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for name in (
            "clip_path",
            "clip_stroke_path",
            "clip_text",
            "clip_stroke_text",
            "clip_image_mask",
            "end_mask",
            "pop_clip",
        ):
            getattr(self, f"use_virtual_{name}")()
        self._clips: list[Box | None] = []
        #: the box of the last drawn glyph, in its own units
        self._last: tuple[float, ...] = ()

    # clips: each kind puts one on the stack

    def _push(self, box: Box | None) -> None:
        last = self._clips[-1] if self._clips else None
        self._clips.append(_common(last, box))

    def clip_path(self, ctx: Any, path: Any, even_odd: Any, ctm: Any, scissor: Any) -> None:
        """What follows is seen within a shape."""
        rect = mupdf.ll_fz_bound_path(path, None, ctm)
        self._push(Box(rect.x0, rect.y0, rect.x1, rect.y1))

    def clip_stroke_path(self, *rest: Any) -> None:
        """Within a line."""
        self._push(None)

    def clip_text(self, *rest: Any) -> None:
        """Within letters."""
        self._push(None)

    def clip_stroke_text(self, *rest: Any) -> None:
        """Within the outline of letters."""
        self._push(None)

    def clip_image_mask(self, *rest: Any) -> None:
        """Within a picture."""
        self._push(None)

    def end_mask(self, *rest: Any) -> None:
        """Within a mask."""
        self._push(None)

    def pop_clip(self, ctx: Any) -> None:
        """The last clip ends."""
        if self._clips:
            self._clips.pop()

    # glyphs

    def _spans(self, text: Any, ctm: Any, visible: bool) -> None:
        first = len(self.events)
        super()._spans(text, ctm, visible)
        clip = self._clips[-1] if self._clips else None
        if clip is None:
            return
        for place in range(first, len(self.events)):
            event = self.events[place]
            if not isinstance(event, Rule | Drawing | RawGlyph) and abs(event[3] - 1.0) > UNEVEN:
                self.clips[place] = clip

    def fill_path(self, ctx: Any, path: Any, even_odd: Any, ctm: Any, *rest: Any) -> None:
        """A filled shape: a drawn glyph, or what ``Tap`` makes of it."""
        known = self._outline(path, ctm)
        self._last = _own_box(path) if known else ()
        if known is None:
            super().fill_path(ctx, path, even_odd, ctm, *rest)
            return
        self.row = 0
        placed = mupdf.ll_fz_bound_path(path, None, ctm)
        box = _common(Box(placed.x0, placed.y0, placed.x1, placed.y1), self._clips[-1] if self._clips else None)
        if box is not None and box.width > 0 and box.height > 0:
            self._write(known, box, ctm)

    def stroke_path(self, ctx: Any, path: Any, stroke: Any, ctm: Any, *rest: Any) -> None:
        """A drawn line; the edge of a drawn glyph is painted once more so."""
        if not self._last or self._last != _own_box(path):
            super().stroke_path(ctx, path, stroke, ctm, *rest)

    def _outline(self, path: Any, ctm: Any) -> Outline | None:
        """The glyph that a shape stands for."""
        if not SCALES[0] < abs(ctm.d) < SCALES[1] or ctm.b or ctm.c:
            return None
        walker = _Ends()
        mupdf.fz_walk_path(mupdf.FzPath(mupdf.ll_fz_keep_path(path)), walker, walker.m_internal)
        return outline(Drawn(walker.ends, walker.first))

    def _write(self, known: Outline, box: Box, ctm: Any) -> None:
        size = 1000 * abs(ctm.d)
        glyph = _glyph(known.font, known.character)
        if known.advance and ctm.d < 0:  # a glyph of MathJax's, upright on its baseline
            self.events.append(RawGlyph(glyph, size, ctm.e, ctm.f, known.advance * abs(ctm.a), box))
        elif known.advance:  # a radical with its bar
            bar = ctm.e + known.advance * ctm.a
            top, bottom = (ctm.f + edge * ctm.d for edge in BAR)
            sign = Box(box.x0, top, bar, box.y1)
            self.events.append(RawGlyph(glyph, size, box.x0, box.y_mid + AXIS * size, bar - box.x0, sign))
            self.events.append(Rule(Box(bar, top, box.x1, bottom)))
        else:
            # pieces of one bracket share their origin; that of a bar of 400 em is out of sight
            x = ctm.e if box.x0 - size < ctm.e <= box.x0 else box.x0
            self.events.append(RawGlyph(glyph, size, x, box.y_mid + AXIS * size, box.x1 - x, box))


def _own_box(path: Any) -> tuple[float, ...]:
    rect = mupdf.ll_fz_bound_path(path, None, _OWN_UNITS)
    return rect.x0, rect.y0, rect.x1, rect.y1


def _common(one: Box | None, other: Box | None) -> Box | None:
    """The part that two boxes share; None for no box means everything."""
    if one is None or other is None:
        return one or other
    return Box(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))
