"""What symbols conventionally mean: the content of ``data/notation``, read and validated.

The format is described in the README beside the files. Whatever is wrong raises ``ContentError`` naming file and entry;
``python -m glossary.notation`` validates and counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from glossary.cues import parse_cue
from reader.errors import ContentError
from reader.symbols.spelling import normal

NOTATION_FOLDER = Path(__file__).resolve().parent.parent / "data" / "notation"
#: A meaning is read at a glance, in a box beside the symbol.
MAX_MEANING_WORDS = 12

Words = Annotated[str, Field(min_length=1)]
Kind = Literal[
    "scalar", "vector", "matrix", "tensor", "set", "function", "distribution", "operator", "index", "relation",
    "bracket", "constant", "variable",
]  # fmt: skip


def _split(value: object) -> object:
    """Cue lists are one line in the files, with semicolons between."""
    return tuple(part.strip() for part in value.split(";") if part.strip()) if isinstance(value, str) else value


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)


class SenseEntry(_Content):
    """One conventional meaning. The fields are described in ``data/notation/README.md``."""

    meaning: Words
    zh: Words
    zht: Words
    concept: Words
    kind: Kind
    example: Words
    prior: int = Field(default=3, ge=1, le=5)
    strong: tuple[Words, ...] = ()
    for_: tuple[Words, ...] = Field(default=(), alias="for")
    against: tuple[Words, ...] = ()
    never: tuple[Words, ...] = ()
    topics: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()

    _lists = field_validator("strong", "for_", "against", "never", "topics", "words", mode="before")(_split)

    @field_validator("meaning")
    @classmethod
    def _short(cls, meaning: str) -> str:
        if len(meaning.split()) > MAX_MEANING_WORDS:
            raise ValueError(f"more than {MAX_MEANING_WORDS} words: {meaning!r}")
        return meaning

    @field_validator("strong", "for_", "against", "never")
    @classmethod
    def _known_cues(cls, cues: tuple[str, ...]) -> tuple[str, ...]:
        for cue in cues:
            parse_cue(cue)
        return cues


class SymbolEntry(_Content):
    """A symbol with its names and senses. The fields are described in ``data/notation/README.md``."""

    latex: Words
    unicode: str = ""
    aliases: tuple[Words, ...] = ()
    names: tuple[Words, ...] = Field(min_length=1)
    zh: tuple[Words, ...] = Field(min_length=1)
    zht: tuple[Words, ...] = Field(min_length=1)
    other: int = Field(default=2, ge=0, le=5)
    senses: tuple[SenseEntry, ...] = Field(min_length=1)


class Topic(_Content):
    """A subject and the words in a paper that betray it, each with the weight of one occurrence."""

    id: Words
    words: Mapping[Words, float]


@dataclass(frozen=True)
class Notation:
    """All entries, with their index by spelling, and the topics."""

    symbols: tuple[SymbolEntry, ...]
    topics: tuple[Topic, ...]
    #: normal spelling (``glossary.spelling.normal``) of every latex and alias → its entries
    by_latex: Mapping[str, tuple[SymbolEntry, ...]]

    def entries(self, latex: str) -> tuple[SymbolEntry, ...]:
        """Give the entries with exactly this spelling, however it is spaced and braced."""
        return self.by_latex.get(normal(latex), ())

    def concepts(self) -> frozenset[str]:
        """Every concept that some sense leads to."""
        return frozenset(sense.concept for symbol in self.symbols for sense in symbol.senses)


_Model = TypeVar("_Model", bound=_Content)


@cache
def load_notation(folder: Path = NOTATION_FOLDER) -> Notation:
    """Read and validate all notation files; cached. Raises ``ContentError`` naming the file and the entry."""
    symbols: list[tuple[Path, SymbolEntry]] = []
    topics: list[Topic] = []
    for path in sorted(folder.glob("*.yaml")):
        content = _read(path)
        symbols += [(path, entry) for entry in _validate(path, content.get("symbols", []), SymbolEntry, "latex")]
        topics += _validate(path, content.get("topics", []), Topic, "id")
    known = {topic.id for topic in topics}
    by_latex: dict[str, tuple[SymbolEntry, ...]] = {}
    for path, entry in symbols:
        for topic in (topic for sense in entry.senses for topic in sense.topics if topic not in known):
            raise ContentError(f"{path.name}, entry {entry.latex}: the topic {topic} is in no topics file")
        if normal(entry.latex) in {normal(other.latex) for other in by_latex.get(normal(entry.latex), ())}:
            raise ContentError(f"{path.name}, entry {entry.latex}: the symbol has an entry already")
        for spelling in dict.fromkeys(normal(latex) for latex in (entry.latex, *entry.aliases)):
            by_latex[spelling] = (*by_latex.get(spelling, ()), entry)
    return Notation(tuple(entry for _, entry in symbols), tuple(topics), MappingProxyType(by_latex))


def _read(path: Path) -> dict[str, list[object]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not all(isinstance(part, list) for part in content.values()):
        raise ContentError(f"{path.name}: must hold lists under the keys symbols or topics")
    return content


def _validate(path: Path, rows: list[object], model: type[_Model], key: str) -> Iterator[_Model]:
    for number, row in enumerate(rows, start=1):
        entry = row.get(key, number) if isinstance(row, dict) else number
        try:
            yield model.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise ContentError(f"{path.name}, entry {entry}: {where}: {first['msg']}") from error


def main() -> int:
    """Validate the shipped notation and print how much there is; 1 where something is wrong."""
    try:
        notation = load_notation()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    senses = [sense for symbol in notation.symbols for sense in symbol.senses]
    print(f"{len(notation.symbols)} symbols, {len(senses)} senses, {len(notation.topics)} topics")
    print(f"{len(notation.concepts())} concepts; kinds: {Counter(sense.kind for sense in senses).most_common()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
