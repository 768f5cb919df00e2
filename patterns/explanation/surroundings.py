"""What a paper has around an equation that an explanation can quote or point at. Made by ``glossary.surroundings``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Quote:
    """A sentence of the paper and its page."""

    sentence: str
    page: int
    #: its number among the sentences of the paper, where that is known
    place: int | None = None


@dataclass(frozen=True)
class Later:
    """A place further on that has to do with the equation.

    ``reference``: a sentence that refers to it by ``number``. ``equation``: another equation in which what it defines comes
    up (``number`` as printed, or None). ``algorithm``: one of the steps of algorithm ``number``.
    """

    kind: Literal["reference", "equation", "algorithm"]
    page: int
    #: the sentence, or the formula
    quote: str
    number: str | None = None
    #: the LaTeX of what the equation defines, where that is what comes up again
    left: str = ""
    #: id of the later equation
    equation: str | None = None


@dataclass(frozen=True)
class Surroundings:
    """Where the paper's words for symbols stand, the sentence around the equation, and where the paper goes from it."""

    #: by the LaTeX of the symbol
    definitions: Mapping[str, Quote] = field(default_factory=dict)
    #: the sentence in which the equation stands
    sentence: Quote | None = None
    #: the most telling place first
    later: tuple[Later, ...] = ()


NOTHING_AROUND = Surroundings()
