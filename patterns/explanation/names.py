"""What patterns, their variants and their roles are called, in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from patterns.explanation.texts import load_texts
from patterns.explanation.voice import Language
from patterns.library import load_library


@dataclass(frozen=True)
class Names:
    """What a pattern, or its variant, is called and says; ``under`` is the pattern's name where it is a variant."""

    name: str
    says: str = ""
    under: str | None = None
    #: what its roles are, by role
    roles: Mapping[str, str] = field(default_factory=dict)


def names_of(pattern: str, variant: str | None, language: Language) -> Names:
    """The names of a pattern that was found; English where a language lacks them, its id where it is unknown."""
    entry = load_library().entries.get(pattern)
    if entry is None:
        return Names(pattern.replace("_", " "))
    finer = entry.variants.get(variant or "")
    words = load_texts().chinese.get(pattern) if language == "zh" else None
    whole = words or entry
    roles = {**entry.roles, **whole.roles}
    if finer is None:
        return Names(whole.name, whole.says, None, roles)
    told = (words.variants.get(variant or "") if words else None) or finer
    return Names(told.name, told.says, whole.name, roles)
