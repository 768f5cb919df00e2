"""A line of items → stretches of prose and formulas.

Each item is first labelled by what it is (word, mathematics, neutral); formulas are then grown from the mathematics
outwards through what belongs to it: attached brackets and digits, both sides of an operator, a function's argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from reader.fonts import BIG_OPERATORS
from reader.formula_tree import Accent, Mark, Name, Node
from reader.item import Item
from reader.marks import BINARIES, NEGATIONS, RELATIONS
from reader.typography import Typography

WORDS_FILE = Path(__file__).resolve().parent.parent / "data" / "reading" / "words.yaml"

#: em; letters of one word are closer than this
LETTER_GAP = 0.13
#: em; parts of a formula without an operator between are closer than this (a thin space is 0.167)
JUXTAPOSED = 0.2
#: em; around an operator TeX leaves up to 0.28, and more in a stretched line
OPERATOR_GAP = 0.62
#: em; after a comma of a formula comes a thin space, after one of prose a word space
COMMA_GAP = 0.23
#: em; after a big operator or a function name, and before one
OPERATOR_SPACE = 0.3
#: size of a script relative to its line
SCRIPT = 0.86

OPENERS, CLOSERS = (
    frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"}),
    frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil"}),
)
PUNCTUATION = frozenset([",", ".", ";", ":", "!", "?", "'", "`", '"'])
NEUTRAL_SIGNS = frozenset(
    [
        r"-",
        r"--",
        r"---",
        r"/",
        r"\%",
        r"\&",
        r"\#",
        r"\$",
        r"\_",
        r"@",
        r"\S",
        r"\P",
        r"\copyright",
        r"\bullet",
        r"\dagger",
        r"\ddagger",
        r"*",
        r"\checkmark",
        r"\sim",
        r"\backslash",
    ]
)
OPERATORS = frozenset(
    {
        *RELATIONS,
        *BINARIES,
        *NEGATIONS.values(),
        *NEGATIONS.values(),
        r"\coloneqq",
        r"\eqqcolon",
        r"\neq",
        r"\notin",
        "+",
        "-",
        "=",
        "<",
        ">",
        "|",
        r"\|",
        "/",
    }
) - frozenset({r"\bullet", r"\dagger", r"\ddagger", "*"})


class Label(Enum):
    """What an item of a line is."""

    WORD = "word"
    FUNCTION = "function"
    MATH = "math"
    NEUTRAL = "neutral"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True)
class Segment:
    """A stretch of a line: prose (with its text) or a formula (with its items)."""

    math: bool
    items: tuple[Item, ...]
    text: str = ""
    #: whether a space stands before it
    spaced: bool = False


@cache
def _word_lists() -> dict[str, list[str]]:
    return cast(dict[str, list[str]], yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))


@cache
def function_words() -> frozenset[str]:
    """Names such as ``log`` and ``softmax``."""
    return frozenset(_word_lists()["functions"])


@cache
def continuation_words() -> frozenset[str]:
    """Words such as ``where`` and ``subject`` that begin a further row of a display."""
    return frozenset(_word_lists()["continuations"])


def label_items(items: Sequence[Item], base: float, size: float, typography: Typography) -> list[Label]:
    """A label for every item of a line whose main marks have ``base`` and ``size`` (points)."""
    labels: list[Label] = []
    for item in items:
        if item.label is None:
            item.label = _own_label(item, typography)
        labels.append(cast(Label, item.label))
    _label_words(items, labels, base, size)
    _label_scripts(items, labels, base, size)
    return labels


def _own_label(item: Item, typography: Typography) -> Label:
    if item.kind in ("bigop", "radical"):
        return Label.MATH
    if item.kind == "compound":
        return Label.WORD if _accented_letter(item.node) and item.font in typography.text_fonts else Label.MATH
    latex = item.latex
    if isinstance(item.node, Accent):
        return Label.WORD if _accented_letter(item.node) else Label.MATH
    if latex in PUNCTUATION:
        return Label.PUNCTUATION
    if latex.isdigit() and isinstance(item.node, Mark) and item.node.face in ("bf", "bb"):
        return Label.WORD
    if latex.isdigit() or latex in OPENERS or latex in CLOSERS:
        return Label.NEUTRAL
    if latex in NEUTRAL_SIGNS:
        return Label.MATH if item.math and latex in ("-", "*", r"\sim") else Label.NEUTRAL
    face = item.node.face if isinstance(item.node, Mark) else "it"
    if len(latex) == 1 and latex.isalpha():
        if (item.math and (item.font not in typography.text_fonts)) or face in ("bb", "cal", "frak"):
            return Label.MATH
        return Label.WORD
    return Label.MATH


def _accented_letter(node: Node | None) -> bool:
    return (
        isinstance(node, Accent) and isinstance(node.base, Mark | Name) and node.base.face in ("rm", "sf", "tt", "bf")
    )


def _label_words(items: Sequence[Item], labels: list[Label], base: float, size: float) -> None:
    """Decide letter runs of text fonts: words, function names, or single letters used as symbols."""
    i = 0
    while i < len(items):
        if labels[i] is not Label.WORD:
            i += 1
            continue
        end = i + 1
        while end < len(items) and labels[end] is Label.WORD and _same_word(items[end - 1], items[end]):
            end += 1
        label = _word_label(items, labels, i, end)
        if label is Label.WORD and _calls(items, labels, end):
            label = Label.FUNCTION
        labels[i:end] = [label] * (end - i)
        i = end
    _emphasised(items, labels)
    _emphasised(items, labels)  # what the first look made a word may tell its neighbours


def _same_word(left: Item, right: Item) -> bool:
    return (
        right.x0 - left.x1 <= LETTER_GAP * right.size
        and not right.space
        and left.font == right.font
        and abs(left.base - right.base) < 0.1 * right.size
    )


def _calls(items: Sequence[Item], labels: Sequence[Label], end: int) -> bool:
    """Whether a word is followed, without a space, by a bracket that holds mathematics: a function's name."""
    if (
        end + 1 >= len(items)
        or items[end].latex != "("
        or items[end].space
        or items[end].x0 - items[end - 1].x1 > 0.1 * items[end].size
    ):
        return False
    inner = items[end + 1]
    alone = (
        isinstance(inner.node, Mark)
        and inner.node.face == "it"
        and items[end + 2 : end + 3]
        and items[end + 2].latex in (")", ",")
    )
    return labels[end + 1] is Label.MATH or bool(alone)


