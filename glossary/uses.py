r"""How a symbol stands in its formulas: the cues (``glossary.cues``) that hold for each of its occurrences.

``uses_of`` walks one operator tree and says for every symbol, occurrence by occurrence, what is true of it: it is
applied to an argument, is squared, stands beside ``\mu``, is the running index of a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.operands import letter_name, looks, names, script_labels
from reader.operators import Expr, walk
from reader.symbols.path import Step, SymbolUse
from reader.symbols.spelling import dissect, normal
from reader.symbols.symbols import symbols_of

#: Lists and bars between an argument and the function it belongs to.
_ARGUMENT_LISTS = frozenset(("tuple", "conditional", "semicolon", "divergence", "negative", "set"))
#: Arithmetic that does not end what stands over or under a fraction bar or a root.
_ARITHMETIC = frozenset(("product", "sum", "negative", "power", "index", "script", "hadamard", "transpose"))
_DRESS = frozenset(("index", "script", "power", "transpose", "accent", "negative", "annotated"))
_DOTS = frozenset((r"\ldots", r"\cdots", r"\dots"))
_COUNTERS = frozenset("ijklmnt")


@dataclass(frozen=True)
class Use:
    r"""One occurrence: the cues that hold for it, written as in the notation files (``power 2``, ``near \mu``)."""

    symbol: str
    cues: frozenset[str]


def uses_of(expr: Expr) -> dict[str, list[Use]]:
    r"""Every symbol of a formula (by its LaTeX, see ``reader.symbols.symbols``) with its uses in reading order.

    A letter that means a transpose is kept under ``\\top``, whatever letter is printed.
    """
    found: dict[str, list[Use]] = {}
    near = letters_of(expr)
    for use in symbols_of(expr):
        latex = r"\top" if use.role == "transpose" else use.latex
        found.setdefault(latex, []).append(use_of(use, near))
    return found


def letters_of(expr: Expr) -> frozenset[str]:
    """Give the letters, function names and signs of a formula, without their faces and accents."""
    found: set[str] = set()
    for node in walk(expr):
        if node.op == "symbol":
            found.add(letter_name(node))
        elif node.op in ("big", "operator", "relation"):
            found |= {normal(sign) for sign in node.value.split()}
            if node.op == "operator" and node.value == "d":
                found |= {"d" + name for name in names(node.args[0])}
    return frozenset(found)


def use_of(use: SymbolUse, near: frozenset[str]) -> Use:
    """Give the cues of one occurrence; ``near`` are the letters of its formula."""
    cues = set(_dress(use))
    own = letter_name(use.base()) if use.role == "letter" else use.latex
    cues.update(f"near {letter}" for letter in near if letter != own)
    if use.role == "letter":
        node, path = use.standing()
        if path and path[-1].parent.op == "apply" and path[-1].place == 0:
            cues.update(_applied(path[-1].parent))
            node, path = _undressed(path[-1].parent, path[:-1])
        cues.update(_standing(node, path, bare="applied" not in cues))
        cues.update(_ancestors(path))
        cues.update(_lettering(use))
    else:
        cues.update(_sign(use))
        cues.update(_ancestors(use.path))
    return Use(use.latex, frozenset(cues))


def _undressed(node: Expr, path: tuple[Step, ...]) -> tuple[Expr, tuple[Step, ...]]:
    while path and path[-1].parent.op in _DRESS and path[-1].place == 0:
        node, path = path[-1].parent, path[:-1]
    return node, path


def _lettering(use: SymbolUse) -> Iterator[str]:
    spelling = dissect(use.base().value)
    if spelling.face == "bold":
        yield "bold"
    if spelling.face == "rm":
        yield "upright"
    if spelling.letter.lstrip("\\")[:1].isupper():
        yield "capital"
    for accent in spelling.accents:
        yield f"accent {accent}"


def _dress(use: SymbolUse) -> Iterator[str]:
    """Give indices, powers and accents, its own and those around it."""
    for node in use.dress():
        match node.op:
            case "index":
                yield "has subscript"
                yield from (f"subscript {label}" for label in script_labels(node.args[1]))
            case "script":
                yield "has superscript"
                for label in script_labels(node.args[1]):
                    yield f"superscript {label}"
                    if node.value in ("layer", "iteration"):
                        yield f"superscript ({label})"
            case "power" if node is not use.node:
                yield "has power"
                yield from (f"power {label}" for label in script_labels(node.args[1]))
                if node.args[1].op == "negative":
                    yield "inverted"
            case "transpose":
                yield "transposed"
            case "accent":
                yield f"accent {node.value.lstrip(chr(92))}"
            case "negative":
                yield "minus"


def _applied(application: Expr) -> Iterator[str]:
    """Give what a function head is applied to."""
    yield "applied"
    arguments = application.args[1:]
    if len(arguments) == 1 and arguments[0].op in ("divergence", "inner"):
        yield "arguments 2"
    else:
        yield f"arguments {len(arguments)}"
    for argument in arguments:
        yield from (f"takes {name}" for part in _parts(argument) for name in names(part) | looks(part))


def _parts(argument: Expr) -> Iterator[Expr]:
    """Give an argument and, where it is a list or has a bar, its parts."""
    yield argument
    if argument.op in _ARGUMENT_LISTS:
        for part in argument.args:
            yield from _parts(part)


def _standing(node: Expr, path: tuple[Step, ...], bare: bool) -> Iterator[str]:
    """How an operand stands among its neighbours; ``bare`` if it is a letter and not an application."""
    if not path:
        yield "alone"
        return
    step = path[-1]
    parent, place = step.parent, step.place
    match parent.op:
        case "product" | "hadamard" | "infix":
            yield from _among_factors(parent, place)
        case "sum":
            yield from _among_terms(parent, place, path, bare and node.op != "negative")
        case "operator" if place == 0:
            yield f"after {parent.value}"
        case "relation":
            yield from _on_side(parent, place)
        case "tuple" | "set" | "cases" | "matrix":
            yield "one of several"
            if len(path) > 1 and path[-2].parent.op == "relation":
                yield from _on_side(path[-2].parent, path[-2].place)
    if place and parent.op in ("tuple", "product", "set") and parent.args[place - 1].value in _DOTS:
        yield "end of range"
    yield from _as_argument(path)
    yield from _under(node, path)
    yield from _in_fraction(path)


def _among_factors(parent: Expr, place: int) -> Iterator[str]:
    if parent.op == "product":
        yield "factor"
        if place == 0:
            yield "first factor"
        if place == len(parent.args) - 1:
            yield "last factor"
    for offset, side in ((-1, "after"), (1, "before")):
        if 0 <= place + offset < len(parent.args):
            for name in names(parent.args[place + offset]):
                yield f"{side} {name}"
                yield f"beside {name}"


def _among_terms(parent: Expr, place: int, path: tuple[Step, ...], bare: bool) -> Iterator[str]:
    last = place == len(parent.args) - 1
    yield "term"
    if last:
        yield "last term"
    if last and bare and place > 0 and parent.args[place].op != "negative":
        yield "lone last term"
    for other in parent.args[:place] + parent.args[place + 1 :]:
        yield from (f"beside {name}" for name in names(other))
    if len(parent.args) == 2 and any(term.op == "negative" for term in parent.args):
        yield "difference"
        if len(path) > 1 and path[-2].place == 0 and _measures(path[-2].parent):
            yield "error"


def _measures(node: Expr) -> bool:
    """Whether a node is a norm, an absolute value or a square."""
    return node.op in ("norm", "absolute") or (node.op == "power" and node.args[1].value == "2")


def _on_side(parent: Expr, place: int) -> Iterator[str]:
    signs = [normal(sign) for sign in parent.value.split()]
    yield "whole side"
    if place == 0:
        yield "left side"
    if place < len(signs):
        yield f"left of {signs[place]}"
    if 0 < place <= len(signs):
        yield f"right of {signs[place - 1]}"


def _as_argument(path: tuple[Step, ...]) -> Iterator[str]:
    """Which function it is an argument of, and on which side of a bar."""
    first = True
    for step in reversed(path):
        parent, place = step.parent, step.place
        if parent.op == "apply" and place > 0:
            for name in names(parent.args[0]):
                yield f"argument of {name}"
                if place == 1 and first:
                    yield f"first argument of {name}"
            return
        if parent.op not in _ARGUMENT_LISTS:
            return
        first = first and place == 0
        if parent.op == "conditional":
            yield "before bar" if place == 0 else "after bar"
        elif parent.op == "semicolon" and place == 1:
            yield "after semicolon"


def _under(node: Expr, path: tuple[Step, ...]) -> Iterator[str]:
    """Give what it is an index, limit or bound variable of."""
    inner = node
    for step in reversed(path):
        parent, place = step.parent, step.place
        match parent.op:
            case "index" | "script" if place == 1:
                yield "index"
                for name in names(parent.args[0]):
                    yield f"index of {name}"
                    if parent.op == "script":
                        yield f"superscript of {name}"
                return
            case "norm" if place == 1:
                yield from ("index", "index of norm")
                return
            case "power" if place == 1:
                yield "exponent"
                yield from (f"exponent of {name}" for name in names(parent.args[0]))
                return
            case "big" | "limit" if place > 0:
                yield from _at_limit(parent, place, inner, node)
                return
            case "expectation" if place > 0:
                yield "under expectation"
                if parent.args[2:] and parent.args[2].op != "nothing":
                    yield "left of \\sim" if place == 2 else "right of \\sim"
                return
            case "expectation" | "apply" | "big" | "limit" | "norm" | "absolute":
                return
        inner = parent


def _at_limit(parent: Expr, place: int, inner: Expr, node: Expr) -> Iterator[str]:
    sign = _sign_name(parent)
    if place == 2:
        yield "upper limit"
        return
    yield f"under {sign}"
    letter = letter_name(node) if node.op in ("symbol", "index") else ""
    runs = inner is node or (inner.op in ("relation", "tuple") and inner.args[:1] == (node,))
    if runs and (parent.op == "big" or letter in _COUNTERS):
        yield "bound"
        yield f"bound by {sign}"


def _sign_name(node: Expr) -> str:
    if node.op == "limit":
        return rf"\arg\{node.value[3:]}" if node.value.startswith("arg") else "\\" + node.value
    return "expectation" if node.op == "expectation" else node.value


def _in_fraction(path: tuple[Step, ...]) -> Iterator[str]:
    for step in reversed(path):
        if step.parent.op == "quotient":
            yield "denominator" if step.place == 1 else "numerator"
        elif step.parent.op == "root" and step.place == 0:
            yield "root"
        elif step.parent.op not in _ARITHMETIC or (step.parent.op in _DRESS and step.place > 0):
            return


def _ancestors(path: Sequence[Step]) -> Iterator[str]:
    """Everything it stands inside, however deep."""
    for step in path:
        parent, place = step.parent, step.place
        if parent.op in _DRESS and place > 0:
            continue
        yield f"in {parent.op}"
        if parent.op == "apply" and place > 0:
            yield from (f"in {name}" for name in names(parent.args[0]))
        elif parent.op in ("big", "limit", "operator") and place == 0:
            yield f"in {_sign_name(parent)}"


def _sign(use: SymbolUse) -> Iterator[str]:
    """Cues of operators, signs and brackets: what they act on, stand between or enclose."""
    node = use.node
    if use.role == "transpose":
        yield "in transpose"
        return
    if use.role in ("sign", "relation"):
        yield "binary"
        for operand in node.args:
            yield from (f"between {name}" for name in looks(operand) | names(operand))
        return
    if node.args:
        yield from (f"body {name}" for name in looks(node.args[0]) | names(node.args[0]))
    index = node.args[1] if len(node.args) > 1 and node.op in ("norm", "operator", "expectation", "big") else None
    if index is not None and index.op != "nothing":
        yield "with limits" if node.op == "big" else "has subscript"
        yield from (f"subscript {label}" for label in script_labels(index))
