"""Kinds of terms that are told by their shape: numbers, letters and their marks, differences, similarities."""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_names import GREEK, NAMES
from patterns.kind_probability import atom, probability, yes
from patterns.roles import Context
from patterns.terms import (
    Term,
    accents,
    base_of,
    factors_of,
    head_of,
    is_bold,
    is_number,
    letter,
    plain,
    signed,
    subscripts,
    walk,
)

_CAPITAL_GREEK = frozenset("Sigma Phi Lambda Theta Psi Omega Gamma Delta Pi".split())
_SCORES = frozenset("sim s cos cossim score phi f h k g d D similarity a".split())
_KNOWN = frozenset(
    "log exp sin cos tan max min softmax det tr trace diag rank sign kl var cov sup inf dim argmax argmin vec erf clip "
    "sigmoid tanh relu gelu sg stopgrad mean round floor sigma".split()
)


def _number(term: Term, context: Context) -> float:
    return yes(all(p.op in ("num", "inv", "prod", "neg", "sq", "power", "root", "none") for p in walk(term)))


def _constant(term: Term, context: Context) -> float:
    """What may stand as a coefficient: numbers and single letters, no functions."""
    if any(p.op in ("app", "avg", "total", "log", "exp", "norm", "grad", "kl", "integral") for p in walk(term)):
        return 0.0
    return yes(term.op in ("num", "sym", "index", "script", "power", "root", "inv", "prod", "sq", "sum"))


def capital(term: Term, context: Context) -> float:
    """A matrix (or a set) by its letter: one capital."""
    name = letter(term)
    return yes(atom(term, context) and ((len(name) == 1 and name.isupper()) or name in _CAPITAL_GREEK))


def _matrix(term: Term, context: Context) -> float:
    body = term.args[0] if term.op == "transpose" else term
    return 1.0 if "matri" in context.phrase(body) else 0.95 * capital(body, context)


def _vector(term: Term, context: Context) -> float:
    base = base_of(head_of(term))
    if term.op == "transpose" or any(part.op == "rel" for part in walk(term)):
        return 0.0
    return 1.0 if base.op == "sym" and is_bold(base.value) else 0.9 * yes(atom(term, context) or term.op == "app")


def one_minus(term: Term, context: Context) -> float:
    """1 − x."""
    return yes(
        term.op == "sum"
        and len(term.args) == 2
        and any(is_number(t, "1") for t in term.args)
        and any(t.op == "neg" for t in term.args)
    )


def _state(term: Term, context: Context) -> float:
    return yes(term.op in ("index", "script") or (term.op == "app" and not probability(term, context)))


def _infinite(term: Term, context: Context) -> float:
    return yes(term.plain in ("infty", "infinity"))


def _identity(term: Term, context: Context) -> float:
    return yes(letter(term) in ("I", "1") or is_number(term, "1"))


def _zero(term: Term, context: Context) -> float:
    return yes(
        is_number(term, "0") or letter(term) == "0" or (base_of(term).op == "num" and base_of(term).value == "0")
    )


def _is_dots(term: Term) -> bool:
    return term.op in ("sym", "text", "unknown") and plain(term.value) in (
        "ldots", "cdots", "dots", "...", "dotsc", "dotsb", "dotsm", "…",
    )  # fmt: skip


def _ends_in_dots(term: Term, context: Context) -> float:
    return yes(term.op == "sum" and _is_dots(term.args[-1]))


def _taylor(term: Term, context: Context) -> float:
    """A sum with a slope times a step: ∇f(x)^⊤ (y − x)."""
    if term.op != "sum":
        return 0.0
    for part in term.args:
        factors = factors_of(signed(part)[1])
        slopes = [f for f in factors if f.op == "grad" or (f.op == "transpose" and f.args[0].op == "grad")]
        steps = [
            f
            for f in factors
            if f.op == "operator" or (f.op == "sum" and len(f.args) == 2) or letter(f) in ("delta", "d", "h")
        ]
        divided = any(f.op == "inv" and not _number(f, context) for f in factors)
        if slopes and steps and len(factors) <= 3 and not divided:
            return 0.9
    return 0.0


