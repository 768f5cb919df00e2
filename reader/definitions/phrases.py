"""Noun phrases beside a symbol: the one that ends at a place, the one that begins there, a clause's subject.

All functions work on tokens of one text and return half-open ranges of token places. Nothing is parsed deeply: a phrase
grows from its head noun until a word that cannot belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.definitions import words
from reader.definitions.nouns import is_bare_verb, is_count, is_modifiable, is_plain_noun, kind, low, nominal
from reader.definitions.text import Token

#: longest phrase that is quoted, in words
MAX_WORDS = 12


@dataclass(frozen=True)
class Span:
    """Tokens [start, end) of a phrase without its determiner; ``determiner`` is that word, or empty."""

    start: int
    end: int
    determiner: str = ""

    @property
    def size(self) -> int:
        """Tokens in it."""
        return self.end - self.start


def phrase_before(tokens: Sequence[Token], end: int) -> Span | None:
    """The noun phrase whose last token stands at ``end - 1``, or None."""
    i = end - 1
    if not nominal(tokens, i, is_last=True):
        return None
    start = i
    while start > 0:
        j = start - 1
        if nominal(tokens, j, is_last=False):
            start = j
        elif low(tokens, j) == "-" and kind(tokens, j - 1) == "math":
            start = j - 1  # $n$-dimensional
        elif low(tokens, j) in words.ORDINALS and (
            kind(tokens, j - 1) == "math" or (low(tokens, j - 1) == "-" and kind(tokens, j - 2) == "math")
        ):
            start = j - 1 - (low(tokens, j - 1) == "-")
        elif (kind(tokens, j) == "math" and low(tokens, start) == "'s") or (
            words.is_adverb(low(tokens, j)) and low(tokens, j) not in words.ADVERBS and is_modifiable(tokens, start)
        ):
            start = j
        else:
            break
    start = _trimmed(tokens, start, end)
    if start >= end:
        return None
    if end - start == 1 and low(tokens, start - 1) not in words.DETERMINERS and is_bare_verb(tokens, start):
        return None
    before = low(tokens, start - 1)
    return Span(start, end, before if before in words.DETERMINERS else "")


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> int:
    """Leading words that are no part of a phrase: numbers of a reference, adverbs, possessive marks, stray verbs."""
    while start < end:
        word = low(tokens, start)
        if (
            word in ("'s", "own")
            or (word in words.NUMERALS and start + 1 < end)
            or (kind(tokens, start) == "number" and not word[-1:].isalpha())
            or (words.is_adverb(word) and (start + 1 >= end or not is_modifiable(tokens, start + 1)))
        ):
            start += 1
        else:
            break
    return start


def phrase_with_of(tokens: Sequence[Token], base: Span) -> Span | None:
    """Widen "bonds" to "number of bonds": across "of" where no determiner stands between."""
    if base.determiner or low(tokens, base.start - 1) not in ("of", "at", "per"):
        return None
    outer = phrase_before(tokens, base.start - 1)
    return None if outer is None else Span(outer.start, base.end, outer.determiner)


def of_chain_before(tokens: Sequence[Token], end: int) -> Span | None:
    """The noun phrase that ends at ``end`` with everything it is of: "variant of the bound"."""
    span = phrase_before(tokens, end)
    while span is not None and low(tokens, span.start - 1 - bool(span.determiner)) == "of":
        outer = phrase_before(tokens, span.start - 1 - bool(span.determiner))
        if outer is None:
            break
        span = Span(outer.start, end, outer.determiner)
    return span


def subject_before(tokens: Sequence[Token], end: int) -> Span | None:
    """The whole noun phrase with its prepositional tails that ends at ``end``: "the probability of reaching $d$"."""
    start = end
    while start > 0 and end - start < 2 * MAX_WORDS:
        j = start - 1
        word = low(tokens, j)
        if (
            nominal(tokens, j, is_last=start == end)
            or (start < end and nominal(tokens, j, is_last=True))
            or kind(tokens, j) == "math"
            or word in words.DETERMINERS
            or (word in words.LINKS and start < end)
            or (word in ("and", "-") and start < end and kind(tokens, start) in ("word", "math"))
            or (
                words.verb_form(word) in ("ing", "ed")
                and start < end
                and low(tokens, start) in words.LINKS | words.DETERMINERS
            )
            or (words.verb_form(word) == "ing" and low(tokens, j - 1) in words.LINKS)
        ):
            start = j
            if word in words.DETERMINERS and kind(tokens, j - 1) == "word" and nominal(tokens, j - 1, is_last=True):
                break  # "with this choice | the loss is"
        else:
            break
    while start < end and (
        low(tokens, start) in words.LINKS | {"and", "-", "'s"}
        or (words.verb_form(low(tokens, start)) in ("ed",) and low(tokens, start) not in words.ADJECTIVAL)
    ):
        start += 1
    if low(tokens, start) == "given" and low(tokens, start + 1) == "that":
        start += 2
    determiner = ""
    while start < end and low(tokens, start) in words.DETERMINERS:
        determiner = low(tokens, start)
        start += 1
    if start >= end or not any(kind(tokens, i) == "word" for i in range(start, end)):
        return None
    return Span(start, end, determiner)


def phrase_after(tokens: Sequence[Token], start: int, tails: bool = True) -> Span | None:
    """The noun phrase that begins at ``start`` (determiner allowed), with prepositional tails if asked for."""
    i = start
    determiner = ""
    if low(tokens, i) == "one" and low(tokens, i + 1) == "of":
        i += 2
    while (
        low(tokens, i) in words.DETERMINERS
        or words.is_adverb(low(tokens, i))
        or (low(tokens, i) in ("all", "both", "one", "of") and i > start)
    ):
        if low(tokens, i) in words.DETERMINERS:
            determiner = determiner or low(tokens, i)
        elif is_modifiable(tokens, i + 1):
            break
        i += 1
    end = _core_after(tokens, i)
    if end is None:
        return None
    if tails:
        end = _tails(tokens, i, end)
    return Span(i, end, determiner)


def counted_after(tokens: Sequence[Token], start: int) -> Span | None:
    """Find the noun phrase directly behind a formula ("$N$ samples"); an -s form counts as a plural."""
    i = start
    if words.is_adverb(low(tokens, i)):
        return None
    while nominal(tokens, i, is_last=False) and i - start < MAX_WORDS and low(tokens, i) != "'s":
        i += 1
        if words.is_plural(low(tokens, i - 1)) and is_plain_noun(tokens, i - 1):
            return Span(start, i, "")
    word = low(tokens, i)
    if words.singular(word) in words.VERBAL_S and not (i > start and is_plain_noun(tokens, i - 1)):
        return None
    noun_like = nominal(tokens, i, is_last=True) or words.singular(word) in words.AMBIGUOUS_VERBS
    following = low(tokens, i + 1)
    if (
        kind(tokens, i) == "word"
        and noun_like
        and following not in words.DETERMINERS
        and kind(tokens, i + 1) != "number"
    ):
        i += kind(tokens, i + 1) != "math" or (start > 0 and is_count(tokens[start - 1]))
    if i == start or (
        not nominal(tokens, i - 1, is_last=True) and words.singular(low(tokens, i - 1)) not in words.AMBIGUOUS_VERBS
    ):
        return None
    return Span(start, i, "")


def _core_after(tokens: Sequence[Token], start: int) -> int | None:
    """The end of the plain noun phrase at ``start``: adjectives and nouns up to the head."""
    i = start
    last_noun = None
    while i < len(tokens) and i - start < MAX_WORDS:
        if kind(tokens, i) == "math" and low(tokens, i + 1) == "-" and kind(tokens, i + 2) == "word":
            i += 2 + (low(tokens, i + 2) in words.ORDINALS)  # $n$-dimensional, $k$-th, $K$-means
            continue
        if kind(tokens, i) == "math" and low(tokens, i + 1) in words.ORDINALS:
            i += 2
            continue
        if kind(tokens, i) == "math" and low(tokens, i + 1) == "'s":
            i += 2
            continue
        if kind(tokens, i) == "math" and r"\times" in tokens[i].text and kind(tokens, i + 1) == "word":
            i += 1  # "the $n \times n$ identity matrix"
            continue
        if low(tokens, i) == "(" and i > start and low(tokens, i + 2) == ")" and nominal(tokens, i + 3, is_last=True):
            i += 3  # "external (boundary) field"
            continue
        if low(tokens, i) == "(" and i > start and low(tokens, i + 1) == "resp" and low(tokens, i + 3) == ")":
            i += 4  # "left (resp. right) boundary"
            continue
        as_head = nominal(tokens, i, is_last=True)
        if as_head:
            # an ambiguous -s form after a noun and before a determiner is the clause's verb
            following = low(tokens, i + 1)
            if (
                last_noun is not None
                and (
                    words.verb_form(low(tokens, i)) == "s"
                    or (words.verb_form(low(tokens, i)) == "base" and words.is_plural(low(tokens, last_noun - 1)))
                )
                and (following in words.DETERMINERS or kind(tokens, i + 1) == "math")
            ):
                break
            i += 1
            last_noun = i
        elif nominal(tokens, i, is_last=False):
            if last_noun is not None and words.verb_form(low(tokens, i)) == "ed":
                break
            i += 1
        elif words.is_adverb(low(tokens, i)) and is_modifiable(tokens, i + 1):
            i += 1
        elif (
            low(tokens, i) in (("and", "or", ",") if low(tokens, start - 1) in words.DETERMINERS else ("and", "or"))
            and last_noun is None
            and i > start
            and nominal(tokens, i + 1, is_last=False)
        ):
            i += 1  # "valence and conduction bands" is read from its adjectives only
        else:
            break
    return last_noun


def _tails(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end with prepositional phrases, "between a and b", participles and formulas appended, at most 12 words."""
    while True:
        grown = _tail(tokens, end)
        if grown is None or grown - start > MAX_WORDS:
            return end
        end = grown


