"""A PDF file → its text and formulas, as plain data. This is what runs inside the parsing process."""

from __future__ import annotations

import gc
import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from reader.codec import encode
from reader.errors import UnreadableError, UnsupportedError
from reader.formula.item import Item, page_items
from reader.formula.paint_order.objects import in_object_order
from reader.formula.reduce import reduce_page
from reader.page.asides import Drawn, rules_of
from reader.page.blocks import Part, blocks_of, unknown_marks
from reader.page.broken import join_broken
from reader.page.displays import lay_out
from reader.page.flow import in_reading_order, painted_by_browser
from reader.page.front import find_title, sections_from
from reader.page.line_numbers import without_line_numbers
from reader.page.lines import Line, split_lines
from reader.page.pictures import picture_boxes
from reader.page.references import ListLine, find_references, list_lines
from reader.page.sentences import Placed, Text, read_text
from reader.page.typography import Study, Typography
from reader.paper import Section
from reader.pdf.document import Document
from reader.pdf.painted import RawPage

Progress = Callable[[int, int], None]

#: bytes; a larger file is no paper
LARGEST_FILE = 500_000_000
#: pages that are measured and laid out together: the glyphs of a whole book would fill the memory (2 MB a page), and its
#: chapters may differ in their fonts
PART = 64
#: objects made before Python looks for cycles among them: those of about 100 pages
UNCOLLECTED = 1_000_000
#: a page with fewer glyphs than this has no text layer worth the name
SPARSE_PAGE = 25


def read_document(
    path: Path, password: str | None = None, progress: Progress = lambda page, pages: None
) -> dict[str, Any]:
    """Everything on the pages of a PDF as JSON values; ``progress(page, pages)`` is called before each page.

    Raises ``UnreadableError`` for what is no readable PDF and ``UnsupportedError`` for one without text.
    """
    _check(path)
    document = Document(path, password)
    seen = _Seen()
    with _few_collections():
        text = read_text(join_broken(blocks_of(_parts(document, progress, seen))))
    if seen.glyphs < SPARSE_PAGE * max(1, len(document)) ** 0.5:
        raise UnsupportedError(_no_text(seen.images))
    sections = sections_from(document.outline(), text.sections)
    return _as_json(_digest(path), seen, sections, text)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles of dead objects rarely: there are none here, and looking took a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(UNCOLLECTED, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass
class _Seen:
    """What is kept of pages that have been read; their glyphs are let go part by part."""

    title: str = ""
    sizes: list[tuple[float, float]] = field(default_factory=list)
    lines: list[ListLine | None] = field(default_factory=list)
    empty_pages: list[int] = field(default_factory=list)
    glyphs: int = 0
    images: int = 0


def _parts(document: Document, progress: Progress, seen: _Seen) -> Iterator[Part]:
    """The document in parts of about equal length, each measured and laid out on its own."""
    total = len(document)
    length = math.ceil(total / math.ceil(total / PART))
    pages = _watched(document.pages(), total, progress, seen, document.producer)
    while True:
        part, typography = _next_part(pages, length)
        if not part:
            return
        first = len(seen.sizes) - len(part) + 1
        layouts = [lay_out(number, lines, typography, drawn) for number, (_, lines, drawn) in enumerate(part, first)]
        for layout, (marks, _, _) in zip(layouts, part, strict=True):
            layout.marks = marks
        if first == 1:
            seen.title = find_title(layouts, seen.sizes[0][1], document.title)
        for layout in layouts:
            seen.lines += list_lines(layout)
            seen.empty_pages += [] if layout.blocks else [layout.number]
        yield Part(layouts, typography)
        layouts.clear()  # so that this part's glyphs go before the next part's come
        part.clear()
        document.forget()


_Read = tuple[list[Item], list[Line], Drawn]


def _next_part(pages: Iterator[_Read], length: int) -> tuple[list[_Read], Typography]:
    """So many pages (fewer at the end), and what they have in common."""
    part: list[_Read] = []
    study = Study()
    for items, lines, drawn in islice(pages, length):
        study.add(items, lines)
        part.append((items, lines, drawn))
    return part, study.typography()


def _watched(pages: Iterator[RawPage], total: int, progress: Progress, seen: _Seen, producer: str) -> Iterator[_Read]:
    """Items and lines of each page as it comes, and what is drawn there."""
    for page in pages:
        progress(page.number, total)
        marks = page_items(page)
        ordered = painted_by_browser(producer, marks)
        marks = in_reading_order(marks) if ordered else in_object_order(marks)
        marks = without_line_numbers(marks)
        seen.sizes.append((page.width, page.height))
        seen.images += page.images
        seen.glyphs += len(marks)
        reduced = reduce_page(list(marks), ordered)
        yield marks, split_lines(reduced), Drawn(tuple(picture_boxes(page)), rules_of(reduced))


def _check(path: Path) -> None:
    """Raise ``UnreadableError`` for what is no PDF at first sight."""
    if path.is_dir():
        raise UnreadableError(f"{path.name!r} is a folder; give one of the PDFs in it.")
    if not path.is_file():
        raise UnreadableError(f"There is no file {path.name!r}; check the name.")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableError("This file is larger than 500 MB; papers are a few MB. Split it first.")
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise UnreadableError(f"{path.name!r} cannot be opened: {error.strerror}. Check its permissions.") from error
    if not start:
        raise UnreadableError("This file is empty; download it again.")
    if b"%PDF-" not in start:
        raise UnreadableError("This is not a PDF file; give the paper's PDF.")


def _digest(path: Path) -> str:
    """The file's SHA-256, without having it in memory as a whole."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_text(images: int) -> str:
    if images:
        return "This PDF is a scan: its pages are pictures without text. Find the publisher's version, or run OCR on it first."
    return "There is no text in this PDF that could be read; find another version of the paper."


def _as_json(digest: str, seen: _Seen, sections: Sequence[Section], text: Text) -> dict[str, Any]:
    return {
        "title": seen.title,
        "sha256": digest,
        "page_sizes": seen.sizes,
        "sections": [[s.title, s.page] for s in sections],
        "sentences": [[s.text, s.page, list(s.box), s.section] for s in text.sentences],
        "references": [list(r) for r in find_references(seen.lines)],
        "formulas": [_formula(p) for p in text.formulas],
        "empty_pages": seen.empty_pages,
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
        "evidence": formula.evidence,
        "sentence": placed.sentence,
    }
