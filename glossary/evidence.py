"""Which concepts a formula itself points to: through the patterns it has and the usual senses of its symbols."""

from __future__ import annotations

from glossary.senses import senses
from glossary.uses import uses_of
from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.errors import CartoucheError
from reader.expression.parse import parse_math
from reader.operators import Expr

#: What the first, second, ... concept of a pattern counts, beside the first, and what a later pattern counts.
LATER_CONCEPT, LATER_PATTERN = 0.8, 0.7
#: What patterns count by tier: almost anything is a definition or has an expectation around it.
TIER = {"content": 1.0, "wrapper": 0.6, "form": 0.25}
#: What a symbol's sense counts beside a pattern's first concept: nearly every formula has a sum or an expectation.
SYMBOL = 0.35
#: LaTeX longer than this (characters) is not looked into.
LONGEST = 4000


def latex_evidence(latex: str) -> dict[str, float]:
    """Give the concepts that typed LaTeX points to, each from 0 to 1; nothing where it is no LaTeX."""
    if not latex.strip() or len(latex) > LONGEST:
        return {}
    try:
        return equation_evidence(parse_math(latex))
    except CartoucheError:
        return {}


def equation_evidence(
    expr: Expr, context: Context | None = None, topics: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Give the concepts that a formula points to, each from 0 to 1.

    ``context`` is what the paper says of its symbols (``patterns.roles``), ``topics`` are its subjects
    (``glossary.topics``).
    """
    found: dict[str, float] = {}
    library = load_library()
    for place, matched in enumerate(match(expr, context)):
        entry, variant = library.entries[matched.id], library.variant(matched.id, matched.variant)
        concepts = dict.fromkeys((*(variant.concepts if variant else ()), *entry.concepts))
        for number, concept in enumerate(concepts):
            weight = matched.confidence * TIER[entry.tier] * LATER_PATTERN**place * LATER_CONCEPT**number
            found[concept] = max(found.get(concept, 0.0), weight)
    for latex, uses in uses_of(expr).items():
        for sense in senses(latex, uses, topics)[:1]:
            found[sense.concept] = max(found.get(sense.concept, 0.0), SYMBOL * sense.confidence)
    return found
