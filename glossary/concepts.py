"""The concepts a reader may have to learn, what each rests on, and in which order to learn them.

The content lies in ``data/concepts/*.yaml`` (format: the README beside it). Loading validates all of it: whatever is
wrong raises ``ContentError`` naming the file and the entry. ``python -m glossary.concepts`` validates and counts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import networkx as nx
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from glossary.content_text import check_formula, check_text, plain_words
from reader.errors import ContentError

CONCEPTS_FOLDER = Path(__file__).resolve().parent.parent / "data" / "concepts"

#: The four stages of the roadmap, in learning order.
STAGES: Mapping[int, str] = MappingProxyType(
    {1: "foundational mathematics", 2: "classical machine learning", 3: "deep learning", 4: "cutting-edge models"}
)
#: Hours to learn one concept; an entry outside this range is either no concept of its own or several.
MIN_HOURS, MAX_HOURS = 0.25, 10.0
MAX_RESOURCES = 3
_ID = re.compile(r"[a-z][a-z0-9_]*")

Words = Annotated[str, Field(min_length=1)]


class Content(BaseModel):
    """Base of everything read from our YAML: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Check(Content):
    """A short question with which a reader tests themselves."""

    question: Words
    answer: Words


class Resource(Content):
    """Where to read more: a title and the place in it (chapter, section, pages)."""

    title: Words
    pointer: Words


class Concept(Content):
    """One thing to learn. Text fields may hold inline LaTeX between dollar signs; ``formula`` is LaTeX throughout."""

    id: Words
    name: Words
    stage: Literal[1, 2, 3, 4]
    area: Words
    prerequisites: tuple[Words, ...] = ()
    hours: float = Field(ge=MIN_HOURS, le=MAX_HOURS)
    definition: Words
    intuition: Words
    formula: str | None = Field(default=None, min_length=1)
    example: Words
    check: Check
    keywords: tuple[Words, ...] = Field(min_length=1)
    zh: Words
    resources: tuple[Resource, ...] = Field(default=(), max_length=MAX_RESOURCES)
    #: prerequisites that may belong to a later stage than this concept (a noted exception)
    later_stage: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Concept:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"the id {self.id!r} is not lower-case words joined by underscores")
        for field, values in (("prerequisites", self.prerequisites), ("keywords", self.keywords)):
            twice = sorted(value for value, times in Counter(values).items() if times > 1)
            if twice:
                raise ValueError(f"{field} name {twice[0]!r} twice")
        for text in (self.name, self.definition, self.intuition, self.example, self.check.question, self.check.answer):
            check_text(text)
        if self.formula is not None:
            check_formula(self.formula)
        return self


@dataclass(frozen=True)
class ConceptGraph:
    """All concepts and what rests on what. Every method raises ``KeyError`` for an id that is no concept."""

    concepts: Mapping[str, Concept]
    #: place of every concept in one fixed learning order: no concept before its prerequisites, earlier stages first
    rank: Mapping[str, int]
    #: everything each concept rests on, directly or not
    below: Mapping[str, frozenset[str]]

    def __contains__(self, concept: object) -> bool:
        return concept in self.concepts

    def __getitem__(self, concept: str) -> Concept:
        return self.concepts[concept]

    def __len__(self) -> int:
        return len(self.concepts)

    def prerequisites(self, concept: str) -> tuple[str, ...]:
        """Name the concepts that this one directly rests on."""
        return self.concepts[concept].prerequisites

    def closure(self, ids: Iterable[str]) -> list[str]:
        """Give the concepts and everything they rest on, in learning order."""
        return self.learning_order({below for concept in ids for below in (concept, *self.below[concept])})

    def learning_order(self, ids: Iterable[str]) -> list[str]:
        """Sort concepts, each once, none before one that it rests on; earlier stages first."""
        return sorted(set(ids), key=self.rank.__getitem__)

    def stage(self, concept: str) -> int:
        """Give the roadmap stage, 1 to 4."""
        return self.concepts[concept].stage

    def text_for_embedding(self, concept: str) -> str:
        """Write what the retrieval index embeds: name, keywords, definition, intuition and formula in plain words."""
        entry = self.concepts[concept]
        parts = (entry.name, ", ".join(entry.keywords), entry.definition, entry.intuition)
        return plain_words(". ".join(part.rstrip(".") for part in parts) + ". " + (entry.formula or ""))


