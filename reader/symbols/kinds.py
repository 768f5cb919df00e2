r"""What kind of thing a symbol is (scalar, vector, matrix, set, function ...), from its face and from how it is used.

Each use gives evidence with a weight; ``settle_kind`` adds it up over all uses. ``x \in \mathbb{R}^d`` outweighs the
face, the face outweighs the letter's habit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reader.definitions import words
from reader.operators import Expr
from reader.symbols.path import Step, SymbolUse
from reader.symbols.printed import sign_boxes
from reader.symbols.spelling import Spelling, dissect

_ROLE_KINDS = {
    "operator": "operator", "sign": "operator", "relation": "relation", "bracket": "bracket", "transpose": "operator",
}  # fmt: skip
#: Blackboard letters that name number sets, and those that do something.
_NUMBER_SETS = frozenset("RZNCQ")
_BLACKBOARD = {"E": "operator", "V": "operator", "P": "distribution", "1": "function", "I": "function", "D": "function"}
_DISTRIBUTION_LETTERS = frozenset(("N", "U"))
_DENSITIES = frozenset(("p", "q", "P", "Q", r"\pi"))
_INDEX_LETTERS = frozenset("ijklmnst")
_COUNTERS = frozenset("ijklmnt")
_CONSTANTS = frozenset((r"\infty", r"\hbar", r"\emptyset"))
_MATRIX_FUNCTIONS = frozenset((r"\det", r"\mathrm{tr}", r"\mathrm{Tr}", r"\mathrm{rank}", r"\mathrm{trace}"))
#: The reason given where a formula states a membership.
STATED_SPACE = "the formula says what it is an element of"
_NAMED_KINDS = {noun: kind for kind, nouns in {
    "matrix": "matrix jacobian hessian",
    "vector": "vector embedding",
    "tensor": "tensor",
    "set": "set dataset space vocabulary corpus minibatch batch",
    "function": "function network mapping map classifier discriminator generator",
    "distribution": "distribution density prior posterior policy measure",
    "scalar": "loss objective cost risk energy "
    "scalar number coefficient rate temperature dimension dimensionality length threshold exponent size width "
    "depth count hyperparameter constant",
    "index": "index",
}.items() for noun in nouns.split()}  # fmt: skip
#: What the paper's first definition weighs (a length may be a function's value), and how many of them are heard.
_SAID, _SAID_SCALAR, _HEARD = 4.0, 2.5, 2
#: Evidence from places counts by the share of uses to this power; reasons given at most.
_SHARED, _REASONS = 0.5, 2
#: Weights of evidence: what the formula states, what only this kind can do, what is custom, what is habit.
_STATED, _TELLING, _CUSTOM, _HABIT = 6.0, 3.0, 2.0, 0.4


def settle_kind(uses: Sequence[SymbolUse]) -> str:
    """Give the likeliest kind over all uses of one symbol."""
    return judge_kind(uses)[0]


def judge_kind(
    uses: Sequence[SymbolUse], phrases: Sequence[str] = (), counting: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Give the likeliest kind of a symbol and what speaks for it, most telling first.

    Args:
        uses: all its uses. What the formulas state counts fully wherever it stands; what is only likely from a place
            counts by the share of uses in such places.
        phrases: what the paper says it is, surest first.
        counting: what the paper says it counts through ("runs from 1 to T").
    """
    if uses[0].role != "letter":
        return _ROLE_KINDS[uses[0].role], ()
    found: dict[tuple[str, str], tuple[float, int]] = {}
    for use in uses:
        for kind, weight, reason in set(_evidence(use, dissect(use.latex))):
            found[kind, reason] = (weight, found.get((kind, reason), (0.0, 0))[1] + 1)
    scored = {
        key: weight if weight >= _STATED else weight * (count / len(uses)) ** _SHARED
        for key, (weight, count) in found.items()
    }
    for place, phrase in enumerate(phrases[:_HEARD]):
        if kind := said_kind(phrase) or _several(phrase, uses[0].latex):
            weight = _SAID_SCALAR if kind == "scalar" else _SAID
            scored[kind, f"the paper says “{phrase}”"] = weight / (place + 1)
    if counting:  # which also makes it a number, as the formula may state
        scored["index", f"the paper says that it {counting}"] = _TELLING
        scored = {(("index", why) if kind == "scalar" else (kind, why)): w for (kind, why), w in scored.items()}
    votes: Counter[str] = Counter()
    for (kind, _), weight in scored.items():
        votes[kind] += weight  # type: ignore[assignment]
    if not votes:
        return "scalar", ()
    best = max(votes, key=lambda kind: votes[kind])
    reasons = sorted((reason for kind, reason in scored if kind == best), key=lambda r: -scored[best, r])
    return best, tuple(reasons[:_REASONS])


def said_kind(phrase: str) -> str:
    """Give the kind that a phrase names by its head ("weight matrix", "set of states"), or nothing."""
    head = ""
    for word in phrase.lower().split():
        if head and word in words.PREPOSITIONS | {"that", "which"}:
            break
        head = words.singular(word.strip("“”,").rsplit("-", 1)[-1])
    return _NAMED_KINDS.get(head, "")


def _several(phrase: str, latex: str) -> str:
    r"""Tell "parameters $\theta$", which one letter stands for, to be a vector; "weights $W$" may be a matrix."""
    spelling = dissect(latex)
    last = phrase.lower().split("$", maxsplit=1)[0].split()[-1:]
    small = spelling.letter.lstrip("\\")[:1].islower()
    whole = not spelling.sub and not spelling.sup and last in (["weights"], ["logits"], ["coefficients"])
    return "vector" if small and (whole or last == ["parameters"]) else ""


