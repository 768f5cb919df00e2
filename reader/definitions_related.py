r"""Symbols that are told apart only by an index or by arguments: what is said of one holds for the other.

Where a text defines $a_t$ and uses $a_k$ inside a formula, or defines $f$ and uses $f(x)$, the phrase carries over.
It is a last resort, and only sure definitions count: on the tuned texts 14 of 15 such answers were right where the
symbol stood inside formulas only and the relative's definition had log-odds above ``LEAST_ODDS``; fewer than half
elsewhere.
"""

from __future__ import annotations

from reader.definitions_latex import Marks
from reader.definitions_mentions import Item, Text

#: how sure the relative's definition must be, in log-odds, and what is taken off for carrying it over
LEAST_ODDS = 1.5
CARRIED_OVER = 1.0
#: marks beyond which a formula is nobody's relative
_LONGEST = 16


#: distance of symbols that share no letter
UNRELATED = 9


def heads(prepared: Text) -> set[Marks]:
    """Collect the symbols that stand in front of a relation, alone, as a function's head or in braces."""
    return {
        head
        for group in prepared.groups
        for item in group.items
        for head in (item.head, item.called, *item.members)
        if head and len(head) <= _LONGEST
    }


def relatives(prepared: Text, symbol: Marks) -> list[Marks]:
    """List the other symbols of the text that differ from this one by a lower index or by arguments only."""
    near = [other for other in heads(prepared) - {symbol} if distance(symbol, other) <= _LOWER_INDEX]
    return sorted(near, key=lambda other: (distance(symbol, other), other))


_ARGUMENTS, _LOWER_INDEX, _UPPER_INDEX, _BARE = 1, 2, 3, 4


def distance(a: Marks, b: Marks) -> int:
    r"""Tell how two symbols of one letter differ.

    1: by arguments only (f and f(x)); 2: by the value of their lower index (x_t and x_s); 3: by their upper scripts
    (a_i and a_i^l); 4: one has no script at all (\mu and \mu_i); ``UNRELATED``: otherwise.
    """
    called_a, called_b = _called(a) or a, _called(b) or b
    if called_a == called_b:
        return _ARGUMENTS
    a, b = called_a, called_b
    base = _base(a)
    if base != _base(b):
        return UNRELATED
    (low_a, up_a), (low_b, up_b) = _scripts(a[len(base) :]), _scripts(b[len(base) :])
    if up_a == up_b == () and low_a and low_b:
        return _LOWER_INDEX
    if low_a == low_b and low_a:
        return _UPPER_INDEX
    if (a == base or b == base) and (low_a or low_b or up_a or up_b):
        return _BARE
    return UNRELATED


def _called(run: Marks) -> Marks:
    return Item(0, run, run, "").called


def _base(run: Marks) -> Marks:
    """Return the letter with its accent."""
    if run[0].endswith("{") and run[0] != r"\{" and "}" in run:
        return run[: run.index("}") + 1]
    return run[:1]


def _scripts(rest: Marks) -> tuple[Marks, Marks]:
    """Split what follows a letter into its lower and upper script; anything else counts as an upper one."""
    if not rest or rest[0] != "_{":
        return (), rest
    depth = 0
    for i, mark in enumerate(rest):
        depth += mark.endswith("{") - (mark == "}")
        if depth == 0:
            return rest[: i + 1], rest[i + 1 :]
    return rest, ()
