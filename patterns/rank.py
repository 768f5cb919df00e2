"""Chooses, among everything that fits, the few patterns worth telling, and their order.

Content comes before what is put around it, and that before what is true of almost anything; within a tier the more
telling pattern first, weighed with how surely and how centrally it was found. Where only a piece of a mechanism is written
(the weights of attention, one gate), the shape of the piece comes first, then what it is a piece of. A pattern that is a
part of another one (a distance inside a squared error) is not told beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from patterns.library import Library, Rule
from patterns.scene import Scene
from patterns.sites import Site
from patterns.terms import Term, walk
from patterns.unify import Fit

#: patterns told of one equation at most
KEPT = 3
#: content of less weight than this (telling times confidence) is told after the wrappers
INCIDENTAL = 0.2
#: a pattern hides its parts from this confidence on
COVERING = 0.6
#: a second or third pattern needs this confidence
SECOND = 0.5

#: what a wrapper inside a condition counts beside the condition itself
CONDITION = 0.5
#: labels of wrappers that turn a condition into a number
_INDICATORS = frozenset({"app:1", "app:I"})

_TIERS = {"content": 0, "wrapper": 1, "form": 2}


@dataclass(frozen=True)
class Candidate:
    """A rule that fits, with what it bound, how surely, and where."""

    rule: Rule
    fit: Fit
    confidence: float
    #: where it was found: a part of a side, or a whole statement
    subject: Term
    #: the same for a statement without its left side
    core: Term
    site: Site | None
    scene: Scene


def choose(found: Iterable[Candidate], library: Library) -> list[Candidate]:
    """At most three candidates of different patterns, the most telling first."""
    by_pattern: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_pattern.setdefault(candidate.rule.pattern, []).append(candidate)
    best = [_completed(sorted(group, key=lambda c: -_surer(c, library))) for group in by_pattern.values()]
    ordered = sorted(best, key=lambda c: _order(c, library))
    ordered = [c for place, c in enumerate(ordered) if not _hidden(place, ordered, by_pattern, library)]
    return [c for place, c in enumerate(ordered) if place == 0 or c.confidence >= SECOND][:KEPT]


def _surer(candidate: Candidate, library: Library) -> float:
    """Surest fit first; among near equals the variant, then the fit that binds more of the pattern's roles."""
    roles = sum(bool(candidate.fit.bound.get(role)) for role in library.entries[candidate.rule.pattern].roles)
    return candidate.confidence + 0.06 * (candidate.rule.variant is not None) + 0.01 * roles


def _completed(group: list[Candidate]) -> Candidate:
    """The best candidate of a pattern, with roles that it lacks from others that agree with it."""
    best = group[0]
    bound = dict(best.fit.bound)
    for other in group[1:]:
        shared = set(bound) & set(other.fit.bound)
        if other.confidence >= SECOND and all(
            bound[role] == other.fit.bound[role] for role in shared if not role.isdigit()
        ):
            bound = {**other.fit.bound, **bound}
    if len(bound) == len(best.fit.bound):
        return best
    return replace(best, fit=Fit(bound, best.fit.quality), scene=replace(best.scene, bound=bound))


def _order(candidate: Candidate, library: Library) -> tuple[int, bool, float]:
    entry = library.entries[candidate.rule.pattern]
    value = (candidate.rule.shape.telling or entry.telling) * candidate.confidence
    tier = _TIERS[entry.tier]
    if tier == 0 and (value < INCIDENTAL or _worked_out(candidate, library) or _drawn(candidate)):
        tier = 1
    if tier == 1 and _in_condition(candidate):
        tier, value = 2, value * CONDITION
    return tier, candidate.rule.shape.part, -value


def _drawn(candidate: Candidate) -> bool:
    """In a further statement that only says where something is drawn from: …, where ε ~ N(0, I)."""
    statement, first = candidate.scene.statement, candidate.scene.statements[0]
    return statement is not first and bool(statement.signs) and set(statement.signs) == {"\\sim"}


def _in_condition(candidate: Candidate) -> bool:
    """Inside cases or an indicator: what is chosen by a condition comes before what the condition is made of."""
    site = candidate.site
    return site is not None and any(label == "cases" or label in _INDICATORS for label in site.wrappers)


def _worked_out(candidate: Candidate, library: Library) -> bool:
    """A piece of a model inside a derivative that is worked out: the derivative is what the equation is about."""
    left = candidate.scene.statement.sides[0]
    if left.op == "transpose":
        left = left.args[0]
    return left.op == "grad" and library.groups.get(candidate.rule.pattern) == "models"


def _hidden(place: int, ordered: list[Candidate], by_pattern: Mapping[str, list[Candidate]], library: Library) -> bool:
    """Whether another pattern covers this one where it was chosen or elsewhere.

    Of two that cover each other the more telling stays.
    """
    candidate = ordered[place]
    for rank, other in enumerate(ordered):
        everywhere = (other, *by_pattern[other.rule.pattern])
        if any(_covered(candidate, found, library) for found in everywhere) and (
            rank < place or not _covered(other, candidate, library)
        ):
            return True
    return False


def _covered(candidate: Candidate, other: Candidate, library: Library) -> bool:
    """Whether a pattern is only a part of another one that is about as sure."""
    pattern, covered = candidate.rule.pattern, library.entries[other.rule.pattern].covers
    if candidate is other or pattern not in (*covered, *other.rule.shape.covers):
        return False
    if other.confidence < COVERING:
        return False
    core = candidate.core
    return any(part is core or part.source is core.source or part == core for part in walk(other.subject))
