"""Ranking by shared words: BM25 over weighted fields, and the words of a text and of a formula.

BM25 follows Robertson and Zaragoza (2009), *The Probabilistic Relevance Framework: BM25 and Beyond*, in the variant for
weighted fields, where a word's counts are added up over the fields before they saturate.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

#: How soon further occurrences of a word stop counting, and how far long entries are held back (0 not, 1 fully).
K1, B = 1.2, 0.5
#: Words too common in explanations to tell one concept from another.
_STOPPED = """
    a an and are as at be been being but by can could do does for from had has have how i if in into is it its just
    may more most my no nor not of off on one only or other our out over own same should so some such than that the
    their them then there these they this those through to too under up us very was we were what when where which
    while who whose why will with would you your each every all any both much many still yet also here he she her
    his me let lets get gets gives give given make makes made use used uses using like
"""
_STOP = frozenset(_STOPPED.split())
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[\u3400-\u9fff]")
_SUFFIXES = ("ational", "isation", "ization", "ations", "ation", "ingly", "ities", "ness", "ment", "ings", "edly")
_ENDINGS = ("ing", "ies", "ied", "ity", "ed", "es", "ly", "s", "e", "y")
#: A stem keeps at least so many letters.
_STEM = 4
#: LaTeX that only dresses or spaces: it says nothing about what a formula means.
_IDLES = r"""
    \left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \, \; \: \! \quad \qquad \displaystyle
    \text \mathrm \operatorname \mathbf \boldsymbol \bm \mathit \mathsf \limits \nolimits \begin \end { } & \\ \ ~
"""
_IDLE = frozenset(_IDLES.split())
#: Letters in a row are a product up to two, a name from three on.
_LATEX = re.compile(r"\\[a-zA-Z]+|\\.|[a-zA-Z]{3,}|[a-zA-Z]|\d+(?:\.\d+)?|\S")
#: Spellings of one mark, each line: the spelling kept, then the others.
_SPELLINGS = r"""
    \frac \tfrac \dfrac
    | \vert \mid
    \| \Vert \lVert \rVert \parallel
    \leq \le
    \geq \ge
    \neq \ne
    \rightarrow \to
    \leftarrow \gets
    \epsilon \varepsilon
    * \ast \star
    \top \T \intercal
    P \Pr
"""
_SAME = {other: kept for kept, *others in map(str.split, _SPELLINGS.strip().splitlines()) for other in others}


class Bm25:
    """An index over entries of weighted words: ``{entry: [(weight, words), ...]}``."""

    def __init__(self, entries: Mapping[str, Iterable[tuple[float, Sequence[str]]]]) -> None:
        self._counts: dict[str, dict[str, float]] = {}
        lengths: dict[str, float] = {}
        for entry, fields in entries.items():
            lengths[entry] = 0.0
            seen: Counter[str] = Counter()
            for weight, words in fields:
                lengths[entry] += weight * len(words)
                for word in words:
                    seen[word] += weight  # type: ignore[assignment]
            for word, count in seen.items():
                self._counts.setdefault(word, {})[entry] = float(count)
        size = max(len(lengths), 1)
        mean = sum(lengths.values()) / size or 1.0
        self._damp = {entry: K1 * (1 - B + B * length / mean) for entry, length in lengths.items()}
        self._rarity = {
            word: math.log(1 + (size - len(found) + 0.5) / (len(found) + 0.5)) for word, found in self._counts.items()
        }

    def scores(self, words: Iterable[str]) -> dict[str, float]:
        """Score the entries that share a word with the query, as a share of what the query could reach (0 to 1)."""
        totals: dict[str, float] = {}
        reachable = 0.0
        for word in dict.fromkeys(words):
            rarity = self._rarity.get(word)
            if rarity is None:
                continue
            reachable += rarity * (K1 + 1)
            for entry, count in self._counts[word].items():
                totals[entry] = totals.get(entry, 0.0) + rarity * count * (K1 + 1) / (count + self._damp[entry])
        return {entry: total / reachable for entry, total in totals.items()}


def words_of(text: str) -> list[str]:
    """Give the telling words of a text, lower case and cut to their stems, and its neighbouring pairs."""
    stems = [_stem(word) for word in _WORD.findall(text.lower().replace("-", " ")) if word not in _STOP]
    return stems + [f"{left} {right}" for left, right in pairwise(stems)]


def marks_of(latex: str) -> list[str]:
    """Give the telling marks of a formula and its runs of two and three, without dressing and spacing."""
    marks = [_SAME.get(mark, mark) for mark in _LATEX.findall(latex)]
    bare = [mark for mark in marks if mark and mark not in _IDLE]
    runs = [" ".join(bare[start : start + width]) for width in (2, 3) for start in range(len(bare) - width + 1)]
    return bare + runs


def _stem(word: str) -> str:
    """Cut the endings that tell forms of one word apart: a crude stemmer is enough to match by."""
    for ending in (*_SUFFIXES, *_ENDINGS):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM - (ending == "s"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _STEM and word[-1] == word[-2] else word