def _bilinear(term: Term, context: Context) -> float:
    """A parameter times a statistic: ⟨η, t(x)⟩, η^⊤ t(x), η t."""
    return yes(term.op in ("inner", "prod"))


def _distance(term: Term, context: Context) -> float:
    """A distance or its square: a norm of a difference, or d(x, y)."""
    if term.op in ("sq", "norm", "abs"):
        return 1.0
    return yes(
        term.op == "app" and len(term.args) == 3 and letter(term) in ("d", "D", "dist", "distance", "delta", "rho")
    )


def _similarity(term: Term, context: Context) -> float:
    """A score of how alike two things are: sim(a, b), a dot product, perhaps divided by something."""
    if term.op == "inner":
        return 1.0
    if term.op == "app":
        two = len(term.args) >= 3 or any(a.op in ("tuple", "cond") for a in term.args[1:])
        return yes(letter(term) in _SCORES and two)
    if term.op == "prod":
        sides = [t for t in term.args if t.op != "inv"]
        if any(_similarity(t, context) for t in sides if t.op in ("inner", "app")):
            return 1.0
        if any(t.op == "transpose" for t in sides):
            return 1.0
        return 0.9 * yes((len(sides) == 2 and "dot" in term.source.value) or (_dotted(term) and len(sides) == 2))
    return 0.0


def _dotted(term: Term) -> bool:
    """Whether the factors are set with a centred dot between them."""
    return any(getattr(node, "latex", "") in ("\\cdot", "\\bullet") for node in term.source.span)


def accented(*marks: str) -> Callable[[Term, Context], float]:
    """A kind: a symbol under one of these accents."""
    wanted = set(marks)
    return lambda term, context: yes(
        base_of(head_of(term)).op == "sym" and accents(base_of(head_of(term)).value) & wanted
    )


def _primed(term: Term, context: Context) -> float:
    head = head_of(term)
    while head.op in ("index", "script"):
        if head.op == "script" and any("prime" in p.value or "'" in p.value for p in walk(head.args[1])):
            return 1.0
        head = head.args[0]
    return 0.0


def _starred(term: Term, context: Context) -> float:
    head = head_of(term)
    while head.op in ("index", "script"):
        if head.op == "script" and head.value == "star":
            return 1.0
        head = head.args[0]
    return 0.0


def _indicator(term: Term, context: Context) -> float:
    """An indicator: 𝟙[...], I(...), ⟦...⟧."""
    base = base_of(head_of(term))
    head = head_of(term)
    one = base.op in ("sym", "num") and base.plain in ("1", "I", "mathds1", "indicator", "ind")
    double = base.op == "sym" and any(
        mark in base.value for mark in ("mathbb", "mathbf", "mathds", "mathrm", "boldsymbol")
    )
    return yes(one and double and (term.op in ("app", "index") or head.op == "index"))


def _indicator_head(term: Term, context: Context) -> float:
    """The sign of an indicator on its own."""
    return _indicator(Term("app", (term,)), context)


def _range(term: Term, context: Context) -> float:
    """What an index runs through: 1, ..., L."""
    return yes(term.op == "tuple" and len(term.args) > 2 and any(map(_is_dots, term.args)) and term.args[0].op == "num")


def offset(term: Term, context: Context) -> float:
    """Indexed (or applied) at a shifted place: x_{t-k}, I(i+m, j+n)."""
    places = subscripts(term) if term.op != "app" else list(term.args[1:])
    parts = [p for place in places for p in (place.args if place.op == "tuple" else (place,))]
    return yes(any(p.op == "sum" for p in parts))


def _indexed_or_app(term: Term, context: Context) -> float:
    return yes(term.op in ("index", "script", "app"))


def _jacobian(term: Term, context: Context) -> float:
    """|det J|, |∂f/∂x|, or one over it."""
    body = term.args[0] if term.op in ("inv", "power") and term.args else term
    if body.op == "abs":
        return yes(any(p.op == "grad" or letter(p) in ("det", "J") for p in walk(body.args[0])))
    return yes(body.op == "app" and letter(body) == "det")


