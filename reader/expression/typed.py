r"""Operator tree → layout tree and LaTeX: from the printed nodes where an expression has them, else built anew."""

from __future__ import annotations

from collections.abc import Sequence

from reader import marks
from reader.expression.words import is_word
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
    Mark,
    Name,
    Node,
    Radical,
    Row,
    Scripts,
    Space,
    Text,
    row,
    walk,
)
from reader.latex.parser import LatexError, parse_latex
from reader.latex.writer import to_latex
from reader.operators import Expr

#: operators looser than a product, which need brackets as a factor
_LOOSE = frozenset({"sum", "negative", "relation", "infix", "conditional", "divergence", "semicolon", "hadamard"})
#: what keeps its brackets inside a sum
_NESTED = frozenset({"sum", "relation", "conditional", "divergence", "semicolon"})
#: what needs brackets behind an operator that takes the next factor only
_TAKEN = {"operator": frozenset({"product"})}
#: operators that may carry a script as they are
_TIGHT = frozenset({"symbol", "number", "index", "nothing", "accent", "norm", "absolute", "text", "root"})
_BARS = frozenset({"|", r"\|"})
_BRACKETS = {"(": ")", "[": "]", r"\langle": r"\rangle"}


def expr_latex(expr: Expr, brackets: bool = False) -> str:
    """Write a subtree as LaTeX, as it was printed where it was; ``brackets`` keeps those that group it."""
    return to_latex(to_node(expr, brackets))


def to_node(expr: Expr, brackets: bool = False) -> Node:
    """Return the layout of a subtree: its printed nodes, or a tree built from the operators."""
    span = expr.outer if brackets and expr.outer else expr.span
    if span and not _is_split(expr, span):
        return row(span)
    return _built(expr)


def _is_split(expr: Expr, span: tuple[Node, ...]) -> bool:
    """Tell whether the span is base and script of a node whose other script belongs elsewhere."""
    indexed = expr.op in ("index", "script") or (expr.op == "norm" and expr.args[-1].op != "nothing")
    if not indexed or len(span) < 2 or expr.value == "|":
        return False
    script = expr.args[1].span
    return not isinstance(span[-1], Scripts) or (bool(script) and script[-1] is span[-1])


def _inside(expr: Expr, loose: frozenset[str] = _LOOSE) -> Node:
    """Return the layout of an operand, in brackets where it is looser than what it stands in."""
    node = to_node(expr)
    return row([Mark("("), node, Mark(")")]) if expr.op in loose else node


def _base(expr: Expr) -> Node:
    if expr.outer:
        return to_node(expr, brackets=True)
    return to_node(expr) if expr.op in _TIGHT else row([Mark("("), to_node(expr), Mark(")")])


def _joined(args: tuple[Expr, ...], sign: str) -> Node:
    items: list[Node] = []
    for place, arg in enumerate(args):
        if place:
            items.append(Mark(sign))
        items.append(to_node(arg))
    return row(items)


def _built(expr: Expr) -> Node:
    args = expr.args
    match expr.op:
        case "number":
            return Mark(expr.value)
        case "symbol" | "unknown":
            return _parsed(expr.value)
        case "text":
            return Text(expr.value)
        case "nothing":
            return Row(())
        case "index" if expr.value == "|":
            return row([to_node(args[0]), Scripts(Mark("|"), to_node(args[1]))])
        case "index":
            return _scripted(_base(args[0]), to_node(args[1]), None)
        case "power":
            return _raised(args[0], to_node(args[1]))
        case "transpose":
            return _raised(args[0], Mark(r"\top"))
        case "script":
            content = to_node(args[1])
            bracketed = expr.value in ("iteration", "layer")
            return _raised(args[0], row([Mark("("), content, Mark(")")]) if bracketed else content)
        case "quotient" | "derivative":
            return _fraction(expr)
        case "binomial":
            return Fence("(", Fraction(to_node(args[0]), to_node(args[1]), bar=False), ")")
        case "root":
            return Radical(to_node(args[0]), None if args[1].op == "nothing" else to_node(args[1]))
        case _:
            return _operation(expr)


