"""Formulas in running text: grown from the items that ``reader.page.labels`` finds to be mathematics.

They grow outwards through what belongs to them: attached brackets and digits, both sides of an operator, a function's argument.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Fraction
from reader.page.joints import (
    COMMA_GAP,
    DOTS,
    JUXTAPOSED,
    NULL_DELIMITER,
    OPERATOR_GAP,
    OPERATOR_SPACE,
    Joint,
    gap_between,
)  # fmt: skip
from reader.page.label import CLOSERS, OPENERS, Label
from reader.page.signs import OPERATORS, RELATING
from reader.page.word_runs import same_word

#: em; a bracket or a digit before a mark stands this close
ATTACHED = 0.12
#: em; before "(mod n)", 8 of 18 mu, more in a stretched line
MODULUS_GAP = 0.7
#: items in brackets before a mark that is surely mathematics, at most: ``(0, \infty)``
BRACKETED = 12
#: words in brackets of a formula, and marks there, at most: p(data|model); letters of a name that is calculated with
ASIDE_WORDS, LONGEST_ASIDE, SHORTEST_NAME = 2, 30, 2
#: signs that stand beside words of a sentence, too
UNCALCULATED = frozenset({":", "/", "-", "|", r"\|", r"\sim", r"\backslash", *r"\rightarrow \Rightarrow".split()})
#: brackets that words do not stand in
NOT_IN_PROSE = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil", r"\llbracket"})
#: marks that make no formula by themselves: bullets, dashes, what marks a comment
NO_FORMULA = frozenset(["-", "--", "*", r"\sim", r"\cdot", r"\ldots", "'", r"\prime", r"\circ", "|", r"\triangleright"])
#: marks that say nothing where nothing else is there: signs of menus and tables, ends of proofs, dots
ALONE = frozenset(
    r"= < > + \rightarrow \leftarrow \leftrightarrow \uparrow \downarrow \updownarrow \square \blacksquare".split()
).union([*DOTS, r"\vdots", r"\ddots", r"\degree"])


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
            goes_on = start == 0 and items[start].latex in DOTS  # of a formula that began on the line before
            if goes_on or _is_formula(items[start:end], labels[start:end]):
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
    end = start + 1
    while end < len(items):
        if labels[end] is Label.WORD:
            behind = _behind_words(items, labels, start, end, depth - inside, size)
            if behind == end:
                return end
            end = behind
            continue
        joint = Joint(items, labels, end, depth, size)
        if _foreign(items[end], labels[end]) or not joint.holds() or (depth == inside == 0 and joint.ends_clause()):
            return end
        if items[end].latex in OPENERS:
            depth += 1
        elif items[end].latex in CLOSERS and depth <= inside and opened > 0:
            opened -= 1
        elif items[end].latex in CLOSERS:
            if depth <= inside == 0 and not _opens_before(items, start):
                return end
            depth -= 1
        end += 1
    return end


def _behind_words(items: Sequence[Item], labels: Sequence[Label], start: int, end: int, depth: int, size: float) -> int:
    """Where a formula goes on behind the word at ``end``; ``end`` itself where the word is of the sentence.

    Words of a formula are the d of a differential, what stands in brackets opened in it, and a name it calculates with.
    """
    gap = gap_between(items, end - 1, end, size)
    if items[end].latex == "d" and gap <= OPERATOR_SPACE and not items[end].space and _differential(items, labels, end):
        return end + 1
    if depth > 0:
        closing = _closing(items, labels, end, size)
        return closing if closing and _calculates(items[start:closing], labels[start:closing]) else end
    behind = end + 1
    while behind < len(items) and labels[behind] is Label.WORD and same_word(items[behind - 1], items[behind]):
        behind += 1
    sign = items[end - 1]
    related = sign.math and sign.latex in OPERATORS - UNCALCULATED and sign.size > SCRIPT_RATIO * size
    related = related and end - 1 > start and gap <= OPERATOR_GAP
    if not related or behind - end < SHORTEST_NAME:
        return end
    if items[end].face in ("tt", "sf"):
        return behind
    ends = behind < len(items) and (labels[behind] is Label.PUNCTUATION or items[behind].latex in CLOSERS)
    return behind if sign.latex not in RELATING and ends else end


def _closing(items: Sequence[Item], labels: Sequence[Label], end: int, size: float) -> int | None:
    """The bracket that closes what holds the word at ``end``, where few words are in it and no sentence."""
    depth = words = 0
    for k in range(end, min(end + LONGEST_ASIDE, len(items))):
        word = labels[k] is Label.WORD
        words += word and not (k > end and labels[k - 1] is Label.WORD and same_word(items[k - 1], items[k]))
        ends = labels[k] is Label.PUNCTUATION and items[k].latex not in (",", ";", ".")
        ends = ends or not items[k].latex.isascii()
        if words > ASIDE_WORDS or ends or gap_between(items, k - 1, k, size) > OPERATOR_GAP:
            return None
        depth += (items[k].latex in OPENERS) - (items[k].latex in CLOSERS)
        if depth < 0:
            return k
    return None


def _foreign(item: Item, label: Label) -> bool:
    """Whether an item is punctuation that only prose has: of Chinese, or the quotes of French."""
    return label is Label.PUNCTUATION and not item.latex.isascii()


def _opens_before(items: Sequence[Item], start: int) -> bool:
    return start > 0 and items[start - 1].latex in OPENERS


def _grow_left(items: Sequence[Item], labels: Sequence[Label], start: int, floor: int, size: float) -> int:
    begin = start
    while begin > floor:
        item, label = items[begin - 1], labels[begin - 1]
        gap = gap_between(items, begin - 1, begin, size)
        sign = items[begin].latex
        operator = sign in OPERATORS or (sign == "*" and items[begin].math and item.latex.isdigit())
        operator = operator and (sign != "-" or _subtracts(items, begin, size))
        if (
            (label is Label.NEUTRAL and gap <= _left_limit(item, operator))
            or (
                label is Label.PUNCTUATION
                and item.latex in (".", ",")
                and gap < 0.1
                and begin - 1 > floor
                and items[begin - 2].latex.isdigit()
                and items[begin].latex.isdigit()
            )
            or (label is Label.FUNCTION and gap <= (OPERATOR_GAP if operator else _function_limit(items[begin])))
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
    if k + 1 == len(items):
        return False
    item, after = items[k], items[k + 1]
    sure = labels[k + 1] is Label.MATH and (after.math or after.face == "it")
    if item.face not in ("rm", "bf") or after.space or not sure:
        return False
    if not (len(item.latex) == 1 and item.latex.isalpha()) or after.size <= SCRIPT_RATIO * item.size:
        return False
    return k == 0 or item.space or not same_word(items[k - 1], item)


def _function_limit(argument: Item) -> float:
    """How far (em) a function's name may stand before what it is of."""
    return JUXTAPOSED + (NULL_DELIMITER if isinstance(argument.node, Fraction) else 0.0)


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
            if wraps and _lists(items[start + 1 : end - 1]):
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