def _log_det(term: Term, context: Context) -> float:
    body = signed(term)[1]
    while body.op == "total":
        body = signed(body.args[0])[1]
    if body.op == "log" and body.args:
        return max(_jacobian(body.args[0], context), yes(any(letter(p) == "det" for p in walk(body.args[0]))))
    return 0.0


def _nameable(term: Term, context: Context) -> float:
    """What may be the name in a definition."""
    if base_of(term).op in ("sym", "text"):
        return 1.0
    if term.op == "prod":  # a name in italics, letter by letter
        if term.args[0].op == "app" and all(f.op in ("sym", "tuple") for f in term.args[1:]):
            return 1.0  # a function applied twice: f(r)(x, y)
        return 0.95 * yes(len(term.args) >= 3 and all(f.op == "sym" and len(f.plain) == 1 for f in term.args))
    if term.op == "app" and _at_its_own_index(term):
        return 0.0
    if term.op in ("index", "script"):  # a derivative at a point is no name
        return _nameable(term.args[0], context)
    return yes(term.op in ("app", "kl", "fdiv", "var", "cov", "tuple", "set", "matrix"))


def _at_its_own_index(term: Term) -> bool:
    """L_θ0(θ0): a function that is known, at the point that its index names; it is not defined there."""
    labels = [label for label in subscripts(term.args[0]) if label.op != "num"]
    return any(arg == label for arg in term.args[1:] for label in labels)


def _plain_function(term: Term, context: Context) -> float:
    """The head of a function without a meaning of its own: f, F, Dec, ψ."""
    head = head_of(term)
    name = letter(head)
    if not name or name in _KNOWN or name in ("L", "ell", "J", "l") or probability(Term("app", (head, head)), context):
        return 0.0
    return yes(len(name) > 1 or name.isalpha())


def _plain_application(term: Term, context: Context) -> float:
    return _plain_function(term.args[0], context) if term.op == "app" else 0.0


def _sampled(term: Term, context: Context) -> float:
    """Contains a symbol marked as one of several draws: z^{(l)}, x̃_k."""
    for part in walk(term):
        if (
            part.op == "script"
            and part.args[1].op in ("sym", "tuple", "sum")
            and part.value in ("", "iteration", "index")
        ):
            return 0.95
        if part.op == "sym" and "tilde" in accents(part.value):
            return 0.8
    return 0.0


def _scaled_noise(term: Term, context: Context) -> float:
    """Noise over its scale, or a noised minus a clean thing over the variance."""
    factors = factors_of(signed(term)[1])
    return yes(
        any(f.op == "inv" and any(letter(p) == "sigma" for p in walk(f)) for f in factors)
        and any(f.op == "sum" or letter(f) in ("epsilon", "z", "xi") for f in factors)
    )


def _score_like(term: Term, context: Context) -> float:
    """A number without limits: a product, a sum, a function."""
    if term.op in ("sum", "prod", "total", "inner"):
        return 1.0
    return 0.85 * yes(term.op == "app" or term.op == "neg")


def _noise_strict(term: Term, context: Context) -> float:
    if not atom(term, context):
        return 0.0
    if "noise" in context.phrase(term):
        return 1.0
    return yes(letter(term) in ("epsilon", "xi", "zeta")) or 0.85 * yes(letter(term) in ("z", "eta", "n", "w"))


def _star_product(term: Term, context: Context) -> float:
    return yes(term.op in ("had", "infix", "hadamard") and term.value in ("*", "\\ast", "\\star", "\\circledast"))


def _step_quantity(term: Term, context: Context) -> float:
    return yes(term.op in ("index", "script") or (term.op == "app" and not probability(term, context)))


def _in_set(term: Term, context: Context) -> float:
    return yes(term.op in ("rel", "infix") and "\\in" in term.value)


