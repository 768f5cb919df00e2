"""The roadmap: its four stages, the tracks through it, and the order in which to learn a set of concepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

import networkx as nx
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from glossary.concepts import STAGES, ConceptGraph, load_concepts
from reader.errors import ContentError

ROADMAP_FOLDER = Path(__file__).resolve().parent.parent / "data" / "roadmap"

#: What a study list is for.
TrackName = Literal["research", "product"]


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _StageText(_Content):
    number: Literal[1, 2, 3, 4]
    title: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    description: str = Field(min_length=1)


class Track(_Content):
    """What a track prefers, in log-odds by area, and what it leaves out."""

    prefer: dict[str, float]
    drop_areas: frozenset[str]
    drop: frozenset[str]

    def drops(self, graph: ConceptGraph, concept: str) -> bool:
        """Whether the track leaves a concept out."""
        return concept in self.drop or graph[concept].area in self.drop_areas


@dataclass(frozen=True)
class Stage:
    """One of the four stages. ``hours`` is the time for all its concepts, ``areas`` its areas in learning order."""

    number: int
    title: str
    zh: str
    description: str
    hours: float
    concepts: tuple[str, ...]
    areas: tuple[str, ...]


@cache
def load_stages() -> tuple[Stage, ...]:
    """Read the stages, with their concepts in learning order. Raises ``ContentError``."""
    graph = load_concepts()
    texts = sorted(_read("stages.yaml", TypeAdapter(list[_StageText])), key=lambda text: text.number)
    if [text.number for text in texts] != list(STAGES):
        raise ContentError("stages.yaml: there must be one entry for each of the stages 1 to 4")
    path = learning_path(graph.concepts, graph)
    stages = []
    for text in texts:
        members = tuple(concept for concept in path if graph.stage(concept) == text.number)
        areas = tuple(dict.fromkeys(graph[concept].area for concept in members))
        stages.append(Stage(hours=hours(members, graph), concepts=members, areas=areas, **text.model_dump()))
    return tuple(stages)


@cache
def load_tracks() -> Mapping[str, Track]:
    """Read the tracks by name. Raises ``ContentError``, also where one names an area or concept that is not there."""
    graph = load_concepts()
    areas = {concept.area for concept in graph.concepts.values()}
    tracks = _read("tracks.yaml", TypeAdapter(dict[str, Track]))
    for name, track in tracks.items():
        strange = ({*track.prefer, *track.drop_areas} - areas) | (track.drop - set(graph.concepts))
        if strange:
            raise ContentError(f"tracks.yaml, entry {name}: no such area or concept: {', '.join(sorted(strange))}")
    return MappingProxyType(tracks)


def learning_path(ids: Iterable[str], graph: ConceptGraph) -> list[str]:
    """Order concepts for learning: none before one that it rests on, stage by stage, related ones together.

    Of the concepts that could come next, those of the earliest stage go first; among them those of the area one is in
    already, then in the order of the content files. A prerequisite of a later stage (a noted exception in the content)
    comes before its dependant all the same. Raises ``KeyError`` for an id that is no concept.
    """
    wanted = set(ids)
    edges = nx.DiGraph()
    edges.add_nodes_from(wanted)
    edges.add_edges_from((below, concept) for concept in wanted for below in graph.below[concept] & wanted)
    waiting = dict(edges.in_degree())
    ready = {concept for concept, count in waiting.items() if count == 0}
    path: list[str] = []
    area = ""
    while ready:
        following = min(
            ready, key=lambda concept: (graph.stage(concept), graph[concept].area != area, graph.rank[concept])
        )
        ready.remove(following)
        path.append(following)
        area = graph[following].area
        for above in edges.successors(following):
            waiting[above] -= 1
            if waiting[above] == 0:
                ready.add(above)
    return path


def hours(ids: Iterable[str], graph: ConceptGraph) -> float:
    """Add up the hours to learn concepts, prerequisites not counted."""
    return round(sum(graph[concept].hours for concept in ids), 2)


_T = TypeVar("_T")


def _read(name: str, shape: TypeAdapter[_T]) -> _T:
    path = ROADMAP_FOLDER / name
    try:
        return shape.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{name}: {' '.join(str(error).split())[:300]}") from error
