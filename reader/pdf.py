"""Bytes of a PDF to pages of glyphs and rules, in the order the file paints them. The only module that knows PyMuPDF.

One walk over a page: a small device sees every text span with its font (from which a glyph's *name* and *true ink box*
come, once per font and glyph) and the drawn rules between, and hands the text on to PyMuPDF's own device behind
``get_texttrace``, which writes down character codes, origins and advances. Cost: 1.3 times the bare ``get_texttrace``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from pymupdf import extra, mupdf

from reader.errors import UnreadableError
from reader.fonts.type3 import LEAST_SIZE, BitmapFont, Ink, Shown, Teller, likely_scale, may_be_bitmaps, may_be_pictures
from reader.geometry import Box

#: points; a painted path no thicker than this is a rule (TeX's are 0.3 to 1 pt, tables' up to 1.5 pt)
RULE_THICKNESS = 1.6
#: points; shorter strokes are dots of plots and the like
RULE_LENGTH = 1.5
#: points; smaller text is not there to be read
MIN_SIZE = 0.5
#: ems; narrower ink is none: MuPDF gives missing glyphs of Type 3 fonts a box of this order
INK_LEAST = 1e-5
#: paths painted in a row, without a letter between, that may be rules of formulas and tables; more make a picture
PATHS_IN_A_ROW = 500
#: on a page with more paths than this in all (a plot), only so many in a row are looked at
MANY_PATHS, FEW_IN_A_ROW = 5_000, 30


class Glyph:
    """A glyph of a font, not yet identified; the same object wherever a document paints it."""

    __slots__ = ("font", "name", "text")

    def __init__(self, font: str, name: str | None, text: str) -> None:
        self.font, self.name = font, name
        #: what ToUnicode says; more than one character where one glyph stands for several
        self.text = text


class RawGlyph(NamedTuple):
    """One painted glyph. Coordinates in points, origin top left."""

    glyph: Glyph
    size: float
    x: float
    y: float
    advance: float
    box: Box

    @property
    def font(self) -> str:
        """The font's name."""
        return self.glyph.font

    @property
    def name(self) -> str | None:
        """The glyph's name in its font, where it has one."""
        return self.glyph.name

    @property
    def text(self) -> str:
        """The characters it stands for."""
        return self.glyph.text


class Rule(NamedTuple):
    """A thin filled or stroked bar, horizontal or vertical."""

    box: Box


@dataclass(frozen=True, slots=True)
class RawPage:
    """Everything painted on one page, in paint order."""

    number: int
    width: float
    height: float
    marks: tuple[RawGlyph | Rule, ...]
    skipped_glyphs: int
    images: int


class _Tap(mupdf.FzDevice2):  # type: ignore[misc]
    """Sees every text span with its font and every painted path, in paint order."""

    def __init__(self) -> None:
        super().__init__()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.use_virtual_ignore_text()
        self.use_virtual_fill_image()
        self.use_virtual_fill_image_mask()
        self._look_at_paths(True)
        #: what the trace wrote down of each span, in step with ``events``
        self.spans: list[dict[str, Any]] = []
        self._trace = extra.JM_new_texttrace_device(self.spans)
        #: a rule, or a span's font and whether the span is seen
        self.events: list[Rule | tuple[Any, bool]] = []
        self.paths = self.row = self.images = 0

    def _look_at_paths(self, look: bool) -> None:
        """MuPDF calls back for every path, or skips them without a call (0.2 s of calls for 100,000)."""
        self.use_virtual_fill_path(look)
        self.use_virtual_stroke_path(look)
        self.looks = look

    def _spans(self, text: Any, visible: bool) -> None:
        span = text.head
        while span:
            self.events.append((span.font, visible))
            span = span.next
        self.row = 0
        if not self.looks:
            self._look_at_paths(True)

    def fill_text(self, ctx: Any, text: Any, ctm: Any, space: Any, colour: Any, alpha: float, params: Any) -> None:
        mupdf.ll_fz_fill_text2(self._trace.m_internal, text, ctm, None, 0, 0, 0, 0, alpha, params)
        self._spans(text, True)

    def stroke_text(
        self, ctx: Any, text: Any, stroke: Any, ctm: Any, space: Any, colour: Any, alpha: float, params: Any
    ) -> None:
        mupdf.ll_fz_stroke_text(self._trace.m_internal, text, stroke, ctm, None, None, alpha, params)
        self._spans(text, True)

    def ignore_text(self, ctx: Any, text: Any, ctm: Any) -> None:
        mupdf.ll_fz_ignore_text(self._trace.m_internal, text, ctm)
        self._spans(text, False)

    def _bar(self, rect: Any) -> None:
        width, height = rect.x1 - rect.x0, rect.y1 - rect.y0
        if min(width, height) <= RULE_THICKNESS and max(width, height) >= RULE_LENGTH:
            self.events.append(Rule(Box(rect.x0, rect.y0, rect.x1, rect.y1)))

    def _path(self, path: Any, stroke: Any, ctm: Any) -> None:
        self._bar(mupdf.ll_fz_bound_path(path, stroke, ctm))
        self.paths += 1
        self.row += 1
        if self.row >= (PATHS_IN_A_ROW if self.paths < MANY_PATHS else FEW_IN_A_ROW):
            self._look_at_paths(False)

    def fill_path(self, ctx: Any, path: Any, even_odd: Any, ctm: Any, *rest: Any) -> None:
        self._path(path, None, ctm)

    def stroke_path(self, ctx: Any, path: Any, stroke: Any, ctm: Any, *rest: Any) -> None:
        self._path(path, stroke, ctm)

    def fill_image(self, *rest: Any) -> None:
        self.images += 1

    def fill_image_mask(self, ctx: Any, image: Any, ctm: Any, *rest: Any) -> None:
        # Distiller paints rules as one-pixel masks: the unit square under the matrix is where they land.
        xs = (ctm.e, ctm.e + ctm.a, ctm.e + ctm.c, ctm.e + ctm.a + ctm.c)
        ys = (ctm.f, ctm.f + ctm.b, ctm.f + ctm.d, ctm.f + ctm.b + ctm.d)
        self._bar(mupdf.FzRect(min(xs), min(ys), max(xs), max(ys)))


