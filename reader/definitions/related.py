r"""Symbols that are told apart only by an index or by arguments: what is said of one may hold for the other.

Where a text defines $a_t$ and uses $a_k$ inside a formula, or defines $f$ and uses $f(x)$, the phrase carries over. It is
a last resort, and only sure definitions count: on the tuned texts 14 of 15 such answers were right where the symbol stood
inside formulas only and the relative's definition had log-odds above ``LEAST_ODDS``; fewer than half elsewhere.

Over a whole paper the danger is greater: $L_T$ is not $L_t$, $D_{KL}$ is not $D$, $x_0$ is not $x_t$. There, only indices
that count (a letter that runs, such a letter with a number) stand for each other; see ``loan``.
"""

from __future__ import annotations

import re

from reader.definitions.latex import Marks
from reader.definitions.mentions import Item, Text

#: how sure the relative's definition must be, in log-odds, and what is taken off for carrying it over
LEAST_ODDS = 1.0
CARRIED_OVER = 1.0
#: marks beyond which a formula is nobody's relative
_LONGEST = 16
#: what is taken off, in log-odds, where only arguments differ, where the running index differs, where one has no index
_ARGUMENTS_LOAN, _INDEX_LOAN, MEMBER_LOAN, FAMILY_LOAN = 0.5, 1.0, 1.5, 2.0
#: letters that run over positions, times, items and layers
_RUNNING = frozenset(("i", "j", "k", "l", "m", "n", "s", "t", "u", "v", r"\ell", r"\tau", r"\prime"))
_SIGNS = frozenset(("+", "-", ","))


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


_ARGUMENTS, _LOWER_INDEX = 1, 2


def distance(a: Marks, b: Marks) -> int:
    """Tell how two symbols of one letter differ.

    1: by arguments only (f and f(x)); 2: by the value of their lower index (x_t and x_s); ``UNRELATED``: otherwise.
    """
    called_a, called_b = _called(a) or a, _called(b) or b
    if called_a == called_b:
        return _ARGUMENTS
    (base_a, low_a, up_a), (base_b, low_b, up_b) = parts(called_a), parts(called_b)
    alike = base_a == base_b and up_a == up_b == () and low_a and low_b
    return _LOWER_INDEX if alike else UNRELATED


def loan(wanted: Marks, other: Marks, of_many: bool) -> float | None:
    r"""Tell what to take off, in log-odds, if what is said of ``other`` is said of ``wanted``; None: do not.

    Args:
        wanted: the symbol of which the paper says nothing itself.
        other: a symbol of which it does.
        of_many: whether that was said of several together ("words $w_1, \ldots, w_T$"), so that it holds for any index.

    A member takes what is said of its family (``x_i`` of ``x``); the other way round only where the index is one small
    letter that papers leave out ("topic proportions $\theta_d$" for θ): what has the members of a sequence for parts
    does not ("words $w_i$" are no w), see ``LIST_ITEMS``. A symbol with fewer indices takes what is said with more.
    """
    a, b = _called(wanted) or wanted, _called(other) or other
    if a == b:  # what is said of the value f(x + y) is not said of f
        return None if Item(0, other, other, "").has_formula_inside else _ARGUMENTS_LOAN
    (base, low_a, up_a), (base_b, low_b, up_b) = parts(a), parts(b)
    if base != base_b or (base[0] in _RUNNING and not (low_a and low_b)):
        return None
    scripts = [(low_a, low_b), (up_a, up_b)]
    changed = [(x, y) for x, y in scripts if x != y]
    if len(changed) != 1:
        return None
    mine, theirs = changed[0]
    if mine and theirs:
        if (
            runs(mine) and _letters(mine) and _letters(theirs)[1:] == _letters(mine)
        ):  # z_n of z_{dn}, the document left out
            return _INDEX_LOAN
        fits = runs(theirs) or (of_many and _counts(theirs))
        return _INDEX_LOAN if fits and _counts(mine) and _length(mine) == _length(theirs) else None
    if mine:
        return MEMBER_LOAN if runs(mine) else None
    return FAMILY_LOAN if _is_letter(theirs) and not up_b and not base[-1][0].isupper() else None


def bolds_of(wanted: Marks) -> list[Marks]:
    r"""The bold vectors or matrices that a plain letter with a running index may be an entry of: ``w_{ij}`` of **W**."""
    base, low, up = parts(wanted)
    if len(base) != 1 or up or not runs(low) or not (len(base[0]) == 1 and base[0].isalpha()):
        return []
    letters = [base[0]] if _length(low) == 1 else [base[0].upper(), base[0]]
    return [(rf"\mathbf{{{letter}}}",) for letter in letters]


def runs(script: Marks) -> bool:
    """Whether a script is a running letter, several of them, or one with a number: t, ij, t-1, (l)."""
    inner = [mark for mark in script if mark not in ("_{", "^{", "}", "(", ")")]
    letters = [mark for mark in inner if mark in _RUNNING]
    return bool(letters) and all(mark in _RUNNING or mark.isdigit() or mark in _SIGNS for mark in inner)


def _counts(script: Marks) -> bool:
    """Whether a script picks one of many: it runs, or is a number or a capital that ends a range."""
    inner = [mark for mark in script if mark not in ("_{", "^{", "}", "(", ")")]
    return runs(script) or (bool(inner) and all(re.fullmatch(r"\d+|[A-Z]|[,+-]", mark) for mark in inner))


def _letters(script: Marks) -> Marks:
    """The letters of a script that is nothing but small letters; else none."""
    inner = tuple(mark for mark in script if mark not in ("_{", "^{", "}", ","))
    return inner if all(len(mark) == 1 and mark.islower() for mark in inner) else ()


def _is_letter(script: Marks) -> bool:
    """Whether a lower script is one small letter, which tells members apart or times."""
    return script[:1] == ("_{",) and len(_letters(script)) == 1 and len(script) == 3


def _length(script: Marks) -> int:
    """How many indices a script has: two for ij and for i,j."""
    return sum(mark.isalnum() or mark.startswith("\\") for mark in script if mark not in (r"\prime",)) - sum(
        script[i] in ("+", "-") for i in range(len(script))
    )


def _called(run: Marks) -> Marks:
    return Item(0, run, run, "").called


def parts(run: Marks) -> tuple[Marks, Marks, Marks]:
    """Split a symbol into its letter with accent, its lower script and the rest, which counts as its upper one."""
    base = run[:1]
    if run[0].endswith("{") and run[0] != r"\{" and "}" in run:
        base = run[: run.index("}") + 1]
    rest = run[len(base) :]
    if not rest or rest[0] != "_{":
        return base, (), rest
    depth = 0
    for i, mark in enumerate(rest):
        depth += mark.endswith("{") - (mark == "}")
        if depth == 0:
            return base, rest[: i + 1], rest[i + 1 :]
    return base, rest, ()
