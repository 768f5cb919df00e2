"""Collect the shapes of the glyphs of fonts of mathematics, by which they are known where names and codes were lost.

    python tests/typeset/known_shapes.py data/fonts/known_shapes.txt

Reads fonts of TeX Live: Type 1 fonts of mathematics and text fonts that stand in formulas beside them, and OpenType fonts
likewise. Format: ``reader/fonts/known_shapes.py``.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from fontTools import agl, ttLib
from pymupdf import mupdf

from reader.fonts.identity import Identity, font_kind, identify, symbols
from reader.fonts.known_shapes import DIGITS, STEP, ZERO, Shape, digits
from reader.pdf.glyph_shape import shape

#: Type 1 fonts by file name, in the order in which equal shapes are told
TYPE1 = (
    r"cm(mi|sy|ex|mib|bsy|exb)\d+", r"cm(r|bx|b|ti|sl|ss|tt|csc|bxti|ssbx|bxsl)\d+", r"ms[ab]m\d+", r"eu(f|s|r)[mb]\d+", "euex10",
    r"rsfs\d+", r"stmary(5|7|10)", r"bbold\d+", r"ds(rom|ss)\d+", r"wasy(7|10)", "esint10",
    r"lm(mi|sy|ex|mib|bsy)\d+", r"lm(r|bx|b|ri|ss)\d+", r"mlm(mi|sy|ex|mib|bsy)\d+",
    r"r?[tp]xb?(mi|sy[abcs]?|ex|exa|r|mia)", r"(NewTX|NewPX).*", r"(tx|px|ntx(?!tm|sups)|rtx|rpx|zplm).*",
    r"fpl.*", r"fourier-(ml|ms|mex|mcl|mbb).*", r"futm.*", r"jkp[^l]?(mi|sy|sya|syb|syc|syd|ex|exa).*", r"md-(ch|ut|gm|pg|us)r.*",
    r"(MnSymbol|MnSymbol-Bold|MnSymbolS?)(5|7|10)", r"math[abcx](5|7|10)", r"stix-math.*", "STIX2Math", r"stickstooMath.*",
    r"STIX2Text.*", r"LibertinusT1Math", r"LibertineMath.*", r"coch.*M.*", r"XCharterMath.*", r"zsfmia?.*", r"zxx.*", r"DutchCal.*",
    "usyr", r"utm\w+8a", r"TeXGyreTermesX-.*", r"upl\w+8a", r"TeXGyrePagellaX-.*", r"STIX2Text-.*", r"LinLibertineT(B|I|BI|)",
    r"XCharter-(Roman|Bold|Italic|BoldItalic)", r"put\w+8a", r"bch\w+8a", r"uhv[rb]o?8a", r"q(tm|pl|hv|bk|cs)(r|b|ri|bi)",
)  # fmt: skip
#: file names; one of a collection is followed by its place in it
OPENTYPE = (
    "latinmodern-math.otf", "STIXTwoMath-Regular.otf", "LibertinusMath-Regular.otf", "texgyretermes-math.otf", "texgyrepagella-math.otf",
    "XITSMath-Regular.otf", "NewCMMath-Regular.otf", "ASANA.TTC#1", "FiraMath-Regular.otf", "Erewhon-Math.otf",
    "XCharter-Math.otf", "Garamond-Math.otf", "texgyreschola-math.otf", "texgyrebonum-math.otf",
)  # fmt: skip
#: text fonts that go with them; letters, digits and signs of these only
OPENTYPE_TEXT = (
    *(f"lmroman{n}-{f}.otf" for n in (5, 6, 7, 8, 9, 10, 12, 17) for f in ("regular", "bold", "italic")), "lmsans10-regular.otf",
    *(f"lmsans{n}-regular.otf" for n in (8, 9, 12, 17)), "lmmono10-regular.otf",
    *(f"LibertinusSerif-{f}.otf" for f in ("Regular", "Bold", "Italic", "BoldItalic")),
    *(f"STIXTwoText-{f}.otf" for f in ("Regular", "Bold", "Italic", "BoldItalic")),
    *(f"XITS-{f}.otf" for f in ("Regular", "Bold", "Italic", "BoldItalic")),
    *(f"texgyre{f}-{s}.otf" for f in ("termes", "pagella") for s in ("regular", "bold", "italic", "bolditalic")),
)  # fmt: skip
#: characters of OpenType fonts: of formulas, in all; of text fonts, these
LETTERS = frozenset(
    [*range(33, 127), *range(0x391, 0x3D7), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, *range(0xFB00, 0xFB05)]
)
#: pieces of delimiters that fonts give no code, by what they lengthen: bottom, lengthening, top (and middle)
PIECES = {
    "(": ("⎝", "⎜", "⎛"), ")": ("⎠", "⎟", "⎞"), "[": ("⎣", "⎢", "⎡"), "]": ("⎦", "⎥", "⎤"),
}  # fmt: skip
#: what goes by one code in all its pieces
WHOLE = frozenset("⏞⏟√⃗")


def found(name: str) -> Path | None:
    """The file TeX finds under this name."""
    path = subprocess.run(["kpsewhich", name], capture_output=True, text=True).stdout.strip()
    return Path(path) if path else None


def type1_files() -> Iterator[Path]:
    """The Type 1 fonts wanted, in order."""
    roots = [
        subprocess.run(["kpsewhich", "-var-value", v], capture_output=True, text=True).stdout.strip()
        for v in ("TEXMFDIST", "TEXMFMAIN")
    ]
    roots.append("/usr/share/texmf")
    files = {
        path.stem: path
        for root in dict.fromkeys(roots)
        if root
        for path in sorted(Path(root, "fonts/type1").glob("**/*.pfb"))
    }
    done: set[str] = set()
    for pattern in TYPE1:
        for stem in sorted(files, key=lambda s: (len(s), s)):
            if stem not in done and re.fullmatch(pattern, stem):
                done.add(stem)
                yield files[stem]


def type1_glyphs(path: Path) -> tuple[str, list[tuple[str, Shape]]] | None:
    """PostScript name and glyphs of a Type 1 font (of text fonts, letters and the like); None where it has no name."""
    head = re.search(r"/FontName\s*/(\S+)", path.read_bytes()[:6000].decode("latin-1"))
    if head is None:
        return None
    font = mupdf.fz_new_font_from_file(None, str(path), 0, 0)
    rows = []
    for gid in range(font.m_internal.glyph_count):
        name = mupdf.fz_get_glyph_name2(font, gid)
        if not name or name in (".notdef", "space") or not stands_in_formulas(identify(head.group(1), name, "")):
            continue
        if not font_kind(head.group(1)).math and ("." in name or ord(agl.toUnicode(name)[:1] or "\0") not in LETTERS):
            continue
        if (outline := shape(font, gid)) is not None:
            rows.append((name, outline))
    return head.group(1), rows


def stands_in_formulas(glyph: Identity) -> bool:
    """Whether this is a mark of formulas: known, and no letter of another script."""
    other = len(glyph.latex) == 1 and ord(glyph.latex) > 0x2FF and glyph.kind == "char"
    return glyph.known and glyph.kind not in ("space", "drop") and not other


def opentype_glyphs(path: Path, wanted: frozenset[int] | None, place: int = 0) -> tuple[str, list[tuple[str, Shape]]]:
    """The same of an OpenType font: the characters of formulas (or those ``wanted``), and the sizes and pieces of each."""
    file = ttLib.TTFont(path, fontNumber=place)
    ps = str(file["name"].getDebugName(6))
    font = mupdf.fz_new_font_from_file(None, str(path), place, 0)
    order = {glyph: gid for gid, glyph in enumerate(file.getGlyphOrder())}
    named: list[tuple[int, str]] = []
    cmap = file.getBestCmap()
    scripts = script_sizes(file)
    for code in sorted(cmap, key=lambda c: (c > 0x7F, chr(c) not in symbols(), c)):
        if code in wanted if wanted is not None else stands_in_formulas(identify(ps, f"u{code:04X}", "")):
            glyph = cmap[code]
            named.append((order[glyph], f"u{code:04X}"))
            if wanted is None:
                named += [(order[g], n) for g, n in larger(file, glyph, code)]
                named += [(order[g], f"u{code:04X}.s") for g in scripts.get(glyph, ())]
    named += [(order[g], g) for g in order if wanted is not None and re.fullmatch("f(_[filt])+", g)]
    done: set[tuple[int, str]] = set()
    rows = []
    for gid, name in named:
        if (gid, name) not in done and (outline := shape(font, gid)) is not None:
            done.add((gid, name))
            rows.append((name, outline))
    return ps, rows


def script_sizes(file: ttLib.TTFont) -> dict[str, list[str]]:
    """The glyphs that a font has for scripts, by the glyph they stand for (feature ``ssty``)."""
    sizes: dict[str, list[str]] = {}
    if "GSUB" not in file:
        return sizes
    table = file["GSUB"].table
    lookups = {i for f in table.FeatureList.FeatureRecord if f.FeatureTag == "ssty" for i in f.Feature.LookupListIndex}
    for lookup in (table.LookupList.Lookup[i] for i in sorted(lookups)):
        for part in lookup.SubTable:
            part = getattr(part, "ExtSubTable", part)
            for glyph, others in (getattr(part, "mapping", None) or getattr(part, "alternates", {})).items():
                sizes.setdefault(glyph, []).extend([others] if isinstance(others, str) else others)
    return sizes


def larger(file: ttLib.TTFont, glyph: str, code: int) -> Iterator[tuple[str, str]]:
    """The larger sizes and the pieces of a glyph by the MATH table, with the names they get here."""
    variants = file["MATH"].table.MathVariants
    for coverage, rows in (
        (variants.VertGlyphCoverage, variants.VertGlyphConstruction),
        (variants.HorizGlyphCoverage, variants.HorizGlyphConstruction),
    ):
        if coverage is None or glyph not in coverage.glyphs:
            continue
        row = rows[coverage.glyphs.index(glyph)]
        for variant in row.MathGlyphVariantRecord:
            if variant.VariantGlyph != glyph:
                yield variant.VariantGlyph, f"u{code:04X}.v"
        if row.GlyphAssembly is None:
            continue
        parts = [record.glyph for record in row.GlyphAssembly.PartRecords]
        pieces = PIECES.get(chr(code), ())
        if len(parts) == len(pieces):
            yield from ((part, f"u{ord(piece):04X}") for part, piece in zip(parts, pieces, strict=True))
        elif chr(code) in WHOLE:
            yield from ((part, f"u{code:04X}.v") for part in parts)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    fonts = [font for path in type1_files() if (font := type1_glyphs(path)) is not None]
    for name, _, place in (name.partition("#") for name in OPENTYPE):
        if (path := found(name)) is not None:
            fonts.append(opentype_glyphs(path, None, int(place or 0)))
    fonts += [opentype_glyphs(path, LETTERS) for name in OPENTYPE_TEXT if (path := found(name)) is not None]
    names: dict[str, int] = {}
    lines: dict[str, str] = {}
    for font, rows in fonts:
        items = []
        for name, outline in rows:
            figures = [round(figure / STEP) + ZERO for figure in outline]
            if all(0 <= figure < DIGITS * DIGITS for figure in figures):
                items.append(digits(names.setdefault(name, len(names))) + "".join(map(digits, figures)))
        if items:
            lines.setdefault(font, "".join(items))
    text = "\n".join([" ".join(names), *(f"{font} {items}" for font, items in lines.items())])
    args.out.write_text(text + "\n", encoding="ascii")
    print(
        f"{len(lines)} fonts, {sum(len(v) for v in lines.values()) // 10} glyphs, {len(names)} names, {len(text)} bytes"
    )


if __name__ == "__main__":
    main()
