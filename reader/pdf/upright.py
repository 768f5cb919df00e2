"""Which way up a page is read: most of its text runs from left to right then, whatever the file's rotation says.

Landscape pages (slides, two pages on a sheet, a table on its side) have their text painted upwards, and usually a rotation
for the viewer; pages that were scanned or printed turned have a rotation that makes them no better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

#: the rotation (degrees clockwise) that makes text of a direction run to the right
ROTATION = {(1, 0): 0, (0, -1): 90, (-1, 0): 180, (0, 1): 270}
#: text runs in a direction within this cosine
ALONG = 0.99


def rotation_for(spans: Iterable[Mapping[str, Any]]) -> int:
    """The rotation by which most characters of a page stand upright.

    ``spans`` are as ``get_texttrace`` gives them for the page without rotation. A page without text, and one whose text runs in
    many directions, stays as it is.
    """
    characters: Counter[int] = Counter()
    for span in spans:
        dx, dy = span["dir"]
        if max(abs(dx), abs(dy)) > ALONG:
            characters[ROTATION[round(dx), round(dy)]] += len(span["chars"])
    rotation, most = max(characters.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return rotation if 2 * most > characters.total() else 0


def set_upright(page: Any, known: dict[int, int]) -> None:
    """Turn a page of PyMuPDF as it is read; boxes of marks are those of the page in this position.

    ``known`` keeps the rotations of the document's pages that were asked for before.
    """
    page.set_rotation(0)
    if page.number not in known:
        known[page.number] = rotation_for(page.get_texttrace())
    if known[page.number]:
        page.set_rotation(known[page.number])
