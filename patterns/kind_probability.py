"""Kinds of terms that have to do with probability, models, losses and gradients."""

from __future__ import annotations

from collections.abc import Callable

from patterns.kind_names import DISTRIBUTIONS
from patterns.roles import NETWORKS, Context
from patterns.terms import Term, accents, base_of, head_of, is_number, letter, signed, subscripts, terms_of, walk

#: letters that head a probability or density
_DENSITIES = frozenset(["p", "q", "P", "Pr", "pr", "Prob", "prob", "N", "pi", "f_X"])
#: letters that may head one where there is a bar
_WITH_BAR = frozenset(["Q", "f", "g", "rho", "mu", "nu", "b", "D", "h", "K", "T", "e", "l"])
_SYMBOLS = frozenset(["p", "q", "P", "pi", "Q", "rho"])
_DISTRIBUTION_LETTERS = frozenset(["p", "q", "P", "Q", "N", "pi", "rho", "mu", "nu", "D", "T", "S", "U", "X", "Y", "B"])
_LOSS_NAMES = frozenset(["L", "ell", "J", "loss", "cost", "objective", "obj"])
_LOSS_LETTERS = frozenset(["C", "E", "R", "l", "F", "D", "S", "H", "U", "V"])
_GRADIENT_LETTERS = frozenset(["g", "grad", "G"])


def yes(answer: object) -> float:
    """1 for anything true."""
    return 1.0 if answer else 0.0


def atom(term: Term, context: Context) -> float:
    """A single symbol with its indices and marks."""
    return yes(base_of(term).op in ("sym", "text") and term.op != "transpose")


def with_bar(term: Term) -> bool:
    """Whether an application has a conditional bar or a semicolon."""
    return any(arg.op in ("cond", "conditional", "semi") for arg in term.args[1:])


def bar_of(term: Term) -> Term | None:
    """The conditional (or semicolon) argument of an application."""
    return next((arg for arg in term.args[1:] if arg.op in ("cond", "conditional", "semi")), None)


def probability(term: Term, context: Context) -> float:
    """The application of a probability or density: p(x), q_φ(z|x), π_θ(a|s), N(x; μ, Σ), Pr(A)."""
    if term.op in ("index", "script", "accent") and term.args[0].op == "app":
        return probability(term.args[0], context)
    if term.op != "app":
        return 0.0
    head = letter(term)
    bar = with_bar(term)
    if head in _DENSITIES:
        if head == "N" and not bar and "mathcal" not in base_of(head_of(term)).value:
            return 0.0
        return 1.0 if bar or head not in ("N", "pi") else 0.9
    if head == "f" and _marked_by_variables(term):
        return 0.9
    phrase = context.phrase(term)
    if "prob" in phrase or "densit" in phrase or "distribution" in phrase:
        return 1.0
    if head == "Q" and len(term.args) == 2 and atom(term.args[1], context):
        return 0.85
    if bar and (head in _WITH_BAR or (len(head) > 1 and head not in ("log", "exp"))):
        return 0.85
    return 0.0


def _marked_by_variables(term: Term) -> bool:
    """The density of random variables that are named in its index: f_X, f_{X,Y}, f_{Y|X}."""
    names = [p for label in subscripts(term) for p in walk(label) if p.op == "sym"]
    return bool(names) and all(len(p.plain) == 1 and p.plain.isupper() for p in names)


def density(term: Term, context: Context) -> float:
    """A probability, or a symbol that by its letter is one: p_i, P_data; a product of them."""
    if term.op == "prod":
        return min(density(t, context) for t in term.args) if all(t.op != "inv" for t in term.args) else 0.0
    if term.op in ("bigprod", "total"):
        return density(term.args[0], context)
    score = probability(term, context)
    if score:
        return score
    if term.op == "app":
        head = letter(term)
        return 0.85 * yes(
            head in ("f", "g", "r", "rho", "mu", "d", "Q", "h") and len(term.args) == 2 and atom(term.args[1], context)
        )
    return 0.9 * yes(atom(term, context) and letter(term) in _SYMBOLS)


def normal_head(term: Term, context: Context) -> float:
    """The N of a normal distribution: calligraphic, or called one."""
    name = letter(term)
    if name in ("normal", "gaussian") or "normal" in context.phrase(term) or "gaussian" in context.phrase(term):
        return 1.0
    return (1.0 if "mathcal" in base_of(term).value else 0.45) * yes(name == "N")


def return_value(term: Term, context: Context) -> float:
    """A return, by its letter."""
    return yes(letter(term) in ("G", "R", "A", "delta", "r"))


def regulariser(term: Term, context: Context) -> float:
    """A named price on complexity: Ω(f), R(w)."""
    phrase = context.phrase(term)
    return yes("regulari" in phrase or "penalt" in phrase or letter(term) == "Omega" or letter(term).startswith("reg"))


