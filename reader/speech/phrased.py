r"""Operator tree → words, by phrases alone: every word and the order of words come from a table in ``data/speech``.

Languages differ in what comes first ("N 分之 M" is M over N, "对 q 求期望" the expectation under q), so a construct is
nothing but the name of a phrase and its parts. A further language is a further table. Total, like the English: anything
can be said, what could not be read as "something".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from reader.operators import NOTHING, Expr, walk
from reader.speech.shapes import DOTS, FUNCTIONS, INDICATORS, is_positive_part, is_simple
from reader.speech.words import number_words, symbol_words, tables

#: nesting beyond which the rest is summed up
MAX_DEPTH = 120
#: words (characters of a script without spaces) from which on a part is set off by a pause
LONG = 14
LEAVES = frozenset(("symbol", "number", "text", "unknown", "nothing"))
#: operators whose operands run into what follows unless they are marked as wholes
QUANTITIES = frozenset(("sum", "infix", "relation", "conditional", "divergence", "hadamard", "negative"))
#: what is said with its body at the end, so that an exponent behind it needs the whole marked
OPEN_ENDED = frozenset(("expectation", "big", "operator", "derivative", "limit"))
PROBABILITIES = frozenset(("p", "P", r"\Pr", r"\mathbb{P}", r"\mathrm{P}", r"\mathrm{Pr}"))
ORDERS = {"2": "second", "3": "third", "4": "fourth"}
_WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff，、；,;]+")


class Phrased:
    """Says operator trees in the language of a table. Parts that say more than arithmetic are in ``phrased_parts``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = tables(language)
        self.depth = 0
        #: what the formula says to be sets
        self.sets: frozenset[Expr] = frozenset()
        #: what letters stand above that tell several of a kind apart
        self.marked: frozenset[Expr] = frozenset()

    def say(self, expr: Expr) -> str:
        """Say any part of a formula; empty for nothing."""
        if self.depth > MAX_DEPTH:
            return self.phrase("deeper")
        self.depth += 1
        try:
            method: Callable[[Expr], str] | None = getattr(self, f"_say_{expr.op}", None)
            wanted = ARITY.get(expr.op)
            if wanted is not None and len(expr.args) != wanted:
                expr = Expr(expr.op, (expr.args + (NOTHING,) * wanted)[:wanted], expr.value)
            return method(expr) if method is not None else self.listed(expr.args)
        finally:
            self.depth -= 1

    # ---- the table ----

    def phrase(self, key: str, *parts: str) -> str:
        """A phrase with its parts filled in."""
        return self.table["phrases"][key].format(*parts)

    def look(self, table: str, key: str, default: str, *parts: str) -> str:
        """The phrase of another table; ``default`` is for keys that it does not have."""
        return self.table[table].get(key, default).format(*parts)

    def word(self, latex: str) -> str:
        """What a mark is called."""
        return symbol_words(latex, self.language)

    @property
    def pause(self) -> str:
        """The comma of the language."""
        return self.table["words"]["pause"]

    # ---- parts ----

    def long(self, words: str) -> bool:
        """Whether it takes more than a breath."""
        return len(_WORD.findall(words)) >= LONG

    def closed(self, words: str) -> str:
        """Words without a pause at their end."""
        return words.rstrip(self.pause + " ")

    def quantity(self, expr: Expr) -> str:
        """Say an operand, marked as a whole where it would run into what follows."""
        words = self.say(expr)
        return self.phrase("quantity", self.closed(words)) if expr.op in QUANTITIES else words

    def whole(self, expr: Expr) -> str:
        """Say what something is done to that is written behind it: a power, a transpose."""
        words = self.closed(self.say(expr))
        runs_on = expr.op in OPEN_ENDED | {"apply"} and self.pause in words
        if runs_on or expr.op in QUANTITIES | {"product", "quotient"}:
            return self.phrase("whole", words)
        return words

    def difference(self, expr: Expr) -> str:
        """Say a difference inside bars or brackets by its two sides; anything else as it is."""
        if expr.op == "sum" and len(expr.args) == 2 and expr.args[1].op == "negative" and expr.args[0].op != "negative":
            sides = [self.closed(self.say(side)) for side in (expr.args[0], expr.args[1].args[0])]
            apart = any(self.long(side) or self.pause in side for side in sides) or "apply" in _inside(expr)
            return self.phrase("long_difference" if apart else "difference", *sides)
        words = self.closed(self.say(expr))
        return self.phrase("whole", words) if expr.op in QUANTITIES else words

    def listed(self, args: Iterable[Expr]) -> str:
        """Say things in a list."""
        return self.joined([self.closed(self.say(arg)) for arg in args if arg.op != "nothing"])

    def joined(self, parts: Sequence[str]) -> str:
        """Join words as a list; dots stand between what they join without a comma of their own."""
        words, signs = self.table["words"], self.table["signs"]
        dots = {signs[sign] for sign in (r"\ldots", r"\cdots")}
        made = ""
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            if part in dots and place:
                made += self.pause + (signs[r"\cdots"] if last else signs[r"\ldots"])
            elif not place:
                made = part
            elif parts[place - 1] in dots:
                made += " " + part
            else:
                made += (words["last"] if last else words["comma"]) + part
        return made

    # ---- leaves and scripts ----

    def _say_number(self, expr: Expr) -> str:
        return number_words(expr.value, self.language)

    def _say_symbol(self, expr: Expr) -> str:
        return self.word(expr.value)

    def _say_text(self, expr: Expr) -> str:
        words = expr.value.strip(" ,.;:")
        return self.table["texts"].get(words.lower(), words)

    def _say_nothing(self, expr: Expr) -> str:
        return ""

    def _say_unknown(self, expr: Expr) -> str:
        return self.phrase("something")

    def _say_index(self, expr: Expr) -> str:
        base, below = expr.args
        if expr.value == "|":
            return self.phrase("evaluated", self.closed(self.quantity(base)), self.closed(self.say(below)))
        if below.value == "+" and base.op == "tuple":
            return self.phrase(
                "positive_part", self.difference(base.args[0]) if len(base.args) == 1 else self.say(base)
            )
        if is_positive_part(expr):
            return self.phrase("positive", self.word(base.value))
        if base.value == r"\mathbb{P}":
            return self.phrase("sub", "P", self.below(below))
        if base.value in INDICATORS and below.op == "relation":
            return self.phrase("indicator", self.say(below))
        return self.phrase("sub_whole" if below.op == "sum" else "sub", self.whole(base), self.below(below))

    def below(self, expr: Expr) -> str:
        """Say an index: letters side by side, ranges from first to last."""
        if expr.op == "tuple":
            return " ".join(self.closed(self.say(arg)) for arg in expr.args)
        if expr.op == "relation" and expr.value == ":" and len(expr.args) == 2:
            return self.phrase("span", *(self.say(arg) for arg in expr.args))
        return self.closed(self.say(expr))

    def _say_power(self, expr: Expr) -> str:
        base, exponent = expr.args
        if base.op == "symbol" and base.value.startswith(r"\mathbb"):
            space = self.table["spaces"].get(base.value) or self.word(base.value)
            return self.phrase("space", space, self.dimension(exponent))
        if is_positive_part(base):
            return self.phrase("space", self.say(base), self.dimension(exponent))
        if base in self.marked and exponent.op == "symbol":
            return self.phrase("superscript", self.closed(self.say(base)), self.say(exponent))
        words = self.whole(base)
        if exponent.op == "number" and exponent.value in ("2", "3"):
            return self.phrase("squared" if exponent.value == "2" else "cubed", self.closed(words))
        if exponent.op == "negative" and exponent.args[0].value == "1":
            return self.phrase("inverse", self.closed(words))
        if exponent.op == "quotient" and [arg.value for arg in exponent.args] == ["1", "2"]:
            return self.phrase("square_root", self.closed(words))
        raised = self.closed(self.say(exponent))
        key = "to_the_whole" if exponent.op in QUANTITIES | {"quotient"} or self.long(raised) else "to_the"
        return self.phrase(key, self.closed(words), raised)

    def dimension(self, exponent: Expr) -> str:
        """Say how many dimensions a space has."""
        parts = [self.closed(self.say(arg)) for arg in (exponent.args if exponent.op == "product" else (exponent,))]
        words = parts[0] if parts else ""
        for part in parts[1:]:
            words = self.phrase("by", words, part)
        return words

    def _say_script(self, expr: Expr) -> str:
        base, above = expr.args
        if expr.value == "index" and base.op == "index" and base.args[1].op == "relation":
            run, family = base.args[1], self.say(base.args[0])
            if run.value == "=" and len(run.args) == 2:
                return self.phrase("family", family, *(self.say(part) for part in (*run.args, above)))
            return self.phrase("family_over", family, self.say(run))
        if expr.value == "prime" and base.op == "index" and base.args[0].op == "symbol":
            return self.phrase(
                "sub", self.phrase("prime", *map(self.say, (base.args[0], above))), self.below(base.args[1])
            )
        if base.op == "number" and above.value in ("+", "-"):
            return self.phrase("from_above" if above.value == "+" else "from_below", self.say(base))
        if expr.value == "prime":
            return self.phrase("prime", self.whole(base), self.say(above))
        return self.look("scripts", expr.value, "{0} {1}", self.whole(base), self.closed(self.say(above)))

    def _say_transpose(self, expr: Expr) -> str:
        return self.phrase("transpose", self.closed(self.whole(expr.args[0])))

    def _say_accent(self, expr: Expr) -> str:
        mark = self.table["accents"].get(expr.value, expr.value)
        return self.table["words"]["accent"].format(self.whole(expr.args[0]), mark)

    # ---- arithmetic ----

    def _say_sum(self, expr: Expr) -> str:
        words = ""
        for place, printed in enumerate(expr.args):
            term = printed.args[0] if printed.op == "annotated" and printed.args else printed
            if place and place == len(expr.args) - 1 and term.value in (r"\ldots", r"\cdots", r"\dots"):
                return self.closed(words) + self.pause + self.table["signs"][r"\cdots"]
            if place and term.value in DOTS:
                continue
            negative = term.op == "negative" and bool(term.args)
            body = term.args[0] if negative else term
            said = self.quantity(body) if body.op in QUANTITIES - {"hadamard"} else self.say(body)
            if place == 0:
                words = self.phrase("negative", said) if negative else said
                continue
            dotted = expr.args[place - 1].value in DOTS
            glue = self.pause if dotted or self.long(words) or words.endswith(self.pause) else " "
            sign = "minus" if negative else "plus_up_to" if dotted else "plus"
            words = self.closed(words) + glue + self.phrase(sign, said)
        return words

    def _say_negative(self, expr: Expr) -> str:
        return self.phrase("negative", self.quantity(expr.args[0]))

    def _say_product(self, expr: Expr) -> str:
        words, before = "", NOTHING
        for place, factor in enumerate(expr.args):
            said = self.quantity(factor)
            if not place:
                words = said
            elif factor.op == "operator" and factor.value == "d":
                several = before.op == "apply" and len(before.args) > 2  # their list would take the differential in
                apart = several or self.long(words) or _is_involved(before)
                words = f"{self.closed(words)}{self.pause if apart else ' '}{said}"
            elif is_simple(before) and is_simple(factor) and before.op != "root" and factor.op != "number":
                words += f" {said}"
            else:
                glue = self.pause if before.op in OPEN_ENDED or self.long(words) else " "
                words = self.closed(words) + (self.pause if words.endswith(self.pause) else glue)
                words += self.phrase("times", said)
            before = factor
        return words

    def _say_quotient(self, expr: Expr) -> str:
        said = [self.say(arg) for arg in expr.args]
        over, under = map(self.closed, said)
        nested = any(part.op == "quotient" for arg in expr.args for part in walk(arg))
        compound = any(arg.op in QUANTITIES for arg in expr.args)
        if self.long(over) or self.long(under) or nested or compound or any(self.pause in s for s in said):
            return self.phrase("long_fraction", over, under)
        return self.phrase("fraction", over, under)

    def _say_root(self, expr: Expr) -> str:
        body, index = expr.args
        if index.op != "nothing" and index.value != "2":
            return self.phrase("root_of_degree", self.closed(self.whole(body)), self.say(index))
        words = self.closed(self.say(body))
        return self.phrase("root" if is_simple(body) else "root_whole", words)

    def _say_infix(self, expr: Expr) -> str:
        sign = self.table["infix"].get(expr.value) or self.word(expr.value)
        if expr.value == r"\circ" and not all(arg.value in FUNCTIONS for arg in expr.args):
            sign = self.table["infix"][r"\odot"]
        parts = [self.quantity(arg) for arg in expr.args if arg.op != "nothing"]
        words = parts[0] if len(parts) == len(expr.args) and parts else ""
        for part in parts[1:] if words else parts:
            words = self.phrase("infix", words, sign, part).strip()
        return words

    _say_hadamard = _say_infix

    def _say_binomial(self, expr: Expr) -> str:
        return self.phrase("binomial", *(self.closed(self.quantity(arg)) for arg in expr.args))


def _is_involved(expr: Expr) -> bool:
    """Tell whether a function is applied to more than a letter, so that its end must be heard."""
    return expr.op == "apply" and any(arg.op not in LEAVES for arg in expr.args[1:])


def _inside(expr: Expr) -> set[str]:
    return {part.op for part in walk(expr)}


#: arguments each operator has; trees made by others are brought to that
ARITY = {
    **dict.fromkeys(("negative", "transpose", "accent", "absolute", "annotated"), 1),
    **dict.fromkeys(("index", "power", "script", "quotient", "root", "limit", "operator", "derivative"), 2),
    **dict.fromkeys(("conditional", "divergence", "semicolon", "norm", "binomial", "inner"), 2),
    **dict.fromkeys(("expectation", "big"), 3),
}
