"""The process that paints pages: reads requests, one JSON line each, on standard input; answers on standard output.

An answer is a JSON line, ``{"bytes": n}`` followed by n bytes of PNG, or ``{"error": sentence}``. Run by
``pages.pictures`` as ``python -m pages.painter``: a file that crashes MuPDF or eats memory ends this process only.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import BinaryIO

from reader.errors import UnreadableError

#: bytes of address space; MuPDF keeps at most 256 MB of it as a cache
MEMORY = 1_200_000_000


def main() -> None:
    """Answer until the input ends."""
    answers = _private_stdout()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from reader.pdf import render_page  # after the limits

    for line in sys.stdin:
        request = json.loads(line)
        try:
            data = render_page(Path(request["path"]), request["page"], request["zoom"], request["password"])
        except UnreadableError as error:
            _say(answers, {"error": str(error)})
        except MemoryError:
            _say(answers, {"error": "This page needs more memory than is allowed."})
        else:
            _say(answers, {"bytes": len(data)}, data)


def _say(answers: BinaryIO, head: dict[str, object], data: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + data)
    answers.flush()


def _private_stdout() -> BinaryIO:
    """The pipe to the parent under a new descriptor; what libraries print goes nowhere."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(pipe, "wb")


if __name__ == "__main__":
    main()
