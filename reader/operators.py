r"""The operator tree: what is applied to what.

One node type, ``Expr``: an operator name ``op``, a ``value`` where the operator has several spellings, arguments, and
the layout nodes it was read from (``span``), from which its box comes. The vocabulary (``OPS``) is closed; matching,
reading aloud and symbol collection rely on it. In ``args`` an absent optional argument is ``NOTHING``.

=================  =========================  ==============================================================
op                 value                      args
=================  =========================  ==============================================================
number             digits                     none
symbol             LaTeX of the letter        none (face and accents are in the value: ``\hat{\mathbf{x}}``)
text               the words                  none
nothing                                       none (an absent optional argument, an empty base)
unknown            LaTeX                      none (kept visible: could not be parsed)
index                                         base, subscript (a comma list is one ``tuple``)
script             star prime label           base, superscript that is no power: x^*, x', x^{(t)}, W^{\ell}
                   iteration layer dagger
                   index complement
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
expectation        ``E``, ``Var``, ``Cov``    body, distribution or subscript or nothing, variable or nothing
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
=================  =========================  ==============================================================

Brackets that only group leave no node of their own: the bracketed expression's ``span`` covers its content, and
``outer`` covers it with its brackets.

Conventions that ``reader.expression.parse`` keeps, so that others can rely on them:

* ``symbol`` values are what ``reader.latex.writer`` writes for the leaf: ``x``, ``\mathbf{x}``, ``\boldsymbol{\mu}``,
  ``\hat{\mathbf{x}}``, ``\mathcal{N}``, ``\infty``, ``\ldots``, ``\cdot`` (the placeholder in ``p(\cdot|s)``). Wide
  accents come as narrow ones (``\widehat`` as ``\hat``, ``\overline`` as ``\bar``, ``\overrightarrow`` as ``\vec``). A
  name with a LaTeX command is that command (``\log``, ``\max``), any other upright name is ``\mathrm{softmax}``;
  names in a face are ``\mathbf{Attn}``; a run of italic letters that reads as a word (``exp(z)``, ``lrate``) is one
  symbol with that run as its value, ``\exp`` where it is a known function (``exp(z)``, ``sin(x)``). Words in a
  subscript are ``symbol`` too (``\pi_{\mathrm{old}}``), whether they were ``\text`` or ``\mathrm``; ``text`` is for
  several words and for connectives (if, where, otherwise).
* ``apply``: arguments stand apart (``f(x, t)`` has args f, x, t); a bar or semicolon makes one argument:
  ``p(x, y | z)`` is ``apply(p, conditional(tuple "," (x, y), z))``, ``N(x; \mu, \Sigma)`` is
  ``apply(N, semicolon(x, tuple "," (\mu, \Sigma)))``, ``D_{KL}(p \| q)`` and ``KL(p, q)`` are ``apply(D_KL,
  divergence(p, q))``. The head may be ``index``, ``script``, ``power`` (``\log^2 x``, ``f^{-1}(x)``) or ``accent``.
  Functions written without brackets (``\log x``, ``\sin m\theta``) are ``apply`` as well. What is made of functions is
  applied, too: ``(f + g)(x)``, ``(\nabla f)(x)``, ``\sigma^2(x)``; so are spaces, ``C^2([0, 1])``, and a letter to a
  number or a lone letter, ``Y(0)``, ``x[n]``; but ``p(1 - p)`` multiplies, for nothing is applied to itself. ``n!`` is
  ``apply(symbol "!", n)``, rounding is ``apply(symbol "\lfloor\cdot\rfloor", x)``, likewise ``\lceil`` and the
  Iverson bracket ``\llbracket``. ``(f \circ g)(x)`` is ``apply(hadamard "\circ" (f, g), x)``.
* From loose to tight inside brackets: ``\|``, bar, semicolon, comma, colon, implication, relation, sum, product:
  ``P(y | x; \theta)`` is ``apply(P, conditional(y, semicolon(x, \theta)))``.
* ``index`` takes the subscript inside, the superscript outside: ``x_t^2`` is ``power(index(x, t), 2)``. ``x_{ij}`` is
  ``index(x, tuple "" (i, j))``, ``x_{i,j}`` has ``tuple ","``, ``x_{2i}`` a product. ``f(x)|_{x=0}`` is ``index`` with
  value ``|``; ``[x]_+`` and ``(x)_+`` are ``index(tuple "[" (x), symbol "+")``; ``\{x_i\}_{i=1}^N`` is
  ``script "index" (index(set, relation "=" (i, 1)), N)``.
* A Hermitian transpose (``\mathbf{A}^H``) is a ``transpose``; ``\nabla f(x)^\top`` is the transpose of the gradient.
  ``x^{k+1} = x^k - ...`` has ``script "index"`` on both sides: k counts steps.
* ``script`` values are ``star prime label index iteration layer dagger complement``; ``x^{(t)}`` has t as its second
  argument (``iteration``), ``x^{(l)}`` and ``x^\ell`` are ``layer``, a bare letter that counts (``\mathbf{x}^i``) is
  ``index``; x'' has ``symbol \prime\prime``. Where a power is as likely, it is among ``alternatives``.
* ``sum``: ``a - b`` is ``sum(a, negative(b))``; ``-a b`` is ``negative(product(a, b))``; ``a \pm b`` is ``infix``.
* ``quotient`` comes from fractions and slashes alike; ``1/2\sigma^2`` is ``quotient(1, product(2, ...))``.
* ``expectation`` args: body, distribution, variable. ``E_{x \sim p}[f]`` has distribution p and variable x;
  ``E_q[f]`` distribution q; with a list of variables or several \sim the whole subscript (a ``tuple`` or ``symbol``)
  is the distribution and the variable is nothing. ``E[X|Y]`` has a ``conditional`` body.
* ``big``: the limits are expressions as printed: below is ``relation "=" (i, 1)``, ``relation "\in"``, a symbol or, for
  a \substack, a tuple ","; an integral keeps its differential as the factor ``operator "d" (x)`` of its body.
* ``limit`` values have no backslash (``max``, ``argmin``; "maximize" over a variable is ``max``); ``max(a, b)`` with
  no subscript is ``apply(\max, a, b)``. argmax and argmin, and any limit that begins a side, take the whole sum after
  them; others the product.
* ``operator`` ``\nabla`` takes the next factor (with the functions it is applied through, ``\nabla\log p(x)``) or, when
  that is a mere coefficient, the rest of the product; ``\nabla^2`` and ``\nabla\cdot`` are values; ``\forall``,
  ``\exists`` and ``\exists!`` are operators over what follows, up to the next quantifier: several, or one behind a
  claim, are a ``tuple ","``; ``\neg`` is one over the next factor; ``\Delta`` over a single letter that follows it directly.
* ``relation``: the colon in ``f: X \to Y``, ``x_{0:T}`` and ``i: y_i = c`` is a relation looser than all others, value
  ``:``; ``:=`` is ``\coloneqq``. A label on a relation sign (\overset) is dropped. ``t = 1, \ldots, T`` is
  ``relation(t, tuple "," (...))`` and ``x, y \in X`` is ``relation(tuple "," (x, y), X)``.
  ``[n]`` as a whole side of ``\in`` or ``\coloneqq`` is ``tuple "["``; ``a \equiv b \pmod{m}`` is ``relation(a, infix
  "\bmod" (b, m))``; ``\inf\{x : ...\}`` is applied to a ``set``.
* ``conditional`` in a set-builder has the element left and the condition right, for ``|`` and ``:`` alike.
* ``norm`` with a single bar and an index, ``|x|_1``, has value ``|``.
* Signs are named by their plain LaTeX (``reader.marks``): ``\leq``, ``\rightarrow``, ``\wedge``, ``\coloneqq``, ``*``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.formula_tree import Node, box_of
from reader.geometry import Box, union

_OPS = """
    number symbol text nothing unknown index script power transpose accent sum negative product hadamard infix
    quotient binomial root apply operator derivative expectation big limit relation conditional divergence norm
    absolute inner tuple set semicolon cases matrix annotated rows sequence
"""
OPS = frozenset(_OPS.split())


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
    """Yield the expression and everything below it, parents first."""
    yield expr
    for arg in expr.args:
        yield from walk(arg)
