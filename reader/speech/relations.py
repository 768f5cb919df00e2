"""Saying relations, norms, sizes, conditions."""

from __future__ import annotations

from reader.operators import NOTHING, Expr
from reader.speech.shapes import LONG, is_determinant, is_parameter, is_size
from reader.speech.speaker import LEAVES, SIMPLE, Speaker
from reader.speech.words import symbol_words


class Relations(Speaker):
    """The part of a speaker that says relations, norms, sizes, conditions."""

    def relation(self, expr: Expr) -> str:
        """Say a chain of relations."""
        signs = expr.value.split()
        if not expr.args:
            return ""
        if expr.value == ":" and len(expr.args) == 2:
            return self.colon(expr)
        words = self.say(expr.args[0]) if expr.args[0].op != "nothing" else ""
        for place, (sign, arg) in enumerate(zip(signs, expr.args[1:], strict=False)):
            said = self.table["relations"].get(sign) or symbol_words(sign)
            if sign == r"\sim" and arg.op == "number":
                said = "is about"
            if sign == r"\neq" and arg.op == "nothing":
                said = "differs"
            words = words.rstrip(", ")
            pause = "," if len(words.split()) >= LONG * 2 or expr.args[place].op == "matrix" else ""
            chained = "which " if place and not said.startswith("which") else ""
            words += f"{pause or ',' * bool(chained)} {chained}{said} {self.side(sign, arg)}"
        return words

    def colon(self, expr: Expr) -> str:
        """Say what stands on both sides of a colon: a map, a range, a claim."""
        left, right = expr.args
        if right.op == "relation" and right.value == r"\rightarrow":
            return f"{self.say(left)} maps {' to '.join(self.side('domain', arg) for arg in right.args)}"
        if left.op == "operator":
            return f"{self.say(left)}, {self.say(right)}"
        if left.op in SIMPLE and right.op in SIMPLE | {"sum"}:
            return f"{self.say(left)} to {self.say(right)}"
        return f"{self.say(left)} such that {self.say(right)}"

    def norm(self, expr: Expr, power: str = "") -> str:
        """Say a norm."""
        body, which = expr.args
        phrase = self.table["norms"].get(which.value) if which.op in ("number", "symbol") else None
        if which.op == "nothing":
            phrase = "the norm of {0}"
        elif phrase is None:
            called = self.say(which)
            phrase = f"the {called}-norm of {{0}}" if " of " not in called else f"the norm, in {called}, of {{0}}"
        return phrase.replace("the ", f"the {power}", 1).format(self.say(body))

    def absolute(self, expr: Expr) -> str:
        """Say an absolute value, a size or a determinant."""
        body = expr.args[0]
        if is_determinant(body):
            return f"the determinant of {self.quantity(body)}"
        if is_size(body, self.sets):
            return f"the size of {self.say(body)}"
        return f"the absolute value of {self.say(body)}"

    def pair(self, expr: Expr) -> str:
        """Say two things with a bar or semicolon between them."""
        joint = {"conditional": "given", "divergence": "joined with", "semicolon": "with"}[expr.op]
        if expr.op == "semicolon" and is_parameter(expr.args[1]):
            joint = "with parameters"
        left = self.say(expr.args[0]).rstrip(",")
        pause = "," if expr.op == "conditional" and len(left.split()) >= LONG else ""
        return f"{left}{pause} {joint} {self.say(expr.args[1])}"

    def inner(self, expr: Expr) -> str:
        """Say an inner product."""
        left, right = expr.args if len(expr.args) == 2 else (NOTHING, NOTHING)
        if right.op not in LEAVES | {"index"}:
            return f"the inner product of {self.quantity(left)} with {self.quantity(right)}"
        return f"the inner product of {self.listed(expr.args)}"