def _parsed(latex: str) -> Node:
    try:
        return parse_latex(latex)
    except LatexError:
        return Text(latex)


def _raised(base: Expr, above: Node) -> Node:
    below = to_node(base)
    if isinstance(below, Scripts) and below.sup is None and not base.outer:
        return Scripts(below.base, below.sub, above, below.limits)
    return _scripted(_base(base), None, above)


def _scripted(base: Node, below: Node | None, above: Node | None) -> Node:
    """Attach scripts to a node; those of a bracketed expression hang on its closing bracket, as in print."""
    if isinstance(base, Row) and base.items and isinstance(base.items[-1], Mark):
        return row([*base.items[:-1], Scripts(base.items[-1], below, above)])
    return Scripts(base, below, above)


def _fraction(expr: Expr) -> Node:
    above, below = expr.args
    if expr.op == "quotient":
        return Fraction(to_node(above), to_node(below))
    mark = Mark(expr.value)
    return Fraction(row([mark, to_node(above)]), row([mark, to_node(below)]))


def _operation(expr: Expr) -> Node:
    args, value = expr.args, expr.value
    match expr.op:
        case "sum":
            items: list[Node] = []
            for place, arg in enumerate(args):
                if place and arg.op != "negative":
                    items.append(Mark("+"))
                items.append(_inside(arg, _NESTED) if place else to_node(arg))
            return row(items)
        case "negative":
            return row([Mark("-"), _inside(args[0], _LOOSE - {"hadamard"})])
        case "product":
            return _product(args)
        case "hadamard" | "infix":
            infix = Name("mod") if value == r"\bmod" else Mark(value)
            return row(_between([_inside(arg) for arg in args], [infix] * (len(args) - 1)))
        case "relation":
            return row(_between([to_node(arg) for arg in args], [Mark(sign) for sign in value.split()]))
        case "conditional" | "divergence" | "semicolon":
            sign = {"conditional": "|", "divergence": r"\|", "semicolon": ";"}[expr.op]
            return _joined(args, sign)
        case "apply":
            return _application(args)
        case "expectation" | "big" | "limit" | "operator":
            return _scoped(expr)
        case "norm" | "absolute":
            bar = value or ("|" if expr.op == "absolute" else r"\|")
            below = None if len(args) < 2 or args[1].op == "nothing" else to_node(args[1])
            return _between_bars(to_node(args[0]), bar, below)
        case "accent":
            return Accent(to_node(args[0]), "\\" + value)
        case _:
            return _collection(expr)


def _between_bars(body: Node, bar: str, below: Node | None) -> Node:
    r"""Write ``\|x\|``, or ``\left\|...\right\|`` round what has bars itself: of plain bars nobody could tell the pairs."""
    if any(isinstance(part, Mark) and part.latex in _BARS for part in walk(body)):
        fence = Fence(bar, body, bar)
        return fence if below is None else Scripts(fence, below)
    return row([Mark(bar), body, Mark(bar) if below is None else Scripts(Mark(bar), below)])


def _product(factors: tuple[Expr, ...]) -> Node:
    """Write factors side by side: in brackets those that would take what follows, with a dot where two would grow together."""
    items: list[Node] = []
    for place, factor in enumerate(factors):
        last = place == len(factors) - 1
        greedy = not last and factor.op in ("big", "limit")
        node = _inside(factor, _LOOSE | {"product", factor.op} if greedy else _LOOSE | {"product"})
        if items and (_grows_together(items, node) or (greedy and _is_head(items[-1]))):
            items.append(Mark(r"\cdot"))
        items.append(node)
    return row(items)