def score_net(term: Term, context: Context) -> float:
    """A network that gives a score: s_θ(x, σ)."""
    return yes(term.op == "app" and letter(term) in ("s", "score", "S") and model(term, context) >= 0.9)


def density_head(term: Term, context: Context) -> float:
    """The letter of a density."""
    if letter(term) in _DENSITIES | {"P", "q"}:
        return 1.0
    phrase = context.phrase(term)
    if "prob" in phrase or "densit" in phrase or "distribution" in phrase:
        return 1.0
    return 0.85 * yes(letter(term) in _WITH_BAR)


def mixture_sum(term: Term, context: Context) -> float:
    """A sum of densities, perhaps weighted."""
    if term.op != "total":
        return 0.0
    parts = term.args[0].args if term.args[0].op == "prod" else (term.args[0],)
    return yes(any(probability(p, context) for p in parts) and not any(p.op == "exp" for p in parts))


def joint(term: Term, context: Context) -> float:
    """A probability, or a product of probabilities."""
    if term.op == "prod":
        return min((probability(t, context) for t in term.args), default=0.0)
    if term.op == "bigprod":
        return joint(term.args[0], context)
    return probability(term, context)


def conditional_probability(term: Term, context: Context) -> float:
    """A probability with something behind a bar."""
    return probability(term, context) if term.op == "app" and with_bar(term) else 0.0


def indexed_probability(term: Term, context: Context) -> float:
    """A probability, or a symbol for one."""
    return density(term, context) if term.op != "prod" else 0.0


def weight_probability(term: Term, context: Context) -> float:
    """What weighs the terms of an average: a probability, a visiting frequency, P_i."""
    score = probability(term, context)
    if score:
        return score
    if term.op == "app":
        return yes(letter(term) in ("rho", "mu", "d", "D"))
    return 0.8 * yes(atom(term, context) and letter(term) in ("p", "P", "pi") and term.op == "index")


def visits(term: Term, context: Context) -> float:
    """How often something is visited: no probability, for such frequencies need not add up to one."""
    return yes(term.op == "app" and letter(term) in ("rho", "mu", "d") and not with_bar(term))


def factor(term: Term, context: Context) -> float:
    """One factor of a factorisation: a probability, a sigmoid as one, or a power or product of probabilities."""
    if term.op in ("power", "index", "script") and term.args:
        return factor(term.args[0], context)
    if term.op == "prod":
        return min((factor(t, context) for t in term.args), default=0.0)
    if term.op == "integral":
        return 0.9 * yes(any(density(p, context) for p in walk(term.args[0])))
    score = probability(term, context)
    if score:
        return score
    if term.op == "script" and base_of(term).op == "sym":
        return 0.8
    return 0.9 * yes(term.op == "app" and letter(term) in ("sigma", "sigmoid", "softmax", "phi", "psi", "N"))


def log_probability(term: Term, context: Context) -> float:
    """Log p(...), with any sign and in any sum."""
    body = signed(term)[1]
    while body.op in ("total", "avg"):
        body = signed(body.args[0])[1]
    return density(body.args[0], context) if body.op == "log" and body.args else 0.0


def expects_log(term: Term, context: Context) -> float:
    """An expectation of a log-probability (or that log-probability, sampled)."""
    body = signed(term)[1]
    if body.op != "avg" and body.op != "total":
        return 0.9 * conditional_log(body, context)
    return yes(any(p.op == "log" and p.args and joint(p.args[0], context) for p in walk(body.args[0])))


def conditional_log(term: Term, context: Context) -> float:
    """Log p(x|z)."""
    return conditional_probability(term.args[0], context) if term.op == "log" and term.args else 0.0


def log_ratio(term: Term, context: Context) -> float:
    """The log of a ratio of probabilities."""
    if term.op != "log" or not term.args or term.args[0].op != "prod":
        return 0.0
    parts = term.args[0].args
    return yes(any(p.op == "inv" and density(p.args[0], context) for p in parts))


def distribution(term: Term, context: Context) -> float:
    """A distribution, applied to something or not."""
    score = density(term, context)
    if score:
        return score
    if term.op in ("rel", "cond", "conditional", "tuple", "divergence"):
        return 0.9
    phrase = context.phrase(term)
    if "distribution" in phrase or "polic" in phrase or "prior" in phrase:
        return 1.0
    return 0.9 * yes(letter(term) in _DISTRIBUTION_LETTERS)


def distribution_name(term: Term, context: Context) -> float:
    """The head of a named distribution other than the normal one."""
    name = letter(term)
    base = base_of(head_of(term))
    if base.value.lstrip("\\") in ("gamma", "beta"):  # the Greek letters
        return 0.0
    return yes(name in DISTRIBUTIONS and (len(name) > 1 or "mathcal" in base.value or "mathrm" in base.value))


