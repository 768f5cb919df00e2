"""Which patterns an equation has, what plays which role in them, and why: ``match(expr, context)``.

Structure proposes: a template that fits somewhere makes a candidate. Depth, later statements and missing words lower its
confidence. ``patterns.rank`` then chooses at most three, the most telling first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from patterns.conditions import holds
from patterns.derive import derived
from patterns.expected import expected
from patterns.library import Library, Rule, load_library
from patterns.normal import normal
from patterns.parts import printed
from patterns.rank import Candidate, choose
from patterns.roles import EMPTY, UNDECIDED, Context, choose_model, marked_worse
from patterns.scene import Scene
from patterns.schema import Entry
from patterns.sites import Site, Statement, sites, statements
from patterns.template import features
from patterns.terms import Term
from patterns.unify import Fit, unify
from reader.operators import Expr

#: what each level inside functions, exponents or denominators costs
DEEPER = 0.9
#: what standing in a later side of the equation costs, and in a later statement
LATER, BELOW = 0.94, 0.9
#: what standing on the left of an equation costs, where mostly a name stands
NAME = 0.97
#: what it costs to read an inequality from right to left
FLIPPED = 0.9
#: fits below this confidence are not kept
FLOOR = 0.4
#: what it costs to read a sum weighed by probabilities as the expectation that it is
WRITTEN_OUT = 0.95
#: nodes of an equation above which only its top is searched (no printed equation comes near)
LARGE = 4000

#: why something is the model's side where a derivative is worked out
_TRAINED = "it is what the loss is differentiated by"

#: roles that may be printed with what they range over
_RANGING = frozenset(["variable", "generator", "discriminator", "critic", "multiplier"])

#: how relation signs are told apart; a chain of them is as strong as its weakest link
_SIGNS = {
    **dict.fromkeys(
        [
            "=",
            ":=",
            "\\coloneqq",
            "\\eqqcolon",
            "\\equiv",
            "\\triangleq",
            "\\doteq",
            "\\leftarrow",
            "\\gets",
            "\\longleftarrow",
            "\\Leftarrow",
            "=:",
            "\\defeq",
            "\\overset{\\mathrm{def}}{=}",
            "\\stackrel{\\mathrm{def}}{=}",
            "\\overset{\\text{def}}{=}",
            "\\overset{\\triangle}{=}",
            "+=",
            "-=",
        ],
        "=",
    ),
    **dict.fromkeys(["\\approx", "\\simeq", "\\cong", "\\approxeq", "\\doteqdot"], "~"),
    **dict.fromkeys(["\\propto", "\\varpropto"], "prop"),
    **dict.fromkeys(["\\leq", "\\le", "<", "\\leqslant", "\\lesssim", "\\ll", "\\preceq", "\\leqq"], "<"),
    **dict.fromkeys(["\\geq", "\\ge", ">", "\\geqslant", "\\gtrsim", "\\gg", "\\succeq", "\\geqq"], ">"),
}
#: what a template's sign also accepts
_ACCEPTS = {"=": {"=", "~", "prop"}, "~": {"~"}, "prop": {"prop"}}


@dataclass(frozen=True)
class Match:
    """A pattern that an equation has. ``subject`` is the part of the equation it was found in."""

    id: str
    variant: str | None
    #: 0 to 1
    confidence: float
    #: 1 to 4
    stage: int
    roles: dict[str, Expr]
    #: why a role was given to what it was given to
    why: dict[str, str] = field(default_factory=dict)
    subject: Expr = field(default_factory=lambda: Expr("nothing"))


def match(expr: Expr, context: Context | None = None, library: Library | None = None) -> list[Match]:
    """At most three patterns of an equation, the most telling first. Never raises."""
    around = context or EMPTY
    books = library or load_library()
    return [_match(candidate, books, around) for candidate in choose(candidates(expr, around, books), books)]


def candidates(expr: Expr, context: Context, library: Library) -> list[Candidate]:
    """Everything that fits, before the choice."""
    whole = normal(expr)
    kept = _fitting(whole, library.candidates(frozenset(features(whole))), context, 1.0)
    other = expected(whole, context)
    if other is not None:
        averaging = [
            rule
            for rule in library.candidates(frozenset(features(other)))
            if "avg" in rule.template.features and library.entries[rule.pattern].tier == "content"
        ]
        kept += _fitting(other, averaging, context, WRITTEN_OUT)
    return kept


def _fitting(whole: Term, rules: Iterable[Rule], context: Context, sure: float) -> list[Candidate]:
    """The rules that fit a formula, their confidence times ``sure``."""
    found = tuple(statements(whole))
    places = sites(list(found))
    if len(places) > LARGE:
        places = [place for place in places if place.depth == 0][:LARGE]
    kept: list[Candidate] = []
    related = any(statement.signs for statement in found)
    for rule in rules:
        if rule.relational and not related:
            continue
        hits = _on_statements(rule, found, context) if rule.relational else _on_sites(rule, places, found, context)
        for fits, place, number, subject, core, penalty in hits:
            ways = [
                Candidate(
                    rule,
                    fit,
                    0.0,
                    subject,
                    core,
                    place,
                    Scene(fit.bound, context, found[number], found, place, subject),
                )
                for fit in fits
            ]
            best = max((_weighed(way, penalty * sure) for way in ways), key=lambda c: c.confidence)
            if best.confidence >= FLOOR:
                kept.append(best)
    return kept


def _weighed(candidate: Candidate, penalty: float) -> Candidate:
    """A candidate with its confidence: the fit, the place, the words, and what the template needs besides."""
    rule = candidate.rule
    confidence = rule.shape.weight * candidate.fit.quality * penalty * _words(rule, candidate.scene.context)
    for need in rule.needs:
        if confidence < FLOOR:
            break
        confidence *= holds(need, candidate.scene)
    return replace(candidate, confidence=confidence)


#: fits, place, number of the statement, what it was found in, that without a left side, penalty
_Found = tuple[list[Fit], Site | None, int, Term, Term, float]


def _on_sites(rule: Rule, places: Iterable[Site], found: Sequence[Statement], context: Context) -> Iterator[_Found]:
    shape, pattern = rule.shape, rule.template.term
    for place in places:
        if (shape.at == "body" and place.depth > 0) or (shape.at == "whole" and not place.whole):
            continue
        if not rule.template.may_fit(pattern, place.term) or not rule.template.features <= place.features:
            continue
        if shape.under and not any(label in place.wrappers for label in shape.under):
            continue
        if shape.not_under and any(label in place.wrappers for label in shape.not_under):
            continue
        fits = unify(rule.template, place.term, context, loose=shape.loose, signed=shape.signed)
        if fits:
            sides = len(found[place.statement].sides)
            side = 1.0 if place.side == 1 or sides == 1 else NAME if place.side == 0 else LATER
            penalty = DEEPER**place.depth * BELOW ** min(place.statement, 2) * side
            yield fits, place, place.statement, place.term, place.term, penalty


def _on_statements(rule: Rule, found: Iterable[Statement], context: Context) -> Iterator[_Found]:
    pattern = rule.template.term
    wanted = pattern.value.split()[0] if pattern.value else "="
    for number, statement in enumerate(found):
        for left, right in _pairs(statement, wanted):
            flipped, later = left > right, max(left, right) > 1
            theirs = (statement.sides[left], statement.sides[right])
            if not all(map(rule.template.may_fit, pattern.args, theirs)):
                continue
            contents = (statement.contents[left], statement.contents[right])
            if not all(wants <= there for wants, there in zip(rule.template.sides, contents, strict=False)):
                continue
            whole = Term("rel", theirs, pattern.value, statement.whole.source)
            fits = unify(rule.template, whole, context, loose=rule.shape.loose, signed=rule.shape.signed)
            if fits:
                penalty = BELOW ** min(number, 2) * (LATER if later else 1.0) * (FLIPPED if flipped else 1.0)
                yield fits, None, number, statement.whole, theirs[1], penalty


def _pairs(statement: Statement, wanted: str) -> Iterator[tuple[int, int]]:
    """Pairs of sides, by number, that stand in the wanted relation when read from the first to the second."""
    sides, signs = statement.sides, statement.signs
    want = _SIGNS.get(wanted, wanted)
    for right in range(1, len(sides)):
        for left in sorted({0, right - 1}):
            kind = _relation(signs[left:right])
            if kind in _ACCEPTS.get(want, {want}):
                yield left, right
            elif {kind, want} == {"<", ">"}:
                yield right, left


def _relation(signs: Iterable[str]) -> str:
    """One relation for a chain: equality gives way to any other sign; two others have no relation."""
    kinds = {_SIGNS.get(sign, "=" if sign.endswith("{=}") else sign) for sign in signs}
    if len(kinds) > 1:
        kinds.discard("=")
    return kinds.pop() if len(kinds) == 1 else "?"


def _words(rule: Rule, context: Context) -> float:
    """How the words near by change the confidence: never above what the structure gives; a title counts half."""
    shape = rule.shape
    if not shape.words or context.says_near(*shape.words):
        return 1.0
    return (1.0 + shape.without_words) / 2 if context.says(*shape.words) else shape.without_words


def _match(candidate: Candidate, library: Library, context: Context) -> Match:
    entry = library.entries[candidate.rule.pattern]
    variant = library.variant(candidate.rule.pattern, candidate.rule.variant)
    bound = dict(candidate.fit.bound)
    bound.update({role: (term,) for role, term in derived(entry.derive, candidate.scene).items()})
    why = {role: _fits_because(role, entry) for role in bound if role in entry.roles}
    model, data = entry.orient.get("model"), entry.orient.get("data")
    if model and data and len(bound.get(model, ())) == 1 and len(bound.get(data, ())) == 1:
        first, second, reason = _oriented(candidate, bound[model][0], bound[data][0], context)
        bound[model], bound[data] = (first,), (second,)
        if reason == UNDECIDED:
            why[model] = why[data] = reason
        else:
            why[model], why[data] = f"the model's side, because {reason}", "the side it is compared with"
    better, worse = entry.orient.get("better"), entry.orient.get("worse")
    if better and worse and better in bound and worse in bound and marked_worse(bound[better], bound[worse]):
        bound[better], bound[worse] = bound[worse], bound[better]
    shown = {role: printed(_bare(role, parts)) for role, parts in bound.items() if role in entry.roles and parts}
    roles = {role: part for role, part in shown.items() if not _empty(part)}
    why = {role: reason for role, reason in why.items() if role in roles}
    stage = variant.stage if variant is not None and variant.stage else entry.stage
    return Match(
        candidate.rule.pattern,
        candidate.rule.variant,
        round(min(candidate.confidence, 1.0), 3),
        stage,
        roles,
        why,
        candidate.subject.source,
    )


def _oriented(candidate: Candidate, one: Term, other: Term, context: Context) -> tuple[Term, Term, str]:
    """Which of two things is the model's; where the equation differentiates by one of them, that one is."""
    left = candidate.scene.statement.sides[0]
    if left.op == "grad" and len(left.args) > 1 and left.args[1] in (one, other):
        return (one, other, _TRAINED) if left.args[1] == one else (other, one, _TRAINED)
    return choose_model(one, other, context)


def _empty(part: Expr) -> bool:
    """Nothing to show: an absent index or distribution, or signs without a body."""
    return part.op == "nothing" or (not part.args and not part.value and not part.span)


def _bare(role: str, parts: tuple[Term, ...]) -> tuple[Term, ...]:
    """A variable without its range, z for ``z = 1`` under a sum; an argument without what stands after its semicolon."""
    if len(parts) == 1 and parts[0].op == "semi":
        return parts[0].args[:1]
    if role in _RANGING and len(parts) == 1 and parts[0].op == "rel":
        return parts[0].args[:1]
    return parts


def _fits_because(role: str, entry: Entry) -> str:
    return f"it stands where the shape has {entry.roles[role]}"
