"""Pages are painted on demand; what cannot be painted is refused in a sentence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import primer
import pytest

from pages.pictures import AT_ONCE, MAX_WAITING, Painter, Sheet, likely_pages, picture
from pages.shelf import OpenPaper, Shelf
from reader.errors import UnreadableError


def width(png: bytes) -> int:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20])


def test_a_page_is_painted_at_the_nearest_zoom(paper: OpenPaper) -> None:
    assert width(picture(paper, 1, 1.6)) == pytest.approx(595 * 1.5, abs=2)
    assert width(picture(paper, 1, 1000.0)) == pytest.approx(595 * 4, abs=2)


def test_no_such_page(paper: OpenPaper) -> None:
    with pytest.raises(UnreadableError, match="no page 4"):
        picture(paper, 4, 2)


def test_a_damaged_file(shelf: Shelf) -> None:
    broken = shelf.keep(shelf.put(b"%PDF-1.5\nnothing of use"), primer.reading())
    with pytest.raises(UnreadableError):
        picture(broken, 1, 2)


def test_likely_pages_are_painted_ahead(paper: OpenPaper, monkeypatch: pytest.MonkeyPatch) -> None:
    painter = Painter()
    sheets = [Sheet(paper.file, page, 1.5, None) for page in likely_pages(paper)]
    assert {sheet.page for sheet in sheets} == {1, 2, 3}
    alone = painter.picture(sheets[1])
    painter.ahead([*sheets, sheets[0]._replace(page=99)])
    monkeypatch.setattr("pages.pictures.sandbox.render", None)  # nothing is left to paint
    assert painter.picture(sheets[1]) == alone
    assert {width(painter.picture(sheet)) for sheet in sheets} == {width(alone)}


def test_what_cannot_be_painted_ahead_is_left_out(shelf: Shelf) -> None:
    broken = shelf.keep(shelf.put(b"%PDF-1.5\nnothing of use"), primer.reading())
    Painter().ahead([Sheet(broken.file, 1, 1.5, None)])


def test_the_page_asked_for_last_is_painted_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are being painted while four more are asked for, one after the other; each is painted once."""
    painter, painted, gate = Painter(), [], threading.Event()

    def paint(file: Path, page: int, zoom: float, password: str | None) -> bytes:
        painted.append(page)
        gate.wait(10)
        return b"%d" % page

    monkeypatch.setattr("pages.pictures.sandbox.render", paint)
    threads = []
    for place, page in enumerate([1, 2, 3, 4, 5, 5]):
        threads.append(threading.Thread(target=painter.picture, args=(Sheet(Path("x"), page, 1.5, None),)))
        threads[-1].start()
        wait_until(lambda: registered(painter) == place + 1 and len(painted) == min(place + 1, 2))  # noqa: B023
    monkeypatch.setattr("pages.pictures.AT_ONCE", 1)
    gate.set()
    for thread in threads:
        thread.join(10)
    assert painted == [1, 2, 5, 4, 3]


def registered(painter: Painter) -> int:
    """How many sheets wait or are being painted, apart from those whose asker is about to give up."""
    with painter._change:
        return min(len(painter._waiting), MAX_WAITING) + len(painter._painting)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true() and time.monotonic() < end:
        time.sleep(0.005)
    assert true()


def test_who_scrolls_past_a_page_does_not_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    painter, gate, refused = Painter(), threading.Event(), []

    def paint(file: Path, page: int, zoom: float, password: str | None) -> bytes:
        gate.wait(10)
        return b"%d" % page

    def ask(page: int) -> None:
        try:
            painter.picture(Sheet(Path("x"), page, 1.5, None))
        except UnreadableError:
            refused.append(page)

    monkeypatch.setattr("pages.pictures.sandbox.render", paint)
    threads = [threading.Thread(target=ask, args=(page,)) for page in range(AT_ONCE + MAX_WAITING + 3)]
    for place, thread in enumerate(threads):
        thread.start()
        wait_until(lambda: registered(painter) + len(refused) == place + 1)  # noqa: B023
    gate.set()
    for thread in threads:
        thread.join(10)
    assert sorted(refused) == [AT_ONCE, AT_ONCE + 1, AT_ONCE + 2]
