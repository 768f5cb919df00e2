r"""Superscripts that count: copies of a letter (``x^1, x^2``) and steps of an iteration (``x^{k+1} = x^k - ...``).

Nobody writes a first power, so a superscript 1 shows that the superscripts of its letter number copies of it. Where
``x^{k+1}`` is what an equation defines and its other side has something to the k, k counts steps.
"""

from __future__ import annotations

from dataclasses import replace

from reader import marks
from reader.expression.words import POWER_GREEK
from reader.operators import Expr, walk

_COUNTING = frozenset({"number", "symbol"})
#: relations whose left side is what they define
_DEFINING = frozenset({"=", r"\coloneqq", r"\leftarrow", r"\in", r"\sim"})
#: letters that count steps, where no other reading of them was surer before
_STEPS = frozenset({"k", "n", "m", "t", "i", "j"})


def numbered(expr: Expr) -> Expr:
    """Return the tree with the powers that count copies or steps turned into indices; the power is kept beside it."""
    bases = {
        part.args[0]
        for part in walk(expr)
        if part.op == "script" and part.value == "index" and part.args[1].value == "1"
    }
    steps = {step for part in walk(expr) if part.op == "relation" for step in _stepped(part)}
    return _renumbered(expr, bases, steps) if bases or steps else expr


def _stepped(relation: Expr) -> set[Expr]:
    """Return the letter that counts the steps of an iteration which a relation states."""
    if relation.value.split(" ")[0] not in _DEFINING:
        return set()
    left, rest = relation.args[0], relation.args[1:]
    if left.op != "power" or not _can_step(left.args[0]):
        return set()
    step = _step(left.args[1])
    if step is None or left.args[1] == step or left.args[1].args[1].op != "number":
        return set()
    others = (part for side in rest for part in walk(side) if part.op == "power" and _can_step(part.args[0]))
    return {step} if any(part.args[1] == step for part in others) else set()


def _step(exponent: Expr) -> Expr | None:
    """Return the letter of ``k`` or ``k + 1``, None for any other exponent."""
    if exponent.op == "sum" and len(exponent.args) == 2 and exponent.args[1].op in ("number", "negative"):
        exponent = exponent.args[0]
    return exponent if exponent.op == "symbol" and exponent.value in _STEPS else None


def _can_step(base: Expr) -> bool:
    """Tell whether a base is a quantity that an iteration changes: a letter, indexed perhaps, that is no usual base."""
    while base.op == "index":
        base = base.args[0]
    letter = marks.plain(base.value)
    return (
        base.op == "symbol"
        and letter != "e"
        and not base.value.startswith(r"\mathbb")
        and letter not in POWER_GREEK
        and not marks.is_number(letter)
    )


def _renumbered(expr: Expr, bases: set[Expr], steps: set[Expr]) -> Expr:
    args = tuple(_renumbered(arg, bases, steps) for arg in expr.args)
    changed = expr if all(a is b for a, b in zip(args, expr.args, strict=True)) else replace(expr, args=args)
    if expr.op != "power":
        return changed
    copies = expr.args[0] in bases and expr.args[1].op in _COUNTING
    if not copies and not (_can_step(expr.args[0]) and _step(expr.args[1]) in steps):
        return changed
    power = replace(changed, alternatives=())
    return Expr("script", args, "index", changed.span, changed.outer, (power,))