class _Fonts:
    """Names and ink boxes of glyphs, asked once per font and glyph. Keeps fonts alive so their address stays theirs.

    A Type 3 font that is one of TeX's bitmaps goes by its true name, its glyphs by theirs, and its size is put right.
    """

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}
        self._names: dict[int, str] = {}
        self._glyphs: dict[tuple[int, int], tuple[str | None, Ink | None]] = {}
        self._seen: dict[int, dict[tuple[int, int], tuple[Glyph, Ink | None]]] = {}
        self._longer: dict[tuple[Glyph, int], Glyph] = {}
        self._teller = Teller()
        self._bitmaps: dict[int, BitmapFont] = {}
        self._scales: dict[int, float] = {}
        #: fonts whose codes are no characters: TeX's bitmaps, and others that may hold any signs
        self._mute: set[int] = set()
        #: fonts whose glyphs stand on their heads: their matrix turns them, and the text's turns them back
        self._flipped: set[int] = set()

    def key(self, font: Any, size: float) -> int:
        address = int(font.this)
        if address not in self._kept:
            self._kept[address] = mupdf.FzFont(mupdf.ll_fz_keep_font(font))
            self._names[address] = mupdf.ll_fz_font_name(font)
            if mupdf.ll_fz_font_t3_procs(font) and not (size >= LEAST_SIZE and FAMILY.match(self._names[address])):
                self._tell(address, font.t3matrix, size)
        return address

    def _tell(self, key: int, matrix: Any, size: float) -> None:
        if matrix.d < 0:
            self._flipped.add(key)
        font = self._kept[key]
        widths = {code: mupdf.fz_advance_glyph(font, code, 0) for code in range(256)}
        widths = {code: width for code, width in widths.items() if width > 0} or widths
        if not may_be_bitmaps(widths, abs(matrix.a), size):
            return
        ink = {code: box for code in widths if (box := self._ink(key, code)) is not None}
        shown = Shown({code: widths[code] for code in ink}, ink, abs(matrix.a), size)
        told = self._teller.tell(shown)
        self._scales[key] = told.scale if told else likely_scale(shown)
        if told is not None or may_be_pictures(shown):
            self._mute.add(key)
        if told is not None:
            self._bitmaps[key] = told
            self._names[key] = told.name

    def forget(self) -> None:
        """Let go of all fonts but Type 3, which are told once: the next pages of a book may use others."""
        self._longer.clear()
        for key in self._kept.keys() - self._scales.keys() - self._flipped:
            del self._kept[key], self._names[key]
            self._seen.pop(key, None)
        self._glyphs = {(key, gid): found for (key, gid), found in self._glyphs.items() if key in self._kept}

    def scale(self, key: int) -> float:
        """The font's size as a multiple of what the file says."""
        return self._scales.get(key, 1.0)

    def _ink(self, key: int, gid: int) -> Ink | None:
        rect = mupdf.fz_bound_glyph(self._kept[key], gid, mupdf.FzMatrix(1, 0, 0, 1, 0, 0))
        if rect.x1 - rect.x0 <= INK_LEAST:
            return None
        if key in self._flipped:
            return rect.x0, -rect.y1, rect.x1, -rect.y0
        return rect.x0, rect.y0, rect.x1, rect.y1

    def seen(self, key: int) -> dict[tuple[int, int], tuple[Glyph, Ink | None]]:
        """Glyphs of a font that were looked up before, with their ink, by character code and glyph number."""
        return self._seen.setdefault(key, {})

    def see(self, key: int, code: int, gid: int) -> tuple[Glyph, Ink | None]:
        """Look a glyph up, for the first time."""
        name, ink = self.glyph(key, gid)
        text = "" if key in self._mute else _character(code)
        found = self.seen(key)[code, gid] = (Glyph(self._names[key], name, text), ink)
        return found

    def longer(self, key: int, glyph: Glyph, code: int) -> Glyph:
        """The glyph where it stands for a further character."""
        if key in self._mute:
            return glyph
        found = self._longer.get((glyph, code))
        if found is None:
            found = self._longer[glyph, code] = Glyph(glyph.font, glyph.name, glyph.text + _character(code))
        return found

    def glyph(self, key: int, gid: int) -> tuple[str | None, Ink | None]:
        """The glyph's name, and its ink box at size one with y upwards."""
        found = self._glyphs.get((key, gid))
        if found is None:
            try:
                if key in self._bitmaps:
                    names = self._bitmaps[key].names
                    name = (names[gid] if gid < len(names) else "") or None
                else:
                    name = mupdf.fz_get_glyph_name2(self._kept[key], gid) if gid >= 0 else None
                ink = self._ink(key, gid) if gid >= 0 else None
            except Exception:  # a broken font program: the glyph stays, nameless
                name, ink = None, None
            found = self._glyphs[(key, gid)] = (name, ink)
        return found


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
        self._fonts = _Fonts()

    def __len__(self) -> int:
        return self._length

    @property
    def title(self) -> str:
        """The title in the file's metadata, often empty or wrong."""
        return str((self._doc.metadata or {}).get("title") or "").strip()

    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks as (level, title, page)."""
        try:
            return [(int(level), str(title), int(page)) for level, title, page, *_ in self._doc.get_toc()]
        except Exception:  # a broken outline must not cost the paper
            return []

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
            tap = _Tap()
            mupdf.fz_run_page(page.this, tap, mupdf.FzMatrix(), mupdf.FzCookie())
        except Exception:  # broken content stream: an empty page, counted by the caller
            return RawPage(index + 1, 612.0, 792.0, (), 0, 0)
        marks, skipped = self._marks(tap)
        rect = page.rect
        return RawPage(index + 1, rect.width, rect.height, tuple(marks), skipped, tap.images)

    def _marks(self, tap: _Tap) -> tuple[list[RawGlyph | Rule], int]:
        marks: list[RawGlyph | Rule] = []
        skipped = 0
        spans = iter(tap.spans)
        for event in tap.events:
            if isinstance(event, Rule):
                marks.append(event)
                continue
            font, visible = event
            span = next(spans, None)
            if span is None:
                break
            dx, dy = span["dir"]
            if not visible or abs(dy) > 0.01 or dx < 0 or span["opacity"] == 0:
                skipped += len(span["chars"])
                continue
            self._glyphs_of(span, font, marks)
        return marks, skipped

    def _glyphs_of(self, span: dict[str, Any], font: Any, marks: list[RawGlyph | Rule]) -> None:
        size = float(span["size"])
        key = self._fonts.key(font, size)
        true_size = size * self._fonts.scale(key)
        if not MIN_SIZE <= true_size < math.inf:
            return
        seen = self._fonts.seen(key)
        started, last = False, None
        for code, gid, (x, y), (x0, y0, x1, y1) in span["chars"]:
            if gid < 0 and code > 0 and started:  # a further character of the glyph before it, painted by none
                if last is not None:
                    last = marks[-1] = last._replace(glyph=self._fonts.longer(key, last.glyph, code))
                continue
            started = True
            if not math.isfinite(x + y):
                last = None
                continue
            glyph, ink = seen.get((code, gid)) or self._fonts.see(key, code, gid)
            if ink is not None:
                left, bottom, right, top = ink
                box = _made(Box, (x + left * size, y - top * size, x + right * size, y - bottom * size))
            else:
                box = Box(x0, y, x1, y) if code in BLANKS else Box(x0, y0, x1, y1)
            last = _made(RawGlyph, (glyph, true_size, x, y, x1 - x0, box))
            marks.append(last)


#: makes a named tuple without the call of its constructor, which takes twice as long
_made = tuple.__new__
#: character codes of spaces: what some fonts draw there is not seen
BLANKS = (32, 160)


#: how Type 3 fonts are called that some program made of a family's outlines (DejaVuSans); TeX's bitmaps have numbers
FAMILY = re.compile(r"(?!Unnamed)[A-Z][A-Za-z]{4,}")


def _character(code: int) -> str:
    """The character of a code point; none for what a broken table makes up."""
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""


#: pixels; a page asked for at a zoom that needs more (a poster, say) is rendered smaller
MAX_PICTURE_PIXELS = 16_000_000


def render_page(path: Path, page: int, zoom: float = 2.0, password: str | None = None) -> bytes:
    """Paint one page, upright as the reader sees it, and return it as PNG.

    Args:
        path: the file.
        page: its number, from 1.
        zoom: pixels per point; lowered where the picture would exceed ``MAX_PICTURE_PIXELS``.
        password: opens a locked file.

    Raises:
        UnreadableError: the file cannot be opened, has no such page, or the page cannot be painted.
    """
    document = Document(path, password)
    if not 1 <= page <= len(document):
        raise UnreadableError(f"This PDF has no page {page}; its last one is {len(document)}.")
    try:
        leaf = document._doc[page - 1]
        leaf.set_rotation(0)  # as it is read, so that boxes fit
        points = max(leaf.rect.width * leaf.rect.height, 1.0)
        scale = min(max(zoom, 0.1), math.sqrt(MAX_PICTURE_PIXELS / points))
        picture = leaf.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
        return bytes(picture.tobytes("png"))
    except Exception as error:  # MuPDF raises many kinds on broken content
        raise UnreadableError(f"Page {page} of this PDF is damaged and cannot be shown.") from error
    finally:
        document._doc.close()


def render_crops(
    path: Path, crops: Sequence[tuple[int, Sequence[float]]], zoom: float = 2.0, password: str | None = None,
    progress: Callable[[int, int], None] = lambda done, all_of_them: None,
) -> list[bytes]:  # fmt: skip
    """Paint parts of pages, each given by its page (from 1) and its box in points; one PNG each, in the order given.

    What lies outside the page is cut off; ``progress(done, all)`` is called before each. A part that cannot be painted
    comes back empty. Raises ``UnreadableError`` where the file cannot be opened.
    """
    document = Document(path, password)._doc
    painted: list[bytes] = []
    try:
        for number, (page, box) in enumerate(crops, 1):
            progress(number, len(crops))
            try:
                leaf = document[page - 1]
                leaf.set_rotation(0)  # as it is read, so that boxes fit
                area = pymupdf.Rect(box) & leaf.rect
                scale = min(max(zoom, 0.1), math.sqrt(MAX_PICTURE_PIXELS / max(area.width * area.height, 1.0)))
                picture = leaf.get_pixmap(matrix=pymupdf.Matrix(scale, scale), clip=area, alpha=False)
                painted.append(bytes(picture.tobytes("png")))
            except Exception:  # MuPDF raises many kinds on broken content
                painted.append(b"")
    finally:
        document.close()
    return painted


def write_notes(path: Path, notes: list[Any], password: str | None = None) -> bytes:
    """A copy of the PDF with a framed note for each of ``notes``: (page, box, title, text, colour), as its bytes.

    Raises ``UnreadableError`` where the file cannot be opened or saved.
    """
    document = Document(path, password)._doc
    try:
        for page, box, title, text, colour in notes:
            leaf = document[page - 1]
            rotation = leaf.rotation
            leaf.set_rotation(0)  # boxes are those of the page as it is read
            note = leaf.add_rect_annot(pymupdf.Rect(box))
            note.set_border(width=0.6)
            note.set_colors(stroke=colour)
            note.set_info(title=title, content=text)
            note.update(opacity=0.75)
            leaf.set_rotation(rotation)
        return bytes(document.tobytes(garbage=1, deflate=True))
    except Exception as error:
        raise UnreadableError(
            "This PDF cannot be annotated: its structure is damaged. Print it to a new PDF and try that."
        ) from error
    finally:
        document.close()
