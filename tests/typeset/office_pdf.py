"""Pages of glyphs and bars as a PDF, put together as office programs do: one text object per run, bars as filled rectangles."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from office_fonts import UNITS, Made
from office_layout import Ink


@dataclass
class Page:
    """What is painted on a page, in order."""

    ink: list[Ink] = field(default_factory=list)

    def add(self, ink: Iterable[Ink]) -> None:
        """Paint."""
        self.ink += ink


def write_pdf(path: Path, pages: Sequence[Page], fonts: dict[str, Made], size: tuple[float, float]) -> None:
    """Write the pages with their fonts embedded."""
    objects: list[bytes] = [b"", b""]  # the catalogue and the pages, put in at the end

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    keys = {name: f"F{k}" for k, name in enumerate(fonts, 1)}
    numbers = {keys[name]: _font(made, add, k) for k, (name, made) in enumerate(fonts.items())}
    resources = add(b"<</Font<<" + b"".join(f"/{key} {n} 0 R".encode() for key, n in numbers.items()) + b">>>>")
    kids = []
    for page in pages:
        content = add(_stream(_painted(page.ink, keys, size)))
        box = f"[0 0 {size[0]} {size[1]}]"
        kids.append(
            add(f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources {resources} 0 R/Contents {content} 0 R>>".encode())
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(out)


def _stream(data: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>stream\n".encode() + packed + b"\nendstream"


def _font(made: Made, add: object, k: int) -> int:
    """A CID font with the program's own glyph numbers."""
    assert callable(add)
    program = made.program()
    file = add(_stream(program, f"/Length1 {len(program)}"))
    name = f"ABCD{chr(69 + k % 20)}E+{made.name.replace(' ', '')}"
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-500 -300 1500 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        f"/CapHeight 700/StemV 50/FontFile2 {file} 0 R>>".encode()
    )
    widths = " ".join(f"{n}[{round(g.advance * UNITS)}]" for n, g in sorted(made.glyphs.items()))
    child = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/CIDToGIDMap/Identity/DW 1000/W[{widths}]/FontDescriptor {descriptor} 0 R>>".encode()
    )
    told = [(n, text) for n, text in sorted(made.unicode.items()) if text]
    lines = "\n".join(f"<{n:04X}> <{text.encode('utf-16-be').hex().upper()}>" for n, text in told)
    cmap = (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/U def/CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(told)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap CMapName currentdict/CMap defineresource pop end end"
    )
    unicode = add(_stream(cmap.encode()))
    return int(
        add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{child} 0 R]"
            f"/ToUnicode {unicode} 0 R>>".encode()
        )
    )


def _painted(ink: Sequence[Ink], keys: dict[str, str], size: tuple[float, float]) -> bytes:
    """The content stream: a text object per run, clipped to the page as Word does; bars as filled rectangles."""
    out = [f"0 0 {size[0]} {size[1]} re W* n"]
    run: list[Ink] = []
    for mark in [*ink, None]:
        if run and (mark is None or not _follows(run[-1], mark)):
            first = run[0]
            assert first.glyph is not None
            codes = "".join(f"{m.glyph.number:04X}" for m in run if m.glyph)
            matrix = f"1 0 0 {first.stretch:.4g} {first.x:.2f} {first.y:.2f} Tm"
            out.append(f"BT /{keys[first.font]} {first.size:.2f} Tf {matrix} 0 g <{codes}> Tj ET")
            run = []
        if mark is None:
            break
        if mark.glyph is None:
            out.append(f"{mark.x:.2f} {mark.y:.2f} {mark.width:.2f} {mark.size:.2f} re f*")
        else:
            run.append(mark)
    return "\n".join(out).encode()


def _follows(last: Ink, mark: Ink) -> bool:
    if last.glyph is None or mark.glyph is None or (last.font, last.size, last.y) != (mark.font, mark.size, mark.y):
        return False
    return abs(mark.x - last.x - last.glyph.advance * last.size) < 0.005 and last.stretch == mark.stretch == 1.0
