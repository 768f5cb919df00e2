"""An open PDF: its pages as glyphs and rules, in the order the file paints them.

One walk over a page: a small device sees every text span with its font (from which a glyph's *name* and *true ink box*
come, once per font and glyph) and the drawn rules between, and hands the text on to PyMuPDF's own device behind
``get_texttrace``, which writes down character codes, origins and advances. Cost: 1.3 times the bare ``get_texttrace``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pymupdf
from pymupdf import mupdf

from reader.errors import UnreadableError
from reader.geometry import Box
from reader.pdf.drawings import without_drawings
from reader.pdf.painted import Drawing, RawGlyph, RawPage, Rule
from reader.pdf.tap import Tap
from reader.pdf.typefaces import Typefaces
from reader.pdf.upright import rotation_for
from reader.pdf.web import BROWSERS, WebTap

#: points; smaller text is not there to be read
MIN_SIZE = 0.5
#: bytes; shorter compressed streams hold no drawing that is worth cutting out
HEAVY = 65_536
#: character codes of spaces: what some fonts draw there is not seen
BLANKS = (32, 160)
#: a glyph drawn out more than this in one direction is one that a bracket or a bar is made of
EXTREME = 15.0
#: makes a named tuple without the call of its constructor, which takes twice as long
_made = tuple.__new__


class Document:
    """An open PDF. Iterate ``pages()``; raises ``UnreadableError`` on opening what cannot be read."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        try:
            self._doc = pymupdf.open(path, filetype="pdf")
        except Exception as error:
            raise UnreadableError(
                "This file is damaged or is not a PDF; open it in a PDF viewer and save or download it again."
            ) from error
        if self._doc.needs_pass and not self._doc.authenticate(password or ""):
            raise UnreadableError(
                "This PDF is locked with a password; give it with --password (in the app: the password box)."
                if not password
                else "The password does not open this PDF; check it and try again."
            )
        try:
            self._length = int(self._doc.page_count)
        except Exception:  # a page tree that is none
            self._length = 0
        if self._length == 0:
            raise UnreadableError("This PDF has no pages that can be read; download it again.")
        self._fonts = Typefaces(self._described)
        self._tap = WebTap if BROWSERS.search(self.producer) else Tap

    def __len__(self) -> int:
        return self._length

    @property
    def title(self) -> str:
        """The title in the file's metadata, often empty or wrong."""
        return str((self._doc.metadata or {}).get("title") or "").strip()

    @property
    def producer(self) -> str:
        """The program that wrote the file, as it says itself; often empty."""
        return str((self._doc.metadata or {}).get("producer") or "")

    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks as (level, title, page)."""
        try:
            return [(int(level), str(title), int(page)) for level, title, page, *_ in self._doc.get_toc()]
        except Exception:  # a broken outline must not cost the paper
            return []

    def _described(self, xref: int) -> str:
        """The name in the descriptor of a font that has none itself (Type 3 fonts of web browsers); empty where there is none."""
        kind, name = self._doc.xref_get_key(xref, "FontDescriptor/FontName")
        return str(name).removeprefix("/") if kind == "name" else ""

    def forget(self) -> None:
        """Let go of what was kept of the pages read so far; it is found again where it is needed."""
        self._fonts.forget()
        mupdf.fz_empty_store()

    def pages(self) -> Iterator[RawPage]:
        """The pages in order. A page that MuPDF cannot interpret comes back empty."""
        for index in range(len(self)):
            yield self._page(index)

    def _page(self, index: int) -> RawPage:
        try:
            page = self._doc[index]
            if page.rotation:
                page.set_rotation(0)
            tap = self._tap(lambda: bool(self._heavy_streams(page, self._forms(page))))
            tap.run(page.this)
            if tap.stopped:
                self._cut_drawings(page)
                tap = self._tap()
                tap.run(page.this)
            if rotation := rotation_for(tap.spans):
                page.set_rotation(rotation)
                tap = self._tap()
                tap.run(page.this)
        except Exception:  # broken content stream: an empty page, counted by the caller
            return RawPage(index + 1, 612.0, 792.0, (), 0, 0)
        marks, drawings, skipped = self._marks(tap)
        glyphs = [mark.glyph for mark in marks if isinstance(mark, RawGlyph)] if self._fonts.met_silent else []
        if self._fonts.is_silent(glyphs):
            marks, skipped = [], skipped + len(glyphs)
        rect = page.rect
        return RawPage(index + 1, rect.width, rect.height, tuple(marks), skipped, tap.images, tuple(drawings))

    def _forms(self, page: Any) -> list[tuple[int, str]]:
        """The forms of a page: their xrefs and resource names."""
        return [(xref, name) for xref, name, *_ in self._doc.get_page_xobjects(page.number)]

    def _heavy_streams(self, page: Any, forms: Sequence[tuple[int, str]]) -> list[int]:
        """Content streams and forms of a page (their xrefs) that are long enough to hold a huge drawing."""
        return [xref for xref in (*page.get_contents(), *dict(forms)) if self._length_of(xref) >= HEAVY]

    def _length_of(self, xref: int) -> int:
        kind, length = self._doc.xref_get_key(xref, "Length")
        return int(length) if kind == "int" else 0

    def _cut_drawings(self, page: Any) -> None:
        """Take huge drawings out of the page, in memory."""
        forms = self._forms(page)
        with_text = {
            name.encode() for xref, name in forms if re.search(rb"\b(?:BT|Do)\b", self._doc.xref_stream(xref) or b"")
        }
        for xref in self._heavy_streams(page, forms):
            content = self._doc.xref_stream(xref) or b""
            less = without_drawings(content, with_text)
            if len(less) < len(content):
                self._doc.update_stream(xref, less, compress=False)

    def _marks(self, tap: Tap) -> tuple[list[RawGlyph | Rule], list[Drawing], int]:
        marks: list[RawGlyph | Rule] = []
        drawings: list[Drawing] = []
        skipped = 0
        spans = iter(tap.spans)
        for place, event in enumerate(tap.events):
            if isinstance(event, Rule | RawGlyph):
                marks.append(event)
                continue
            if isinstance(event, Drawing):
                drawings.append(event._replace(after=len(marks)))
                continue
            font, visible, turned, height = event
            span = next(spans, None)
            if span is None:
                break
            dx, dy = span["dir"]
            if not visible or abs(dy) > 0.01 or dx < 0 or span["opacity"] == 0:
                skipped += len(span["chars"])
                continue
            first = len(marks)
            self._glyphs_of(span, font, turned, height, marks)
            span.clear()  # room for the marks of the next
            if place in tap.clips:
                marks[first:] = [mark._replace(box=_clipped(mark.box, tap.clips[place])) for mark in marks[first:]]
        return marks, drawings, skipped

    def _glyphs_of(
        self, span: dict[str, Any], font: Any, turned: bool, height: float, marks: list[RawGlyph | Rule]
    ) -> None:
        width = float(span["size"])
        tall = width * height
        size = tall if 1 < EXTREME * height < EXTREME**2 else min(width, tall)
        key = self._fonts.key(font, size, turned)
        true_size = size * self._fonts.scale(key)
        if not MIN_SIZE <= true_size < math.inf:
            return
        seen = self._fonts.seen(key)
        started, last, inf = False, None, math.inf
        for code, gid, (x, y), (x0, y0, x1, y1) in span["chars"]:
            if gid < 0 and code > 0 and started:  # a further character of the glyph before it, painted by none
                if last is not None:
                    last = marks[-1] = last._replace(glyph=self._fonts.longer(key, last.glyph, code))
                continue
            started = True
            if not -inf < x + y < inf:  # a broken matrix
                last = None
                continue
            glyph, ink = seen.get((code, gid)) or self._fonts.see(key, code, gid)
            if ink is not None:
                left, bottom, right, top = ink
                box = Box(x + left * width, y - top * tall, x + right * width, y - bottom * tall)
            else:
                box = Box(x0, y, x1, y) if code in BLANKS else Box(x0, y0, x1, y1)
            last = _made(RawGlyph, (glyph, true_size, x, y, x1 - x0, box))
            marks.append(last)


def _clipped(box: Box, clip: Box) -> Box:
    """What is seen of a box."""
    x0, y0 = min(max(box.x0, clip.x0), clip.x1), min(max(box.y0, clip.y0), clip.y1)
    return Box(x0, y0, max(min(box.x1, clip.x1), x0), max(min(box.y1, clip.y1), y0))