#: letters in a row that may still be a product of variables, by face; longer runs are words
PRODUCT_LETTERS = {"it": 2, "bi": 3, "bf": 3}


def _word_label(items: Sequence[Item], labels: list[Label], start: int, end: int) -> Label:
    word = "".join(i.latex for i in items[start:end])
    face = _face(items[start])
    if word in function_words() and face in ("rm", "sf", "bf", "it"):
        return Label.FUNCTION
    if end - start <= PRODUCT_LETTERS.get(face, 0) or (face == "it" and end - start == 3 and word.isupper()):
        return Label.MATH
    return Label.WORD


def _face(item: Item) -> str:
    return item.node.face if isinstance(item.node, Mark | Name) else "it"


def _emphasised(items: Sequence[Item], labels: list[Label]) -> None:
    """Letters among words of their own font ("a" in an italic phrase, "of" in a bold heading) are prose."""
    i = 0
    while i < len(items):
        item = items[i]
        end = i + 1
        if labels[i] is Label.MATH and item.kind == "mark" and not item.math and item.latex.isalnum():
            while (
                end < len(items)
                and labels[end] is Label.MATH
                and items[end].latex.isalnum()
                and _same_word(items[end - 1], items[end])
            ):
                end += 1
            sides = [
                k
                for k in (_neighbour_word(items, labels, i, -1), _neighbour_word(items, labels, end - 1, 1))
                if k is not None
            ]
            alike = [k for k in sides if items[k].font == item.font]
            if alike and (len(alike) == len(sides) or item.latex in "aAIO"):
                labels[i:end] = [Label.WORD] * (end - i)
        i = end


