r"""Which symbols a formula has, as a reader would point at them.

A letter with its face, accents and indices as printed (``\sigma_t``), and its base where that means something of its
own (``\sigma``, ``t``); a function head without its arguments (``p_\theta``); a name set as one word; operators and
signs (``\mathbb{E}``, ``\nabla_\theta``, ``\top``, ``\odot``); a pair of brackets (``\|\cdot\|_2``). ``symbols_of``
finds them in one operator tree, ``collect`` joins those of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.formula_tree import Mark, Name, Node, Scripts, box_of, children, row
from reader.geometry import Box, union
from reader.latex.writer import to_latex
from reader.operators import Expr, walk
from reader.paper import Definition, Equation, Occurrence, Symbol
from reader.symbols.kinds import STATED_SPACE, judge_kind
from reader.symbols.path import Role, Step, SymbolUse
from reader.symbols.printed import (
    CONNECTIVES,
    compound_latex,
    is_word,
    leftmost,
    printed,
    sign_boxes,
    spelled,
    unbraced,
    word_runs,
)
from reader.symbols.shapes import shape_of
from reader.symbols.spelling import dissect

__all__ = ["Placed", "SymbolUse", "collect", "placed", "symbols_of"]

#: Signs too plain to point at, and marks that stand for left-out text.
_PLAIN_SIGNS = frozenset(
    r"= < > + - , ; . : / \ldots \cdots \vdots \ddots \dots \cdot ! \% \_ \prime \prime\prime ( ) [ ]".split()
)
#: Squares that are a symbol: a variance, chi-squared, R-squared. (Any power of a blackboard letter is one, a space.)
_SQUARED_NAMES = frozenset((r"\sigma", r"\tau", "s", r"\chi", "R"))
#: Digits in a face of their own that are symbols: a bold 0 or 1 is a vector, a blackboard 1 an indicator.
_NAMED_DIGITS = frozenset("01")
#: Raised marks that belong to the name; other scripts hold symbols to look at.
_RAISED_MARKS = frozenset(("star", "prime", "dagger", "complement"))
#: Kinds that have no sides of their own.
_SHAPELESS = frozenset(("operator", "relation", "bracket", "constant", "index"))
#: Where several words are a quantity ("expert capacity") and no connective.
_QUANTITY_PARENTS = frozenset(("sum", "product", "quotient", "negative", "relation", "power", "root"))


@dataclass(frozen=True)
class Placed:
    """A symbol of a paper and all its uses, each with the equation it stands in."""

    id: str
    latex: str
    uses: tuple[tuple[Equation, SymbolUse], ...]


#: bold letters and digits and nothing else but hyphens and stops; two such letters in a row
_BOLD_TEXT = re.compile(r"-?(?:\\mathbf\{\w\}[\s.-]*)+")
_BOLD_WORD = re.compile(r"\\mathbf\{[A-Za-z]\}\s*\\mathbf\{[A-Za-z]\}")


def symbols_of(expr: Expr) -> list[SymbolUse]:
    """Find every symbol of a formula in reading order, compounds before their bases."""
    return list(_visit(expr, ()))


def placed(equations: Sequence[Equation]) -> list[Placed]:
    """Join the symbols of all equations: one entry per spelling and role, ids ``s1``, ``s2`` ... in order."""
    found: dict[tuple[str, bool], list[tuple[Equation, SymbolUse]]] = {}
    for equation in equations:
        for use in symbols_of(equation.expr):
            found.setdefault((use.latex, use.role == "transpose"), []).append((equation, use))
    for key in [key for key, uses in found.items() if all(_is_bare_digit(use) for _, use in uses)]:
        del found[key]
    return [Placed(f"s{n}", latex, tuple(uses)) for n, ((latex, _), uses) in enumerate(found.items(), start=1)]


def spells_a_word(entry: Placed) -> bool:
    """Whether a bold letter stands in bold text only: in words ("SFT" of a heading, "do" of a program) or by itself."""
    formulas = {equation.latex for equation, _ in entry.uses}
    return any(map(_BOLD_WORD.search, formulas)) and all(map(_BOLD_TEXT.fullmatch, formulas))


def _is_bare_digit(use: SymbolUse) -> bool:
    """Whether a bold number makes up a formula by itself: the number of a theorem, a cell of a table."""
    return not use.path and use.role == "letter" and dissect(use.latex).letter in _NAMED_DIGITS


def collect(equations: Sequence[Equation]) -> list[Symbol]:
    """Give the symbols of a paper; the scope of each is the whole paper."""
    return [symbol_of(entry) for entry in placed(equations)]


def symbol_of(
    entry: Placed, definitions: Sequence[Definition] = (), values: Sequence[Definition] = (), counting: str = ""
) -> Symbol:
    """Join the uses of an entry into one symbol, with its kind settled over all of them and over its definitions.

    ``values`` are what the paper says of its values, ``counting`` what shows among these that it is an index.
    """
    phrases = [definition.text for definition in definitions]
    uses = [use for _, use in entry.uses]
    kind, because = judge_kind(uses, phrases, counting)
    shaped = shape_of(uses, phrases) if kind not in _SHAPELESS else None
    pages = [equation.page for equation, _ in entry.uses]
    boxes = [Occurrence(equation.page, use.box, equation.id) for equation, use in entry.uses if use.box is not None]
    return Symbol(
        id=entry.id, latex=entry.latex, kind=kind, pages=(min(pages), max(pages)), redefined=False,
        occurrences=tuple(dict.fromkeys(boxes)), definitions=tuple(definitions), values=tuple(values),
        equations=tuple(dict.fromkeys(equation.id for equation, _ in entry.uses)),
        shape=shaped[0].latex if shaped else None,
        because=((shaped[1], *(r for r in because if r not in (shaped[1], STATED_SPACE))) if shaped else because),
    )  # fmt: skip


def _use(latex: str, box: Box | None, role: Role, node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    """Yield the use; nothing where there is nothing to name."""
    if latex and latex not in _PLAIN_SIGNS:
        yield SymbolUse(latex, box, role, node, path)


def _inside(node: Expr, path: tuple[Step, ...], first: int = 0) -> Iterator[SymbolUse]:
    """Visit the arguments of a node, from the given one on."""
    for place, arg in enumerate(node.args[first:], start=first):
        yield from _visit(arg, (*path, Step(node, place)))


def _visit(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    match node.op:
        case "symbol":
            connective = is_word(node) and dissect(node.value).letter.lower() in CONNECTIVES
            letter = dissect(node.value).letter
            numeral = letter.isdigit() and letter not in _NAMED_DIGITS
            if not connective and not numeral and not _is_label(node, path):
                yield from _use(printed(node), node.box, "letter", node, path)
        case "text":
            if path and path[-1].parent.op in _QUANTITY_PARENTS and not CONNECTIVES & set(node.value.lower().split()):
                yield from _use(rf"\text{{{node.value.strip()}}}", node.box, "letter", node, path)
        case "index" | "script" | "accent" | "power":
            yield from _decorated(node, path)
        case "transpose":
            yield from _inside(node, path)
            mark = _raised_t(node)
            yield from _use(spelled(mark) if mark else r"\top", mark.box if mark else None, "transpose", node, path)
        case "operator" | "derivative" | "expectation" | "big" | "limit":
            yield from _leading_sign(node, path)
            yield from _inside(node, path)
        case "relation" | "infix" | "hadamard" | "product" | "conditional" | "divergence":
            yield from _between(node, path)
        case "norm" | "absolute" | "inner":
            yield from _bracket(node, path)
            yield from _inside(node, path)
        case "annotated":
            yield from _visit(node.args[0], (*path, Step(node, 0)))
        case _:
            yield from _inside(node, path)


def _is_label(node: Expr, path: tuple[Step, ...]) -> bool:
    r"""Whether a word in a subscript or superscript only names its base (``\pi_{\mathrm{old}}``)."""
    named = is_word(node) or node.value in (r"\max", r"\min", r"\sup", r"\inf")
    return named and any(step.parent.op in ("index", "script", "power") and step.place == 1 for step in path)


def _factors(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    """Visit the factors of a product; words side by side are one quantity ("expert capacity"), connectives are none."""
    runs = word_runs(node.args)
    for first, last in runs:
        words = [dissect(word.value).letter for word in node.args[first:last]]
        while words and words[0].lower() in CONNECTIVES:
            words.pop(0)
        while words and words[-1].lower() in CONNECTIVES:
            words.pop()
        if words:
            box = union(word.box for word in node.args[first:last])
            yield from _use(rf"\text{{{' '.join(words)}}}", box, "letter", node.args[first], (*path, Step(node, first)))
    in_run = {place for first, last in runs for place in range(first, last)}
    for place, arg in enumerate(node.args):
        if place not in in_run:
            yield from _visit(arg, (*path, Step(node, place)))


def _decorated(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    """Give a base with its scripts: the compound as one symbol, then base and scripts."""
    base = node.args[0]
    latex = compound_latex(node)
    joined = path and path[-1].parent.op == "script" and path[-1].place == 0 and node.op == "index"
    if latex and not joined and (node.op != "power" or _power_names(node)):
        yield from _use(latex, node.box, "letter", node, path)
    yield from _visit(base, (*path, Step(node, 0)))
    if not (node.op == "script" and (node.value in _RAISED_MARKS or _names_only(node))):
        yield from _inside(node, path, first=1)


def _names_only(script: Expr) -> bool:
    r"""Whether a raised label is a mere name: one plain capital, as in ``W^Q``."""
    label = script.args[1]
    return script.value == "label" and label.op == "symbol" and len(label.value) == 1 and label.value.isupper()


def _power_names(node: Expr) -> bool:
    """Whether base and exponent are one symbol: a squared name, a power of a number set, words as a raised label."""
    base, exponent = node.args
    leaves = [leaf for leaf in walk(exponent) if leaf.op == "symbol"]
    if leaves and exponent.op in ("sum", "symbol") and all(is_word(leaf) for leaf in leaves):
        # words joined by a hyphen look like a difference
        return True
    while base.op in ("index", "script"):
        base = base.args[0]
    if base.op != "symbol":
        return False
    return base.value.startswith(r"\mathbb") or (exponent.value == "2" and base.value in _SQUARED_NAMES)


def _raised_t(node: Expr) -> Mark | Name | None:
    r"""Give the mark that says a base is transposed: the last T or ``\top`` of the superscript."""
    for part in reversed(node.span):
        raised = part.sup if isinstance(part, Scripts) else part
        for leaf in reversed(list(_leaves(raised))) if raised is not None else ():
            if isinstance(leaf, Mark | Name) and spelled(leaf).rstrip("}")[-1:] in ("T", "t", "p", "l"):
                return leaf
    return None


def _leaves(node: Node) -> Iterator[Node]:
    parts = children(node)
    if not parts:
        yield node
    for part in parts:
        yield from _leaves(part)


def _leading_sign(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    """Give the sign that an operator begins with; with its index as well, where that is what the reader points at."""
    first = leftmost(node.span)
    sign = spelled(first) if first is not None else ""
    if node.op in ("operator", "derivative"):
        sign = node.value
    elif node.op == "limit" and node.value.startswith("arg") and sign != rf"\mathrm{{{node.value}}}":
        sign = rf"\arg\{node.value.removeprefix('arg')}"
    elif not sign:
        sign = node.value if node.value.startswith("\\") else rf"\mathrm{{{node.value}}}"
    head = node.span[0] if node.span else None
    box = first.box if first is not None else None
    if isinstance(head, Scripts) and head.sub is not None and node.op in ("operator", "expectation"):
        yield from _use(spelled(replace(head, limits=False)), box_of(head), "operator", node, path)
    elif node.op == "operator" and len(node.args) > 1 and node.args[1].op != "nothing":
        yield from _use(unbraced(f"{sign}_{{{to_latex(row(node.args[1].span))}}}"), box, "operator", node, path)
    yield from _use(sign, box, "operator", node, path)


def _between(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    """Operands with the sign that stands between them."""
    match node.op:
        case "conditional":
            signs = ["|"]
        case "divergence":
            signs = [r"\|"]
        case "product":
            signs = [r"\times"]
        case _:
            signs = node.value.split()
    for sign in dict.fromkeys(signs):
        boxes = sign_boxes(node.span, sign)
        if not boxes and node.op in ("product", "divergence"):
            continue
        for box in boxes or [None]:
            yield from _use(sign, box, "relation" if node.op in ("relation", "conditional") else "sign", node, path)
    yield from _factors(node, path) if node.op == "product" else _inside(node, path)


def _bracket(node: Expr, path: tuple[Step, ...]) -> Iterator[SymbolUse]:
    r"""Give a pair of brackets by the name a reader would look up: ``\|\cdot\|_2``."""
    bar = node.value if node.op == "norm" and node.value else r"\|"
    shape = {"norm": rf"{bar}\cdot{bar}", "absolute": r"|\cdot|", "inner": r"\langle\cdot,\cdot\rangle"}[node.op]
    if node.op == "norm" and len(node.args) > 1 and node.args[1].op != "nothing":
        yield from _use(unbraced(f"{shape}_{{{to_latex(row(node.args[1].span))}}}"), node.box, "bracket", node, path)
    else:
        yield from _use(shape, node.box, "bracket", node, path)
