"""What to learn for a paper: a short list of concepts in learning order with the reason for each, and all below it.

What the paper shows of a concept is turned into a chance that a tutor would put it on the list, by a logistic
regression with few weights (``data/roadmap/study.yaml``): its share in the equations, its mentions in the prose, and
the load it bears for other concepts that the paper uses. The likeliest concepts make the list, without what is known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from glossary.concepts import ConceptGraph
from glossary.paper_topics import Topic
from glossary.roadmap import ROADMAP_FOLDER, Track, TrackName, learning_path, load_tracks
from reader.errors import CartoucheError, ContentError

#: Concepts on a list unless the caller asks for fewer.
LIMIT = 25
#: Log-odds below which a concept is not worth a place even where there is room: about one chance in fourteen.
FLOOR = -2.6
#: Mentions from which more say nothing new.
MANY_MENTIONS = 30
#: Reasons that are given for one concept.
REASONS = 3
_NAMES = "start equations in_equations text in_text early support minor staple stage_1 stage_2 stage_3"
_FEATURES = tuple(_NAMES.split())


@dataclass(frozen=True)
class EquationConcepts:
    """The concepts of an equation, each with its weight (0 to 1), and how important the equation is for the paper.

    ``quote`` is what may be shown as the reason: the sentence the equation stands in.
    """

    equation: str
    page: int
    importance: float
    concepts: tuple[tuple[str, float], ...]
    quote: str = ""


@dataclass(frozen=True)
class Because:
    """A reason: an equation (its id) or a place in the prose; ``needed_for`` names what rests on the concept."""

    equation: str | None
    page: int
    quote: str
    needed_for: str | None = None


@dataclass(frozen=True)
class StudyItem:
    """A concept to study. ``chance`` (0 to 1) says how sure it is that the paper asks for it."""

    concept: str
    stage: int
    hours: float
    because: tuple[Because, ...]
    chance: float


@dataclass(frozen=True)
class Study:
    """The core list and everything below it that is not known, both in learning order."""

    core: tuple[StudyItem, ...]
    closure: tuple[str, ...]


class StudyRules(BaseModel):
    """The content of ``data/roadmap/study.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]
    usual: dict[str, float]
    minor: frozenset[str]
    staple: frozenset[str]

    def log_odds(self, concept: str, signs: Mapping[str, float]) -> float:
        """How much speaks for a concept, by what the paper shows of it (``measure``)."""
        return sum(self.weights[name] * sign for name, sign in signs.items()) + self.usual.get(concept, 0.0)


def study_list(
    equations: Sequence[EquationConcepts],
    graph: ConceptGraph,
    known: Iterable[str] = (),
    track: TrackName = "research",
    limit: int = LIMIT,
    topics: Sequence[Topic] = (),
) -> Study:
    """Choose what to study for a paper.

    ``known`` holds ids of concepts; what they rest on counts as known as well. Raises ``KeyError`` for an id that is no
    concept, ``CartoucheError`` for a track that there is not.
    """
    tracks = load_tracks()
    if track not in tracks:
        raise CartoucheError(f"there is no track {track!r}; the tracks are {', '.join(tracks)}")
    skipped = {below for concept in known for below in (concept, *graph.below[concept])}
    signs = measure(equations, topics, graph)
    chances = {concept: _log_odds(concept, sign, graph, tracks[track]) for concept, sign in signs.items()}
    open_to_choice = [
        concept
        for concept in chances
        if concept not in skipped and not tracks[track].drops(graph, concept) and chances[concept] > FLOOR
    ]
    chosen = sorted(open_to_choice, key=lambda concept: (-chances[concept], graph.rank[concept]))[:limit]
    reasons = _Reasons(equations, topics, graph, chances)
    core = tuple(
        StudyItem(concept, graph.stage(concept), graph[concept].hours, reasons.of(concept), _chance(chances[concept]))
        for concept in learning_path(chosen, graph)
    )
    return Study(core, tuple(learning_path(_closure(chosen, graph, skipped, tracks[track]), graph)))


