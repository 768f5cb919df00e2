"""The fonts of a document: names and ink boxes of their glyphs, asked once per font and glyph."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pymupdf import mupdf

from reader.fonts.identity import identify
from reader.fonts.type3 import LEAST_SIZE, BitmapFont, Ink, Shown, Teller, likely_scale, may_be_bitmaps, may_be_pictures
from reader.pdf.painted import Glyph
from reader.pdf.restored import Restorer

#: ems; narrower ink is none: MuPDF gives missing glyphs of Type 3 fonts a box of this order
INK_LEAST = 1e-5
#: how Type 3 fonts are called that some program made of a family's outlines (DejaVuSans); TeX's bitmaps have numbers
FAMILY = re.compile(r"(?!Unnamed)[A-Z][A-Za-z]{4,}")
#: what MuPDF calls a Type 3 font without a name, after its object
UNNAMED = re.compile(r"Type3 \((\d+) 0 R\)")
#: codes of ornaments: MuPDF takes a21 and the like, which is how some programs number glyphs, for names of these
DINGBATS = range(0x2701, 0x27BF)
#: so many different ornaments, and so large a share of a font's glyphs, are numbers
ORNAMENTS = (6, 0.3)
#: a page of which a larger share is unknown is none that can be read; on one with fewer glyphs that tells nothing
MOSTLY, FEW_GLYPHS = 0.7, 40


class Typefaces:
    """Names and ink boxes of glyphs, asked once per font and glyph. Keeps fonts alive so their address stays theirs.

    A Type 3 font that is one of TeX's bitmaps goes by its true name, its glyphs by theirs, and its size is put right.
    """

    def __init__(self, described: Callable[[int], str] = lambda xref: "") -> None:
        """``described`` gives the name in the descriptor of the font object of that number."""
        self._described = described
        self._kept: dict[int, Any] = {}
        self._names: dict[int, str] = {}
        self._glyphs: dict[tuple[int, int], tuple[str | None, Ink | None]] = {}
        self._seen: dict[int, dict[tuple[int, int], tuple[Glyph, Ink | None]]] = {}
        self._longer: dict[tuple[Glyph, int], Glyph] = {}
        self._teller = Teller()
        self._restorer = Restorer()
        #: glyphs of which nothing is known
        self._silent: set[Glyph] = set()
        self._bitmaps: dict[int, BitmapFont] = {}
        self._scales: dict[int, float] = {}
        #: fonts whose codes are no characters: TeX's bitmaps, and others that may hold any signs
        self._mute: set[int] = set()
        #: fonts whose glyphs stand on their heads in the font; the text's matrix turns them
        self._flipped: set[int] = set()

    def key(self, font: Any, size: float, turned: bool = False) -> int:
        """What the font is called here; it is looked at the first time it is seen. ``turned``: its text is upside down."""
        address = int(font.this)
        if address not in self._kept:
            self._kept[address] = mupdf.FzFont(mupdf.ll_fz_keep_font(font))
            self._names[address] = mupdf.ll_fz_font_name(font)
            if mupdf.ll_fz_font_t3_procs(font):
                self._type3(address, font, size, turned)
        return address

    def _type3(self, key: int, font: Any, size: float, turned: bool) -> None:
        if turned:
            self._flipped.add(key)
        unnamed = UNNAMED.fullmatch(self._names[key])
        if unnamed:
            self._names[key] = self._described(int(unnamed[1])) or self._names[key]
        if not (size >= LEAST_SIZE and FAMILY.match(self._names[key])):
            self._tell(key, font.t3matrix, size)

    def _tell(self, key: int, matrix: Any, size: float) -> None:
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
            self._restorer.forget(key)
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
        font, (name, ink) = self._names[key], self.glyph(key, gid)
        text = "" if key in self._mute else _character(code)
        if not mupdf.ll_fz_font_t3_procs(self._kept[key].m_internal):
            font, name, text = self._restorer.names(key, self._kept[key], gid, (font, name, text))
        found = self.seen(key)[code, gid] = (Glyph(font, name, text), ink)
        if not identify(font, name, text).known:
            self._silent.add(found[0])
        elif code in DINGBATS and mupdf.ll_fz_font_t3_procs(self._kept[key].m_internal) and key not in self._bitmaps:
            self._doubt_codes(key)
        return found

    def _doubt_codes(self, key: int) -> None:
        """Take the characters of a Type 3 font for none if too many of them are ornaments: its glyphs are only numbered."""
        seen = self._seen[key]
        if sum(code in DINGBATS for code, _ in seen) < max(ORNAMENTS[0], ORNAMENTS[1] * len(seen)):
            return
        self._mute.add(key)
        for glyph, _ in seen.values():
            glyph.text = ""
            self._silent.add(glyph)

    @property
    def met_silent(self) -> bool:
        """Whether there was a glyph of which nothing is known."""
        return bool(self._silent)

    def is_silent(self, glyphs: Sequence[Glyph]) -> bool:
        """Whether nearly nothing of a page's text can be read: its glyphs say nothing of what they are."""
        if not self._silent or len(glyphs) < FEW_GLYPHS:
            return False
        different = set(glyphs)  # thousands of the dots of a plot are one glyph
        return len(different & self._silent) > MOSTLY * len(different)

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


def _character(code: int) -> str:
    """The character of a code point; none for what a broken table makes up."""
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""
