"""Kinds of matrices by their shape: inverses, roots and powers of them, diagonal ones, and quadratic forms."""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_probability import yes
from patterns.kind_shapes import capital
from patterns.roles import Context
from patterns.terms import Term, factors_of, letter, signed, walk

#: functions that make a matrix with nothing beside its diagonal
_DIAGONAL = frozenset({"diag", "Diag", "diagonal", "blkdiag", "blockdiag"})


def inverse_matrix(term: Term, context: Context) -> float:
    """The inverse of a matrix, written as a power."""
    body = term.args[0] if term.op == "inv" and term.args else None
    if body is None or body.op in ("num", "root"):
        return 0.0
    if term.source.op != "power" or term.source.args[1].op != "negative":
        return 0.0
    if any(p.op in ("log", "exp", "avg", "total", "app", "abs") for p in walk(body)):
        return 0.0  # the inverse of a number
    return yes(any(capital(p, context) for p in walk(body)))


def _inverse_root(term: Term, context: Context) -> float:
    return yes(term.op == "inv" and term.args[0].op == "root" and capital(term.args[0].args[0], context))


def _inverse_power(term: Term, context: Context) -> float:
    """A matrix to a power below zero: A^{-1}, A^{-1/2}, A^{-1/4}."""
    if term.op != "inv":
        return 0.0
    body = term.args[0]
    inside = body.args[0] if body.op in ("root", "power") else body
    return yes(term.source.op == "power" and capital(inside, context))


def _diagonal(term: Term, context: Context) -> float:
    """A matrix made of its diagonal: diag(s)."""
    return yes(term.op == "app" and letter(term) in _DIAGONAL)


def _curved(term: Term, context: Context) -> float:
    """A value and a quadratic form in a step away from it: f(a) − ½ (x − a)^⊤ H (x − a), or ½ h (x − a)²."""
    if term.op != "sum":
        return 0.0
    return 0.95 * yes(any(_quadratic(signed(part)[1]) for part in term.args))


def _quadratic(part: Term) -> bool:
    """A half, a curvature and a step twice."""
    factors = factors_of(part)
    if not any(f.op == "inv" and f.args[0].op == "num" for f in factors):
        return False
    if any(f.op == "quad" and any(p.op == "sum" for p in walk(f)) for f in factors):
        return True
    steps = [f.args[0] for f in factors if f.op == "transpose" and f.args[0].op == "sum"]
    inside = [p for f in factors if f.op != "transpose" for p in walk(f)]
    if any(step in inside for step in steps):
        return True
    squares = any(f.op == "sq" and f.args[0].op == "sum" for f in factors)
    return squares and any(p.op == "grad" or (f.op == "app" and f is p) for f in factors for p in walk(f))


MATRIX_KINDS: dict[str, Callable[[Term, Context], float]] = {
    "inverse_matrix": inverse_matrix,
    "inverse_root": _inverse_root,
    "inverse_power": _inverse_power,
    "inverse_product": lambda term, context: yes(any(inverse_matrix(f, context) for f in factors_of(term))),
    "diagonal": _diagonal,
    "curved": _curved,
}
