"""What each item of a line is: part of a word, mathematics, or neutral until its neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Mark, Name, Node
from reader.page.typography import Typography

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reading" / "words.yaml"

#: em; letters of one word are closer than this
LETTER_GAP = 0.13

OPENERS = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"})
CLOSERS = frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil"})
PUNCTUATION = frozenset({",", ".", ";", ":", "!", "?", "'", "`", '"'})
NEUTRAL_SIGNS = frozenset(
    r"- -- --- / \% \& \# \$ \_ @ \S \P \copyright \bullet \dagger \ddagger * \checkmark \sim \backslash".split()
)


class Label(Enum):
    """What an item of a line is."""

    WORD = "word"
    FUNCTION = "function"
    MATH = "math"
    NEUTRAL = "neutral"
    PUNCTUATION = "punctuation"


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
        while end < len(items) and labels[end] is Label.WORD and same_word(items[end - 1], items[end]):
            end += 1
        label = _word_label(items, labels, i, end)
        if label is Label.WORD and _calls(items, labels, end):
            label = Label.FUNCTION
        labels[i:end] = [label] * (end - i)
        i = end
    _emphasised(items, labels)
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
        i = end


def _neighbour_word(items: Sequence[Item], labels: list[Label], i: int, step: int) -> int | None:
    k = i + step
    while 0 <= k < len(items) and labels[k] is Label.PUNCTUATION:
        k += step
    return k if 0 <= k < len(items) and labels[k] in (Label.WORD, Label.FUNCTION) else None


def _label_scripts(items: Sequence[Item], labels: list[Label], base: float, size: float) -> None:
    """Raised and lowered marks make their base mathematics, unless the base is a word (a footnote mark)."""
    for i, item in enumerate(items):
        if item.size > SCRIPT_RATIO * size or item.kind == "rule" or abs(item.base - base) < 0.08 * size:
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
        elif labels[i] is not Label.MATH or not lowered:
            labels[i] = Label.WORD


def _long_word(items: Sequence[Item], labels: list[Label], k: int) -> bool:
    return k > 1 and labels[k - 1] is Label.WORD and labels[k - 2] is Label.WORD and same_word(items[k - 1], items[k])
