"""Saying what hangs on a letter: subscripts, powers, transposes, labels, layers, steps."""

from __future__ import annotations

from reader.operators import Expr
from reader.speech.shapes import INDICATORS, is_difference, is_list, is_positive_part, runs_on, space
from reader.speech.speaker import OPEN_ENDED, SIMPLE, Speaker
from reader.speech.words import number_words, symbol_words

#: wholes whose square is announced first, for "of x squared" would square the x
_SQUARED_WHOLE = frozenset({"expectation", "big", "operator", "derivative", "limit", "inner", "apply"})


class Scripts(Speaker):
    """The part of a speaker that says what hangs on a letter: subscripts, powers, transposes, labels, layers, steps."""

    def symbol(self, expr: Expr) -> str:
        """Say a letter, sign or name."""
        return symbol_words(expr.value)

    def index(self, expr: Expr) -> str:
        """Say a letter with its subscript, a value at a place, an indicator."""
        base, below = expr.args
        if expr.value == "|":
            return f"{self.say(base)}, evaluated at {self.say(below)},"
        if below.value == "+" and base.op == "tuple":
            return f"the positive part of {self.listed(base.args)}"
        if is_positive_part(expr):
            return f"the positive {symbol_words(base.value).removeprefix('the ')}"
        if base.value == r"\mathbb{P}":
            return f"P {self.below(below)}"
        if base.value in INDICATORS and below.op == "relation":
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
        """Say a subscript."""
        if expr.op == "tuple":
            return " ".join(self.say(arg) for arg in expr.args)
        if expr.op == "relation" and expr.value == ":":
            return " to ".join(self.say(arg) for arg in expr.args)
        return self.condition(expr) if expr.op == "relation" else self.say(expr)

    def transpose(self, expr: Expr) -> str:
        """Say a transpose."""
        base = expr.args[0]
        if base.op in SIMPLE:
            return f"{self.say(base)} transpose"
        words = f"the list {self.listed(base.args)}" if is_list(base) else self.quantity(base)
        return f"the transpose of {words.rstrip(',')},"

    def power(self, expr: Expr) -> str:
        """Say a power: squared, inverse, a space of so many dimensions."""
        base, exponent = expr.args
        if base.op == "norm" and exponent.value == "2" and exponent.op == "number":
            return self.norm(base, "squared ")
        if base.op == "absolute" and exponent.op == "number" and exponent.value == "2":
            return self.say(base).replace("the absolute value", "the squared absolute value", 1)
        if base.op in _SQUARED_WHOLE and exponent.op == "number" and exponent.value == "2":
            return f"the square of {self.say(base)}"
        if base.op == "index" and is_positive_part(base):
            return f"positive {space(base.args[0])} of dimension {self.dimension(exponent)}"
        if base in self.marked and exponent.op == "symbol":
            return f"{self.say(base)} superscript {self.say(exponent)}"
        whole = base.op in OPEN_ENDED or base.op in ("product", "quotient")
        words = f"the quantity {self.say(base)}," if whole else self.quantity(base)
        if base.op == "apply" and exponent.op != "negative":
            words = f"{words.rstrip(',')},"
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
        """Say how many dimensions a space has."""
        if exponent.op == "product":
            return " by ".join(self.say(arg) for arg in exponent.args)
        return self.say(exponent)

    def script(self, expr: Expr) -> str:
        """Say a superscript that is no power."""
        family = expr.args[0]
        if expr.value == "index" and family.op == "index" and family.args[1].op == "relation":
            first, last = self.range("", family.args[1], expr.args[1]), expr.args[1]
            bounds = family.args[1]
            if bounds.value == "=":
                first = f"for {self.say(bounds.args[0])} from {self.say(bounds.args[1])} to {self.say(last)}"
            return f"{self.say(family.args[0])}, {first.strip()},"
        if expr.value == "prime" and family.op == "index" and family.args[0].op == "symbol":
            return f"{self.say(family.args[0])} {self.say(expr.args[1])} sub {self.below(family.args[1])}"
        if family.op == "number" and expr.args[1].value in ("+", "-"):
            return f"{self.say(family)} from {'above' if expr.args[1].value == '+' else 'below'}"
        base, above = self.quantity(expr.args[0]), self.say(expr.args[1])
        if expr.value == "prime":
            return f"{base} {above}"
        single = expr.value == "label" and len(expr.args[1].value) == 1
        if single or (expr.value == "layer" and is_difference(expr.args[1])):
            return f"{base} superscript {above}"
        return self.fill("scripts", expr.value, "{0} {1}", base, above)
