"""Formulas in running text: grown from the items that ``reader.page.labels`` finds to be mathematics.

They grow outwards through what belongs to them: attached brackets and digits, both sides of an operator, a function's argument.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.item import SCRIPT_RATIO, Item
from reader.page.joints import COMMA_GAP, DOTS, JUXTAPOSED, OPERATOR_GAP, Joint, gap_between
from reader.page.label import CLOSERS, OPENERS, Label
from reader.page.signs import OPERATORS
from reader.page.word_runs import same_word

#: em; a bracket or a digit before a mark stands this close
ATTACHED = 0.12
#: em; before "(mod n)", 8 of 18 mu, more in a stretched line
MODULUS_GAP = 0.7
#: items in brackets before a mark that is surely mathematics, at most: ``(0, \infty)``
BRACKETED = 12
#: brackets that words do not stand in
NOT_IN_PROSE = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil", r"\llbracket"})
#: marks that make no formula by themselves: bullets, dashes, what marks a comment
NO_FORMULA = frozenset(["-", "--", "*", r"\sim", r"\cdot", r"\ldots", "'", r"\prime", r"\circ", "|", r"\triangleright"])


def formula_spans(items: Sequence[Item], labels: Sequence[Label], size: float) -> list[tuple[int, int]]:
    """First and last-but-one item of every formula on a line whose type has ``size`` (points), left to right."""
    spans: list[tuple[int, int]] = []
    done = 0
    math, function = Label.MATH, Label.FUNCTION
    for i in [k for k, label in enumerate(labels) if label is math or label is function]:
        if i < done:
            continue
        if labels[i] is math or _begins_argument(items, labels, i, size):
            start = _grow_left(items, labels, i, spans[-1][1] if spans else 0, size)
            end = _with_modulus(items, _grow_right(items, labels, start, i, size), size)
            start = _listed(items, labels, start, spans[-1][1] if spans else 0, size)
            start, end = _in_brackets(items, labels, start, end, spans[-1][1] if spans else 0, size)
            start, end = _trim(items, labels, start, end, i)
            if _crossed(items, start, end) and start > (spans[-1][1] if spans else 0):
                start, end = start - 1, end + 1
            if _is_formula(items[start:end], labels[start:end]):
                spans.append((start, end))
            done = end
    return spans


def _crossed(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether brackets are left out on both sides that belong to others inside: ``a) / (b`` of "(a) / (b)"."""
    if not start or end >= len(items) or items[start - 1].latex not in OPENERS or items[end].latex not in CLOSERS:
        return False
    depth = 0
    for item in items[start:end]:
        depth += (item.latex in OPENERS) - (item.latex in CLOSERS)
        if depth < 0:
            return True
    return False


def _begins_argument(items: Sequence[Item], labels: Sequence[Label], i: int, size: float) -> bool:
    """Whether the function word at ``i`` is followed, without a word space, by mathematics or a bracket."""
    k = i
    while k + 1 < len(items) and labels[k + 1] is Label.FUNCTION and same_word(items[k], items[k + 1]):
        k += 1
    if k + 1 >= len(items) or gap_between(items, k, k + 1, size) > JUXTAPOSED + 0.03 or items[k + 1].space:
        return False
    follower = labels[k + 1]
    if follower is Label.MATH:
        return True
    return items[k + 1].latex in ("(", "[", r"\{") and any(
        labels[m] is Label.MATH for m in range(k + 2, min(k + 8, len(items)))
    )


def _with_modulus(items: Sequence[Item], end: int, size: float) -> int:
    """``end``, moved behind "(mod n)" where that follows: TeX leaves a gap before it that is wider than any other."""
    if end + 5 >= len(items) or items[end].latex != "(" or "".join(i.latex for i in items[end + 1 : end + 4]) != "mod":
        return end
    if gap_between(items, end - 1, end, size) > MODULUS_GAP:
        return end
    depth = 0
    for k in range(end, min(end + BRACKETED, len(items))):
        depth += (items[k].latex in OPENERS) - (items[k].latex in CLOSERS)
        if depth == 0:
            return k + 1
    return end


