"""Check the boxes of symbols against the ink on the page, in documents where every symbol has a colour of its own.

    python tests/typeset/painted_ink.py FOLDER_OR_PDF... [--show 10]

A box is right if it holds at least 90 % of one symbol's ink and at most 10 % of any other's. Two shares are printed: of the boxes
that were read in displays, and of the coloured symbols of display formulas, where a symbol without a box of its own (the
x of a ``dx`` that was read as one name) counts as wrong. Rendering is without smoothing, so that
every pixel has exactly one symbol's colour.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from colours import PAINTS, rgb

from reader.codec import decode
from reader.document import read_document
from reader.formula_tree import Fence, Mark, Name, Node, Text, walk
from reader.geometry import Box

#: pixels per point
ZOOM = 6
#: share of a symbol's ink its box must hold, and share of another's it may hold
OWN, OTHER = 0.9, 0.1
#: pixels; less of a colour on a page is the smoothing of a bitmap
LEAST = 12
#: the colour of the page
WHITE = 0xFFFFFF
#: points; boxes are widened by this: glyph boxes are exact, pixels are not
MARGIN = 0.1


@dataclass
class Boxes:
    """How many symbols have ink, how many a right box, and what the others are."""

    symbols: int = 0
    right: int = 0
    #: boxes that were read, and those of them that are right
    boxes: int = 0
    right_boxes: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


def check(pdf: Path) -> Boxes:
    """Compare the boxes read from ``pdf`` with the colours named beside it."""
    names = {int(k): v for k, v in json.loads(pdf.with_suffix(".colours.json").read_text(encoding="utf-8")).items()}
    codes = {_code(rgb(number)): number for number in names}
    boxes: dict[int, list[Box]] = {}
    displayed: dict[int, list[Box]] = {}
    for formula in read_document(pdf)["formulas"]:
        found = symbol_boxes(decode(formula["tree"]))
        boxes.setdefault(formula["page"], []).extend(found)
        displayed.setdefault(formula["page"], []).extend(found if formula["display"] else [])
    result = Boxes()
    pymupdf.TOOLS.set_aa_level(0)
    document = pymupdf.open(pdf)
    for page in document:
        ink = _ink(page, codes)
        right = {own for own, good in _owners(ink, boxes.get(page.number + 1, [])) if good}
        owners = _owners(ink, displayed.get(page.number + 1, []))
        result.boxes += len(owners)
        result.right_boxes += sum(good for _, good in owners)
        for number, count in _counts(ink).items():
            if count >= LEAST and names[number] not in PAINTS:  # what adorns a formula has no box of its own
                result.symbols += 1
                result.right += number in right
                if number not in right:
                    result.wrong[names[number]] += 1
    return result


def _code(colour: tuple[int, int, int]) -> int:
    return colour[0] << 16 | colour[1] << 8 | colour[2]


def _ink(page: Any, codes: dict[int, int]) -> Any:
    """The number of the symbol at every pixel, 0 for none."""
    picture = page.get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), alpha=False)
    pixels = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, 3).astype(np.int32)
    code = pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]
    painted = code != WHITE
    values, places = np.unique(code[painted], return_inverse=True)
    numbers = np.zeros(code.shape, np.int32)
    numbers[painted] = np.array([_nearest(int(value), codes) for value in values], np.int32)[places]
    return numbers


def _nearest(value: int, codes: dict[int, int]) -> int:
    """The symbol whose colour this is, to within one step of rounding in each component."""
    if value in codes:
        return codes[value]
    r, g, b = value >> 16, value >> 8 & 255, value & 255
    around = ((r + i, g + j, b + k) for i in (-1, 0, 1) for j in (-1, 0, 1) for k in (-1, 0, 1))
    return next((codes[c] for c in map(_code, around) if c in codes), 0)


def _counts(ink: Any) -> dict[int, int]:
    """How many pixels each symbol has."""
    counts = np.bincount(ink[ink > 0])
    return {int(number): int(counts[number]) for number in np.flatnonzero(counts)}


def _owners(ink: Any, boxes: list[Box]) -> list[tuple[int, bool]]:
    """For every box with ink the symbol of which it holds most, and whether it is right."""
    total = Counter({number: count for number, count in _counts(ink).items() if count >= LEAST})
    owners = []
    for box in boxes:
        x0, y0, x1, y1 = (
            (v + d) * ZOOM
            for v, d in zip((box.x0, box.y0, box.x1, box.y1), (-MARGIN, -MARGIN, MARGIN, MARGIN), strict=True)
        )
        inside = ink[max(int(y0), 0) : int(y1) + 1, max(int(x0), 0) : int(x1) + 1]
        share = {number: count / total[number] for number, count in _counts(inside).items() if total[number]}
        if share:
            own = max(share, key=lambda n: share[n])
            owners.append((own, share[own] >= OWN and all(s <= OTHER for n, s in share.items() if n != own)))
    return owners


def symbol_boxes(tree: Node) -> list[Box]:
    """The boxes of everything in a formula that was typed as one symbol."""
    found: list[Box | None] = []
    for node in walk(tree):
        if isinstance(node, Mark | Name | Text):
            found.append(node.box)
        elif isinstance(node, Fence):
            found += [node.opening_box, node.closing_box]
    return [box for box in found if box is not None]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    for path in args.paths:
        for pdf in sorted(path.glob("*.pdf")) if path.is_dir() else [path]:
            result = check(pdf)
            print(
                f"{pdf.stem:22s} boxes={result.boxes} right={result.right_boxes / max(result.boxes, 1):.4f} "
                f"symbols={result.symbols} boxed={result.right / max(result.symbols, 1):.4f}",
                flush=True,
            )
            if args.show:
                print("   ", ", ".join(f"{name} ({n})" for name, n in result.wrong.most_common(args.show)))


if __name__ == "__main__":
    main()
