"""The parsing process: reads (or paints, or annotates) one PDF under limits of memory and CPU, speaks JSON lines on its standard output.

Run by ``reader.sandbox`` as ``python -m reader.child``; the request is one JSON line on standard input.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from reader.errors import UnreadableError, UnsupportedError


def main() -> None:
    """Read the request, set the limits, parse, answer."""
    request = json.loads(sys.stdin.readline())
    answers = _private_stdout()

    def say(**message: Any) -> None:
        answers.write(json.dumps(message, ensure_ascii=False) + "\n")
        answers.flush()

    _limit(request["memory"], request["cpu"])
    try:
        result = _perform(request, lambda page, pages: say(page=page, pages=pages))
    except UnreadableError as error:
        say(unreadable=str(error))
    except UnsupportedError as error:
        say(unsupported=str(error))
    except MemoryError:
        say(unreadable="Reading this PDF needs more memory than is allowed; it is probably damaged. Try another copy.")
    except Exception as error:  # a gap in our own code must not look like silence
        what = f"{type(error).__name__}: {str(error)[:120]}"
        say(unreadable=f"Reading this PDF failed inside Cartouche ({what}). Please report it with the file.")
    else:
        say(result=result)


def _perform(request: dict[str, Any], progress: Callable[[int, int], None]) -> Any:
    """The task asked for. Modules that parse are imported after the limits are set."""
    path, password = Path(request["path"]), request.get("password")
    if request["task"] == "render":
        from reader.pdf.pictures import render_page

        return b64encode(render_page(path, request["page"], request["zoom"], password)).decode("ascii")
    if request["task"] == "crops":
        from reader.pdf.pictures import render_crops

        crops = [(page, box) for page, *box in request["crops"]]
        pictures = render_crops(path, crops, request["zoom"], password, progress)
        return [b64encode(picture).decode("ascii") for picture in pictures]
    if request["task"] == "mark":
        from reader.pdf.notes import write_notes

        return b64encode(write_notes(path, request["notes"], password)).decode("ascii")
    from reader.document import read_document

    return read_document(path, password, progress)


def _private_stdout() -> TextIO:
    """The pipe to the parent under a new descriptor; whatever libraries print (MuPDF's warnings) goes nowhere.

    A broken font may say that a glyph is half a character; what cannot be written as UTF-8 becomes ``?`` here.
    """
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(pipe, "w", encoding="utf-8", errors="replace")


def _limit(memory: int, cpu: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
