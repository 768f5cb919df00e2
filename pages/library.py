"""What is remembered of the papers that were read here: their titles, and which patterns they have where.

A small file beside each stored paper, so that the gallery can tell in which papers a pattern occurs without reading them
again. Of a paper that needs a password nothing is remembered. Who may see it is the page's business (``pages.gallery``).
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pages.cards import Card
from pages.patterns import occurrences
from pages.shelf import OpenPaper, shelf, state_folder

#: Changes when what is remembered takes another shape; files of another shape are left alone until read again.
SHAPE = 1
#: Papers and places in a paper that are named for one pattern.
MAX_PAPERS, MAX_PLACES = 12, 6
_ENDING = ".patterns.json"


@dataclass(frozen=True)
class Remembered:
    """A paper of the library: its hash, its title, and for each pattern the equations that show it."""

    sha256: str
    title: str
    patterns: dict[str, list[Card]]
    #: when it was read last, in seconds of the file system's clock
    read_at: float = 0.0


class Library:
    """The remembered papers of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[float, Remembered | None]] = {}

    def remember(self, paper: OpenPaper) -> None:
        """Note down what patterns a paper has; a disk that is full loses the note and nothing else."""
        if paper.password is not None:
            return
        note = {"shape": SHAPE, "title": paper.title, "patterns": occurrences(paper)}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._folder, delete=False) as part:
                json.dump(note, part, ensure_ascii=False)
            os.replace(part.name, self._path(paper.sha256))
        except OSError as error:
            logging.getLogger(__name__).warning("the library cannot be written: %s", error)

    def papers(self, allowed: Container[str] | None = None) -> list[Remembered]:
        """The remembered papers whose file is still stored, the one read last first.

        Only those ``allowed`` (hashes) where that is given.
        """
        found = []
        for path in self._folder.glob(f"*{_ENDING}"):
            sha256 = path.name.removesuffix(_ENDING)
            if (allowed is None or sha256 in allowed) and shelf().file(sha256) is not None:
                paper = self._read(sha256, path)
                if paper is not None:
                    found.append(paper)
        return sorted(found, key=lambda paper: (-paper.read_at, paper.title.casefold()))

    def _read(self, sha256: str, path: Path) -> Remembered | None:
        try:
            changed = path.stat().st_mtime
            known = self._known.get(sha256)
            if known is None or known[0] != changed:
                known = changed, _parse(sha256, json.loads(path.read_text(encoding="utf-8")), changed)
                self._known[sha256] = known
        except (OSError, ValueError, RecursionError):
            return None
        return known[1]

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}{_ENDING}"


def counts(papers: list[Remembered]) -> dict[str, int]:
    """In how many of the papers each pattern occurs."""
    found: dict[str, int] = {}
    for paper in papers:
        for pattern in paper.patterns:
            found[pattern] = found.get(pattern, 0) + 1
    return found


def where(papers: list[Remembered], pattern: str) -> list[Card]:
    """The papers that have a pattern, those with most places first, each with its first places."""
    having = [paper for paper in papers if paper.patterns.get(pattern)]
    having.sort(key=lambda paper: (-len(paper.patterns[pattern]), paper.title.casefold()))
    return [
        {
            "paper": paper.sha256,
            "title": paper.title,
            "count": len(paper.patterns[pattern]),
            "places": paper.patterns[pattern][:MAX_PLACES],
        }
        for paper in having[:MAX_PAPERS]
    ]


def _parse(sha256: str, note: Any, read_at: float) -> Remembered | None:
    """What a file says, None where it is of another shape."""
    if not isinstance(note, dict) or note.get("shape") != SHAPE or not isinstance(note.get("patterns"), dict):
        return None
    return Remembered(sha256, str(note.get("title") or "Untitled paper"), note["patterns"], read_at)


@cache
def library() -> Library:
    """The library of this program."""
    return Library(state_folder() / "papers")
