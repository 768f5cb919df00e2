"""Whether a definition in a paper says what a conventional sense says."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.notation import SenseEntry

#: A definition that shares its head word with the sense, and one that holds a whole phrase of it.
_WORD, _PHRASE = 0.75, 1.0

#: Words too common to tell a sense by.
_COMMON = frozenset(("number", "function", "with", "from", "that", "over", "before", "each", "value", "other"))


def match_words(definition: str, sense: SenseEntry) -> float:
    """How well a definition fits a sense, from 0 (not at all) to 1 (it holds one of the sense's longer phrases)."""
    text = " ".join(re.findall(r"[a-z0-9-]+", definition.lower()))
    best = 0.0
    for phrase in sense.words or _head_words(sense.meaning):
        if _pattern(phrase).search(text):
            best = max(best, _PHRASE if " " in phrase or "-" in phrase else _WORD)
    return best


@lru_cache(maxsize=4_000)
def _head_words(meaning: str) -> tuple[str, ...]:
    """Pick the telling words of a meaning, for a sense whose entry lists none."""
    return tuple(word for word in re.findall(r"[a-z]{4,}", meaning.partition(":")[0].lower()) if word not in _COMMON)


@lru_cache(maxsize=4_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Give the phrase at a word's beginning, so that "weight" finds "weights" and "regularis" "regularisation"."""
    return re.compile(r"\b" + re.escape(phrase.lower()))
