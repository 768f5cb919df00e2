"""Parse a PDF in a process of its own: a file that hangs, crashes or eats memory costs that process, nothing else."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from reader.errors import UnreadableError, UnsupportedError

#: bytes of address space for the parser
MEMORY = 1_400_000_000
#: seconds of CPU time in all; a 1,000-page book takes about a minute
CPU_SECONDS = 600
#: seconds; a parser that is silent for longer is stuck on a page
STALL_SECONDS = 45
#: seconds in all
WALL_SECONDS = 900

#: characters of one line; a longer answer would eat the memory that the limits are there to protect
LONGEST_LINE = 1_000_000_000
GARBLED = (
    "The PDF could not be read: the parser's answer made no sense. The file is probably damaged; try another copy."
)

Progress = Callable[[int, int], None]
HOME = Path(__file__).resolve().parent.parent


def parse(path: Path, password: str | None = None, progress: Progress = lambda page, pages: None) -> dict[str, Any]:
    """What ``reader.document.read_document`` returns, computed in a limited child process.

    Raises ``UnreadableError`` or ``UnsupportedError`` with one sentence for the reader.
    """
    answer = run_child({"task": "read", "path": str(path.resolve()), "password": password}, progress)
    if not isinstance(answer, dict):
        raise UnreadableError(GARBLED)
    return answer


def render(path: Path, page: int, zoom: float = 2.0, password: str | None = None) -> bytes:
    """One page as PNG (see ``reader.pdf.pictures.render_page``), painted in a limited child process."""
    return b64decode(
        run_child({"task": "render", "path": str(path.resolve()), "password": password, "page": page, "zoom": zoom})
    )


def render_crops(
    path: Path, crops: Sequence[tuple[int, Sequence[float]]], zoom: float = 2.0, password: str | None = None,
    progress: Progress = lambda page, pages: None,
) -> list[bytes]:  # fmt: skip
    """Parts of pages as PNG (see ``reader.pdf.pictures.render_crops``), painted in a limited child process."""
    boxes = [[page, *box] for page, box in crops]
    request = {"task": "crops", "path": str(path.resolve()), "password": password, "crops": boxes, "zoom": zoom}
    return [b64decode(picture) for picture in run_child(request, progress)]


def mark(path: Path, notes: Sequence[Any], password: str | None = None) -> bytes:
    """A copy of the PDF with notes (see ``reader.pdf.notes.write_notes``), made in a limited child process."""
    return b64decode(
        run_child({"task": "mark", "path": str(path.resolve()), "password": password, "notes": list(notes)})
    )


def run_child(
    request: dict[str, Any], progress: Progress = lambda page, pages: None,
    *, memory: int = MEMORY, stall: float = STALL_SECONDS, module: str = "reader.child",
) -> Any:  # fmt: skip
    """Let the child process do a task under limits: bytes of memory, seconds of silence. Returns its answer."""
    child = subprocess.Popen(
        [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8", errors="replace", cwd=HOME,
    )  # fmt: skip
    try:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(request | {"memory": memory, "cpu": CPU_SECONDS}) + "\n")
        child.stdin.close()
        return _listen(child.stdout, progress, stall)
    except BrokenPipeError as error:
        raise UnreadableError(
            "The PDF could not be read: the parser stopped at once. Try another copy of the file."
        ) from error
    finally:
        child.kill()
        child.wait()


def _listen(pipe: IO[str], progress: Progress, stall: float) -> Any:
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(pipe, lines), daemon=True).start()
    page, started = 0, time.monotonic()
    while True:
        try:
            line = lines.get(timeout=stall)
        except queue.Empty:
            raise UnreadableError(_stuck(page, stall)) from None
        if line is None:
            raise UnreadableError(_died(page))
        if time.monotonic() - started > WALL_SECONDS:
            raise UnreadableError(
                f"Reading took longer than {WALL_SECONDS // 60} minutes (page {page}); split the PDF and read the parts."
            )
        match _message(line):
            case {"page": int(page), "pages": int(pages)}:
                progress(page, pages)
            case {"unreadable": str(why)}:
                raise UnreadableError(why)
            case {"unsupported": str(why)}:
                raise UnsupportedError(why)
            case {"result": result}:
                return result
            case _:
                raise UnreadableError(GARBLED)


def _message(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _pump(pipe: IO[str], lines: queue.Queue[str | None]) -> None:
    """Hand the child's lines over as they come; None at their end, or where one does not end."""
    with pipe:
        while line := pipe.readline(LONGEST_LINE):
            if not line.endswith("\n"):
                break
            lines.put(line)
    lines.put(None)


def _stuck(page: int, stall: float) -> str:
    where = f"page {page}" if page else "its first page"
    return (
        f"The PDF was given up on: {where} took more than {stall:.0f} seconds. Try another copy, or cut that page out."
    )


def _died(page: int) -> str:
    where = f" on page {page}" if page else ""
    return f"The PDF could not be read: the parser ran out of memory or crashed{where}. The file is probably damaged; try another copy."
