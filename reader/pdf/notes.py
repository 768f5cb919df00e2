"""A copy of a PDF with notes in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf

from reader.errors import UnreadableError
from reader.pdf.document import Document
from reader.pdf.upright import set_upright


def write_notes(path: Path, notes: list[Any], password: str | None = None) -> bytes:
    """A copy of the PDF with a framed note for each of ``notes``: (page, box, title, text, colour), as its bytes.

    Raises ``UnreadableError`` where the file cannot be opened or saved.
    """
    document = Document(path, password)._doc
    rotations: dict[int, int] = {}
    try:
        for page, box, title, text, colour in notes:
            leaf = document[page - 1]
            rotation = leaf.rotation
            set_upright(leaf, rotations)  # boxes are those of the page as it is read
            note = leaf.add_rect_annot(pymupdf.Rect(box) * leaf.derotation_matrix)
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
