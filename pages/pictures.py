"""Pictures of pages, painted in a child process when they come into view, and kept for a while.

Who scrolls fast asks for many pages and looks at the last: what was asked for last is painted first. While nobody waits,
the pages to which the reader is likely to go next are painted ahead, several in one process.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pages.cards import carrying
from pages.shelf import OpenPaper
from reader import sandbox
from reader.errors import CartoucheError, UnreadableError

#: Pixels per point a page may be asked for at; few, so that pictures can be kept.
ZOOMS = (1.5, 2.0, 3.0, 4.0)
#: Pictures kept; a page of text at zoom 2 takes a quarter of a megabyte.
MAX_KEPT = 96
#: Painting processes at a time: somebody who scrolls fast must not start dozens.
AT_ONCE = 2
#: Pages that wait for their turn; each keeps a thread of the server waiting, and that has forty.
MAX_WAITING = 12
#: Pages painted ahead of a paper; one costs a tenth of a second, and a quarter of a megabyte.
AHEAD = 6
#: Points; a box wider and higher than any page, which cuts nothing off.
_WHOLE_PAGE = (0.0, 0.0, 1e5, 1e5)


class Sheet(NamedTuple):
    """What is painted: a page of a stored file (from 1), its size in pixels per point, and what opens the file."""

    file: Path
    page: int
    zoom: float
    password: str | None


class Painter:
    """Paints pages for several threads at a time, and keeps what it painted."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._kept: OrderedDict[Sheet, bytes] = OrderedDict()
        self._waiting: list[Sheet] = []  # the newest last
        self._painting: list[Sheet] = []
        self._known: set[tuple[Path, float]] = set()

    def picture(self, sheet: Sheet) -> bytes:
        """The picture of a sheet as PNG; raises ``UnreadableError`` where it cannot be painted."""
        with self._change:
            self._waiting.append(sheet)
            self._change.notify_all()  # the oldest may have to give up
            self._change.wait_for(lambda: sheet in self._kept or self._next() == sheet or self._passed_by(sheet))
            passed_by = self._passed_by(sheet)
            self._waiting.remove(sheet)
            if passed_by:
                raise UnreadableError("Too many pages were asked for after this one; ask for it again.")
            if sheet in self._kept:
                self._kept.move_to_end(sheet)
                self._change.notify_all()
                return self._kept[sheet]
            self._painting.append(sheet)
        with self._done(sheet):
            data = sandbox.render(*sheet)
            self._keep(sheet, data)
        return data

    def first_of(self, sheet: Sheet) -> bool:
        """Whether this file is asked for at this size for the first time."""
        with self._change:
            known = (sheet.file, sheet.zoom) in self._known
            self._known.add((sheet.file, sheet.zoom))
        return not known

    def ahead(self, sheets: Sequence[Sheet]) -> None:
        """Paint the sheets of one file as soon as nobody waits for another; what cannot be painted is left out."""
        with self._change:
            self._change.wait_for(lambda: not self._waiting and not self._painting)
            sheets = [sheet for sheet in sheets if sheet not in self._kept]
        if not sheets:
            return
        file, _, zoom, password = sheets[0]
        try:
            found = sandbox.render_crops(file, [(sheet.page, _WHOLE_PAGE) for sheet in sheets], zoom, password)
        except (CartoucheError, OSError) as error:
            logging.getLogger(__name__).info("nothing was painted ahead: %s", error)
            return
        for sheet, data in zip(sheets, found, strict=True):
            if data:
                self._keep(sheet, data)

    def _next(self) -> Sheet | None:
        """The sheet whose turn it is: the newest that nobody paints, None while enough are being painted."""
        if len(self._painting) >= AT_ONCE:
            return None
        return next((sheet for sheet in reversed(self._waiting) if sheet not in self._painting), None)

    def _passed_by(self, sheet: Sheet) -> bool:
        """Whether so many were asked for after this one that whoever asked for it has scrolled on."""
        return sheet in self._waiting[:-MAX_WAITING]

    def _keep(self, sheet: Sheet, data: bytes) -> None:
        with self._change:
            self._kept[sheet] = data
            self._kept.move_to_end(sheet)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
            self._change.notify_all()

    @contextmanager
    def _done(self, sheet: Sheet) -> Iterator[None]:
        try:
            yield
        finally:
            with self._change:
                self._painting.remove(sheet)
                self._change.notify_all()


_painter = Painter()


def picture(paper: OpenPaper, page: int, zoom: float) -> bytes:
    """The page as PNG, at the nearest of ``ZOOMS`` (pixels per point).

    Raises:
        UnreadableError: there is no such page, or it cannot be painted.
    """
    sheet = Sheet(paper.file, page, min(ZOOMS, key=lambda known: abs(known - zoom)), paper.password)
    data = _painter.picture(sheet)
    if _painter.first_of(sheet):
        likely = [sheet._replace(page=number) for number in likely_pages(paper)]
        threading.Thread(target=_painter.ahead, args=(likely,), name="paint-ahead", daemon=True).start()
    return data


def likely_pages(paper: OpenPaper) -> list[int]:
    """The pages that a reader goes to first, at most ``AHEAD``: those of the equations that carry the paper, page 1, ..."""
    pages = int(paper.annotated["paper"]["pages"])
    wanted = (*(int(equation["page"]) for equation in carrying(paper)), *range(1, AHEAD + 1))
    return [page for page in dict.fromkeys(wanted) if 1 <= page <= pages][:AHEAD]
