"""Whether an -s form that may be a noun ("clips", "samples") is the verb of its clause here.

"The generator samples $z$" has a verb, "we draw samples $z$" another one: a clause has one finite verb. So the form is
the verb if a subject stands directly before it and nothing else in its clause can be the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.definitions import words
from reader.definitions.text import Token

#: determiners of one thing: "a generator samples" is no noun phrase
_OF_ONE = frozenset({"a", "an", "each", "every", "this", "another", "either", "neither"})
#: what a clause ends at, beside stops
_BOUNDS = frozenset({";", ":", "but", "so", "yet", "(", ")", "—", "–"})
#: words that begin a clause with a subject of its own
_OPENERS = words.SUBORDINATORS - {"e.g", "i.e", "respectively", "resp", "instead", "also", "hence", "here", "now"}
#: longest noun phrase that is walked through, in words, and longest clause, in tokens
_LONGEST_SUBJECT, _LONGEST_CLAUSE = 6, 30


def is_verb_of_clause(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the -s form at ``i`` is the finite verb of its clause."""
    before = i - 1
    while before >= 0 and words.is_adverb(tokens[before].low):
        before -= 1
    if before < 0 or tokens[before].kind != "word" or tokens[before].low in words.FUNCTION_WORDS:
        return False
    if before < i - 1:
        return not words.verb_form(tokens[before].low)  # "the method instead clips x"
    if words.is_plural(tokens[before].low) or not _may_be_subject(tokens[before].low):
        return False
    start = before
    while start > 0 and i - start < _LONGEST_SUBJECT and _in_phrase(tokens[start - 1]):
        start -= 1
    outer = tokens[start - 1].low if start else ""
    if any(token.low in words.NUMERALS or words.verb_form(token.low) == "s" for token in tokens[start:i]):
        return False  # "this gives two crops"
    if outer in _OF_ONE:
        return True
    if outer in words.DETERMINERS:
        outer = tokens[start - 2].low if start > 1 else ""
    elif not (start == before and tokens[before].text.isupper() and len(tokens[before].text) > 1):
        return False  # "training samples $x$"; but "PPO clips $r$"
    return outer not in words.PREPOSITIONS and not words.verb_form(outer) and _is_sole(tokens, i)


def _may_be_subject(word: str) -> bool:
    return word not in words.ADJECTIVES and word not in words.ADJECTIVAL and not words.verb_form(word)


def _in_phrase(token: Token) -> bool:
    return token.kind == "word" and token.low not in words.FUNCTION_WORDS and not words.is_adverb(token.low)


def _is_sole(tokens: Sequence[Token], i: int) -> bool:
    """Whether no other token of the clause can be its finite verb."""
    first = last = i
    while first > 0 and i - first < _LONGEST_CLAUSE and not _bounds(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and last - i < _LONGEST_CLAUSE and not _bounds(tokens[last + 1]):
        last += 1
    return not any(j != i and _finite(tokens, j, first) for j in range(first, last + 1))


def _bounds(token: Token) -> bool:
    return token.kind in ("stop", "break", "display") or token.low in _BOUNDS or token.low in _OPENERS


def _finite(tokens: Sequence[Token], j: int, first: int) -> bool:
    """Whether a token can be a finite verb: an auxiliary, an -s form, a base form that opens the clause or has a subject."""
    word = tokens[j].low
    if tokens[j].kind != "word":
        return False
    if word in words.AUXILIARIES:
        return True
    form = words.verb_form(word)
    before = tokens[j - 1].low if j else ""
    if form == "s":
        surely = word[:-1] not in words.AMBIGUOUS_VERBS and words.singular(word) not in words.AMBIGUOUS_VERBS
        return surely or (before not in words.DETERMINERS and before not in words.PREPOSITIONS)
    if form == "base":
        return j == first or before in words.SUBJECT_PRONOUNS or before in (",", "and") or words.is_plural(before)
    return form == "ed" and (before in words.SUBJECT_PRONOUNS or words.is_plural(before))
