"""A line of items → stretches of prose and formulas.

Formulas are grown from the items that ``reader.page.labels`` finds to be mathematics, outwards through what belongs to them:
attached brackets and digits, both sides of an operator, a function's argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from reader.fonts.identity import BIG_OPERATORS
from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Fraction, Mark, Name
from reader.marks import BINARIES, NEGATIONS, RELATIONS
from reader.page.label import CLOSERS, OPENERS, Label
from reader.page.labels import label_items, line_labels
from reader.page.lines import Line
from reader.page.typography import Typography
from reader.page.word_runs import same_word

#: em; parts of a formula without an operator between are closer than this (a thin space is 0.167)
JUXTAPOSED = 0.2
#: em; the same between two marks that are surely mathematics: italics add to a thin space, bitmaps round it (0.23 seen)
CLOSE = 0.28
#: em; TeX leaves this much behind scripts
SCRIPT_SPACE = 0.05
#: em; a bracket or a digit before a mark stands this close
ATTACHED = 0.12
#: em; around an operator TeX leaves up to 0.28, and more in a stretched line
OPERATOR_GAP = 0.62
#: em; after a comma of a formula comes a thin space, after one of prose a word space
COMMA_GAP = 0.23
#: em; after a big operator or a function name, and before one
OPERATOR_SPACE = 0.3
#: em; after one of them a mark of mathematics may stand farther off: a thin space, its left bearing, the room of scripts
ARGUMENT_SPACE = 0.5

#: em; TeX's room on both sides of a fraction (1.2 points)
NULL_DELIMITER = 0.14

#: em; before "(mod n)", 8 of 18 mu, more in a stretched line
MODULUS_GAP = 0.7

#: em; left of a colon that is a relation (0.278); punctuation has no room there
COLON_ROOM = 0.2
#: items in brackets before a mark that is surely mathematics, at most: ``(0, \infty)``
BRACKETED = 12

DOTS = frozenset({r"\ldots", r"\cdots"})
#: signs that stand between formulas with room on both sides, and in no prose
QUANTIFIERS = frozenset({r"\forall", r"\exists"})

#: brackets that words do not stand in
NOT_IN_PROSE = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil", r"\llbracket"})

#: em; a wider gap is a space between words
WORD_SPACE = 0.14

SIGNS = frozenset({"+", "-", "=", "<", ">", "|", r"\|", "/", r"\coloneqq", r"\eqqcolon", r"\neq", r"\notin"})
OPERATORS = SIGNS.union(RELATIONS, BINARIES, NEGATIONS.values(), {r"\bot", r"\backslash"}) - {
    r"\bullet", r"\dagger", r"\ddagger", "*", r"\uparrow", r"\downarrow",
}  # fmt: skip
#: marks that make no formula by themselves: bullets, dashes, what marks a comment
NO_FORMULA = frozenset(["-", "--", "*", r"\sim", r"\cdot", r"\ldots", "'", r"\prime", r"\circ", "|", r"\triangleright"])
#: em; where words are ``SPACE`` apart TeX leaves ``THICK`` round a relation, and ``STRETCH`` times as much more in a stretched
#: line (a space of Times stretches by 0.15, a thick one by all of its
#: width; Computer Modern leaves wider spaces, which only makes the limit wider)
SPACE, THICK, STRETCH = 0.25, 0.278, 1.85
#: em; more than this is no thin space; of the space between a line's words, what is a space behind a comma, too
THIN, SPACED = 0.21, 0.97
#: em; what else stands between two marks (italic corrections, side bearings), and the widest gap that can come of it
SLACK, WIDEST_GAP = 0.12, 2.6


@dataclass(frozen=True)
class Segment:
    """A stretch of a line: prose (with its text) or a formula (with its items)."""

    math: bool
    items: tuple[Item, ...]
    text: str = ""
    #: whether a space stands before it
    spaced: bool = False


def line_segments(line: Line, typography: Typography) -> list[Segment]:
    """``segments`` of a whole line; kept with the line, which is looked at more than once."""
    if line.segments is None:
        line.segments = _segments(line.items, line_labels(line, typography), line.size)
    return cast(list[Segment], line.segments)


def segments(items: Sequence[Item], base: float, size: float, typography: Typography) -> list[Segment]:
    """Items of a line as alternating prose and formulas, left to right."""
    return _segments(items, label_items(items, base, size, typography), size)


def _segments(items: Sequence[Item], labels: Sequence[Label], size: float) -> list[Segment]:
    spans = _formulas(items, labels, size)
    out: list[Segment] = []
    at = 0
    for start, end in spans:
        out += _prose(items[at:start], size)
        before = items[start - 1] if start else None
        out.append(Segment(True, tuple(items[start:end]), spaced=before is None or _spaced(before, items[start], size)))
        at = end
    out += _prose(items[at:], size)
    if out and spans:
        for i, segment in enumerate(out):
            if i and not segment.math and segment.items:
                out[i] = Segment(
                    False, segment.items, segment.text, _spaced(out[i - 1].items[-1], segment.items[0], size)
                )
    return out


def _spaced(left: Item, right: Item, size: float) -> bool:
    return right.space or right.x0 - left.x1 > WORD_SPACE * size


def _prose(items: Sequence[Item], size: float) -> list[Segment]:
    if not items:
        return []
    parts: list[str] = []
    right = items[0].x1
    for item in items:
        if (item.space or item.x0 - right > WORD_SPACE * (item.size or size)) and parts and item.kind != "rule":
            parts.append(" ")
        right = item.x1
        parts.append(_PLAIN.get(item.latex, item.latex) if item.face is not None else plain_text(item))
    return [Segment(False, tuple(items), "".join(parts), True)]


def prose_segment(items: Sequence[Item], before: Item) -> Segment:
    """Items as one stretch of prose that follows ``before``."""
    size = before.size
    made = _prose(items, size)[0]
    return Segment(False, made.items, made.text, _spaced(before, items[0], size))


def plain_text(item: Item) -> str:
    """The characters of an item in running text."""
    if item.face is not None:
        return _PLAIN.get(item.latex, item.latex)
    node = item.node
    if isinstance(node, Accent) and isinstance(node.base, Mark | Name):
        letters = node.base.latex if isinstance(node.base, Mark) else node.base.text
        return letters + _COMBINING.get(node.mark, "")
    if isinstance(node, Mark):
        return _PLAIN.get(node.latex, node.latex)
    return ""


_COMBINING = {
    r"\acute": "\u0301", r"\grave": "\u0300", r"\hat": "\u0302", r"\tilde": "\u0303", r"\ddot": "\u0308", r"\check": "\u030c",
    r"\breve": "\u0306", r"\bar": "\u0304", r"\mathring": "\u030a", r"\dot": "\u0307",
}  # fmt: skip
_PLAIN = {
    r"\%": "%", r"\&": "&", r"\#": "#", r"\$": "$", r"\_": "_", r"\bullet": "•", r"\ldots": "...", r"\cdot": "·", r"\sim": "~",
    r"\{": "{", r"\}": "}", r"\dagger": "†", r"\ddagger": "‡", "--": "–", "---": "—", r"\times": "×", r"\circ": "°",
    r"\langle": "<", r"\rangle": ">", r"\S": "§", r"\copyright": "©", r"\prime": "'", r"\backslash": "\\",
}  # fmt: skip


def _formulas(items: Sequence[Item], labels: Sequence[Label], size: float) -> list[tuple[int, int]]:
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


def _gap(items: Sequence[Item], left: int, right: int, size: float) -> float:
    """Gap in ems between neighbours; scripts count from the farthest right mark of the last few."""
    edge = max(
        (
            _right_edge(items[k], items[right])
            for k in range(max(0, left - 4), left + 1)
            if items[k].x0 <= items[right].x0
        ),
        default=items[left].x1,
    )
    return (items[right].x0 - edge) / size


def _right_edge(item: Item, after: Item) -> float:
    """Where an item ends: TeX adds to the width of a slanted mark of mathematics what its ink overhangs."""
    slanted = item.math or (item.face == "it" and not after.latex.isalnum())
    return max(item.x1, item.box.x1) if slanted else item.x1


def _begins_argument(items: Sequence[Item], labels: Sequence[Label], i: int, size: float) -> bool:
    """Whether the function word at ``i`` is followed, without a word space, by mathematics or a bracket."""
    k = i
    while k + 1 < len(items) and labels[k + 1] is Label.FUNCTION and same_word(items[k], items[k + 1]):
        k += 1
    if k + 1 >= len(items) or _gap(items, k, k + 1, size) > JUXTAPOSED + 0.03 or items[k + 1].space:
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
    if _gap(items, end - 1, end, size) > MODULUS_GAP:
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
    end, depth = start + 1, int(start > 0 and items[start - 1].latex in NOT_IN_PROSE)
    inside = depth
    depth += (items[start].latex in OPENERS) - (items[start].latex in CLOSERS)
    while end < len(items):
        item, label = items[end], labels[end]
        gap = _gap(items, end - 1, end, size)
        after = items[end - 1]
        if label is Label.WORD:
            break
        operator = item.latex in OPERATORS or after.latex in OPERATORS or _spaced_colon(items, end, size)
        operator = operator or item.latex in QUANTIFIERS or after.latex in QUANTIFIERS
        if operator and (":" in (item.latex, after.latex) or after.latex in DOTS or item.latex in DOTS):
            limit = OPERATOR_GAP
        elif after.latex in (",", ";", r"\ldots", r"\cdots", ":") or item.latex in (r"\ldots",):
            limit = COMMA_GAP if not after.math or after.latex not in (",", ";") else 0.45
            limit = max(limit, OPERATOR_GAP) if depth > 0 else limit
        elif operator:
            limit = OPERATOR_GAP
        elif _takes_argument(items, labels, end - 1, size):
            limit = ARGUMENT_SPACE if item.math and not item.space else OPERATOR_SPACE
        elif label is Label.FUNCTION:
            limit = OPERATOR_SPACE
        else:
            sure = label is Label.MATH and (labels[end - 1] is label or after.latex in CLOSERS)
            sure = sure and item.math and after.math and not item.space
            limit = 0.45 if depth > 0 else CLOSE if sure else JUXTAPOSED
            if after.size <= SCRIPT_RATIO * size and depth == 0:
                limit = max(limit, JUXTAPOSED + SCRIPT_SPACE)
            if label is Label.MATH and not item.space and item.latex in BIG_OPERATORS:
                limit = max(limit, OPERATOR_SPACE)
            if sure and (isinstance(after.node, Fraction) or isinstance(item.node, Fraction)):
                limit += NULL_DELIMITER
        if after.latex == "," and not after.math and depth == inside == 0 and gap > THIN:
            space = _word_space(items, labels, size)
            if space and gap >= SPACED * space:
                break  # the comma of a sentence
        if gap > limit and not (operator and _stretched(items, labels, gap, size)):
            break
        if item.latex in OPENERS:
            depth += 1
        elif item.latex in CLOSERS:
            if depth <= inside == 0 and opened <= 0 and not _opens_before(items, start):
                break
            if depth <= inside and opened > 0:
                opened -= 1
            else:
                depth -= 1
        end += 1
    return end


def _stretched(items: Sequence[Item], labels: Sequence[Label], gap: float, size: float) -> bool:
    """Whether ``gap`` (em) round an operator is no wider than TeX makes it in a line stretched as this one is."""
    if gap > WIDEST_GAP:
        return False
    space = _word_space(items, labels, size)
    return space > 0.0 and gap <= THICK + STRETCH * (space - SPACE) + SLACK


def _word_space(items: Sequence[Item], labels: Sequence[Label], size: float) -> float:
    """How far (em) words of a line are apart, most of them; 0 where there are none."""
    spaces = sorted(
        between
        for k in range(1, len(items))
        if labels[k] is labels[k - 1] is Label.WORD
        and WORD_SPACE < (between := (items[k].x0 - items[k - 1].x1) / size) < WIDEST_GAP
    )
    return spaces[len(spaces) // 2] if spaces else 0.0


def _takes_argument(items: Sequence[Item], labels: Sequence[Label], k: int, size: float) -> bool:
    """Whether the full-size mark that carries the scripts which end at ``k`` is a big operator or a function's name."""
    while k > 0 and items[k].size <= SCRIPT_RATIO * size and not items[k].centred:
        k -= 1
    return items[k].latex in BIG_OPERATORS or labels[k] is Label.FUNCTION


