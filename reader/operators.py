r"""The operator tree: what is applied to what.

One node type, ``Expr``: an operator name ``op``, a ``value`` where the operator has several spellings, arguments, and
the layout nodes it was read from (``span``), from which its box comes. The vocabulary (``OPS``) is closed; matching,
reading aloud and symbol collection rely on it. In ``args`` an absent optional argument is ``NOTHING``.

=================  =========================  ====================================================================
op                 value                      args
=================  =========================  ====================================================================
number             digits                     none
symbol             LaTeX of the letter        none (face and accents are in the value: ``\hat{\mathbf{x}}``)
text               the words                  none
nothing                                       none (an absent optional argument, an empty base)
unknown            LaTeX                      none (kept visible: could not be parsed)
index                                         base, subscript (a comma list is one ``tuple``)
script             star prime label           base, superscript that is no power: x^*, x', x^{(t)}, W^{\ell}, x^{\text{old}}
                   iteration layer dagger
power                                         base, exponent
transpose                                     base
accent             hat, overline, ...         body (only over a compound; over one letter the accent is in ``symbol``)
sum                                           terms (signs are ``negative`` around the term); never nested in a sum
negative                                      body
product                                       factors, juxtaposed or with ``\cdot``/``\times``; never nested
hadamard           ``\odot`` ...              factors, any other infix operator of multiplicative kind
infix              ``\oplus``, ``\cup`` ...   operands of any other binary operator
quotient                                      above, below
binomial                                      above, below
root                                          body, index or nothing
apply                                         function, arguments...  (log x, f(x), p(x|z), softmax(x), \exp)
operator           ``\nabla``, ``\partial``,  body, variable or nothing    (\nabla_\theta f; operator applied by writing
                   ``d``, ``\Delta``          it in front)
derivative         ``d``, ``\partial``        body, variable             (df/dx; body nothing where it is a bare d/dx)
expectation        ``E``, ``Var``, ``Cov``    body, distribution or subscript or nothing
big                ``\sum \prod \int ...``    body, below or nothing, above or nothing
limit              ``max min argmax argmin    body, below or nothing      (operators with something under them)
                   sup inf lim``
relation           relation signs, spaces     a chain a = b \leq c is one node with three args and value "= \leq"
                   between
conditional                                   left, right   (the bar inside p(·|·) or E[·|·])
divergence                                    left, right   (the double bar between two distributions)
norm               ``\|``                     body, index or nothing
absolute           ``|``                      body
inner              ``\langle``                left, right   (⟨a, b⟩; one argument: right is nothing)
tuple              ``(``, ``[``, ``,``        items; value is the opening bracket, or "," for a bare comma list
set                                           items, or one ``conditional`` for a set-builder
semicolon                                     left, right   (the ; inside N(x; μ, Σ))
cases                                         ``tuple`` of (value, condition or nothing) per row
matrix                                        ``tuple`` of cells per row
annotated                                     body, label   (under- and overbraces, \overset, \underset on a relation)
rows                                          the equations of a multi-row display, one per row
sequence                                      parts set apart by a wide gap (an equation and its side condition)
=================  =========================  ====================================================================

Brackets that only group leave no node of their own: the bracketed expression's ``span`` covers its content, and
``outer`` covers it with its brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.formula_tree import Node, box_of
from reader.geometry import Box, union

OPS = frozenset(
    "number symbol text nothing unknown index script power transpose accent sum negative product hadamard infix "
    "quotient binomial root apply operator derivative expectation big limit relation conditional divergence norm "
    "absolute inner tuple set semicolon cases matrix annotated rows sequence".split()
)


@dataclass(frozen=True)
class Expr:
    """A node of the operator tree. Equality and hashing look at the mathematics only, never at the spans."""

    op: str
    args: tuple[Expr, ...] = ()
    value: str = ""
    #: layout nodes this was read from, left to right, without grouping brackets
    span: tuple[Node, ...] = field(default=(), compare=False, repr=False)
    #: the same with the brackets that group it, where it has some; else empty
    outer: tuple[Node, ...] = field(default=(), compare=False, repr=False)
    #: other readings of the same span that the notation alone cannot rule out, best first
    alternatives: tuple[Expr, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.op not in OPS:
            raise ValueError(f"unknown operator {self.op!r}")

    @property
    def box(self) -> Box | None:
        """The ink of the layout nodes it was read from."""
        return union(box_of(node) for node in self.span)


NOTHING = Expr("nothing")


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything below it, parents first."""
    yield expr
    for arg in expr.args:
        yield from walk(arg)
