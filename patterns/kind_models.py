"""Kinds of terms that models are made of: weights, layers, gates, routers, neighbourhoods, scales and penalties."""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_names import ACTIVATIONS, GREEK, NAMES
from patterns.kind_probability import atom, probability, yes
from patterns.kind_shapes import accented, capital, one_minus
from patterns.roles import Context
from patterns.terms import Term, accents, base_of, head_of, is_bold, is_number, letter, signed, subscripts, walk

#: what a "weight" may be that is no part of a linear map
_NO_MAP = ("attention", "mixture", "mixing", "loss", "penalty", "decay", "importance", "fusion", "trade-off")


def _said_to_map(body: Term, phrase: str) -> bool:
    """The paper calls it a weight or a matrix; a Greek letter that is a weight weighs a term, and maps nothing."""
    if "matri" in phrase or "projection" in phrase:
        return True
    return "weight" in phrase and not (letter(body) in GREEK and not is_bold(base_of(body).value))


def _capital_weight(term: Term, context: Context) -> float:
    """A capital that is a weight matrix by convention or by what the paper says."""
    body = term.args[0] if term.op == "transpose" else term
    if not atom(body, context):
        return 0.0
    phrase = context.phrase(body)
    if any(word in phrase for word in _NO_MAP):
        return 0.0
    if _said_to_map(body, phrase):
        return 1.0
    return yes(letter(body) in ("W", "Theta")) or 0.85 * yes(letter(body) in ("E",) and is_bold(base_of(body).value))


def _weight_matrix(term: Term, context: Context) -> float:
    """The matrix (or transposed vector, or single weight) of a linear map."""
    body = term.args[0] if term.op == "transpose" else term
    if not atom(body, context):
        return 0.0
    phrase = context.phrase(body)
    if any(word in phrase for word in _NO_MAP):
        return 0.0
    if _said_to_map(body, phrase):
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
    if body.op == "app" and letter(body) in ("Omega", "R", "reg"):
        return 0.9
    phrase = context.phrase(body)
    return yes("regulari" in phrase or "penalt" in phrase)


def _layer_input(term: Term, context: Context) -> float:
    return yes(atom(term, context) or (term.op == "app" and not probability(term, context)) or term.op == "tuple")


def _linear(term: Term, context: Context) -> float:
    """A linear map of something: xV + c, W x."""
    return yes(
        any(
            p.op in ("prod", "hadamard", "infix", "had") and any(capital(f, context) for f in p.args)
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


def scale_of(term: Term, context: Context) -> float:
    """A measure of spread: σ, s, √(σ² + ε), std(x)."""
    if term.op == "root":
        return 1.0
    if "deviation" in context.phrase(term) or "variance" in context.phrase(term):
        return 1.0
    name = letter(term)
    if name in ("sigma", "std", "sd", "rms", "RMS", "stddev"):
        return 1.0
    return 0.85 * yes(name == "s" and atom(term, context)) or 0.8 * yes(
        term.op == "sum" and any(scale_of(t, context) == 1 for t in term.args)
    )


def _rms(term: Term, context: Context) -> float:
    return yes(
        term.op == "root"
        and any(p.op in ("avg", "total") for p in walk(term))
        and any(p.op == "sq" for p in walk(term))
    )


def _neighbourhood(term: Term, context: Context) -> float:
    if "neighb" in context.phrase(term):
        return 1.0
    named = term.op != "sym" or len(term.plain) > 1
    return yes(named and letter(term) in ("N", "ne", "neighbors", "neighbours", "Gamma", "nbr", "neigh"))


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
        if part.op in ("total", "avg", "opt", "bigprod", "big"):
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
        return 0.9 * one_minus(term, context) * yes(term.op == "sum" and _gate(signed(term.args[-1])[1], context))
    return 0.9 * yes(letter(term) in NAMES["gate_letter"][0] and term.op in ("index", "script")) or 0.6 * yes(
        letter(term) in ("z", "r", "g", "gate", "T")
    )


def _sublayer(term: Term, context: Context) -> float:
    return yes(term.op == "app" and letter(term) in NAMES["sublayer_name"][0])


def _position_embedding(term: Term, context: Context) -> float:
    if "position" in context.phrase(term):
        return 1.0
    named = any("pos" in p.plain for p in walk(head_of(term)) if p.op in ("sym", "text"))
    named = named or (letter(term) in ("W", "E", "P") and any(s.plain == "p" for s in subscripts(term)))
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


MODEL_KINDS: dict[str, Callable[[Term, Context], float]] = {
    "capital_weight": _capital_weight,
    "trained_letter": lambda term, context: yes(letter(term) in ("w", "W", "theta", "beta", "omega")),
    "weight_matrix": _weight_matrix,
    "bias": _bias,
    "sigmoid": _sigmoid,
    "sigmoid_of": lambda term, context: _sigmoid(term, context) if term.op == "app" else 0.0,
    "activation": _activation,
    "pre_activation": _pre_activation,
    "penalty": _penalty,
    "hatted_adjacency": lambda term, context: yes(letter(term) == "A" and accented("hat", "tilde")(term, context)),
    "router_sure": _router_sure,
    "noise_net": lambda term, context: yes(term.op == "app" and letter(term) in ("epsilon", "z", "eta", "n")),
    "layer_input": _layer_input,
    "linear": _linear,
    "mean_like": _mean_like,
    "scale_of": scale_of,
    "rms": _rms,
    "neighbourhood": _neighbourhood,
    "aggregates": _aggregates,
    "adjacency": lambda term, context: yes(letter(term) == "A" and atom(term, context)),
    "gate": _gate,
    "sublayer": _sublayer,
    "position_embedding": _position_embedding,
    "rotation": _rotation,
    "router": _router,
    "expert": _expert,
}
