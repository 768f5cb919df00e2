"""Pages, and parts of them, painted as PNG pictures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import pymupdf

from reader.errors import UnreadableError
from reader.pdf.document import Document
from reader.pdf.upright import set_upright

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
        set_upright(leaf, {})  # so that boxes fit
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
    rotations: dict[int, int] = {}
    try:
        for number, (page, box) in enumerate(crops, 1):
            progress(number, len(crops))
            try:
                leaf = document[page - 1]
                set_upright(leaf, rotations)  # so that boxes fit
                area = pymupdf.Rect(box) & leaf.rect
                scale = min(max(zoom, 0.1), math.sqrt(MAX_PICTURE_PIXELS / max(area.width * area.height, 1.0)))
                picture = leaf.get_pixmap(matrix=pymupdf.Matrix(scale, scale), clip=area, alpha=False)
                painted.append(bytes(picture.tobytes("png")))
            except Exception:  # MuPDF raises many kinds on broken content
                painted.append(b"")
    finally:
        document.close()
    return painted
