"""The places of an equation where a template may fit: its statements, their sides, and what is inside those.

An equation says one or several *statements* (the rows of a display, the parts of a sequence); a statement has *sides*
joined by relation signs. Inside a side, *wrappers* (a sign, a factor, a sum, a mean, an expectation, an optimum, a
gradient) are looked through: what they wrap counts as the body of the side. Everything else makes what is inside it deeper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from patterns.template import features
from patterns.terms import Term, walk

#: operators that are looked through on the way to the body of a side
_WRAPPERS = frozenset(
    [
        "neg",
        "sum",
        "prod",
        "avg",
        "total",
        "opt",
        "grad",
        "integral",
        "rows",
        "sequence",
        "rel",
        "tuple",
        "set",
        "annotated",
        "root",
        "cond",
    ]
)
#: text that opens the constraints of an optimum
_CONSTRAINTS = ("subject to", "s.t", "such that", "under the constraint")


@dataclass(frozen=True)
class Statement:
    """Sides and the relation signs between them, in order; ``text`` is what words stand in it."""

    sides: tuple[Term, ...]
    signs: tuple[str, ...]
    text: str
    whole: Term
    #: operators and function names in each side (``template.features``)
    contents: tuple[frozenset[str], ...]

    @property
    def constrains(self) -> bool:
        """Whether its words say that it is a constraint."""
        return any(word in self.text for word in _CONSTRAINTS)


@dataclass(frozen=True)
class Site:
    """A term, how deep it is (0: the body of a side), what wraps it (outermost first), where it stands."""

    term: Term
    depth: int
    wrappers: tuple[str, ...]
    statement: int
    side: int
    #: nothing but signs lies between it and its side
    whole: bool
    features: frozenset[str]


def statements(term: Term) -> list[Statement]:
    """The statements of an equation, in order; rows and parts that are words only go to their neighbour."""
    found: list[Statement] = []
    words = ""
    for part in map(_aligned, _parts(term)):
        if part.op == "text":
            words += " " + part.value.lower()
            continue
        text = words + " " + _words(part)
        words = ""
        if part.op == "rel":
            signs = tuple(part.value.split()) or ("=",) * (len(part.args) - 1)
            found.append(Statement(part.args, signs, text, part, tuple(frozenset(features(a)) for a in part.args)))
        else:
            found.append(Statement((part,), (), text, part, (frozenset(features(part)),)))
    return found


def _parts(term: Term) -> Iterator[Term]:
    if term.op in ("rows", "sequence") or (
        term.op == "tuple" and term.value == "," and any(arg.op == "rel" for arg in term.args)
    ):
        for arg in term.args:
            yield from _parts(arg)
    elif term.op == "cases" and all(row.args and row.args[0].op == "rel" for row in term.args):
        for row in term.args:
            yield row.args[0]
    elif term.op != "none":
        yield term


def _aligned(term: Term) -> Term:
    """Beside x^{k+1} an x^k is no power but the step before: superscripts of one letter are read alike."""
    steps = {
        (part.args[0], label)
        for part in walk(term)
        if part.op == "script" and part.args[1].op == "sum"
        for label in part.args[1].args
        if label.op == "sym"
    }
    return _realigned(term, steps) if steps else term


def _realigned(term: Term, steps: set[tuple[Term, Term]]) -> Term:
    if term.op == "power" and (term.args[0], term.args[1]) in steps:
        return replace(term, op="script", value="iteration")
    args = tuple(_realigned(arg, steps) for arg in term.args)
    return (
        term
        if args == term.args and all(a is b for a, b in zip(args, term.args, strict=True))
        else replace(term, args=args)
    )


def _words(term: Term) -> str:
    return " ".join(part.value.lower() for part in walk(term) if part.op == "text" and part.value)


def constraint_of(found: Sequence[Statement]) -> Statement | None:
    """The first statement with a relation that words announce as a constraint."""
    return next((s for s in found if s.constrains and len(s.sides) > 1), None)


def sites(found: list[Statement]) -> list[Site]:
    """All sites of all statements, outer ones before inner ones."""
    collected: list[Site] = []
    for number, statement in enumerate(found):
        for side, term in enumerate(statement.sides):
            _collect(term, 0, (), number, side, True, collected)
    return collected


def _collect(
    term: Term, depth: int, wrappers: tuple[str, ...], statement: int, side: int, whole: bool, into: list[Site]
) -> None:
    if term.op in ("none", "text", "unknown"):
        return
    into.append(Site(term, depth, wrappers, statement, side, whole, frozenset(features(term))))
    if term.op in ("sym", "num"):
        return
    inner = _inside(term)
    deeper = depth + (term.op not in _WRAPPERS)
    for arg in inner:
        _collect(arg, deeper, (*wrappers, _label(term)), statement, side, whole and term.op == "neg", into)


def _label(term: Term) -> str:
    if term.op == "opt":
        return term.value
    if term.op == "app":
        return f"app:{term.args[0].plain}" if term.args[0].op == "sym" else "app"
    return term.op


def _inside(term: Term) -> tuple[Term, ...]:
    """The parts that are searched: not indices, not what a sum or an expectation ranges over."""
    if term.op in ("index", "script", "avg", "total", "bigprod", "integral", "big", "opt", "grad", "var", "cov"):
        return term.args[:1]
    if term.op == "app":
        return term.args[1:]
    return term.args
