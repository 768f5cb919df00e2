"""From what a wildcard stands for back to what is printed: the ``Expr`` of one part, or of several taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from patterns.terms import Term, signed
from reader.formula_tree import Node
from reader.geometry import Box, union
from reader.operators import NOTHING, Expr


def printed(parts: Sequence[Term]) -> Expr:
    """The formula for one or several parts: a fraction that is wholly among them is shown as it stands."""
    if len(parts) == 1:
        return _single(parts[0])
    if all(part.op != "inv" and part.origin is None for part in parts) and not _whole_group(parts):
        signs = any(part.op == "neg" for part in parts)
        return _joined("sum" if signs else "product", [_plain(part) for part in parts])
    origin, group = parts[0].origin, parts[0].group
    if origin is not None and all(p.origin is origin for p in parts) and len(parts) == parts[0].share:
        return origin  # the fraction itself, its numerator 1 included
    if group is not None and all(p.group is group for p in parts) and len(parts) == parts[0].share:
        return _inverted(group) if parts[0].op == "inv" else group
    return _product(parts)


def _whole_group(parts: Sequence[Term]) -> bool:
    return bool(parts) and parts[0].group is not None and len(parts) == parts[0].share


def together(op: str, parts: tuple[Term, ...]) -> tuple[Term, ...]:
    """Several terms of a sum, or items of a list, as one thing; a single one stays itself."""
    if len(parts) < 2:
        return parts
    sources = [_plain(part) for part in parts]
    return (
        Term(
            op, parts, "," if op == "tuple" else "", replace(_joined(op, sources), value="," if op == "tuple" else "")
        ),
    )


def _product(parts: Sequence[Term]) -> Expr:
    """Factors multiplied: whole fractions as they are, the rest above and below one line."""
    above: list[Expr] = []
    below: list[Expr] = []
    used: set[int] = set()
    for part in parts:
        if id(part) in used:
            continue
        mates = [p for p in parts if p.origin is not None and p.origin is part.origin]
        if part.origin is not None and len(mates) == part.share:
            used |= {id(p) for p in mates}
            above.append(part.origin)
        elif part.op == "inv":
            below.append(part.args[0].source)
        else:
            above.append(part.source)
    over = _joined("product", above) if above else Expr("number", value="1")
    return Expr("quotient", (over, _joined("product", below))) if below else over


def _single(part: Term) -> Expr:
    if part.op == "inv":
        if part.origin is not None and part.share == 1:
            return part.origin
        return part.source if part.source.op == "power" else _inverted(part.args[0].source)
    return part.source


def _plain(part: Term) -> Expr:
    sign, body = signed(part)
    if sign < 0 and part.source.op != "negative":
        return Expr("negative", (body.source,))  # no span: the printed nodes lack the minus
    return part.source


def _inverted(below: Expr) -> Expr:
    return Expr("quotient", (Expr("number", value="1"), below))


def _joined(op: str, parts: Sequence[Expr]) -> Expr:
    if not parts:
        return NOTHING
    if len(parts) == 1:
        return parts[0]
    if op != "product":  # without the signs between them the printed nodes would not read as they should
        return Expr(op, tuple(parts))
    span: tuple[Node, ...] = tuple(node for part in parts for node in (part.outer or part.span))
    return Expr(op, tuple(parts), span=span)


def box_of(expr: Expr) -> Box | None:
    """The ink of a role: its own, or that of its parts where it was put together from several."""
    return expr.box or union(box_of(arg) for arg in expr.args)
