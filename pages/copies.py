"""What of an open paper can be kept outside the program: the PDF with notes in it, and everything as JSON."""

from __future__ import annotations

import json
import re

from pages.shelf import OpenPaper
from patterns.explanation.voice import Voice
from reader import sandbox

#: Characters of a title in the name of a file.
MAX_NAME = 60
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def marked(paper: OpenPaper, voice: Voice) -> bytes:
    """A copy of the PDF with a note at each equation and symbol, as ``cartouche read --annotated`` makes it.

    Raises:
        UnreadableError: the notes cannot be written into the file.
    """
    return sandbox.mark(paper.file, paper.reading.notes.get(voice.key, ()), paper.password)


def everything(paper: OpenPaper, voice: Voice) -> bytes:
    """What ``cartouche read --json`` writes, told in a voice."""
    told = {name: said.get(voice.key, {}) for name, said in paper.reading.told.items()}
    equations = [equation | told.get(str(equation["id"]), {}) for equation in paper.annotated["equations"]]
    return (json.dumps({**paper.annotated, "equations": equations}, ensure_ascii=False, indent=1) + "\n").encode()


def file_name(paper: OpenPaper, ending: str) -> str:
    """The paper's title as the name of a file, in letters that every system takes."""
    return (_NO_LETTER.sub("-", paper.title.casefold())[:MAX_NAME].strip("-") or "paper") + ending