def _grow_right(items: Sequence[Item], labels: Sequence[Label], left: int, start: int, size: float) -> int:
    """End of the formula that has grown from ``start`` to the left as far as ``left``."""
    opened = max(0, _balance(items[left:start]))
    inside = int(start > 0 and items[start - 1].latex in NOT_IN_PROSE)
    depth = inside + (items[start].latex in OPENERS) - (items[start].latex in CLOSERS)
    for end in range(start + 1, len(items)):
        joint = Joint(items, labels, end, depth, size)
        if labels[end] is Label.WORD or (depth == inside == 0 and joint.ends_clause()) or not joint.holds():
            return end
        if items[end].latex in OPENERS:
            depth += 1
        elif items[end].latex in CLOSERS and depth <= inside and opened > 0:
            opened -= 1
        elif items[end].latex in CLOSERS:
            if depth <= inside == 0 and not _opens_before(items, start):
                return end
            depth -= 1
    return len(items)


def _opens_before(items: Sequence[Item], start: int) -> bool:
    return start > 0 and items[start - 1].latex in OPENERS


def _grow_left(items: Sequence[Item], labels: Sequence[Label], start: int, floor: int, size: float) -> int:
    begin = start
    while begin > floor:
        item, label = items[begin - 1], labels[begin - 1]
        gap = gap_between(items, begin - 1, begin, size)
        operator = items[begin].latex in OPERATORS and (items[begin].latex != "-" or _subtracts(items, begin, size))
        if (
            (label is Label.NEUTRAL and gap <= _left_limit(item, operator))
            or (
                label is Label.PUNCTUATION
                and item.latex == "."
                and gap < 0.1
                and begin - 1 > floor
                and items[begin - 2].latex.isdigit()
                and items[begin].latex.isdigit()
            )
            or (label is Label.FUNCTION and gap <= (OPERATOR_GAP if operator else JUXTAPOSED))
            or (label is Label.WORD and gap <= ATTACHED and _differential(items, labels, begin - 1))
        ):
            begin -= 1
        else:
            break
    return begin


def _listed(items: Sequence[Item], labels: Sequence[Label], start: int, floor: int, size: float) -> int:
    """``start``, moved before the numbers of a list that goes on with dots: "1, 2, ..., n"."""
    begin = start
    if items[start].latex not in DOTS:
        return start
    while (
        begin - 2 >= floor and items[begin - 1].latex == "," and gap_between(items, begin - 1, begin, size) <= COMMA_GAP
    ):
        k = begin - 1
        while k > floor and items[k - 1].latex.isdigit() and labels[k - 1] is Label.NEUTRAL and not items[k].space:
            k -= 1
        if k == begin - 1:
            break
        begin = start = k
    return start


def _subtracts(items: Sequence[Item], k: int, size: float) -> bool:
    """Whether a minus has room on its right, as it has between two terms and not before one."""
    return k + 1 < len(items) and items[k].math and gap_between(items, k, k + 1, size) >= ATTACHED


def _differential(items: Sequence[Item], labels: Sequence[Label], k: int) -> bool:
    """Whether a lone upright letter stands right before a mark of mathematics: the d of a differential."""
    item, after = items[k], items[k + 1]
    sure = labels[k + 1] is Label.MATH and (after.math or after.face == "it")
    if item.face not in ("rm", "bf") or after.space or not sure:
        return False
    if not (len(item.latex) == 1 and item.latex.isalpha()) or after.size <= SCRIPT_RATIO * item.size:
        return False
    return k == 0 or item.space or not same_word(items[k - 1], item)


def _left_limit(item: Item, operator: bool) -> float:
    """How far (em) an item that is neither word nor mathematics may stand before a formula, and before an operator."""
    if operator and (item.latex.isdigit() or item.latex in CLOSERS):
        return OPERATOR_GAP
    return JUXTAPOSED if item.latex in NOT_IN_PROSE else ATTACHED


