"""What a paper has around each equation that an explanation can quote or point at.

Backwards: the sentence it stands in, and those that say what its symbols are. Forwards, which is what a reader wants to know
and cannot see: the algorithm in which what it defines comes up, the first sentence that refers to its number, and the
next equation that uses what it defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from glossary.cross_references import algorithm_sentences, references
from glossary.definers import Read, defined, is_plain
from glossary.meaning import Meaning
from patterns.explanation.paper_words import FEWEST_WORDS
from patterns.explanation.sentence import QUOTABLE, fits, readable
from patterns.explanation.surroundings import Later, Quote, Surroundings
from reader.expression.parse import expr_latex
from reader.operators import Expr, walk
from reader.paper import Definition, Equation, Paper
from reader.symbols.path import SymbolUse

_ALGORITHM_NUMBER = re.compile(r"\s*Algorithm\s+(?:\$\\\w+\{)?([A-Z]?\.?\d+)")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
#: what a letter must stand for to be told apart from its namesakes by its arguments: p(x) and p(y) are two things
_BY_ARGUMENTS = frozenset(("distribution",))


def surroundings(paper: Paper, equations: Sequence[Read], meanings: Mapping[str, Meaning]) -> list[Surroundings]:
    """What surrounds each equation of a paper; the answer has one entry for each, in the same order."""
    finder = _Finder(paper, equations, meanings)
    return [
        finder.around(place, read) if read.equation.display else Surroundings() for place, read in enumerate(equations)
    ]


class _Finder:
    """What must be known of the whole paper to say what surrounds one of its equations."""

    def __init__(self, paper: Paper, equations: Sequence[Read], meanings: Mapping[str, Meaning]) -> None:
        self._paper, self._equations, self._meanings = paper, equations, meanings
        numbers = [e.number for e in paper.equations if e.number]
        self._references = references(paper.sentences, [n for n in numbers if numbers.count(n) == 1])
        self._algorithms = dict(_numbered_algorithms(paper))
        self._places = {sentence.text: number for number, sentence in reversed(list(enumerate(paper.sentences)))}

    def around(self, place: int, read: Read) -> Surroundings:
        """Quote what leads up to an equation and say where the paper goes from it."""
        symbols = [self._meanings[name].symbol for _, name in read.symbols]
        said = {s.latex: self._quote(s.definitions[0]) for s in symbols if s.definitions}
        number = read.equation.sentence
        sentence = self._paper.sentences[number] if number is not None else None
        here = Quote(sentence.text, sentence.page, number) if sentence is not None else None
        found = (*self._reuses(place, read), *self._mentions(read.equation))
        order = {"algorithm": 0, "reference": 1, "equation": 2}
        return Surroundings(said, here, tuple(sorted(found, key=lambda later: order[later.kind])))

    def _quote(self, definition: Definition) -> Quote:
        return Quote(definition.sentence, definition.page, self._places.get(definition.sentence))

    def _mentions(self, equation: Equation) -> Iterator[Later]:
        """The first sentence further on that refers to its number."""
        own = equation.sentence if equation.sentence is not None else -1
        for index in self._references.get(equation.number or "", ()):
            sentence = self._paper.sentences[index]
            if index > own and (own >= 0 or sentence.page >= equation.page):
                yield Later("reference", sentence.page, sentence.text, equation.number)
                return

    def _reuses(self, place: int, read: Read) -> Iterator[Later]:
        """The first algorithm and the first equation further on in which what it defines comes up."""
        left = _left(read.equation.expr)
        inside = {id(part) for part in walk(left)} if left is not None else set()
        names = set(defined(read))
        name = next((symbol for use, symbol in read.symbols if symbol in names and id(use.node) in inside), None)
        if name is None or left is None:
            return
        shown = next((use.latex for use, symbol in read.symbols if symbol == name), "")
        whole = left.op == "apply" and self._meanings[name].symbol.kind in _BY_ARGUMENTS
        if whole:
            shown = readable(left)
        users = [
            other
            for other in self._equations[place + 1 :]
            if any(
                symbol == name and not _labels(use) and not _marked(use) and not _dressed(use)
                for use, symbol in other.symbols
            )
            and name not in defined(other)
            and (not is_plain(shown) or self._heading(other) == self._heading(read))
            and (not whole or any(part == left for part in walk(other.equation.expr)))
        ]
        steps = [other for other in users if other.equation.sentence in self._algorithms]
        displays = [other for other in users if other.equation.display]
        for other in steps[:1]:
            algorithm = self._algorithms[other.equation.sentence or 0]
            words = self._paper.sentences[other.equation.sentence or 0].text
            yield Later("algorithm", other.equation.page, words, algorithm, shown, other.equation.id)
        for other in sorted(displays, key=lambda other: other.equation.number is None)[:1]:
            yield Later(
                "equation", other.equation.page, self._quoted(other, name), other.equation.number, shown,
                other.equation.id,
            )  # fmt: skip

    def _heading(self, read: Read) -> str:
        """The heading that an equation stands under."""
        sentence = read.equation.sentence
        return self._paper.sentences[sentence].section if sentence is not None else ""

    def _quoted(self, read: Read, name: str) -> str:
        """Quote a formula: itself or its row with a symbol, where that is short, else the words that lead up to it."""
        equation = read.equation
        inside = {id(use.node) for use, symbol in read.symbols if symbol == name}
        rows = equation.expr.args if equation.expr.op == "rows" else ()
        with_it = (row for row in rows if any(id(part) in inside for part in walk(row)))
        for latex in (equation.latex, *(expr_latex(row) for row in with_it)):
            if fits(latex.rstrip(" ,.;"), QUOTABLE):
                return f"${latex.rstrip(' ,.;')}$"
        sentence = self._paper.sentences[equation.sentence].text if equation.sentence is not None else ""
        if len(_FORMULA.sub(" ", sentence).split()) >= FEWEST_WORDS:
            return sentence
        return f"equation ({equation.number})" if equation.number else "a displayed formula"


def _labels(use: SymbolUse) -> bool:
    """Whether a symbol only labels another one, as the a of W_a does, whatever a is elsewhere."""
    return any(step.parent.op in ("index", "script") and step.place == 1 for step in use.path)


def _dressed(use: SymbolUse) -> bool:
    """Whether a symbol is only what another one is made of, as L is of L_t."""
    above = use.path[-1] if use.path else None
    return above is not None and not above.place and above.parent.op in ("index", "script", "accent")


def _marked(use: SymbolUse) -> bool:
    """Whether a mark makes another symbol of it there: an r' is not the r that was defined."""
    return any(part.op == "script" and part.value in ("prime", "star") for part in use.dress() if part is not use.node)


def _left(expr: Expr) -> Expr | None:
    """What stands on the left of the first statement."""
    while expr.op in ("rows", "sequence"):
        parts = [arg for arg in expr.args if arg.op != "text"]
        if not parts:
            return None
        expr = parts[0]
    return expr.args[0] if expr.op == "relation" and expr.args and expr.args[0].op != "nothing" else None


def _numbered_algorithms(paper: Paper) -> Iterator[tuple[int, str]]:
    """The sentences of algorithms by index, with the number of theirs."""
    number = ""
    for index in sorted(algorithm_sentences(paper.sentences)):
        heading = _ALGORITHM_NUMBER.match(paper.sentences[index].text)
        number = heading.group(1) if heading else number
        if number:
            yield index, number
