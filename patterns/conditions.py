"""What a template may ask of the things it has bound, beyond their kinds: named questions, answered 0 (no) to 1.

A pattern file writes them as ``needs: ['differ(a, b)']``; the arguments are roles, or kinds, operators and letters where
the question says so. ``not`` in front turns the answer round.
"""

from __future__ import annotations

import re

from patterns.condition_probability import PROBABILITY_CONDITIONS
from patterns.condition_steps import STEP_CONDITIONS
from patterns.kinds import KINDS, fits
from patterns.normal import normal
from patterns.scene import Condition, Scene
from patterns.terms import base_of, factors_of, head_of, letter, terms_of, walk

Parsed = tuple[bool, str, tuple[str, ...]]
#: a question that is turned round with ``not`` counts as answered yes from here on
HALF = 0.5
_CALL = re.compile(r"^(not\s+)?([a-z_]+)\(([^)]*)\)$")


def parse_condition(text: str) -> Parsed:
    """Splits ``not name(a, b)``; ``ValueError`` where it is none of ours."""
    found = _CALL.match(text.strip())
    if found is None or found.group(2) not in CONDITIONS:
        raise ValueError(f"unknown condition {text!r}")
    args = tuple(filter(None, (arg.strip() for arg in found.group(3).split(","))))
    return bool(found.group(1)), found.group(2), args


def holds(condition: Parsed, scene: Scene) -> float:
    """How well a parsed condition holds."""
    negated, name, args = condition
    score = CONDITIONS[name](scene, args)
    return (1.0 if score < HALF else 0.0) if negated else score


