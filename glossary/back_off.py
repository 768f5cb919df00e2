r"""From a symbol to the entries that may explain it, and back to words that fit the symbol as it is printed.

``\tilde{\boldsymbol{\mu}}_t`` may have an entry of its own; failing that, the entry of ``\tilde{\mu}``, then that of
``\mu`` explains it, and what its wave and its index add is said behind the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from glossary.notation import MAX_MEANING_WORDS, Notation, SymbolEntry
from reader.symbols.spelling import Spelling, dissect, normal

#: What it costs to give a part of the symbol up: a bold face is often mere style, an accent makes another quantity.
_COST = {"face": 1, "sup": 4, "sub": 5, "accents": 10}
#: Every choice of parts to give up, the cheapest first.
_STEPS = sorted(
    (parts for count in range(len(_COST) + 1) for parts in combinations(_COST, count)),
    key=lambda parts: sum(_COST[part] for part in parts),
)
_ACCENT_NOTES = {
    "hat": "estimated", "bar": "averaged", "tilde": "modified", "check": "modified", "breve": "modified",
    "dot": "its rate of change", "ddot": "its second derivative",
}  # fmt: skip
_SUPERSCRIPT_NOTES = {
    "*": "optimal",
    r"\star": "optimal",
    r"\prime": "another value",
    "-": "previous",
    r"\dagger": "conjugate",
}
_TIMES_SIGN, _VECTOR, _ARRAY = r"\times", "n", r"m\times n"
_TIMES = frozenset("ts")
_PARAMETERS = frozenset((r"\theta", r"\phi", r"\psi", r"\vartheta", r"\varphi"))
#: Signs that an index is read with; letters come from the notation's own Unicode fields.
_READABLE = {
    r"\sim": " ∼ ", r"\in": " ∈ ", r"\theta": "θ", r"\phi": "ϕ", r"\psi": "ψ", r"\pi": "π", r"\ell": "ℓ",
    r"\infty": "∞",
    r"\times": "×", r"\leq": "≤", r"\neq": "≠", r"\lambda": "λ", r"\mu": "μ", r"\tau": "τ", r"\rho": "ρ",
    r"\epsilon": "ϵ",
    r"\varepsilon": "ε", r"\alpha": "α", r"\beta": "β", r"\gamma": "γ", r"\varphi": "φ", r"\omega": "ω", r"\sigma": "σ",
    "-": "−", r"\prime": "′", r"\star": "*", r"\cdot": "·", r"\ldots": "…", r"\eta": "η", r"\xi": "ξ", r"\nu": "ν",
}  # fmt: skip
_PREPOSITIONS = (
    "with respect to", "with parameters", "up to step", "up to", "over the range", "over", "on item",
    "at step", "at time",
    "at position", "at", "of", "on", "for", "before", "number", "to", "through layer", "through", "after", "in", "with",
)  # fmt: skip
#: An index longer than this (in characters) is not read out in a meaning.
_MAX_INDEX = 16


@dataclass(frozen=True)
class Candidate:
    """An entry that may explain a symbol; ``lost`` says which of the symbol's parts the entry does not know of."""

    entry: SymbolEntry
    lost: frozenset[str]
    #: whether there is an entry for more of the symbol that leaves little else to mean
    behind: bool = False


def candidates(latex: str, notation: Notation) -> list[Candidate]:
    """Give the entries for a symbol, most specific first; each entry once."""
    spelling = dissect(latex)
    found: dict[str, Candidate] = {}
    for parts in _STEPS:
        lost = frozenset(part for part in parts if getattr(spelling, part))
        if lost != frozenset(parts):
            continue
        shorter = spelling.without(*parts).latex if parts else latex
        entries = notation.entries(shorter)
        if not entries and shorter.isalpha() and len(shorter) > 1:
            # a name set in italic letters: sin, softmax
            entries = notation.entries("\\" + shorter) or notation.entries(rf"\mathrm{{{shorter}}}")
        if not entries and not parts and spelling.face == "bb" and spelling.sup:
            # a space of vectors or arrays, whatever its size
            entries = notation.entries(rf"{spelling.core}^{{{_ARRAY if _TIMES_SIGN in spelling.sup else _VECTOR}}}")
        behind = any(candidate.entry.other == 0 for candidate in found.values())
        for entry in entries:
            found.setdefault(entry.latex, Candidate(entry, lost, behind))
    return list(found.values())