def kind_evidence(use: SymbolUse) -> list[tuple[str, float, str]]:
    """Kinds, weights and reasons that one use speaks for."""
    return list(_evidence(use, dissect(use.latex)))


def _evidence(use: SymbolUse, spelling: Spelling) -> Iterator[tuple[str, float, str]]:
    yield from _by_face(spelling)
    for node in use.dress():
        lower = spelling.letter.lstrip("\\")[:1].islower()
        if node.op == "transpose":
            yield "vector" if lower else "matrix", _CUSTOM, "it is transposed"
        elif node.op == "power" and node.args[1].op == "negative" and not lower and spelling.letter.isalpha():
            yield "matrix", _HABIT, "it is inverted"
    node, path = use.standing()
    if path:
        yield from _by_place(node, path[-1], path, spelling)


def _by_face(spelling: Spelling) -> Iterator[tuple[str, float, str]]:
    letter, face = spelling.letter, spelling.face
    if letter in _CONSTANTS:
        yield "constant", _STATED, "it is a fixed constant"
    elif face == "bb":
        yield "set" if letter in _NUMBER_SETS else _BLACKBOARD.get(letter, "set"), _STATED, "it is a blackboard letter"
    elif face == "cal":
        yield "distribution" if letter in _DISTRIBUTION_LETTERS else "set", _CUSTOM / 2, "it is calligraphic"
    elif face == "bold" and (len(letter) == 1 or letter.startswith("\\")):
        yield "matrix" if letter.lstrip("\\")[:1].isupper() else "vector", _CUSTOM, "it is bold"
    elif "vec" in spelling.accents and letter.islower():
        yield "vector", _CUSTOM, "it wears an arrow"
    elif face == "rm" and len(letter) > 1:
        yield "function", _HABIT, "it is an upright name"
    else:
        yield "scalar", _HABIT, "it is a plain letter"


def _by_place(node: Expr, step: Step, path: tuple[Step, ...], spelling: Spelling) -> Iterator[tuple[str, float, str]]:
    parent, place = step.parent, step.place
    capital = spelling.letter.lstrip("\\")[:1].isupper()
    match parent.op:
        case "apply" if place == 0:
            distribution = parent.args[1:] and parent.args[1].op == "conditional"
            density = spelling.letter in _DENSITIES and spelling.face == ""
            yield "distribution" if distribution or density else "function", _TELLING, "it is applied to an argument"
        case "apply" if parent.args[0].value in _MATRIX_FUNCTIONS:
            yield "matrix", _TELLING, "its determinant, trace or rank is taken"
        case "relation":
            yield from _by_relation(parent, place)
        case "tuple" if len(path) > 1 and path[-2].parent.op == "relation":
            yield from _by_relation(path[-2].parent, path[-2].place)
        case "big" if place == 2:
            yield "scalar", _TELLING, "it is an upper limit"
        case "big" if place == 1:
            yield "index", _TELLING if spelling.letter in _COUNTERS else _CUSTOM / 4, "a sum runs over it"
        case "index" if place == 1 and spelling.letter in _INDEX_LETTERS:
            yield "index", _CUSTOM / 2, "it is an index"
        case "expectation" if place == 1:
            likely = spelling.letter in _DENSITIES or spelling.face == "cal"
            yield "distribution", _TELLING if likely else _HABIT / 2, "an expectation is taken over it"
        case "divergence":
            yield "distribution", _TELLING, "it is compared by a divergence"
        case "norm" if place == 0:
            yield "matrix" if capital else "vector", _CUSTOM / 2, "its norm is taken"
        case "inner":
            yield "vector", _CUSTOM, "its inner product is taken"
        case "product" if capital and place + 1 < len(parent.args) and spelling.face == "":
            if _is_vector_like(parent.args[place + 1]):
                yield "matrix", _CUSTOM, "it multiplies a vector"


def _is_vector_like(node: Expr) -> bool:
    while node.op in ("index", "script", "transpose") and node.args:
        node = node.args[0]
    return node.op == "symbol" and dissect(node.value).letter[:1].islower() and not node.value.startswith("\\")


def _by_relation(parent: Expr, place: int) -> Iterator[tuple[str, float, str]]:
    signs = parent.value.split()
    after = signs[place] if place < len(signs) else ""
    before = signs[place - 1] if place else ""
    if after in (r"\in", r"\sim") and place + 1 < len(parent.args):
        kind = _element_of(parent.args[place + 1]) if after == r"\in" else ""
        if kind:
            yield kind, _STATED, STATED_SPACE
    if before == r"\in":
        yield "set", _TELLING, "something is an element of it"
    elif before == r"\sim":
        yield "distribution", _TELLING, "something is drawn from it"
    elif before in (r"\subset", r"\subseteq") or after in (r"\subset", r"\subseteq"):
        yield "set", _TELLING, "it is a subset or has one"


def _element_of(space: Expr) -> str:
    r"""Tell what an element of ``\mathbb{R}``, ``\mathbb{R}^d``, ``\mathbb{R}^{m \times n}`` or a set is; else ""."""
    if space.op == "set" or (space.op == "tuple" and space.value in "(["):
        return "scalar"
    if space.op == "symbol":
        return "scalar" if dissect(space.value).letter in _NUMBER_SETS and r"\mathbb" in space.value else ""
    if space.op in ("power", "script") and _element_of(space.args[0]) == "scalar":
        exponent = space.args[1]
        if sides := len(sign_boxes(exponent.span, r"\times")) or len(sign_boxes(exponent.span, ",")):
            return "matrix" if sides == 1 else "tensor"
        return "scalar" if exponent.value in ("+", "1") else "vector"
    return ""
