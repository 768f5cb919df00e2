r"""Saying what is written in lists and rows: sets, tuples, cases, matrices, the rows of a display."""

from __future__ import annotations

from reader.operators import NOTHING, Expr, walk
from reader.speech.shapes import DOTS, enumerated, is_interval, is_quantifier, is_range
from reader.speech.speaker import Speaker
from reader.speech.words import number_words

#: how deep in a formula a list of statements is one of statements rather than of arguments
TOP = 2


def _left_out(cell: Expr) -> bool:
    """Tell whether a cell of a matrix only stands for others."""
    return cell.op == "nothing" or (cell.op == "symbol" and cell.value in DOTS)


class Listing(Speaker):
    """The part of a speaker that says lists and rows."""

    def set(self, expr: Expr) -> str:
        """Say a set by its elements or by its condition."""
        if not expr.args:
            return "the empty set"
        if len(expr.args) == 1 and expr.args[0].op == "conditional":
            element, condition = expr.args[0].args
            return f"the set of all {self.condition(element)} such that {self.say(condition)}"
        return f"the set of {self.listed(expr.args)}"

    def tuple(self, expr: Expr) -> str:
        """Say a list in brackets, or statements that commas set apart."""
        if expr.value == "," and self.depth <= TOP and any(arg.op == "relation" for arg in expr.args):
            return "; and ".join(self.say(arg).rstrip(",") for arg in expr.args if arg.op != "nothing")
        if expr.value == "," and any(is_quantifier(arg) for arg in expr.args):
            return ", ".join(self.say(arg).rstrip(",") for arg in expr.args)
        words = self.listed(expr.args)
        if expr.value in ("(", "[") and len(expr.args) == 2:
            return f"the pair {words}"
        return words

    def side(self, sign: str, expr: Expr) -> str:
        """Say what stands behind a relation sign: two numbers in brackets that something is in are an interval."""
        if is_range(expr):
            return f"the numbers from one to {self.say(expr.args[0])}"
        if sign in (r"\in", "domain") and is_interval(expr):
            return f"the interval from {self.say(expr.args[0])} to {self.say(expr.args[1])}"
        if sign == "domain" and expr.op == "product":
            return " cross ".join(self.say(arg) for arg in expr.args)
        return self.say(expr)

    def cases(self, expr: Expr) -> str:
        """Say the cases one after another, each with its condition."""
        lines = []
        for line in expr.args:
            value, condition = (*line.args, NOTHING, NOTHING)[:2]
            words = self.say(value)
            if condition.op == "text":
                words += f" {condition.value.strip(' ,.')}"
            elif condition.op != "nothing":
                words += f" if {self.say(condition)}"
            lines.append(words)
        return ", and ".join(part for part in (", ".join(lines[:-1]), "".join(lines[-1:])) if part)

    def matrix(self, expr: Expr) -> str:
        """Say a matrix row by row, a column at one go; dots are said once."""
        self.cells += 1
        try:
            return self._matrix(expr)
        finally:
            self.cells -= 1

    def _matrix(self, expr: Expr) -> str:
        height, width = len(expr.args), max((len(line.args) for line in expr.args), default=0)
        open_ended = any(part.value in DOTS for part in walk(expr))
        if width == 1 and height > 1:
            return f"the column of {enumerated([self.say(line) for line in expr.args])},"
        rows = [line for line in expr.args if not all(_left_out(cell) for cell in line.args)]
        glue = ", and so on down to " if len(rows) < height else "; "
        words = glue.join(self.listed(line.args).rstrip(",") for line in rows)
        size = "" if open_ended else f"{number_words(str(height))} by {number_words(str(width))} "
        return f"the {size}matrix with rows {words},"

    def binomial(self, expr: Expr) -> str:
        """Say a binomial coefficient."""
        return f"{self.quantity(expr.args[0])} choose {self.quantity(expr.args[1])}"

    def rows(self, expr: Expr) -> str:
        """Say the rows of a display."""
        words = ""
        for place, arg in enumerate(expr.args):
            last = expr.args[place - 1].args[-1:] if place and expr.args[place - 1].op == "sequence" else ()
            joined = arg.op == "sequence" and arg.args[:1] and arg.args[0].op == "text"
            glue = " " if last and last[0].op == "text" else ", " if joined else "; and "
            words += (glue if place else "") + self.say(arg).strip(" ,")
        return words

    def sequence(self, expr: Expr) -> str:
        """Say parts that wide gaps set apart."""
        words = ""
        for place, arg in enumerate(expr.args):
            before = expr.args[place - 1].op if place else ""
            glue = " " if before == "text" else "; " if before == arg.op == "relation" else ", "
            word = expr.args[place - 1].value.strip(" ,.") if before == "text" else ""
            limited = word in ("for", "subject to", "s.t") and arg.op == "relation"
            said = self.condition(arg) if limited else self.say(arg)
            words += said if not place else glue + said
        return words
