"""Saying functions with their arguments, probabilities, divergences, normal distributions."""

from __future__ import annotations

from reader.operators import Expr, walk
from reader.speech.shapes import (
    DIVERGENCES,
    INDICATORS,
    LONG,
    enumerated,
    is_derived,
    is_list,
    is_matrix,
    is_nearest,
    states,
)
from reader.speech.speaker import LEAVES, QUANTITIES, Speaker

#: heads that say how probable a statement is, and those that say where it is one
_PROBABILITIES = frozenset({"p", "P", r"\Pr", r"\mathbb{P}", r"\mathrm{P}", r"\mathrm{Pr}"})
_TESTS = INDICATORS | {"I", r"\mathrm{I}", r"\mathbf{I}", r"\delta"}
_LOGARITHMS = frozenset({r"\log", r"\ln", r"\lg"})


class Functions(Speaker):
    """The part of a speaker that says functions with their arguments, probabilities, divergences, normal distributions."""

    def apply(self, expr: Expr) -> str:
        """Say a function and what it is applied to."""
        if not expr.args:
            return ""
        head, args = expr.args[0], expr.args[1:]
        if len(args) == 1 and args[0].op == "divergence":
            return self.divergence_of(head, args[0])
        if head.value == r"\mathcal{N}" and (len(args) > 1 or args[0].op in ("semicolon", "conditional", "tuple")):
            return self.normal(args)
        if head.value in ("I", r"\mathrm{I}", r"\mathbb{I}") and len(args) == 1 and args[0].op == "semicolon":
            return f"the mutual information between {self.say(args[0].args[0])} and {self.say(args[0].args[1])}"
        if len(args) == 1 and states(args[0]):
            told = self.statement(head, args[0])
            if told:
                return told
        divided = len(args) == 1 and args[0].op == "quotient" and head.value in _LOGARITHMS
        words = self.arguments(args)
        if head.op == "index" and head.args[0].value in _LOGARITHMS:
            return f"{self.say(head.args[0])} base {self.say(head.args[1])} of {words}"
        if divided and "," in words and not words.startswith("the "):
            words = self.ratio(args[0])
        if head.value == r"\lfloor\cdot\rfloor" and is_nearest(expr):
            return self.table["functions"]["round"].format(words)
        if head.value in self.table["functions"]:
            plain = head.value in _LOGARITHMS or head.value in (r"\sin", r"\cos", r"\tan", r"\sinh", r"\cosh", r"\tanh")
            whole = {"product", "quotient"} if head.value in _LOGARITHMS else {"product", "quotient", "apply"}
            compound = plain and args and (args[0].op in QUANTITIES | whole or words.startswith("the "))
            return self.fill("functions", head.value, "", f"of {words}" if compound else words)
        called = self.quantity(head) if head.op in ("sum", "infix") else self.say(head)
        runs_on = args and args[0].op == "quotient" and len(words.split()) >= LONG  # its end must be heard
        return f"{called} of {words}{',' * bool(runs_on)}" if args else called

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
        """Say the arguments of a function."""
        if len(args) == 1:
            whole = args[0].op in ("conditional", "semicolon")
            bare = whole or args[0].op in ("relation", "negative")
            words = self.say(args[0]) if bare else self.quantity(args[0])
            return f"{words}{',' * whole}"
        said = [f"the list {self.listed(arg.args)}" if is_list(arg) else self.say(arg) for arg in args]
        words = enumerated([part for part, arg in zip(said, args, strict=True) if arg.op != "nothing"])
        return f"{words}," if any(arg.op not in LEAVES for arg in args) else words

    def divergence_of(self, head: Expr, pair: Expr) -> str:
        """Say a divergence from one distribution to another."""
        sides = [self.say(arg).rstrip(",") for arg in pair.args]
        name = self.say(head)
        for sign, (called, joined) in DIVERGENCES.items():
            if sign not in name.upper().split() or is_derived(head):
                continue
            greatest = head.op == "script" and head.args[1].value == r"\max"
            kind = "maximum " if greatest else "mean " if "bar" in name.split() else ""
            marked = head.op == "script" and not greatest and head.args[1].op != "symbol"
            own = f", with superscript {self.say(head.args[1])}," if marked else ""
            return f"the {kind}{called}{own} {joined.format(*sides)}"
        return f"{name} of {sides[0]} and {sides[1]}"

    def normal(self, args: tuple[Expr, ...]) -> str:
        """Say a normal distribution or density."""
        variable = ""
        if len(args) == 1 and args[0].op in ("semicolon", "conditional"):
            variable = f" of {self.say(args[0].args[0])}"
            rest = args[0].args[1]
            args = rest.args if rest.op == "tuple" else (rest,)
        if len(args) != 2:
            return f"a normal {'density' if variable else 'distribution'}{variable} with {self.listed(args)}"
        kind = "density" if variable else "distribution"
        spread = "covariance" if any(is_matrix(part) for part in walk(args[1])) else "variance"
        return f"a normal {kind}{variable} with mean {self.say(args[0])} and {spread} {self.say(args[1])}"
