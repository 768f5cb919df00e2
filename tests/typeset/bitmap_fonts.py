"""Collect what identifies TeX's bitmap fonts: widths and ink of their characters, and the names that go with the codes.

    python tests/typeset/bitmap_fonts.py data/fonts/bitmap_fonts.txt

Reads the TFM files of Computer Modern, the AMS fonts, EC and the blackboard fonts from TeX Live (widths are exact
there) and the encodings and ink of the same fonts' outlines. One line per font: name, encoding, first code, then for
codes from the first on the ink's four sides (left, bottom, right, top) as one character each (``!`` is -0.4 em, every
step 0.02 em; left out where there are no outlines, or where they are larger than that can say) and the width in 1/10000
em. An item is ``-`` where there is no character. Encodings stand first: name, then glyph names by code.
"""

from __future__ import annotations

import argparse
import re
import struct
import subprocess
from pathlib import Path

from fontTools import agl, t1Lib
from fontTools.pens.boundsPen import BoundsPen

EC_SIZES = ("0600", "0700", "0800", "0900", "1000", "1095", "1200", "1440", "1728")
FEW_EC_SIZES = ("0800", "1000", "1200")
FONTS = [
    *(f"cmr{n}" for n in (5, 6, 7, 8, 9, 10, 12, 17)), *(f"cmmi{n}" for n in (5, 6, 7, 8, 9, 10, 12)),
    *(f"cmsy{n}" for n in range(5, 11)), *(f"cmex{n}" for n in (7, 8, 9, 10)), *(f"cmbx{n}" for n in (5, 6, 7, 8, 9, 10, 12)),
    *(f"cmmib{n}" for n in range(5, 11)), *(f"cmbsy{n}" for n in range(5, 11)), *(f"cmti{n}" for n in (7, 8, 9, 10, 12)),
    *(f"cmsl{n}" for n in (8, 9, 10, 12)), *(f"cmss{n}" for n in (8, 9, 10, 12, 17)), *(f"cmssi{n}" for n in (8, 9, 10, 12)),
    *(f"cmtt{n}" for n in (8, 9, 10, 12)), *(f"cmcsc{n}" for n in (8, 9, 10)), "cmb10", "cmbxti10", "cmbxsl10", "cmssbx10",
    "cmssdc10", "cmitt10", "cmsltt10", "cmu10", "cmvtt10",
    *(f"{f}{n}" for f in ("msam", "msbm", "eufm", "eufb", "eusm", "eusb", "eurm", "eurb") for n in range(5, 11)), "euex10", "euex7",
    "rsfs5", "rsfs7", "rsfs10", *(f"bbm{n}" for n in (5, 6, 7, 8, 9, 10, 12, 17)), "bbmss10", "bbmbx10", "dsrom10", "dsrom12", "dsss10",
    "bbold5", "bbold7", "bbold10", "lasy5", "lasy7", "lasy10", "stmary10", "wasy10",
    *(f"{family}{size}" for family in ("ecrm", "ecbx", "ecti") for size in EC_SIZES),
    *(f"{family}{size}" for family in ("ecsl", "ectt", "ecss", "eccc", "tcrm") for size in FEW_EC_SIZES),
]  # fmt: skip
#: outlines whose encoding vector a family without outlines shares
BORROWED = {"dsr": "dsrom10", "dss": "dsrom10"}
UNIT = 10_000
#: ems; the ink's sides are stored from here on in steps of this
INK_START, INK_STEP = -0.4, 0.02


def find(name: str) -> Path | None:
    """The file TeX finds under this name."""
    path = subprocess.run(["kpsewhich", name], capture_output=True, text=True).stdout.strip()
    return Path(path) if path else None


def widths(tfm: bytes) -> dict[int, float]:
    """Widths by code in ems, from a TFM file (see TeX: The Program, part 30)."""
    _, lh, bc, ec, nw = struct.unpack(">5H", tfm[:10])
    info = 24 + 4 * lh
    table = info + 4 * (ec - bc + 1)
    values = [v / (1 << 20) for v in struct.unpack(f">{nw}i", tfm[table : table + 4 * nw])]
    index = {code: tfm[info + 4 * (code - bc)] for code in range(bc, ec + 1)}
    return {code: values[i] for code, i in index.items() if i}


def outlines(font: str) -> Path | None:
    """The outlines of a font, or None: some are only drawn by Metafont."""
    if font.startswith(("ec", "tc")):
        return find(f"sf{font[2:]}.pfb") if font.startswith("ec") else None
    stem = re.sub(r"\d+$", "", font)
    return next((p for n in (font, BORROWED.get(stem[:3], "")) if n and (p := find(f"{n}.pfb"))), None)


def encoding(font: str) -> dict[int, str]:
    """Glyph names by code of a font's outlines, EC by its encoding file."""
    if font.startswith(("ec", "tc")):
        path = find("cm-super-t1.enc" if font.startswith("ec") else "cm-super-ts1.enc")
        body = path.read_text().split("[", 1)[1] if path else ""
        return {i: name for i, name in enumerate(re.findall(r"/(\S+)", re.sub(r"%.*", "", body))) if name != ".notdef"}
    if font.startswith("bbm"):
        return {code: agl.UV2AGL[code] for code in range(33, 127)}
    path = outlines(font) or find(re.sub(r"\d+$", "10.pfb", font))
    if path is None:
        return {}
    head = path.read_bytes()[:60000].split(b"eexec")[0].decode("latin-1")
    return {int(code): name for code, name in re.findall(r"dup\s+(\d+)\s*/(\S+)\s+put", head) if name != ".notdef"}


def ink(font: str, names: dict[int, str]) -> dict[int, str]:
    """The ink of each character as four characters (see above)."""
    path = outlines(font)
    if path is None or font.startswith(("cmex", "euex")):  # what hangs from the baseline is told by its widths
        return {}
    glyphs = t1Lib.T1Font(str(path)).getGlyphSet()
    found = {}
    for code, name in names.items():
        if name not in glyphs:
            continue
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds:
            steps = [round((v / 1000 - INK_START) / INK_STEP) for v in pen.bounds]
            if min(steps) >= 0 and max(steps) <= 93:
                found[code] = "".join(chr(33 + step) for step in steps)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    encodings: dict[tuple[str, ...], str] = {}
    lines = []
    for font in FONTS:
        tfm = find(f"{font}.tfm")
        if tfm is None:
            print(f"{font}: no TFM")
            continue
        found = widths(tfm.read_bytes())
        if font.startswith("euf"):  # its first places hold variant letters that no package gives a name to
            found = {code: width for code, width in found.items() if code > 32}
        names = encoding(font)
        if not names:
            print(f"{font}: no encoding")
        last = min(max(found), 255)
        vector = tuple(names.get(code, "") for code in range(256))
        label = encodings.setdefault(vector, f"E{len(encodings)}")
        first = min(found)
        drawn = ink(font, names)
        row = (f"{drawn.get(c, '')}{round(found[c] * UNIT):05d}" if c in found else "" for c in range(first, last + 1))
        lines.append(f"{font} {label} {first} {' '.join(item or '-' for item in row)}")
    head = [f"= {label} {' '.join(name or '-' for name in vector)}" for vector, label in encodings.items()]
    args.out.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
