r"""Kinds that a symbol has from its family: ``\theta_{\mathrm{old}}`` and ``\tilde{\theta}`` are vectors as ``\theta`` is.

A use rarely shows what kind of thing such a variant is, or shows it wrongly (a divergence of ``\theta_{\mathrm{old}}``
stands for one of policies). Entries of a vector are no variants of it: an index that runs picks a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.definitions.latex import marks
from reader.definitions.related import runs
from reader.paper import Symbol
from reader.symbols.spelling import Spelling, dissect

#: what a variant may be because its base is
_HANDED_ON = frozenset({"vector", "matrix", "tensor", "set", "function", "distribution"})
#: reasons that say no more than how the symbol is printed, and such as a way of speaking may explain
_BARE = ("it is a plain letter", "it is an upright name")
_LOOSE = ("it is compared by a divergence", "something is drawn from it", "an expectation is taken over it")
_MARKS = frozenset((r"\prime", r"\prime\prime", "'", "*", r"\star", "+", "-"))
_ACCENTS = frozenset(("hat", "tilde", "bar", "vec", "check", "overleftarrow"))
#: how reasons begin that the paper itself gives
_STATED = ("the paper says", "it is an element of", "the formula says")


def with_family_kinds(symbols: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Give variants whose own uses say nothing certain the kind of their base, with the reason."""
    bases: dict[tuple[str, str], Symbol] = {}
    for symbol in symbols:
        spelled = dissect(symbol.latex)
        if not (spelled.accents or spelled.sub or spelled.sup) and symbol.kind in _HANDED_ON and symbol.because:
            bases.setdefault((spelled.letter, spelled.face), symbol)
    return tuple(_joined(symbol, bases.get(_family(symbol))) for symbol in symbols)


def _family(symbol: Symbol) -> tuple[str, str]:
    spelled = dissect(symbol.latex)
    return spelled.letter, spelled.face


def _joined(symbol: Symbol, base: Symbol | None) -> Symbol:
    if base is None or base.kind == symbol.kind or not _is_variant(dissect(symbol.latex), base.kind):
        return symbol
    stated = base.because[0].startswith(_STATED)
    reason = symbol.because[0] if symbol.because else _BARE[0]
    if not (reason in _BARE or (stated and reason in _LOOSE)) or base.because[0] in _BARE:
        return symbol
    return replace(symbol, kind=base.kind, because=(f"${base.latex}$ is a {base.kind}: {base.because[0]}",))


def _is_variant(spelled: Spelling, kind: str) -> bool:
    """Whether accents and scripts name another value of the same thing: a label, a prime or star, an accent."""
    if (spelled.sup and spelled.sup not in _MARKS) or set(spelled.accents) - _ACCENTS:
        return False
    if spelled.sub:
        index = marks(f"x_{{{spelled.sub}}}")[2:-1]
        if runs(("_{", *index, "}")) or not index or any(mark.isdigit() or mark == "," for mark in index):
            return False
        name = len(index[0]) > 1  # old, \theta; one letter is the label of a matrix more often than a place in it
        return name or (index[0].islower() and kind in ("matrix", "tensor"))
    return bool(spelled.accents or spelled.sup)
