"""What the gallery shows: every pattern as a card, and where patterns occur in a paper. Plain data, no browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from glossary.concepts import STAGES, load_concepts
from pages.cards import Card, concept_brief, demos_of
from pages.shelf import OpenPaper
from pages.templates import colours, readable, telling
from patterns.library import load_library
from patterns.match import Match, match
from patterns.schema import Entry, Example, Shape, Variant
from reader.expression.parse import expr_latex, parse_typed
from reader.latex.parser import LatexError

#: Characters of a formula that are kept for a list.
MAX_LATEX = 1200
#: Characters of a typed equation that are looked at.
MAX_TYPED = 400
#: Characters of LaTeX that fit on a tile of the wall.
MAX_FACE = 70


@cache
def wall() -> str:
    """The whole gallery as JSON text: the stages, and all patterns in the order of stage and name."""
    library = load_library()
    order = sorted(library.entries.items(), key=lambda item: (item[1].stage, item[1].name.casefold()))
    patterns = [_pattern(name, entry, library.groups[name]) for name, entry in order]
    stages = [{"stage": stage, "title": title.capitalize()} for stage, title in STAGES.items()]
    return json.dumps({"stages": stages, "patterns": patterns}, ensure_ascii=False)


@cache
def wall_version() -> str:
    """A short hash of the gallery, which goes into its address."""
    return hashlib.sha256(wall().encode()).hexdigest()[:12]


def occurrences(paper: OpenPaper) -> dict[str, list[Card]]:
    """For each pattern that the paper has, the equations that show it: displayed ones first, each once."""
    found: dict[str, list[Card]] = {}
    for equation in sorted(paper.equations.values(), key=lambda equation: not equation.get("display")):
        for pattern in equation.get("patterns", ()):
            found.setdefault(str(pattern["id"]), []).append(_place(equation, pattern))
    return found


def resembling(latex: str) -> list[Card]:
    """What a typed equation resembles, the most telling pattern first; nothing for what is no formula.

    Text that a person typed: it is parsed, never executed, and no more than ``MAX_TYPED`` characters of it.
    """
    try:
        expr = parse_typed(latex[:MAX_TYPED])
    except LatexError:
        return []
    return [_resembled(found) for found in match(expr)]


def _resembled(found: Match) -> Card:
    entry, variant = load_library().entries[found.id], load_library().variant(found.id, found.variant)
    tints = colours(entry.roles)
    return {
        "id": found.id,
        "name": variant.name if variant else entry.name,
        "says": variant.says if variant else entry.says,
        "stage": found.stage,
        "roles": [
            {"role": role, "latex": expr_latex(part), "colour": tints[role]}
            for role, part in found.roles.items()
            if part.op != "nothing"
        ],
    }


def _place(equation: Mapping[str, Any], match: Mapping[str, Any]) -> Card:
    keys = ("id", "page", "number", "display")
    latex = str(equation.get("latex") or "")
    return {key: equation.get(key) for key in keys} | {
        "latex": latex if len(latex) <= MAX_LATEX else None,
        "variant": match.get("variant"),
    }


def _pattern(name: str, entry: Entry, group: str) -> Card:
    """A pattern with everything that its card says."""
    tints = colours(entry.roles)
    concepts = _concepts(entry)
    return {
        "id": name,
        "name": entry.name,
        "says": entry.says,
        "stage": entry.stage,
        "group": group,
        "face": _face(entry),
        "roles": [{"role": role, "says": says, "colour": tints[role]} for role, says in entry.roles.items()],
        "templates": _templates(entry.templates, tints),
        "variants": [_variant(key, variant, entry, tints) for key, variant in entry.variants.items()],
        "examples": _examples(entry.examples, None),
        "misses": [{"latex": miss.latex, "because": miss.because} for miss in entry.near_misses],
        "compared": [_compared(other, says) for other, says in entry.compared_with.items()],
        "concepts": [concept_brief(concept) for concept in concepts],
        "demos": demos_of([demo for demo in (entry.demo, *_variant_demos(entry)) if demo], [name]),
        "find": _findable(name, entry, concepts),
    }


def _templates(shapes: Sequence[Shape], tints: Mapping[str, str]) -> list[str]:
    """The templates as formulas, the most telling first; those that look alike are shown once."""
    return sorted(dict.fromkeys(readable(shape.fit, tints) for shape in shapes), key=telling)


def _face(entry: Entry) -> str:
    """The formula that stands for a pattern on the wall: an example that is short, the earlier the better."""
    short = [example.latex for example in entry.examples if len(example.latex) <= MAX_FACE]
    return short[0] if short else min((example.latex for example in entry.examples), key=len)


def _variant(key: str, variant: Variant, entry: Entry, tints: Mapping[str, str]) -> Card:
    return {
        "id": key,
        "name": variant.name,
        "says": variant.says,
        "stage": variant.stage or entry.stage,
        "templates": _templates(variant.templates, tints),
        "examples": _examples(entry.examples, key),
    }


def _examples(examples: Iterable[Example], variant: str | None) -> list[str]:
    """Equations of textbooks and papers that have the pattern; those of a variant stand with the variant."""
    return [example.latex for example in examples if example.variant == variant]


def _compared(other: str, says: str) -> Card:
    return {"id": other, "name": load_library().entries[other].name, "says": says}


def _concepts(entry: Entry) -> list[str]:
    graph = load_concepts()
    named = (*entry.concepts, *(c for variant in entry.variants.values() for c in variant.concepts[:1]))
    return [concept for concept in dict.fromkeys(named) if concept in graph]


def _variant_demos(entry: Entry) -> list[str | None]:
    return [variant.demo for variant in entry.variants.values()]


def _findable(name: str, entry: Entry, concepts: Iterable[str]) -> str:
    """What the search box looks through, in lower case: all names and sayings, English and Chinese."""
    graph = load_concepts()
    words = [name.replace("_", " "), entry.name, entry.says, *entry.words, *entry.roles, *entry.roles.values()]
    words += [text for key, v in entry.variants.items() for text in (key.replace("_", " "), v.name, v.says)]
    words += [text for concept in concepts for text in (graph[concept].name, graph[concept].zh)]
    return " \n".join(dict.fromkeys(word.casefold() for word in words))