def fitted(meaning: str, latex: str, lost: frozenset[str] = frozenset()) -> str:
    """Fit a meaning to the symbol: its index in place, and notes on the parts that the entry does not know of."""
    spelling = dissect(latex)
    said: set[str] = set()
    for part, value in (("sub", spelling.sub), ("sup", spelling.sup)):
        if f"{{{part}}}" in meaning:
            said.add(part)
            meaning = _filled(meaning, part, value)
    short, colon, rest = meaning.partition(":")
    notes = "".join(note for part, note in _notes(spelling, lost) if part not in said)
    short = short.strip() + notes.replace(") (", ", ")
    text = f"{short}{colon}{rest}"
    return text if len(text.split()) <= MAX_MEANING_WORDS else " ".join(short.split()[:MAX_MEANING_WORDS])


def short_form(meaning: str) -> str:
    """Drop the explanation behind a meaning: "norm: length of a vector" → "norm"."""
    return meaning.partition(":")[0].strip()


def _filled(text: str, part: str, value: str) -> str:
    if readable := say_index(_bare(value)):
        return text.replace(f"{{{part}}}", readable)
    text = re.sub(rf"[对對]\s*\{{{part}\}}\s*的?\s*", "", text)
    text = re.sub(rf"(?:第|位置)\s*\{{{part}\}}\s*", lambda found: "某" if found.group()[0] == "第" else "某位置", text)
    prepositions = "|".join(_PREPOSITIONS)
    return re.sub(rf",?\s*(?:\b(?:{prepositions}))?\s*\{{{part}\}}", "", text).strip(" :,")


def _notes(spelling: Spelling, lost: frozenset[str]) -> Iterator[tuple[str, str]]:
    if "accents" in lost:
        yield from (("accents", f", {_ACCENT_NOTES[accent]}") for accent in spelling.accents if accent in _ACCENT_NOTES)
    if "sup" in lost:
        known = _SUPERSCRIPT_NOTES.get(spelling.sup)
        if note := f", {known}" if known else _index_note(_bare(spelling.sup)):
            yield "sup", note
    if "sub" in lost and (note := _index_note(spelling.sub)):
        yield "sub", note


def _bare(index: str) -> str:
    """Drop the brackets around all of an index."""
    inner = index[1:-1]
    return inner if index[:1] == "(" and index[-1:] == ")" and "(" not in inner and ")" not in inner else index


def _index_note(index: str) -> str:
    readable = say_index(index)
    letters = set(re.findall(r"\\[A-Za-z]+|[A-Za-z]", index))
    if not readable:
        return ""
    if letters & _PARAMETERS and len(letters) == 1:
        return f" with parameters {readable}"
    if re.search(r"\\(?:sim|in|neq|leq|geq)\b|[=<>]", index):
        return ""
    if letters and letters <= _TIMES:
        return f" at time {readable}"
    return f" ({readable})"


def say_index(index: str) -> str:
    r"""Write an index as plain text: ``t-1`` → "t−1", ``\mathrm{old}`` → "old"; "" where it is too long to read."""
    bare = re.sub(r"\\math[a-z]+|\\boldsymbol|\\(?:hat|tilde|bar)\b", "", normal(index))
    text = ""
    for token in re.findall(r"\\[A-Za-z]+|\\.|.", bare):
        if token in "{}^":
            continue
        text += _READABLE.get(token, token.lstrip("\\"))
    if re.fullmatch(r"[i-n]{2,3}", text) and text not in ("in", "min"):
        return ", ".join(text)
    text = re.sub(r"\s*([×·−+])\s*", r"\1", " ".join(text.split()))
    return text if len(text) <= _MAX_INDEX else ""
