"""Roles that are read off other roles once a template fits: the variable of a probability, the counter of a schedule.

A pattern file writes them as ``derive: {data: 'variable(probability)'}``; they are only used where the template has not
bound the role itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from patterns.condition_probability import variables
from patterns.condition_steps import earlier
from patterns.kind_shapes import capital
from patterns.kinds import fits
from patterns.parts import together
from patterns.scene import Scene
from patterns.sites import constraint_of
from patterns.terms import Term, letter, terms_of, walk

_CALL = re.compile(r"^([a-z_]+)\(([a-z0-9_]*)\)$")
_COUNTERS = ("step_num", "step", "t", "k", "n", "epoch", "i", "s", "T", "tau")


def derived(rules: Mapping[str, str], scene: Scene) -> dict[str, Term]:
    """The derived roles that are not bound yet and can be found."""
    found: dict[str, Term] = {}
    for role, text in rules.items():
        name, arg = parse_rule(text)
        term = None if scene.all(role) else RULES[name](scene, arg)
        if term is not None:
            found[role] = term
    return found


def parse_rule(text: str) -> tuple[str, str]:
    """Splits ``name(role)``; ``ValueError`` where it is none of ours."""
    found = _CALL.match(text.strip())
    if found is None or found.group(1) not in RULES:
        raise ValueError(f"unknown rule {text!r}")
    return found.group(1), found.group(2)


def _variable(scene: Scene, role: str) -> Term | None:
    """What a probability is of."""
    part = scene.one(role)
    if part is None or fits("sigmoid_of", part, scene.context):
        return None  # what a sigmoid squashes is no observation
    of = variables(part)[0]
    return of[0] if len(of) == 1 else None


def _counter(scene: Scene, role: str) -> Term | None:
    """The symbol in an expression that counts steps."""
    symbols = [p for part in scene.all(role) for p in walk(part) if p.op in ("sym", "text")]
    for name in _COUNTERS:
        for symbol in symbols:
            if letter(symbol) == name:
                return symbol
    return None


def _constraint(scene: Scene, role: str) -> Term | None:
    """The relation that the display's words call a constraint."""
    found = constraint_of(scene.statements)
    return found.whole if found is not None else None


def _indexed(scene: Scene, role: str) -> Term | None:
    """What carries the index of the mean in what one example costs: the example."""
    counted = scene.subject.args[1] if scene.subject.op in ("avg", "total") and len(scene.subject.args) > 1 else None
    index = counted.args[0] if counted is not None and counted.op == "rel" else counted
    for part in scene.all(role):
        for inner in walk(part):
            if inner.op not in ("index", "script") or inner is part or fits("indicator", inner, scene.context):
                continue
            if index is None or index.op == "none" or any(p == index for p in walk(inner.args[1])):
                return inner
    return None


def _previous(scene: Scene, role: str) -> Term | None:
    """The same symbol one step earlier, on the right side; the symbol itself where none is seen."""
    state = scene.one(role)
    if state is None:
        return None
    seen = [earlier(state, side) for side in scene.statement.sides[1:]]
    return next((part for part in seen if part is not None), state)


def _driver(scene: Scene, role: str) -> Term | None:
    """What enters a recurrence beside its state: an argument, or what the input matrix is applied to."""
    state = scene.one(role)
    if state is None or len(scene.statement.sides) < 2:
        return None
    body = scene.statement.sides[1]
    while body.op == "app" and len(body.args) == 2:
        body = body.args[1]
    items = body.args[1:] if body.op == "app" else terms_of(body)
    for item in items:
        if item.op == "semi" or any(letter(part) == letter(state) for part in walk(item)):
            continue
        if body.op == "app":
            return item
        if item.op == "prod" and capital(item.args[0], scene.context):
            return together("product", item.args[1:])[0]
    return None


def _moving(scene: Scene, role: str) -> Term | None:
    """What a differential on the left side is of: the x of dx."""
    left = scene.statement.sides[0]
    return left.args[0] if left.op == "diff" else None


RULES: dict[str, Callable[[Scene, str], Term | None]] = {
    "variable": _variable,
    "counter": _counter,
    "indexed": _indexed,
    "constraint": _constraint,
    "previous": _previous,
    "driver": _driver,
    "moving": _moving,
}
