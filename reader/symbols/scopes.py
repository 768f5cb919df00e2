"""What the symbols of a paper are, one entry per symbol and scope: where a paper redefines a letter, it is two symbols.

Papers say the same thing of a symbol in many words, so most differing definitions are no redefinition. Two of them
conflict only where their nouns name things of different sorts (a size and a place, a distribution and a deviation) or
count different things, where both are sure, and where they stand apart in the paper. Each use then belongs to the
definition nearest in its section; in sections without one, to what is said in several sections, else was said last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.definitions import words
from reader.definitions.finder import COUNTS, EQUALS, SPANS, SURE, DefinitionFinder, Sighting, ranked
from reader.paper import Equation, Sentence, Symbol
from reader.symbols.families import with_family_kinds
from reader.symbols.path import SymbolUse
from reader.symbols.symbols import Placed, placed, spells_a_word, symbol_of

#: kinds of symbols that papers hardly ever define; what looks like a definition must be very clear
FIXED_KINDS = frozenset({"operator", "relation", "bracket", "sign", "constant"})
CLEAR = 0.88
#: least confidence of a definition that may found a scope of its own: one alone, and the sum of several
FOUNDING, TOGETHER = 0.8, 1.3
#: definitions less than this many sentences apart in one section say the same thing in two ways
APART = 30
#: a definition that follows a use counts as this much farther away than one that precedes it
AHEAD = 1.5
#: sorts of things that no one symbol is both of; a mean may well be a function, and a policy a distribution
_APART = {
    "place": {"size", "function", "distribution", "matrix", "score", "moment", "parameter", "set", "noise"},
    "size": {"function", "distribution", "matrix", "score", "parameter", "set", "noise", "object"},
    "matrix": {"score", "distribution"},
    "parameter": {"set", "noise"},
    "noise": {"score", "function"},
    "score": {"set"},
    "angle": {"parameter", "set", "function", "distribution", "score", "matrix"},
}


def find_symbols(sentences: Sequence[Sentence], equations: Sequence[Equation]) -> tuple[Symbol, ...]:
    """Collect the symbols of a paper with what its text says of them, one entry per symbol and scope.

    Ids are ``s1``, ``s2`` ... in order of appearance; further scopes of ``s7`` are ``s7b``, ``s7c`` ...
    """
    finder = DefinitionFinder(sentences)
    places = _Places(sentences)
    found = [symbol for entry in placed(equations) for symbol in _scoped(entry, finder, places)]
    return with_family_kinds(found)


class _Places:
    """Where in the text things stand: the number of a sentence, and its section."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sections = [sentence.section for sentence in sentences]
        self._first: dict[int, int] = {}
        for number, sentence in enumerate(sentences):
            self._first.setdefault(sentence.page, number)

    def of(self, equation: Equation) -> int:
        """The sentence of an equation, or the first of its page where it is in none."""
        if equation.sentence is not None:
            return equation.sentence
        return self._first.get(equation.page, 0)

    def together(self, a: int, b: int) -> bool:
        """Whether two sentences are in one section."""
        return a < len(self.sections) and b < len(self.sections) and self.sections[a] == self.sections[b]


@dataclass
class _Scope:
    """The sightings that say one thing of a symbol, and its uses in that sense."""

    sightings: list[Sighting]
    uses: list[tuple[Equation, SymbolUse]]

    @property
    def weight(self) -> float:
        return sum(s.definition.confidence for s in self.sightings)


def _scoped(entry: Placed, finder: DefinitionFinder, places: _Places) -> list[Symbol]:
    whole = symbol_of(entry)
    if any(use.role == "transpose" for _, use in entry.uses):
        return [whole]  # a raised T is no letter
    sightings = finder.sightings(entry.latex)
    if not sightings and spells_a_word(entry):
        return []
    if whole.kind in FIXED_KINDS or entry.latex.lstrip("\\").isdigit():
        clear = [s for s in sightings if s.definition.confidence >= CLEAR]
        return [symbol_of(entry, ranked(clear))]
    values = finder.values(entry.latex)
    scopes = _found_scopes(sightings, places)
    if len(scopes) > 1:
        for equation, use in entry.uses:
            _nearest(scopes, places.of(equation), places).uses.append((equation, use))
        scopes = [scope for scope in scopes if scope.uses]
    if len(scopes) < 2:
        return [_told(entry, sightings, values)]
    founding = {s.place for scope in scopes for s in scope.sightings}
    for sighting in sightings:
        if sighting.place not in founding:
            _nearest(scopes, sighting.place, places).sightings.append(sighting)
    scopes.sort(key=lambda scope: min(places.of(equation) for equation, _ in scope.uses))
    out = []
    for number, scope in enumerate(scopes):
        letter = "" if number == 0 else chr(ord("a") + number)
        part = replace(entry, id=entry.id + letter, uses=tuple(scope.uses))
        here = [s for s in values if _nearest(scopes, s.place, places) is scope]
        out.append(replace(_told(part, scope.sightings, here), redefined=True))
    return out


