"""How a symbol of an operator tree is written: compounds, leading signs, and where signs stand on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reader.formula_tree import Accent, Mark, Name, Node, Row, Scripts, children, row
from reader.geometry import Box
from reader.latex.parser import LatexError, parse_latex
from reader.latex.writer import to_latex
from reader.marks import BARE_FUNCTIONS, FUNCTION_NAMES, LIMIT_NAMES
from reader.operators import Expr
from reader.symbols.spelling import dissect

#: Braces round a script of one mark, where no letter follows that its command would swallow.
_BRACED = re.compile(r"([_^])\{(\\[A-Za-z]+(?=\}(?![A-Za-z]))|[^\\{}])\}")
#: Names that TeX sets as operators, which it takes for a script in braces only.
_NAMES = FUNCTION_NAMES | LIMIT_NAMES | BARE_FUNCTIONS
#: An index longer than this (in marks) makes no symbol that a reader would point at as one.
_MAX_INDEX_MARKS = 8
_CONNECTIVE_WORDS = """
    if and or where when otherwise else for all with such that subject to s.t. since let is are be then over under by as
    in on from any each every some which not given while until do end return
"""
#: Upright words that join formulas and name nothing.
CONNECTIVES = frozenset(_CONNECTIVE_WORDS.split())


def is_word(node: Expr) -> bool:
    """Whether a symbol is an upright word of several letters, and no function that TeX knows."""
    if node.op != "symbol":
        return False
    spelling = dissect(node.value)
    return spelling.face == "rm" and len(spelling.letter) > 1 and not spelling.letter.startswith("\\")


def word_runs(factors: Sequence[Expr]) -> list[tuple[int, int]]:
    """Where words stand side by side as factors: the first place and the one behind the last of each run."""
    runs: list[tuple[int, int]] = []
    first = 0
    for place in range(len(factors) + 1):
        if place == len(factors) or not is_word(factors[place]):
            if place - first > 1:
                runs.append((first, place))
            first = place + 1
    return runs


def spelled(node: Node) -> str:
    r"""Write a symbol as LaTeX, one-mark scripts without their braces (``\sigma_t^2``)."""
    return unbraced(to_latex(node)).replace(r"\operatorname{", r"\mathrm{").replace(r"\operatorname*{", r"\mathrm{")


def printed(symbol: Expr) -> str:
    """Spell a letter or name as it is printed: a function name set in italic letters stays so."""
    if len(symbol.span) > 1 and all(isinstance(part, Mark) and part.face == "it" for part in symbol.span):
        return to_latex(row(symbol.span))
    return symbol.value


def unbraced(latex: str) -> str:
    r"""Drop the braces round scripts of one mark: ``p_{\theta}`` → ``p_\theta``; TeX wants them round ``{\max}``."""
    return _BRACED.sub(lambda m: m.group() if m.group(2).lstrip("\\") in _NAMES else m.group(1) + m.group(2), latex)


def leftmost(span: Sequence[Node]) -> Mark | Name | None:
    """Give the first mark or name of some layout nodes, which for an operator is its sign."""
    for part in span:
        if isinstance(part, Mark | Name):
            return part
        inside = children(part)
        if isinstance(part, Scripts | Accent) or inside:
            found = leftmost(inside)
            if found is not None:
                return found
    return None


def sign_boxes(span: Sequence[Node], sign: str) -> list[Box | None]:
    """Where a sign stands between the parts of a row (not deeper), left to right; None for one without a box."""
    boxes: list[Box | None] = []
    for part in span:
        if isinstance(part, Row):
            boxes += sign_boxes(part.items, sign)
        elif isinstance(part, Mark) and part.latex == sign:
            boxes.append(part.box)
    return boxes


def compound_latex(node: Expr) -> str:
    """Spell a letter in its dress; "" where the base is no letter or the index is a formula of its own."""
    layout = _layout(node)
    return spelled(layout) if layout is not None else ""


def _layout(node: Expr) -> Node | None:
    match node.op:
        case "symbol":
            return _parsed(node.value)
        case "index" | "script" | "power":
            base = _layout(node.args[0])
            script = _script_layout(node)
            if base is None or script is None or node.value == "|":
                return None
            if isinstance(base, Scripts) and base.sup is None and node.op != "index":
                return Scripts(base.base, base.sub, script)
            if isinstance(base, Scripts) and base.sub is None and node.op == "index":
                return Scripts(base.base, script, base.sup)
            return Scripts(base, script) if node.op == "index" else Scripts(base, None, script)
        case "accent":
            base = _layout(node.args[0])
            return None if base is None else Accent(base, "\\" + node.value.removeprefix("\\"))
    return None


def _script_layout(node: Expr) -> Node | None:
    """Give the layout of a subscript or superscript as printed, with the brackets that belong to it."""
    argument, whole = node.args[1], node.span[0] if len(node.span) == 1 else None
    layout: Node | None = None
    if isinstance(whole, Scripts):
        layout = whole.sub if node.op == "index" else whole.sup
    if layout is None:
        span = argument.outer or argument.span
        layout = row(span) if span else _parsed(argument.value)
    return None if layout is None or len(_marks(layout)) > _MAX_INDEX_MARKS else layout


def _marks(node: Node) -> list[Node]:
    parts = children(node)
    return [node] if not parts else [mark for part in parts for mark in _marks(part)]


@lru_cache(maxsize=5_000)
def _parsed(latex: str) -> Node | None:
    try:
        return parse_latex(latex)
    except LatexError:
        return None
