"""Earlier papers to read first: a paper's references matched with the landmarks of ``data/papers/landmarks.yaml``.

Titles are compared without case and punctuation, allowing for the slips of a reference list. Of the landmarks that are
cited, those stay whose concepts the paper uses. Where hardly any reference could be read, the landmarks of the concepts
that the paper leans on stand in for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import networkx as nx
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from rapidfuzz import fuzz, process

from glossary.concepts import load_concepts
from reader.errors import ContentError

LANDMARKS_FILE = Path(__file__).resolve().parent.parent / "data" / "papers" / "landmarks.yaml"
#: How alike (of 100) a cited title must be, and how far apart (years) the years may be: preprint and journal differ.
ALIKE, YEARS = 90.0, 3
#: Use of a concept (0 to 1) from which a cited landmark is worth reading, and from which one is without references.
USED, LEANT_ON = 0.2, 0.8
#: Fewer landmarks than this among the references: then the list was hardly read.
FEW = 3
#: Landmarks that are named.
LIMIT = 10
#: Titles shorter than this (letters) match too much when a few letters are wrong: they must be the same.
_SHORT = 15
#: A reference that is longer than a title may hold it among authors and journal; this many letters are no accident.
_LONG = 30
_WORD = re.compile(r"[^\W_]+")


class Landmark(BaseModel):
    """A paper that introduced something or is its classic reference."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    key: str = Field(min_length=1)
    title: str = Field(min_length=1)
    year: int = Field(ge=1600, le=2100)
    concepts: tuple[str, ...]
    builds_on: tuple[str, ...] = ()
    also_titled: tuple[str, ...] = ()
    first_author: str = ""

    def titles(self) -> tuple[str, ...]:
        """Give every title under which it is cited."""
        return (self.title, *self.also_titled)


@dataclass(frozen=True)
class Reading:
    """A landmark to read before a paper, the concepts for which, and whether the paper cites it."""

    landmark: Landmark
    concepts: tuple[str, ...]
    cited: bool


@cache
def load_landmarks(path: Path = LANDMARKS_FILE) -> tuple[Landmark, ...]:
    """Read and check the landmarks. Raises ``ContentError`` naming the entry."""
    try:
        found = TypeAdapter(tuple[Landmark, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name}: {' '.join(str(error).split())[:300]}") from error
    graph, keys = load_concepts(), {landmark.key for landmark in found}
    if len(keys) < len(found):
        raise ContentError(f"{path.name}: a key stands there twice")
    for landmark in found:
        for strange in [concept for concept in landmark.concepts if concept not in graph]:
            raise ContentError(f"{path.name}, entry {landmark.key}: {strange} is no concept")
        for strange in [key for key in landmark.builds_on if key not in keys]:
            raise ContentError(f"{path.name}, entry {landmark.key}: {strange} is no landmark")
    return found


def match_reference(title: str, year: int | None, landmarks: Sequence[Landmark] | None = None) -> Landmark | None:
    """Find the landmark that a reference (its title, or all of it) means; a year too far off rules it out."""
    by_title = _by_title(tuple(landmarks) if landmarks is not None else load_landmarks())
    plain = _plain(title)
    if len(plain) < _SHORT:
        found = by_title.get(plain)
    else:
        best = process.extractOne(plain, by_title.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        inside = (known for known in by_title if _LONG <= len(known) < len(plain) and known in plain)
        chosen = best[0] if best else max(inside, key=len, default=None)
        found = by_title[chosen] if chosen else None
    if found is None or (year is not None and abs(year - found.year) > YEARS):
        return None
    return found


def cited_in(text: str) -> list[Landmark]:
    """Find the landmarks whose titles stand in a text, such as a reference list that could not be taken apart."""
    # without spaces, as a title may be broken anywhere
    bare = _plain(text).replace(" ", "")
    by_title = _by_title(load_landmarks())
    found = {known: mark for known, mark in by_title.items() if len(known) >= _LONG and known.replace(" ", "") in bare}
    return list({landmark.key: landmark for landmark in found.values()}.values())


def landmarks_for(
    references: Iterable[tuple[str, int | None]],
    uses: Mapping[str, float],
    title: str = "",
    text: str = "",
    limit: int = LIMIT,
) -> list[Reading]:
    """Choose the earlier papers to read before a paper, oldest first, none before one it builds on.

    ``references`` are titles with years; ``uses`` says from 0 to 1 how much the paper uses a concept (the chances of
    its study list serve); ``title`` is the paper's own: itself and what came after it are left out. ``text`` is the
    text of its reference list, or of the whole paper, for references that were not told apart.
    """
    own = match_reference(title, None)
    cited = {found.key for reference in references if (found := match_reference(*reference))}
    cited |= {landmark.key for landmark in cited_in(text)}
    candidates = []
    for landmark in load_landmarks():
        if landmark.key not in cited and len(cited) >= FEW:
            continue
        floor = USED if landmark.key in cited else LEANT_ON
        concepts = tuple(concept for concept in landmark.concepts if uses.get(concept, 0.0) >= floor)
        late = own is not None and (landmark.key == own.key or landmark.year > own.year)
        if concepts and not late:
            weight = max(uses[concept] for concept in concepts) + (landmark.key in cited)
            candidates.append((weight, Reading(landmark, concepts, landmark.key in cited)))
    candidates.sort(key=lambda pair: (-pair[0], pair[1].landmark.year))
    return _in_order([reading for _, reading in candidates[:limit]])


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    """Sort by year; of the same year, none before one that it builds on."""
    by_key = {reading.landmark.key: reading for reading in readings}
    edges = nx.DiGraph()
    edges.add_nodes_from(by_key)
    for key, reading in by_key.items():
        same = (below for below in reading.landmark.builds_on if below in by_key)
        edges.add_edges_from((below, key) for below in same)
    order = nx.lexicographical_topological_sort(edges, key=lambda key: (by_key[key].landmark.year, key))
    return [by_key[key] for key in order]


@cache
def _by_title(landmarks: tuple[Landmark, ...]) -> dict[str, Landmark]:
    return {_plain(title): landmark for landmark in landmarks for title in landmark.titles()}


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.lower()))
