"""A device that MuPDF runs a page on: text spans with their fonts, and rules, in paint order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pymupdf import extra, mupdf

from reader.geometry import Box
from reader.pdf.painted import Drawing, RawGlyph, Rule

#: points; a painted path no thicker than this is a rule (TeX's are 0.3 to 1 pt, tables' up to 1.5 pt)
RULE_THICKNESS = 1.6
#: points; shorter strokes are dots of plots and the like
RULE_LENGTH = 1.5
#: paths painted in a row, without a letter between, that may be rules of formulas and tables; more make a picture
PATHS_IN_A_ROW = 500
#: on a page with more paths than this in all (a plot), only so many in a row are looked at
MANY_PATHS, FEW_IN_A_ROW = 5_000, 30
#: points; a filled shape larger than this is a background, a smaller one an arrow's head or a node
FILLED_SHAPE = 60.0
#: shapes that are kept of a page: a plot of many more is told by these
MOST_DRAWINGS = 2_000

#: letters are narrowed or widened if width and height differ by more than this share
UNEVEN = 0.01


class Tap(mupdf.FzDevice2):  # type: ignore[misc]
    """Sees every text span with its font and every painted path, in paint order."""

    def __init__(self, stop_at_pictures: Callable[[], bool] = lambda: False) -> None:
        """``stop_at_pictures`` is asked, once, whether to end the run at a picture of many paths."""
        super().__init__()
        self._stop_at_pictures = stop_at_pictures
        self.cookie = mupdf.FzCookie()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.use_virtual_ignore_text()
        self.use_virtual_fill_image()
        self.use_virtual_fill_image_mask()
        self._look_at_paths(True)
        #: what the trace wrote down of each span, in step with ``events``
        self.spans: list[dict[str, Any]] = []
        self._trace = extra.JM_new_texttrace_device(self.spans)
        #: a rule, or a span's font, whether the span is seen, whether its glyphs are turned upside down, and their height as
        #: a multiple of the span's size
        self.events: list[Rule | Drawing | RawGlyph | tuple[Any, bool, bool, float]] = []
        #: what is seen of some spans, by their place among the events; those cut off
        self.clips: dict[int, Box] = {}
        self.paths = self.row = self.images = self.drawings = 0
        self.met_picture = False

    def run(self, page: Any) -> None:
        """See all of a page."""
        mupdf.fz_run_page(page, self, mupdf.FzMatrix(), self.cookie)

    @property
    def stopped(self) -> bool:
        """Whether the run ended before the page did."""
        return bool(self.cookie.m_internal.abort)

    def _look_at_paths(self, look: bool) -> None:
        """MuPDF calls back for every path, or skips them without a call (0.2 s of calls for 100,000)."""
        self.use_virtual_fill_path(look)
        self.use_virtual_stroke_path(look)
        self.looks = look

    def _spans(self, text: Any, ctm: Any, visible: bool) -> None:
        span, wide, high = text.head, ctm.a, ctm.d
        down = high > 0
        while span:
            trm = span.trm
            a, d = trm.a, trm.d
            across, up = abs(a * wide), abs(d * high)
            height = 1.0
            if abs(across - up) > UNEVEN * up and trm.b == trm.c == ctm.b == ctm.c == 0 < across:
                # the trace gives the width of narrowed letters, and of brackets that a program stretches, as their size
                height = up / across
            self.events.append((span.font, visible, (d > 0) is down, height))
            span = span.next
        self.row = 0
        if not self.looks:
            self._look_at_paths(True)

    def fill_text(self, ctx: Any, text: Any, ctm: Any, space: Any, colour: Any, alpha: float, params: Any) -> None:
        """Painted text."""
        mupdf.ll_fz_fill_text2(self._trace.m_internal, text, ctm, None, 0, 0, 0, 0, alpha, params)
        self._spans(text, ctm, True)

    def stroke_text(
        self, ctx: Any, text: Any, stroke: Any, ctm: Any, space: Any, colour: Any, alpha: float, params: Any
    ) -> None:
        """Text drawn in outline."""
        mupdf.ll_fz_stroke_text(self._trace.m_internal, text, stroke, ctm, None, None, alpha, params)
        self._spans(text, ctm, True)

    def ignore_text(self, ctx: Any, text: Any, ctm: Any) -> None:
        """Text that is there but not seen."""
        mupdf.ll_fz_ignore_text(self._trace.m_internal, text, ctm)
        self._spans(text, ctm, False)

    def _bar(self, rect: Any) -> bool:
        width, height = rect.x1 - rect.x0, rect.y1 - rect.y0
        thin = min(width, height) <= RULE_THICKNESS
        if thin and max(width, height) >= RULE_LENGTH:
            self.events.append(Rule(Box(rect.x0, rect.y0, rect.x1, rect.y1)))
        return bool(thin)

    def _drawing(self, path: Any, rect: Any, stroked: bool, ctm: Any) -> None:
        """Keep a shape that tells of a picture: a frame, or a curve, an arrow, a slanted line."""
        framed = bool(mupdf.ll_fz_path_is_rect(path, ctm))
        small = rect.x1 - rect.x0 <= FILLED_SHAPE and rect.y1 - rect.y0 <= FILLED_SHAPE
        if stroked or (small and not framed):
            self.drawings += 1
            self.events.append(Drawing(Box(rect.x0, rect.y0, rect.x1, rect.y1), framed))

    def _path(self, path: Any, stroke: Any, ctm: Any) -> None:
        rect = mupdf.ll_fz_bound_path(path, stroke, ctm)
        if not self._bar(rect) and self.drawings < MOST_DRAWINGS:
            self._drawing(path, rect, stroke is not None, ctm)
        self.paths += 1
        self.row += 1
        if self.row >= (PATHS_IN_A_ROW if self.paths < MANY_PATHS else FEW_IN_A_ROW):
            self._look_at_paths(False)
            self._met_picture()

    def _met_picture(self) -> None:
        if not self.met_picture and self._stop_at_pictures():
            self.cookie.m_internal.abort = 1
        self.met_picture = True

    def fill_path(self, ctx: Any, path: Any, even_odd: Any, ctm: Any, *rest: Any) -> None:
        """A filled shape: a rule, where it is thin."""
        self._path(path, None, ctm)

    def stroke_path(self, ctx: Any, path: Any, stroke: Any, ctm: Any, *rest: Any) -> None:
        """A drawn line: a rule, where it is straight along an axis."""
        self._path(path, stroke, ctm)

    def fill_image(self, *rest: Any) -> None:
        """A picture; counted only."""
        self.images += 1

    def fill_image_mask(self, ctx: Any, image: Any, ctm: Any, *rest: Any) -> None:
        """Distiller paints rules as one-pixel masks: the unit square under the matrix is where they land."""
        xs = (ctm.e, ctm.e + ctm.a, ctm.e + ctm.c, ctm.e + ctm.a + ctm.c)
        ys = (ctm.f, ctm.f + ctm.b, ctm.f + ctm.d, ctm.f + ctm.b + ctm.d)
        self._bar(mupdf.FzRect(min(xs), min(ys), max(xs), max(ys)))
