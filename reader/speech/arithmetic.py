"""Saying sums, products, fractions and roots so that their ends can be heard."""

from __future__ import annotations

from reader.operators import Expr, walk
from reader.speech.shapes import DOTS, FUNCTIONS, LONG, is_list, is_long_product, is_simple, runs_on_from
from reader.speech.speaker import QUANTITIES, Speaker
from reader.speech.words import symbol_words


class Arithmetic(Speaker):
    """The part of a speaker that says sums, products, fractions and roots so that their ends can be heard."""

    def sum(self, expr: Expr) -> str:
        """Say terms with their signs, a pause before the next one after a long one."""
        words = ""
        for place, printed in enumerate(expr.args):
            term = printed.args[0] if printed.op == "annotated" else printed
            negative = term.op == "negative"
            said = self.factor(term.args[0]) if negative else self.factor(term)
            if place and term.value in DOTS:
                words = f"{words.rstrip(',')}, and so on" + " up to" * (place < len(expr.args) - 1)
                continue
            if place and expr.args[place - 1].value in DOTS and not negative:
                words += f" {said}"
                continue
            if place == 0:
                words = f"minus {said}" if negative else said
                continue
            pause = "," if len(words.split()) >= LONG and not words.endswith(",") else ""
            words += f"{pause} {'minus' if negative else 'plus'} {said}"
        return words

    def factor(self, expr: Expr) -> str:
        """Say a term, marked as a whole where it is a sum in brackets."""
        return self.quantity(expr) if expr.op in QUANTITIES - {"hadamard"} else self.say(expr)

    def negative(self, expr: Expr) -> str:
        """Say something with a minus."""
        return f"minus {self.quantity(expr.args[0])}"

    def product(self, expr: Expr) -> str:
        """Say factors, in one breath where that is clear."""
        words, before = "", None
        for factor in expr.args:
            said = (
                f"the list {self.say(factor)}," if is_list(factor) and len(factor.args) > 2 else self.quantity(factor)
            )
            if before is None:
                words = said
            elif factor.op == "operator" and factor.value == "d":
                several = before.op == "apply" and len(before.args) > 2  # their "and" would take the differential in
                pause = "," if (several or len(words.split()) >= LONG) and not words.endswith(",") else ""
                words += f"{pause} {said}"
            elif before.op in ("derivative", "operator") and before.value != "d":
                words += f" times {said}" if words.endswith(",") else f", times {said}"
            else:
                close = all(map(is_simple, (before, factor))) and factor.op != "root"
                close = close and not runs_on_from(before, factor, words)
                rooted = before.op == "root" or (before.op == "quotient" and before.args[1].op == "root")
                raised = before.op == "power" and before.args[0].op in QUANTITIES and before.args[1].op != "number"
                pause = "," if (rooted or raised) and not words.endswith(",") else ""
                words += f" {said}" if close else f"{pause} times {said}"
            before = factor
        return words

    def quotient(self, expr: Expr) -> str:
        """Say a fraction."""
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
        return f"the ratio of {over}{',' * (',' in over)} to {under},"

    def root(self, expr: Expr) -> str:
        """Say a root."""
        degree = {"": "square", "3": "cube"}.get(expr.args[1].value, f"{self.say(expr.args[1])}-th")
        return f"the {degree} root of {self.quantity(expr.args[0])}"

    def infix(self, expr: Expr) -> str:
        """Say operands with the sign between them."""
        sign = self.table["infix"].get(expr.value) or symbol_words(expr.value)
        if expr.value == r"\circ" and all(arg.value in FUNCTIONS for arg in expr.args):
            sign = "composed with"
        return f" {sign} ".join(self.quantity(arg) if arg.op != "nothing" else "" for arg in expr.args)
