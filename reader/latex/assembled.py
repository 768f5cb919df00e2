r"""What amsmath and mathtools put together from other marks: scripts on the left, rows of integrals, limits with a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formula_tree import Accent, Face, Mark, Name, Node, Row, Scripts, Stack, row
from reader.latex.tokens import LatexError

if TYPE_CHECKING:
    from reader.latex.parser import Parser

#: what each row of integrals is made of
INTEGRAL_ROWS = {r"\iiiint": (r"\iiint", r"\int"), r"\idotsint": (r"\int", r"\cdots", r"\int")}
#: limits with a line or an arrow over or under their name
LINED_LIMITS = {
    r"\varliminf": r"\underline", r"\varlimsup": r"\overline", r"\varinjlim": r"\underrightarrow", r"\varprojlim": r"\underleftarrow",
}  # fmt: skip
#: pairs of arrows that can be stretched, by their plain name
PAIRS_OF_ARROWS = {r"\xrightleftharpoons": r"\rightleftharpoons", r"\xleftrightharpoons": r"\leftrightharpoons"}


def left_scripts(parser: Parser, command: str, face: Face) -> Node:
    r"""Parse ``\prescript{above}{below}{body}``."""
    above, below = parser.argument(face), parser.argument(face)
    return row([_on_the_left(below, above), parser.argument(face)])


def beside_operator(parser: Parser, command: str, face: Face) -> Node:
    r"""Parse ``\sideset{_a^b}{_c^d}\sum``: what stands at the corners of an operator, besides its limits."""
    left, right = parser.argument(face), parser.argument(face)
    operator = parser.argument(face)
    limits = _limits(parser, face)
    if limits != (None, None):
        operator = Scripts(operator, *limits, limits=True)
    for corners in (left, right):
        if corners != Row(()) and not isinstance(corners, Scripts):
            raise LatexError(r"The corners in \sideset are subscripts and superscripts.")
    if isinstance(right, Scripts):
        operator = Scripts(operator, right.sub, right.sup)
    return row([_on_the_left(left.sub, left.sup), operator]) if isinstance(left, Scripts) else operator


def _limits(parser: Parser, face: Face) -> tuple[Node | None, Node | None]:
    below = above = None
    while (token := parser.peek()) is not None and token.text in ("_", "^", r"\limits"):
        sign = parser.take().text
        if sign == "_":
            below = parser.argument(face)
        elif sign == "^":
            above = parser.argument(face)
    return below, above


def _on_the_left(below: Node | None, above: Node | None) -> Node:
    sub, sup = (None if script == Row(()) else script for script in (below, above))
    return Row(()) if sub is None and sup is None else Scripts(Row(()), sub, sup)


def integral_row(parser: Parser, command: str, face: Face) -> Node:
    """Several integrals side by side; scripts go to the last one."""
    *before, last = INTEGRAL_ROWS[command]
    below, above = _limits(parser, face)
    node: Node = Mark(last) if below is None and above is None else Scripts(Mark(last), below, above)
    return row([*map(Mark, before), node])


def lined_limit(parser: Parser, command: str, face: Face) -> Node:
    r"""Parse ``\varliminf`` and its like: a limit with a line or an arrow."""
    parser.forced_limits = True
    return Accent(Name("lim"), LINED_LIMITS[command])


def pair_of_arrows(parser: Parser, command: str, face: Face) -> Node:
    r"""Parse ``\xrightleftharpoons[below]{above}``."""
    option = parser.raw_option()
    below = None if option is None else parser.inner(option, face)
    return Stack(Mark(PAIRS_OF_ARROWS[command]), parser.argument(face), below)
