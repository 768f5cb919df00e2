"""A PDF file → its text and formulas, as plain data. This is what runs inside the parsing process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.blocks import blocks_of, unknown_marks
from reader.codec import encode
from reader.displays import PageLayout, lay_out
from reader.errors import UnreadableError, UnsupportedError
from reader.formula import reduce_page
from reader.front import find_title, sections_from
from reader.item import page_items
from reader.lines import Line, split_lines
from reader.pdf import Document, RawPage
from reader.references import find_references
from reader.sentences import Placed, Text, read_text
from reader.typography import study_typography

Progress = Callable[[int, int], None]

#: bytes; a larger file is no paper
LARGEST_FILE = 500_000_000
#: a page with fewer glyphs than this has no text layer worth the name
SPARSE_PAGE = 25


def read_document(
    path: Path, password: str | None = None, progress: Progress = lambda page, pages: None
) -> dict[str, Any]:
    """Everything on the pages of a PDF as JSON values; ``progress(page, pages)`` is called before each page.

    Raises ``UnreadableError`` for what is no readable PDF and ``UnsupportedError`` for one without text.
    """
    data = _check(path)
    document = Document(path, password)
    total = len(document)
    items, lines, sizes, images = [], [], [], 0
    for page in document.pages():
        progress(page.number, total)
        marks = page_items(page)
        sizes.append((page.width, page.height))
        images += page.images
        items.append(marks)
        lines.append(_lines(page, marks))
    if sum(len(marks) for marks in items) < SPARSE_PAGE * max(1, total) ** 0.5:
        raise UnsupportedError(_no_text(images))
    typography = study_typography(items, lines)
    layouts = [lay_out(number, page_lines, typography) for number, page_lines in enumerate(lines, 1)]
    text = read_text(blocks_of(layouts, typography))
    title = find_title(layouts, sizes[0][1], document.title)
    sections = sections_from(document.outline(), text.sections)
    return _as_json(data, title, sizes, sections, text, layouts)


def _check(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableError(f"{path.name!r} is a folder; give one of the PDFs in it.")
    if not path.is_file():
        raise UnreadableError(f"There is no file {path.name!r}; check the name.")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableError("This file is larger than 500 MB; papers are a few MB. Split it first.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path.name!r} cannot be opened: {error.strerror}. Check its permissions.") from error
    if not data:
        raise UnreadableError("This file is empty; download it again.")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("This is not a PDF file; give the paper's PDF.")
    return data


def _no_text(images: int) -> str:
    if images:
        return "This PDF is a scan: its pages are pictures without text. Find the publisher's version, or run OCR on it first."
    return "There is no text in this PDF that could be read; find another version of the paper."


def _lines(page: RawPage, marks: list[Any]) -> list[Line]:
    return split_lines(reduce_page(list(marks)))


def _as_json(
    data: bytes, title: str, sizes: list[tuple[float, float]], sections: Any, text: Text, layouts: list[PageLayout]
) -> dict[str, Any]:
    return {
        "title": title,
        "sha256": hashlib.sha256(data).hexdigest(),
        "page_sizes": sizes,
        "sections": [[s.title, s.page] for s in sections],
        "sentences": [[s.text, s.page, list(s.box), s.section] for s in text.sentences],
        "references": [list(r) for r in find_references(layouts)],
        "formulas": [_formula(p) for p in text.formulas],
        "empty_pages": [p.number for p in layouts if not p.blocks],
    }


def _formula(placed: Placed) -> dict[str, Any]:
    formula = placed.formula
    return {
        "page": formula.page,
        "box": list(formula.box),
        "display": formula.display,
        "number": formula.number,
        "latex": formula.latex,
        "tree": encode(formula.tree),
        "unknown": unknown_marks(formula.tree),
        "sentence": placed.sentence,
    }
