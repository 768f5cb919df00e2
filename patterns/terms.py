r"""A term: an operator tree brought into the one form in which templates and equations are compared.

``patterns.normal`` makes terms from ``reader.operators.Expr``; the same function makes them from a template and from an
equation, so a notation that it irons out never has to be written down twice in the pattern files. Every term remembers
the ``Expr`` it came from, so that what a match binds can be shown on the page.

The operators, beside those that keep their name from the operator tree (``index``, ``script``, ``transpose`` ...):

========  ===========================================================================================
op        meaning
========  ===========================================================================================
prod      factors in any order; a denominator is an ``inv`` factor
neg       minus its body; never directly inside a ``prod`` (the sign stands in front)
sq        the square of a body: ``\|x\|^2``, ``x^2``, ``x^\top x``, ``\langle x, x\rangle`` (value says which)
quad      the quadratic form of a body and a matrix: ``x^\top M x``
avg       an expectation (value ``E``): body, distribution, what is given; or a mean (value ``mean``): body, index, size
total     a sum over an index: body, below, above; likewise ``bigprod`` and ``integral``
opt       body, variable: value ``max min argmax argmin sup inf``
grad      a derivative: body, variable (value ``nabla`` or ``partial``)
diff      a differential: dx, dt (inside an integral it is taken off; its letter stands as ``below``)
app       a function (first argument) applied to the others
exp log   those functions, in whatever spelling
kl fdiv   divergence between two distributions; ``fdiv`` has the name of the divergence as its value
pos       the positive part: ``\max(0, x)``, ``[x]_+``, ``(x)^+``
========  ===========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reader.operators import NOTHING, Expr


@dataclass(frozen=True)
class Term:
    """A node of a normalised formula. Equality looks at the mathematics only."""

    op: str
    args: tuple[Term, ...] = ()
    value: str = ""
    #: where it came from
    source: Expr = field(default=NOTHING, compare=False, repr=False)
    #: the whole numerator or denominator that this factor was taken out of, where it stood in a fraction
    group: Expr | None = field(default=None, compare=False, repr=False)
    #: the factor as printed that this one is a part of (a fraction, say), and how many parts that has
    origin: Expr | None = field(default=None, compare=False, repr=False)
    share: int = field(default=1, compare=False, repr=False)

    @property
    def plain(self) -> str:
        r"""The letter or name without its face: ``\\boldsymbol{\\mu}`` gives ``mu``, ``\\mathcal{N}`` gives ``N``."""
        return plain(self.value)


NONE = Term("none")

_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_WRAPPERS = frozenset(
    [
        "mathbf",
        "boldsymbol",
        "bm",
        "mathrm",
        "mathcal",
        "mathbb",
        "mathfrak",
        "mathsf",
        "mathit",
        "mathtt",
        "mathscr",
        "operatorname",
        "text",
        "textit",
        "textbf",
        "textrm",
        "mathnormal",
        "hat",
        "widehat",
        "tilde",
        "widetilde",
        "bar",
        "overline",
        "vec",
        "dot",
        "ddot",
        "check",
        "breve",
        "acute",
        "grave",
        "mathring",
        "underline",
        "pmb",
        "textsc",
        "textsf",
        "displaystyle",
        "mathop",
        "operatorname*",
        "left",
        "right",
        "mbox",
    ]
)
_SPELLING = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma"}

_CAPITALS = frozenset(["Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"])


@lru_cache(maxsize=8192)
def plain(latex: str) -> str:
    r"""The bare letter or name in a symbol's LaTeX: no face, no accent, no backslash; a longer name in lower case."""

    def command(found: re.Match[str]) -> str:
        name = found.group()[1:]
        return "" if name in _WRAPPERS else name

    bare = re.sub(r"[{}\s\\]", "", _COMMAND.sub(command, latex))
    bare = _SPELLING.get(bare, bare)
    return bare if len(bare) == 1 or bare in _CAPITALS else bare.lower()


@lru_cache(maxsize=8192)
def accents(latex: str) -> frozenset[str]:
    r"""The accents of a symbol, wide ones under their plain name: ``\widehat{\mathbf{x}}`` gives ``{"hat"}``."""
    names = {"widehat": "hat", "widetilde": "tilde", "overline": "bar"}
    marks = {names.get(name, name) for name in re.findall(r"\\([A-Za-z]+)", latex)}
    return frozenset(marks & {"hat", "tilde", "bar", "vec", "dot", "check", "breve"})


def is_bold(latex: str) -> bool:
    """Whether a symbol is set in a bold face, as vectors and matrices are."""
    return bool(re.search(r"\\(mathbf|boldsymbol|bm|pmb|textbf)\b", latex))


def walk(term: Term) -> Iterator[Term]:
    """The term and everything below it, parents first."""
    yield term
    for arg in term.args:
        yield from walk(arg)


def base_of(term: Term) -> Term:
    """What is left of a term when indices, labels, accents and stars are taken off: ``x_t^{(i)}`` gives ``x``."""
    while term.op in ("index", "script", "accent", "transpose") and term.args:
        term = term.args[0]
    return term


def head_of(term: Term) -> Term:
    """The function of an application (with its indices), else the term itself."""
    return term.args[0] if term.op == "app" else term


def letter(term: Term) -> str:
    r"""The bare letter a term is written with, looking through indices and arguments: ``p_\\theta(x|z)`` gives ``p``."""
    base = base_of(head_of(base_of(term)))
    if base.op in ("avg", "kl", "fdiv"):
        return base.op
    return base.plain if base.op in ("sym", "text") else ""


def subscripts(term: Term) -> list[Term]:
    """All lower and upper labels on the head of a term, outermost first."""
    term, found = head_of(term), []
    while term.op in ("index", "script", "accent", "transpose") and term.args:
        found += list(term.args[1:])
        term = term.args[0]
    return found


def signed(term: Term) -> tuple[int, Term]:
    """The sign of a term, and the term without it."""
    return (-1, term.args[0]) if term.op == "neg" else (1, term)


def terms_of(term: Term) -> tuple[Term, ...]:
    """The terms of a sum; a single term where it is none."""
    return term.args if term.op == "sum" else (term,)


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a product; a single factor where it is none."""
    return term.args if term.op == "prod" else (term,)


def is_number(term: Term, *values: str) -> bool:
    """Whether a term is a number, one of these if any are given."""
    return term.op == "num" and (not values or term.value in values)