def _numeric(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is nothing but numbers."""
    parts = scene.all(args[0])
    return float(bool(parts) and all(fits("number", part, scene.context) for part in parts))


def _differ(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are different things."""
    one, other = scene.one(args[0]), scene.one(args[1])
    return float(one is None or other is None or one != other)


def _same(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are the same thing."""
    one, other = scene.one(args[0]), scene.one(args[1])
    return float(one is not None and one == other)


def _contains(scene: Scene, args: tuple[str, ...]) -> float:
    """The role contains something of a kind."""
    return max((fits(args[1], p, scene.context) for part in scene.all(args[0]) for p in walk(part)), default=0.0)


def _uses(scene: Scene, args: tuple[str, ...]) -> float:
    """The first role contains what the second stands for."""
    wanted = scene.one(args[1])
    return float(wanted is not None and any(p == wanted for part in scene.all(args[0]) for p in walk(part)))


def _has(scene: Scene, args: tuple[str, ...]) -> float:
    """The role contains one of the operators of terms (``log``, ``exp``, ``avg`` ...)."""
    return float(any(p.op in args[1:] for part in scene.all(args[0]) for p in walk(part)))


def _is_op(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is one of the operators."""
    part = scene.one(args[0])
    return float(part is not None and part.op in args[1:])


def _bound(scene: Scene, args: tuple[str, ...]) -> float:
    """All the roles stand for something."""
    return float(all(scene.all(role) for role in args))


def _kind(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is of one of the kinds."""
    part = scene.one(args[0])
    return 0.0 if part is None else max(fits(kind, part, scene.context) for kind in args[1:])


def _left_is(scene: Scene, args: tuple[str, ...]) -> float:
    """The left side of the statement is of one of the kinds."""
    return max(fits(kind, scene.statement.sides[0], scene.context) for kind in args)


def _left_letter(scene: Scene, args: tuple[str, ...]) -> float:
    """The left side is written with one of the letters."""
    return float(letter(scene.statement.sides[0]) in args)


def _letter_is(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is written with one of the letters."""
    part = scene.one(args[0])
    return float(part is not None and letter(part) in args[1:])


def _count_at_least(scene: Scene, args: tuple[str, ...]) -> float:
    """The role stands for at least so many parts."""
    parts = scene.all(args[0])
    count = len(parts[0].args) if len(parts) == 1 and parts[0].op in ("sum", "tuple") else len(parts)
    return float(count >= int(args[1]))


def _alone(scene: Scene, args: tuple[str, ...]) -> float:
    """The statement has one side only."""
    return float(len(scene.statement.sides) == 1)


def _mentions(scene: Scene, args: tuple[str, ...]) -> float:
    """A letter or name occurs somewhere in the equation."""
    names = {p.plain for s in scene.statements for side in s.sides for p in walk(side) if p.op in ("sym", "text")}
    return float(bool(names & set(args)))


def _positive(scene: Scene, args: tuple[str, ...]) -> float:
    """No part of the role has a minus in front."""
    return float(all(t.op != "neg" for part in scene.all(args[0]) for t in terms_of(part)))


def _complementary(scene: Scene, args: tuple[str, ...]) -> float:
    """Two numbers that add up to one."""
    try:
        return float(abs(sum(float(scene.bound[role][0].value) for role in args) - 1) < 1e-9)
    except (ValueError, KeyError, IndexError):
        return 0.0


def _normed(scene: Scene, args: tuple[str, ...]) -> float:
    """The square is one of a norm, not of a number."""
    return float(scene.subject.op != "sq" or scene.subject.value in ("norm", "dot"))


def _stationary(scene: Scene, args: tuple[str, ...]) -> float:
    """One side of the statement is zero."""
    return max(fits("zero", side, scene.context) for side in scene.statement.sides)


def _plain_parts(scene: Scene, args: tuple[str, ...]) -> float:
    """Nothing in the role is a logarithm, a square, a gradient or a probability: it only weighs or is weighed."""
    wrong = ("log", "sq", "grad", "kl", "exp", "quad", "pos", "diff")
    parts = scene.all(args[0])
    if any(p.op in wrong for part in parts for p in walk(part)):
        return 0.0
    return float(not any(fits("probability", part, scene.context) for part in parts))


def _normed_part(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is a norm, or the square of one."""
    inner = [p for part in scene.all(args[0]) for p in walk(part)]
    return float(any(p.op == "norm" or (p.op == "sq" and p.value == "norm") for p in inner))


def _expectation_sign(scene: Scene, args: tuple[str, ...]) -> float:
    """An expectation sign stands in the statement."""
    return float(any(p.op == "avg" and p.value == "E" for side in scene.statement.sides for p in walk(side)))


def _numerator(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is a whole numerator, no more and no less."""
    parts = scene.all(args[0])
    group = parts[0].group if parts else None
    if group is None or any(part.op == "inv" or part.group is not group for part in parts):
        return 0.0
    return float(len(factors_of(normal(group))) == len(parts))


def _same_head(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are one function, applied or not: the policy of ``a ~ π`` and of ``log π(a|s)``."""
    one, other = scene.one(args[0]), scene.one(args[1])
    return float(one is not None and other is not None and head_of(one) == head_of(other))


def _recurs(scene: Scene, args: tuple[str, ...]) -> float:
    """The function that the first role applies is applied in the second too, so that nothing is defined by it."""
    name = scene.one(args[0])
    if name is None or name.op != "app":
        return 0.0
    return float(any(p.op == "app" and p.args[0] == name.args[0] for q in scene.all(args[1]) for p in walk(q)))


def _among_left(scene: Scene, args: tuple[str, ...]) -> float:
    """The left side is the same symbol with other indices."""
    part, left = scene.one(args[0]), scene.statement.sides[0]
    return float(part is not None and base_of(part) == base_of(left))


def _left_recurs(scene: Scene, args: tuple[str, ...]) -> float:
    """The letter of the left side occurs in the role: the next layer or state is made from the last one."""
    name = letter(scene.statement.sides[0])
    return float(bool(name) and any(p.op == "sym" and p.plain == name for q in scene.all(args[0]) for p in walk(q)))


def _query_and_key(scene: Scene, args: tuple[str, ...]) -> float:
    """A query and a key are defined side by side."""
    names = {letter(statement.sides[0]).lower() for statement in scene.statements}
    return float({"q", "k"} <= names or {"query", "key"} <= names)


def _gate_elsewhere(scene: Scene, args: tuple[str, ...]) -> float:
    """Another statement of the display makes the role by a sigmoid; one component of it counts as it."""
    part = scene.one(args[0])
    for statement in scene.statements:
        made = statement is not scene.statement and len(statement.sides) > 1 and statement.sides[-1]
        if made and part is not None and base_of(statement.sides[0]) == base_of(part) and made.op == "app":
            return fits("sigmoid", made.args[0], scene.context)
    return 0.0


def _scalar_products(scene: Scene, args: tuple[str, ...]) -> float:
    """A sum of row times column, and perhaps a bias: one number."""
    part = scene.one(args[0])
    products = [t for t in (part.args if part is not None else ()) if t.op == "prod"]
    return float(bool(products) and all(t.args[0].op == "transpose" and len(t.args) == 2 for t in products))


CONDITIONS: dict[str, Condition] = {
    "left_recurs": _left_recurs,
    "query_and_key": _query_and_key,
    "numerator": _numerator,
    "recurs": _recurs,
    "same_head": _same_head,
    "among_left": _among_left,
    "plain_parts": _plain_parts,
    "normed_part": _normed_part,
    "expectation_sign": _expectation_sign,
    "gate_elsewhere": _gate_elsewhere,
    "scalar_products": _scalar_products,
    "normed": _normed,
    "stationary": _stationary,
    "positive": _positive,
    "complementary": _complementary,
    "differ": _differ,
    "numeric": _numeric,
    "same": _same,
    "contains": _contains,
    "uses": _uses,
    "has": _has,
    "is_op": _is_op,
    "bound": _bound,
    "kind": _kind,
    "left_is": _left_is,
    "left_letter": _left_letter,
    "letter_is": _letter_is,
    "count_at_least": _count_at_least,
    "alone": _alone,
    "mentions": _mentions,
    **STEP_CONDITIONS,
    **PROBABILITY_CONDITIONS,
}

#: conditions with kinds among their arguments, and the place of the first one
_KIND_ARGUMENTS = {"contains": 1, "kind": 1, "left_is": 0}


def unknown_kinds(name: str, args: tuple[str, ...]) -> list[str]:
    """Kinds in a condition's arguments that do not exist."""
    start = _KIND_ARGUMENTS.get(name)
    return [] if start is None else [kind for kind in args[start:] if kind not in KINDS]
