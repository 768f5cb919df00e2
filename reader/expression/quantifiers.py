r"""Quantifiers: ``\forall``, ``\exists``, ``\exists!`` and a negation in front of them, and where their claims part.

A quantifier takes what follows up to the next quantifier; one behind a claim, as in ``a_i > 0\ \forall i``, is a claim
of its own beside it, as it is behind a comma.
"""

from __future__ import annotations

from reader.expression.token import Tok, is_operand_end, split

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


def bound_together(tokens: list[Tok]) -> int:
    r"""Return where the variables of a leading quantifier end that binds several: the colon or end of ``\forall x, y \in X: ...``.

    0 where there is no such list: a list is of letters up to the one that has a relation.
    """
    width = quantifier_width(tokens)
    end = next(
        (place for place, token in enumerate(tokens) if token.kind == "colon" and not token.scripted), len(tokens)
    )
    sections = split(tokens[width:end], lambda token: token.kind == "comma")
    letters = all(len(section) == 1 and section[0].kind == "letter" for section in sections[:-1])
    last = sections[-1]
    related = len(last) > 2 and last[0].kind == "letter" and last[1].kind == "relation"
    claims = sum(is_quantifier(token) for token in tokens[:end])
    return end if width and claims == 1 and len(sections) > 1 and letters and related and end + 1 != len(tokens) else 0
