"""What an expert looks for: constants that vanish, what averages are taken under, side conditions, stopped gradients."""

from __future__ import annotations

from itertools import pairwise

from patterns.explanation.sentence import Sentence, readable
from patterns.explanation.telling import Telling
from patterns.explanation.texts import fill
from patterns.terms import Term, plain
from reader.operators import Expr

#: constants that vanish under a derivative, by their usual letters
_CONSTANTS = frozenset({"C", "const", "constant", "const."})
#: words that open a condition, and those that open a definition
_CONDITIONS = frozenset({"for", "if", "when", "all", "every", "each", "any"})
_DEFINITIONS = frozenset({"where", "with"})
#: averages over different things that one sentence can tell
MOST_AVERAGES = 2
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
    """What the averages of the equation are taken under; nothing where there are more than can be told at once."""
    found = [
        expr for expr in telling.formula.parts if expr.op == "expectation" and expr.value == "E" and len(expr.args) > 1
    ]
    pairs = list(dict.fromkeys(_drawn(expr) for expr in found))
    if not pairs or len(pairs) > MOST_AVERAGES or not all(distribution for _, distribution in pairs):
        return []
    if all(variable for variable, _ in pairs):
        joint, joined = telling.joint("drawn"), telling.joint("averages")
        drawn = [fill(joint, variable=variable, distribution=distribution) for variable, distribution in pairs]
        return [telling.rule("averaged_over", drawn=joined.join(drawn))]
    if len(pairs) == 1:
        return [telling.rule("averaged_under", distribution=pairs[0][1])]
    return []


def _drawn(expr: Expr) -> tuple[str, str]:
    """What is drawn (empty where only the distribution is given) and from what (empty where that is not told)."""
    law = expr.args[1]
    distribution = readable(law) if law.op not in ("nothing", "tuple") else ""
    variable = readable(expr.args[2]) if len(expr.args) > 2 and expr.args[2].op != "nothing" else ""
    return (variable, distribution) if variable or _is_law(law) else ("", "")


def _is_law(expr: Expr) -> bool:
    """Whether a subscript without a variable names a distribution (q, p(x)), not what is averaged over."""
    head = expr.args[0] if expr.op in ("apply", "index", "script") and expr.args else expr
    return plain(head.value) in ("p", "q", "P", "Q", "pi", "rho", "mu", "nu", "D")


def stopped(telling: Telling) -> list[Sentence]:
    """What no gradient flows through."""
    for expr in telling.formula.parts:
        if expr.op == "apply" and len(expr.args) == 2 and plain(expr.args[0].value) in _STOPS:
            latex = readable(expr.args[1])
            if latex:
                return [telling.rule("stop_gradient", part=latex)]
    return []


def side_condition(telling: Telling) -> list[Sentence]:
    """Under what condition it is stated, and what stands for what in it: relations behind "for" and behind "where"."""
    for expr in telling.formula.parts:
        if expr.op != "sequence":
            continue
        for before, part in pairwise(expr.args):
            condition = readable(part) if part.op == "relation" else ""
            word = _last_word(before)
            if condition and word in _CONDITIONS:
                return [telling.rule("side_condition", condition=condition)]
            if condition and word in _DEFINITIONS:
                return [telling.rule("side_definition", condition=condition)]
    return []


def _last_word(part: Expr) -> str:
    words = part.value.lower().split() if part.op == "text" else []
    return words[-1].strip(",.:;") if words else ""