def _told(entry: Placed, sightings: Sequence[Sighting], values: Sequence[Sighting]) -> Symbol:
    """Join what is said of a symbol with what is said of its values: a range, best one of an index, and a formula."""
    counting = next((s.definition for s in values if s.rule == COUNTS), None)
    shown = [counting] if counting is not None else [s.definition for s in values if s.rule == SPANS and not sightings]
    formulas = [s.definition for s in values if s.rule == EQUALS]
    return symbol_of(
        entry, ranked(sightings), [*shown[:1], *formulas[:1]], counting.text if counting is not None else ""
    )


def _found_scopes(sightings: Sequence[Sighting], places: _Places) -> list[_Scope]:
    """Group what is said of a symbol by sort of thing; one group where nothing conflicts."""
    scopes: list[_Scope] = []
    for sighting in sightings:
        if sighting.lent or sighting.generic or sighting.definition.confidence < SURE:
            continue
        if not sort_of(sighting.definition.text)[0]:
            continue
        fitting = [s for s in scopes if not any(_conflict(sighting, other, places) for other in s.sightings)]
        if fitting:
            min(fitting, key=lambda scope: _distance(scope, sighting)).sightings.append(sighting)
        else:
            scopes.append(_Scope([sighting], []))
    return [s for s in scopes if _is_founded(s)]


def _distance(scope: _Scope, sighting: Sighting) -> tuple[bool, int]:
    """How far a sighting is from a scope: it shares a noun or not, then by place."""
    nouns = sort_of(sighting.definition.text)[1]
    shares = any(nouns & sort_of(other.definition.text)[1] for other in scope.sightings)
    return not shares, min(abs(other.place - sighting.place) for other in scope.sightings)


def _is_founded(scope: _Scope) -> bool:
    return scope.weight >= TOGETHER or any(s.definition.confidence >= FOUNDING for s in scope.sightings)


def _conflict(a: Sighting, b: Sighting, places: _Places) -> bool:
    """Whether two sightings cannot speak of one symbol."""
    if places.together(a.place, b.place) and abs(a.place - b.place) < APART:
        return False
    return conflicting(a.definition.text, b.definition.text)


def conflicting(phrase: str, other: str) -> bool:
    """Whether two phrases name things of different sorts, or numbers of different things."""
    (sort_a, nouns_a), (sort_b, nouns_b) = sort_of(phrase), sort_of(other)
    if not sort_a or not sort_b or nouns_a & nouns_b:
        return False
    if sort_a == sort_b:
        return sort_a == "size" and _counts(phrase) and _counts(other)
    return sort_b in _APART.get(sort_a, ()) or sort_a in _APART.get(sort_b, ())


def _counts(phrase: str) -> bool:
    return "number of " in phrase.lower()


def sort_of(phrase: str) -> tuple[str, frozenset[str]]:
    """Give the sort of thing a phrase names, by its head noun ("" where unknown), and all its nouns in the singular."""
    head = ""
    nouns = set()
    for word in phrase.lower().split():
        if word in words.PREPOSITIONS or word in ("that", "which"):
            if head:
                break
            continue
        head = words.singular(word.rsplit("-", 1)[-1])
        nouns.add(head)
    if _counts(phrase):
        counted = phrase.lower().split("number of ", 1)[1]
        nouns = {words.singular(word) for word in counted.split() if word not in words.FUNCTION_WORDS}
    return words.SORTS.get(head, ""), frozenset(nouns)


def _nearest(scopes: Sequence[_Scope], place: int, places: _Places) -> _Scope:
    """The scope that a place belongs to: the nearest definition of its section, else what ``_standing`` says."""
    best: tuple[float, _Scope] | None = None
    for scope in scopes:
        for sighting in scope.sightings:
            if sighting.lent or not places.together(sighting.place, place):
                continue
            away = place - sighting.place
            distance = away if away >= 0 else -away * AHEAD
            if best is None or distance < best[0]:
                best = distance, scope
    return best[1] if best is not None else _standing(scopes, place, places)


def _standing(scopes: Sequence[_Scope], place: int, places: _Places) -> _Scope:
    """The scope that holds in a section which defines nothing: said in several sections, else said last before it."""
    wide = [scope for scope in scopes if len({places.sections[s.place] for s in scope.sightings}) > 1]
    if len(wide) == 1:
        return wide[0]
    before = [(s.place, scope) for scope in scopes for s in scope.sightings if s.place <= place]
    if before:
        return max(before, key=lambda entry: entry[0])[1]
    return min(scopes, key=lambda scope: min(s.place for s in scope.sightings))
