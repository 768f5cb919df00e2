r"""Functions, averages, big operators, relations, brackets and lists, said by phrases (see ``reader.speech.phrased``)."""

from __future__ import annotations

import re

from reader.operators import Expr, walk
from reader.speech.phrased import LEAVES, OPEN_ENDED, ORDERS, PROBABILITIES, QUANTITIES, Phrased
from reader.speech.shapes import (
    DOTS,
    INDICATORS,
    is_derived,
    is_determinant,
    is_distribution,
    is_draw,
    is_interval,
    is_matrix,
    is_nearest,
    is_parameter,
    is_quantifier,
    is_range,
    is_run,
    is_size,
    states,
)
from reader.speech.words import number_words

_UNSPACED = re.compile(r"[\u3400-\u9fff]")
_LOGARITHMS = frozenset((r"\log", r"\ln", r"\lg"))


class PhrasedFormula(Phrased):
    """Says whole formulas."""

    # ---- functions and averages ----

    def _say_apply(self, expr: Expr) -> str:
        if not expr.args:
            return ""
        head, args = expr.args[0], expr.args[1:]
        if len(args) == 1 and args[0].op == "divergence":
            return self.divergence_of(head, args[0])
        if head.value == r"\mathcal{N}" and (len(args) == 2 or (args and args[0].op in ("semicolon", "conditional"))):
            return self.normal(args)
        if head.value in ("I", r"\mathrm{I}") and len(args) == 1 and args[0].op == "semicolon":
            return self.phrase("mutual_information", *(self.closed(self.say(side)) for side in args[0].args))
        if len(args) == 1 and states(args[0]):
            told = self.statement(head, args[0])
            if told:
                return told
        words = self.listed(args)
        alone = len(args) == 1 and not self.long(words) and self.pause not in words
        simple = alone and args[0].op in LEAVES and head.op in LEAVES
        name = "round" if head.value == r"\lfloor\cdot\rfloor" and is_nearest(expr) else head.value
        if name in self.table["functions"]:
            close = alone and args[0].op not in QUANTITIES | {"product", "quotient"}
            ends = self.table["functions"][name].endswith("{0}")
            marked = "quantity" if ends else "whole" if len(args) == 1 else "among"
            return self.look("functions", name, "", words if close else self.phrase(marked, self.closed(words)))
        if head.op == "index" and head.args[0].value in _LOGARITHMS:
            return self.phrase("logarithm", self.closed(self.whole(args[0]) if args else ""), self.below(head.args[1]))
        if not args:
            return self.phrase("no_argument", self.say(head))
        said = self.whole(head)
        simple = simple and not (_UNSPACED.search(said[-1:]) and _UNSPACED.search(words[:1]))
        return self.phrase("apply" if simple else "apply_whole", said, words)

    def statement(self, head: Expr, told: Expr) -> str:
        """Say the probability of a statement, or where it holds; empty for other heads."""
        if head.value in INDICATORS:
            return self.phrase("indicator", self.say(told))
        letter = head
        while letter.op in ("index", "script") and letter.args:
            letter = letter.args[0]
        if letter.value not in PROBABILITIES:
            return ""
        if letter is head:
            return self.phrase("probability", self.closed(self.say(told)))
        return self.phrase("probability_under", self.closed(self.say(told)), self.say(head))

    def divergence_of(self, head: Expr, pair: Expr) -> str:
        """Say a divergence by its name and its two sides."""
        name = self.say(head)
        marks = {part.value for part in walk(head)}
        spelled = {re.sub(r"\\[a-z]+\{|[{}]", "", mark).upper() for mark in marks}
        known = () if is_derived(head) else self.table["divergences"]
        called = next((self.table["divergences"][s] for s in known if s in spelled), name)
        if r"\max" in marks:
            called = self.phrase("greatest", called)
        elif any(mark.startswith(r"\bar") for mark in marks):
            called = self.phrase("mean", called)
        if head.op == "script" and head.args[1].op != "symbol":
            called = self.phrase("marked", called, self.closed(self.say(head.args[1])))
        return self.phrase("divergence_of", called, *(self.closed(self.say(side)) for side in pair.args))

    def normal(self, args: tuple[Expr, ...]) -> str:
        """Say a normal distribution, or its density at something."""
        variable = ""
        if len(args) == 1:
            variable = self.closed(self.say(args[0].args[0]))
            rest = args[0].args[1]
            args = rest.args if rest.op == "tuple" else (rest,)
        if len(args) != 2:
            return self.phrase("normal_loose", self.listed(args))
        kind = "density" if variable else "normal"
        key = f"{kind}_matrix" if any(is_matrix(part) for part in walk(args[1])) else kind
        return self.phrase(key, *(self.closed(self.say(arg)) for arg in args), variable)

    def _say_expectation(self, expr: Expr) -> str:
        body, over, variable = expr.args
        name = self.table["averages"].get(expr.value, self.table["averages"]["E"])
        words = self.say(body)
        if variable.op != "nothing":
            return self.phrase("average_drawn", name, words, self.listed((variable,)), self.closed(self.say(over)))
        if over.op == "nothing":
            short = not self.long(words) and body.op not in OPEN_ENDED
            return (
                self.phrase("average", name, self.difference(body))
                if short
                else self.phrase("average_long", name, words)
            )
        if over.op == "tuple" and any(arg.op == "relation" for arg in over.args):
            drawn = self.joined([self.closed(self.drawn(arg)) for arg in over.args])
            return self.phrase("average_where", name, words, drawn)
        where = self.listed(over.args) if over.op == "tuple" else self.closed(self.say(over))
        key = "average_where" if over.op == "relation" and not is_distribution(over) else "average_over"
        return self.phrase(key, name, words, where)

    def drawn(self, expr: Expr) -> str:
        """Say what something is drawn from."""
        return self.phrase("drawn", *(self.say(arg) for arg in expr.args)) if is_draw(expr) else self.say(expr)

    # ---- big operators, limits, derivatives ----

    def _say_big(self, expr: Expr) -> str:
        body, below, above = expr.args
        name = self.table["big"].get(expr.value, self.table["big"][r"\sum"])
        words = self.say(body)
        if below.op == "nothing" and above.op == "nothing":
            return self.phrase("big", name, words)
        if below.op == "nothing":
            return self.phrase("big_over", name, self.phrase("up_to", self.closed(self.say(above))), words)
        if above.op == "nothing":
            return self.phrase("big_over", name, self.below(below), words)
        last = self.closed(self.say(above))
        if below.op == "tuple" and below.args and is_run(below.args[0]):
            start, *others = below.args
            run = self.phrase("running", self.say(start.args[0]), self.closed(self.say(start.args[1])), last)
            return self.phrase("big_over", name, self.joined([run, *(self.below(arg) for arg in others)]), words)
        if below.op == "relation" and below.value == "=" and len(below.args) == 2:
            run = self.phrase("running", self.say(below.args[0]), self.closed(self.say(below.args[1])), last)
            return self.phrase("big_over", name, run, words)
        if below.op == "symbol" and "int" not in expr.value:
            return self.phrase("big_over", name, self.phrase("running_up_to", self.say(below), last), words)
        return self.phrase("big_bounds", name, self.below(below), last, words)

    def _say_limit(self, expr: Expr) -> str:
        body, below = expr.args
        if below.op == "nothing":
            return self.phrase("limit_bare", self.table["bare_limits"].get(expr.value, expr.value), self.whole(body))
        default = self.table["limits"]["max"]
        limited = below.op == "relation" and below.value not in (r"\in", r"\rightarrow")
        key = f"{expr.value}_where" if limited and expr.value in ("argmax", "argmin") else expr.value
        return self.look("limits", key, default, self.say(body), self.below(below))

    def _say_operator(self, expr: Expr) -> str:
        body, variable = expr.args
        if variable.op != "nothing":
            default = self.word(expr.value) + " {1} {0}"
            words = self.closed(self.whole(body))
            if expr.value in self.table["operators_of"] and body.op not in OPEN_ENDED and not self.long(words):
                return self.look("operators_of", expr.value, default, words, self.closed(self.say(variable)))
            return self.look("operators_by", expr.value, default, self.say(body), self.closed(self.say(variable)))
        said = self.say(body) if expr.value in (r"\forall", r"\exists", r"\nexists", "d") else self.whole(body)
        return self.look("operators", expr.value, self.word(expr.value) + " {0}", self.closed(said))

    def _say_derivative(self, expr: Expr) -> str:
        body, variable = expr.args
        name = self.phrase("partial_derivative" if expr.value == r"\partial" else "plain_derivative")
        repeated = variable.op == "power" and variable.args[1].op == "number" and variable.args[1].value in ORDERS
        if repeated:
            name = self.phrase(ORDERS[variable.args[1].value], name)
            variable = variable.args[0]
        elif variable.op == "product":
            name = self.phrase("mixed", name)
        by = self.listed(variable.args if variable.op == "product" else (variable,))
        if body.op == "nothing":
            return self.phrase("derivative_bare", name, by)
        return self.phrase("derivative", name, self.closed(self.whole(body)), by)

    # ---- relations ----

    def _say_relation(self, expr: Expr) -> str:
        if not expr.args:
            return ""
        if expr.value == ":" and len(expr.args) == 2:
            return self.colon(expr)
        words = self.say(expr.args[0])
        for sign, arg in zip(expr.value.split(), expr.args[1:], strict=False):
            said = self.table["relations"].get(sign) or self.word(sign)
            if sign == r"\sim" and arg.op == "number":
                said = self.table["relations"][r"\approx"]
            glue = self.pause if self.long(words) or words.endswith(self.pause) else " "
            other = self.ranged(arg) if sign == r"\in" else self.say(arg)
            words = f"{self.closed(words)}{glue}{said} {other}"
        return words

    def ranged(self, expr: Expr) -> str:
        """Say a set that is written as an interval by its ends."""
        if is_range(expr):
            return self.phrase("range", self.closed(self.say(expr.args[0])))
        if is_interval(expr):
            return self.phrase("interval", *(self.closed(self.say(arg)) for arg in expr.args))
        if expr.op == "product" and all(part.value.startswith(r"\math") for part in expr.args):
            return self.dimension(expr)  # X by Y
        return self.say(expr)

    def colon(self, expr: Expr) -> str:
        """Say a colon: a map, what holds for all, a range, or a condition."""
        left, right = expr.args
        if right.op == "relation" and right.value == r"\rightarrow" and len(right.args) == 2:
            return self.phrase("maps", self.say(left), *(self.closed(self.ranged(side)) for side in right.args))
        if left.op == "operator":
            return self.phrase("forall", self.closed(self.say(left)), self.say(right))
        if left.op in LEAVES | {"index", "script"} and right.op in LEAVES | {"index", "script", "sum"}:
            return self.phrase("span", self.say(left), self.say(right))
        return self.phrase("such_that", self.closed(self.say(left)), self.say(right))

    def _say_conditional(self, expr: Expr) -> str:
        return self.pair("conditional", expr)

    def _say_divergence(self, expr: Expr) -> str:
        return self.pair("divergence", expr)

    def _say_semicolon(self, expr: Expr) -> str:
        return self.pair("parameters" if is_parameter(expr.args[1]) else "semicolon", expr)

    def pair(self, key: str, expr: Expr) -> str:
        """Say the two sides of a bar or a semicolon."""
        left, right = (self.closed(self.say(side)) for side in expr.args)
        return self.phrase(key, left + self.pause * (key == "conditional" and self.long(left)), right)

    # ---- brackets ----

    def _say_norm(self, expr: Expr) -> str:
        body, which = expr.args
        words = self.difference(body)
        if which.op == "nothing":
            return self.phrase("norm", words)
        if which.op not in LEAVES | {"index"}:
            return self.phrase("norm_in", words, self.closed(self.say(which)))
        default = self.table["phrases"]["norm_index"]
        return self.look("norms", which.value, default, words, self.say(which))

    def _say_absolute(self, expr: Expr) -> str:
        body = expr.args[0]
        if is_determinant(body):
            return self.phrase("determinant", self.closed(self.whole(body)))
        if is_size(body, self.sets):
            return self.phrase("size", self.closed(self.say(body)))
        return self.phrase("absolute", self.difference(body))

    def _say_inner(self, expr: Expr) -> str:
        left, right = expr.args
        if right.op == "nothing":
            return self.phrase("inner_bare", self.closed(self.say(left)))
        return self.phrase("inner", *(self.closed(self.whole(side)) for side in (left, right)))

    def _say_set(self, expr: Expr) -> str:
        if not expr.args:
            return self.phrase("empty_set")
        if len(expr.args) == 1 and expr.args[0].op == "conditional" and len(expr.args[0].args) == 2:
            return self.phrase("set_builder", *(self.closed(self.say(side)) for side in expr.args[0].args))
        return self.phrase("set", self.listed(expr.args))

    def _say_tuple(self, expr: Expr) -> str:
        if expr.value == "," and any(is_quantifier(arg) for arg in expr.args):
            return self.pause.join(self.closed(self.say(arg)) for arg in expr.args)
        if expr.value == "," and any(arg.op == "relation" for arg in expr.args):
            return self.table["words"]["semicolon"].join(
                self.closed(self.say(a)) for a in expr.args if a.op != "nothing"
            )
        words = self.listed(expr.args)
        return self.phrase("list", words) if expr.value == "[" and len(expr.args) > 1 else words

    # ---- rows ----

    def _say_cases(self, expr: Expr) -> str:
        lines = []
        for line in expr.args:
            value, condition = (*line.args, Expr("nothing"), Expr("nothing"))[:2]
            words = self.closed(self.say(value))
            if condition.op == "text":
                words = self.phrase("case_words", words, self.say(condition))
            elif condition.op != "nothing":
                words = self.phrase("case", words, self.closed(self.say(condition)))
            lines.append(words)
        return self.pause.join(lines)

    def _say_matrix(self, expr: Expr) -> str:
        height, width = len(expr.args), max((len(line.args) for line in expr.args), default=0)
        told = [line for line in expr.args if not all(cell.value in DOTS | {""} for cell in line.args)]
        glue = self.table["words"]["semicolon"] if len(told) == height else self.phrase("down_to")
        rows = glue.join(self.listed(line.args) for line in told)
        if width == 1 and height > 1:
            return self.phrase("column", self.joined([self.closed(self.say(line)) for line in expr.args]))
        if any(part.value in DOTS for part in walk(expr)):
            return self.phrase("open_matrix", rows)
        return self.phrase("matrix", *(number_words(str(n), self.language) for n in (height, width)), rows)

    def _say_annotated(self, expr: Expr) -> str:
        return self.say(expr.args[0])

    def _say_rows(self, expr: Expr) -> str:
        words = ""
        for place, arg in enumerate(expr.args):
            open_ended = place and words.endswith(tuple(self.table["texts"].values()))
            glue = self.pause if open_ended else self.table["words"]["semicolon"]
            words += (glue if place else "") + self.closed(self.say(arg))
        return words

    def _say_sequence(self, expr: Expr) -> str:
        words, before = "", None
        for arg in expr.args:
            glue = "" if before is None else " " if before.op == "text" else self.pause
            words = (self.closed(words) if before is not None else words) + glue + self.say(arg)
            before = arg
        return words


def tidy(words: str) -> str:
    """Words as they are printed: no spaces between characters of a script without them, one pause at a time."""
    words = " ".join(words.split())
    words = re.sub(r"(?<=[\u3400-\u9fff，、；]) (?=[\u3400-\u9fff，、；])", "", words)
    words = re.sub(r" ?([，、；]) ?", r"\1", words)
    words = re.sub(r"[，、；]*；[，、；]*", "；", words)
    words = re.sub(r"，[，、]*|、，+", "，", words)
    return words.strip("，、； ")
