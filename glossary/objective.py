"""Whether an equation is what a paper trains or optimises: what the words around it say, and what its shape says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from patterns.library import Library
from patterns.match import Match
from reader.operators import Expr, walk
from reader.paper import Equation, Paper

#: What is said of an objective, longest first; the words that were found are quoted.
_SAYS = re.compile(
    r"\b(?:training|learning|optimi[sz]ation|loss|cost|objective|overall|final|policy|surrogate|contrastive|distillation|"
    r"auxiliary|reconstruction|adversarial|value|minimax|two-player)\s+(?:objective|loss|criterion|cost|game|problem)"
    r"(?:\s+function)?\b"
    r"|\b(?:objective|loss|cost|criterion)(?:\s+function)?\b"
    r"|(?<=\b(?:we|to|by|is) )(?:\w+ly\s+)?(?:mini|maxi|opti)mi[sz](?:e[sd]?|ing)\b"
    r"|(?<=\b(?:that|then) )(?:\w+ly\s+)?(?:mini|maxi|opti)mi[sz](?:e[sd]?|ing)\b"
    r"|\btrain(?:ed|ing)?\s+(?:by|to|with|on|using)\b|\bmaximum\s+likelihood\b",
    re.IGNORECASE,
)
#: Words that speak of somebody else's objective, or of none.
_NOT_HERE = re.compile(r"\b(without|not|instead of|rather than|unlike)\b[^.]{0,30}$", re.IGNORECASE)
#: Characters before the formula that are read, and within which the words must stand in its own sentence.
REACH = 260
#: Heads and letters with which objectives are named.
_NAMES = re.compile(
    r"\\?(?:mathcal|mathscr|mathrm|mathbf|boldsymbol|operatorname|ell|mathbb)?\{?"
    r"(?:L|J|\\ell|E|C|loss|Loss|obj|objective|cost|NLL|ELBO|O)\}?"
)
#: Patterns of the losses' file that are no objective by themselves: distances between two given things, single terms.
_PARTS = frozenset(
    "kl_divergence entropy mutual_information js_or_f_divergence discounted_return bellman optimum optimal_transport "
    "constrained_optimum policy_gradient".split()
)
#: Letters that stand for a loss wherever they are applied to something.
_LOSSES = frozenset((r"\mathcal{L}", r"\ell", r"\mathscr{L}", r"\mathrm{loss}"))
#: Letters of probabilities.
_DENSITIES = frozenset(("p", "P", "q", r"\pi", r"\Pr", r"\mathbb{P}"))
#: Operators that ask for the best.
_EXTREME = ("max", "min", "argmax", "argmin", "maximi", "minimi")


def names_objective(equation: Equation, paper: Paper) -> str | None:
    """The words near an equation that call it an objective (at most a few of them), or None."""
    if equation.sentence is None:
        return None
    text = paper.sentences[equation.sentence].text
    place = text.find(f"${equation.latex}$")
    before = text[:place] if place >= 0 else text
    if len(before.split()) < 4 and equation.sentence:  # "where", or a formula that opens its sentence
        before = f"{paper.sentences[equation.sentence - 1].text} {before}"
    before = re.sub(r"\$\$.*?\$\$", " ", before, flags=re.DOTALL)[-REACH:]
    found = [m for m in _SAYS.finditer(before) if not _NOT_HERE.search(before[: m.start()])]
    return " ".join(found[-1].group(0).split()) if found else None


def shaped_like_objective(equation: Equation, matches: Sequence[Match], library: Library) -> str | None:
    """The name of the loss that an equation looks like, or "made of a loss"; None where it looks like none."""
    sides = equation.expr.args if equation.expr.op == "relation" else (equation.expr,)
    extreme = any(part.op == "limit" and part.value.startswith(_EXTREME) for part in _top(sides[0]))
    named = len(sides) > 1 and sides[0].op != "nothing" and _NAMES.fullmatch(_letter(sides[0])) is not None
    for match in matches[:2]:
        other = sides[0].op == "derivative" or (sides[0].op == "operator" and sides[0].value == r"\nabla")
        other = other or (match.id != "elbo" and _is_probability(sides[0]))
        if library.groups[match.id] != "losses" or other:
            continue
        if match.id not in _PARTS or extreme or named:
            entry, variant = library.entries[match.id], library.variant(match.id, match.variant)
            return variant.name if variant else entry.name
    if len(sides) > 1 and sides[0].op == "apply" and any(_is_loss(part) for side in sides[1:] for part in walk(side)):
        return "made of a loss"
    return None


def _is_probability(side: Expr) -> bool:
    """Whether a side is a conditional probability or its log: what it equals is a model, not what trains one."""
    while side.op == "apply" and side.args[0].value in (r"\log", r"\ln") and len(side.args) == 2:
        side = side.args[1]
    return side.op == "apply" and any(arg.op == "conditional" for arg in side.args[1:]) and _letter(side) in _DENSITIES


def _is_loss(part: Expr) -> bool:
    return part.op == "apply" and part.args[0].op in ("symbol", "index") and _letter(part.args[0]) in _LOSSES


def _top(expr: Expr) -> list[Expr]:
    """The operators that stand in front of a formula, outermost first."""
    found = []
    while expr.op in ("limit", "negative", "expectation", "big", "rows", "sequence") and expr.args:
        found.append(expr)
        expr = expr.args[0]
    return [*found, expr]


def _letter(expr: Expr) -> str:
    """The letter that a side is named with, below indices and arguments."""
    while expr.op in ("apply", "index", "script", "accent", "annotated") and expr.args:
        expr = expr.args[0]
    return expr.value if expr.op == "symbol" else next((p.value for p in walk(expr) if p.op == "symbol"), "")
