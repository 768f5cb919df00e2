r"""Sums and integrals that are expectations written out: :math:`\sum_x p(x) f(x)` as :math:`\mathbb{E}_p[f]`.

Papers write one loss as an expectation and the next one as an integral. Instead of every template twice, an equation with
such sums gets a second form, in which they are expectations, and templates with an expectation are tried on that too.
"""

from __future__ import annotations

from dataclasses import replace

from patterns.condition_probability import variables
from patterns.kind_probability import density
from patterns.roles import Context
from patterns.terms import NONE, Term, base_of, factors_of, signed, walk
from reader.operators import Expr

#: a factor is the distribution of the sum from this fit on
SURE = 0.8


def expected(term: Term, context: Context) -> Term | None:
    """The second form of a formula, None where no sum or integral is weighed by a probability of what it runs over."""
    if not any(part.op in ("total", "integral") for part in walk(term)):
        return None
    changed = _rewritten(term, context)
    return None if changed is term else changed


def _rewritten(term: Term, context: Context) -> Term:
    args = tuple(_rewritten(arg, context) for arg in term.args)
    if any(new is not old for new, old in zip(args, term.args, strict=True)):
        term = replace(term, args=args)
    return _as_expectation(term, context) if term.op in ("total", "integral") else term


def _as_expectation(term: Term, context: Context) -> Term:
    over = _runs_over(term.args[1])
    sign, body = signed(term.args[0])
    factors = factors_of(body)
    weights = [f for f in factors if density(f, context) >= SURE and _is_of(f, over)]
    others = tuple(f for f in factors if f not in weights)
    if not over or len(weights) != 1 or not others:
        return term
    inner = others[0] if len(others) == 1 else Term("prod", others, "", _product(others))
    if inner.op == "num":
        return term
    if sign < 0:
        inner = Term("neg", (inner,), "", Expr("negative", (inner.source,), span=inner.source.span))
    if inner.op == "avg" and inner.value == "E":  # an average of averages is one average
        return replace(inner, source=term.source)
    return Term("avg", (inner, weights[0], NONE), "E", term.source)


def _product(factors: tuple[Term, ...]) -> Expr:
    sources = tuple(f.source for f in factors)
    return Expr("product", sources, span=tuple(node for s in sources for node in (s.outer or s.span)))


def _runs_over(below: Term) -> frozenset[Term]:
    r"""What a sum runs over: x for ``x``, ``x \in X`` and ``x, y``."""
    if below.op == "rel":
        below = below.args[0]
    items = below.args if below.op == "tuple" else (below,)
    return frozenset(base_of(item) for item in items if item.op in ("sym", "index", "script"))


def _is_of(weight: Term, over: frozenset[Term]) -> bool:
    """Whether a probability is one of what the sum runs over: p(x) and p(x|z) for x, not p(z|x)."""
    of = {base_of(part) for part in variables(weight)[0]}
    if of & over:
        return True
    return any(base_of(label) in over for label in weight.args[1:]) if weight.op == "index" else False
