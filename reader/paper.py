"""A paper as it was read: prose, equations, symbols with what the paper says of them. Plain, frozen data.

The child process that parses the PDF hands these over pickled; what leaves the program as JSON is made by
``glossary.annotate`` in the shape the command's contract fixes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.formula_tree import Node
from reader.geometry import Box
from reader.operators import Expr


@dataclass(frozen=True)
class Section:
    """A heading and the page (from 1) it stands on."""

    title: str
    page: int


@dataclass(frozen=True)
class Sentence:
    r"""A sentence of the text; formulas in it are written ``$latex$``, displays ``$$latex$$``, a dollar sign ``\$``."""

    text: str
    page: int
    box: Box
    section: str = ""


@dataclass(frozen=True)
class Equation:
    """A formula on the page. ``number`` is what is printed beside it, without brackets; None where there is none."""

    id: str
    page: int
    box: Box
    display: bool
    number: str | None
    tree: Node
    latex: str
    mathml: str
    #: 0 to 1: how sure the reading is mark for mark
    confidence: float
    expr: Expr
    #: index into ``Paper.sentences`` of the sentence it stands in, or None
    sentence: int | None = None
    #: what speaks against the reading, in short sentences, weightiest first
    confidence_reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """What the paper itself says a symbol is: a short phrase and the sentence it was taken from."""

    text: str
    sentence: str
    page: int
    box: Box
    confidence: float


@dataclass(frozen=True)
class Occurrence:
    """One place where a symbol is printed; ``equation`` is the id of the equation it belongs to."""

    page: int
    box: Box
    equation: str


@dataclass(frozen=True)
class Symbol:
    r"""A symbol in one scope of the paper, as a reader would point at it (see the command's contract)."""

    id: str
    latex: str
    #: scalar vector matrix set function distribution operator index relation ... (``reader.symbols.symbols`` lists them)
    kind: str
    #: first and last page of the scope
    pages: tuple[int, int]
    redefined: bool
    occurrences: tuple[Occurrence, ...]
    definitions: tuple[Definition, ...] = ()
    #: what the paper says of its values ("runs from 1 to T", "drawn from N(0, I)"), which is less than what it is
    values: tuple[Definition, ...] = ()
    #: ids of the equations it stands in, in this scope
    equations: tuple[str, ...] = ()
    #: its sides where the paper says them (``m \times n``), else None
    shape: str | None = None
    #: what speaks for its kind and shape, in words
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """Everything that reading a PDF yields, in reading order."""

    title: str
    page_count: int
    #: width and height of each page in points
    page_sizes: tuple[tuple[float, float], ...]
    sha256: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    equations: tuple[Equation, ...]
    symbols: tuple[Symbol, ...] = ()
    #: titles (and years) of the references
    references: tuple[tuple[str, int | None], ...] = ()
    #: remarks for the reader: pages without text, pages given up on
    notes: tuple[str, ...] = field(default=())
