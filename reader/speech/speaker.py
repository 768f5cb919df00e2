"""What every part of the English speaker has in common: saying operands, lists and phrases of a table."""

from __future__ import annotations

from abc import ABC, abstractmethod

from reader.operators import Expr
from reader.speech.shapes import enumerated
from reader.speech.words import tables

LEAVES = frozenset({"symbol", "number", "text", "unknown", "nothing"})
SIMPLE = frozenset({"symbol", "number", "index", "power", "script", "transpose", "accent"})
#: operators whose body is said last, so that an exponent behind it needs the whole marked
OPEN_ENDED = frozenset({"expectation", "big", "operator", "derivative", "limit"})
#: operators whose operands would run into what follows, were they not said as wholes
QUANTITIES = frozenset({"sum", "infix", "relation", "conditional", "divergence", "hadamard", "negative"})


class Speaker(ABC):
    """The base of the parts of a speaker, each of which says one kind of thing."""

    def __init__(self) -> None:
        self.depth = 0
        #: how many matrices the part that is being said stands in
        self.cells = 0
        self.table = tables()
        #: what the formula says to be sets
        self.sets: frozenset[Expr] = frozenset()
        #: what letters stand above that tell several of a kind apart
        self.marked: frozenset[Expr] = frozenset()

    @abstractmethod
    def say(self, expr: Expr) -> str:
        """Say any part of a formula."""

    @abstractmethod
    def below(self, expr: Expr) -> str:
        """Say a subscript."""

    @abstractmethod
    def condition(self, expr: Expr) -> str:
        """Say what stands under an operator."""

    @abstractmethod
    def range(self, sign: str, below: Expr, above: Expr) -> str:
        """Say the limits of a sum, product or integral."""

    @abstractmethod
    def norm(self, expr: Expr, power: str = "") -> str:
        """Say a norm, or its power."""

    @abstractmethod
    def side(self, sign: str, expr: Expr) -> str:
        """Say what stands behind a relation sign."""

    @abstractmethod
    def ratio(self, expr: Expr) -> str:
        """Say a fraction so that both of its parts can be heard."""

    def listed(self, args: tuple[Expr, ...]) -> str:
        """Say things in a list."""
        return enumerated([self.say(arg) for arg in args if arg.op != "nothing"])

    def quantity(self, expr: Expr) -> str:
        """Say an operand, marked as a whole where it would run into what follows."""
        words = self.say(expr)
        return f"the quantity {words}," if expr.op in QUANTITIES else words

    def fill(self, table: str, key: str, default: str, *parts: str) -> str:
        """Fill the phrase of a table with parts; ``default`` is the phrase for keys it does not have."""
        return self.table[table].get(key, default).format(*parts)
