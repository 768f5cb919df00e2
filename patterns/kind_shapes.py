"""Kinds of terms that are told by their shape: matrices, coefficients, layers, scores, marks."""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_names import ACTIVATIONS, NAMES
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

_CAPITAL_GREEK = frozenset(["Sigma", "Phi", "Lambda", "Theta", "Psi", "Omega", "Gamma", "Delta", "Pi"])
_SCORES = frozenset(["sim", "s", "cos", "cossim", "score", "phi", "f", "h", "k", "g", "d", "D", "similarity", "a"])
_KNOWN = frozenset(
    [
        "log",
        "exp",
        "sin",
        "cos",
        "tan",
        "max",
        "min",
        "softmax",
        "det",
        "tr",
        "trace",
        "diag",
        "rank",
        "sign",
        "kl",
        "var",
        "cov",
        "sup",
        "inf",
        "dim",
        "argmax",
        "argmin",
        "vec",
        "erf",
        "clip",
        "sigmoid",
        "tanh",
        "relu",
        "gelu",
        "sg",
        "stopgrad",
        "mean",
        "round",
        "floor",
        "sigma",
    ]
)


def _number(term: Term, context: Context) -> float:
    return yes(all(p.op in ("num", "inv", "prod", "neg", "sq", "power", "root", "none") for p in walk(term)))


def _constant(term: Term, context: Context) -> float:
    """What may stand as a coefficient: numbers and single letters, no functions."""
    if any(p.op in ("app", "avg", "total", "log", "exp", "norm", "grad", "kl", "integral") for p in walk(term)):
        return 0.0
    return yes(term.op in ("num", "sym", "index", "script", "power", "root", "inv", "prod", "sq", "sum"))


def _capital(term: Term, context: Context) -> float:
    name = letter(term)
    return yes(atom(term, context) and ((len(name) == 1 and name.isupper()) or name in _CAPITAL_GREEK))


def _matrix(term: Term, context: Context) -> float:
    body = term.args[0] if term.op == "transpose" else term
    return 1.0 if "matri" in context.phrase(body) else 0.95 * _capital(body, context)


def _capital_weight(term: Term, context: Context) -> float:
    """A capital that is a weight matrix by convention or by what the paper says."""
    body = term.args[0] if term.op == "transpose" else term
    if not atom(body, context):
        return 0.0
    phrase = context.phrase(body)
    if any(word in phrase for word in ("weight", "matri", "projection")):
        return 1.0
    return yes(letter(body) in ("W", "Theta")) or 0.85 * yes(letter(body) in ("E",) and is_bold(base_of(body).value))


def _weight_matrix(term: Term, context: Context) -> float:
    """The matrix (or transposed vector, or single weight) of a linear map."""
    body = term.args[0] if term.op == "transpose" else term
    if not atom(body, context):
        return 0.0
    phrase = context.phrase(body)
    if any(word in phrase for word in ("weight", "matri", "projection")):
        return 1.0
    name = letter(body)
    if name in ("W", "w", "U", "Theta", "theta"):
        return 1.0
    return 0.85 * yes(
        name
        in frozenset(["A", "V", "B", "M", "C", "K", "Q", "H", "P", "E", "R", "S", "Phi", "a", "beta", "v", "u", "phi"])
    )


def _bias(term: Term, context: Context) -> float:
    if not atom(term, context):
        return 0.0
    if "bias" in context.phrase(term) or letter(term) in ("b", "c", "d"):
        return 1.0
    return 0.9 * yes(letter(term) in ("w", "theta", "beta", "a") and any(is_number(s, "0") for s in subscripts(term)))


def _sigmoid(term: Term, context: Context) -> float:
    """The head of a logistic sigmoid."""
    head = head_of(term)
    name = letter(head)
    if "sigmoid" in context.phrase(head) or name in ("sigmoid", "logistic", "sigm", "sig", "expit"):
        return 1.0
    return 0.95 * yes(name == "sigma")


def _activation(term: Term, context: Context) -> float:
    """The head of an elementwise non-linearity, or its application."""
    if term.op == "pos":
        return 1.0
    head = head_of(term)
    if head.op == "app":
        return 0.0
    phrase = context.phrase(head)
    if any(word in phrase for word in ("activation", "non-linear", "nonlinear", "sigmoid", "relu", "tanh")):
        return 1.0
    name = letter(head)
    if name in NAMES["activation_name"][0]:
        return 1.0
    return 0.95 if name == "sigma" else 0.8 * yes(name in ACTIVATIONS)


