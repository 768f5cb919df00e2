r"""The command ``lookup``: every meaning of a symbol that somebody types, pastes or describes.

A query may be LaTeX (``\mathcal{L}``, ``x_t``), Unicode (``ℒ``), words ("curly L", "hat on y", "learning rate") or
Chinese (花体L, 倒三角). The best entry comes first; what stands in the open paper comes before what does not. A query
that means nothing gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from glossary.back_off import candidates, fitted
from glossary.concepts import load_concepts
from glossary.lookup_shapes import described
from glossary.lookup_words import WordIndex
from glossary.notation import SenseEntry, SymbolEntry, load_notation
from glossary.senses import rank
from glossary.uses import Use, uses_of
from reader.expression.parse import parse_math, parse_typed
from reader.latex.parser import LatexError
from reader.latex.tokens import from_unicode
from reader.symbols.spelling import dissect, normal
from reader.symbols.symbols import symbols_of

#: Queries longer than this (in characters) are cut: nobody describes a symbol in a paragraph.
MAX_QUERY = 200
MAX_ENTRIES = 8
#: Signs that words do not have.
_LATEX = re.compile(r"[\\_^{}$]")
_FORMULA = re.compile(r"[=+|(\[<>/]")
_WORDS = re.compile(r"[A-Za-z]{3}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: A word of mathematical signs or letters, outside ASCII and Chinese.
_SIGN = re.compile(r"[^\s\u0000-\u007f\u3000-\u9fff\uff00-\uffef]{1,4}")
#: Scores of the ways to find an entry: its own spelling, a description that spells it, an entry that it falls back to.
SPELLED, DESCRIBED, FALLBACK = 3.0, 2.0, 0.3
#: Score of a symbol that is part of a formula given as the query, and below which a query is taken for a formula.
PART, FOUND_WELL = 1.6, 1.0
#: Added to an entry whose symbol stands in the open paper.
IN_PAPER = 0.6


@dataclass(frozen=True)
class Near:
    """What is known of the open paper: its symbols with their uses, and its subjects (see ``glossary.topics``)."""

    uses: Mapping[str, Sequence[Use]] = field(default_factory=dict)
    topics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Meaning:
    """One sense of an entry as it is shown."""

    meaning: str
    zh: str
    zht: str
    concept: str
    #: the concept's name, and its roadmap stage, 1 to 4
    concept_name: str
    stage: int
    kind: str
    example: str


@dataclass(frozen=True)
class Entry:
    """A symbol with its names and meanings, the likeliest first."""

    latex: str
    unicode: str
    names: tuple[str, ...]
    zh: tuple[str, ...]
    zht: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    #: how well it fits the query; comparable within one answer only
    score: float
    in_paper: bool = False


def lookup(query: str, near: Near | None = None) -> list[Entry]:
    """Find the symbols that a query may mean, best first, at most ``MAX_ENTRIES``; any text is a valid query."""
    notation, near = load_notation(), near or Near()
    text = " ".join(query[:MAX_QUERY].split())
    if not text:
        return []
    found: dict[str, _Found] = {}
    used = {normal(symbol): symbol for symbol in near.uses}

    def add(entry: SymbolEntry, score: float, latex: str, sense: int | None = None) -> None:
        score += IN_PAPER if normal(latex) in used or normal(entry.latex) in used else 0.0
        if entry.latex not in found or score > found[entry.latex].score:
            found[entry.latex] = _Found(entry, score, latex, sense)

    for latex, weight in _spellings(text):
        for place, candidate in enumerate(candidates(latex, notation)):
            lost = len(candidate.lost)
            add(candidate.entry, weight * (FALLBACK ** min(lost, 1)) - 0.1 * place - 0.1 * lost, latex)
        for accent in dissect(latex).accents:
            for entry in notation.entries(rf"\{accent}{{\cdot}}"):
                add(entry, weight * FALLBACK, latex)
    formula = _LATEX.search(text) or (_FORMULA.search(text) and not _WORDS.search(text))
    if not (formula and found) and not (formula and _parts(text)):
        for hit in _word_index().find(text):
            add(hit.entry, hit.score, hit.entry.latex, hit.sense)
    if not any(one.score >= FOUND_WELL for one in found.values()):
        for place, latex in enumerate(_parts(text)):
            for candidate in candidates(latex, notation)[:1]:
                add(candidate.entry, PART - 0.05 * place, latex)
    best = sorted(found.values(), key=lambda one: -one.score)[:MAX_ENTRIES]
    return [_shown(one, near, used) for one in best]


@dataclass(frozen=True)
class _Found:
    entry: SymbolEntry
    score: float
    #: the spelling it was found by, and the sense where it was found by one
    latex: str
    sense: int | None


def _spellings(text: str) -> list[tuple[str, float]]:
    """Give the LaTeX that a query is or describes, with the weight of each reading."""
    found = [(latex, DESCRIBED) for latex in described(text)]
    if " " in text and not text.isascii():
        found += [(normal(from_unicode(word)), DESCRIBED) for word in text.split() if _SIGN.fullmatch(word)]
    plain = from_unicode(text) if not text.isascii() else text
    looks_like_latex = any(sign in plain for sign in "\\_^{}") or " " not in plain
    if looks_like_latex and len(dissect(plain).letter) <= 40:
        found.insert(0, (normal(plain), SPELLED))
        if "\\" not in plain and plain.isalpha() and len(plain) > 1:
            found.append((normal(rf"\mathrm{{{plain}}}"), SPELLED))
            found.append((normal("\\" + plain), SPELLED))
    return found


def _parts(text: str) -> list[str]:
    """List the symbols of a query that is a whole formula, in reading order."""
    if not (_LATEX.search(text) or _FORMULA.search(text) or not text.isascii()) or _CHINESE.search(text):
        return []
    try:
        return list(dict.fromkeys(use.latex for use in symbols_of(parse_typed(text))))
    except LatexError:
        return []


def _uses(latex: str, near: Near, used: Mapping[str, str]) -> Sequence[Use]:
    """How the open paper uses a symbol; failing that, what its own indices say."""
    symbol = used.get(normal(latex))
    if symbol is not None:
        return near.uses[symbol]
    try:
        return [
            use for uses in uses_of(parse_math(latex)).values() for use in uses if normal(use.symbol) == normal(latex)
        ]
    except LatexError:
        return []


def _shown(found: _Found, near: Near, used: Mapping[str, str]) -> Entry:
    """Give an entry with its meanings: the one that was asked for, then by how the open paper uses the symbol."""
    entry, latex = found.entry, found.latex
    asked = entry.senses[found.sense] if found.sense is not None else None
    order = {
        (sense.concept, sense.zh): place
        for place, sense in enumerate(rank(entry.latex, _uses(latex, near, used), near.topics))
    }

    def place(sense: SenseEntry) -> tuple[bool, int, int]:
        key = (sense.concept, fitted(sense.zh, entry.latex))
        return sense is not asked, order.get(key, len(order)), -sense.prior

    by_likelihood = sorted(entry.senses, key=place)
    concepts = load_concepts()
    meanings = tuple(
        Meaning(
            fitted(sense.meaning, latex),
            fitted(sense.zh, latex),
            fitted(sense.zht, latex),
            sense.concept,
            concepts[sense.concept].name if sense.concept in concepts else sense.concept,
            concepts.stage(sense.concept) if sense.concept in concepts else 0,
            sense.kind,
            sense.example,
        )
        for sense in by_likelihood
    )
    in_paper = normal(latex) in used or normal(entry.latex) in used
    score = round(found.score, 3)
    return Entry(entry.latex, entry.unicode, entry.names, entry.zh, entry.zht, meanings, score, in_paper)


@cache
def _word_index() -> WordIndex:
    concepts = load_concepts()
    names = {key: (concept.name, *concept.keywords) for key, concept in concepts.concepts.items()}
    return WordIndex(load_notation().symbols, names)
