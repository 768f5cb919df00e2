"""Phrases that are more than one noun phrase: subjects with a relative clause, told clauses, enumerations."""

from __future__ import annotations

from collections.abc import Sequence

from reader.definitions import words
from reader.definitions.nouns import kind, low, nominal
from reader.definitions.phrases import MAX_WORDS, Span, phrase_after
from reader.definitions.text import Token

_CLAUSE_ENDS = frozenset({",", "(", ")", "where", "and", ":", "when", "if"})


def clause_subject(tokens: Sequence[Token], end: int) -> Span | None:
    """The subject with its relative clause that ends at ``end``: "the probability that a token is masked"."""
    start = end
    while (
        start > 0
        and end - start < 2 * MAX_WORDS
        and kind(tokens, start - 1) not in ("stop", "break", "display")
        and low(tokens, start - 1) != ","
    ):
        start -= 1
    head = phrase_after(tokens[:end], start)
    if head is None or head.start > start + 1 or low(tokens, head.end) not in ("that", "which", "who", "with"):
        return None
    return Span(head.start, end, head.determiner)


def relative_clause(tokens: Sequence[Token], span: Span) -> Span | None:
    """The phrase with its relative clause ("a parameter that controls the width"), up to a stop or comma."""
    i = span.end
    if low(tokens, i) not in ("that", "which", "who", "to") and words.verb_form(low(tokens, i)) not in ("ing", "ed"):
        return None
    end = _clause_end(tokens, span.start, i)
    return Span(span.start, end, span.determiner) if end is not None and end > span.end + 1 else None


def told_clause(tokens: Sequence[Token], start: int) -> Span | None:
    """A clause as the object of "denotes": "how strongly $x$ supports $y$", up to a stop or comma."""
    end = _clause_end(tokens, start, start + 1)
    return Span(start, end) if end is not None and end > start + 2 else None


def _clause_end(tokens: Sequence[Token], start: int, i: int) -> int | None:
    """Where the clause running at ``i`` ends, or None if that is beyond the longest phrase from ``start``."""
    while i < len(tokens) and i - start <= MAX_WORDS:
        if kind(tokens, i) in ("stop", "break", "display") or low(tokens, i) in _CLAUSE_ENDS:
            return i
        i += 1
    return i if i >= len(tokens) else None


def shared_head(tokens: Sequence[Token], start: int, count: int) -> list[tuple[Span, Span]] | None:
    """Read "the real and imaginary parts" as [(real, parts), (imaginary, parts)]; None if it is no such enumeration.

    Each modifier may have a determiner ("the predicted and the true labels"); the head may have words before its noun.
    """
    i = start
    modifiers: list[int] = []
    while len(modifiers) < count:
        while low(tokens, i) in words.DETERMINERS:
            i += 1
        if kind(tokens, i) != "word" or low(tokens, i) in words.FUNCTION_WORDS:
            return None
        modifiers.append(i)
        i += 1
        if len(modifiers) < count:
            if low(tokens, i) == "," and low(tokens, i + 1) == "and":
                i += 1
            if low(tokens, i) not in (",", "and", "or"):
                return None
            i += 1
    first = i
    while nominal(tokens, i, is_last=False) and nominal(tokens, i + 1, is_last=True) and i - first < MAX_WORDS:
        i += 1
    if count < 2 or not nominal(tokens, i, is_last=True) or not words.is_plural(low(tokens, i)):
        return None
    head = Span(first, i + 1)
    return [(Span(m, m + 1), head) for m in modifiers]


def list_parts(tokens: Sequence[Token], start: int, count: int) -> list[Span] | None:
    """Read the enumeration of ``count`` phrases at ``start`` ("the mean, the variance and the mode"), or None."""
    parts: list[Span] = []
    i = start
    joint: set[str] = {"and"}
    while (span := phrase_after(tokens, i)) is not None:
        parts.append(span)
        if len(parts) == count:
            return parts if joint & {"and", "or", "&"} else None
        i = span.end
        joint = set()
        while low(tokens, i) in (",", "and", "or", "&"):
            joint.add(low(tokens, i))
            i += 1
        if not joint:
            return None
    return None


def is_respective(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Tell whether the sentence says "respectively" between ``first`` and a while behind ``at``."""
    for i in range(first, min(at + 40, len(tokens))):
        if kind(tokens, i) == "stop" and i > at:
            return False
        if low(tokens, i) in ("respectively", "resp"):
            return True
    return False
