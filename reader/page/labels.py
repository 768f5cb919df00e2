"""What each item of a line is: part of a word, mathematics, or neutral until its neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar, cast

import yaml

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Face, Mark, Name, Node
from reader.page.lines import Line
from reader.page.typography import Typography

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reading" / "words.yaml"

#: em; letters of one word are closer than this
LETTER_GAP = 0.13

OPENERS = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"})
CLOSERS = frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil"})
#: brackets that words hardly stand in, where their font is one of mathematics
SET_OPENERS = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil"})
PUNCTUATION = frozenset({",", ".", ";", ":", "!", "?", "'", "`", '"'})
NEUTRAL_SIGNS = frozenset(
    r"- -- --- / \% \& \# \$ \_ @ \S \P \copyright \bullet \dagger \ddagger * \checkmark \sim \backslash".split()
)


class Label:
    """What an item of a line is. No ``Enum``: looking up one of its members takes 0.15 µs, several times for every glyph."""

    __slots__ = ("name",)
    WORD: ClassVar[Label]
    FUNCTION: ClassVar[Label]
    MATH: ClassVar[Label]
    NEUTRAL: ClassVar[Label]
    PUNCTUATION: ClassVar[Label]

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"


Label.WORD = Label("word")
Label.FUNCTION = Label("function")
Label.MATH = Label("math")
Label.NEUTRAL = Label("neutral")
Label.PUNCTUATION = Label("punctuation")


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


def line_labels(line: Line, typography: Typography) -> list[Label]:
    """``label_items`` of a whole line; kept with the line, which is looked at more than once."""
    if line.labels is None:
        line.labels = label_items(line.items, line.base, line.size, typography)
    return cast(list[Label], line.labels)


def label_items(items: Sequence[Item], base: float, size: float, typography: Typography) -> list[Label]:
    """A label for every item of a line whose main marks have ``base`` and ``size`` (points)."""
    labels: list[Label] = []
    text_fonts = typography.text_fonts
    for item in items:
        label = item.label
        if label is None:
            if item.kind == "mark" and item.face is not None:
                label = _mark_label(item.latex, item.face, item.math, item.font in text_fonts)
            else:
                label = _own_label(item, typography)
            item.label = label
        labels.append(cast(Label, label))
    _label_words(items, labels)
    _label_scripts(items, labels, base, size)
    _label_intervals(items, labels)
    return labels


def _label_intervals(items: Sequence[Item], labels: list[Label]) -> None:
    """A 0 after a bracket and before a comma begins an interval: references are counted from 1."""
    for i in [k for k, item in enumerate(items) if item.latex == "0"]:
        if 0 < i < len(items) - 1 and items[i - 1].latex in ("[", "(") and items[i + 1].latex == ",":
            end = next((k for k in range(i + 2, min(i + 8, len(items))) if items[k].latex in CLOSERS), i)
            if end > i and Label.WORD not in labels[i - 1 : end]:
                labels[i] = Label.MATH


def _own_label(item: Item, typography: Typography) -> Label:
    if item.kind in ("bigop", "radical"):
        return Label.MATH
    if item.kind == "compound":
        return Label.WORD if _accented_letter(item.node) and item.font in typography.text_fonts else Label.MATH
    if isinstance(item.node, Accent):
        return Label.WORD if _accented_letter(item.node) else Label.MATH
    face = item.node.face if isinstance(item.node, Mark) else None
    return _mark_label(item.latex, face, item.math, item.font in typography.text_fonts)


@cache
def _mark_label(latex: str, face: Face | None, math: bool, sets_text: bool) -> Label:
    """The label of a mark by its face, whether its font exists only for formulas, and whether it sets words here."""
    if latex in PUNCTUATION:
        return Label.PUNCTUATION
    if latex.isdigit() and face in ("bf", "bb"):
        return Label.WORD
    if latex in SET_OPENERS and math:
        return Label.MATH
    if latex.isdigit() or latex in OPENERS or latex in CLOSERS:
        return Label.NEUTRAL
    if latex in NEUTRAL_SIGNS:
        return Label.MATH if math and latex in ("-", "*", r"\sim") else Label.NEUTRAL
    if len(latex) == 1 and latex.isalpha():
        if (math and not sets_text) or face in ("bb", "cal", "frak"):
            return Label.MATH
        return Label.WORD
    return Label.MATH


def _accented_letter(node: Node | None) -> bool:
    return (
        isinstance(node, Accent) and isinstance(node.base, Mark | Name) and node.base.face in ("rm", "sf", "tt", "bf")
    )


def _label_words(items: Sequence[Item], labels: list[Label]) -> None:
    """Decide letter runs (see ``same_word``) of text fonts: words, function names, or single letters used as symbols."""
    word, count = Label.WORD, len(items)
    i = 0
    while i < count:
        if labels[i] is not word:
            i += 1
            continue
        end, left = i + 1, items[i]
        font = left.font
        while end < count and labels[end] is word:
            right = items[end]
            size = right.size
            if right.space or right.font != font or right.x0 - left.x1 > LETTER_GAP * size:
                break
            if abs(left.base - right.base) >= 0.1 * size:
                break
            left = right
            end += 1
        label = _word_label(items, i, end)
        if label is word and end + 1 < count and items[end].latex == "(" and _calls(items, labels, end):
            label = Label.FUNCTION
        if label is not word:
            labels[i:end] = [label] * (end - i)
        i = end
    if Label.MATH in labels and _emphasised(items, labels):
        _emphasised(items, labels)  # what the first look made a word may tell its neighbours


def same_word(left: Item, right: Item) -> bool:
    """Whether two neighbours are letters of one word."""
    return (
        right.x0 - left.x1 <= LETTER_GAP * right.size
        and not right.space
        and left.font == right.font
        and abs(left.base - right.base) < 0.1 * right.size
    )


def _calls(items: Sequence[Item], labels: Sequence[Label], end: int) -> bool:
    """Whether the bracket at ``end`` follows a word without a space and holds mathematics: the word is a function's name."""
    if items[end].space or items[end].x0 - items[end - 1].x1 > 0.1 * items[end].size:
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
LONGEST_PRODUCT = 3


