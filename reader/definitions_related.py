r"""Symbols that are told apart only by an index or by arguments: what is said of one holds for the other.

Where a text defines $a_t$ and uses $a_k$ inside a formula, or defines $f$ and uses $f(x)$, the phrase carries over.
It is a last resort, and only sure definitions count: on the tuned texts 14 of 15 such answers were right where the
symbol stood inside formulas only and the relative's definition had log-odds above ``LEAST_ODDS``; fewer than half
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.definitions_latex import Marks
from reader.definitions_mentions import Item, Text

#: how sure the relative's definition must be, in log-odds, and what is taken off for carrying it over
LEAST_ODDS = 1.5
CARRIED_OVER = 1.0
#: marks beyond which a formula is nobody's relative
_LONGEST = 16


def relatives(prepared: Text, symbol: Marks) -> Iterator[Marks]:
    """The other symbols of the text that differ from this one by index or arguments only."""
    seen: set[Marks] = {symbol}
    for group in prepared.groups:
        for item in group.items:
            for other in (item.head, item.called, *item.members):
                if other and other not in seen and len(other) <= _LONGEST and _related(symbol, other):
                    seen.add(other)
                    yield other


def _related(a: Marks, b: Marks) -> bool:
    called_a, called_b = _called(a), _called(b)
    if called_a and called_b:
        return called_a == called_b
    if called_a == b or called_b == a:
        return True
    base_a, base_b = _base(a), _base(b)
    rest_a, rest_b = a[len(base_a) :], b[len(base_b) :]
    return (
        base_a == base_b
        and bool(rest_a)
        and bool(rest_b)
        and rest_a[0] == rest_b[0] == "_{"
        and _one_script(rest_a)
        and _one_script(rest_b)
    )


def _called(run: Marks) -> Marks:
    return Item(0, run, run, "").called


def _base(run: Marks) -> Marks:
    """The letter with its accent."""
    if run[0].endswith("{") and run[0] != r"\{" and "}" in run:
        return run[: run.index("}") + 1]
    return run[:1]


def _one_script(run: Marks) -> bool:
    return run[-1] == "}" and run.count("}") == 1
