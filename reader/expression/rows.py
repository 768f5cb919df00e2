r"""Displays of several rows, side conditions, cases and matrices.

A row that begins with a relation or an operator goes on with the one before; parts set apart by a wide gap or by
words such as "where" become a ``sequence``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader import marks
from reader.expression.token import Tok, nodes_of
from reader.expression.words import LIMITS
from reader.formula_tree import Array, Fence, Mark, Node, Row, Scripts, Space, Stack, Text, row
from reader.operators import NOTHING, Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar

#: gap between pairs of columns of a display, in ems
COLUMN_GAP = 2.0
#: abbreviations and adverbs that begin a side condition, without their last point
ABBREVIATIONS = frozenset("s.t st i.e e.g w.r.t w.p w.h.p a.s a.e i.i.d almost resp wlog".split()) | {""}
#: kinds of tokens that want something on their other side, so that a gap beside them parts nothing
_OPEN_ENDS = frozenset({"relation", "binary", "slash", "big"})


def sequence(g: Grammar, tokens: Sequence[Tok]) -> Expr:
    """Parse a formula with its side conditions; a formula without any is itself."""
    parts = _parts(tokens)
    exprs: list[Expr] = []
    for part in parts:
        trimmed = _trimmed(part)
        if not trimmed:
            continue
        if len(trimmed) == 1 and trimmed[0].kind == "text":
            exprs.append(Expr("text", (), trimmed[0].name, span=trimmed[0].nodes))
        elif len(trimmed) == 1 and isinstance(trimmed[0].core, Array) and not trimmed[0].scripted:
            exprs.append(g.array(trimmed[0].core, trimmed[0].nodes))
        else:
            exprs.append(g.top(trimmed))
    if not exprs:
        return NOTHING
    return exprs[0] if len(exprs) == 1 else Expr("sequence", tuple(exprs), span=nodes_of(tokens))


def _parts(tokens: Sequence[Tok]) -> list[list[Tok]]:
    """Cut at wide gaps and around connecting words."""
    parts: list[list[Tok]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind == "text" and _connects(token.name):
            parts += [[token], []]
        elif token.kind == "gap":
            after = next((t for t in tokens[place + 1 :] if t.kind != "gap"), None)
            if parts[-1] and after is not None and _separates(parts[-1], after):
                parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _connects(words: str) -> bool:
    """Tell whether words join formulas ("where", "subject to") rather than name a quantity."""
    first = words.strip(" ,.;:()").split(" ")[0]
    return marks.is_connective(first) or first.lower().strip(".") in ABBREVIATIONS


def _separates(before: list[Tok], after: Tok) -> bool:
    last = before[-1]
    if (
        after.kind in _OPEN_ENDS - {"big"}
        or (last.kind in _OPEN_ENDS and not last.scripted)
        or last.kind in ("big", "colon")
    ):
        return False
    return not (len(before) == 1 and last.kind == "name" and last.name in LIMITS)


def _trimmed(tokens: list[Tok]) -> list[Tok]:
    """Drop the punctuation around a part."""
    start, end = 0, len(tokens)
    while start < end and _is_punctuation(tokens[start]):
        start += 1
    while start < end and _is_punctuation(tokens[end - 1]):
        end -= 1
    return tokens[start:end]


def _is_punctuation(token: Tok) -> bool:
    return (token.kind in ("comma", "semicolon", "gap") or token.name == ".") and not token.scripted


# ---- arrays ----


def array(g: Grammar, node: Array, span: tuple[Node, ...]) -> Expr:
    """Parse an array by its kind."""
    if node.kind == "cases":
        return cases(g, node, span)
    if node.kind == "substack":
        lines = tuple(g.formula(line_of(cells)) for cells in node.rows)
        return Expr("tuple", lines, ",", span=span)
    if node.kind == "matrix":
        cells = tuple(
            Expr("tuple", tuple(g.formula(cell) for cell in line), "", span=tuple(line)) for line in node.rows
        )
        return Expr("matrix", cells, span=span)
    equations = [g.formula(line) for line in _logical_rows(node)]
    equations = [equation for equation in equations if equation != NOTHING]
    if not equations:
        return NOTHING
    return equations[0] if len(equations) == 1 else Expr("rows", tuple(equations), span=span)


def cases(g: Grammar, node: Array, span: tuple[Node, ...]) -> Expr:
    """Parse rows of a value and its condition, which may stand in one cell with "if" between them."""
    lines = []
    for cells in node.rows:
        if len(cells) > 1:
            value = g.formula(cells[0])
            condition = _condition(g.formula(line_of(cells[1:])))
        else:
            whole = g.formula(cells[0]) if cells else NOTHING
            parts = whole.args if whole.op == "sequence" else (whole,)
            value = parts[0]
            rest = parts[1:]
            condition = NOTHING
            if rest:
                joined = rest[0] if len(rest) == 1 else Expr("sequence", rest, span=tuple(cells))
                condition = _condition(joined)
        lines.append(Expr("tuple", (value, condition), "", span=tuple(cells)))
    return Expr("cases", tuple(lines), span=span)


def _condition(expr: Expr) -> Expr:
    """Drop the "if" in front of a condition."""
    if expr.op != "sequence" or len(expr.args) < 2 or expr.args[0].op != "text":
        return expr
    rest = expr.args[1:]
    return rest[0] if len(rest) == 1 else Expr("sequence", rest, span=expr.span)


def line_of(cells: Sequence[Node]) -> Node:
    """Join the cells of a display's row; a new pair of columns stands apart."""
    items: list[Node] = []
    for place, cell in enumerate(cells):
        if place and place % 2 == 0 and items:
            items.append(Space(COLUMN_GAP))
        items.append(cell)
    return row(items)


def _logical_rows(node: Array) -> list[Node]:
    """Join the rows that go on with the one before."""
    lines: list[list[Node]] = []
    for cells in node.rows:
        line = line_of(cells)
        items: list[Node] = list(line.items) if isinstance(line, Row) else [line]
        if lines and _goes_on(lines[-1], items):
            while lines[-1] and _mark_name(lines[-1][-1]) in (",", "."):
                lines[-1].pop()
            lines[-1] += items
        elif items:
            lines.append(items)
    return [row(items) for items in lines]


def _goes_on(before: list[Node], items: list[Node]) -> bool:
    visible = [item for item in before if not isinstance(item, Space)]
    first = next((item for item in items if not isinstance(item, Space)), None)
    if first is None or not visible:
        return False
    if isinstance(first, Text) and _connects(first.text):
        return False
    begins, ends = _mark_name(first), _mark_name(visible[-1])
    if _open_brackets(before) > 0:
        return True
    if marks.kind(ends) in ("relation", "binary", "big") or ends == "/":
        return True
    if marks.kind(begins) == "relation":
        return True
    return marks.kind(begins) == "binary" and ends not in (",", ".", ";")


def _mark_name(item: Node) -> str:
    while isinstance(item, Scripts | Stack):
        item = item.base
    return marks.plain(item.latex) if isinstance(item, Mark) else ""


def _open_brackets(items: list[Node]) -> int:
    balance = 0
    for item in items:
        core = item.base if isinstance(item, Scripts) else item
        if isinstance(core, Fence) and not isinstance(core.body, Array):
            balance += (core.opening != "." and core.closing == ".") - (core.opening == "." and core.closing != ".")
            continue
        sort = marks.kind(_mark_name(item)) if isinstance(core, Mark) else ""
        balance += (sort == "opening") - (sort == "closing")
    return balance
