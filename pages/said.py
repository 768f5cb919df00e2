"""What the card of an equation says in a language: sentences with their sources in words, patterns with their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from glossary.concepts import load_concepts
from patterns.explanation.names import names_of
from patterns.explanation.texts import load_texts
from patterns.explanation.voice import Language
from patterns.library import load_library

_BRACKETS = re.compile(r"（([^（）]+)）")
#: a concept that a paper speaks of, by its name
_SPOKEN_OF = re.compile(r"谈到“([^”]+)”")
_QUOTED = re.compile(r"quote:(?:page (\d+): )?(.*)", re.DOTALL)


def sentence_card(said: Mapping[str, Any], language: Language = "en") -> dict[str, Any]:
    """Give a sentence of an explanation with its source: a shape of the library, the glossary, a rule, or a quotation."""
    because = str(said.get("because") or "")
    kind, _, rest = because.partition(":")
    card = {"text": said["text"], "page": said.get("page"), "equation": said.get("equation")}
    if kind == "pattern":
        name, _, variant = rest.partition("/")
        return card | {"kind": "shape", "because": names_of(name, variant, language).name or rest}
    if kind == "glossary":
        concepts = _concepts(rest, language)
        names = ("、" if language == "zh" else ", ").join(concept["name"] for concept in concepts)
        return card | {"kind": "glossary", "because": names, "concepts": concepts}
    if kind == "rule":
        return card | {"kind": "rule", "because": "规则" if language == "zh" else rest}
    quoted = _QUOTED.fullmatch(because)
    if quoted is None:
        return card | {"kind": "quote", "because": because}
    page, words = quoted.groups()
    where = "" if page is None else f"（第 {page} 页）" if language == "zh" else f" (page {page})"
    return card | {"kind": "quote", "because": f"“{words}”{where}"}


def reasons_in(reasons: Iterable[str], language: Language) -> list[str]:
    """Why an equation carries the paper, in a language; English where there are no words for a reason."""
    return [_named(load_texts().reason(reason, language) or reason, language) for reason in reasons]


def _named(reason: str, language: Language) -> str:
    """A reason with the name of a pattern, which stands in brackets, or of a concept, in the language."""
    if language == "en":
        return reason
    reason = _BRACKETS.sub(lambda found: f"（{_translated(found.group(1))}）", reason)
    return _SPOKEN_OF.sub(lambda found: f"谈到“{_concept_names().get(found.group(1), found.group(1))}”", reason)


@cache
def _concept_names() -> dict[str, str]:
    """The Chinese names of concepts by their English ones."""
    return {concept.name: concept.zh for concept in load_concepts().concepts.values()}


@cache
def _names() -> dict[str, str]:
    """The Chinese names of patterns and variants by their English ones."""
    chinese, named = load_texts().chinese, {}
    for name, entry in load_library().entries.items():
        words = chinese.get(name)
        if words is None:
            continue
        named[entry.name] = words.name
        named |= {v.name: words.variants[key].name for key, v in entry.variants.items() if key in words.variants}
    return named


def _translated(name: str) -> str:
    return _names().get(name, name)


def _concepts(ids: str, language: Language) -> list[dict[str, str]]:
    """The concepts that a sentence rests on, each with its id and name."""
    graph = load_concepts()
    known = [graph[concept] for concept in ids.split(", ") if concept in graph]
    return [{"id": concept.id, "name": concept.zh if language == "zh" else concept.name} for concept in known]


def pattern_card(found: Mapping[str, Any], equation: Mapping[str, Any], language: Language = "en") -> dict[str, Any]:
    """A pattern that was found, with the words for it and for its roles."""
    names = names_of(str(found["id"]), found.get("variant"), language)
    return {
        "id": found["id"],
        "name": names.name,
        "under": names.under,
        "says": names.says,
        "stage": found.get("stage"),
        "confidence": found.get("confidence"),
        "roles": [
            {
                "role": role,
                "name": load_texts().role(str(found["id"]), role, language),
                "says": names.roles.get(role, ""),
                "latex": part.get("latex", ""),
                # the box of the whole equation says no more than that the part's own is not known
                "bbox": None if part.get("bbox") == equation.get("bbox") else part.get("bbox"),
            }
            for role, part in (found.get("roles") or {}).items()
        ],
    }
