r"""Operator tree → words, as a lecturer would read the formula aloud.

"The expected value, under q, of one over two sigma sub t squared times the squared norm of ..., plus C." Long parts
are set off by commas so that they can be said in phrases. Total: anything can be said, unknown parts as "something".
The English speaker is made of parts, one for each kind of thing; other languages are tables (``phrased``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reader.operators import NOTHING, Expr
from reader.speech.arithmetic import Arithmetic
from reader.speech.functions import Functions
from reader.speech.listing import Listing
from reader.speech.operators import Operators
from reader.speech.phrased_parts import PhrasedFormula, tidy
from reader.speech.relations import Relations
from reader.speech.script_words import Scripts
from reader.speech.shapes import SHORTENED, marked_in, sets_in
from reader.speech.words import number_words

#: nesting beyond which the rest is summed up
MAX_DEPTH = 120


def say(expr: Expr, language: str = "english") -> str:
    """Read a formula aloud in a language of ``data/speech``; never empty, never raises."""
    if language != "english":
        speaker = PhrasedFormula(language)
        speaker.sets, speaker.marked = sets_in(expr), marked_in(expr)
        return tidy(speaker.say(expr)) or speaker.phrase("nothing")
    english = _English()
    english.sets, english.marked = sets_in(expr), marked_in(expr)
    words = " ".join(english.say(expr).replace(" ,", ",").split())
    return re.sub(r",(?:\s*[,;])+", lambda pause: ";" if ";" in pause.group() else ",", words).strip(" ,") or "nothing"


class _English(Scripts, Arithmetic, Functions, Operators, Relations, Listing):
    """Says any part of a formula by the method of its operator."""

    def say(self, expr: Expr) -> str:
        if self.depth > MAX_DEPTH:
            return "and so on"
        self.depth += 1
        try:
            method = _METHODS.get(expr.op)
            wanted = _ARITY.get(expr.op)
            if wanted is not None and len(expr.args) != wanted:
                padding = (NOTHING,) * (wanted - len(expr.args))
                expr = replace(expr, args=(expr.args + padding)[:wanted])
            return self.listed(expr.args) if method is None else method(self, expr)
        finally:
            self.depth -= 1


#: arguments each operator has; trees made by others are brought to that
_ARITY = {
    **dict.fromkeys(("negative", "transpose", "accent", "absolute", "annotated"), 1),
    **dict.fromkeys(("index", "power", "script", "quotient", "root", "limit", "operator", "derivative"), 2),
    **dict.fromkeys(("conditional", "divergence", "semicolon", "norm", "binomial"), 2),
    **dict.fromkeys(("expectation", "big"), 3),
}
_METHODS: dict[str, Callable[[_English, Expr], str]] = {
    "number": lambda speaker, expr: number_words(expr.value),
    "symbol": _English.symbol,
    "text": lambda speaker, expr: SHORTENED.get(expr.value.strip(" ,."), expr.value.strip(" ,.")),
    "nothing": lambda speaker, expr: "",
    "unknown": lambda speaker, expr: "something",
    "index": _English.index,
    "power": _English.power,
    "script": _English.script,
    "transpose": _English.transpose,
    "accent": lambda speaker, expr: (
        f"{speaker.quantity(expr.args[0])} {speaker.table['accents'].get(expr.value, expr.value)}"
    ),
    "sum": _English.sum,
    "negative": _English.negative,
    "product": _English.product,
    "quotient": _English.quotient,
    "root": _English.root,
    "infix": _English.infix,
    "hadamard": _English.infix,
    "apply": _English.apply,
    "expectation": _English.expectation,
    "big": _English.big,
    "limit": _English.limit,
    "operator": _English.operator,
    "derivative": _English.derivative,
    "relation": _English.relation,
    "norm": _English.norm,
    "absolute": _English.absolute,
    "conditional": _English.pair,
    "divergence": _English.pair,
    "semicolon": _English.pair,
    "inner": _English.inner,
    "set": _English.set,
    "tuple": _English.tuple,
    "cases": _English.cases,
    "matrix": _English.matrix,
    "binomial": _English.binomial,
    "annotated": lambda speaker, expr: speaker.say(expr.args[0]),
    "rows": _English.rows,
    "sequence": _English.sequence,
}