def _neighbour_word(items: Sequence[Item], labels: list[Label], i: int, step: int) -> int | None:
    k = i + step
    while 0 <= k < len(items) and labels[k] is Label.PUNCTUATION:
        k += step
    return k if 0 <= k < len(items) and labels[k] in (Label.WORD, Label.FUNCTION) else None


def _label_scripts(items: Sequence[Item], labels: list[Label], base: float, size: float) -> None:
    """Raised and lowered marks make their base mathematics, unless the base is a word (a footnote mark)."""
    for i, item in enumerate(items):
        if item.size > SCRIPT * size or item.kind == "rule" or abs(item.base - base) < 0.08 * size:
            continue
        k = i - 1
        while k >= 0 and items[k].size <= SCRIPT * size and items[k].kind != "rule":
            k -= 1
        near = k >= 0 and item.x0 - items[i - 1].x1 < 0.3 * size
        lowered = item.base > base + 0.08 * size
        if near and labels[k] in (Label.MATH, Label.FUNCTION):
            labels[i] = Label.MATH
        elif (
            near
            and labels[k] is Label.NEUTRAL
            and (items[k].latex.isdigit() or items[k].latex in CLOSERS)
            and labels[i] is not Label.WORD
        ) or (near and labels[k] is Label.WORD and lowered and not _long_word(items, labels, k)):
            labels[i] = labels[k] = Label.MATH
        elif labels[i] is not Label.MATH or not lowered:
            labels[i] = Label.WORD


def _long_word(items: Sequence[Item], labels: list[Label], k: int) -> bool:
    return k > 1 and labels[k - 1] is Label.WORD and labels[k - 2] is Label.WORD and _same_word(items[k - 1], items[k])


# growing formulas ---------------------------------------------------------------------------------------------------


def segments(items: Sequence[Item], base: float, size: float, typography: Typography) -> list[Segment]:
    """The line as alternating prose and formulas, left to right."""
    labels = label_items(items, base, size, typography)
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
    return right.space or right.x0 - left.x1 > 0.16 * size


def _prose(items: Sequence[Item], size: float) -> list[Segment]:
    if not items:
        return []
    text = ""
    for i, item in enumerate(items):
        if i and _spaced(items[i - 1], item, item.size or size) and item.kind != "rule":
            text += " "
        text += plain_text(item)
    return [Segment(False, tuple(items), text, True)]


def plain_text(item: Item) -> str:
    """The characters of an item in running text."""
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
    i = 0
    while i < len(items):
        if labels[i] is Label.MATH or (labels[i] is Label.FUNCTION and _begins_argument(items, labels, i, size)):
            start = _grow_left(items, labels, i, spans[-1][1] if spans else 0, size)
            end = _grow_right(items, labels, i, size)
            start, end = _trim(items, labels, start, end, i)
            if _is_formula(items[start:end], labels[start:end]):
                spans.append((start, end))
            i = max(end, i + 1)
        else:
            i += 1
    return spans


def _gap(items: Sequence[Item], left: int, right: int, size: float) -> float:
    """Gap in ems between neighbours; scripts count from the farthest right mark of the last few."""
    edge = max(
        (items[k].x1 for k in range(max(0, left - 4), left + 1) if items[k].x0 <= items[right].x0),
        default=items[left].x1,
    )
    return (items[right].x0 - edge) / size


def _begins_argument(items: Sequence[Item], labels: Sequence[Label], i: int, size: float) -> bool:
    """Whether the function word at ``i`` is followed, without a word space, by mathematics or a bracket."""
    k = i
    while k + 1 < len(items) and labels[k + 1] is Label.FUNCTION and _same_word(items[k], items[k + 1]):
        k += 1
    if k + 1 >= len(items) or _gap(items, k, k + 1, size) > JUXTAPOSED + 0.03 or items[k + 1].space:
        return False
    follower = labels[k + 1]
    if follower is Label.MATH:
        return True
    return items[k + 1].latex in ("(", "[", r"\{") and any(
        labels[m] is Label.MATH for m in range(k + 2, min(k + 8, len(items)))
    )