def gaussian(term: Term, context: Context) -> float:
    """N(...)."""
    return yes(term.op == "app" and letter(term) in ("N", "normal", "gaussian"))


def parameter(term: Term, context: Context) -> float:
    """Something that is trained: by its letter or by what the paper says."""
    body = base_of(term)
    if body.op != "sym":
        return 0.0
    phrase = context.phrase(term)
    if "parameter" in phrase or "weight" in phrase or body.plain in context.trained:
        return 1.0
    return 0.75 * yes(
        body.plain in frozenset(["x", "beta", "b", "u", "v", "z", "a", "p", "P", "Q", "q", "mu", "U", "V", "eta", "xi"])
    )


def model(term: Term, context: Context) -> float:
    """Depends on trainable parameters or is the output of a named network."""
    for part in walk(term):
        if part.op == "sym" and part.plain in context.trained:
            return 1.0
        if part.op == "app" and (letter(part) in NETWORKS or letter(part) in ("Q", "V", "q", "v")):
            return 0.9
    return 0.0


def gradient(term: Term, context: Context) -> float:
    """A gradient, worked out or named g."""
    body = signed(term)[1]
    if any(part.op == "grad" for part in walk(body)):
        return 1.0
    if "gradient" in context.phrase(body):
        return 1.0
    return 0.95 * yes(atom(body, context) and letter(body) in _GRADIENT_LETTERS)


def gradient_of(term: Term, context: Context) -> float:
    """One factor that is a gradient or contains one."""
    return gradient(term, context)


def grad_log(term: Term, context: Context) -> float:
    """The gradient of a log-probability."""
    return yes(any(p.op == "grad" and any(q.op == "log" for q in walk(p.args[0])) for p in walk(term)))


def transposed_grad_log(term: Term, context: Context) -> float:
    """The same, transposed."""
    return grad_log(term.args[0], context) if term.op == "transpose" else 0.0


def loss(term: Term, context: Context) -> float:
    """A named loss or objective: L, ℓ(...), J(θ), or what the paper calls one."""
    body = signed(term)[1]
    phrase = context.phrase(body)
    if any(word in phrase for word in ("loss", "objective", "cost", "penalty", "regulari", "error")):
        return 1.0
    name = letter(body)
    head = base_of(head_of(body))
    if name in _LOSS_NAMES or name.startswith(("loss", "obj")):
        return 1.0
    if name in _LOSS_LETTERS and head.op == "sym":
        return (
            0.8 if (name in ("E", "R", "C") and "mathcal" in head.value) or (name == "l" and body.op == "app") else 0.45
        )
    return 0.0


def loss_term(term: Term, context: Context) -> float:
    """A loss by name, or something that is one by shape."""
    score = loss(term, context)
    if score >= 0.5:
        return score
    body = signed(term)[1]
    while body.op in ("avg", "total", "grad"):
        body = signed(body.args[0])[1]
    named = loss(body, context)
    if named >= 0.5:
        return named
    if body.op == "prod":
        return max(loss_term(f, context) for f in body.args)
    if body.op == "sum":
        return 0.85 * yes(all(loss_term(t, context) for t in body.args))
    if body.op in ("kl", "fdiv"):
        return 0.9
    if body.op in ("norm", "abs"):
        return 0.8 * yes(body.args[0].op == "sum" and any(t.op == "neg" for t in body.args[0].args))
    if body.op == "sq":
        return 0.97 * yes(body.args[0].op == "sum")
    if body.op == "log":
        inside = body.args[0] if body.args else body
        return 0.9 * yes(density(inside, context) or letter(inside) in ("sigma", "sigmoid", "softmax"))
    return 0.9 * yes(body.op == "app" and letter(body) in ("H", "ce", "mse", "bce") and len(body.args) >= 3)


def loss_of_example(term: Term, context: Context) -> float:
    """What one example costs."""
    body = signed(term)[1]
    while body.op in ("total", "avg"):
        body = signed(body.args[0])[1]
    costs = [per_example(part, context) for part in terms_of(body)]
    if min(costs):
        return min(costs)
    if any(p.op == "grad" for p in walk(body)):
        return 0.0
    if body.op in ("log", "kl"):
        return 0.9
    parts = body.args if body.op in ("sum", "prod") else (body,)
    if any(p.op == "log" for q in parts for p in walk(q)) and body.op in ("sum", "prod"):
        return 0.85
    return 0.9 * yes(any(p.op in ("sq", "pos") and p.args and p.args[0].op == "sum" for p in parts))


def per_example(term: Term, context: Context) -> float:
    """A named loss of an example: ℓ(f(x), y), L(x_i, θ), L_i."""
    body = signed(term)[1]
    if body.op == "grad":
        return per_example(body.args[0], context)
    score = loss(body, context)
    return score if score >= 0.8 and (body.op == "app" or body.op in ("index", "script")) else 0.0


