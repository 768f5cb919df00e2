"""In which language and how deep an explanation is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["en", "zh"]
Depth = Literal["beginner", "expert"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEPTHS: tuple[Depth, ...] = get_args(Depth)


@dataclass(frozen=True)
class Voice:
    """English or Chinese (简体); beginner: what signs do and an intuition; expert: terse, with what is unusual."""

    language: Language = "en"
    depth: Depth = "beginner"

    @property
    def key(self) -> str:
        """One word for it, ``en-beginner``."""
        return f"{self.language}-{self.depth}"


#: for a capable programmer without the mathematics
USUAL = Voice()
VOICES: tuple[Voice, ...] = tuple(Voice(language, depth) for language in LANGUAGES for depth in DEPTHS)


def voice_of(language: str | None, depth: str | None) -> Voice | None:
    """The voice of two words, the usual one where a word is missing; None where there is no such voice."""
    wanted = (language or USUAL.language, depth or USUAL.depth)
    return next((voice for voice in VOICES if (voice.language, voice.depth) == wanted), None)
