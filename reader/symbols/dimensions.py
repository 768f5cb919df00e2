r"""Whether the sizes in a formula fit: ``W x`` with ``W \in \mathbb{R}^{m \times n}`` and ``x \in \mathbb{R}^n``.

Shapes are followed bottom-up through the operator tree. A vector may stand as a row or as a column, as papers do not say
which; a transposed one may not. What is unknown stays unknown, and two sides differ for sure only where both are plain
letters or numbers of which the paper says no equality. So most formulas get no statement at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from reader.definitions.latex import marks
from reader.definitions.related import loan
from reader.expression.typed import expr_latex
from reader.operators import Expr
from reader.paper import Equation, Symbol
from reader.symbols.printed import compound_latex, printed
from reader.symbols.shapes import Shape
from reader.symbols.spelling import normal

#: statements given of one formula at most
MOST = 3
#: factors beyond which a product is not followed (every vector doubles the ways to read it)
_LONGEST = 8
#: functions that act on every entry
_ENTRYWISE = frozenset(
    r"\tanh \exp \log \sin \cos \mathrm{softmax} \mathrm{Softmax} \mathrm{relu} \mathrm{ReLU} \mathrm{sigmoid} \sigma"
    r" \mathrm{GELU} \mathrm{gelu} \mathrm{tanh} \mathrm{dropout} \mathrm{LayerNorm}".split()
)
_TO_NUMBER = frozenset((r"\det", r"\mathrm{tr}", r"\mathrm{Tr}", r"\mathrm{rank}"))
#: rows and columns; a number is 1 by 1
_Sides = tuple[str, str]
_NUMBER: _Sides = ("1", "1")


@dataclass(frozen=True)
class Statement:
    """One thing to say of the sizes in a formula; ``text`` has its formulas between dollar signs."""

    text: str
    fits: bool


@dataclass(frozen=True)
class _Size:
    """What is known of a subformula: its sides in every reading, the likeliest first; it is a row or column vector."""

    readings: tuple[_Sides, ...]

    @property
    def is_number(self) -> bool:
        return self.readings == (_NUMBER,)

    def said(self) -> str:
        rows, columns = self.readings[0]
        if self.is_number:
            return "a number"
        sides = [side for side in (rows, columns) if side != "1"]
        return rf"${rows} \times {columns}$" if len(sides) == 2 else f"a vector of length ${sides[0]}$"


class Shapes:
    """The shapes of a paper's symbols, ready for the question what a symbol of an equation has."""

    def __init__(self, symbols: Iterable[Symbol], equations: Iterable[Equation]) -> None:
        self._here: dict[tuple[str, str], _Size] = {}
        self._anywhere: dict[str, _Size | None] = {}
        for symbol in symbols:
            size = _size_of(symbol)
            if size is None:
                continue
            for equation in symbol.equations:
                self._here[normal(symbol.latex), equation] = size
            known = self._anywhere.get(normal(symbol.latex), size)
            self._anywhere[normal(symbol.latex)] = size if known == size else None
        self._relatives = {name: marks(name) for name, size in self._anywhere.items() if size is not None}
        self.equated = frozenset(_equated(equations))

    def of(self, latex: str, equation: str) -> _Size | None:
        """The size of a symbol met in an equation: its own, else that of the same letter with another running index."""
        name = normal(latex)
        if (name, equation) in self._here:
            return self._here[name, equation]
        if not self._relatives:
            return None
        wanted = marks(name)
        related = {n for n, m in self._relatives.items() if m[:1] == wanted[:1] and loan(wanted, m, False) == 1.0}
        found = {self._anywhere[n] for n in related}
        return found.pop() if len(found) == 1 else None


def _size_of(symbol: Symbol) -> _Size | None:
    if symbol.shape is not None:
        sides = symbol.shape.split(r" \times ")
        return _from_shape(Shape(tuple(sides)))
    stated = any(reason.startswith(("the paper says", "the formula says")) for reason in symbol.because)
    return _Size((_NUMBER,)) if symbol.kind == "scalar" and stated else None


def _from_shape(shape: Shape) -> _Size | None:
    if len(shape.sides) == 1:
        return _Size(((shape.sides[0], "1"), ("1", shape.sides[0])))
    return _Size(((shape.sides[0], shape.sides[1]),)) if len(shape.sides) == 2 else None


def _equated(equations: Iterable[Equation]) -> Iterator[str]:
    """Names that the paper sets equal to something: ``d_k = d_v``, ``d = 2n``."""
    for equation in equations:
        if equation.expr.op == "relation" and "=" in equation.expr.value.split():
            for arg in equation.expr.args:
                if arg.op in ("symbol", "index"):
                    yield _plain(expr_latex(arg))


def check(equation: Equation, shapes: Shapes) -> list[Statement]:
    """Say what is sure of the sizes in a formula: products that fit, and whatever does not."""
    walker = _Walker(shapes, equation.id)
    walker.size(equation.expr)
    wrong = [s for s in walker.statements if not s.fits]
    return list(dict.fromkeys((*wrong, *(s for s in walker.statements if s.fits))))[:MOST]