def _lists(items: Sequence[Item]) -> bool:
    """Whether brackets hold several things, a point or an interval: there are commas, and no range as in (i = 1, ..., n)."""
    outside = {item.latex for item, depth in zip(items, _depths(items), strict=True) if depth == 0}
    return not outside.isdisjoint((",", ";")) and (RELATING.isdisjoint(outside) or DOTS.isdisjoint(outside))


def _depths(items: Sequence[Item]) -> Iterator[int]:
    """How many brackets are open at each item, its own not counted where it closes one."""
    depth = 0
    for item in items:
        depth -= item.latex in CLOSERS
        yield depth
        depth += item.latex in OPENERS


def _calculates(items: Sequence[Item], labels: Sequence[Label]) -> bool:
    """Whether there is more among words than brackets and lone signs."""
    idle = NO_FORMULA | ALONE | OPENERS | CLOSERS
    return any(label is Label.MATH and item.latex not in idle for item, label in zip(items, labels, strict=True))


def _is_formula(items: Sequence[Item], labels: Sequence[Label]) -> bool:
    """At least one real mark of mathematics: a lone dash, bullet or tilde is none; and no name such as C++, nor what is 18+."""
    if [item.latex for item in items[:3]][-2:] == ["+", "+"] and all(item.size == items[0].size for item in items[:3]):
        return False
    if all(item.latex in ALONE for item in items) or (
        items[-1].latex == "+" and all(item.latex.isdigit() for item in items[:-1])
    ):
        return False
    return any(label is Label.MATH and item.latex not in NO_FORMULA for item, label in zip(items, labels, strict=True))
