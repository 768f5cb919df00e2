"""Measure where TeX puts accents over the italic and script letters of fonts: ``data/fonts/accent_places.txt``.

    python tests/typeset/accent_places.py data/fonts/accent_places.txt

Sets every letter under an accent with the packages below (those that are installed) and reads the places from the PDF, so that virtual
fonts, which move letters about, are met as papers meet them.
"""

from __future__ import annotations

import argparse
import string
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from engines import TypesettingError, typeset

from reader.fonts.identity import plain_font_name
from reader.formula.accents import UPRIGHT
from reader.formula.item import page_items
from reader.formula_tree import Mark
from reader.pdf.document import Document

PACKAGES = (
    "", r"\usepackage{lmodern}", r"\usepackage{newtxtext,newtxmath}", r"\usepackage{mathptmx}", r"\usepackage{mathpazo}",
    r"\usepackage{newpxtext,newpxmath}", r"\usepackage{txfonts}", r"\usepackage{pxfonts}", r"\usepackage{stix}",
    r"\usepackage{stix2}", r"\usepackage{kpfonts}", r"\usepackage{libertinus}\usepackage{libertinust1math}", r"\usepackage{fourier}",
    r"\usepackage[utopia]{mathdesign}", r"\usepackage[charter]{mathdesign}", r"\usepackage{eulervm}", r"\usepackage{cmbright}",
    r"\usepackage{libertine}\usepackage[libertine]{newtxmath}", r"\usepackage{cochineal}\usepackage[cochineal]{newtxmath}",
    r"\usepackage{XCharter}\usepackage[xcharter]{newtxmath}", r"\usepackage[garamondx]{newtxmath}", r"\usepackage{newtxsf}",
)  # fmt: skip
GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "varepsilon vartheta varrho varphi Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
).split()
LETTERS = (*string.ascii_letters, *(f"\\{name}" for name in GREEK))
FORMS = (
    *(f"\\hat{{{letter}}}" for letter in LETTERS),
    *(f"\\hat{{\\mathcal{{{letter}}}}}" for letter in string.ascii_uppercase),
    *(f"\\hat{{\\boldsymbol{{{letter}}}}}" for letter in LETTERS),
    *(f"\\hat{{\\bm{{{letter}}}}}" for letter in LETTERS),
    *(f"x_{{\\hat{{{letter}}}}}" for letter in LETTERS),
    *(f"x_{{y_{{\\hat{{{letter}}}}}}}" for letter in LETTERS),
)
HEAD = """\
# Where TeX puts an accent over a letter, in em: measured by tests/typeset/accent_places.py. Its middle is right of the middle of the
# letter by the kern with the font's skew character and half the italic correction (The TeXbook, appendix G, rule 12). What is
# accented as a group has its accent over its own middle.
# A line: the font's name (a regular expression), then letters, each with its accent's place from the letter's origin, or the first
# and the last place where packages differ (a letter that \\boldsymbol has put in a box is accented as a group is).
# Line `largest`: the most of all fonts, from the letter's middle, of italics.
"""
#: em; places that differ by less are one
ROUGHLY = 0.004
#: em; the least that is worth a line among the largest
LITTLE = 0.15
#: fonts of Computer Modern by their sizes: between 8 and 12 pt they differ by less than 0.012 em
SIZES = {"CMMI10": r"CMMI(8|9|1\d)", "LMMathItalic10-Regular": r"LMMathItalic(8|9|1\d)-Regular"}


def measured(package: str, folder: Path) -> Iterator[tuple[str, str, float, float]]:
    """Font, letter, the accent's middle from the letter's origin and, of italics, from its middle, in em, with one package."""
    source = "\n".join(
        [
            r"\documentclass{article}\usepackage{amsmath,amsbsy}\pagestyle{empty}",
            package,
            r"\usepackage{bm}",
            r"\begin{document}",
            *(f"${form}$\n" for form in FORMS),
            r"\end{document}",
        ]
    )
    document = Document(typeset(source, "accents", "pdflatex", folder, strict=False))
    for page in document.pages():
        items = page_items(page)
        for mark, letter in pairwise(items):
            if mark.kind != "accent" or letter.kind != "mark" or mark.x1 - mark.x0 < 0.2 * letter.size:
                continue
            if not isinstance(letter.node, Mark) or letter.node.face in UPRIGHT or letter.latex not in LETTERS:
                continue
            centre = (mark.x0 + mark.x1) / 2
            middle = (letter.x0 + letter.x1) / 2
            lean = (centre - middle) / letter.size if letter.node.face in ("it", "bi") else 0.0
            yield letter.font, letter.latex, (centre - letter.x0) / letter.size, lean


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    places: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    leans: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            try:
                for font, letter, place, lean in measured(package, Path(folder)):
                    places[plain_font_name(font)][letter].append(place)
                    leans[letter] = max(leans[letter], lean)
            except TypesettingError as error:
                print(package, "left out:", error)
    out.write_text(_written(places, {letter: round(lean, 2) for letter, lean in leans.items() if lean > LITTLE}))


def _written(places: dict[str, dict[str, list[float]]], largest: dict[str, float]) -> str:
    lines = [f"largest {' '.join(f'{letter} {lean:g}' for letter, lean in sorted(largest.items()))}"]
    for font, found in sorted(places.items()):
        cells = [f"{letter} {_range(found[letter])}" for letter in sorted(found)]
        lines.append(" ".join([SIZES.get(font, font), *cells]))
    return HEAD + "\n".join(lines) + "\n"


def _range(found: list[float]) -> str:
    first, last = round(min(found), 3), round(max(found), 3)
    return f"{first:g}" if last - first < ROUGHLY else f"{first:g}:{last:g}"


if __name__ == "__main__":
    main()
