"""What a paper is about, from its words: the subjects that make one sense of a symbol likelier than another."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from glossary.notation import Notation, load_notation

#: Weighted hits per thousand words at which a paper is plainly about a subject.
PLAIN_RATE = 8.0
#: A text shorter than this is judged as if it were this long, so that one word does not make a subject.
SHORTEST = 150
#: Subjects fainter than this are not mentioned.
FAINTEST = 0.1
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_FORMULA = re.compile(r"\$[^$]*\$")


def subjects_of(text: str | Iterable[str], notation: Notation | None = None) -> dict[str, float]:
    """Weigh the subjects of a text, each from 0 to 1; formulas between dollars are left out."""
    words = [
        word
        for sentence in ([text] if isinstance(text, str) else text)
        for word in _WORD.findall(_FORMULA.sub(" ", sentence))
    ]
    counts: Counter[str] = Counter(words)
    counts.update(word.lower() for word in words if not word.islower())
    counts.update(" ".join(pair).lower() for pair in itertools.pairwise(words))
    weights: Counter[str] = Counter()
    for word, subjects in _by_word(notation or load_notation()).items():
        if times := counts.get(word):
            for subject, weight in subjects:
                weights[subject] += times * weight  # type: ignore[assignment]
    thousands = max(len(words), SHORTEST) / 1000
    rates = {subject: min(1.0, weight / thousands / PLAIN_RATE) for subject, weight in weights.items()}
    return {subject: round(rate, 3) for subject, rate in rates.items() if rate >= FAINTEST}


@cache
def _index(
    topics: tuple[tuple[str, tuple[tuple[str, float], ...]], ...],
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    index: dict[str, tuple[tuple[str, float], ...]] = {}
    for subject, words in topics:
        for word, weight in words:
            key = word if word != word.lower() and " " not in word else word.lower()
            index[key] = (*index.get(key, ()), (subject, weight))
    return index


def _by_word(notation: Notation) -> Mapping[str, tuple[tuple[str, float], ...]]:
    return _index(tuple((topic.id, tuple(topic.words.items())) for topic in notation.topics))
