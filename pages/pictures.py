"""Pictures of pages, painted in a process of their own when they come into view, and kept for a while."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path

from pages.shelf import OpenPaper
from reader.errors import UnreadableError

#: Pixels per point a page may be asked for at; few, so that pictures can be kept.
ZOOMS = (1.5, 2.0, 3.0, 4.0)
#: Pictures kept; a page of text at zoom 2 takes a quarter of a megabyte.
MAX_KEPT = 96
#: seconds; a plot with a million strokes takes about five
PATIENCE = 20.0
HOME = Path(__file__).resolve().parent.parent


def picture(paper: OpenPaper, page: int, zoom: float) -> bytes:
    """The page as PNG, at the nearest of ``ZOOMS`` (pixels per point).

    Raises:
        UnreadableError: there is no such page, or it cannot be painted.
    """
    return _painted(paper.file, page, min(ZOOMS, key=lambda known: abs(known - zoom)), paper.password)


class Painter:
    """The painting process; started when it is needed, and again after it died. Safe to use from several threads."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def paint(self, file: Path, page: int, zoom: float, password: str | None) -> bytes:
        """The page as PNG; ``UnreadableError`` where it cannot be painted in time or at all."""
        request = {"path": str(file.resolve()), "page": page, "zoom": zoom, "password": password}
        with self._lock:
            child = self._running()
            clock = threading.Timer(self._patience, child.kill)
            clock.start()
            try:
                return self._ask(child, request)
            except (OSError, ValueError) as error:
                self.stop()
                raise UnreadableError(
                    f"Page {page} of this PDF cannot be shown: painting it takes too much."
                ) from error
            finally:
                clock.cancel()

    def stop(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "pages.painter"],
                cwd=HOME,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._child

    @staticmethod
    def _ask(child: subprocess.Popen[bytes], request: dict[str, object]) -> bytes:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
        head = json.loads(child.stdout.readline())  # an empty line, where the process died, is a ValueError
        if "error" in head:
            raise UnreadableError(head["error"])
        data = child.stdout.read(head["bytes"])
        if len(data) != head["bytes"]:
            raise OSError("the painting process ended in the middle of a picture")
        return data


_painter = Painter()


@lru_cache(maxsize=MAX_KEPT)
def _painted(file: Path, page: int, zoom: float, password: str | None) -> bytes:
    return _painter.paint(file, page, zoom, password)