def measure(
    equations: Sequence[EquationConcepts], topics: Sequence[Topic], graph: ConceptGraph
) -> dict[str, dict[str, float]]:
    """Measure what a paper shows of every concept that has any sign of it: the figures that the weights are for."""
    total = sum(equation.importance for equation in equations) or 1.0
    share: dict[str, float] = {}
    best: dict[str, float] = {}
    for equation in equations:
        for concept, weight in equation.concepts:
            share[concept] = share.get(concept, 0.0) + equation.importance * weight / total
            best[concept] = max(best.get(concept, 0.0), min(weight, 1.0))
    named = {topic.concept: topic for topic in topics}
    text = {name: min(1.0, math.log1p(topic.count) / math.log1p(MANY_MENTIONS)) for name, topic in named.items()}
    support: dict[str, float] = {}
    for concept in (share.keys() | text.keys()) & graph.concepts.keys():
        weight = math.sqrt(share.get(concept, 0.0)) + text.get(concept, 0.0)
        for below in graph.prerequisites(concept):
            support[below] = support.get(below, 0.0) + weight / len(graph.prerequisites(concept))
    signs, rules = {}, load_rules()
    for concept in (share.keys() | text.keys() | support.keys()) & graph.concepts.keys():
        signs[concept] = {
            "start": 1.0,
            "equations": math.sqrt(share.get(concept, 0.0)),
            "in_equations": best.get(concept, 0.0),
            "text": text.get(concept, 0.0),
            "in_text": float(concept in text),
            "early": float(concept in named and named[concept].early),
            "support": math.sqrt(support.get(concept, 0.0)),
            "minor": float(concept in rules.minor),
            "staple": float(concept in rules.staple),
            **{f"stage_{stage}": float(graph.stage(concept) == stage) for stage in (1, 2, 3)},
        }
    return signs


@cache
def load_rules(path: Path = ROADMAP_FOLDER / "study.yaml") -> StudyRules:
    """Read how study lists are chosen. Raises ``ContentError``."""
    try:
        rules = StudyRules.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name}: {' '.join(str(error).split())[:300]}") from error
    if set(rules.weights) != set(_FEATURES):
        raise ContentError(f"{path.name}: the weights must be those of {', '.join(_FEATURES)}")
    return rules


class _Reasons:
    """Why a concept is on the list: its equations, then its first mention, then what needs it."""

    def __init__(
        self,
        equations: Sequence[EquationConcepts],
        topics: Sequence[Topic],
        graph: ConceptGraph,
        chances: Mapping[str, float],
    ) -> None:
        self._graph, self._chances = graph, chances
        self._topics = {topic.concept: topic for topic in topics}
        self._equations: dict[str, list[tuple[float, Because]]] = {}
        for equation in equations:
            reason = Because(equation.equation, equation.page, equation.quote)
            for concept, weight in equation.concepts:
                self._equations.setdefault(concept, []).append((weight * equation.importance, reason))

    def of(self, concept: str) -> tuple[Because, ...]:
        """Give the reasons for a concept, at most three, the best first; for a mere prerequisite what needs it."""
        ranked = sorted(self._equations.get(concept, ()), key=lambda pair: -pair[0])
        direct = [reason for _, reason in ranked]
        if topic := self._topics.get(concept):
            mention = Because(None, topic.page, topic.quote)
            # an equation is shown first, but a mention in words is always among the reasons
            direct = [*direct[: REASONS - 1], mention]
        return tuple(direct[:REASONS]) or self._needed(concept)

    def _needed(self, concept: str) -> tuple[Because, ...]:
        users = [other for other in self._chances if concept in self._graph.prerequisites(other)]
        users = [other for other in users if other in self._equations or other in self._topics]
        reasons = []
        for other in sorted(users, key=lambda user: -self._chances[user])[:REASONS]:
            reason = self.of(other)[0]
            reasons.append(Because(reason.equation, reason.page, reason.quote, needed_for=other))
        return tuple(reasons)


def _log_odds(concept: str, signs: Mapping[str, float], graph: ConceptGraph, track: Track) -> float:
    return load_rules().log_odds(concept, signs) + track.prefer.get(graph[concept].area, 0.0)


def _chance(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-log_odds)), 4)


def _closure(chosen: Iterable[str], graph: ConceptGraph, skipped: set[str], track: Track) -> set[str]:
    """Everything the chosen concepts rest on that is not known; what a track drops is not walked through."""
    found: set[str] = set()
    waiting = list(chosen)
    while waiting:
        concept = waiting.pop()
        if concept not in found and concept not in skipped and not track.drops(graph, concept):
            found.add(concept)
            waiting.extend(graph.prerequisites(concept))
    return found
