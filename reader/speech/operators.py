"""Saying averages, sums over something, optima, derivatives: what acts on all that follows."""

from __future__ import annotations

import re

from reader.operators import Expr, walk
from reader.speech.shapes import LONG, OPTIMA, enumerated, is_distribution, is_draw, is_run
from reader.speech.speaker import Speaker
from reader.speech.words import symbol_words

#: how often a derivative was taken
_ORDERS = {"2": "second", "3": "third", "4": "fourth"}


class Operators(Speaker):
    """The part of a speaker that says averages, sums over something, optima, derivatives: what acts on all that follows."""

    def expectation(self, expr: Expr) -> str:
        """Say an average and what it is taken over."""
        name = self.table["averages"].get(expr.value, "the expected value")
        body, over = expr.args[0], expr.args[1]
        variable = expr.args[2] if len(expr.args) > 2 else None
        where = ""
        if variable is not None and variable.op != "nothing":
            where = f", with {self.listed((variable,))} drawn from {self.say(over)},"
        elif over.op == "tuple" and any(arg.op == "relation" for arg in over.args):
            where = f", with {enumerated([self.drawn(arg) for arg in over.args])},"
        elif over.op == "tuple" or not is_distribution(over):
            where = f", over {self.listed(over.args if over.op == 'tuple' else (over,))}," * (over.op != "nothing")
        elif over.op != "nothing":
            where = f", under {self.say(over)},"
        return f"{name}{where} of {self.say(body)}"

    def drawn(self, expr: Expr) -> str:
        """Say what something is drawn from."""
        return f"{self.say(expr.args[0])} drawn from {self.say(expr.args[1])}" if is_draw(expr) else self.say(expr)

    def big(self, expr: Expr) -> str:
        """Say a sum, product or integral with its limits."""
        body, below, above = expr.args
        name = self.table["big"].get(expr.value, "the sum{1} of {0}")
        return name.format(self.say(body), self.range(expr.value, below, above))

    def range(self, sign: str, below: Expr, above: Expr) -> str:
        """Say the limits of a sum, product or integral."""
        if below.op == "relation" and below.value == "=" and above.op != "nothing":
            return f" from {self.say(below.args[0])} equals {self.say(below.args[1])} to {self.say(above)}"
        if below.op == "tuple" and below.args and is_run(below.args[0]) and above.op != "nothing":
            others = enumerated([self.condition(arg) for arg in below.args[1:]])
            return f"{self.range(sign, below.args[0], above)}, with {others},"
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
        """Say an optimum or a limit."""
        body, below = expr.args
        if below.op == "nothing":
            return f"the {OPTIMA.get(expr.value, expr.value)} of {self.say(body)}"
        phrase = self.table["limits"].get(expr.value, f"the {expr.value} over {{1}} of {{0}}")
        condition = self.condition(below)
        limited = below.op == "relation" and below.value not in (r"\in", r"\rightarrow")
        if limited and expr.value in ("argmax", "argmin"):
            phrase = self.table["limits"][f"{expr.value}_where"]
        elif limited:
            phrase = phrase.replace(" over {1}", ", over {1},")
        return phrase.format(self.say(body), condition)

    def operator(self, expr: Expr) -> str:
        """Say a gradient, a differential, a quantifier."""
        body, variable = expr.args
        where = "" if variable.op == "nothing" else f", with respect to {self.say(variable)},"
        said = self.condition(body) if body.op == "relation" else self.quantity(body)
        return self.fill("operators", expr.value, symbol_words(expr.value) + " {0}", said, where)

    def derivative(self, expr: Expr) -> str:
        """Say a derivative."""
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
            return f"the {name}, with respect to {self.listed(parts)}, of {said}"
        return f"the {name} of {said} with respect to {self.listed(parts)}"
