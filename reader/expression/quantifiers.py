r"""Quantifiers: ``\forall``, ``\exists``, ``\exists!`` and a negation in front of them, and where their claims part.

A quantifier takes what follows up to the next quantifier; one behind a claim, as in ``a_i > 0\ \forall i``, is a claim
of its own beside it, as it is behind a comma.
"""

from __future__ import annotations

from reader.expression.token import Tok, is_operand_end

QUANTIFIERS = frozenset({r"\forall", r"\exists", r"\nexists"})
NEGATION = r"\neg"


def quantified(tokens: list[Tok]) -> list[list[Tok]]:
    """Cut a run before every quantifier that follows an operand; a run without any stays whole."""
    starts = [0]
    for place in range(1, len(tokens) - 1):
        begins = is_quantifier(tokens[place]) and is_operand_end(tokens[place - 1])
        if begins and not is_quantifier(tokens[place - 1]) and tokens[place - 1].name != NEGATION:
            starts.append(place)
    return [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]


def is_quantifier(token: Tok) -> bool:
    """Tell whether a token is a quantifier, not a negation."""
    return token.kind == "sign" and token.name in QUANTIFIERS and not token.scripted


def quantifier_width(tokens: list[Tok]) -> int:
    """Return how many tokens the quantifier or negated quantifier takes that begins a run, 0 where none does."""
    if len(tokens) > 1 and is_quantifier(tokens[0]):
        unique = tokens[1].name == "!" and not tokens[1].scripted
        return 1 + (unique and len(tokens) > 2)
    return int(len(tokens) > 2 and tokens[0].name == NEGATION and is_quantifier(tokens[1]))
