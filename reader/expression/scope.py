r"""How far a sum reaches: on over later terms that still speak of its index.

A sum takes the product that follows it. Where a later term mentions the index freely, as in ``\sum_i y_i \log p_i +
(1 - y_i) \log(1 - p_i)``, the brackets were left out and the sum goes on. A body that stands in brackets of its own
ends where they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.formula_tree import Node
from reader.operators import Expr, walk


def widened(terms: Sequence[Expr], nodes: tuple[Node, ...]) -> list[Expr]:
    """Return the terms of a sum with those that belong to an earlier big sum taken into it.

    ``nodes`` are the layout nodes of the whole run, signs between the terms included.
    """
    out: list[Expr] = []
    place = 0
    while place < len(terms):
        later = list(terms[place + 1 :])
        whole, taken = _with_more(terms[place], later, later, nodes)
        out.append(whole)
        place += 1 + taken
    return out


def _with_more(expr: Expr, more: list[Expr], printed: list[Expr], nodes: tuple[Node, ...]) -> tuple[Expr, int]:
    """Hand the following terms to the sum that ends a term; return the term and how many were taken.

    ``more`` are the terms as they are meant there, ``printed`` as they stand on the page.
    """
    if not more or expr.outer:
        return expr, 0
    if expr.op == "negative":
        # after "-\sum_i a_i - b_i" the minus is meant of both
        turned = [term.args[0] for term in more if term.op == "negative" and not term.outer]
        inner, taken = _with_more(expr.args[0], turned if len(turned) == len(more) else more, printed, nodes)
        args: tuple[Expr, ...] = (inner,)
    elif expr.op == "product":
        inner, taken = _with_more(expr.args[-1], more, printed, nodes)
        args = (*expr.args[:-1], inner)
    elif expr.op == "big" and (expr.value == r"\sum" or expr.args[0].op == "nothing"):
        inner, taken = _body_with_more(expr, more, printed, nodes)
        args = (inner, *expr.args[1:])
    else:
        return expr, 0
    if not taken:
        return expr, 0
    return replace(expr, args=args, span=from_to(expr, printed[taken - 1], nodes), alternatives=()), taken


def _body_with_more(big: Expr, more: list[Expr], printed: list[Expr], nodes: tuple[Node, ...]) -> tuple[Expr, int]:
    """Return the body of a sum with the terms that it or a sum inside it reaches."""
    body = big.args[0]
    if body.op == "nothing":  # a sign stands before what is summed, as in the sum of -log p
        if big.value != r"\sum" or len(more) == 1:
            return more[0], 1
        again = replace(big, args=(more[0], *big.args[1:]))
        inner, taken = _body_with_more(again, more[1:], printed[1:], nodes)
        return inner, taken + 1
    inner, taken = _with_more(body, more, printed, nodes)
    if taken or body.outer or body.op == "nothing":
        return inner, taken
    taken = _reach(_indices(big.args[1]), more)
    if not taken:
        return body, 0
    terms = (*(body.args if body.op == "sum" else (body,)), *more[:taken])
    return Expr("sum", terms, span=from_to(body, printed[taken - 1], nodes)), taken


def from_to(first: Expr, last: Expr, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the layout nodes from one term of a run to a later one, the signs between them included."""
    ends = [
        place
        for place, node in enumerate(nodes)
        for term in (first, last)
        if any(node is part for part in term.outer or term.span)
    ]
    return nodes[min(ends) : max(ends) + 1] if ends else (*first.span, *last.span)


def _indices(below: Expr) -> frozenset[str]:
    """Return what a sum runs over."""
    if below.op == "relation":
        return _indices(below.args[0]) if below.value in ("=", r"\in") else frozenset()
    if below.op == "tuple":
        return frozenset(value for part in below.args for value in _indices(part))
    return frozenset({below.value}) if below.op == "symbol" else frozenset()


def _reach(indices: frozenset[str], terms: Sequence[Expr]) -> int:
    """Count the terms that mention an index, up to the first that does not or has a sum of its own."""
    count = 0
    for term in terms:
        if not _mentions(term, indices) or any(part.op == "big" and part.value == r"\sum" for part in walk(term)):
            break
        count += 1
    return count


def _mentions(expr: Expr, indices: frozenset[str]) -> bool:
    """Tell whether an index stands free in an expression, not bound by an operator of its own."""
    if expr.op == "symbol":
        return expr.value in indices
    if expr.op in ("big", "limit") and _indices(expr.args[1]) & indices:
        return False
    if expr.op == "expectation" and any(_mentions(part, indices) for part in expr.args[1:]):
        return False
    return any(_mentions(arg, indices) for arg in expr.args)
