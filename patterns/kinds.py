"""The kinds a wildcard of a template may ask for: small questions about one term, answered 0 (no) to 1 (clearly).

Conventions of naming are in ``kind_names``; probabilities and models in ``kind_probability``; shapes in ``kind_shapes``,
those of matrices in ``kind_matrices``, and what models are made of in ``kind_models``.
"""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_matrices import MATRIX_KINDS
from patterns.kind_models import MODEL_KINDS
from patterns.kind_names import NAMES, OPERATORS
from patterns.kind_probability import PROBABILITY_KINDS
from patterns.kind_shapes import SHAPE_KINDS
from patterns.roles import Context
from patterns.terms import Term, base_of, head_of, letter, signed

Kind = Callable[[Term, Context], float]


def fits(kind: str, term: Term, context: Context) -> float:
    """How well a term is of a kind, 0 to 1."""
    return KINDS[kind](term, context)


def _named(letters: frozenset[str], words: tuple[str, ...]) -> Kind:
    """A symbol with one of the letters, or that the paper describes with one of the words."""

    def kind(term: Term, context: Context) -> float:
        body = signed(term)[1]
        if base_of(head_of(base_of(body))).op not in ("sym", "text"):
            return 0.0
        phrase = context.phrase(body)
        if phrase and words and any(word in phrase for word in words):
            return 1.0
        return float(letter(body) in letters)

    return kind


def _operator(op: str) -> Kind:
    return lambda term, context: float(term.op == op)


KINDS: dict[str, Kind] = {
    **{name: _named(letters, words) for name, (letters, words) in NAMES.items()},
    **{name: _operator(op) for name, op in OPERATORS.items()},
    **PROBABILITY_KINDS,
    **SHAPE_KINDS,
    **MATRIX_KINDS,
    **MODEL_KINDS,
}