def _tail(tokens: Sequence[Token], end: int) -> int | None:
    word = low(tokens, end)
    if word == "by" and kind(tokens, end + 1) == "math":
        return None
    if word in words.LINKS:
        return _object_after(tokens, end + 1, joined=word in ("between", "with"))
    if words.verb_form(word) == "ed" and low(tokens, end + 1) in words.LINKS:
        return _object_after(tokens, end + 2, joined=False)
    return None


def _object_after(tokens: Sequence[Token], i: int, joined: bool) -> int | None:
    """The end of a preposition's object: a noun phrase or a formula, two of them after "between"."""
    while low(tokens, i) in words.DETERMINERS or low(tokens, i) in ("one",):
        i += 1
    if low(tokens, i).endswith("ing") and (low(tokens, i + 1) in words.DETERMINERS or kind(tokens, i + 1) == "math"):
        return _object_after(tokens, i + 1, joined=False)  # "of assigning the point to a class"
    core = _core_after(tokens, i)
    if core is not None:
        end = core
        if kind(tokens, end) == "math":
            end += 1
    elif kind(tokens, i) == "math":
        counted = counted_after(tokens, i + 1)
        end = i + 1 if counted is None else counted.end
    elif words.verb_form(low(tokens, i)) == "ing":
        inner = _object_after(tokens, i + 1, joined=False)
        if inner is None:
            return None
        end = inner
    else:
        return None
    if joined and low(tokens, end) == "and":
        second = _object_after(tokens, end + 1, joined=False)
        if second is not None:
            end = second
    return end
