"""What the operators of an equation do, for beginners: a plain-words gloss each, from ``data/explanations/operators.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patterns.explanation.sentence import Sentence, readable
from patterns.explanation.telling import Telling
from patterns.terms import plain
from reader.formula_tree import Mark, Name, Node, Row, Scripts
from reader.latex.writer import to_latex
from reader.operators import Expr

#: glosses in one sentence
MOST = 3
#: functions by their plain names
_FUNCTIONS = {
    "ln": r"\log", "lg": r"\log", "Tr": r"\mathrm{tr}", "trace": r"\mathrm{tr}", "tr": r"\mathrm{tr}",
    "softmax": r"\mathrm{softmax}", "Softmax": r"\mathrm{softmax}", "log": r"\log", "exp": r"\exp", "det": r"\det",
}  # fmt: skip
_DRESS = re.compile(r"\\(?:mathrm|operatorname|mathbf|mathit|text)?\{?|\}")
_PRIMES = re.compile(r"^(?:'|\\prime)+")
_INDICATORS = frozenset((r"\mathbb{1}", r"\mathbf{1}", r"\mathbb{I}", r"\llbracket\cdot\rrbracket"))


def glosses(telling: Telling) -> list[Sentence]:
    """One sentence on the signs that a programmer is least likely to know; none where there are none."""
    printed: dict[str, str] = {}
    parts = list(_operators(telling.expr))
    of_matrices = {_index(part) for part in parts if part.op == "norm" and part.args and _matrix(part.args[0])}
    for expr in parts:
        if expr.op == "norm" and _index(expr) in of_matrices:
            continue  # one sign, two norms: that of a vector and that of a matrix
        for key in _keys(expr):
            printed.setdefault(key, _sign(expr))
    known = [operator for operator in telling.texts.operators if operator.find in printed][:MOST]
    if not known:
        return []
    told = [
        operator.told(telling.voice.language).replace("{sign}", printed[operator.find] or operator.sign)
        for operator in known
    ]
    concepts = ", ".join(dict.fromkeys(operator.concept for operator in known))
    return [Sentence(telling.text("signs", glosses=telling.joint("glosses").join(told)), f"glossary:{concepts}")]


def _operators(expr: Expr) -> Iterator[Expr]:
    """Everything in a formula but the bar of a set, which says "such that"."""
    yield expr
    for arg in expr.args:
        if expr.op == "set" and arg.op == "conditional":
            yield from (part for side in arg.args for part in _operators(side))
        else:
            yield from _operators(arg)


def _keys(expr: Expr) -> Iterator[str]:
    """Under which names of the file an operator may stand."""
    match expr.op:
        case "apply" if expr.args:
            yield from _function(expr)
        case "norm" if expr.args:
            yield from _norm(expr)
        case "relation":
            yield from (f"relation {sign}" for sign in expr.value.split() if expr.args[0].op != "nothing")
        case "operator" if expr.value == r"\partial":
            yield r"derivative \partial"
        case "limit" if len(expr.args) < 2 or expr.args[1].op == "nothing" or _spelled_out(expr):
            return
        case "expectation" | "operator" | "derivative" | "limit" | "big" | "hadamard":
            yield f"{expr.op} {expr.value}"
        case _:
            yield expr.op


def _spelled_out(expr: Expr) -> bool:
    """Whether an optimum is printed as a word (maximize) that asks for something, rather than as the value it takes."""
    return any(isinstance(node, Name) and node.text.lower().endswith(("ize", "ise")) for node in _names(expr))


def _names(expr: Expr) -> Iterator[Node]:
    """The first mark of an expression, below its scripts."""
    for node in expr.span[:1]:
        while isinstance(node, Row | Scripts):
            node = node.items[0] if isinstance(node, Row) and node.items else getattr(node, "base", Mark("?"))
        yield node


def _norm(expr: Expr) -> Iterator[str]:
    """The norm by its index; one without is the length of a vector, unless a matrix stands in it."""
    index = _index(expr)
    if index in ("F", "Fro"):
        yield "norm F"
    elif _matrix(expr.args[0]):
        return  # an operator norm, or one that only the paper can name
    elif index in ("1", "2"):
        yield f"norm {index}"
    elif not index and len(expr.args) > 1 and expr.args[1].op == "nothing":
        yield "norm 2"


def _index(norm: Expr) -> str:
    """The index of a norm as it is read; empty for none."""
    return plain(norm.args[1].value) if len(norm.args) > 1 and norm.args[1].op != "nothing" else ""


def _matrix(body: Expr) -> bool:
    while body.op in ("index", "script", "accent") and body.args:
        body = body.args[0]
    return body.op == "matrix" or (body.op == "symbol" and len(plain(body.value)) == 1 and plain(body.value).isupper())


def _function(expr: Expr) -> Iterator[str]:
    head = expr.args[0]
    if len(expr.args) == 2 and expr.args[1].op == "divergence":
        name = head.args[1] if head.op == "index" else head
        if "KL" in plain(name.value).upper():
            yield "apply divergence"
        return
    if head.value in _INDICATORS:
        yield "apply indicator"
    elif head.value == r"\mathcal{N}":  # with one argument it is a neighbourhood
        if len(expr.args) > 2 or any(arg.op in ("semicolon", "conditional") for arg in expr.args[1:]):
            yield r"apply \mathcal{N}"
    else:
        bare = _DRESS.sub("", head.value)  # with its capitals: LN is no logarithm
        yield "apply " + _FUNCTIONS.get(bare, head.value)


def _sign(expr: Expr) -> str:
    """The sign of a function, a transpose or an average as printed; empty where the usual sign is to be shown."""
    if expr.op == "apply":
        head = expr.args[0].args[0] if expr.args[0].op == "script" and expr.args[0].args else expr.args[0]
        return head.value if r"\cdot" in head.value else readable(head)
    if expr.op == "transpose" and expr.span and isinstance(expr.span[0], Scripts) and expr.span[0].sup is not None:
        sign = _PRIMES.sub("", to_latex(expr.span[0].sup)).strip()
        return f"^{{{sign}}}" if sign else ""
    if expr.op != "expectation" or not expr.span:
        return ""
    first = next(_names(expr))
    return to_latex(first) if isinstance(first, Mark | Name) else ""