def _grow_right(items: Sequence[Item], labels: Sequence[Label], start: int, size: float) -> int:
    end, depth = start + 1, 0
    depth += (items[start].latex in OPENERS) - (items[start].latex in CLOSERS)
    while end < len(items):
        item, label = items[end], labels[end]
        gap = _gap(items, end - 1, end, size)
        after = items[end - 1]
        if label is Label.WORD:
            break
        operator = item.latex in OPERATORS or after.latex in OPERATORS
        if after.latex in (",", ";", r"\ldots", r"\cdots", ":") or item.latex in (r"\ldots",):
            limit = COMMA_GAP if not after.math or after.latex not in (",", ";") else 0.45
            limit = max(limit, OPERATOR_GAP) if depth > 0 else limit
        elif operator:
            limit = OPERATOR_GAP
        elif _carrier(items, end - 1, size).latex in BIG_OPERATORS or Label.FUNCTION in (labels[end - 1], label):
            limit = OPERATOR_SPACE
        else:
            limit = max(JUXTAPOSED, 0.45 if depth > 0 else 0.0)
        if gap > limit:
            break
        if item.latex in OPENERS:
            depth += 1
        elif item.latex in CLOSERS:
            if depth == 0 and not _opens_before(items, start):
                break
            depth -= 1
        end += 1
    return end


def _carrier(items: Sequence[Item], k: int, size: float) -> Item:
    """The full-size mark that carries the scripts which end at ``k``."""
    while k > 0 and items[k].size <= SCRIPT * size and not items[k].centred:
        k -= 1
    return items[k]


def _opens_before(items: Sequence[Item], start: int) -> bool:
    return start > 0 and items[start - 1].latex in OPENERS


def _grow_left(items: Sequence[Item], labels: Sequence[Label], start: int, floor: int, size: float) -> int:
    begin = start
    while begin > floor:
        item, label = items[begin - 1], labels[begin - 1]
        gap = _gap(items, begin - 1, begin, size)
        operator = items[begin].latex in OPERATORS and items[begin].latex not in ("-",)
        if (
            (
                label is Label.NEUTRAL
                and gap <= (OPERATOR_GAP if operator and (item.latex.isdigit() or item.latex in CLOSERS) else 0.12)
            )
            or (
                label is Label.PUNCTUATION
                and item.latex == "."
                and gap < 0.1
                and begin - 1 > floor
                and items[begin - 2].latex.isdigit()
                and items[begin].latex.isdigit()
            )
            or (label is Label.FUNCTION and gap <= (OPERATOR_GAP if operator else JUXTAPOSED))
        ):
            begin -= 1
        else:
            break
    return begin


def _trim(items: Sequence[Item], labels: Sequence[Label], start: int, end: int, core: int) -> tuple[int, int]:
    """Give back trailing punctuation, unbalanced brackets and trailing operators that belong to the prose."""
    changed = True
    while changed and start < end:
        changed = False
        last, first = items[end - 1], items[start]
        if (
            labels[end - 1] is Label.PUNCTUATION
            or (labels[end - 1] is Label.FUNCTION and end - 1 > core)
            or last.latex in ("--", "---")
        ) or (last.latex in CLOSERS and _balance(items[start:end]) < 0):
            end, changed = end - 1, True
        elif first.latex in OPENERS and (_balance(items[start:end]) > 0 or _wraps_all(items[start:end])):
            wraps = _wraps_all(items[start:end])
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
    """At least one real mark of mathematics: a lone dash, bullet or tilde is none."""
    return any(
        label is Label.MATH
        and item.latex not in ("-", "--", "*", r"\sim", r"\cdot", r"\ldots", "'", r"\prime", r"\circ", "|")
        for item, label in zip(items, labels, strict=True)
    )
