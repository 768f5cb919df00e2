r"""What shapes the reading aloud asks about: what is said in one breath, what is a distribution, a matrix, a statement."""

from __future__ import annotations

import re

from reader.operators import Expr, walk
from reader.speech.words import listed, symbol_words

#: words from which on a part is set off by commas
LONG = 7
#: letters that name distributions
_DISTRIBUTIONS = frozenset({"p", "q", "P", "Q", r"\pi", r"\rho", r"\mu", r"\nu", "D", "d", r"\beta"})


#: signs that stand for what is left out
DOTS = frozenset({r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\dots"})
#: ones that stand for "where this holds"
INDICATORS = frozenset({r"\mathbb{1}", r"\mathbf{1}", r"\mathbb{I}", "1", r"\mathrm{1}"})
#: names in heads of divergences, what they are called, and how they join what they compare
DIVERGENCES = {
    "KL": ("KL divergence", "from {0} to {1}"),
    "JS": ("Jensen-Shannon divergence", "between {0} and {1}"),
    "JSD": ("Jensen-Shannon divergence", "between {0} and {1}"),
    "TV": ("total variation distance", "between {0} and {1}"),
}
#: words that are printed short and said in full
SHORTENED = {
    "s.t": "subject to",
    "st": "subject to",
    "w.r.t": "with respect to",
    "i.e": "that is",
    "e.g": "for example",
}
#: optima of nothing that is named
OPTIMA = {"max": "maximum", "min": "minimum", "sup": "supremum", "inf": "infimum", "lim": "limit"}
#: relations between sets, or of an element to its set
_OF_SETS = frozenset((r"\in", r"\notin", r"\subset", r"\subseteq", r"\supset", r"\supseteq"))
#: letters that name functions, which are composed rather than multiplied
FUNCTIONS = frozenset({"f", "g", "h", "F", "G", "T", r"\phi", r"\psi", r"\varphi", r"\Phi"})


def states(expr: Expr) -> bool:
    """Tell whether an argument is a statement, or one given something: it is said with "that"."""
    told = expr.args[0] if expr.op == "conditional" and expr.args else expr
    return told.op == "relation" and len(told.args) > 1 and told.value not in (":", r"\sim", r"\rightarrow")


def is_matrix(expr: Expr) -> bool:
    """Tell whether a symbol is a covariance: a bold capital, an identity or a capital sigma."""
    if expr.op != "symbol":
        return False
    bare = re.sub(r"\\(?:mathbf|boldsymbol|mathbb|mathrm|hat|tilde|bar)|[{}]", "", expr.value)
    return bare in ("I", r"\Sigma", r"\Lambda") or (
        expr.value.startswith((r"\mathbf", r"\boldsymbol")) and bare.isupper()
    )


def sets_in(expr: Expr) -> frozenset[Expr]:
    """What has elements, wherever it stands in the formula: what something is in, or how many a sum counts."""
    named = frozenset(
        side
        for part in walk(expr)
        if part.op == "relation" and len(part.args) == 2 and part.value in _OF_SETS
        for side in part.args[part.value in (r"\in", r"\notin") :]
    )
    named |= frozenset(
        part.args[2].args[0]
        for part in walk(expr)
        if part.op == "big" and len(part.args) == 3 and part.args[2].op == "absolute" and part.args[2].args
    )
    return named | frozenset(
        side.args[0]
        for part in walk(expr)
        if part.op == "quotient"
        for side in part.args
        if side.op == "absolute" and side.args and _is_collection(side.args[0])
    )


def _is_collection(expr: Expr) -> bool:
    """Tell whether what is counted in a fraction is written like a set: a capital with an index."""
    return (
        expr.op == "index"
        and expr.args[0].op == "symbol"
        and len(expr.args[0].value) == 1
        and expr.args[0].value.isupper()
    )


def marked_in(expr: Expr) -> frozenset[Expr]:
    """The letters with an index that have letters above them which are no powers.

    Two or more letters by turns (x_i^a and x_i^p), or the one that a sum or product runs over (w_t^k of client k).
    """
    above: dict[Expr, set[str]] = {}
    running = {_runs(part.args[1]) for part in walk(expr) if part.op == "big" and len(part.args) > 1}
    for part in walk(expr):
        if part.op == "power" and len(part.args) == 2 and part.args[0].op == "index" and part.args[1].op == "symbol":
            letter = part.args[1].value
            above.setdefault(part.args[0], set()).update((letter, "running") if letter in running else (letter,))
    return frozenset(base for base, letters in above.items() if len(letters) > 1)


def _runs(below: Expr) -> str:
    """The letter that runs, by what stands below a sum; empty where it is none."""
    first = below.args[0] if below.op == "relation" and below.args else below
    return first.value if first.op == "symbol" else ""


def is_size(expr: Expr, sets: frozenset[Expr]) -> bool:
    """Tell whether bars round a part count its elements: it is a set of the formula, or calligraphic, or a capital."""
    base = expr
    while base.op in ("index", "script") and base.args:
        base = base.args[0]
    joined = expr.op == "infix" and expr.value in (r"\cap", r"\cup", r"\setminus")
    if joined or expr in sets or (base.op == "symbol" and base.value.startswith(r"\mathcal")):
        return True
    return expr.op == "symbol" and len(expr.value) == 1 and expr.value.isupper()


def is_determinant(expr: Expr) -> bool:
    """Tell whether bars round a part are a determinant: it is a matrix, or a sum or product with a matrix in it."""
    base = expr
    while base.op in ("index", "transpose", "accent") and base.args:
        base = base.args[0]
    if base.op == "matrix" or (base.op == "symbol" and base.value != "I" and is_matrix(base)):
        return True
    parts = (factor for term in expr.args for factor in (term.args if term.op == "product" else (term,)))
    return expr.op in ("sum", "product") and any(is_matrix(part) for part in parts)


def is_parameter(expr: Expr) -> bool:
    """Tell whether what stands behind a semicolon is a letter for parameters."""
    head = expr
    while head.op in ("index", "script", "accent") and head.args:
        head = head.args[0]
    bare = re.sub(r"\\(?:mathbf|boldsymbol|hat|tilde|bar)|[{}]", "", head.value)
    return bare in (r"\theta", r"\phi", r"\psi", r"\vartheta", r"\varphi", r"\Theta", "w")


def runs_on(base: Expr, below: Expr) -> bool:
    """Tell whether base and index are said without "sub": "x t", "mu theta"; but "sigma sub t", "x sub t minus one"."""
    if base.op != "symbol" or below.op not in ("symbol", "number"):
        return False
    greek = (base.value.startswith("\\") and base.value[1:].isalpha()) or base.value.startswith(r"\boldsymbol{\ "[:-1])
    return (not greek and not base.value.startswith((r"\hat", r"\tilde", r"\bar"))) or below.value.startswith("\\")


def runs_on_from(before: Expr, factor: Expr, words: str) -> bool:
    """Tell whether a factor would be heard as part of the one before it: under its root, in its exponent."""
    if words.endswith(",") or before.op == "root" or factor.op == "number":
        return True
    return before.op == "power" and before.args[1].value not in ("2", "3")


def is_simple(expr: Expr) -> bool:
    """Tell whether a factor is said in one breath with its neighbours: "two sigma sub t squared"."""
    if expr.op == "symbol" and not expr.value.startswith("\\"):
        return len(expr.value) == 1
    if expr.op in ("symbol", "number"):
        return True
    if expr.op == "script" and expr.value in ("layer", "iteration"):
        return False
    return expr.op in ("index", "power", "script", "transpose", "accent", "root") and is_simple(expr.args[0])


def is_distribution(expr: Expr) -> bool:
    """Tell whether the subscript of an expectation is a distribution rather than the variable averaged over."""
    head = expr
    while head.op in ("apply", "index", "script", "accent") and head.args:
        head = head.args[0]
    plain = re.sub(r"\\[a-z]+\{|[{}]", "", head.value)
    return expr.op == "apply" or plain in _DISTRIBUTIONS or head.value.startswith((r"\mathcal", r"\mathbb"))


def is_long_product(expr: Expr, words: str) -> bool:
    """Tell whether a product would seem to end before its last factor, were it said below another one."""
    return expr.op == "product" and ("," in words.rstrip(",") or " times the quantity" in words)


def is_nearest(expr: Expr) -> bool:
    """Tell whether brackets round to the nearest whole number: they open like a floor and close like a ceiling."""
    last = expr.span[-1] if expr.span else None
    return getattr(last, "latex", getattr(last, "closing", None)) == r"\rceil"


def is_derived(head: Expr) -> bool:
    """Tell whether the head of a function has primes: what it is then called is not what it is without them."""
    return any(part.op == "script" and part.value == "prime" for part in walk(head))


def is_difference(expr: Expr) -> bool:
    """Tell whether a superscript is worked out from several symbols, so that it names no layer."""
    return expr.op == "sum" and sum(part.op == "symbol" for part in walk(expr)) > 1


def is_positive_part(expr: Expr) -> bool:
    r"""Tell whether an index picks the positive numbers: ``\mathbb{R}_+``, ``\mathbb{R}_{++}``."""
    numbers = expr.op == "index" and expr.args[0].value in (r"\mathbb{R}", r"\mathbb{Z}", r"\mathbb{N}", r"\mathbb{Q}")
    return numbers and expr.args[1].value in ("+", "++")


def is_interval(expr: Expr) -> bool:
    """Tell whether two things stand in brackets, one of them square: an interval, where sets are spoken of."""
    return expr.op == "tuple" and expr.value in ("(", "[") and len(expr.args) == 2


def is_range(expr: Expr) -> bool:
    """Tell whether one thing stands in square brackets: the numbers up to it, where a set is wanted."""
    return expr.op == "tuple" and expr.value == "[" and len(expr.args) == 1


def is_quantifier(expr: Expr) -> bool:
    """Tell whether something is claimed of all, of some or of none."""
    return expr.op == "operator" and expr.value.startswith((r"\forall", r"\exists", r"\nexists"))


def is_list(expr: Expr) -> bool:
    """Tell whether several things stand in square brackets."""
    return expr.op == "tuple" and expr.value == "[" and len(expr.args) > 1


def space(base: Expr) -> str:
    """Say the space that a power of a letter makes."""
    return {r"\mathbb{R}": "real space"}.get(base.value, symbol_words(base.value))


def is_run(expr: Expr) -> bool:
    """Tell whether a relation says where an index starts."""
    return expr.op == "relation" and expr.value == "=" and len(expr.args) == 2


def is_draw(expr: Expr) -> bool:
    """Tell whether a relation says what something is drawn from."""
    return expr.op == "relation" and expr.value == r"\sim" and len(expr.args) == 2


def enumerated(parts: list[str]) -> str:
    """Join parts as a list; after "and so on up to" comes the last one without another "and"."""
    clean = [part.rstrip(",") for part in parts]
    for place in range(1, len(clean) - 1):
        if clean[place].startswith("and so on"):
            up_to = f"{', '.join(clean[:place])} and so on up to {clean[place + 1]}"
            return listed([up_to, *clean[place + 2 :]])
    if len(clean) > 1 and clean[-1].startswith("and so on"):
        return f"{', '.join(clean[:-1])} and so on"
    if len(clean) > 1 and any(
        "," in part or part.startswith("the list") or len(part.split()) >= LONG for part in clean[:-1]
    ):
        return f"{', '.join(clean[:-1])}, and {clean[-1]}"
    return listed(clean)