def _in_brackets(
    items: Sequence[Item], labels: Sequence[Label], start: int, end: int, floor: int, size: float
) -> tuple[int, int]:
    """The formula with the brackets round it and what stands in them before it, where that holds no words: ``(0, x]``."""
    if end >= len(items) or items[end].latex not in CLOSERS or gap_between(items, end - 1, end, size) > JUXTAPOSED:
        return start, end
    depth, begin = 1, start
    while begin > max(floor, start - BRACKETED):
        gap = gap_between(items, begin - 1, begin, size)
        begin -= 1
        item, label = items[begin], labels[begin]
        spread = COMMA_GAP if item.latex in (",", ";") else OPERATOR_GAP if item.latex in OPERATORS else JUXTAPOSED
        if (
            gap > spread
            or label in (Label.WORD, Label.FUNCTION)
            or (label is Label.PUNCTUATION and item.latex not in (",", ";", "."))
        ):
            return start, end
        depth += (item.latex in CLOSERS) - (item.latex in OPENERS)
        if depth == 0:
            return (begin, end + 1) if begin + 1 < start else (start, end)
    return start, end


def _trim(items: Sequence[Item], labels: Sequence[Label], start: int, end: int, core: int) -> tuple[int, int]:
    """Give back trailing punctuation, unbalanced brackets and trailing operators that belong to the prose."""
    changed = True
    while changed and start < end:
        changed = False
        last, first = items[end - 1], items[start]
        if (
            (
                (labels[end - 1] is Label.PUNCTUATION and (last.latex != "!" or last.space))  # "n!" is a factorial
                or (labels[end - 1] is Label.FUNCTION and end - 1 > core)
                or last.latex in ("--", "---")
            )
            or (last.latex in CLOSERS and _balance(items[start:end]) < 0)
        ):
            end, changed = end - 1, True
        elif first.latex in OPENERS and (_balance(items[start:end]) > 0 or _wraps_all(items[start:end])):
            wraps = _wraps_all(items[start:end])
            if wraps and first.latex in NOT_IN_PROSE:
                break
            if wraps and any(i.latex == "," for i in items[start:end]):
                break
            start, end, changed = start + 1, end - wraps, True
        elif last.latex in OPENERS:
            end, changed = end - 1, True
        elif first.latex in CLOSERS or (
            labels[start] is Label.NEUTRAL and first.latex in ("/", "--", "---", "*", r"\&", r"\%")
        ):
            start, changed = start + 1, True
        elif last.latex in ("/", "-") and not last.math:
            end, changed = end - 1, True
        elif (
            first.latex == "-" and not first.math and start > 0 and labels[start - 1] is Label.WORD and not first.space
        ):
            start, changed = start + 1, True  # a hyphen
    return start, end


def _balance(items: Sequence[Item]) -> int:
    return sum((i.latex in OPENERS) - (i.latex in CLOSERS) for i in items)


def _wraps_all(items: Sequence[Item]) -> bool:
    """Whether the first bracket closes with the last item."""
    if len(items) < 3 or items[0].latex not in OPENERS or items[-1].latex not in CLOSERS:
        return False
    depth = 0
    for k, item in enumerate(items):
        depth += (item.latex in OPENERS) - (item.latex in CLOSERS)
        if depth == 0:
            return k == len(items) - 1
    return False


def _is_formula(items: Sequence[Item], labels: Sequence[Label]) -> bool:
    """At least one real mark of mathematics: a lone dash, bullet or tilde is none; and no name such as C++."""
    if [item.latex for item in items[:3]][-2:] == ["+", "+"] and all(item.size == items[0].size for item in items[:3]):
        return False
    return any(label is Label.MATH and item.latex not in NO_FORMULA for item, label in zip(items, labels, strict=True))
