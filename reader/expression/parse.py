r"""Layout tree → operator tree: what is applied to what.

``parse_expression`` never raises: what cannot be understood becomes ``unknown`` and keeps its place. The grammar is in
``reader.expression.grammar`` (loose operators), ``reader.expression.factors`` (products, functions, sums),
``reader.expression.atoms`` (single operands), ``reader.expression.scripts`` (superscripts) and
``reader.expression.heads`` (application or product); the conventions of the result are in ``reader.operators``.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader import marks
from reader.expression.grammar import Grammar
from reader.expression.numbered import numbered
from reader.expression.typed import expr_latex, to_node
from reader.expression.words import letter_of
from reader.formula_tree import Mark, Node, Row, children, walk
from reader.latex.by_hand import typed_latex
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.operators import NOTHING, Expr
from reader.operators import walk as walk_expr

__all__ = ["expr_latex", "parse_expression", "parse_math", "parse_typed", "to_node"]

#: layout levels beyond which a formula is not parsed; printed ones have fewer than 20
MAX_LEVELS = 60
#: leaves beyond which a formula is not parsed; the longest printed ones, displays of a page, have about 2,000
MAX_LEAVES = 4000
#: levels of an operator tree beyond which it is given up (a chain of slashes nests); printed ones have fewer than 40
MAX_TREE = 150
#: differentials from which on an italic d before a letter is taken for one in a formula without integrals
SEVERAL = 2
#: variables of time and noise, one of which a differential equation has
_FLOW = frozenset({"t", "s", "w", "W", "B", r"\tau"})


def parse_expression(node: Node, functions: frozenset[str] = frozenset()) -> Expr:
    r"""Parse a layout tree into an operator tree.

    ``functions`` holds the LaTeX of heads (``f``, ``p_\theta``) that the paper defines as functions. Spans hold the
    layout nodes themselves, so that boxes come out. Never raises.
    """
    if _is_too_large(node):
        return _given_up(node)
    italic_d = _has_differentials(node)
    parsed = Grammar(functions, italic_d).formula(node)
    if _is_too_deep(parsed):
        return _given_up(node)
    expr = numbered(parsed)
    if any(part.alternatives for part in walk_expr(expr)):
        applied = _applied_heads(expr)
        if applied - functions:
            expr = numbered(Grammar(functions | applied, italic_d).formula(node))
    if expr == NOTHING and not (isinstance(node, Row) and not node.items):
        return _given_up(node)
    return expr


def parse_math(latex: str) -> Expr:
    """Parse LaTeX straight into an operator tree; raises ``LatexError`` where it is no LaTeX."""
    return parse_expression(parse_latex(latex))


def parse_typed(source: str) -> Expr:
    """Parse what a person typed into a field: LaTeX, pasted Unicode, or plain ASCII; raises ``LatexError``."""
    return parse_math(typed_latex(source))


def _applied_heads(expr: Expr) -> frozenset[str]:
    """List the heads that are functions beyond doubt somewhere in the formula, and so are everywhere in it."""
    heads = {part.args[0] for part in walk_expr(expr) if part.op == "apply" and not part.alternatives}
    return frozenset(expr_latex(head) for head in heads if head.op in ("symbol", "index"))


def _given_up(node: Node) -> Expr:
    """Return what cannot be parsed, which stays visible as it is printed."""
    return Expr("unknown", (), to_latex(node), span=(node,))


def _is_too_large(node: Node) -> bool:
    """Tell, without recursion, whether a layout tree has more levels or nodes in one than any printed formula."""
    layer = [node]
    for _ in range(MAX_LEVELS):
        layer = [child for part in layer for child in children(part)]
        if not layer:
            return False
        if len(layer) > MAX_LEAVES:
            return True
    return True


def _is_too_deep(expr: Expr) -> bool:
    """Tell, without recursion, whether an operator tree has more levels than any printed formula."""
    layer = [expr]
    for _ in range(MAX_TREE):
        layer = [arg for part in layer for arg in part.args]
        if not layer:
            return False
    return True


def _has_differentials(node: Node) -> bool:
    """Tell whether an italic d before a letter is a differential in this formula."""
    pairs: list[str] = []
    of_time = False
    for part in walk(node):
        if isinstance(part, Mark) and marks.plain(part.latex) in marks.INTEGRALS:
            return True
        if isinstance(part, Row):
            of_time |= _is_change(part.items)
            for place, (left, right) in enumerate(zip(part.items, part.items[1:], strict=False)):
                if left == Mark("d", "it", left.box) and (letter := letter_of(right)):
                    pairs.append(letter)
                    of_time |= bool(_FLOW & _argument_of(part.items[place + 2 :]))
    return len(pairs) >= SEVERAL and (of_time or bool(_FLOW & set(pairs)))


def _is_change(items: Sequence[Node]) -> bool:
    """Tell whether a row equates one differential with something that ends in another: ``dy = f'(x) dx``."""
    marked = [marks.plain(item.latex) if isinstance(item, Mark) else "" for item in items]
    return len(items) > 4 and marked[0] == "d" == marked[-2] and marks.kind(marked[2]) == "relation"


def _argument_of(following: Sequence[Node]) -> set[str]:
    """Return the letter that stands alone in brackets at the start of a run, as in ``x(t)``."""
    names = [item.latex if isinstance(item, Mark) else "" for item in following[:3]]
    return {names[1]} if len(names) == 3 and names[::2] == ["(", ")"] else set()