def _spaced_colon(items: Sequence[Item], end: int, size: float) -> bool:
    """Whether the item at ``end``, or the one before it, is a colon with the room of a relation on its left."""
    colon = end if items[end].latex == ":" else end - 1
    return (
        0 < colon < len(items) - 1
        and items[colon].latex == ":"
        and (_gap(items, colon - 1, colon, size) >= COLON_ROOM and _gap(items, colon, colon + 1, size) <= OPERATOR_GAP)
    )


def _opens_before(items: Sequence[Item], start: int) -> bool:
    return start > 0 and items[start - 1].latex in OPENERS


def _grow_left(items: Sequence[Item], labels: Sequence[Label], start: int, floor: int, size: float) -> int:
    begin = start
    while begin > floor:
        item, label = items[begin - 1], labels[begin - 1]
        gap = _gap(items, begin - 1, begin, size)
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
    while begin - 2 >= floor and items[begin - 1].latex == "," and _gap(items, begin - 1, begin, size) <= COMMA_GAP:
        k = begin - 1
        while k > floor and items[k - 1].latex.isdigit() and labels[k - 1] is Label.NEUTRAL and not items[k].space:
            k -= 1
        if k == begin - 1:
            break
        begin = start = k
    return start


def _subtracts(items: Sequence[Item], k: int, size: float) -> bool:
    """Whether a minus has room on its right, as it has between two terms and not before one."""
    return k + 1 < len(items) and items[k].math and _gap(items, k, k + 1, size) >= ATTACHED


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
    if end >= len(items) or items[end].latex not in CLOSERS or _gap(items, end - 1, end, size) > JUXTAPOSED:
        return start, end
    depth, begin = 1, start
    while begin > max(floor, start - BRACKETED):
        gap = _gap(items, begin - 1, begin, size)
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