def _pre_activation(term: Term, context: Context) -> float:
    """What goes into an activation: a weighted sum, with a matrix or a bias in it."""
    if term.op not in ("sum", "prod", "total", "had"):
        return 0.0
    for part in walk(term):
        if part.op in ("prod", "had") and any(
            _capital_weight(f, context) or f.op == "transpose" or letter(f) in ("w", "W") for f in part.args
        ):
            return 1.0
        if part.op == "sum" and any(_bias(t, context) for t in part.args):
            return 0.95
    return 0.0


def _vector(term: Term, context: Context) -> float:
    base = base_of(head_of(term))
    if term.op == "transpose":
        return 0.0
    return 1.0 if base.op == "sym" and is_bold(base.value) else 0.9 * yes(atom(term, context) or term.op == "app")


def _one_minus(term: Term, context: Context) -> float:
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
    return yes(term.op == "sum" and any(_is_dots(t) for t in term.args))


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


def _penalty(term: Term, context: Context) -> float:
    """The size of something trained: ‖w‖², ‖W‖_1, Σ θ_j², Ω(θ)."""
    body = signed(term)[1]
    while body.op == "total":
        body = signed(body.args[0])[1]
    if body.op == "sum":
        return min(_penalty(t, context) for t in body.args)
    if body.op == "prod":
        if len(body.args) > 3 or any(f.op in ("kl", "avg", "total", "log", "app") for f in body.args):
            return 0.0
        return max((_penalty(f, context) for f in body.args), default=0.0)
    if body.op in ("sq", "norm", "abs"):
        inner = body.args[0]
        if body.op == "sq" and body.value == "plain" and inner.op == "sym" and signed(term)[1] is body:
            return 0.5 * yes(inner.plain in context.trained)
        return 1.0 if base_of(inner).op == "sym" or inner.op in ("prod", "app", "grad") else 0.0
    if body.op == "app" and letter(body) in ("Omega", "R", "reg", "P", "r"):
        return 0.9
    phrase = context.phrase(body)
    return yes("regulari" in phrase or "penalt" in phrase)


def _accented(*marks: str) -> Callable[[Term, Context], float]:
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


def _inverse_matrix(term: Term, context: Context) -> float:
    body = term.args[0] if term.op == "inv" and term.args else None
    if body is None or body.op in ("num", "root"):
        return 0.0
    if term.source.op != "power" or term.source.args[1].op != "negative":
        return 0.0
    return yes(any(_capital(p, context) for p in walk(body)))


def _inverse_root(term: Term, context: Context) -> float:
    return yes(term.op == "inv" and term.args[0].op == "root" and _capital(term.args[0].args[0], context))


def _offset(term: Term, context: Context) -> float:
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


def _layer_input(term: Term, context: Context) -> float:
    return yes(atom(term, context) or (term.op == "app" and not probability(term, context)) or term.op == "tuple")


def _linear(term: Term, context: Context) -> float:
    """A linear map of something: xV + c, W x."""
    return yes(
        any(
            p.op in ("prod", "hadamard", "infix", "had") and any(_capital(f, context) for f in p.args)
            for p in walk(term)
        )
    )


def _mean_like(term: Term, context: Context) -> float:
    if term.op == "avg" or "mean" in context.phrase(term) or "average" in context.phrase(term):
        return 1.0
    base = base_of(head_of(term))
    if base.op == "sym" and "bar" in accents(base.value):
        return 1.0
    if term.op == "app":
        return 0.9 * yes(letter(term) in ("mu", "mean", "avg"))
    return yes(letter(term) == "mu") or 0.8 * yes(letter(term) in ("m", "E"))


def _scale_of(term: Term, context: Context) -> float:
    """A measure of spread: σ, s, √(σ² + ε), std(x)."""
    if term.op == "root":
        return 1.0
    if "deviation" in context.phrase(term) or "variance" in context.phrase(term):
        return 1.0
    name = letter(term)
    if name in ("sigma", "std", "sd", "rms", "RMS", "stddev"):
        return 1.0
    return 0.85 * yes(name == "s" and atom(term, context)) or 0.8 * yes(
        term.op == "sum" and any(_scale_of(t, context) == 1 for t in term.args)
    )


