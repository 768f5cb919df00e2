r"""What a text says a symbol is by a formula: ``x_k := w_k - w^\star``, "where $a = b + c$", ``\epsilon \sim N(0, I)``.

Like a range (``reader.definitions.ranges``) it is no phrase that names the symbol, and it is kept apart from those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.definitions.latex import Marks, marks
from reader.definitions.mentions import Item, Text
from reader.definitions.text import Token, formula_body

#: longest right-hand side that is quoted, in characters, and longest symbol, in marks
_LONGEST, _LONGEST_SYMBOL = 60, 9
_RELATION = re.compile(r":=|\\coloneqq(?![a-z])|\\triangleq(?![a-z])|\\sim(?![a-z])|=")
#: words in front of which an equation defines its left side
_DEFINING = frozenset("define defining let set setting where abbreviate write writing put denote introduce".split())
_LEFT_OUT = re.compile(r"\\\\|\\begin|\\label|\\ldots|\\cdots|\\dots|(?<!\\)&")


@dataclass(frozen=True)
class Formula:
    """What a formula says of a symbol, in a short phrase with the formula between dollar signs."""

    symbol: Marks
    phrase: str


def formulas_in(prepared: Text) -> list[Formula]:
    """Collect what defining formulas say of their symbols, in reading order, each thing once."""
    found: dict[tuple[Marks, str], Formula] = {}
    for i, token in enumerate(prepared.tokens):
        if token.is_math and len(token.text) < 4 * _LONGEST:
            for said in _said(prepared.tokens, i):
                found.setdefault((said.symbol, said.phrase), said)
    return list(found.values())


def _said(tokens: Sequence[Token], i: int) -> Iterator[Formula]:
    before = tokens[i - 1].low if i else ""
    for statement in _cut(formula_body(tokens[i].text), ","):
        if (sign := _first_relation(statement)) is None or _LEFT_OUT.search(statement):
            continue
        symbol = _head(marks(statement[: sign.start()]))
        right = statement[sign.end() :].strip(" .;")
        goes_on = i + 1 < len(tokens) and tokens[i + 1].is_math  # a formula over the end of a line
        overloads = marks(right)[: len(symbol)] == symbol  # "$f(w) := f(p_w)$"
        if (
            goes_on
            or overloads
            or not symbol
            or not 0 < len(right) <= _LONGEST
            or re.fullmatch(r"[-\d.,\s{}]+|\\infty", right)
        ):
            continue
        if sign.group() == r"\sim":
            yield Formula(symbol, f"drawn from ${right}$")
        elif sign.group() != "=" or before in _DEFINING:
            yield Formula(symbol, f"defined as ${right}$")


def _cut(latex: str, sign: str) -> list[str]:
    """A formula cut at a sign outside of brackets."""
    pieces, begin, depth = [], 0, 0
    for i, char in enumerate(latex):
        depth += (char in "{([") - (char in "})]")
        if char == sign and depth == 0:
            pieces.append(latex[begin:i])
            begin = i + 1
    return [*pieces, latex[begin:]]


def _first_relation(statement: str) -> re.Match[str] | None:
    """The first relation outside of brackets and scripts, if it is one that defines."""
    for found in _RELATION.finditer(statement):
        left = statement[: found.start()]
        if sum((char in "{([") - (char in "})]") for char in left) == 0:
            return found
    return None


def _head(run: Marks) -> Marks:
    """The left-hand side without its arguments, if it is one symbol; else nothing."""
    symbol = Item(0, run, run, "").called or run
    if (
        not symbol
        or len(symbol) > _LONGEST_SYMBOL
        or not re.match(r"[^\W\d]$|\\(?!frac|sum|prod|int|sqrt|log|exp|max|min)[A-Za-z]", symbol[0])
    ):
        return ()
    depth = 0
    for place, mark in enumerate(symbol):
        if depth == 0 and place and mark not in ("_{", "^{"):
            return ()  # a product or sum
        depth += mark.endswith("{") - (mark == "}")
    return symbol
