"""The words of titles, headings and formulas, ready to be compared: by their stems, and by their initials."""

from __future__ import annotations

import re

from reader.operators import Expr, walk

#: letters by which words are compared, and from which a name in a formula is a word; shorter ones are short forms
STEM, LONG = 6, 3
#: stems of words in headings that fit any paper
DULL = frozenset(
    word[:STEM]
    for word in """
the and for with from our model models method methods approach introduction background preliminaries related work
experiments results analysis discussion conclusion abstract learning training network networks neural deep general
theoretical practical details problem setup algorithm algorithms derivation derivations overview""".split()
)
#: words of a title that its short form passes over
_SMALL = frozenset("a an and by for from in of on the to via with".split())
#: names that say nothing of the paper at hand
_COMMON = frozenset("where with and for the data model train test min max log exp loss not all new old ref".split())


def names_in(expr: Expr) -> list[str]:
    """The names of several letters that stand in a formula."""
    names = []
    for part in walk(expr):
        if part.op == "symbol":
            names += re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-zA-Z]+", " ", part.value))
    return [name for name in dict.fromkeys(names) if name.lower() not in _COMMON]


def initials(title: str) -> frozenset[str]:
    """What a title is shortened to: the first letters of two to five neighbouring words, in capitals."""
    first = [word[0].upper() for word in re.findall(r"[A-Za-z]+", title) if word.lower() not in _SMALL]
    return frozenset("".join(first[a:b]) for a in range(len(first)) for b in range(a + 2, min(a + 5, len(first)) + 1))


def words_of(text: str) -> frozenset[str]:
    """The words of a text, by their first letters, so that "normalized" is "normalization"."""
    return frozenset(stem(word) for word in re.findall(r"[A-Za-z]{3,}", text))


def stem(word: str) -> str:
    """What of a word is compared."""
    return word.lower()[:STEM]
