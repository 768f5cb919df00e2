"""What an expert looks for: constants that vanish, what averages are taken under, side conditions, stopped gradients."""

from __future__ import annotations

from patterns.explanation.sentence import Sentence, readable
from patterns.explanation.telling import Telling
from patterns.terms import Term, plain
from reader.operators import Expr, walk

#: constants that vanish under a derivative, by their usual letters
_CONSTANTS = frozenset({"C", "const", "constant", "const."})
#: functions that let a value through and no gradient
_STOPS = frozenset({"sg", "SG", "stopgrad", "stopgradient", "stop_gradient", "StopGrad", "StopGradient", "detach"})


def additive_constant(telling: Telling) -> list[Sentence]:
    """An additive constant vanishes when one differentiates."""
    for statement in telling.statements:
        for side in statement.sides:
            for term in side.args if side.op == "sum" else ():
                body = term.args[0] if term.op == "neg" else term
                latex = readable(body.source) if _is_constant(body) else ""
                if latex:
                    return [telling.rule("additive_constant", constant=latex)]
    return []


def _is_constant(term: Term) -> bool:
    return term.op in ("sym", "text") and (term.plain in _CONSTANTS or term.value.strip("\\ ") in _CONSTANTS)


def averaged(telling: Telling) -> list[Sentence]:
    """What the first average of the equation is taken under."""
    for expr in walk(telling.expr):
        if expr.op != "expectation" or expr.value != "E" or len(expr.args) < 2:
            continue
        distribution = readable(expr.args[1]) if expr.args[1].op not in ("nothing", "tuple") else ""
        variable = readable(expr.args[2]) if len(expr.args) > 2 and expr.args[2].op != "nothing" else ""
        if distribution and variable:
            return [telling.rule("averaged_over", variable=variable, distribution=distribution)]
        if distribution and _is_law(expr.args[1]):
            return [telling.rule("averaged_under", distribution=distribution)]
    return []


def _is_law(expr: Expr) -> bool:
    """Whether a subscript without a variable names a distribution (q, p(x)), not what is averaged over."""
    head = expr.args[0] if expr.op in ("apply", "index", "script") and expr.args else expr
    return plain(head.value) in ("p", "q", "P", "Q", "pi", "rho", "mu", "nu", "D")


def stopped(telling: Telling) -> list[Sentence]:
    """What no gradient flows through."""
    for expr in walk(telling.expr):
        if expr.op == "apply" and len(expr.args) == 2 and plain(expr.args[0].value) in _STOPS:
            latex = readable(expr.args[1])
            if latex:
                return [telling.rule("stop_gradient", part=latex)]
    return []


def side_condition(telling: Telling) -> list[Sentence]:
    """Under what condition it is stated: a relation that is set apart, after "for" or by a gap."""
    for expr in walk(telling.expr):
        if expr.op != "sequence":
            continue
        for before, part in zip(expr.args, expr.args[1:], strict=False):
            condition = readable(part) if part.op == "relation" and _introduces(before) else ""
            if condition:
                return [telling.rule("side_condition", condition=condition)]
    return []


def _introduces(part: Expr) -> bool:
    words = part.value.lower().split() if part.op == "text" else []
    return bool(words) and words[-1].strip(",.:") in ("for", "if", "when", "where", "all", "every", "each", "with")
