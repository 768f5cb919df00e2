r"""What a superscript means: a power, or a transpose, star, prime, label, index, layer, iteration.

The notation decides by the content of the superscript and by the letter it stands on (``\gamma^t`` is a power,
``\mathbf{x}^i`` an index); where both are as likely, the other reading is kept among the alternatives.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reader import marks
from reader.expression.token import Tok, nodes_of, split
from reader.expression.tokens import tokens_of
from reader.expression.words import INDEX_LETTERS, LABEL_WORDS, PARAMETERS, POWER_GREEK, SIZE_LETTERS, reads_as_label
from reader.formula_tree import Accent, Mark, Name, Node, Scripts, Text
from reader.operators import Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar

#: what a superscript is followed by: a bracket with several things in it, with one, a letter, or anything else
Following = Literal["", "one", "list", "letter"]
TRANSPOSES = marks.words(r"\top \intercal T")
STARS = {"*": "star", r"\star": "star", r"\dagger": "dagger", r"\ddagger": "dagger"}
#: small Greek letters that are vectors where a T stands between them and a further letter (``\beta^T x``)
DUAL_GREEK = marks.words(r"\alpha \beta \eta \lambda")
#: letters in a superscript from which on they are a word rather than a product
SHORTEST_LABEL = 3
#: letters that count: a run of them is a list of indices or a product of sizes
_COUNTERS = frozenset("ijklmnrstKLMNT")
#: signs that label rather than compute when they stand alone in a superscript
LABEL_SIGNS = marks.words(r"+ - \pm \circ \bullet \perp \diamond \infty \sharp \flat \natural \times \cdot \vee \wedge")


def superscripted(g: Grammar, base: Expr, token: Tok, span: tuple[Node, ...], following: Following) -> Expr:
    """Attach the superscript of a token to the expression before it."""
    assert token.sup is not None
    items = list(tokens_of(token.sup))
    primes = [item for item in items if item.name == r"\prime" and not item.scripted]
    if primes and items[: len(primes)] == primes:
        mark = Expr("symbol", (), r"\prime" * len(primes), span=nodes_of(primes))
        items = items[len(primes) :]
        base = Expr("script", (base, mark), "prime", span=span if not items else base.span + mark.span)
    if not items:
        return base
    letter = _letter(token.core) if token.kind != "group" else ""
    return _Superscript(g, base, token, items, letter, span, following, bool(primes)).read()


def _letter(core: Node) -> str:
    while isinstance(core, Accent | Scripts):
        core = core.base
    return marks.plain(core.latex) if isinstance(core, Mark) else core.text if isinstance(core, Name) else ""


def _face(core: Node) -> str:
    """Return the face of a letter; one under an arrow counts as bold, for it is a vector as well."""
    if isinstance(core, Accent) and core.mark in (r"\vec", r"\overrightarrow"):
        return "bi"
    while isinstance(core, Accent | Scripts):
        core = core.base
    return core.face if isinstance(core, Mark | Name) else ""


class _Superscript:
    """One superscript under reading: what it stands on, what it holds."""

    def __init__(
        self,
        g: Grammar,
        base: Expr,
        token: Tok,
        items: list[Tok],
        letter: str,
        span: tuple[Node, ...],
        following: Following,
        stripped: bool,
    ) -> None:
        self.g, self.base, self.items, self.span, self.following = g, base, items, span, following
        self.before_bracket = following in ("one", "list")
        self.letter, self.face = letter, _face(token.core) if token.kind != "group" else ""
        self.has_index = token.sub is not None
        assert token.sup is not None
        self.node, self.stripped = token.sup, stripped
        self.is_group = token.kind in ("group", "node") and not letter

    def read(self) -> Expr:
        counted = self.is_group and self.base.op == "index" and self.base.args[1].op == "relation"
        if counted and not (len(self.items) == 1 and self.items[0].name in TRANSPOSES | STARS.keys()):
            return self._script("index", self._whole())  # {x_i}_{i=1}^n
        if len(self.items) == 1:
            found = self._single(self.items[0])
            if found is not None:
                return found
        if len(self.items) == 2 and self.items[0].name == "-" and self.items[1].name in TRANSPOSES:
            minus = Expr("negative", (Expr("number", (), "1"),), span=self.items[0].nodes)
            return Expr("transpose", (Expr("power", (self.base, minus), span=self.span),), span=self.span)
        text = "".join(item.name for item in self.items)
        plain = all(item.kind == "letter" and not item.scripted and len(item.name) == 1 for item in self.items)
        if plain and len(text) > 1 and self._is_word(text):
            span = nodes_of(self.items)
            return self._script("label", Expr("symbol", (), text, span=span))
        if self._is_hyphenated() or self._is_list_of_words():
            joined = f"\\mathrm{{{text}}}"
            return self._script("label", Expr("symbol", (), joined, span=nodes_of(self.items)))
        exponent = self._whole()
        if self.before_bracket and self._can_be_numbered() and exponent.op not in ("number", "negative"):
            return self._script("label", exponent, or_power=True)
        if exponent.op == "tuple" or (exponent.op == "negative" and exponent.args[0].op == "tuple"):
            return self._script("index", exponent)
        primed = len(self.items) == 1 and exponent.op == "script" and exponent.value in ("prime", "star")
        if primed and self._names(self.items[0].name):
            return self._script("label", exponent, or_power=True)
        layered = self.letter == r"\delta" and self.items[0].name in ("l", r"\ell")
        if layered and exponent.op == "sum":
            return self._script("layer", exponent, or_power=True)
        if self._counts(self.items[0]) and exponent.op in ("sum", "relation") and self._is_leading_letter():
            layered = self.items[0].name in ("l", r"\ell")
            return self._script("layer" if layered else "index", exponent, or_power=True)
        named = exponent.op == "apply" and exponent.args[0].value.startswith(r"\mathrm") and self.letter != "e"
        if exponent.op in ("relation", "text") or (named and not marks.is_number(self.letter)):
            return self._script("label", exponent)
        return self._power(exponent)

    def _is_word(self, text: str) -> bool:
        """Tell whether italic letters are a word rather than a product: known, readable, or three that are no sizes."""
        if text in LABEL_WORDS:
            return True
        if self.letter == "e" or (marks.is_number(self.letter) and self.face == "it"):
            return False
        if len(text) < SHORTEST_LABEL:
            losses = self.letter in ("L", "J") and text.isupper()
            return losses and not self.is_group
        distinct = len(set(text)) == len(text) and text.isascii() and text.isalpha() and not set(text) <= _COUNTERS
        return reads_as_label(text) or (distinct and not self._is_power_base() and not self.is_group)

    def _is_list_of_words(self) -> bool:
        """Tell whether the superscript joins words by plus signs, such as CLIP+VF+S: one of them is no product."""
        parts = split(self.items, lambda item: item.name == "+")
        plain = all(item.kind == "letter" and not item.scripted and len(item.name) == 1 for p in parts for item in p)
        words = ["".join(item.name for item in part) for part in parts]
        return len(parts) > 1 and plain and any(len(word) >= SHORTEST_LABEL and self._is_word(word) for word in words)

    def _is_hyphenated(self) -> bool:
        """Tell whether the superscript is a name with hyphens, such as NT-Xent: upright names and signs in turn."""
        names, signs = self.items[::2], self.items[1::2]
        upright = all(isinstance(item.core, Name) and item.core.face == "rm" and not item.scripted for item in names)
        return len(names) == len(signs) + 1 > 1 and upright and all(sign.name == "-" for sign in signs)

    def _whole(self) -> Expr:
        """Parse the superscript as one expression; it may be read twice, under both readings of a bracket."""
        if self.stripped:
            return self.g.expr(self.items)
        return self.g.once(self.node, lambda node: self.g.expr(self.items))

    def _single(self, item: Tok) -> Expr | None:
        core = item.core
        if item.kind == "group" and not item.scripted:
            return self._bracketed(item)
        if isinstance(core, Text):
            return self._script("label", Expr("text", (), core.text, span=item.nodes))
        if item.scripted:
            return None
        if isinstance(core, Name):
            return self._script("label", self.g.expr(self.items))
        if item.name in STARS:
            return self._script(STARS[item.name], self.g.expr(self.items))
        if item.name == r"\complement":
            return self._script("complement", Expr("symbol", (), item.name, span=item.nodes))
        if item.name == "H" and self._is_adjoint(item):
            return Expr("transpose", (self.base,), span=self.span)
        if item.name in LABEL_SIGNS:
            value = "index" if item.name == r"\cdot" else "label"
            return self._script(value, Expr("symbol", (), item.name, span=item.nodes))
        if item.name in TRANSPOSES and self._transposable(item):
            return self._transposed(item)
        if item.kind == "number":
            return self._number(item)
        return self._one_letter(item) if item.kind == "letter" else None

    def _transposable(self, item: Tok) -> bool:
        if item.name != "T" or _face(item.core) in ("rm", "sf", "tt", "bf"):
            return True
        if self.letter in DUAL_GREEK and self.following == "letter":
            return True
        if self.letter and (marks.is_number(self.letter) or self.letter in POWER_GREEK) and self.face != "bi":
            return False
        return not (self.following == "list" and self.letter.isupper()) and self.letter != "e" and self.face != "bb"

    def _is_adjoint(self, item: Tok) -> bool:
        """Tell whether an H is a conjugate transpose: on a bold letter, or itself upright on a capital one."""
        upright = _face(item.core) in ("rm", "sf", "tt", "bf") and self.letter.isupper()
        return self.face in ("bf", "bi") or upright

    def _transposed(self, item: Tok) -> Expr:
        exponent = self.g.expr([item])
        power = Expr("power", (self.base, exponent), span=self.span)
        others = (power,) if item.name == "T" and _face(item.core) == "it" else ()
        return Expr("transpose", (self.base,), span=self.span, alternatives=others)

    def _number(self, item: Tok) -> Expr:
        exponent = self.g.expr([item])
        if item.name in ("0", "1") and self._can_be_numbered():
            return self._script("index", exponent, or_power=True)
        return self._power(exponent, "index" if self.face in ("bf", "bi") else "")

    def _one_letter(self, item: Tok) -> Expr:
        exponent = self.g.expr([item])
        name, face = item.name, _face(item.core)
        if self.has_index and self.letter in POWER_GREEK and name.isupper() and name not in SIZE_LETTERS:
            return self._script("label", exponent, or_power=True)
        if name == r"\pi" and self._names(name):
            return self._script("label", exponent, or_power=True)
        if self.letter == r"\delta" and name in ("l", "L", r"\ell"):
            return self._script("layer", exponent, or_power=True)  # the error of a layer
        if self._is_power_base():
            return self._power(exponent)
        if self.before_bracket and self._can_be_numbered() and not self._counts(item):
            return self._script("label", exponent, or_power=True)
        if name == r"\ell" or (name == "l" and self._can_be_numbered()):
            return self._script("layer", exponent)
        if face in ("rm", "sf", "tt"):
            return self._script("label", exponent)
        if name == "H" and self.letter.isupper():
            label, adjoint = self._script("label", exponent), Expr("transpose", (self.base,), span=self.span)
            return replace(label, alternatives=(adjoint,))
        if face == "cal" or (name.isupper() and self._labels(name)):
            return self._script("label", exponent, or_power=True)
        if name in PARAMETERS | {r"\pi", r"\mu"} and self.letter.isupper():
            return self._script("label", exponent, or_power=True)
        if name == "c" and (self.letter.isupper() or self.face == "cal"):
            return self._script("complement", exponent, or_power=True)
        if self._counts(item):
            return self._script("index", exponent, or_power=True)
        return self._power(exponent, "index" if self._can_be_numbered() else "")

    def _names(self, name: str) -> bool:
        r"""Tell whether a superscript names what belongs to a function or policy: ``\rho^\pi``, ``\theta^{Q'}``."""
        named = name in PARAMETERS | {r"\pi", r"\mu"} or name.isupper()
        return named and self.letter not in ("e", "") and not marks.is_number(self.letter) and not self.is_group

    def _labels(self, name: str) -> bool:
        if name == "L" and not self.is_group:
            return True
        return not (name in SIZE_LETTERS and self.letter.islower()) and not self.is_group

    def _bracketed(self, item: Tok) -> Expr | None:
        if self.letter == "e" or marks.is_number(self.letter) or item.name not in ("(", "[", r"\langle"):
            return None
        inner = self.g.expr(item.inner)
        layer = inner.value in ("l", "L", r"\ell") or (inner.args and inner.args[0].value in ("l", r"\ell"))
        return self._script("layer" if layer else "iteration", inner)

    def _counts(self, item: Tok) -> bool:
        """Tell whether a superscript beginning with this letter counts or indexes instead of raising to a power."""
        if item.kind != "letter" or self._is_power_base() or not self._can_be_numbered():
            return False
        if self.face in ("bf", "bi", "cal"):
            return not item.name.isupper()
        return item.name in INDEX_LETTERS or item.name == r"\ell" or (item.name == "l")

    def _is_leading_letter(self) -> bool:
        return len(self.items) < 2 or self.items[1].kind in ("binary", "relation")

    def _is_power_base(self) -> bool:
        if self.letter in ("e", "") and not self.is_group:
            return True
        return marks.is_number(self.letter) or self.face == "bb" or (self.letter in POWER_GREEK and self.face != "bi")

    def _can_be_numbered(self) -> bool:
        return not self.is_group and not self._is_power_base()

    def _power(self, exponent: Expr, other: str = "") -> Expr:
        others = (Expr("script", (self.base, exponent), other, span=self.span),) if other else ()
        return Expr("power", (self.base, exponent), span=self.span, alternatives=others)

    def _script(self, value: str, content: Expr, or_power: bool = False) -> Expr:
        others = (Expr("power", (self.base, content), span=self.span),) if or_power else ()
        return Expr("script", (self.base, content), value, span=self.span, alternatives=others)