def _rms(term: Term, context: Context) -> float:
    return yes(
        term.op == "root"
        and any(p.op in ("avg", "total") for p in walk(term))
        and any(p.op == "sq" for p in walk(term))
    )


def _nameable(term: Term, context: Context) -> float:
    """What may be the name in a definition."""
    if base_of(term).op in ("sym", "text"):
        return 1.0
    if term.op == "prod":  # a name in italics, letter by letter
        return 0.95 * yes(len(term.args) >= 3 and all(f.op == "sym" and len(f.plain) == 1 for f in term.args))
    return yes(term.op in ("app", "kl", "fdiv", "var", "cov") or term.op == "index" or term.op == "script")


def _neighbourhood(term: Term, context: Context) -> float:
    if "neighb" in context.phrase(term):
        return 1.0
    return yes(letter(term) in ("N", "ne", "neighbors", "neighbours", "Gamma", "nbr", "neigh"))


def _of_neighbours(term: Term, context: Context) -> bool:
    return term.op in ("index", "script") and any(
        p.op in ("app", "index") and _neighbourhood(p, context) > 0 for p in walk(term.args[1])
    )


def _ranges_over_neighbours(term: Term, context: Context) -> bool:
    return (
        term.op == "rel" and "\\in" in term.value and len(term.args) == 2 and _neighbourhood(term.args[1], context) > 0
    )


def _aggregates(term: Term, context: Context) -> float:
    for part in _numerators(term):
        if part.op in ("total", "avg", "opt", "bigprod"):
            if any(_ranges_over_neighbours(p, context) for p in walk(part.args[1])):
                return 1.0
        elif _of_neighbours(part, context) or (
            part.op == "app" and letter(part) in NAMES["aggregate_name"][0] - {"mean"}
        ):
            return 0.95
    return 0.0


def _numerators(term: Term) -> list[Term]:
    """The parts of a term, those in denominators left out."""
    return [] if term.op == "inv" else [term, *(p for arg in term.args for p in _numerators(arg))]


def _gate(term: Term, context: Context) -> float:
    """A value between zero and one that lets through."""
    if "gate" in context.phrase(term):
        return 1.0
    if term.op == "app":
        return _sigmoid(term, context)
    if not atom(term, context):
        return 0.9 * _one_minus(term, context) * yes(term.op == "sum" and _gate(signed(term.args[-1])[1], context))
    return 0.9 * yes(letter(term) in NAMES["gate_letter"][0] and term.op in ("index", "script")) or 0.6 * yes(
        letter(term) in ("z", "r", "g", "gate", "T")
    )


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


def _sublayer(term: Term, context: Context) -> float:
    return yes(term.op == "app" and letter(term) in NAMES["sublayer_name"][0])


def _in_set(term: Term, context: Context) -> float:
    return yes(term.op in ("rel", "infix") and "\\in" in term.value)


def _position_embedding(term: Term, context: Context) -> float:
    if "position" in context.phrase(term):
        return 1.0
    named = any("pos" in p.plain for p in walk(head_of(term)) if p.op in ("sym", "text"))
    return yes(named and (atom(term, context) or term.op == "app"))


def _rotation(term: Term, context: Context) -> float:
    body = term.args[0] if term.op == "power" else term
    return yes(letter(body) == "R" and body.op in ("index", "script")) or yes("rotat" in context.phrase(body))


def _router(term: Term, context: Context) -> float:
    """What picks among experts: G(x)_i, p_i(x), g_i."""
    if any(word in context.phrase(term) for word in ("gate", "gating", "rout")):
        return 1.0
    head = term.args[0] if term.op in ("index", "script") and term.args[0].op == "app" else term
    return 0.9 * yes(
        head.op == "app" and letter(head) in ("G", "g", "p", "r", "R", "gate", "router", "pi", "w", "alpha")
    )


def _router_sure(term: Term, context: Context) -> float:
    """One entry of a function's output, G(x)_i, or of a softmax."""
    return yes(term.op in ("index", "script") and term.args[0].op == "app")


