"""What every kind of sentence is made from: the formula, what surrounds it, the texts and the voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from patterns.explanation.sentence import Sentence, quote
from patterns.explanation.surroundings import Surroundings
from patterns.explanation.texts import Texts
from patterns.explanation.voice import Voice
from patterns.library import Library
from patterns.normal import normal
from patterns.roles import Context
from patterns.sites import Statement, statements
from patterns.terms import Term
from reader.expression.parse import expr_latex
from reader.operators import Expr, walk


@dataclass(frozen=True)
class Formula:
    """An equation, and what every voice asks of it."""

    expr: Expr

    @cached_property
    def whole(self) -> Term:
        """It in its normal form."""
        return normal(self.expr)

    @cached_property
    def statements(self) -> list[Statement]:
        """What it says."""
        return statements(self.whole)

    @cached_property
    def latex(self) -> str:
        """It as LaTeX."""
        return expr_latex(self.expr)

    @cached_property
    def parts(self) -> tuple[Expr, ...]:
        """It and everything below it, parents first."""
        return tuple(walk(self.expr))


@dataclass(frozen=True)
class Telling:
    """One equation that is to be explained in one voice."""

    formula: Formula
    context: Context
    around: Surroundings
    library: Library
    texts: Texts
    voice: Voice

    @property
    def expr(self) -> Expr:
        """The equation."""
        return self.formula.expr

    @property
    def statements(self) -> list[Statement]:
        """What the equation says."""
        return self.formula.statements

    def rule(self, name: str, /, **parts: object) -> Sentence:
        """The sentence of a rule."""
        return Sentence(self.text(name, **parts), "rule:" + name.replace("_", " "))

    def text(self, name: str, /, **parts: object) -> str:
        """The words of a rule's sentence."""
        return self.texts.rule(name, self.voice.language, **parts)

    def joint(self, name: str) -> str:
        """What joins parts of a list."""
        return self.texts.joint(name, self.voice.language)

    def quoted(self, text: str, phrase: str) -> Sentence:
        """A sentence that rests on the paper's words for a symbol, with the page where it says them."""
        for latex, words in self.context.definitions.items():
            source = self.around.definitions.get(latex)
            if words == phrase and source is not None:
                return Sentence(text, quote(source.sentence, source.page), source.page)
        return Sentence(text, quote(phrase))
