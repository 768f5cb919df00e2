"""Which equations say what a symbol is, and which use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from patterns.match import Match
from reader.operators import Expr
from reader.paper import Equation
from reader.symbols.path import SymbolUse

#: relations that define what stands on their left
_DEFINING = frozenset(("=", r"\coloneqq", ":=", r"\triangleq", r"\equiv", r"\doteq", r"\leftarrow", r"\propto"))
#: functions that everybody knows: an equation that begins with one says what it is applied to, not what it is
_KNOWN = frozenset(
    rf"\{name}" for name in "log ln lg exp sin cos tan sinh cosh tanh max min arg det sup inf lim Pr".split()
)

_PLAIN = re.compile(
    r"(?:[A-Za-z]|\\(?:alpha|beta|gamma|delta|epsilon|eta|kappa|lambda|mu|nu|rho|sigma|tau|omega))(?:_[A-Za-z0-9])?"
)
_SPELLED = re.compile(r"[\s{}]")


class Read(Protocol):
    """An equation with its patterns and symbols."""

    @property
    def equation(self) -> Equation: ...  # noqa: D102
    @property
    def matches(self) -> tuple[Match, ...]: ...  # noqa: D102
    @property
    def symbols(self) -> tuple[tuple[SymbolUse, str], ...]: ...  # noqa: D102


def defined(read: Read) -> list[str]:
    """The symbols (ids) that an equation says what they are: the heads of the left sides of its statements."""
    named = {id(use.node): symbol for use, symbol in read.symbols if use.role == "letter"}
    found = []
    for statement in _statements(read.equation.expr):
        if statement.op != "relation" or statement.value.split()[:1] != [_first_defining(statement.value)]:
            continue
        head = statement.args[0]
        while id(head) not in named and head.op in ("apply", "annotated", "index", "script") and head.args:
            head = head.args[0]
        if id(head) in named and head.value not in _KNOWN:
            found.append(named[id(head)])
    return found


def is_plain(latex: str) -> bool:
    """Whether a symbol is a bare letter, with an index or without: under another heading it may be another one."""
    return _PLAIN.fullmatch(_SPELLED.sub("", latex)) is not None


def _first_defining(signs: str) -> str | None:
    sign = (signs.split() or [""])[0]
    return sign if sign in _DEFINING else None


def _statements(expr: Expr) -> Iterator[Expr]:
    """The statements of a display: its rows, and the parts that stand beside each other in one."""
    if expr.op in ("rows", "sequence"):
        for part in expr.args:
            yield from _statements(part)
    else:
        yield expr


def first_definers(equations: Sequence[Read]) -> dict[str, str]:
    """For each symbol the displayed equation (id) that says first what it is."""
    first: dict[str, str] = {}
    for read in equations:
        if read.equation.display:
            for symbol in defined(read):
                first.setdefault(symbol, read.equation.id)
    return first


def users(equations: Sequence[Read]) -> dict[str, frozenset[str]]:
    """For each symbol the displayed equations (ids) in which it stands by itself, not as the base of another symbol."""
    found: dict[str, set[str]] = {}
    for read in equations:
        if read.equation.display:
            for use, symbol in read.symbols:
                above = use.path[-1] if use.path else None
                if above is None or above.place or above.parent.op not in ("index", "script", "accent"):
                    found.setdefault(symbol, set()).add(read.equation.id)
    return {symbol: frozenset(ids) for symbol, ids in found.items()}