def _word_label(items: Sequence[Item], start: int, end: int) -> Label:
    word = "".join([i.latex for i in items[start:end]])
    may_be_function = word in function_words()
    if end - start > LONGEST_PRODUCT and not may_be_function:
        return Label.WORD
    face = _face(items[start])
    if may_be_function and face in ("rm", "sf", "bf", "it"):
        return Label.FUNCTION
    if end - start <= PRODUCT_LETTERS.get(face, 0) or (face == "it" and end - start == 3 and word.isupper()):
        return Label.MATH
    return Label.WORD


def _face(item: Item) -> str:
    if item.face is not None:
        return item.face
    return item.node.face if isinstance(item.node, Mark | Name) else "it"


def _emphasised(items: Sequence[Item], labels: list[Label]) -> bool:
    """Letters among words of their own font ("a" in an italic phrase, "of" in a bold heading) are prose. Tells of any."""
    math, count = Label.MATH, len(items)
    found = False
    i = 0
    while i < count:
        if labels[i] is not math:
            i += 1
            continue
        item = items[i]
        end = i + 1
        if item.kind == "mark" and not item.math and item.latex.isalnum():
            while (
                end < count
                and labels[end] is math
                and items[end].latex.isalnum()
                and same_word(items[end - 1], items[end])
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
                found = True
        i = end
    return found


def _neighbour_word(items: Sequence[Item], labels: list[Label], i: int, step: int) -> int | None:
    k = i + step
    while 0 <= k < len(items) and labels[k] is Label.PUNCTUATION:
        k += step
    return k if 0 <= k < len(items) and labels[k] in (Label.WORD, Label.FUNCTION) else None


def _label_scripts(items: Sequence[Item], labels: list[Label], base: float, size: float) -> None:
    """Raised and lowered marks make their base mathematics, unless the base is a word (a footnote mark)."""
    limit = SCRIPT_RATIO * size
    for i in [i for i, item in enumerate(items) if item.size <= limit]:
        item = items[i]
        if item.kind == "rule" or abs(item.base - base) < 0.08 * size:
            continue
        k = i - 1
        while k >= 0 and items[k].size <= SCRIPT_RATIO * size and items[k].kind != "rule":
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
        elif labels[i] is not Label.MATH or (not lowered and item.kind != "compound"):  # no footnote mark is a fraction
            labels[i] = Label.WORD


def _long_word(items: Sequence[Item], labels: list[Label], k: int) -> bool:
    return k > 1 and labels[k - 1] is Label.WORD and labels[k - 2] is Label.WORD and same_word(items[k - 1], items[k])