def _expert(term: Term, context: Context) -> float:
    if "expert" in context.phrase(term):
        return 1.0
    return 0.95 * yes(term.op == "app" and letter(term) in ("E", "expert", "ffn"))


def _differential(term: Term, context: Context) -> float:
    """dt, dx, dW: a letter behind a differential d, perhaps with a factor."""
    body = signed(term)[1]
    if body.op == "prod":
        return max(_differential(f, context) for f in body.args)
    return yes(body.op == "diff")


def _wiener(term: Term, context: Context) -> float:
    return yes(_differential(term, context) and any(letter(p) in ("w", "W", "B", "dw") for p in walk(term)))


def _weight_like(term: Term, context: Context) -> float:
    return yes(atom(term, context) or probability(term, context))


def _has_step(term: Term, context: Context) -> float:
    return yes(any(letter(p) in NAMES["time"][0] for p in walk(term)))


def _grouped(term: Term, context: Context) -> float:
    return yes(term.op == "sum")


def _indexed(term: Term, context: Context) -> float:
    if term.op == "power":  # a superscript that the parser took for a power: δ^l
        return 0.9 * yes(letter(term.args[1]) in ("l", "ell", "L", "k", "t"))
    return yes(term.op in ("index", "script") or (term.op == "app" and letter(term)))


def _function(term: Term, context: Context) -> float:
    return yes(term.op == "app")


def _variance(term: Term, context: Context) -> float:
    return yes(term.op in ("var", "cov") or (term.op == "app" and letter(term) in ("var", "cov", "V_ar")))


SHAPE_KINDS: dict[str, Callable[[Term, Context], float]] = {
    "number": _number,
    "constant": _constant,
    "capital": _capital,
    "upper": _capital,
    "matrix": _matrix,
    "capital_weight": _capital_weight,
    "weight_matrix": _weight_matrix,
    "bias": _bias,
    "sigmoid": _sigmoid,
    "activation": _activation,
    "pre_activation": _pre_activation,
    "vector": _vector,
    "one_minus": _one_minus,
    "state": _state,
    "infinite": _infinite,
    "identity": _identity,
    "zero": _zero,
    "ends_in_dots": _ends_in_dots,
    "distance": _distance,
    "bilinear": _bilinear,
    "similarity": _similarity,
    "penalty": _penalty,
    "hatted": _accented("hat", "bar", "tilde"),
    "dotted": _accented("dot"),
    "primed": _primed,
    "hatted_adjacency": lambda term, context: yes(letter(term) == "A" and _accented("hat", "tilde")(term, context)),
    "transposed": lambda term, context: yes(term.op == "transpose"),
    "inverse": lambda term, context: yes(term.op == "inv"),
    "router_sure": _router_sure,
    "noise_net": lambda term, context: yes(term.op == "app" and letter(term) in ("epsilon", "z", "eta", "n")),
    "starred": _starred,
    "indicator": _indicator,
    "inverse_matrix": _inverse_matrix,
    "inverse_root": _inverse_root,
    "offset": _offset,
    "indexed_or_app": _indexed_or_app,
    "jacobian": _jacobian,
    "log_det": _log_det,
    "layer_input": _layer_input,
    "linear": _linear,
    "mean_like": _mean_like,
    "scale_of": _scale_of,
    "rms": _rms,
    "nameable": _nameable,
    "neighbourhood": _neighbourhood,
    "aggregates": _aggregates,
    "adjacency": lambda term, context: yes(letter(term) == "A" and atom(term, context)),
    "gate": _gate,
    "plain_function": _plain_function,
    "plain_application": _plain_application,
    "sampled": _sampled,
    "scaled_noise": _scaled_noise,
    "score_like": _score_like,
    "noise_strict": _noise_strict,
    "star_product": _star_product,
    "step_quantity": _step_quantity,
    "sublayer": _sublayer,
    "in_set": _in_set,
    "position_embedding": _position_embedding,
    "rotation": _rotation,
    "router": _router,
    "expert": _expert,
    "differential": _differential,
    "wiener": _wiener,
    "weight_like": _weight_like,
    "has_step": _has_step,
    "grouped": _grouped,
    "indexed": _indexed,
    "function": _function,
    "variance": _variance,
}