def differential(term: Term, context: Context) -> float:
    """dt, dx, dW: a letter behind a differential d, perhaps with a factor."""
    body = signed(term)[1]
    if body.op == "prod":
        return max(differential(f, context) for f in body.args)
    return yes(body.op == "diff")


def _wiener(term: Term, context: Context) -> float:
    return yes(differential(term, context) and any(letter(p) in ("w", "W", "B", "dw") for p in walk(term)))


def _weight_like(term: Term, context: Context) -> float:
    return yes(atom(term, context) or probability(term, context))


def _has_step(term: Term, context: Context) -> float:
    return yes(any(letter(p) in NAMES["time"][0] for p in walk(term)))


def _grouped(term: Term, context: Context) -> float:
    return yes(term.op == "sum")


def _difference(term: Term, context: Context) -> float:
    """A sum in which something is taken away."""
    return yes(term.op == "sum" and 0 < sum(t.op == "neg" for t in term.args) < len(term.args))


def _indexed(term: Term, context: Context) -> float:
    if term.op == "power":  # a superscript that the parser took for a power: δ^l
        return 0.9 * yes(letter(term.args[1]) in ("l", "ell", "L", "k", "t"))
    return yes(term.op in ("index", "script") or (term.op == "app" and letter(term)))


def _function(term: Term, context: Context) -> float:
    return yes(term.op == "app")


def _variance(term: Term, context: Context) -> float:
    return yes(term.op in ("var", "cov") or (term.op == "app" and letter(term) in ("var", "cov", "V_ar")))


def _maximum(term: Term, context: Context) -> float:
    """The largest of several: max(1, x)."""
    return yes(term.op == "app" and letter(term) == "max" and len(term.args) >= 3)


def _asymmetric(term: Term, context: Context) -> float:
    """A weight that depends on the side: |τ − 1(u < 0)|."""
    inside = term.args[0].args if term.op == "abs" and term.args[0].op == "sum" else ()
    return yes(any(_indicator(signed(part)[1], context) for part in inside))


SHAPE_KINDS: dict[str, Callable[[Term, Context], float]] = {
    "number": _number,
    "constant": _constant,
    "capital": capital,
    "upper": capital,
    "matrix": _matrix,
    "vector": _vector,
    "one_minus": one_minus,
    "state": _state,
    "infinite": _infinite,
    "identity": _identity,
    "zero": _zero,
    "ends_in_dots": _ends_in_dots,
    "distance": _distance,
    "bilinear": _bilinear,
    "taylor": _taylor,
    "similarity": _similarity,
    "hatted": accented("hat", "bar", "tilde"),
    "barred": accented("bar"),
    "dotted": accented("dot"),
    "primed": _primed,
    "transposed": lambda term, context: yes(term.op == "transpose"),
    "inverse": lambda term, context: yes(term.op == "inv"),
    "starred": _starred,
    "indicator": _indicator,
    "indicator_head": _indicator_head,
    "range": _range,
    "maximum": _maximum,
    "asymmetric": _asymmetric,
    "greek_factor": lambda term, context: yes(term.op == "sym" and term.plain in GREEK and not is_bold(term.value)),
    "wide_grid": lambda term, context: yes(term.op == "matrix" and any(len(row.args) > 1 for row in term.args)),
    "partition_of": lambda term, context: yes(term.op == "app" and letter(term) in NAMES["partition"][0]),
    "offset": offset,
    "indexed_or_app": _indexed_or_app,
    "jacobian": _jacobian,
    "log_det": _log_det,
    "nameable": _nameable,
    "plain_function": _plain_function,
    "plain_application": _plain_application,
    "sampled": _sampled,
    "scaled_noise": _scaled_noise,
    "score_like": _score_like,
    "noise_strict": _noise_strict,
    "star_product": _star_product,
    "step_quantity": _step_quantity,
    "in_set": _in_set,
    "differential": differential,
    "wiener": _wiener,
    "weight_like": _weight_like,
    "has_step": _has_step,
    "grouped": _grouped,
    "difference": _difference,
    "indexed": _indexed,
    "function": _function,
    "variance": _variance,
}
