"""What the operators of an equation do, for beginners: a plain-words gloss each, from ``data/explanations/operators.yaml``."""

from __future__ import annotations

from collections.abc import Iterator

from patterns.explanation.sentence import Sentence
from patterns.explanation.telling import Telling
from patterns.terms import plain
from reader.formula_tree import Mark, Name, Row, Scripts
from reader.latex.writer import to_latex
from reader.operators import Expr, walk

#: glosses in one sentence
MOST = 3
#: functions by their plain names
_FUNCTIONS = {
    "ln": r"\log", "lg": r"\log", "Tr": r"\mathrm{tr}", "trace": r"\mathrm{tr}", "tr": r"\mathrm{tr}",
    "softmax": r"\mathrm{softmax}", "Softmax": r"\mathrm{softmax}", "log": r"\log", "exp": r"\exp", "det": r"\det",
}  # fmt: skip
_INDICATORS = frozenset((r"\mathbb{1}", r"\mathbf{1}", r"\mathbb{I}", r"\llbracket\cdot\rrbracket"))
#: signs that stand in front of what they act on, and are shown as they are printed
_SHOWN = ("expectation", "limit")


def glosses(telling: Telling) -> list[Sentence]:
    """One sentence on the signs that a programmer is least likely to know; none where there are none."""
    printed: dict[str, str] = {}
    for expr in walk(telling.expr):
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


def _keys(expr: Expr) -> Iterator[str]:
    """Under which names of the file an operator may stand."""
    match expr.op:
        case "apply" if expr.args:
            yield from _function(expr)
        case "norm":
            index = expr.args[1] if len(expr.args) > 1 else expr
            yield f"norm {'F' if plain(index.value) in ('F', 'Fro') else '1' if index.value == '1' else '2'}" * (
                index.op == "nothing" or plain(index.value) in ("1", "2", "F", "Fro")
            )
        case "relation":
            yield from (f"relation {sign}" for sign in expr.value.split())
        case "operator" if expr.value == r"\partial":
            yield r"derivative \partial"
        case "expectation" | "operator" | "derivative" | "limit" | "big" | "hadamard":
            yield f"{expr.op} {expr.value}"
        case _:
            yield expr.op


def _function(expr: Expr) -> Iterator[str]:
    head = expr.args[0]
    if len(expr.args) == 2 and expr.args[1].op == "divergence":
        name = head.args[1] if head.op == "index" else head
        if "KL" in plain(name.value).upper():
            yield "apply divergence"
        return
    if head.value in _INDICATORS:
        yield "apply indicator"
    elif head.value == r"\mathcal{N}":
        yield r"apply \mathcal{N}"
    else:
        yield "apply " + _FUNCTIONS.get(plain(head.value), head.value)


def _sign(expr: Expr) -> str:
    """The sign as it is printed, where it stands in front; empty where the usual one is to be shown."""
    if expr.op not in _SHOWN or not expr.span:
        return ""
    first = expr.span[0]
    while isinstance(first, Row | Scripts):
        first = first.items[0] if isinstance(first, Row) and first.items else getattr(first, "base", Mark("?"))
    return to_latex(first) if isinstance(first, Mark | Name) and expr.op == "expectation" else ""
