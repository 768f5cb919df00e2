"""Every letter in thirty forms, typeset with a package and read back: what is lost is a matter of one letter's shape in one font.

    python tests/typeset/letters.py OUT [PACKAGE ...]

Packages are named as for ``\\usepackage`` (``newtxtext newtxmath``; ``mathpazo amssymb``); without any, Computer Modern is used. Prints how
many of the formulas are not read as they were typed, and which. Scores of papers hardly see such faults: few papers have that
letter in that form, and of those all its formulas are wrong.
"""

from __future__ import annotations

import argparse
import random
import string
from collections.abc import Iterator
from pathlib import Path

from accent_places import GREEK
from engines import typeset
from marks_seen import rows_seen

from reader.document import read_document

LETTERS = (*string.ascii_letters, *(f"\\{name} " for name in GREEK))
#: what papers do with a letter; the operation behind it shows whether a script was lost
FORMS = r"""
    @_n @^2 @_n^2 @' @_n' \hat{@}_n \bar{@}^2 \tilde{@}_n^k \dot{@}_t \sqrt{@_n} |@| p(@) \tfrac{@}{2} x_{@} x^{@}
    x_{@_t}^{(i)} @^{-1} @^{\top}x \mathbf{w}^{\top}@_i \lVert{@}\rVert_2^2 (@-1)^2 \overline{@} @_{i,j} \log{@} \vec{@}
    \widehat{@}_n @! \{@\} \hat{@}^* @_{t-1}^{*}
""".split()
ALPHABETS = ("mathcal", "mathbb", "mathbf", "boldsymbol", "mathrm", "mathfrak")
ALPHABET_FORMS = r"@_n @^2 @_n^k \hat{@}_n \bar{@}^2 p(@) x_{@} @^{\top}".split()
WORDS = (
    "model data loss sample gradient mean sparse value method bound test kernel layer score rate paper proof result figure theorem because "
    "although where which simple robust"
).split()


def formulas() -> Iterator[str]:
    """All of them, as LaTeX."""
    for letter in LETTERS:
        for form in FORMS:
            yield form.replace("@", letter) + "+1"
    for alphabet in ALPHABETS:
        for letter in string.ascii_uppercase:
            for form in ALPHABET_FORMS:
                yield form.replace("@", f"\\{alphabet}{{{letter}}}") + "+1"


def source(packages: list[str]) -> str:
    """A paper with a sentence for each formula; the words differ, as lines that return are heads of pages."""
    draw = random.Random(5)
    lines = []
    for formula in formulas():
        words = draw.sample(WORDS, 9)
        lines.append(f"{' '.join(words[:5]).capitalize()} the ${formula}$ {' '.join(words[5:])}.\n")
    used = "".join(f"\\usepackage{{{name}}}" for name in packages or ["amssymb"])
    return "\n".join(
        [rf"\documentclass{{article}}\usepackage{{amsmath}}{used}\begin{{document}}", *lines, r"\end{document}"]
    )


def main() -> None:
    """Typeset, read, and say what was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("package", nargs="*")
    chosen = parser.parse_args()
    pdf = typeset(source(chosen.package), "letters", "pdflatex", chosen.out, strict=False)
    read = {str(rows_seen(formula["latex"])) for formula in read_document(pdf)["formulas"]}
    lost = [formula for formula in formulas() if str(rows_seen(formula)) not in read]
    print(f"{len(lost)} of {len(list(formulas()))} not read as typed")
    for formula in lost:
        print(" ", formula)


if __name__ == "__main__":
    main()
