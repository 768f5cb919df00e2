r"""Optima and limits: ``\max``, ``\arg\min``, ``\lim`` with what stands under them and how far they reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.expression.atoms import operand, subscript
from reader.expression.scope import from_to
from reader.expression.token import BRACKETS, Tok, nodes_of
from reader.expression.words import LIMITS
from reader.formula_tree import Node
from reader.operators import NOTHING, Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar


def arg_of(tokens: list[Tok], place: int) -> Tok | None:
    r"""Join ``\arg \max`` into one name."""
    if tokens[place].name != "arg" or tokens[place].kind != "name" or place + 1 >= len(tokens):
        return None
    after = tokens[place + 1]
    if after.kind != "name" or after.name not in ("max", "min", "sup", "inf"):
        return None
    return replace(after, name=f"arg{after.name}", sub=after.sub or tokens[place].sub)


def is_limit(token: Tok, rest: list[Tok]) -> bool:
    """Tell whether a name looks for the best of what follows rather than of its arguments."""
    if token.sub is not None or token.name.startswith("arg") or token.name in ("maximize", "maximise"):
        return True
    return token.name in ("minimize", "minimise") or not (rest and rest[0].kind == "group")


def limit(g: Grammar, tokens: list[Tok], place: int, token: Tok, width: int) -> tuple[Expr, int]:
    """Parse an optimum inside a term, whose name takes ``width`` tokens; return it and the place after it."""
    rest = tokens[place + width :]
    if rest and rest[0].kind == "binary" and rest[0].name != "-":
        rest = []
    body = g.signed(rest) if rest else NOTHING
    after = len(tokens) if rest else place + width
    return limit_of(g, token, body, nodes_of(tokens[place:after])), after


def limit_of(g: Grammar, token: Tok, body: Expr, span: tuple[Node, ...]) -> Expr:
    """Make the optimum that a name with something under it stands for."""
    below = NOTHING if token.sub is None else subscript(g, token.sub)
    if body == NOTHING and below == NOTHING:
        return operand(g, token)
    return Expr("limit", (body, below), LIMITS.get(token.name, token.name), span=span)


def leading_limit(g: Grammar, tokens: list[Tok]) -> Expr | None:
    """Parse an optimum that begins a side: it takes the whole sum after it."""
    if not tokens or tokens[0].kind != "name":
        return None
    token = arg_of(tokens, 0)
    width = 2 if token is not None else 1
    token = token or tokens[0]
    rest = tokens[width:]
    if token.name not in LIMITS and not token.name.startswith("arg"):
        return None
    if not rest or not is_limit(token, rest) or (rest[0].kind == "group" and rest[0].name in BRACKETS):
        return None
    if rest[0].kind in ("binary", "slash") and rest[0].name != "-":
        return None
    body = g.sum(rest)
    own = next((place for place, part in enumerate(body.args) if place and _is_optimum_over(part, g, token)), 0)
    if body.op != "sum" or body.outer or not own:
        return limit_of(g, token, body, nodes_of(tokens))
    nodes = nodes_of(tokens)  # \\max_i x_i - \\min_i x_i: two optima over one variable stand side by side
    first, last = body.args[0], body.args[own - 1]
    inner = first if own == 1 else Expr("sum", body.args[:own], span=from_to(first, last, nodes))
    whole = limit_of(g, token, inner, (*nodes_of(tokens[:width]), *inner.span))
    return Expr("sum", (whole, *body.args[own:]), span=nodes)


def _is_optimum_over(term: Expr, g: Grammar, token: Tok) -> bool:
    """Tell whether a term is an optimum itself, over the variable that stands under a name."""
    core = term.args[0] if term.op == "negative" else term
    return core.op == "limit" and token.sub is not None and core.args[1] == subscript(g, token.sub)
