"""Which concepts an equation rests on, at most eight, most important first.

Five kinds of signs speak for a concept: the patterns of the equation, the senses of its symbols, the form of the formula
itself (``glossary.shown``), the words around it, and what the whole paper turns on. Each sign that is there adds to the
concept's log-odds; the weights are data (``data/roadmap/relevance.yaml``), fitted to labelled papers, each left out in turn.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from glossary.concepts import ConceptGraph
from glossary.mentions import load_mentions
from glossary.roadmap import ROADMAP_FOLDER
from glossary.senses import Sense
from glossary.shown import FAINT
from patterns.library import Library
from patterns.match import Match
from reader.errors import ContentError
from reader.paper import Equation, Paper

RELEVANCE_FILE = ROADMAP_FOLDER / "relevance.yaml"
_NAMES = (
    "pattern_1_main pattern_1_next pattern_1_more pattern_2_main pattern_2_next pattern_2_more pattern_3_main "
    "pattern_3_next pattern_3_more form symbol shown shown_faintly sentence heading section topic recurrence"
)
#: the kinds of signs
KINDS = tuple(_NAMES.split())
#: times that a section names a concept from which more says nothing new
OFTEN = 4
#: log-odds beyond which floating point has no chance below 1
SUREST = 30.0
#: concepts named for one equation
MOST = 8
_PLACES = ("main", "next", "more")
_MAIN = tuple(f"pattern_{number}_main" for number in (1, 2, 3))


class RelevanceRules(BaseModel):
    """The content of ``data/roadmap/relevance.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: float
    weights: dict[str, float]
    usual: dict[str, float]


@cache
def load_rules(path: Path = RELEVANCE_FILE) -> RelevanceRules:
    """Read what the signs weigh. Raises ``ContentError``."""
    try:
        rules = RelevanceRules.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name}: {' '.join(str(error).split())[:300]}") from error
    if set(rules.weights) != set(KINDS) or min(rules.weights.values()) < 0:
        raise ContentError(f"{path.name}: the weights must be those of {', '.join(KINDS)}, and none negative")
    return rules


#: what speaks for each concept: strength (0 to 1) by kind of sign
Signs = dict[str, dict[str, float]]


def own_signs(
    matches: Sequence[Match], letters: Iterable[Sense], shown: Iterable[str], library: Library, graph: ConceptGraph
) -> Signs:
    """What the equation itself says: its patterns, the senses of its letters, and the concepts that its form shows."""
    signs: Signs = defaultdict(dict)
    for number, match in enumerate(matches, start=1):
        entry = library.entries[match.id]
        variant = library.variant(match.id, match.variant)
        named = dict.fromkeys((*(variant.concepts if variant else ()), *entry.concepts))
        for place, concept in enumerate(named):
            kind = "form" if entry.tier == "form" else f"pattern_{min(number, 3)}_{_PLACES[min(place, 2)]}"
            _strengthen(signs, concept, kind, match.confidence)
    for sense in letters:
        _strengthen(signs, sense.concept, "symbol", sense.confidence)
    for concept in shown:
        _strengthen(signs, concept, "shown_faintly" if concept in FAINT else "shown", 1.0)
    return {concept: found for concept, found in signs.items() if concept in graph}


def _strengthen(signs: Signs, concept: str, kind: str, strength: float) -> None:
    signs[concept][kind] = max(signs[concept].get(kind, 0.0), strength)


def chance(signs: Mapping[str, float], concept: str = "") -> float:
    """How likely a tutor would name a concept for an equation, 0 to 1, from its signs."""
    rules = load_rules()
    odds = rules.start + sum(rules.weights[kind] * strength for kind, strength in signs.items())
    return 1.0 / (1.0 + math.exp(-min(odds + rules.usual.get(concept, 0.0), SUREST)))


def chances(signs: Signs) -> dict[str, float]:
    """The chance of every concept that has a sign."""
    return {concept: chance(found, concept) for concept, found in signs.items()}


def rank_concepts(*sources: Signs) -> list[tuple[str, float]]:
    """At most ``MOST`` concepts with their chances; signs from several sources add up.

    The likeliest are chosen; what the patterns are named for is told before the tools they are written with.
    """
    together: Signs = defaultdict(dict)
    for signs in sources:
        for concept, found in signs.items():
            together[concept] |= found
    chosen = sorted(chances(together).items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return sorted(chosen, key=lambda item: next((n for n, main in enumerate(_MAIN) if main in together[item[0]]), 3))


def recurrence(equations: Sequence[Signs]) -> dict[str, float]:
    """For each concept the share of equations that show it, weighted by how surely."""
    total: dict[str, float] = defaultdict(float)
    for signs in equations:
        for concept, sure in chances(signs).items():
            total[concept] += sure
    return {concept: weight / len(equations) for concept, weight in total.items()}


def paper_signs(shared: Mapping[str, float], topics: Mapping[str, float], graph: ConceptGraph) -> Signs:
    """What the paper as a whole says: the recurrence of concepts in its equations, and its ``topics`` (0 to 1)."""
    signs: Signs = defaultdict(dict)
    for kind, found in (("recurrence", shared), ("topic", topics)):
        for concept, strength in found.items():
            if concept in graph:
                signs[concept][kind] = strength
    return dict(signs)


class Words:
    """What the words around an equation name: its sentence, the heading above it, and its section."""

    def __init__(self, paper: Paper, graph: ConceptGraph) -> None:
        mentions = load_mentions()
        self._paper, self._graph = paper, graph
        self._named = [tuple(mentions.find(sentence.text)) for sentence in paper.sentences]
        self._headings: dict[str, frozenset[str]] = {}
        self._sections: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence, named in zip(paper.sentences, self._named, strict=True):
            self._sections[sentence.section].update(named)
            if sentence.section not in self._headings:
                self._headings[sentence.section] = frozenset(mentions.find(sentence.section))

    def signs(self, equation: Equation) -> Signs:
        """Signs for one equation; none where it stands in no sentence."""
        if equation.sentence is None:
            return {}
        signs: Signs = defaultdict(dict)
        section = self._paper.sentences[equation.sentence].section
        for concept, count in self._sections[section].items():
            signs[concept]["section"] = min(1.0, count / OFTEN)
        for concept in self._headings[section]:
            signs[concept]["heading"] = 1.0
        for concept in self._named[equation.sentence]:
            signs[concept]["sentence"] = 1.0
        return {concept: found for concept, found in signs.items() if concept in self._graph}