@cache
def load_concepts(folder: Path = CONCEPTS_FOLDER, *, allow_missing: bool = False) -> ConceptGraph:
    """Read and validate every concept file; the result is cached.

    ``allow_missing`` drops prerequisites that no file defines, for work on a part of the content; by default they are
    errors. Raises ``ContentError`` naming the file and the entry.
    """
    found: dict[str, tuple[Path, Concept]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for concept in _read_file(path):
            if concept.id in found:
                raise _wrong(path, concept.id, f"the id stands in {found[concept.id][0].name} already")
            found[concept.id] = (path, concept)
    if not found:
        raise ContentError(f"{folder}: there are no concept files here")
    if allow_missing:
        found = {
            key: (path, entry.model_copy(update={"prerequisites": tuple(p for p in entry.prerequisites if p in found)}))
            for key, (path, entry) in found.items()
        }
    for path, concept in found.values():
        _check_prerequisites(path, concept, found)
    return _graph(found)


def _wrong(path: Path, entry: str, what: str) -> ContentError:
    return ContentError(f"{path.name}, entry {entry}: {what}")


def _read_file(path: Path) -> list[Concept]:
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())}") from error
    if not isinstance(rows, list):
        raise ContentError(f"{path.name}: must hold a list of entries")
    concepts = []
    for number, fields in enumerate(rows, start=1):
        entry = str(fields.get("id", number)) if isinstance(fields, dict) else str(number)
        try:
            concepts.append(Concept.model_validate(fields))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise _wrong(path, entry, f"{where + ': ' if where else ''}{first['msg']}") from error
    return concepts


def _check_prerequisites(path: Path, concept: Concept, found: Mapping[str, tuple[Path, Concept]]) -> None:
    for prerequisite in concept.prerequisites:
        if prerequisite not in found:
            raise _wrong(path, concept.id, f"the prerequisite {prerequisite} is no concept")
        later = found[prerequisite][1].stage > concept.stage
        if later and prerequisite not in concept.later_stage:
            raise _wrong(path, concept.id, f"the prerequisite {prerequisite} belongs to a later stage")
    for exception in concept.later_stage:
        if exception not in concept.prerequisites or found[exception][1].stage <= concept.stage:
            raise _wrong(path, concept.id, f"later_stage names {exception}, which is no prerequisite of a later stage")


def _graph(found: Mapping[str, tuple[Path, Concept]]) -> ConceptGraph:
    edges = nx.DiGraph()
    edges.add_nodes_from(found)
    edges.add_edges_from((below, key) for key, (_, concept) in found.items() for below in concept.prerequisites)
    if not nx.is_directed_acyclic_graph(edges):
        circle = [edge[0] for edge in nx.find_cycle(edges)]
        raise _wrong(found[circle[0]][0], circle[0], f"the prerequisites go in a circle: {' → '.join(circle)}")
    place = {key: number for number, key in enumerate(found)}
    order = nx.lexicographical_topological_sort(edges, key=lambda key: (found[key][1].stage, place[key]))
    return ConceptGraph(
        concepts=MappingProxyType({key: concept for key, (_, concept) in found.items()}),
        rank=MappingProxyType({key: number for number, key in enumerate(order)}),
        below=MappingProxyType({key: frozenset(nx.ancestors(edges, key)) for key in found}),
    )


def main() -> int:
    """Validate the shipped concepts and print how many there are; 1 where something is wrong."""
    try:
        graph = load_concepts(allow_missing="--allow-missing" in sys.argv[1:])
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    edges = sum(len(concept.prerequisites) for concept in graph.concepts.values())
    print(f"{len(graph)} concepts, {edges} prerequisites")
    for stage, title in STAGES.items():
        members = [concept for concept in graph.concepts.values() if concept.stage == stage]
        areas = Counter(concept.area for concept in members)
        hours = sum(concept.hours for concept in members)
        listing = ", ".join(f"{area} {count}" for area, count in areas.most_common())
        print(f"stage {stage}, {title}: {len(members)} concepts, {hours:.0f} h ({listing})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