def kl_sum(term: Term, context: Context) -> float:
    """A KL divergence, or a sum or multiple of some."""
    body = signed(term)[1]
    if body.op == "prod":
        return max(kl_sum(f, context) for f in body.args)
    while body.op in ("total", "avg"):
        body = signed(body.args[0])[1]
    return yes(body.op == "kl")


def _labels(term: Term) -> set[str]:
    head, labels = head_of(term), set[str]()
    while head.op == "transpose" and head.args:  # a capital T on top may also be read as a transpose
        labels.add("T")
        head = head.args[0]
    return labels | {p.plain for s in subscripts(term) for p in walk(s) if p.op in ("sym", "text")}


def teacher(term: Term, context: Context) -> float:
    """Marked or described as the teacher's."""
    phrase = context.phrase(term)
    return yes(
        "teacher" in phrase or any("teacher" in p.plain for p in walk(term) if p.op in ("sym", "text"))
    ) or 0.95 * yes(_labels(term) & {"T", "tea", "tch"})


def student(term: Term, context: Context) -> float:
    """Marked or described as the student's."""
    phrase = context.phrase(term)
    return yes(
        "student" in phrase or any("student" in p.plain for p in walk(term) if p.op in ("sym", "text"))
    ) or 0.95 * yes(_labels(term) & {"S", "stu", "std"})


def generated(term: Term, context: Context) -> float:
    """The output of a generator: G(z), or a sample marked as made (x̃, x̂)."""
    if term.op == "app" and letter(term) in ("G", "g", "gen", "generator", "decoder", "dec", "F"):
        return 1.0
    base = base_of(term)
    return 0.8 * yes(base.op == "sym" and accents(base.value) & {"tilde", "hat", "bar"})


def probability_like(term: Term, context: Context) -> float:
    """A number between 0 and 1 that a model gives."""
    score = density(term, context)
    if score:
        return score
    if term.op == "app":
        return 0.95
    if atom(term, context):
        return 0.9
    return 0.7 * yes(term.op in ("index", "script", "bigprod") or is_number(term))


def ratio(term: Term, context: Context) -> float:
    """A probability ratio, or a symbol for one."""
    if term.op == "prod":
        return yes(any(t.op == "inv" and density(t.args[0], context) for t in term.args))
    return 0.9 * yes(letter(term) in ("r", "rho", "w", "ratio", "iota"))


def divergence(term: Term, context: Context) -> float:
    """A divergence between two distributions."""
    return yes(term.op in ("kl", "fdiv"))


def kl_to_prior(term: Term, context: Context) -> float:
    """The divergence of an inferred distribution from one that depends on nothing: KL(q(z|x) ‖ p(z))."""
    if term.op != "kl":
        return 0.0
    inferred, prior = term.args
    return yes(with_bar(inferred) and probability(prior, context) and not with_bar(prior) and letter(inferred) == "q")


def bounded_norm(term: Term, context: Context) -> float:
    """A norm that must not exceed something: ‖w‖ = 1, ‖δ‖ ≤ ε."""
    return yes(term.op == "rel" and term.args[0].op in ("norm", "sq") and term.value.split()[0] in ("=", "\\leq", "<"))


PROBABILITY_KINDS: dict[str, Callable[[Term, Context], float]] = {
    "atom": atom,
    "probability": probability,
    "density": density,
    "divergence": divergence,
    "transport": lambda term, context: yes(term.op == "fdiv" and term.value in ("wasserstein", "frechet")),
    "kl_to_prior": kl_to_prior,
    "bounded_norm": bounded_norm,
    "density_head": density_head,
    "normal_head": normal_head,
    "return_value": return_value,
    "regulariser": regulariser,
    "score_net": score_net,
    "joint": joint,
    "mixture_sum": mixture_sum,
    "conditional_probability": conditional_probability,
    "indexed_probability": indexed_probability,
    "weight_probability": weight_probability,
    "visits": visits,
    "factor": factor,
    "logprob": log_probability,
    "expects_log": expects_log,
    "log_ratio": log_ratio,
    "distribution": distribution,
    "distribution_name": distribution_name,
    "gaussian": gaussian,
    "parameter": parameter,
    "model": model,
    "model_app": lambda term, context: model(term, context) if term.op == "app" else 0.0,
    "gradient": gradient,
    "gradient_of": gradient_of,
    "grad_log": grad_log,
    "transposed_grad_log": transposed_grad_log,
    "loss": loss,
    "loss_term": loss_term,
    "loss_of_example": loss_of_example,
    "per_example": per_example,
    "kl_sum": kl_sum,
    "teacher": teacher,
    "student": student,
    "generated": generated,
    "probability_like": probability_like,
    "ratio": ratio,
}
