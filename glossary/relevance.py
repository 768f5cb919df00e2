"""Which concepts an equation rests on: those of its patterns and symbols, and those the whole paper turns on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary.concepts import ConceptGraph
from glossary.senses import Sense
from patterns.library import Library
from patterns.match import Match

#: weight of a concept of the first, second and third pattern; later concepts of one pattern weigh less
PATTERN_WEIGHTS = (1.0, 0.7, 0.5)
PATTERN_FADE = 0.85
#: weight of the concept of a symbol's best sense
SENSE_WEIGHT = 0.55
#: weight of a concept that recurs in the paper's other equations, and of one the paper's words are about
RECURRENCE_WEIGHT = 0.35
TOPIC_WEIGHT = 0.45
#: concepts named for one equation
MOST = 8
#: concepts of notation everybody reads; they come last where they come at all
ELEMENTARY = 0.35


def own_concepts(
    matches: Sequence[Match], symbol_senses: Iterable[Sense], library: Library, graph: ConceptGraph
) -> dict[str, float]:
    """Weights of the concepts that the equation itself shows, 0 to about 1.5."""
    weights: dict[str, float] = defaultdict(float)
    for match, weight in zip(matches, PATTERN_WEIGHTS, strict=False):
        entry = library.entries[match.id]
        variant = library.variant(match.id, match.variant)
        named = dict.fromkeys((*(variant.concepts if variant else ()), *entry.concepts))
        for place, concept in enumerate(named):
            weights[concept] = max(weights[concept], weight * match.confidence * PATTERN_FADE**place)
    best: dict[str, float] = {}
    for sense in symbol_senses:
        best[sense.concept] = max(best.get(sense.concept, 0.0), sense.confidence)
    for concept, confidence in best.items():
        weights[concept] += SENSE_WEIGHT * confidence * _scale(concept, graph)
    return {concept: weight for concept, weight in weights.items() if concept in graph}


def _scale(concept: str, graph: ConceptGraph) -> float:
    return ELEMENTARY if concept in graph and graph[concept].area in ("notation", "algebra") else 1.0


def rank_concepts(
    own: Mapping[str, float], paper: Mapping[str, float], topics: Mapping[str, float]
) -> list[tuple[str, float]]:
    """At most ``MOST`` concepts for an equation, most important first.

    ``paper`` is the share of the paper's equations that show a concept, ``topics`` what its words are about (0 to 1).
    """
    weights = defaultdict(float, own)
    for concept in {*paper, *topics}:
        weights[concept] += RECURRENCE_WEIGHT * paper.get(concept, 0.0) + TOPIC_WEIGHT * topics.get(concept, 0.0)
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def recurrence(equations: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """For each concept the share of equations that show it, weighted by how strongly."""
    if not equations:
        return {}
    total: dict[str, float] = defaultdict(float)
    for own in equations:
        for concept, weight in own.items():
            total[concept] += min(weight, 1.0)
    return {concept: weight / len(equations) for concept, weight in total.items()}
