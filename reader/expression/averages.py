r"""Expectations, variances and covariances: which letters stand for them, and what they average over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.expression.atoms import operand, scripted, subscript
from reader.expression.heads import face_of, group_body
from reader.expression.token import BRACKETS, Tok, nodes_of
from reader.expression.words import EXPECTATIONS, LIMITS, letter_of, without_scripts
from reader.formula_tree import Accent, Mark, walk
from reader.operators import NOTHING, Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar


def expectation_head(tokens: list[Tok], place: int) -> str | None:
    """Return ``E``, ``Var`` or ``Cov`` where a token is the sign of an average, None for anything else."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    bracket = after.name if after is not None and after.kind == "group" else ""
    if token.kind == "node" and isinstance(token.core, Accent) and letter_of(token.core) == "E":
        return "E" if face_of(token.core) == "bb" or (bracket == "[" and token.sup is None) else None
    if token.kind == "name":
        if token.name not in EXPECTATIONS or token.name in LIMITS:
            return None
        spread = EXPECTATIONS[token.name] != "E" and after is not None and after.kind == "letter"  # Var X
        return EXPECTATIONS[token.name] if bracket or token.sub is not None or spread else None
    if token.kind != "letter" or token.name not in ("E", "V"):
        return None
    face = face_of(token.core)
    value = EXPECTATIONS[token.name]
    if face == "bb":
        return value
    samples = token.sub is not None and any(isinstance(n, Mark) and n.latex == r"\sim" for n in walk(token.sub))
    if token.name == "V":
        return None
    if samples or (bracket == "[" and face in ("it", "rm", "bf", "cal", "sf") and token.sup is None):
        return value
    return value if face == "rm" and bracket else None


def expectation(g: Grammar, tokens: list[Tok], place: int, value: str) -> tuple[Expr, int]:
    """Parse an average with what it averages over and its body; return it and the place after it."""
    token = tokens[place]
    rest = tokens[place + 1 :]
    over, variable = _averaged_over(g, token)
    group = rest[0] if rest and rest[0].kind == "group" and rest[0].name in BRACKETS else None
    if group is not None and not (group.name == "(" and group.sup is not None and value == "E"):
        span = nodes_of(tokens[place : place + 2])
        bare = without_scripts(group) if group.scripted else group
        inner = Expr("expectation", (group_body(g, group), over, variable), value, span=(*token.nodes, *bare.nodes))
        return (scripted(g, inner, group, span) if group.scripted else inner), place + 2
    if not rest or (rest[0].kind in ("binary", "slash") and rest[0].name != "-"):
        return operand(g, token), place + 1
    return Expr("expectation", (g.signed(rest), over, variable), value, span=nodes_of(tokens[place:])), len(tokens)


def _averaged_over(g: Grammar, token: Tok) -> tuple[Expr, Expr]:
    """Return the distribution (or the whole subscript) and the variable that the scripts of an average name."""
    condition = token.sub if token.sub is not None else token.sup
    if condition is None:
        return NOTHING, NOTHING
    over, variable = subscript(g, condition), NOTHING
    if over.op == "relation" and over.value in (r"\sim", r"\in") and len(over.args) == 2:
        variable, over = over.args
    elif over.op == "conditional" and over.args[0].op == "relation" and over.args[0].value == r"\sim":
        (variable, drawn), given = over.args[0].args, over.args[1]
        begins = [place for place, node in enumerate(over.span) if any(node is part for part in drawn.span[:1])]
        over = Expr("conditional", (drawn, given), span=over.span[begins[0] :] if begins else drawn.span)
    if token.sub is not None and token.sup is not None:  # over s, and under the policy above
        over = Expr("tuple", (over, subscript(g, token.sup)), ",", span=(token.sub, token.sup))
    return over, variable
