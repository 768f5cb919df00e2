"""What an item of a line can be, the signs that tell, and the words that are known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import ClassVar, cast

import yaml

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reading" / "words.yaml"

OPENERS = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"})
CLOSERS = frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil"})
PUNCTUATION = frozenset({",", ".", ";", ":", "!", "?", "'", "`", '"'})


class Label:
    """What an item of a line is. No ``Enum``: looking up one of its members takes 0.15 µs, several times for every glyph."""

    __slots__ = ("name",)
    WORD: ClassVar[Label]
    FUNCTION: ClassVar[Label]
    MATH: ClassVar[Label]
    NEUTRAL: ClassVar[Label]
    PUNCTUATION: ClassVar[Label]

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"


Label.WORD = Label("word")
Label.FUNCTION = Label("function")
Label.MATH = Label("math")
Label.NEUTRAL = Label("neutral")
Label.PUNCTUATION = Label("punctuation")


@cache
def _word_lists() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))


@cache
def function_words() -> frozenset[str]:
    """Names such as ``log`` and ``softmax``."""
    return frozenset(_word_lists()["functions"])


@cache
def short_words() -> frozenset[str]:
    """Words such as ``is`` and ``if``, in small letters, that italics make look like products."""
    return frozenset(_word_lists()["short"])


@cache
def continuation_words() -> frozenset[str]:
    """Words such as ``where`` and ``subject`` that begin a further row of a display."""
    return frozenset(_word_lists()["continuations"])
