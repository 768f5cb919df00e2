r"""Operator tree → words, as a lecturer would read the formula aloud.

"The expected value, under q, of one over two sigma sub t squared times the squared norm of ..., plus C." Long parts
are set off by commas so that they can be said in phrases. Total: anything can be said, unknown parts as "something".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reader.operators import NOTHING, Expr, walk
from reader.speech.listing import Listing
from reader.speech.phrased_parts import PhrasedFormula, tidy
from reader.speech.shapes import (
    DIVERGENCES,
    FUNCTIONS,
    LONG,
    OPTIMA,
    SHORTENED,
    enumerated,
    is_difference,
    is_distribution,
    is_draw,
    is_list,
    is_long_product,
    is_matrix,
    is_parameter,
    is_simple,
    runs_on,
    runs_on_from,
    space,
    states,
)
from reader.speech.words import number_words, symbol_words, tables

#: nesting beyond which the rest is summed up
MAX_DEPTH = 120
_LEAVES = frozenset({"symbol", "number", "text", "unknown", "nothing"})
_SIMPLE = frozenset({"symbol", "number", "index", "power", "script", "transpose", "accent"})
#: wholes whose square is announced first, for "of x squared" would square the x
_SQUARED_WHOLE = frozenset({"expectation", "big", "operator", "derivative", "limit", "inner"})
_INDICATORS = frozenset({r"\mathbb{1}", r"\mathbf{1}", r"\mathbb{I}", "1", r"\mathrm{1}"})
#: heads that say how probable a statement is, and those that say where it is one
_PROBABILITIES = frozenset({"p", "P", r"\Pr", r"\mathbb{P}", r"\mathrm{P}", r"\mathrm{Pr}"})
_TESTS = _INDICATORS | {"I", r"\mathrm{I}", r"\mathbf{I}", r"\delta"}
#: how often a derivative was taken
_ORDERS = {"2": "second", "3": "third", "4": "fourth"}
_LOGARITHMS = frozenset({r"\log", r"\ln", r"\lg"})
_QUANTITIES = frozenset({"sum", "infix", "relation", "conditional", "hadamard", "negative"})


def say(expr: Expr, language: str = "english") -> str:
    """Read a formula aloud in a language of ``data/speech``; never empty, never raises."""
    if language != "english":
        speaker = PhrasedFormula(language)
        return tidy(speaker.say(expr)) or speaker.phrase("nothing")
    words = " ".join(_Speaker().say(expr).replace(" ,", ",").split())
    return re.sub(r",(?:\s*[,;])+", lambda pause: ";" if ";" in pause.group() else ",", words).strip(" ,") or "nothing"


class _Speaker(Listing):
    def __init__(self) -> None:
        self.depth = self.cells = 0
        self.table = tables()

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
            return self._listed(expr.args) if method is None else method(self, expr)
        finally:
            self.depth -= 1

    # ---- parts ----

    def _listed(self, args: tuple[Expr, ...]) -> str:
        return enumerated([self.say(arg) for arg in args if arg.op != "nothing"])

    def quantity(self, expr: Expr) -> str:
        """Say an operand, marked as a whole where it would run into what follows."""
        words = self.say(expr)
        return f"the quantity {words}," if expr.op in _QUANTITIES else words

    def fill(self, table: str, key: str, default: str, *parts: str) -> str:
        """Fill the phrase of a table with parts; ``default`` is the phrase for keys it does not have."""
        return self.table[table].get(key, default).format(*parts)

    # ---- leaves and scripts ----

    def symbol(self, expr: Expr) -> str:
        return symbol_words(expr.value)

    def index(self, expr: Expr) -> str:
        base, below = expr.args
        if expr.value == "|":
            return f"{self.say(base)}, evaluated at {self.say(below)},"
        if below.value == "+" and base.op == "tuple":
            return f"the positive part of {self._listed(base.args)}"
        if base.value in _INDICATORS and below.op == "relation":
            return f"the indicator that {self.say(below)},"
        if base.op not in ("symbol", "script", "accent", "apply"):
            whole = f"the quantity {self.say(base)}," if base.op in ("product", "quotient") else self.quantity(base)
            return f"{whole} sub {self.say(below)}" + "," * whole.endswith(",")
        if self.cells and below.op == "number" and len(below.value) == 2:
            return f"{self.say(base)} sub {' '.join(number_words(digit) for digit in below.value)}"
        words = self.say(base)
        if base.op == "apply":
            return f"component {self.below(below)} of {words}"
        if base.op == "script" and base.value == "prime":
            return f"{words} sub {self.below(below)}"
        return f"{words} {self.below(below)}" if runs_on(base, below) else f"{words} sub {self.below(below)}"

    def below(self, expr: Expr) -> str:
        if expr.op == "tuple":
            return " ".join(self.say(arg) for arg in expr.args)
        if expr.op == "relation" and expr.value == ":":
            return " to ".join(self.say(arg) for arg in expr.args)
        return self.condition(expr) if expr.op == "relation" else self.say(expr)

    def transpose(self, expr: Expr) -> str:
        base = expr.args[0]
        if base.op in _SIMPLE:
            return f"{self.say(base)} transpose"
        words = f"the list {self._listed(base.args)}" if is_list(base) else self.quantity(base)
        return f"the transpose of {words.rstrip(',')},"

    def power(self, expr: Expr) -> str:
        base, exponent = expr.args
        if base.op == "norm" and exponent.value == "2" and exponent.op == "number":
            return self.norm(base, "squared ")
        if base.op in _SQUARED_WHOLE and exponent.op == "number" and exponent.value == "2":
            return f"the square of {self.say(base)}"
        words = self.quantity(base) if base.op not in ("product", "quotient") else f"the quantity {self.say(base)},"
        if base.value == r"\mathbb{R}" or (base.value.startswith(r"\mathbb") and base.op == "symbol"):
            return f"{space(base)} of dimension {self.dimension(exponent)}"
        if exponent.op == "number" and exponent.value in ("2", "3"):
            return f"{words} {'squared' if exponent.value == '2' else 'cubed'}" + "," * words.endswith(",")
        if exponent.op == "negative" and exponent.args[0].value == "1":
            return f"{words} inverse"
        if exponent.op == "quotient" and [arg.value for arg in exponent.args] == ["1", "2"]:
            return f"the square root of {words}"
        return f"{words} to the {self.say(exponent)}".replace(" to the the ", " to the power the ")

    def dimension(self, exponent: Expr) -> str:
        if exponent.op == "product":
            return " by ".join(self.say(arg) for arg in exponent.args)
        return self.say(exponent)

    def script(self, expr: Expr) -> str:
        family = expr.args[0]
        if expr.value == "index" and family.op == "index" and family.args[1].op == "relation":
            first, last = self.range("", family.args[1], expr.args[1]), expr.args[1]
            bounds = family.args[1]
            if bounds.value == "=":
                first = f"for {self.say(bounds.args[0])} from {self.say(bounds.args[1])} to {self.say(last)}"
            return f"{self.say(family.args[0])}, {first.strip()},"
        if expr.value == "prime" and family.op == "index" and family.args[0].op == "symbol":
            return f"{self.say(family.args[0])} {self.say(expr.args[1])} sub {self.below(family.args[1])}"
        base, above = self.quantity(expr.args[0]), self.say(expr.args[1])
        if expr.value == "prime":
            return f"{base} {above}"
        single = expr.value == "label" and len(expr.args[1].value) == 1
        if single or (expr.value == "layer" and is_difference(expr.args[1])):
            return f"{base} superscript {above}"
        return self.fill("scripts", expr.value, "{0} {1}", base, above)

    # ---- arithmetic ----

    def sum(self, expr: Expr) -> str:
        words = ""
        for place, printed in enumerate(expr.args):
            term = printed.args[0] if printed.op == "annotated" else printed
            negative = term.op == "negative"
            said = self.factor(term.args[0]) if negative else self.factor(term)
            if place == 0:
                words = f"minus {said}" if negative else said
                continue
            pause = "," if len(words.split()) >= LONG and not words.endswith(",") else ""
            words += f"{pause} {'minus' if negative else 'plus'} {said}"
        return words.removesuffix(" up to") if expr.args and expr.args[-1].value == r"\ldots" else words

    def factor(self, expr: Expr) -> str:
        """Say a term, marked as a whole where it is a sum in brackets."""
        return self.quantity(expr) if expr.op in _QUANTITIES - {"hadamard"} else self.say(expr)

    def negative(self, expr: Expr) -> str:
        return f"minus {self.quantity(expr.args[0])}"

    def product(self, expr: Expr) -> str:
        words, before = "", None
        for factor in expr.args:
            said = self.quantity(factor)
            if before is None:
                words = said
            elif factor.op == "operator" and factor.value == "d":
                pause = "," if len(words.split()) >= LONG and not words.endswith(",") else ""
                words += f"{pause} {said}"
            elif before.op in ("derivative", "operator") and before.value != "d":
                words += f" times {said}" if words.endswith(",") else f", times {said}"
            else:
                close = all(map(is_simple, (before, factor))) and not runs_on_from(before, factor, words)
                rooted = before.op == "root" or (before.op == "quotient" and before.args[1].op == "root")
                pause = "," if rooted and not words.endswith(",") else ""
                words += f" {said}" if close else f"{pause} times {said}"
            before = factor
        return words

    def quotient(self, expr: Expr) -> str:
        above, below = expr.args
        if [above.value, below.value] == ["1", "2"]:
            return "one half"
        over, under = self.say(above), self.say(below)
        if len(over.split()) >= LONG or is_long_product(below, under):
            return self.ratio(expr)
        if len(under.split()) > LONG and above.op != "number":
            return f"{self.quantity(above).rstrip(',')} divided by {self.quantity(below).rstrip(',')},"
        return f"{self.quantity(above)} over {self.quantity(below)}"

    def ratio(self, expr: Expr) -> str:
        """Say a fraction so that both of its parts can be heard, also where they have fractions of their own."""
        below = expr.args[1]
        over, under = (self.quantity(arg).rstrip(",") for arg in expr.args)
        nested = any(part.op == "quotient" for arg in expr.args for part in walk(arg))
        if nested or is_long_product(below, under):
            return f"the fraction with {over}, above the line, and {under}, below it,"
        if " to " in over and " and " not in over:
            return f"the quotient of {over} and {under},"
        if " to " in over:
            return f"the fraction with {over}, above the line, and {under}, below it,"
        return f"the ratio of {over} to {under},"

    def root(self, expr: Expr) -> str:
        degree = {"": "square", "3": "cube"}.get(expr.args[1].value, f"{self.say(expr.args[1])}-th")
        return f"the {degree} root of {self.quantity(expr.args[0])}"

    def infix(self, expr: Expr) -> str:
        sign = self.table["infix"].get(expr.value) or symbol_words(expr.value)
        if expr.value == r"\circ" and all(arg.value in FUNCTIONS for arg in expr.args):
            sign = "composed with"
        return f" {sign} ".join(self.quantity(arg) if arg.op != "nothing" else "" for arg in expr.args)

    # ---- functions ----

    def apply(self, expr: Expr) -> str:
        if not expr.args:
            return ""
        head, args = expr.args[0], expr.args[1:]
        if len(args) == 1 and args[0].op == "divergence":
            return self.divergence_of(head, args[0])
        if head.value == r"\mathcal{N}":
            return self.normal(args)
        if head.value in ("I", r"\mathrm{I}", r"\mathbb{I}") and len(args) == 1 and args[0].op == "semicolon":
            return f"the mutual information between {self.say(args[0].args[0])} and {self.say(args[0].args[1])}"
        if len(args) == 1 and states(args[0]):
            told = self.statement(head, args[0])
            if told:
                return told
        divided = len(args) == 1 and args[0].op == "quotient" and head.value in _LOGARITHMS
        words = self.arguments(args)
        if divided and "," in words and not words.startswith("the "):
            words = self.ratio(args[0])
        if head.value in self.table["functions"]:
            plain = head.value in _LOGARITHMS or head.value in (r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\tanh")
            whole = {"product", "quotient"} if head.value in _LOGARITHMS else {"product", "quotient", "apply"}
            compound = plain and args and (args[0].op in _QUANTITIES | whole or words.startswith("the "))
            return self.fill("functions", head.value, "", f"of {words}" if compound else words)
        return f"{self.say(head)} of {words}" if args else self.say(head)

    def statement(self, head: Expr, told: Expr) -> str:
        """Say the probability of a statement, or where it holds; empty for other heads."""
        if head.value in _TESTS:
            return f"the indicator that {self.say(told)},"
        letter = head
        while letter.op in ("index", "script") and letter.args:
            letter = letter.args[0]
        if letter.value not in _PROBABILITIES:
            return ""
        under = "" if letter is head else f", under {self.say(head)},"
        return f"the probability{under} that {self.say(told)},"

    def arguments(self, args: tuple[Expr, ...]) -> str:
        if len(args) == 1:
            whole = args[0].op in ("conditional", "semicolon")
            bare = whole or args[0].op in ("relation", "negative")
            return f"{self.say(args[0])}{',' * whole}" if bare else self.quantity(args[0])
        said = [f"the list {self._listed(arg.args)}" if is_list(arg) else self.say(arg) for arg in args]
        words = enumerated([part for part, arg in zip(said, args, strict=True) if arg.op != "nothing"])
        return f"{words}," if any(arg.op not in _LEAVES for arg in args) else words

    def divergence_of(self, head: Expr, pair: Expr) -> str:
        sides = [self.say(arg).rstrip(",") for arg in pair.args]
        name = self.say(head)
        for sign, (called, joined) in DIVERGENCES.items():
            if sign not in name.upper().split():
                continue
            greatest = head.op == "script" and head.args[1].value == r"\max"
            kind = "maximum " if greatest else "mean " if "bar" in name.split() else ""
            marked = head.op == "script" and not greatest and head.args[1].op != "symbol"
            own = f", with superscript {self.say(head.args[1])}," if marked else ""
            return f"the {kind}{called}{own} {joined.format(*sides)}"
        return f"{name} of {sides[0]} and {sides[1]}"

    def normal(self, args: tuple[Expr, ...]) -> str:
        variable = ""
        if len(args) == 1 and args[0].op in ("semicolon", "conditional"):
            variable = f" of {self.say(args[0].args[0])}"
            rest = args[0].args[1]
            args = rest.args if rest.op == "tuple" else (rest,)
        if len(args) != 2:
            return f"a normal {'density' if variable else 'distribution'}{variable} with {self._listed(args)}"
        kind = "density" if variable else "distribution"
        spread = "covariance" if any(is_matrix(part) for part in walk(args[1])) else "variance"
        return f"a normal {kind}{variable} with mean {self.say(args[0])} and {spread} {self.say(args[1])}"

    def expectation(self, expr: Expr) -> str:
        name = self.table["averages"].get(expr.value, "the expected value")
        body, over = expr.args[0], expr.args[1]
        variable = expr.args[2] if len(expr.args) > 2 else None
        where = ""
        if variable is not None and variable.op != "nothing":
            where = f", with {self._listed((variable,))} drawn from {self.say(over)},"
        elif over.op == "tuple" and any(arg.op == "relation" for arg in over.args):
            where = f", with {enumerated([self.drawn(arg) for arg in over.args])},"
        elif over.op == "tuple" or not is_distribution(over):
            where = f", over {self._listed(over.args if over.op == 'tuple' else (over,))}," * (over.op != "nothing")
        elif over.op != "nothing":
            where = f", under {self.say(over)},"
        return f"{name}{where} of {self.say(body)}"

    def drawn(self, expr: Expr) -> str:
        return f"{self.say(expr.args[0])} drawn from {self.say(expr.args[1])}" if is_draw(expr) else self.say(expr)

    def big(self, expr: Expr) -> str:
        body, below, above = expr.args
        name = self.table["big"].get(expr.value, "the sum{1} of {0}")
        return name.format(self.say(body), self.range(expr.value, below, above))

    def range(self, sign: str, below: Expr, above: Expr) -> str:
        """Say the limits of a sum, product or integral."""
        if below.op == "relation" and below.value == "=" and above.op != "nothing":
            return f" from {self.say(below.args[0])} equals {self.say(below.args[1])} to {self.say(above)}"
        if below.op == "nothing":
            return "" if above.op == "nothing" else f" up to {self.say(above)}"
        if above.op == "nothing":
            return f" over {self.condition(below)}"
        if sign in (r"\sum", r"\prod") and below.op == "symbol":
            return f" over {self.say(below)} up to {self.say(above)}"
        return f" from {self.say(below)} to {self.say(above)}"

    def condition(self, expr: Expr) -> str:
        """Say what stands under an operator: "x in D" instead of "x is in D"."""
        words = self.below(expr) if expr.op == "tuple" and not expr.value else self.say(expr)
        return re.sub(r"(^| )is ", r"\1", words.replace(", which ", " "))

    def limit(self, expr: Expr) -> str:
        body, below = expr.args
        if below.op == "nothing":
            return f"the {OPTIMA.get(expr.value, expr.value)} of {self.say(body)}"
        phrase = self.table["limits"].get(expr.value, f"the {expr.value} over {{1}} of {{0}}")
        return phrase.format(self.say(body), self.condition(below))

    def operator(self, expr: Expr) -> str:
        body, variable = expr.args
        where = "" if variable.op == "nothing" else f", with respect to {self.say(variable)},"
        said = self.condition(body) if body.op == "relation" else self.quantity(body)
        return self.fill("operators", expr.value, symbol_words(expr.value) + " {0}", said, where)

    def derivative(self, expr: Expr) -> str:
        body, variable = expr.args
        name = "partial derivative" if expr.value == r"\partial" else "derivative"
        repeated = variable.op == "power" and variable.args[1].op == "number" and variable.args[1].value in _ORDERS
        if repeated:
            name = f"{_ORDERS[variable.args[1].value]} {name}"
            variable = variable.args[0]
        elif variable.op == "product":
            name = f"mixed {name}"
        parts = variable.args if variable.op == "product" else (variable,)
        said = self.quantity(body)
        if len(said.split()) >= LONG or any(part.op == "derivative" for part in walk(body)):
            return f"the {name}, with respect to {self._listed(parts)}, of {said}"
        return f"the {name} of {said} with respect to {self._listed(parts)}"

    # ---- relations and brackets ----

    def relation(self, expr: Expr) -> str:
        signs = expr.value.split()
        if not expr.args:
            return ""
        if expr.value == ":" and len(expr.args) == 2:
            return self.colon(expr)
        words = self.say(expr.args[0]) if expr.args[0].op != "nothing" else ""
        for place, (sign, arg) in enumerate(zip(signs, expr.args[1:], strict=False)):
            said = self.table["relations"].get(sign) or symbol_words(sign)
            if sign == r"\neq" and arg.op == "nothing":
                said = "differs"
            words = words.rstrip(", ")
            pause = "," if len(words.split()) >= LONG * 2 or expr.args[place].op == "matrix" else ""
            chained = "which " if place and not said.startswith("which") else ""
            words += f"{pause or ',' * bool(chained)} {chained}{said} {self.side(sign, arg)}"
        return words

    def colon(self, expr: Expr) -> str:
        left, right = expr.args
        if right.op == "relation" and right.value == r"\rightarrow":
            return f"{self.say(left)} maps {self.say(right.args[0])} to {self.say(right.args[1])}"
        if left.op == "operator":
            return f"{self.say(left)}, {self.say(right)}"
        if left.op in _SIMPLE and right.op in _SIMPLE | {"sum"}:
            return f"{self.say(left)} to {self.say(right)}"
        return f"{self.say(left)} such that {self.say(right)}"

    def norm(self, expr: Expr, power: str = "") -> str:
        body, which = expr.args
        phrase = self.table["norms"].get(which.value) if which.op in ("number", "symbol") else None
        if which.op == "nothing":
            phrase = "the norm of {0}"
        elif phrase is None:
            phrase = f"the {self.say(which)}-norm of {{0}}"
        return phrase.replace("the ", f"the {power}", 1).format(self.say(body))

    def absolute(self, expr: Expr) -> str:
        body = expr.args[0]
        value = body.value
        bold_capital = value.startswith(r"\mathbf{") and value[8:9].isupper()
        if body.op == "matrix" or bold_capital or value in (r"\Sigma", r"\mathbf{\Sigma}"):
            return f"the determinant of {self.say(body)}"
        if body.op == "symbol" and (value.startswith(r"\mathcal") or (len(value) == 1 and value.isupper())):
            return f"the size of {self.say(body)}"
        return f"the absolute value of {self.say(body)}"

    def pair(self, expr: Expr) -> str:
        joint = {"conditional": "given", "divergence": "against", "semicolon": "with"}[expr.op]
        if expr.op == "semicolon" and is_parameter(expr.args[1]):
            joint = "with parameters"
        return f"{self.say(expr.args[0])} {joint} {self.say(expr.args[1])}"

    def inner(self, expr: Expr) -> str:
        left, right = expr.args if len(expr.args) == 2 else (NOTHING, NOTHING)
        if right.op not in _LEAVES | {"index"}:
            return f"the inner product of {self.quantity(left)} with {self.quantity(right)}"
        return f"the inner product of {self._listed(expr.args)}"


#: arguments each operator has; trees made by others are brought to that
_ARITY = {
    **dict.fromkeys(("negative", "transpose", "accent", "absolute", "annotated"), 1),
    **dict.fromkeys(("index", "power", "script", "quotient", "root", "limit", "operator", "derivative"), 2),
    **dict.fromkeys(("conditional", "divergence", "semicolon", "norm", "binomial"), 2),
    **dict.fromkeys(("expectation", "big"), 3),
}
_METHODS: dict[str, Callable[[_Speaker, Expr], str]] = {
    "number": lambda speaker, expr: number_words(expr.value),
    "symbol": _Speaker.symbol,
    "text": lambda speaker, expr: SHORTENED.get(expr.value.strip(" ,."), expr.value.strip(" ,.")),
    "nothing": lambda speaker, expr: "",
    "unknown": lambda speaker, expr: "something",
    "index": _Speaker.index,
    "power": _Speaker.power,
    "script": _Speaker.script,
    "transpose": _Speaker.transpose,
    "accent": lambda speaker, expr: (
        f"{speaker.quantity(expr.args[0])} {speaker.table['accents'].get(expr.value, expr.value)}"
    ),
    "sum": _Speaker.sum,
    "negative": _Speaker.negative,
    "product": _Speaker.product,
    "quotient": _Speaker.quotient,
    "root": _Speaker.root,
    "infix": _Speaker.infix,
    "hadamard": _Speaker.infix,
    "apply": _Speaker.apply,
    "expectation": _Speaker.expectation,
    "big": _Speaker.big,
    "limit": _Speaker.limit,
    "operator": _Speaker.operator,
    "derivative": _Speaker.derivative,
    "relation": _Speaker.relation,
    "norm": _Speaker.norm,
    "absolute": _Speaker.absolute,
    "conditional": _Speaker.pair,
    "divergence": _Speaker.pair,
    "semicolon": _Speaker.pair,
    "inner": _Speaker.inner,
    "set": _Speaker.set,
    "tuple": _Speaker.tuple,
    "cases": _Speaker.cases,
    "matrix": _Speaker.matrix,
    "binomial": _Speaker.binomial,
    "annotated": lambda speaker, expr: speaker.say(expr.args[0]),
    "rows": _Speaker.rows,
    "sequence": _Speaker.sequence,
}