def _grows_together(before: list[Node], after: Node) -> bool:
    """Tell whether a factor would be read as one with those before it: a number after a number, the last letter of a word."""
    after = after.items[0] if isinstance(after, Row) and after.items else after
    after = after.base if isinstance(after, Scripts) else after
    last = before[-1].items[-1] if isinstance(before[-1], Row) and before[-1].items else before[-1]
    if isinstance(after, Mark) and marks.is_number(after.latex):
        return isinstance(last, Mark) and marks.is_number(last.latex)
    if isinstance(after, Mark):
        return after.face == "it" and is_word(_run_before(before) + after.latex)
    return isinstance(last, Name | Text) and isinstance(after, Name | Text)


def _run_before(items: list[Node]) -> str:
    """Return the italic letters without scripts that stand last."""
    run = ""
    for node in reversed(items):
        if not isinstance(node, Mark) or node.face != "it" or len(node.latex) > 1:
            break
        run = node.latex + run
    return run


def _is_head(node: Node) -> bool:
    """Tell whether a bracket behind the node would be read as its argument."""
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Accent) or (isinstance(base, Mark) and marks.is_letter(base.latex))


def _between(nodes: list[Node], signs: Sequence[Node]) -> list[Node]:
    items: list[Node] = []
    for place, node in enumerate(nodes):
        if place and place <= len(signs):
            items.append(signs[place - 1])
        items.append(node)
    return items


def _application(args: tuple[Expr, ...]) -> Node:
    head, rest = args[0], args[1:]
    if head.value == "!" and rest:
        return row([_base(rest[0]), Mark("!")])
    opening, _, closing = head.value.partition(r"\cdot")
    if closing and opening in marks.MATCHING:  # rounding
        return row([Mark(opening), _joined(rest, ","), Mark(closing)])
    return row([_inside(head, _LOOSE | {"product", "operator"}), Mark("("), _joined(rest, ","), Mark(")")])


def _scoped(expr: Expr) -> Node:
    args = expr.args
    below = None if len(args) < 2 or args[1].op == "nothing" else to_node(args[1])
    above = None if len(args) < 3 or args[2].op == "nothing" else to_node(args[2])
    if expr.op == "expectation":
        sign: Node = Mark("E", "bb") if expr.value in ("E", "") else Name(expr.value)
        if above is not None and below is not None:
            below = row([above, Mark(r"\sim"), below])
        head = sign if below is None else Scripts(sign, below)
        return row([head, Mark("["), to_node(args[0]), Mark("]")])
    sign = Name(expr.value) if expr.op == "limit" else _parsed(expr.value)
    limits = expr.op == "limit" or (expr.op == "big" and expr.value not in marks.INTEGRALS)
    head = sign if below is None and above is None else Scripts(sign, below, above, limits)
    quantifies = expr.value.startswith((r"\forall", r"\exists", r"\nexists"))
    return row([head, to_node(args[0]) if quantifies else _inside(args[0], _LOOSE | _TAKEN.get(expr.op, frozenset()))])


def _collection(expr: Expr) -> Node:
    args = expr.args
    match expr.op:
        case "inner":
            listed = _joined(tuple(arg for arg in args if arg.op != "nothing"), ",")
            return row([Mark(r"\langle"), listed, Mark(r"\rangle")])
        case "set":
            return row([Mark(r"\{"), _joined(args, ","), Mark(r"\}")])
        case "tuple" if expr.value in _BRACKETS:
            return row([Mark(expr.value), _joined(args, ","), Mark(_BRACKETS[expr.value])])
        case "tuple":
            return _joined(args, ",") if expr.value == "," else row(to_node(arg) for arg in args)
        case "cases":
            rows = tuple(tuple(to_node(cell) for cell in line.args if cell.op != "nothing") for line in args)
            return Fence(r"\{", Array(rows, "cases"), ".")
        case "matrix":
            return Fence("[", Array(tuple(tuple(to_node(cell) for cell in line.args) for line in args)), "]")
        case "rows":
            return Array(tuple((to_node(arg),) for arg in args), "aligned")
        case "sequence":
            return row(item for arg in args for item in (to_node(arg), Space(1.0)))
        case "annotated":
            return Brace(to_node(args[0]), to_node(args[1]))
        case _:
            return row(to_node(arg) for arg in args)
