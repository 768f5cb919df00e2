"""What an equation defines or claims: read off its first relation sign."""

from __future__ import annotations

from patterns.explanation.paper_words import says_something
from patterns.explanation.sentence import Sentence, readable
from patterns.explanation.telling import Telling
from patterns.explanation.trust import defines_left, one_of_several
from patterns.terms import Term, base_of
from reader.operators import Expr

_EQUALS = frozenset(("=", ":=", "\\coloneqq", "\\triangleq", "\\propto"))
_ABOVE = frozenset(("\\leq", "\\le", "<", "\\leqslant", "\\lesssim", "\\leqq"))
_BELOW = frozenset(("\\geq", "\\ge", ">", "\\geqslant", "\\gtrsim", "\\geqq"))
BOUNDS = _ABOVE | _BELOW
#: rules by relation sign, where the sign alone says what is claimed
_SIGNS = {
    **dict.fromkeys(("\\leftarrow", "\\gets", "\\longleftarrow"), "assignment"),
    **dict.fromkeys((":=", "\\coloneqq", "\\triangleq", "\\doteq", "\\equiv"), "definition"),
    **dict.fromkeys(_ABOVE, "bound_above"),
    **dict.fromkeys(_BELOW, "bound_below"),
    **dict.fromkeys(("\\approx", "\\simeq"), "approximation"),
    "\\propto": "proportion",
    "\\in": "membership",
}


def claim(telling: Telling) -> list[Sentence]:
    """At most one sentence; none where the left side is too long to name or the sign says little."""
    found = telling.statements
    if not found or len(found[0].sides) < 2:
        return []
    first = found[0]
    sign = first.signs[0] if first.signs else "="
    if first.sides[0].op == "none" or first.sides[0].source.op == "nothing":
        return [telling.rule("chain_bound" if sign in BOUNDS else "chain")] if sign in BOUNDS | {"="} else []
    left = readable(first.sides[0].source)
    if not left or first.sides[0].op == "num":
        return []
    phrase = telling.context.quoted(first.sides[0])
    if phrase and sign not in BOUNDS and says_something(phrase, left) and defines_left(left, phrase, telling):
        rule = "about_one_of" if one_of_several(left, phrase, telling) else "about_called"
        return [telling.quoted(telling.text(rule, left=left, phrase=phrase), phrase)]
    worked_out = _derivative(first.sides[0].source) if sign in _EQUALS else None
    if worked_out:
        return [telling.rule(worked_out[0], body=worked_out[1])]
    known = _SIGNS.get(sign) or ("equation" if sign == "=" and _names(first.sides[0]) else None)
    return [telling.rule(known, left=left)] if known else []


def _derivative(left: Expr) -> tuple[str, str] | None:
    """The rule and the body where the left side is a gradient or a derivative of something that can be shown."""
    rule = {"derivative": "derivative_of", "operator": "gradient_of"}.get(left.op)
    if rule is None or (left.op == "operator" and left.value != r"\nabla") or not left.args:
        return None
    body = readable(left.args[0]) if left.args[0].op != "nothing" else ""
    return (rule, body) if body else None


def _names(left: Term) -> bool:
    """Whether the left side is one thing with a name, so that the right side says what it is."""
    return left.op == "app" or base_of(left).op in ("sym", "text")
