r"""From the operator tree to the normal form in which formulas are compared (see ``patterns.terms``).

What differs only in notation comes out the same: fractions and negative powers, ``e^x`` and ``\exp``, ``\ln`` and
``\log``, the ways to write a square, a mean, a derivative, a positive part or a divergence. Nothing is evaluated and
no algebra is done beyond gathering signs and factors, so every part still points at what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from patterns.kind_names import GREEK
from patterns.terms import NONE, Term, base_of, factors_of, is_number, plain, signed, terms_of, walk
from reader.operators import Expr

#: functions with one spelling in terms; names are plain (see ``terms.plain``)
_LOGS = frozenset({"log", "ln", "lg"})
_OPTIMA = {
    "max": "max", "maximize": "max", "maximise": "max", "min": "min", "minimize": "min", "minimise": "min",
    "argmax": "argmax", "argmin": "argmin", "sup": "sup", "inf": "inf", "lim": "lim",
}  # fmt: skip
#: letters that count examples, samples, steps or dimensions
_COUNTS = frozenset("N n m M B b K S T D".split())
_KL = frozenset({"kl", "dkl", "d_kl", "rkl"})
_DIVERGENCES = {
    "js": "js", "jsd": "js", "djs": "js", "tv": "tv", "dtv": "tv", "w": "wasserstein", "ot": "wasserstein",
    "wasserstein": "wasserstein", "mmd": "mmd", "fid": "frechet",
}  # fmt: skip


#: how many arguments an operator has (least, most); anything else is taken for unknown
_ARITY = {
    "index": (2, 2), "script": (2, 2), "power": (2, 2), "transpose": (1, 1), "accent": (1, 1), "negative": (1, 1),
    "quotient": (2, 2), "binomial": (2, 2), "root": (1, 2), "apply": (1, 99), "operator": (1, 2), "derivative": (1, 2),
    "expectation": (1, 3), "big": (1, 3), "limit": (1, 2), "relation": (2, 99), "conditional": (2, 2),
    "divergence": (2, 2), "norm": (1, 2), "absolute": (1, 1), "inner": (1, 2), "semicolon": (2, 2), "annotated": (1, 3),
    "sum": (1, 999), "product": (1, 999),
}  # fmt: skip


def normal(expr: Expr) -> Term:
    """The normal form of a formula. Never raises: what has no special form keeps its operator."""
    least, most = _ARITY.get(expr.op, (0, 9999))
    if not least <= len(expr.args) <= most:
        return Term("unknown", (), expr.value, expr)
    special = _SPECIAL.get(expr.op)
    if special is not None:
        return special(expr)
    return Term(expr.op, tuple(normal(arg) for arg in expr.args), expr.value, expr)


def _symbol(expr: Expr) -> Term:
    return Term("sym", (), expr.value, expr)


def _index(expr: Expr) -> Term:
    base, below = normal(expr.args[0]), normal(expr.args[1])
    if base.op == "tuple" and below.op in ("sym", "text", "unknown") and below.value == "+":
        return Term("pos", base.args, "", expr)
    if base.op in ("log", "prod", "sum"):  # a log's base; one entry of a compound
        return replace(base, source=expr)
    if base.op == "grad" and base.args[1].op == "none":
        return Term("grad", (base.args[0], below), base.value, expr)
    if base.op == "inner" and base.args[1:] in ((), (NONE,)):  # an average as physicists write it: ⟨f⟩_p
        return Term("avg", (base.args[0], below, NONE), "E", expr)
    if base.op == "grad" and below.op == "rel":  # a derivative at a place: ∇f(x)|_{x = a}
        return replace(base, source=expr)
    return Term("index", (base, below), "", expr)


def _power(expr: Expr) -> Term:
    base, exponent = normal(expr.args[0]), normal(expr.args[1])
    if base.op == "sym" and base.plain == "e" and exponent.op != "num":
        return Term("exp", (exponent,), "", expr)
    sign, size = signed(exponent)
    if sign < 0:
        below = base if is_number(size, "1") else _raised(base, size, expr)
        return Term("inv", (replace(below, source=expr),), "", expr)
    return _raised(base, exponent, expr)


def _raised(base: Term, exponent: Term, expr: Expr) -> Term:
    if exponent.op == "inner" or _is_word(exponent):
        return Term("script", (base, exponent), "label", expr)
    if is_number(exponent, "2"):
        if base.op == "norm":
            return Term("sq", (base.args[0],), "norm", expr)
        return Term("sq", (base.args[0] if base.op == "abs" else base,), "plain", expr)
    if _is_half(exponent):
        return Term("root", (base, NONE), "", expr)
    return Term("power", (base, exponent), "", expr)


def _is_word(exponent: Term) -> bool:
    """Three letters and more in a superscript spell a word, they are no product."""
    return (
        exponent.op == "prod"
        and len(exponent.args) >= 3
        and all(f.op == "sym" and len(f.plain) == 1 for f in exponent.args)
    )


def _is_half(exponent: Term) -> bool:
    if exponent.op == "inv":
        return is_number(exponent.args[0], "2")
    return exponent.op == "num" and exponent.value in ("0.5", ".5")


def _sum(expr: Expr) -> Term:
    terms = _gathered([normal(arg) for arg in expr.args])
    if len(terms) == 1:
        return replace(terms[0], source=expr)
    if terms and terms[0].op == "opt" and _reaches(terms[0], terms[1:]):
        source = Expr("sum", (expr.args[0].args[0], *expr.args[1:]))
        inner = terms_of(terms[0].args[0])
        return replace(terms[0], args=(Term("sum", (*inner, *terms[1:]), "", source), terms[0].args[1]), source=expr)
    return Term("sum", terms, "", expr)


def _gathered(terms: list[Term]) -> tuple[Term, ...]:
    """Terms after a big sum that mention its index belong to it, brackets or not."""
    for at, term in enumerate(terms):
        sign, body = signed(term)
        if body.op not in ("total", "avg") or body.value == "E" or at + 1 == len(terms):
            continue
        index = {
            t.value for t in walk(body.args[1].args[0] if body.args[1].op == "rel" else body.args[1]) if t.op == "sym"
        }
        reach = at + 1
        while reach < len(terms) and signed(terms[reach])[1].op not in ("total", "avg") and _uses(terms[reach], index):
            reach += 1
        if reach > at + 1 and index:
            more = [t if sign > 0 else _turned(t, t.source) for t in terms[at + 1 : reach]]
            parts = (*terms_of(body.args[0]), *more)
            source = Expr("sum", tuple(p.source for p in parts))
            whole = replace(body, args=(Term("sum", parts, "", source), *body.args[1:]))
            whole = whole if sign > 0 else Term("neg", (whole,), "", whole.source)
            return (*terms[:at], whole, *terms[reach:])
    return tuple(terms)


def _uses(term: Term, index: set[str]) -> bool:
    """Whether a term has one of the symbols free, not as the index of a sum of its own."""
    if term.op in ("total", "bigprod", "avg") and any(t.op == "sym" and t.value in index for t in walk(term.args[1])):
        return False
    return (term.op == "sym" and term.value in index) or any(_uses(arg, index) for arg in term.args)


def _reaches(optimum: Term, others: tuple[Term, ...]) -> bool:
    """Whether an optimum in front of a sum is meant of the whole sum: its variable is in the other terms too, or in none."""
    if optimum.args[0].op == "opt":
        return _reaches(optimum.args[0], others)
    wanted = {t.plain for t in walk(optimum.args[1]) if t.op == "sym"}
    within = {t.plain for t in walk(optimum.args[0]) if t.op == "sym"}
    if optimum.value in ("argmin", "argmax") or (wanted and not wanted & within):
        return True  # what is varied is hidden in all that follows: min over θ of L_1 + λ L_2
    return any(t.op == "sym" and t.plain in wanted for other in others for t in walk(other))


def _negative(expr: Expr) -> Term:
    body = normal(expr.args[0])
    if body.op == "neg":
        return replace(body.args[0], source=expr)
    return Term("neg", (body,), "", expr)


def _product(expr: Expr) -> Term:
    return _multiplied([(normal(arg), None) for arg in expr.args], expr)


def _hadamard(expr: Expr) -> Term:
    """An elementwise product; a star or circle beside a number or a lone Greek letter only multiplies."""
    terms = tuple(normal(arg) for arg in expr.args)
    if expr.value in ("*", "\\ast", "\\times") and any(
        t.op == "num" or (t.op == "sym" and t.plain in GREEK) for t in terms
    ):
        return _multiplied([(t, None) for t in terms], expr)
    return Term("had", terms, expr.value, expr)


def _quotient(expr: Expr) -> Term:
    above, below = expr.args
    sign_below, under = signed(normal(below))
    parts: list[tuple[Term, Expr | None]] = [(normal(above), above)]
    parts += [(Term("inv", (f,), "", f.source), below) for f in factors_of(under)]
    product = _multiplied(parts, expr)
    return product if sign_below > 0 else _turned(product, expr)


def _turned(term: Term, expr: Expr) -> Term:
    return replace(term.args[0], source=expr) if term.op == "neg" else Term("neg", (term,), "", expr)


def _multiplied(parts: Sequence[tuple[Term, Expr | None]], expr: Expr) -> Term:
    """One flat product of factors, its sign in front, its squares and means recognised."""
    sign, factors = 1, list[Term]()
    for part, group in parts:
        turn, body = signed(part)
        sign *= turn
        if body.op == "num" and body.value == "1" and len(parts) > 1:
            continue
        inner = factors_of(body)
        for factor in inner:
            if group is not None:
                factor = replace(factor, group=group, share=len(inner))
            elif len(inner) > 1 or body.op == "inv":
                factor = replace(factor, origin=part.source, share=len(inner))
            factors.append(factor)
    factors = _with_mean(_with_squares(_with_names(factors)))
    if not factors:
        whole = Term("num", (), "1", expr)
    elif len(factors) == 1:
        whole = replace(factors[0], source=expr, group=None)
    else:
        whole = Term("prod", tuple(factors), "", expr)
    return whole if sign > 0 else Term("neg", (whole,), "", expr)


def _with_names(factors: list[Term]) -> list[Term]:
    """Joins L and N(x) to LN(x), a name set in italics: no product of a letter with a normal distribution is meant."""
    for at, factor in enumerate(factors[:-1]):
        call = factors[at + 1]
        if factor.op != "sym" or factor.value not in ("L", "B") or call.op != "app" or call.args[0].value != "N":
            continue
        span = tuple(n for f in (factor, call) for n in (f.source.outer or f.source.span))
        source = Expr("product", (factor.source, call.source), span=span)
        head = Term("sym", (), factor.value + "N", call.args[0].source)
        return [*factors[:at], Term("app", (head, *call.args[1:]), "", source), *factors[at + 2 :]]
    return factors


def _with_squares(factors: list[Term]) -> list[Term]:
    r"""Joins ``x^\top x`` (a square) and ``x^\top M x`` (a quadratic form) where both ends are the same."""
    for at, factor in enumerate(factors):
        if factor.op != "transpose":
            continue
        for step in (1, 2):
            other = factors[at + step : at + step + 1]
            if not other or not _same_up_to_sign(other[0], factor.args[0]):
                continue
            span = tuple(n for f in factors[at : at + step + 1] for n in (f.source.outer or f.source.span))
            source = Expr("product", tuple(f.source for f in factors[at : at + step + 1]), span=span)
            square = Term("sq", (other[0],), "dot", source)
            if step == 2:
                square = Term("quad", (other[0], factors[at + 1]), "", source)
                return [*factors[:at], square, *factors[at + 3 :]]
            return [*factors[:at], square, *factors[at + 2 :]]
    return factors


def _same_up_to_sign(one: Term, other: Term) -> bool:
    return one == other


def _with_mean(factors: list[Term]) -> list[Term]:
    """Joins a sum with the 1/N in front of it into a mean."""
    for at, factor in enumerate(factors):
        if factor.op != "total":
            continue
        for size in factors:
            if size.op == "inv" and _counts(size.args[0], factor):
                others = [f for f in factors if f is not size and f is not factor]
                mean = Term("avg", (factor.args[0], factor.args[1], size.args[0]), "mean", factor.source)
                source = Expr("product", (size.source, factor.source), span=size.source.span + factor.source.span)
                place = [f for f in factors[:at] if f is not size]
                mean = replace(mean, source=source if others else factor.source)
                return [*place, mean, *[f for f in factors[at + 1 :] if f is not size]]
    return factors


def _counts(size: Term, total: Term) -> bool:
    """Whether a divisor is the number of terms of a sum."""
    _, below, above = total.args
    if above.op != "none":
        return size == above or (_one_less(above, size) and below.op == "rel" and is_number(below.args[-1], "0"))
    if size.op == "abs":
        return True
    if size.op == "sym" and "mathfrak" in size.value:  # a wildcard of a template
        return True
    letter = base_of(size).plain if size.op in ("sym", "index") else ""
    index = below.args[0] if below.op == "rel" else below
    return letter in _COUNTS or (len(letter) == 1 and letter.isupper() and letter.lower() == base_of(index).plain)


def _one_less(above: Term, size: Term) -> bool:
    """N − 1, for a size of N."""
    return above.op == "sum" and len(above.args) == 2 and above.args[0] == size and signed(above.args[1])[0] < 0


def _apply(expr: Expr) -> Term:
    head, *args = expr.args
    name = _name(head)
    terms = tuple(normal(arg) for arg in args)
    if _is_indicator(head) and len(terms) == 1 and terms[0].op in ("sum", "prod", "tuple", "sq", "log"):
        return _multiplied([(normal(head), None), (terms[0], None)], expr)
    if len(terms) == 1 and terms[0].op == "tuple" and terms[0].value in (",", "(", "["):
        terms = terms[0].args
    if (name in _LOGS and "LN" not in head.value) or (head.op == "index" and _name(head.args[0]) in _LOGS):
        return Term("log", terms[:1], "", expr)
    if name == "exp" and len(terms) == 1:
        return Term("exp", terms, "", expr)
    if name in ("relu", "softplus") and len(terms) == 1:
        return Term("app", (normal(head), *terms), "", expr)
    if name in _OPTIMA and len(terms) >= 2:
        return _extreme(name, terms, expr)
    divergence = _divergence(head, terms, expr)
    if divergence is not None:
        return divergence
    return Term("app", (normal(head), *terms), "", expr)


def _is_indicator(head: Expr) -> bool:
    """An indicator that carries its condition in an index."""
    labelled = False
    while head.op in ("index", "script", "power") and head.args:
        labelled, head = True, head.args[0]
    return labelled and head.op == "symbol" and plain(head.value) == "1"


def _extreme(name: str, terms: tuple[Term, ...], expr: Expr) -> Term:
    """``max(0, x)`` is the positive part; other extremes of a list stay a function."""
    zero = [t for t in terms if is_number(t, "0")]
    if len(terms) == 2 and len(zero) == 1 and _OPTIMA[name] == "max":
        return Term("pos", tuple(t for t in terms if t is not zero[0]), "", expr)
    return Term("app", (Term("sym", (), f"\\{_OPTIMA[name]}", expr.args[0]), *terms), "", expr)


def _name(head: Expr) -> str:
    """The plain name of a function, ``""`` where it has labels that may matter."""
    return plain(head.value) if head.op in ("symbol", "text") else ""


def _labels(head: Expr) -> tuple[str, str]:
    r"""The plain base letter of a function and its labels run together: ``D_{\\mathrm{KL}}`` gives ``("D", "kl")``."""
    labels = ""
    while head.op in ("index", "script", "power", "accent") and head.args:
        label = head.args[1] if len(head.args) > 1 else None
        if label is not None and label.op in ("symbol", "text"):
            labels += plain(label.value).lower()
        head = head.args[0]
    return plain(head.value) if head.op in ("symbol", "text") else "", labels


def _divergence(head: Expr, terms: tuple[Term, ...], expr: Expr) -> Term | None:
    base, labels = _labels(head)
    named = base.lower() if len(base) > 1 else labels
    between = terms[0] if len(terms) == 1 and terms[0].op == "divergence" else None
    pair = between.args if between is not None else terms if len(terms) == 2 else ()
    if len(pair) != 2:
        return None
    if "kl" in labels or named in _KL or base.lower() in _KL:
        return Term("kl", tuple(pair), "", expr)
    for text in (base.lower(), labels):
        if text in _DIVERGENCES and (len(text) > 1 or base == "W") and (between is not None or base != "W" or labels):
            return Term("fdiv", tuple(pair), _DIVERGENCES[text], expr)
    if base == "W" and labels.isdigit():
        return Term("fdiv", tuple(pair), "wasserstein", expr)
    if between is not None and base in ("D", "d", "KL"):
        return Term("kl" if not labels else "fdiv", tuple(pair), labels if labels else "", expr)
    return Term("fdiv", tuple(pair), base.lower(), expr) if between is not None else None


def _expectation(expr: Expr) -> Term:
    body, over = normal(expr.args[0]), normal(expr.args[1]) if len(expr.args) > 1 else NONE
    if expr.value in ("Var", "Cov"):
        return Term(expr.value.lower(), (body, over), "", expr)
    given = NONE
    if body.op == "cond" and len(body.args) == 2:
        body, given = body.args
    return Term("avg", (body, over, given), "E", expr)


def _big(expr: Expr) -> Term:
    args = [normal(arg) for arg in expr.args] + [NONE, NONE]
    name = plain(expr.value)
    op = {"sum": "total", "prod": "bigprod"}.get(name, "integral" if "int" in name else "big")
    sign, body = signed(args[0])
    if op not in ("total", "integral"):
        return Term(op, (args[0], args[1], args[2]), expr.value, expr)
    below = args[1]
    if op == "integral":
        body, variable = _without_differential(body)
        below = variable if below.op == "none" else below
    whole = Term(op, (body, below, args[2]), expr.value, expr)
    return Term("neg", (whole,), "", expr) if sign < 0 else whole


def _without_differential(body: Term) -> tuple[Term, Term]:
    """The integrand without its dx, and the x."""
    factors = factors_of(body)
    measures = [f for f in factors if f.op == "diff"]
    if not measures:
        return body, NONE
    others = tuple(f for f in factors if f.op != "diff")
    if not others:
        return Term("num", (), "1", body.source), measures[-1].args[0]
    if len(others) == 1:
        return others[0], measures[-1].args[0]
    sources = tuple(f.source for f in others)
    source = Expr("product", sources, span=tuple(n for f in sources for n in (f.outer or f.span)))
    return Term("prod", others, "", source), measures[-1].args[0]


def _limit(expr: Expr) -> Term:
    body, below = normal(expr.args[0]), normal(expr.args[1]) if len(expr.args) > 1 else NONE
    name = _OPTIMA.get(plain(expr.value).replace(" ", ""), plain(expr.value))
    if body.op == "tuple" and below.op == "none" and len(body.args) >= 2 and name in ("max", "min"):
        return _extreme(name, body.args, expr)
    return Term("opt", (body, below), name, expr)


def _operator(expr: Expr) -> Term:
    if plain(expr.value) == "d" and (len(expr.args) < 2 or expr.args[1].op == "nothing"):
        return Term("diff", (normal(expr.args[0]),), "", expr)
    if plain(expr.value) in ("nabla", "partial", "d"):
        args = [normal(arg) for arg in expr.args] + [NONE, NONE]
        return Term("grad", (args[0], args[1]), "nabla", expr)
    return Term("operator", tuple(normal(arg) for arg in expr.args), expr.value, expr)


def _derivative(expr: Expr) -> Term:
    args = [normal(arg) for arg in expr.args] + [NONE, NONE]
    return Term("grad", (args[0], args[1]), "partial", expr)


def _inner(expr: Expr) -> Term:
    args = tuple(normal(arg) for arg in expr.args)
    if len(args) == 2 and args[0] == args[1]:
        return Term("sq", args[:1], "dot", expr)
    return Term("inner", args, "", expr)


def _renamed(op: str) -> Callable[[Expr], Term]:
    return lambda expr: Term(op, tuple(normal(arg) for arg in expr.args), expr.value, expr)


def _annotated(expr: Expr) -> Term:
    return replace(normal(expr.args[0]), source=expr.args[0]) if expr.args else NONE


def _kl_bars(expr: Expr) -> Term:
    return Term("divergence", tuple(normal(arg) for arg in expr.args), "", expr)


_SPECIAL: dict[str, Callable[[Expr], Term]] = {
    "symbol": _symbol,
    "number": _renamed("num"),
    "nothing": lambda expr: NONE,
    "index": _index,
    "power": _power,
    "sum": _sum,
    "negative": _negative,
    "product": _product,
    "quotient": _quotient,
    "hadamard": _hadamard,
    "apply": _apply,
    "operator": _operator,
    "derivative": _derivative,
    "expectation": _expectation,
    "big": _big,
    "limit": _limit,
    "relation": _renamed("rel"),
    "divergence": _kl_bars,
    "absolute": _renamed("abs"),
    "inner": _inner,
    "semicolon": _renamed("semi"),
    "conditional": _renamed("cond"),
    "annotated": _annotated,
}
