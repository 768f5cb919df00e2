"""The explanation of an equation: three to six sentences, each with what supports it.

Nothing is said that was not found: sentences come from the pattern that was matched (its entry in ``data/patterns``), with
the formulas that were found in its roles; from the equation itself; and from what the paper says of its symbols.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from patterns.library import Library, load_library
from patterns.match import Match
from patterns.normal import normal
from patterns.roles import EMPTY, UNDECIDED, Context
from patterns.schema import Entry, Explanation
from patterns.sites import statements
from patterns.terms import Term, base_of, walk
from reader.expression.parse import expr_latex
from reader.operators import Expr

#: at most so many sentences, and how many are enough to leave the symbols to themselves
LONGEST, ENOUGH = 6, 3
#: formulas longer than this (in characters of LaTeX) are not repeated inside a sentence
READABLE = 90
#: constants that vanish under a derivative, by their usual letters
_CONSTANTS = frozenset({"C", "const", "constant", "const."})

_BOUNDS = ("\\leq", "\\le", "<", "\\geq", "\\ge", ">", "\\leqslant", "\\geqslant", "\\lesssim", "\\gtrsim")
#: what the four kinds of optimum say
_OPTIMA = {
    "max": "It takes the largest value that something can have.",
    "min": "It takes the smallest value that something can have.",
    "argmax": "It asks where something is largest.",
    "argmin": "It asks where something is smallest.",
}

_ROLE = re.compile(r"\$\{(\w+)\}\$")


@dataclass(frozen=True)
class Sentence:
    """One sentence (formulas in ``$...$``) and what it rests on: ``pattern:<id>``, ``rule:<name>``, or a quote."""

    text: str
    because: str


def explain(
    expr: Expr, matches: Sequence[Match], context: Context | None = None, library: Library | None = None
) -> list[Sentence]:
    """Three to six supported sentences about an equation; fewer where little is known of it."""
    around, books = context or EMPTY, library or load_library()
    said: list[Sentence] = _claim(expr, around)
    for place, found in enumerate(matches):
        entry = books.entries[found.id]
        if entry.tier == "form" and said:
            continue
        if place > 0:
            said.append(_also(found, entry, books))
            continue
        told = _told(found, entry, books)
        if not (found.id == "bound" and said and said[0].because == "rule:inequality"):  # it has just been said
            said.append(_shape(found, entry, books))
        said += _parts(found, entry, told, around)
        said += _filled(told.extreme, found)
        said += _whys(found, told, books)
    said += _constant(expr)
    if len(said) > ENOUGH:
        said = [sentence for sentence in said if sentence.because != "rule:equation"]
    if len(said) < ENOUGH:
        quoted = {sentence.because for sentence in said}
        said += [sentence for sentence in _symbols(expr, around) if sentence.because not in quoted]
    unique = list(dict.fromkeys(said))
    return _trimmed(unique)


def _trimmed(said: list[Sentence]) -> list[Sentence]:
    """At most ``LONGEST``, keeping the order; the least telling kinds go first."""
    while len(said) > LONGEST:
        weakest = max(range(len(said)), key=lambda i: (_WEAK.get(said[i].because, 1), i))
        said = said[:weakest] + said[weakest + 1 :]
    return said


#: which sentences to leave out first where there are too many (1: any other)
_WEAK = {"rule:equation": 2, "rule:additive constant": 0}


def _claim(expr: Expr, context: Context) -> list[Sentence]:
    """What is defined or claimed: read off the first statement."""
    found = statements(normal(expr))
    if not found or len(found[0].sides) < 2:
        return []
    first = found[0]
    sign = first.signs[0] if first.signs else "="
    if first.sides[0].op == "none" or first.sides[0].source.op == "nothing":
        return _carried_on(sign)
    left = _latex(first.sides[0].source)
    if not left:
        return []
    phrase = context.quoted(first.sides[0])
    if phrase and sign not in _BOUNDS:
        return [Sentence(f"This is about ${left}$, which the paper calls “{phrase}”.", f"quote:{phrase}")]
    if sign in ("\\leftarrow", "\\gets", "\\longleftarrow"):
        return [Sentence(f"The value of ${left}$ is replaced by a new one.", "rule:assignment")]
    if sign in (":=", "\\coloneqq", "\\triangleq", "\\doteq", "\\equiv"):
        return [Sentence(f"This defines ${left}$.", "rule:definition sign")]
    if (sign == "=" and base_of(first.sides[0]).op in ("sym", "text")) or (sign == "=" and first.sides[0].op == "app"):
        return [Sentence(f"This says what ${left}$ is equal to.", "rule:equation")]
    if sign in _BOUNDS:
        side = "above" if sign in ("\\leq", "\\le", "<", "\\leqslant", "\\lesssim") else "below"
        return [Sentence(f"This bounds ${left}$ from {side}.", "rule:inequality")]
    if sign in ("\\approx", "\\simeq"):
        return [Sentence(f"This approximates ${left}$.", "rule:approximation sign")]
    if sign == "\\propto":
        return [Sentence(f"This gives ${left}$ up to a constant factor.", "rule:proportionality sign")]
    return []


def _carried_on(sign: str) -> list[Sentence]:
    """A line that starts with a relation sign."""
    if sign in _BOUNDS:
        return [Sentence("This carries on the chain of relations before it with one more bound.", "rule:chain")]
    if sign == "=":
        return [Sentence("This carries on the chain of relations before it.", "rule:chain")]
    return []


def _told(found: Match, entry: Entry, library: Library) -> Explanation:
    """The sentences of a variant where it has its own, else those of its pattern."""
    variant = library.variant(found.id, found.variant)
    return variant.explanation if variant is not None and variant.explanation is not None else entry.explanation


def _because(found: Match) -> str:
    return f"pattern:{found.id}" + (f"/{found.variant}" if found.variant else "")


def _shape(found: Match, entry: Entry, library: Library) -> Sentence:
    """What kind of thing the equation is."""
    variant = library.variant(found.id, found.variant)
    text = _told(found, entry, library).shape
    if found.id == "optimum" and variant is None:
        text = _OPTIMA.get(normal(found.subject).value, text)
    if variant is not None and variant.explanation is None:
        text = f"{text} More exactly: {variant.name}, {variant.says}."
    return Sentence(text, _because(found))


def _also(found: Match, entry: Entry, library: Library) -> Sentence:
    """A further pattern, named and said in a few words."""
    variant = library.variant(found.id, found.variant)
    name, says = (variant.name, variant.says) if variant is not None else (entry.name, entry.says)
    return Sentence(f"Also here: {name} – {says}.", _because(found))


def _parts(found: Match, entry: Entry, told: Explanation, context: Context) -> list[Sentence]:
    """Who plays which role, in one sentence, with the reason where the symbols were told apart."""
    model, data = entry.orient.get("model", ""), entry.orient.get("data", "")
    if found.why.get(model) == UNDECIDED:
        pair = [_latex(found.roles[role]) for role in (model, data) if role in found.roles]
        if len(pair) < 2 or not all(pair):
            return []
        return [Sentence(f"It compares ${pair[0]}$ with ${pair[1]}$.", _because(found))]
    texts = [s.text for s in _filled(told.parts, found)]
    if not texts:
        return []
    reasons = [
        found.why[role] for role in found.roles if found.why.get(role, "").startswith("the model's side, because")
    ]
    said = " ".join(texts)
    if reasons:
        said += f" ${_latex(found.roles[model])}$ is {reasons[0]}." if model in found.roles else ""
    return [Sentence(said, f"pattern:{found.id}")]


def _whys(found: Match, told: Explanation, library: Library) -> list[Sentence]:
    """Why weights and constants are there."""
    variant = library.variant(found.id, found.variant)
    return _filled((*told.why, *(variant.why if variant else ())), found)


def _filled(texts: Sequence[str], found: Match) -> list[Sentence]:
    """Sentences all of whose roles were found and can be shown."""
    made: list[Sentence] = []
    for text in texts:
        roles = _ROLE.findall(text)
        shown = {role: _latex(found.roles[role]) for role in roles if role in found.roles}
        if all(shown.get(role) for role in roles):
            filled = text
            for role, latex in shown.items():
                filled = filled.replace(f"${{{role}}}$", f"${latex}$")
            made.append(Sentence(filled, f"pattern:{found.id}"))
    return made


def _latex(expr: Expr) -> str:
    """The LaTeX of a part, empty where it would be too long to read inside a sentence."""
    latex = expr_latex(expr).strip()
    return latex if len(latex) <= READABLE else ""


def _constant(expr: Expr) -> list[Sentence]:
    """An additive constant vanishes when one differentiates."""
    for statement in statements(normal(expr)):
        for side in statement.sides:
            if side.op != "sum":
                continue
            for term in side.args:
                body = term.args[0] if term.op == "neg" else term
                if _is_constant(body):
                    latex = _latex(body.source)
                    text = f"The constant ${latex}$ does not change where the minimum is: its derivative is zero."
                    return [Sentence(text, "rule:additive constant")]
    return []


def _symbols(expr: Expr, context: Context) -> list[Sentence]:
    """What the paper says of symbols in the equation, as it says it."""
    said: list[Sentence] = []
    for part in walk(normal(expr)):
        phrase = context.definitions.get(part.source.value) if part.op == "sym" else None
        if phrase:
            said.append(Sentence(f"Here ${part.source.value}$ is “{phrase}”.", f"quote:{phrase}"))
    return list(dict.fromkeys(said))[:2]


def _is_constant(term: Term) -> bool:
    return term.op in ("sym", "text") and (term.plain in _CONSTANTS or term.value.strip("\\ ") in _CONSTANTS)
