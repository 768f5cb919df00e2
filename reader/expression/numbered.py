r"""Superscripts that count: where ``x^1`` is printed, ``x^2`` and ``x^N`` on the same letter are numbered as well.

Nobody writes a first power, so a superscript 1 shows that the superscripts of its letter number copies of it.
"""

from __future__ import annotations

from dataclasses import replace

from reader.operators import Expr, walk

_COUNTING = frozenset({"number", "symbol"})


def numbered(expr: Expr) -> Expr:
    """Return the tree with the powers of letters that carry a superscript 1 somewhere turned into indices."""
    bases = {
        part.args[0]
        for part in walk(expr)
        if part.op == "script" and part.value == "index" and part.args[1].value == "1"
    }
    return _renumbered(expr, bases) if bases else expr


def _renumbered(expr: Expr, bases: set[Expr]) -> Expr:
    args = tuple(_renumbered(arg, bases) for arg in expr.args)
    changed = expr if all(a is b for a, b in zip(args, expr.args, strict=True)) else replace(expr, args=args)
    if expr.op != "power" or expr.args[0] not in bases or expr.args[1].op not in _COUNTING:
        return changed
    power = replace(changed, alternatives=())
    return Expr("script", args, "index", changed.span, changed.outer, (power,))
