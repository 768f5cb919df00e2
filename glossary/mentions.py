"""Which concepts a text names outright: phrases of ``data/roadmap/mentions.yaml`` found word by word.

Hyphens, plurals and the British or American ending do not matter; a phrase written with a capital letter is only found
with its capitals, so that "Adam" is an optimiser and "adam" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from reader.errors import ContentError

MENTIONS_FILE = Path(__file__).resolve().parent.parent / "data" / "roadmap" / "mentions.yaml"
_WORD = re.compile(r"[^\W_]+")
#: Mathematics inside a sentence names nothing in words.
_FORMULA = re.compile(r"\$\$?[^$]*\$\$?")
#: "-ise" and "-yse" become "-ize" and "-yze": wrong for "noise", but wrong alike on both sides.
_BRITISH = re.compile(r"([iy])s(?=(?:e[drs]?|ing|ation|ations|ations?|able)$)")
#: Words this short keep their last s: "is", "gas", "bus".
_PLURAL = 4
#: A word as it is compared: in lower case without its ending, and as it was written.
_Word = tuple[str, str]


class Mentions:
    """A vocabulary of phrases, ready to be looked for: ``{concept: phrases}``."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[_Word, ...], bool, str]]] = {}
        for concept, listed in phrases.items():
            for phrase in listed:
                words = tuple(_words(phrase))
                if not words:
                    raise ContentError(f"{MENTIONS_FILE.name}, entry {concept}: the phrase {phrase!r} has no word")
                cased = any(character.isupper() for character in phrase)
                self._by_first.setdefault(words[0][0], []).append((words, cased, concept))

    def find(self, text: str) -> Iterator[str]:
        """Yield the concepts that a text names, in reading order, once for each time one is named."""
        words = list(_words(_FORMULA.sub(" ; ", text)))
        covered = 0
        for start, (first, _) in enumerate(words):
            found = [
                (start + len(phrase), concept)
                for phrase, cased, concept in self._by_first.get(first, ())
                if _same(phrase, words[start : start + len(phrase)], cased)
            ]
            # the longest phrase counts: "gradient descent" is no mention of gradients, "expectation maximization" of neither
            longest = max((end for end, _ in found), default=0)
            if longest > covered:
                covered = longest
                yield from dict.fromkeys(concept for end, concept in found if end == longest)


@cache
def load_mentions(path: Path = MENTIONS_FILE) -> Mentions:
    """Read the shipped phrases; cached. Raises ``ContentError``."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Mentions(TypeAdapter(dict[str, list[str]]).validate_python(content, strict=True))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name}: {' '.join(str(error).split())}") from error


def _words(text: str) -> Iterator[_Word]:
    for written in _WORD.findall(text):
        word = _BRITISH.sub(r"\1z", written.lower())
        if word.endswith("sses"):
            word = word[:-2]
        elif len(word) >= _PLURAL and word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
        yield word, written


def _same(phrase: Sequence[_Word], words: Sequence[_Word], cased: bool) -> bool:
    if len(words) != len(phrase):
        return False
    return all(
        here[0] == there[0] and (not cased or _agree(there[1], here[1]))
        for there, here in zip(phrase, words, strict=True)
    )


def _agree(phrase: str, written: str) -> bool:
    """Whether a word has the capitals of the phrase; a small letter there leaves the choice open."""
    return all(not p.isupper() or w.isupper() for p, w in zip(phrase, written, strict=False))
