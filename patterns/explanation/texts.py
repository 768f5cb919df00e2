"""The texts of explanations: ``data/explanations``, validated when loaded; ``python -m patterns.explanation.check``.

``rules.yaml`` has the sentences that rest on a rule, ``operators.yaml`` what operators do, ``intuitions.yaml`` a picture
for each pattern, all in both languages; ``zh/*.yaml`` is the Chinese of ``data/patterns``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from patterns.content import Model, read_content
from patterns.explanation.voice import Language
from patterns.schema import Explanation
from reader.errors import ContentError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "explanations"
#: a blank to fill in: ``{name}``; ``${role}$`` is one for a formula
BLANK = re.compile(r"\{(\w+)\}")


class _Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Strict):
    """The same in English and in Chinese."""

    en: str
    zh: str

    def told(self, language: Language) -> str:
        """The text in a language."""
        return self.zh if language == "zh" else self.en


class Use(Both):
    """What a sentence does with an equation that it refers to, and how to tell."""

    find: str


class Rules(_Strict):
    """``rules.yaml``."""

    rules: dict[str, Both]
    uses: tuple[Use, ...]
    joints: dict[str, Both]
    #: reasons by their English words
    reasons: dict[str, str]
    #: Chinese names of roles
    roles: dict[str, str]


class Operator(_Strict):
    """What an operator does, and the concept that explains it."""

    find: str
    sign: str
    concept: str
    en: str
    zh: str

    def told(self, language: Language) -> str:
        """The gloss in a language."""
        return self.zh if language == "zh" else self.en


class Operators(_Strict):
    """``operators.yaml``, the least familiar first."""

    operators: tuple[Operator, ...]


class Intuitions(_Strict):
    """``intuitions.yaml``: a picture for a pattern, or for a variant (``pattern/variant``)."""

    intuitions: dict[str, Both]


class VariantWords(_Strict):
    """The Chinese of a variant."""

    name: str
    says: str
    why: tuple[str, ...] = ()
    explanation: Explanation | None = None


class PatternWords(_Strict):
    """The Chinese of a pattern."""

    name: str
    says: str
    roles: dict[str, str] = {}
    #: names of roles where they differ from those of ``rules.yaml``
    called: dict[str, str] = {}
    explanation: Explanation
    variants: dict[str, VariantWords] = {}


class Translation(_Strict):
    """A file of ``zh/``."""

    patterns: dict[str, PatternWords] = Field(min_length=1)


class Texts(_Strict):
    """All texts."""

    rules: Rules
    operators: tuple[Operator, ...]
    intuitions: dict[str, Both]
    chinese: dict[str, PatternWords]

    def rule(self, name: str, language: Language, /, **parts: object) -> str:
        """The sentence of a rule with its blanks filled in."""
        return fill(self.rules.rules[name].told(language), **parts)

    def joint(self, name: str, language: Language) -> str:
        """What joins parts of a list."""
        return self.rules.joints[name].told(language)

    def role(self, pattern: str, role: str, language: Language) -> str:
        """What a role is called."""
        if language == "en":
            return role.replace("_", " ")
        words = self.chinese.get(pattern)
        return (words.called.get(role) if words else None) or self.rules.roles.get(role, role)

    def reason(self, english: str, language: Language) -> str:
        """A reason in a language; empty where it has no words in it."""
        if language == "en":
            return english
        return _reason(english, tuple(self.rules.reasons.items()))


def _reason(english: str, table: tuple[tuple[str, str], ...]) -> str:
    """The words for a reason; one that stands in another is put in its own words, the rest is passed through."""
    for source, told in table:
        found = re.fullmatch(_pattern(source), english, re.DOTALL)
        if found is None:
            continue
        parts = found.groupdict()
        if "reason" in parts:
            parts["reason"] = _reason(parts["reason"], table)
            if not parts["reason"]:
                return ""
        return fill(told, **parts)
    return ""


@lru_cache(maxsize=256)
def _pattern(source: str) -> str:
    """A template as a regular expression with a named group for each blank."""
    pieces = BLANK.split(source)  # words and names of blanks by turns
    return "".join(f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))


def fill(text: str, /, **parts: object) -> str:
    """Put parts into the blanks of a text in one pass, so that what is put in is never taken for a blank."""
    return BLANK.sub(lambda blank: str(parts[blank.group(1)]), text)


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    """The texts that the program ships."""
    return read_texts(FOLDER)


def read_texts(folder: Path) -> Texts:
    """Read a folder of texts; ``ContentError`` names the file and the entry that is wrong."""
    rules = _read(folder / "rules.yaml", Rules)
    operators = _read(folder / "operators.yaml", Operators).operators
    intuitions = _read(folder / "intuitions.yaml", Intuitions).intuitions
    chinese: dict[str, PatternWords] = {}
    for file in sorted((folder / "zh").glob("*.yaml")):
        for name, words in _read(file, Translation).patterns.items():
            if name in chinese:
                raise ContentError(f"{file.name}: pattern {name!r} is there twice")
            chinese[name] = words
    for name, both in (*rules.rules.items(), *rules.joints.items()):
        if set(BLANK.findall(both.en)) != set(BLANK.findall(both.zh)):
            raise ContentError(f"rules.yaml: {name}: the two languages fill in different things")
    return Texts(rules=rules, operators=operators, intuitions=intuitions, chinese=chinese)


def _read(file: Path, model: type[Model]) -> Model:
    try:
        return read_content(file, model)
    except OSError as error:
        raise ContentError(f"{file.name} is missing from data/explanations") from error
