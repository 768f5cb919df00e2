"""Pictures of pages, painted in a child process when they come into view, and kept for a while."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from pages.shelf import OpenPaper
from reader import sandbox

#: Pixels per point a page may be asked for at; few, so that pictures can be kept.
ZOOMS = (1.5, 2.0, 3.0, 4.0)
#: Pictures kept; a page of text at zoom 2 takes a quarter of a megabyte.
MAX_KEPT = 96
#: Painting processes at a time: somebody who scrolls fast must not start dozens.
AT_ONCE = 2

_turns = threading.BoundedSemaphore(AT_ONCE)


def picture(paper: OpenPaper, page: int, zoom: float) -> bytes:
    """The page as PNG, at the nearest of ``ZOOMS`` (pixels per point).

    Raises:
        UnreadableError: there is no such page, or it cannot be painted.
    """
    return _painted(paper.file, page, min(ZOOMS, key=lambda known: abs(known - zoom)), paper.password)


@lru_cache(maxsize=MAX_KEPT)
def _painted(file: Path, page: int, zoom: float, password: str | None) -> bytes:
    with _turns:
        return sandbox.render(file, page, zoom, password)