class _Walker:
    """One pass over a formula, bottom-up."""

    def __init__(self, shapes: Shapes, equation: str) -> None:
        self._shapes = shapes
        self._equation = equation
        self.statements: list[Statement] = []

    def size(self, node: Expr) -> _Size | None:
        """The size of a subformula, or None where something in it is unknown."""
        name = _name(node)
        if name and (known := self._shapes.of(name, self._equation)) is not None:
            return known
        handler: Callable[[Expr], _Size | None] | None = {
            "number": lambda _: _Size((_NUMBER,)), "negative": lambda n: self.size(n.args[0]),
            "annotated": lambda n: self.size(n.args[0]), "transpose": self._transpose, "sum": self._same,
            "hadamard": self._same, "relation": self._relation, "product": self._product, "quotient": self._quotient,
            "norm": self._number, "absolute": self._number, "inner": self._inner, "apply": self._apply,
        }.get(node.op)  # fmt: skip
        if handler is not None:
            return handler(node)
        for arg in node.args:
            self.size(arg)
        return None

    def _number(self, node: Expr) -> _Size | None:
        self.size(node.args[0])
        return _Size((_NUMBER,))

    def _inner(self, node: Expr) -> _Size | None:
        self._same(node)
        return _Size((_NUMBER,))

    def _transpose(self, node: Expr) -> _Size | None:
        inner = self.size(node.args[0])
        return None if inner is None else _Size((inner.readings[0][::-1],))

    def _quotient(self, node: Expr) -> _Size | None:
        above, below = self.size(node.args[0]), self.size(node.args[1])
        plain = (below is not None and below.is_number) or node.args[1].op in ("number", "norm", "root", "absolute")
        return above if plain else None

    def _apply(self, node: Expr) -> _Size | None:
        inner = [self.size(arg) for arg in node.args[1:]]
        head = node.args[0].value
        if head in _TO_NUMBER:
            return _Size((_NUMBER,))
        return inner[0] if head in _ENTRYWISE and len(inner) == 1 else None

    def _same(self, node: Expr) -> _Size | None:
        """Terms that must have one size; numbers are added to anything."""
        sizes = [self.size(arg) for arg in node.args]
        arrays = [(arg, s) for arg, s in zip(node.args, sizes, strict=True) if s is not None and not s.is_number]
        for (_, a), (arg, b) in pairwise(arrays):
            if self._differ_in_all(a, b):
                text = f"${expr_latex(arrays[0][0])}$ is {a.said()} and ${expr_latex(arg)}$ is {b.said()}: they cannot be combined"
                self.statements.append(Statement(text, False))
                return None
        if any(s is None for s in sizes):
            return None
        return arrays[0][1] if arrays else _Size((_NUMBER,))

    def _relation(self, node: Expr) -> _Size | None:
        sizes = [self.size(arg) for arg in node.args]
        signs = node.value.split()
        for place, sign in enumerate(signs):
            left, right = sizes[place], sizes[place + 1] if place + 1 < len(sizes) else None
            if sign not in ("=", r"\coloneqq", r"\approx") or left is None or right is None:
                continue
            if left.is_number != right.is_number or not self._differ_in_all(left, right):
                continue
            a, b = expr_latex(node.args[place]), expr_latex(node.args[place + 1])
            text = f"${a}$ is {left.said()}, but ${b}$ is {right.said()}"
            self.statements.append(Statement(text, False))
        return None

    def _product(self, node: Expr) -> _Size | None:
        """Factors from left to right; the inner sides of neighbours must be equal."""
        sizes = [self.size(arg) for arg in node.args]
        arrays = [(arg, s) for arg, s in zip(node.args, sizes, strict=True) if s is None or not s.is_number]
        known = [s for _, s in arrays if s is not None]
        for (left, a), (right, b) in pairwise(arrays):
            if a is not None and b is not None and not self._may_multiply(a, b):
                text = f"${expr_latex(left)}$ is {a.said()} and ${expr_latex(right)}$ is {b.said()}: this product does not fit"
                self.statements.append(Statement(text, False))
                return None
        if len(known) < len(arrays) or len(arrays) > _LONGEST:
            return None
        if not arrays:
            return _Size((_NUMBER,))
        results = list(dict.fromkeys(_results(known)))
        if len(known) > 1 and results:
            sides = " times ".join(s.said() for s in known)
            self.statements.append(
                Statement(f"${expr_latex(node)}$: {sides} gives {_Size(tuple(results)).said()}", True)
            )
        return _Size(tuple(results)) if results else None

    def _may_multiply(self, a: _Size, b: _Size) -> bool:
        return any(not self._differ(x[1], y[0]) for x, y in product(a.readings, b.readings))

    def _differ_in_all(self, a: _Size, b: _Size) -> bool:
        return all(self._differ(x[0], y[0]) or self._differ(x[1], y[1]) for x, y in product(a.readings, b.readings))

    def _differ(self, a: str, b: str) -> bool:
        """Whether two sides are surely not equal."""
        a, b = _plain(a), _plain(b)
        if a == b or a in self._shapes.equated or b in self._shapes.equated:
            return False
        if a.split("_")[0] == b.split("_")[0]:
            return False  # K may be short for K_y
        return _is_certain(a) and _is_certain(b)


def _results(sizes: Sequence[_Size]) -> Iterator[_Sides]:
    """What a product of known sizes gives, in every reading in which inner sides are the same."""
    for readings in product(*(s.readings for s in sizes)):
        if all(_plain(x[1]) == _plain(y[0]) for x, y in pairwise(readings)):
            yield readings[0][0], readings[-1][1]


def _is_certain(side: str) -> bool:
    """Whether a side is one letter with its index, or a number."""
    return side.isdigit() or (
        not any(sign in side for sign in ("+", "-", r"\cdot", "/", "(", " ")) and _letters(side) == 1
    )


def _letters(side: str) -> int:
    base = side.split("_")[0]
    return len(marks(base))


def _plain(side: str) -> str:
    side = normal(side)
    return side[1:-1] if side.startswith("(") and side.endswith(")") else side


def _name(node: Expr) -> str:
    if node.op == "symbol":
        return printed(node)
    return compound_latex(node) if node.op in ("index", "script", "accent") else ""
