r"""Products and what binds tighter: factors, functions with and without brackets, sums and integrals, derivatives.

A term is read from left to right. Some factors take what follows them: a big operator the rest of the term, ``\log``
the next factors, ``\nabla`` the next factor; see ``reader.operators`` for the conventions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import marks
from reader.expression.atoms import ROUNDINGS, grouped, operand, scripted, scripts_of, subscript
from reader.expression.averages import expectation, expectation_head
from reader.expression.heads import application, arguments, followed_by, is_modulus
from reader.expression.optima import arg_of, is_limit, limit
from reader.expression.quantifiers import NEGATION
from reader.expression.token import BRACKETS, Tok, is_operand_end, is_operand_start, nodes_of, unknown
from reader.expression.words import LIMITS, without_scripts
from reader.formula_tree import Accent, Fence, Mark, Node, Radical, Row, Scripts
from reader.operators import NOTHING, Expr, walk

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar

#: multiplicative signs that are plain multiplication
TIMES = frozenset({r"\cdot", r"\times"})
#: multiplicative signs that are no kind of product of numbers
INFIXES = frozenset({r"\bmod", r"\cap", r"\sqcap", r"\wedge"})
#: operators written in front of what they act on
PREFIXES = frozenset({r"\nabla", r"\partial"})
#: signs in front of one factor: a negation, a real or imaginary part, the size of a set
TIGHT_PREFIXES = frozenset({r"\neg", r"\Re", r"\Im", r"\#"})
#: results after which a function without brackets takes no more factors
_COMPLETE = marks.words(
    "apply expectation quotient root norm absolute big limit operator derivative matrix cases binomial sum"
)
_LOGARITHMS = frozenset({r"\log", r"\ln"})
#: other readings kept for one product
MAX_ALTERNATIVES = 4
_COEFFICIENTS = frozenset({"number", "quotient", "negative"})


# ---- terms ----


def term(g: Grammar, tokens: list[Tok]) -> Expr:
    """Parse a term: factors side by side or with infix signs of multiplicative kind between them."""
    if len(tokens) == 3 and tokens[1].name == r"\ldots" and {tokens[0].kind, tokens[2].kind} <= {"letter", "number"}:
        return Expr("tuple", tuple(operand(g, token) for token in tokens), ",", span=nodes_of(tokens))
    left: Expr | None = None
    sign, start, place = "", 0, 0
    factors: list[Expr] = []
    while place < len(tokens):
        if factors and is_modulus(tokens[place]):  # a = b (mod m)
            left = _combined(left, sign, product_of(factors, nodes_of(tokens[start:place])), tokens[:place])
            modulus = g.expr(tokens[place].inner[1:])
            left = Expr("infix", (left, modulus), r"\bmod", span=nodes_of(tokens[: place + 1]))
            factors, sign, start, place = [], "", place + 1, place + 1
            continue
        infix = _infix_sign(tokens, place) if factors else None
        if infix is not None or (sign == "/" and factors and _ends_denominator(factors, tokens, place)):
            left = _combined(left, sign, product_of(factors, nodes_of(tokens[start:place])), tokens[:place])
            factors = []
            sign, start = (infix, place + 1) if infix is not None else ("", place)
            place = start
            continue
        expr, place = factor(g, tokens, place)
        factors.append(expr)
    if not factors:
        return left if left is not None else unknown(tokens)
    return _combined(left, sign, product_of(factors, nodes_of(tokens[start:])), tokens)


def _infix_sign(tokens: list[Tok], place: int) -> str | None:
    """Return the infix sign at a place of a term, ``/`` for any slash; None for a factor."""
    token = tokens[place]
    if place + 1 >= len(tokens) or token.scripted:
        return None
    if token.kind == "slash":
        return "/"
    if token.kind == "name" and token.name in ("mod", "div"):
        return r"\bmod"
    if token.kind == "binary" and is_operand_end(tokens[place - 1]) and token.name != "-":
        return token.name
    return None


def _combined(left: Expr | None, sign: str, right: Expr, tokens: Sequence[Tok]) -> Expr:
    """Join what stands on both sides of an infix sign; ``tokens`` are all that was read so far."""
    if left is None:
        return right
    span = nodes_of(tokens)
    if sign == "/":
        if left.op == right.op == "operator" and left.value == right.value and left.value in (r"\partial", "d"):
            return Expr("derivative", (left.args[0], right.args[0]), left.value, span=span)
        return Expr("quotient", (left, right), span=span)
    if sign in TIMES or sign == "":
        return product_of([left, right], span)
    if sign in INFIXES:
        return Expr("infix", (left, right), sign, span=span)
    joined = left.args if left.op == "hadamard" and left.value == sign and not left.outer else (left,)
    return Expr("hadamard", (*joined, right), sign, span=span)


def product_of(factors: Sequence[Expr], span: tuple[Node, ...]) -> Expr:
    """Multiply factors into one flat product; other readings of a factor become other readings of the product."""
    if len(factors) == 1:
        return factors[0]
    factors = [_iverson(expr) for expr in factors]
    others: list[Expr] = []
    for place, expr in enumerate(factors):
        if expr.alternatives and expr.op == "product" and not expr.outer and len(others) < MAX_ALTERNATIVES:
            other = _flat([*factors[:place], expr.alternatives[0], *factors[place + 1 :]])
            others.append(Expr("product", other, span=span))
    return Expr("product", _flat(factors), span=span, alternatives=tuple(others))


def _iverson(expr: Expr) -> Expr:
    """Read a relation in square brackets among factors as one where it holds and zero elsewhere."""
    first = expr.outer[0] if expr.outer and expr.op == "relation" else None
    opening = first.opening if isinstance(first, Fence) else first.latex if isinstance(first, Mark) else ""
    if opening != "[":
        return expr
    mark = Expr("symbol", (), ROUNDINGS[r"\llbracket"], span=expr.outer[:1])
    return Expr("apply", (mark, replace(expr, outer=())), span=expr.outer)


def _flat(factors: Sequence[Expr]) -> tuple[Expr, ...]:
    opened = (expr.args if expr.op == "product" and not expr.outer else (expr,) for expr in factors)
    return tuple(inner for args in opened for inner in args)


def _ends_denominator(factors: list[Expr], tokens: list[Tok], place: int) -> bool:
    r"""Tell whether a factor after a slash and a denominator is outside: ``1/N \sum``, ``1/2 \|x\|``, ``1/(ab) c``."""
    token = tokens[place]
    if token.kind == "group" and token.name in ("|", r"\|") and factors[-1].op in ("norm", "absolute"):
        return False  # x y / \|x\| \|y\|
    if token.kind in ("big", "integral", "name", "group", "differential", "sign", "node") or factors[-1].outer:
        return True
    return expectation_head(tokens, place) is not None


# ---- one factor ----


def factor(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr, int]:
    """Parse one factor from a place on; return it and the place after it."""
    if g.depth > g.max_depth:
        return unknown(tokens[place:]), len(tokens)
    g.depth += 1
    try:
        return _factor(g, tokens, place)
    finally:
        g.depth -= 1


def _factor(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr, int]:
    token = tokens[place]
    rest = tokens[place + 1 :]
    average = expectation_head(tokens, place)
    if average is not None:
        expr, after = expectation(g, tokens, place, average)
        return _postfixed(g, tokens, expr, place, after) if _bar_follows(tokens, after) else (expr, after)
    if token.kind == "binary" and token.name in ("-", "+") and rest and not token.scripted:
        inner, after = factor(g, tokens, place + 1)
        negative = Expr("negative", (inner,), span=nodes_of(tokens[place:after]))
        return (inner if token.name == "+" else negative), after
    if token.kind == "big":
        return _big(g, tokens[place:]), len(tokens)
    if token.kind == "integral":
        return _integral(g, token), place + 1
    if token.kind == "name":
        expr, after = named(g, tokens, place)
        return _postfixed(g, tokens, expr, place, after)
    if token.kind == "sign" and token.name in PREFIXES:
        return _operator(g, tokens, place)
    if (
        token.kind == "sign"
        and token.name in TIGHT_PREFIXES
        and rest
        and not token.scripted
        and is_operand_start(rest[0])
    ):
        inner, after = factor(g, tokens, place + 1)
        return _prefixed(token, inner, nodes_of(tokens[place:after])), after
    if _is_increment(tokens, place):
        inner, after = factor(g, tokens, place + 1)
        return Expr("operator", (inner, NOTHING), token.name, span=nodes_of(tokens[place:after])), after
    if token.kind == "differential":
        changed = operand(g, token.inner[0]) if len(token.inner) == 1 else g.signed(list(token.inner))
        return Expr("operator", (changed, NOTHING), "d", span=token.nodes), place + 1
    head = operand(g, token, followed_by(rest[0]) if rest else "")
    if head.op == "derivative" and head.args[0] == NOTHING and rest:
        inner, after = _scope(g, tokens, place + 1)
        return _evaluated(replace(head, args=(inner, head.args[1]), span=nodes_of(tokens[place:after]))), after
    return _postfixed(g, tokens, head, place, place + 1)


def _prefixed(token: Tok, inner: Expr, span: tuple[Node, ...]) -> Expr:
    """Apply a sign in front to its factor."""
    if token.name == NEGATION:
        return Expr("operator", (inner, NOTHING), token.name, span=span)
    return Expr("apply", (Expr("symbol", (), token.name, span=token.nodes), inner), span=span)


def _postfixed(g: Grammar, tokens: list[Tok], head: Expr, place: int, after: int) -> tuple[Expr, int]:
    """Take the brackets, bars and exclamation marks that belong to a factor."""
    while after < len(tokens):
        following = tokens[after]
        span = nodes_of(tokens[place : after + 1])
        if following.kind == "group":
            applies = application(g, tokens[after - 1], head, following)
            if applies == "no":
                break
            args = arguments(g, following, head)
            applied = _applied(g, head, args, following, span)
            if applies in ("likely", "unlikely") and len(args) == 1:
                multiplied = product_of([head, _bracketed(g, args[0], following)], span)
                if applies == "unlikely":
                    return replace(multiplied, alternatives=(applied,)), after + 1
                applied = replace(applied, alternatives=(multiplied,))
            head = applied
        elif following.kind == "sign" and following.name == "!" and not following.scripted:
            head = Expr("apply", (Expr("symbol", (), "!", span=following.nodes), head), span=span)
        elif following.kind == "bar" and following.scripted:
            head = Expr("index", (head, scripts_of(g, following)), "|", span=span)
        else:
            break
        after += 1
    return head, after


def _bracketed(g: Grammar, body: Expr, group: Tok) -> Expr:
    """Return the contents of a bracket as a factor."""
    if not group.scripted:
        return grouped(body, group.nodes)
    return scripted(g, grouped(body, without_scripts(group).nodes), group, group.nodes)


def _applied(g: Grammar, head: Expr, args: tuple[Expr, ...], group: Tok, span: tuple[Node, ...]) -> Expr:
    """Apply a head to the contents of a bracket; scripts on the bracket belong to the result."""
    if not group.scripted:
        return Expr("apply", (head, *args), span=span)
    bare = without_scripts(group)
    inner = Expr("apply", (head, *args), span=(*span[: len(span) - len(group.nodes)], *bare.nodes))
    return scripted(g, inner, group, span)


# ---- functions by name ----


def named(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr, int]:
    """Parse a name: an optimum over a variable, a function with or without brackets, or a plain symbol."""
    token = tokens[place]
    rest = tokens[place + 1 :]
    joined = arg_of(tokens, place)
    if joined is not None:
        return limit(g, tokens, place, joined, 2)
    if token.name in LIMITS and is_limit(token, rest):
        return limit(g, tokens, place, token, 1)
    head = operand(g, token)
    if not rest:
        return head, place + 1
    if rest[0].kind == "group" and rest[0].name in BRACKETS:
        return head, place + 1  # ``_postfixed`` applies it
    if token.name in marks.BARE_FUNCTIONS | LIMITS.keys():
        argument, after = _bare_argument(g, tokens, place + 1)
        if argument is not None:
            return Expr("apply", (head, argument), span=nodes_of(tokens[place:after])), after
    return head, place + 1


def _bare_argument(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr | None, int]:
    """Parse what a function without brackets is applied to, None where nothing follows."""
    first = tokens[place]
    if first.kind in ("slash", "text") or (first.kind == "binary" and first.name not in ("-", "+")):
        return None, place
    expr, after = factor(g, tokens, place)
    while _is_ratio(expr) and after + 1 < len(tokens) and tokens[after].name in TIMES:
        more, end = factor(g, tokens, after + 1)
        if not _is_ratio(more):
            break
        expr, after = product_of([expr, more], nodes_of(tokens[place:end])), end
    if expr.op in _COMPLETE:
        if expr.op == "apply" and _is_applied(tokens, after) and tokens[after].name == first.name:
            more, after = factor(g, tokens, after)
            expr = product_of([expr, more], nodes_of(tokens[place:after]))
        return expr, after
    factors = [expr]
    while after < len(tokens) and _is_plain_factor(tokens, after):
        more, after = factor(g, tokens, after)
        factors.append(more)
    return product_of(factors, nodes_of(tokens[place:after])), after


def _is_ratio(expr: Expr) -> bool:
    r"""Tell whether an argument is a ratio of densities, or several: ``\log \frac{p(x)}{q(x)} \cdot \frac{q(z)}{p(z)}``."""
    if expr.op == "product" and not expr.outer:
        return all(_is_ratio(part) for part in expr.args)
    return expr.op == "quotient" and all(any(p.op == "apply" for p in walk(side)) for side in expr.args)


def _is_applied(tokens: list[Tok], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place].kind == "letter" and tokens[place + 1].kind == "group"


def _is_plain_factor(tokens: list[Tok], place: int) -> bool:
    """Tell whether a token is a mere letter, number or root, such as a function without brackets takes several of."""
    token = tokens[place]
    if token.kind not in ("letter", "number", "word", "node") or expectation_head(tokens, place) is not None:
        return False
    if token.kind == "node" and not isinstance(token.core, Accent | Radical | Scripts | Row):
        return False
    return not (place + 1 < len(tokens) and tokens[place + 1].kind == "group")


# ---- big operators, expectations, derivatives ----


def _big(g: Grammar, tokens: list[Tok]) -> Expr:
    token, rest = tokens[0], tokens[1:]
    infix = rest and rest[0].kind in ("binary", "slash") and rest[0].name not in ("-", "+")
    body = NOTHING if not rest or infix else g.signed(rest)
    whole = _big_of(g, token, body, nodes_of(tokens))
    return whole if not infix else product_of([whole, g.signed(rest)], nodes_of(tokens))


def _big_of(g: Grammar, token: Tok, body: Expr, span: tuple[Node, ...]) -> Expr:
    below = NOTHING if token.sub is None else subscript(g, token.sub)
    above = NOTHING if token.sup is None else subscript(g, token.sup)
    return Expr("big", (body, below, above), token.name, span=span)


def _integral(g: Grammar, token: Tok) -> Expr:
    return _big_of(g, token, g.sum(list(token.inner)), token.nodes)


def with_integrals(tokens: list[Tok]) -> list[Tok]:
    """Fold every integral whose differential stands behind a sum into one token, innermost first."""
    out = list(tokens)
    for place in range(len(out) - 1, -1, -1):
        token = out[place]
        if token.kind != "big" or token.name not in marks.INTEGRALS:
            continue
        end = _differential_after(out, place)
        if end is not None:
            inner = tuple(out[place + 1 : end + 1])
            folded = replace(token, kind="integral", nodes=nodes_of(out[place : end + 1]), inner=inner)
            out[place : end + 1] = [folded]
    return out


def _differential_after(tokens: list[Tok], place: int) -> int | None:
    wanted = {r"\iint": 2, r"\iiint": 3, r"\oiint": 2, r"\oiiint": 3}.get(tokens[place].name, 1)
    for at in range(place + 1, len(tokens)):
        if tokens[at].kind == "differential":
            if at == place + 1:
                return None
            wanted -= 1
            last_in_run = at + 1 >= len(tokens) or tokens[at + 1].kind != "differential"
            if wanted <= 0 and last_in_run:
                return at
    return None


def _operator(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr, int]:
    r"""Parse ``\nabla`` or ``\partial`` and what it acts on."""
    token = tokens[place]
    value, after = token.name, place + 1
    variable = NOTHING if token.sub is None else subscript(g, token.sub)
    if token.sup is not None:
        power = subscript(g, token.sup)
        if power.op != "number":
            return _postfixed(g, tokens, operand(g, token), place, after)
        value = f"{value}^{power.value}"
    dot = tokens[after] if after + 1 < len(tokens) else None
    if dot is not None and (dot.name in (r"\cdot", r"\times", ".")) and token.name == r"\nabla":
        value, after = value + (r"\cdot" if dot.name == "." else dot.name), after + 1
    following = tokens[after] if after < len(tokens) else None
    if following is None or following.kind in ("binary", "slash", "bar"):
        return _postfixed(g, tokens, operand(g, token), place, place + 1)
    start = after
    inner, after = _scope(g, tokens, after)
    body = _untransposed(inner) if token.name == r"\nabla" else None
    if body is not None:  # \nabla f(x)^\top d
        gradient = Expr("operator", (body, variable), value, span=(*nodes_of(tokens[place:start]), *body.span))
        return Expr("transpose", (gradient,), span=nodes_of(tokens[place:after])), after
    return _evaluated(Expr("operator", (inner, variable), value, span=nodes_of(tokens[place:after]))), after


def _untransposed(expr: Expr) -> Expr | None:
    r"""Return what is printed with a transpose behind it, also at the end of ``\log p(x)^\top``; None for anything else."""
    if expr.outer or expr.op not in ("transpose", "apply"):
        return None
    if expr.op == "transpose":
        return expr.args[0]
    last = _untransposed(expr.args[-1]) if expr.args[0].value in _LOGARITHMS else None
    if last is None:
        return None
    return replace(expr, args=(*expr.args[:-1], last), span=(*expr.args[0].span, *last.span), alternatives=())


def _evaluated(expr: Expr) -> Expr:
    """Evaluate a derivative where its bar says, not what it is taken of."""
    inner = expr.args[0]
    if inner.op != "index" or inner.value != "|":
        return expr
    bare = replace(expr, args=(inner.args[0], *expr.args[1:]), span=expr.span[:-1])
    return Expr("index", (bare, inner.args[1]), "|", span=expr.span)


def _bar_follows(tokens: list[Tok], after: int) -> bool:
    return after < len(tokens) and tokens[after].kind == "bar"


def _scope(g: Grammar, tokens: list[Tok], place: int) -> tuple[Expr, int]:
    """Parse what a differential operator acts on: the next factor, or the rest of the term after a coefficient."""
    inner, after = factor(g, tokens, place)
    if inner.op in _COEFFICIENTS and not inner.outer and after < len(tokens):
        return g.signed(tokens[place:]), len(tokens)
    return inner, after


def _is_increment(tokens: list[Tok], place: int) -> bool:
    r"""Tell whether ``\Delta`` stands for a small change of the letter right after it."""
    token = tokens[place]
    if token.kind != "letter" or token.name != r"\Delta" or token.scripted or place + 1 >= len(tokens):
        return False
    return tokens[place + 1].kind == "letter"
