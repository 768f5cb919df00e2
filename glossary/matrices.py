"""What a formula shows of matrices: inverses, determinants, normal equations, Gaussians of several dimensions.

A letter counts as a matrix by how it is written (a capital that counts nothing, bold or not, a Greek capital), a bracket
if something in it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patterns.terms import plain
from reader.operators import Expr, walk

_CAPITAL = re.compile(r"[A-Z]")
#: capitals that mostly count something
_COUNTS = frozenset("N M K T L B D".split())
#: Greek capitals that are written for matrices
_GREEK = frozenset("Sigma Lambda Phi Psi Omega".split())
_NO_MATRIX = ("mathcal", "mathbb")


def base_of(expr: Expr) -> Expr:
    """The letter without its scripts and accents."""
    while expr.op in ("index", "script", "power", "accent", "transpose") and expr.args:
        expr = expr.args[0]
    return expr


def is_matrix(expr: Expr) -> bool:
    """Whether a letter, with its scripts, is written as matrices are."""
    base = base_of(expr)
    if base.op != "symbol" or expr.op == "power":
        return False
    letter = plain(base.value)
    if len(letter) != 1 or any(face in base.value for face in _NO_MATRIX):
        return False
    return bool(_CAPITAL.fullmatch(letter)) and (
        letter not in _COUNTS or "bold" in base.value or "mathbf" in base.value
    )


def matrix_concepts(node: Expr) -> Iterator[str]:
    """Name the concepts that this one node shows; not those of its parts."""
    if node.op == "power" and _is_minus(node.args[1]) and holds_matrix(node.args[0]):
        yield "matrix_inverse"
    elif node.op == "absolute" and is_matrix_like(node.args[0]):
        yield "determinant"
    elif node.op == "product":
        yield from _of_normal_equations(node)
    elif (
        node.op == "apply"
        and r"\mathcal{N}" in base_of(node.args[0]).value
        and any(is_matrix_like(part) for arg in node.args[1:] for part in walk(arg))
    ):
        yield "multivariate_gaussian"


def holds_matrix(expr: Expr) -> bool:
    """Whether it is a matrix, a sum or product that holds one, or something transposed."""
    if is_matrix_like(expr):
        return True
    if expr.op in ("sum", "product", "negative"):
        return any(part.op == "transpose" or holds_matrix(part) for part in expr.args)
    return expr.op == "big" and holds_matrix(expr.args[0])


def is_matrix_like(expr: Expr) -> bool:
    """Whether a letter is a matrix, Greek capitals included."""
    base = base_of(expr)
    return is_matrix(expr) or (base.op == "symbol" and expr.op != "power" and plain(base.value) in _GREEK)


def _is_minus(exponent: Expr) -> bool:
    """Whether an exponent is -1 or -1/2, as those of matrices are."""
    if exponent.op != "negative":
        return False
    size = exponent.args[0]
    return (size.op == "number" and size.value == "1") or size.op == "quotient"


def _of_normal_equations(node: Expr) -> Iterator[str]:
    r"""``(X^\top X + \lambda I)^{-1} X^\top y``: least squares, with a ridge where something is added."""
    for factor in node.args:
        if factor.op == "power" and _is_minus(factor.args[1]):
            inner = factor.args[0]
            terms = inner.args if inner.op == "sum" else (inner,)
            if any(_is_square(term) for term in terms):
                yield "normal_equations"
                yield "least_squares"
                if len(terms) > 1:
                    yield "ridge_regression"


def _is_square(term: Expr) -> bool:
    r"""``X^\top X``, or a sum of ``x x^\top``."""
    if term.op in ("big", "expectation"):
        return _is_square(term.args[0])
    if term.op != "product" or len(term.args) != 2:
        return False
    one, other = term.args
    return (one.op == "transpose" and one.args[0] == other) or (other.op == "transpose" and other.args[0] == one)
