r"""Fits a template onto a formula: which part stands for which wildcard.

Sums and products are compared in any order, with signs; further terms or factors are taken up by a ``\\rest`` wildcard,
or by the root where the caller allows it. Where several fits exist the one with the best quality is found within a
fixed number of steps, so that no formula, however odd, can hold up the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from patterns.kinds import fits
from patterns.normal import normal
from patterns.parts import together
from patterns.roles import Context
from patterns.template import Template, Wild
from patterns.terms import Term, signed
from reader.operators import Expr

#: comparisons made for one template at one place before it is given up (a fit usually needs fewer than fifty)
STEPS = 1200
#: different fits looked at before the best is taken
FITS = 8
#: what one further factor or term that the template does not mention costs at the root
LOOSE = 0.96
#: what a preferred kind that does not hold costs
NOT_PREFERRED = 0.8
#: what it costs that a letter of the template carries an index in the formula
INDEXED = 0.97

_SAME_OPTIMUM = ({"min", "argmin", "inf"}, {"max", "argmax", "sup"})
_STARS = frozenset({"*", "\\ast", "\\star", "\\circledast"})
#: signs of elementwise products in a template, and what else they accept
_ELEMENTWISE = {
    "\\odot": frozenset({"\\odot", "\\circ", "\\otimes", "\\cdot", "*", "\\ast"}),
    "*": _STARS,
    "\\otimes": frozenset({"\\otimes"}),
}
_EVEN = frozenset({"sq", "quad", "abs", "norm"})


@dataclass(frozen=True)
class Fit:
    """What each wildcard stands for (several parts for a ``rest``), and how well it fits, 0 to 1."""

    bound: dict[str, tuple[Term, ...]]
    quality: float


@dataclass(frozen=True)
class _Plan:
    """How the parts of one sum or product are given away."""

    #: 1, or -1 where all signs of the sum are turned
    turn: int
    #: the wildcard for what is over, if any
    rest: Term | None
    #: what each part costs that is left over without one; 0: nothing may be
    loose: float
    summed: bool


class _Exhausted(Exception):
    """The step limit is reached."""


def unify(template: Template, term: Term, context: Context, *, loose: bool = True, signed: bool = False) -> list[Fit]:
    """The ways a template fits onto a term, the best first, a few at most.

    ``loose`` lets the root leave terms or factors over, ``signed`` forbids to turn the signs of a sum at the root.
    """
    matcher = _Matcher(template, context, signed)
    found: list[Fit] = []
    try:
        for fit in matcher.fit(template.term, term, Fit({}, 1.0), loose):
            if fit not in found:
                found.append(fit)
            if len(found) >= FITS:
                break
    except _Exhausted:
        pass
    return sorted(found, key=lambda fit: -fit.quality)


class _Matcher:
    """One template at one place; counts its steps."""

    def __init__(self, template: Template, context: Context, signed: bool) -> None:
        self.signed = signed
        self.wilds = template.wilds
        self.order = template.order
        self.context = context
        self.left = STEPS

    def fit(self, pattern: Term, term: Term, sofar: Fit, loose: bool = False) -> Iterator[Fit]:
        """All ways in which the pattern stands for the term, given what is bound so far."""
        self.left -= 1
        if self.left < 0:
            raise _Exhausted
        if pattern.op == "wild":
            yield from self._bind(self.wilds[pattern.value], (term,), sofar)
        elif pattern.op == "none":
            yield sofar
        elif pattern.op == "sum":
            yield from self._sum(pattern, term, sofar, loose)
        elif pattern.op == "prod":
            yield from self._product(pattern, term, sofar, loose)
        elif pattern.op == "sym" and term.op in ("index", "script", "accent"):
            yield from self.fit(pattern, term.args[0], replace(sofar, quality=sofar.quality * INDEXED))
        elif pattern.op == term.op and _same_value(pattern, term):
            yield from self._arguments(pattern, term, sofar)

    # -- one wildcard -------------------------------------------------------------------------------------------

    def _bind(self, wild: Wild, terms: tuple[Term, ...], sofar: Fit) -> Iterator[Fit]:
        if not terms:
            yield sofar
            return
        quality = sofar.quality
        for term in terms:
            score = self._score(wild, term)
            if score <= 0:
                return
            quality *= score
        if not wild.role:
            yield replace(sofar, quality=quality)
            return
        known = sofar.bound.get(wild.role)
        if known is None:
            yield Fit({**sofar.bound, wild.role: terms}, quality)
        elif known == terms:
            yield replace(sofar, quality=quality)

    def _score(self, wild: Wild, term: Term) -> float:
        if any(fits(kind, term, self.context) > 0 for kind in wild.excluded):
            return 0.0
        score = 1.0
        if wild.kinds:
            score = max(fits(kind, term, self.context) for kind in wild.kinds)
        if wild.preferred and score > 0:
            best = max(fits(kind, term, self.context) for kind in wild.preferred)
            score *= NOT_PREFERRED + (1 - NOT_PREFERRED) * best
        return score

    # -- operators ----------------------------------------------------------------------------------------------

    def _arguments(self, pattern: Term, term: Term, sofar: Fit) -> Iterator[Fit]:
        ours, theirs = pattern.args, term.args
        if ours and self._is_rest(ours[-1]):
            if len(theirs) < len(ours) - 1:
                return
            fixed = len(ours) - 1
            for fit in self._in_order(ours[:fixed], theirs[:fixed], sofar):
                yield from self._bind(self.wilds[ours[-1].value], together("tuple", theirs[fixed:]), fit)
            return
        if pattern.op == "had" and len(ours) == len(theirs):
            yield from self._assign(ours, [(1, t) for t in theirs], _Plan(1, None, 0.0, False), sofar)
            return
        if len(ours) != len(theirs):
            return
        if pattern.op in _EVEN and ours[0].op == "sum":
            for flip in (1, -1):
                for fit in self._sum(ours[0], theirs[0], sofar, False, flip=flip):
                    yield from self._in_order(ours[1:], theirs[1:], fit)
            return
        yield from self._in_order(ours, theirs, sofar)

    def _in_order(self, ours: Sequence[Term], theirs: Sequence[Term], sofar: Fit) -> Iterator[Fit]:
        if not ours:
            yield sofar
            return
        for fit in self.fit(ours[0], theirs[0], sofar):
            yield from self._in_order(ours[1:], theirs[1:], fit)

    def _is_rest(self, pattern: Term) -> bool:
        return pattern.op == "wild" and self.wilds[pattern.value].rest

    # -- sums and products --------------------------------------------------------------------------------------

    def _sum(self, pattern: Term, term: Term, sofar: Fit, loose: bool, flip: int = 0) -> Iterator[Fit]:
        """Terms in any order. ``flip`` fixes the overall sign; 0 at a loose root tries both."""
        whole = term.args if term.op == "sum" else (term,)
        rest, ours = self.order[id(pattern)]
        if len(whole) < len(ours) or (rest is None and not loose and len(whole) != len(ours)):
            return
        terms = [signed(part) for part in whole]
        for turn in (flip,) if flip else ((1, -1) if loose and not self.signed else (1,)):
            yield from self._assign(ours, terms, _Plan(turn, rest, LOOSE if loose else 0.0, True), sofar)

    def _product(self, pattern: Term, term: Term, sofar: Fit, loose: bool) -> Iterator[Fit]:
        whole = term.args if term.op == "prod" else (term,)
        rest, ours = self.order[id(pattern)]
        if not rest and not loose and len(whole) < len(ours):
            return
        yield from self._assign(ours, [(1, t) for t in whole], _Plan(1, rest, LOOSE if loose else 0.0, False), sofar)

    def _assign(self, ours: Sequence[Term], terms: list[tuple[int, Term]], plan: _Plan, sofar: Fit) -> Iterator[Fit]:
        """Gives every pattern a part of its own; what is over goes to the rest, or costs ``loose`` each."""
        if not ours:
            yield from self._leave(terms, plan, sofar)
            return
        sign, body = signed(ours[0])
        wild = body.args[0] if body.op == "inv" else body
        order: Sequence[int] = range(len(terms))
        if wild.op == "wild":  # what stood in a fraction of the template rather stands in one of the formula
            order = sorted(order, key=lambda i: (terms[i][1].group is None) != (wild.group is None))
        for at in order:
            plus, term = terms[at]
            if plus * plan.turn != sign:
                continue
            for fit in self.fit(body, term, sofar):
                yield from self._assign(ours[1:], terms[:at] + terms[at + 1 :], plan, fit)
        if wild.op == "wild" and wild.group is not None and not self.wilds[wild.value].rest:
            yield from self._whole_group(ours, terms, plan, sofar)

    def _whole_group(
        self, ours: Sequence[Term], terms: list[tuple[int, Term]], plan: _Plan, sofar: Fit
    ) -> Iterator[Fit]:
        """A wildcard that fills a numerator or denominator takes all the factors of one."""
        under = ours[0].op == "inv"
        wild = ours[0].args[0] if under else ours[0]
        groups: list[Expr] = []
        for _, term in terms:
            if term.group is not None and (term.op == "inv") == under and all(term.group is not g for g in groups):
                groups.append(term.group)
        for group in groups:
            members = [t for _, t in terms if t.group is group]
            if len(members) < 2:
                continue
            others = [pair for pair in terms if pair[1].group is not group]
            for fit in self._bind(self.wilds[wild.value], (signed(normal(group))[1],), sofar):
                yield from self._assign(ours[1:], others, plan, fit)

    def _leave(self, terms: list[tuple[int, Term]], plan: _Plan, sofar: Fit) -> Iterator[Fit]:
        if plan.rest is not None:
            sign, wild = signed(plan.rest)
            over = tuple(t if plus * plan.turn * sign > 0 else Term("neg", (t,), "", t.source) for plus, t in terms)
            yield from self._bind(self.wilds[wild.value], together("sum", over) if plan.summed else over, sofar)
        elif not terms or plan.loose:
            yield replace(sofar, quality=sofar.quality * plan.loose ** min(len(terms), 4)) if terms else sofar


def _same_value(pattern: Term, term: Term) -> bool:
    if pattern.op == "sym":
        return pattern.plain == term.plain
    if pattern.op == "num":
        return _number(pattern.value) == _number(term.value)
    if pattern.op == "opt":
        return pattern.value == term.value or any({pattern.value, term.value} <= same for same in _SAME_OPTIMUM)
    if pattern.op == "avg":  # an expectation in a template also stands for a mean
        return pattern.value in ("E", term.value)
    if pattern.op == "had":
        return term.value in _ELEMENTWISE.get(pattern.value, frozenset({pattern.value}))
    if pattern.op in ("fdiv", "infix", "rel", "accent", "operator", "big"):
        return pattern.value == term.value or not pattern.value
    return True


def _number(text: str) -> str:
    return text.lstrip("0") or "0" if "." in text else text
