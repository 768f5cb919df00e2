"""Conditions about probabilities, losses and constraints."""

from __future__ import annotations

from patterns.condition_steps import one_step
from patterns.kind_models import scale_of
from patterns.kind_names import GREEK
from patterns.kind_probability import bar_of, density, loss, loss_term, probability
from patterns.kind_shapes import differential
from patterns.scene import Condition, Scene
from patterns.sites import constraint_of
from patterns.terms import Term, base_of, factors_of, head_of, is_bold, letter, signed, subscripts, terms_of, walk


def variables(term: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """What a probability is of, and what it is given: p(x, y | z; θ) gives ((x, y), (z,))."""
    while term.op in ("index", "script") and term.args and term.args[0].op == "app":
        term = term.args[0]
    if term.op == "log" and term.args:
        return variables(term.args[0])
    if term.op == "prod":
        found = [variables(f) for f in term.args if f.op != "inv"]
        return tuple(v for one, _ in found for v in one), tuple(v for _, one in found for v in one)
    if term.op != "app":
        return (term,), ()
    bar = bar_of(term)
    before = [a for a in term.args[1:] if a is not bar]
    if bar is None:
        return tuple(p for a in before for p in _listed(a)), ()
    left, right = bar.args[0], bar.args[1:]
    inner = variables(Term("app", (term.args[0], left))) if left.op in ("cond", "semi") else (tuple(_listed(left)), ())
    given = () if bar.op == "semi" else tuple(p for a in right for q in _unparameterised(a) for p in _listed(q))
    # items of a list that hold the bar themselves: p(x, y | z) may be read as p(x, (y | z))
    return (*tuple(p for a in before for p in _listed(a)), *inner[0]), (*inner[1], *given)


def _unparameterised(term: Term) -> tuple[Term, ...]:
    return (term.args[0],) if term.op == "semi" else (term,)


def _listed(term: Term) -> tuple[Term, ...]:
    return term.args if term.op == "tuple" else (term,)


def same_things(scene: Scene, args: tuple[str, ...]) -> float:
    """Two densities are of the same things: their ratio compares two distributions."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or one.op == "prod" or other.op == "prod":
        return 0.0
    mine, theirs = variables(one)[0], variables(other)[0]
    if set(mine) == set(theirs) or not mine or not theirs:
        return 1.0
    return 0.0


def conditional(scene: Scene, args: tuple[str, ...]) -> float:
    """A conditional probability, or the log of one."""
    part = scene.one(args[0])
    while part is not None and part.op in ("log", "neg"):
        part = part.args[0]
    return float(part is not None and part.op == "app" and bar_of(part) is not None)


def conditional_any(scene: Scene, args: tuple[str, ...]) -> float:
    """One of the roles is a conditional probability."""
    return max(conditional(scene, (role,)) for role in args)


def given_earlier(scene: Scene, args: tuple[str, ...]) -> float:
    """What is given are earlier elements of the same sequence: x_{<t}, x_1..x_{t-1}, u_{i-k}..u_{i-1}."""
    part = scene.one(args[0])
    if part is None:
        return 0.0
    of, given = variables(part)
    letters = {letter(v) for v in of if letter(v)}
    same = [g for g in given if letter(g) in letters]
    if any("<" in p.value for g in given for s in subscripts(g) for p in walk(s)):
        return 1.0
    return float(
        len(same) >= 2
        or (any(p.op in ("sym", "text") and "dots" in p.value for g in given for p in walk(g)) and bool(same))
    )


def steps_in(scene: Scene, args: tuple[str, ...]) -> float:
    """A conditional from one step of a sequence to the next: p(x_t | x_{t-1})."""
    part = scene.one(args[0])
    if part is None:
        return 0.0
    of, given = variables(part)
    return float(
        any(letter(a) and letter(a) == letter(b) and one_step(subscripts(a), subscripts(b)) for a in of for b in given)
    )


def _coefficient(term: Term) -> bool:
    """A fixed number: a digit, a lower-case Greek letter."""
    return all(p.op in ("num", "inv", "neg") or (p.op == "sym" and p.plain in GREEK) for p in walk(term))


def policy_like(scene: Scene, args: tuple[str, ...]) -> float:
    """The probability is one of actions, or its weight is a return or an advantage."""
    policy, weights = scene.one(args[0]), scene.all(args[1])
    if policy is None:
        return 0.0
    phrase = scene.context.phrase(policy)
    if all(_coefficient(w) for w in weights):
        return 0.0
    if letter(policy) in ("pi", "mu") or "policy" in phrase:
        return 1.0
    parts = [p for w in weights for p in walk(w) if p.op in ("sym", "app", "index", "script")]
    names = {letter(p) for p in parts if not is_bold(base_of(head_of(p)).value)}
    if names & {"A", "R", "G", "Q", "r", "reward"}:
        return 0.95
    return 0.0


def posterior(scene: Scene, args: tuple[str, ...]) -> float:
    """A probability of the second role given something."""
    part, variable = scene.one(args[0]), scene.one(args[1])
    if part is None or variable is None:
        return 0.0
    first = factors_of(part)[0]
    of, given = variables(first)
    return float(bool(given) and letter(variable) in {letter(v) for v in of}) or float(
        len(factors_of(part)) == 2
        and any(letter(variable) in {letter(v) for v in variables(f)[0]} for f in factors_of(part))
    )


def all_density(scene: Scene, args: tuple[str, ...]) -> float:
    """Every factor is a density (or a measure)."""
    parts = scene.all(args[0])
    return float(bool(parts) and all(density(p, scene.context) or p.op == "bigprod" for p in parts))


def has_density(scene: Scene, args: tuple[str, ...]) -> float:
    """Every factor is a density or a differential."""
    parts = [p for p in scene.all(args[0]) if not differential(p, scene.context)]
    return float(bool(parts) and all(density(p, scene.context) for p in parts))


def is_expectation(scene: Scene, args: tuple[str, ...]) -> float:
    """Written with an expectation sign (a mean of given numbers is not meant)."""
    return float(scene.subject.op == "avg" and scene.subject.value == "E")


def is_expected(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is an expectation or an integral, perhaps inside a gradient."""
    part = scene.one(args[0])
    return float(part is not None and any(p.op in ("avg", "integral", "var", "app") for p in walk(part)))


def is_mean_of(scene: Scene, args: tuple[str, ...]) -> float:
    """The first role is the mean of the second: E[X], μ, x̄, μ_x."""
    mean, variable = scene.one(args[0]), scene.one(args[1])
    if mean is None or variable is None:
        return 0.0
    left = scene.statement.sides[0] if len(scene.statement.sides) > 1 else None
    if mean.op == "avg":
        return 1.0
    if letter(mean) == letter(variable) == "mu" or (left is not None and loss(left, scene.context) >= 0.8):
        return 0.0
    if any(p.op == "sym" and p.plain in scene.context.trained for s in subscripts(mean) for p in walk(s)):
        return 0.0
    if "mean" in scene.context.phrase(mean) or "average" in scene.context.phrase(mean):
        return 1.0
    value = "".join(p.value for p in walk(head_of(mean)) if p.op == "sym")
    if ("bar" in value or "overline" in value) and letter(mean) == letter(variable):
        return 1.0
    spread = left is not None and letter(left) in ("sigma", "Sigma", "s", "S", "var", "V", "C", "cov", "std")
    if letter(mean) == "mu":
        return 1.0 if spread else 0.9
    return 0.8 * float(spread and letter(mean) in ("m", "E"))


def lossy(scene: Scene, args: tuple[str, ...]) -> float:
    """What is bound is a loss or looks like one; or the left side is a loss."""
    parts = scene.all(args[0])
    if any(loss_term(t, scene.context) for p in parts for t in terms_of(p)):
        return 1.0
    left = scene.statement.sides[0]
    strength = scene.one("strength")
    if strength is not None and letter(strength) in ("lambda", "Lambda"):
        return 0.85
    if (
        loss(left, scene.context) >= 0.45
        or left.op == "opt"
        or (
            scene.site is not None and any(label in ("min", "argmin", "max", "argmax") for label in scene.site.wrappers)
        )
    ):
        return 0.9
    return 0.0


def maximised(scene: Scene, args: tuple[str, ...]) -> float:
    """It stands under a maximum, so that what is added is a gain and no price."""
    return float(scene.site is not None and any(label in ("max", "argmax") for label in scene.site.wrappers))


def lossy_sum(scene: Scene, args: tuple[str, ...]) -> float:
    """What is bound is a loss by name or by shape."""
    return max((loss_term(t, scene.context) for p in scene.all(args[0]) for t in terms_of(p)), default=0.0)


def decoded(scene: Scene, args: tuple[str, ...]) -> float:
    """An optimum is sought over what the probability is of: something is inferred, the model is not fitted."""
    of = {base_of(part) for term in scene.all(args[0]) for part in variables(term)[0]}
    for side in scene.statement.sides:
        for part in walk(side):
            if part.op == "opt" and part.value in ("argmax", "max") and base_of(_sought(part.args[1])) in of:
                return 1.0
    return 0.0


def _sought(variable: Term) -> Term:
    return variable.args[0] if variable.op == "rel" else variable


def constrained(scene: Scene, args: tuple[str, ...]) -> float:
    """The display has words that announce constraints."""
    return float(any(s.constrains for s in scene.statements))


def constraint_found(scene: Scene, args: tuple[str, ...]) -> float:
    """There is a statement that can be the constraint; with an argument, one that contains that operator."""
    found = constraint_of(scene.statements)
    if found is None:
        return 0.0
    return float(not args or any(p.op in args for side in found.sides for p in walk(side)))


def both_compound(scene: Scene, args: tuple[str, ...]) -> float:
    """An inequality between two things of substance, not the range of an index or the sign of a number."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or scene.statement.constrains:
        return 0.0
    sizes = [sum(1 for p in walk(t) if p.op in ("sym", "num")) for t in (one, other)]
    if min(sizes) >= 2 or max(sizes) >= 5:
        return 1.0
    return 0.75 if max(sizes) >= 3 and scene.context.says("bound", "inequality") else 0.0


def has_activation(scene: Scene, args: tuple[str, ...]) -> float:
    """Some activation or sigmoid stands in the display."""
    names = {letter(p) for s in scene.statements for side in s.sides for p in walk(side) if p.op == "app"}
    return float(bool(names & {"sigma", "tanh", "sigmoid"}))


def sum_of_exp(scene: Scene, args: tuple[str, ...]) -> float:
    """The denominator is a sum of exponentials, one of them that of the role."""
    part = scene.one(args[0])
    for factor in walk(scene.subject):
        if factor.op == "inv" and factor.args[0].op == "sum":
            powers = [signed(t)[1] for t in factor.args[0].args]
            tops = [p for t in powers for p in factors_of(t) if p.op in ("exp", "total")]
            return float(part is not None and len(tops) >= 2 and any(t.op == "exp" and t.args[0] == part for t in tops))
    return 0.0


def scale_like(scene: Scene, args: tuple[str, ...]) -> float:
    """What multiplies a noise: a deviation or a root surely, anything else less so."""
    parts = scene.all(args[0])
    if any(p.op == "root" or scale_of(p, scene.context) >= 0.85 or p.op == "log" for p in parts):
        return 1.0
    noise = scene.one("noise")
    sure = noise is not None and (letter(noise) in ("epsilon", "xi") or "noise" in scene.context.phrase(noise))
    return 0.75 if sure and not any(p.op in ("sum", "grad") for p in parts) else 0.0


def as_loss(scene: Scene, args: tuple[str, ...]) -> float:
    """Stands where a loss stands: averaged, minimised, or on the right of a loss's name."""
    wrappers = set(scene.site.wrappers) if scene.site is not None else set()
    if wrappers & {"avg", "total", "min", "argmin", "grad"}:
        return 1.0
    left = scene.statement.sides[0]
    return (
        max(loss(left, scene.context), loss(scene.subject, scene.context)) if len(scene.statement.sides) > 1 else 0.75
    )


def variational(scene: Scene, args: tuple[str, ...]) -> float:
    """The average under a density of terms one of which is the log of that density, another that of another one."""
    under = scene.one(args[1])
    if under is None:
        return 0.0
    logs = [signed(p)[1] for part in scene.all(args[0]) for p in (part.args if part.op == "sum" else (part,))]
    inside = [p.args[0] for p in logs if p.op == "log" and p.args and density(p.args[0], scene.context)]
    own = [
        p
        for p in inside
        if p == under or (letter(p) == letter(under) and subscripts(head_of(p)) == subscripts(head_of(under)))
    ]
    others = [p for p in inside if p not in own and set(variables(p)[0]) != set(variables(under)[0])]
    return float(bool(own) and bool(others))


def is_probability(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is a probability."""
    part = scene.one(args[0])
    return 0.0 if part is None else probability(part, scene.context)


PROBABILITY_CONDITIONS: dict[str, Condition] = {
    "same_things": same_things,
    "conditional": conditional,
    "conditional_any": conditional_any,
    "given_earlier": given_earlier,
    "steps_in": steps_in,
    "policy_like": policy_like,
    "posterior": posterior,
    "all_density": all_density,
    "has_density": has_density,
    "is_expectation": is_expectation,
    "is_expected": is_expected,
    "is_mean_of": is_mean_of,
    "lossy": lossy,
    "decoded": decoded,
    "lossy_sum": lossy_sum,
    "maximised": maximised,
    "constrained": constrained,
    "constraint_found": constraint_found,
    "both_compound": both_compound,
    "has_activation": has_activation,
    "sum_of_exp": sum_of_exp,
    "is_probability": is_probability,
    "variational": variational,
    "as_loss": as_loss,
    "scale_like": scale_like,
    "deviation_like": scale_like,
}
