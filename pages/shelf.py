"""The papers that were opened: their bytes on disk under their hash, what was read from them in memory.

A file's own name is never used. The bytes stay in the state folder, so that an address with ``?paper=<hash>`` opens the
paper again after a restart; annotations and passwords are kept in memory only and are made anew when they are gone.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from glossary.paper_topics import Topic
from glossary.study import EquationConcepts

#: What ``cartouche read --json`` writes; see the command's contract.
Annotated = dict[str, Any]
#: Names the state folder, for those who want it elsewhere.
STATE_VARIABLE = "CARTOUCHE_STATE"
#: Annotated papers held in memory at a time; a long paper takes some 20 MB.
MAX_IN_MEMORY = 8
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Reading:
    """What was read from a paper, without the trees, so that a long paper stays small in memory."""

    annotated: Annotated
    #: from which a study list is made again when somebody ticks what they know
    equation_concepts: tuple[EquationConcepts, ...] = ()
    topics: tuple[Topic, ...] = ()
    #: the notation table by file ending: ``md``, ``csv``, ``tex``
    notation: Mapping[str, str] = field(default_factory=dict)
    #: what is said of each equation in every voice (``glossary.contract.voices_json``)
    told: Mapping[str, Any] = field(default_factory=dict)
    #: the notes for a marked copy of the PDF by ``Voice.key`` (``glossary.marked.notes_for``)
    notes: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenPaper:
    """A paper on the shelf with what was read from it. ``password`` opens the file, None where none is needed."""

    sha256: str
    file: Path
    reading: Reading
    password: str | None = None
    #: the secret in the addresses of its parts: who has not opened the paper cannot ask for them; hexadecimal,
    #: because Streamlit refuses keys with two underscores in a row
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def annotated(self) -> Annotated:
        """The paper in the contract's shape."""
        return self.reading.annotated

    @property
    def title(self) -> str:
        """The paper's title, or words in place of one."""
        return str(self.annotated["paper"].get("title") or "Untitled paper")

    @cached_property
    def equations(self) -> Mapping[str, dict[str, Any]]:
        """The equations by id, in reading order."""
        return {str(equation["id"]): equation for equation in self.annotated.get("equations", ())}

    @cached_property
    def symbols(self) -> Mapping[str, dict[str, Any]]:
        """The symbols by id."""
        return {str(symbol["id"]): symbol for symbol in self.annotated.get("symbols", ())}

    @cached_property
    def equations_by_page(self) -> Mapping[int, list[dict[str, Any]]]:
        """The equations of each page that has any."""
        found: dict[int, list[dict[str, Any]]] = {}
        for equation in self.equations.values():
            found.setdefault(int(equation["page"]), []).append(equation)
        return found

    @cached_property
    def occurrences_by_page(self) -> Mapping[int, list[tuple[str, list[float]]]]:
        """For each page the symbols printed on it, as (symbol id, box)."""
        found: dict[int, list[tuple[str, list[float]]]] = {}
        for name, symbol in self.symbols.items():
            for place in symbol.get("occurrences", ()):
                found.setdefault(int(place["page"]), []).append((name, place["bbox"]))
        return found

    @cached_property
    def equations_by_symbol(self) -> Mapping[str, list[str]]:
        """The equations in which each symbol stands, in reading order."""
        found: dict[str, list[str]] = {}
        for name, equation in self.equations.items():
            for symbol in dict.fromkeys(str(entry["symbol"]) for entry in equation.get("symbols", ())):
                found.setdefault(symbol, []).append(name)
        return found


class Shelf:
    """Stores papers. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: OrderedDict[str, OpenPaper] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, data: bytes) -> str:
        """Store a file and return its SHA-256, under which it is found again."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self._path(sha256)
        if not target.exists():
            # written beside and moved, so that a crash leaves no half file under a whole one's name
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
                part.write(data)
            os.replace(part.name, target)
        return sha256

    def file(self, sha256: str) -> Path | None:
        """The stored file with this hash, None where there is none; any text may be asked for."""
        if not _SHA256.fullmatch(sha256):
            return None
        path = self._path(sha256)
        return path if path.is_file() else None

    def keep(self, sha256: str, reading: Reading, password: str | None = None) -> OpenPaper:
        """Remember what was read from a stored file; the papers not used for longest are forgotten.

        Where two visitors have the same paper read at the same time, both may go on asking for its parts.
        """
        paper = OpenPaper(sha256, self._path(sha256), reading, password)
        with self._lock:
            before = self._open.get(sha256)
            if before is not None and before.password == password:
                paper = replace(paper, token=before.token)
            self._open[sha256] = paper
            self._open.move_to_end(sha256)
            while len(self._open) > MAX_IN_MEMORY:
                self._open.popitem(last=False)
        return paper

    def get(self, sha256: str) -> OpenPaper | None:
        """The paper, if it was read and not forgotten."""
        with self._lock:
            if sha256 in self._open:
                self._open.move_to_end(sha256)
            return self._open.get(sha256)

    def by_token(self, token: str) -> OpenPaper | None:
        """The paper in memory that has this token."""
        with self._lock:
            return next((paper for paper in self._open.values() if paper.token == token), None)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.pdf"


@cache
def shelf() -> Shelf:
    """The shelf of this program."""
    return Shelf(state_folder() / "papers")


def state_folder() -> Path:
    """Where the app keeps what must survive a restart: ``$CARTOUCHE_STATE``, else the user's state folder."""
    named = os.environ.get(STATE_VARIABLE)
    if named:
        return Path(named)
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "cartouche"
