"""A label for every item of a line: part of a word, mathematics, or neutral until its neighbours tell."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Face, Mark, Name, Node
from reader.page.label import CLOSERS, OPENERS, PUNCTUATION, Label
from reader.page.lines import Line
from reader.page.signs import OPERATIONS
from reader.page.typography import Typography
from reader.page.word_runs import LETTER_GAP, label_words, same_word

#: brackets that words hardly stand in, where their font is one of mathematics
SET_OPENERS = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil"})
NEUTRAL_SIGNS = frozenset(
    r"- -- --- / \% \& \# \$ \_ @ \S \P \copyright \bullet \dagger \ddagger * \checkmark \sim \backslash".split()
)


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
        label: Any = item.label
        if label is None:
            if item.kind == "mark" and item.face is not None:
                label = _mark_label(item.latex, item.face, item.math, item.font in text_fonts)
            else:
                label = _own_label(item, typography)
            item.label = label
        labels.append(label)
    _label_accents(items, labels)
    _label_leaders(items, labels)
    _label_quotes(items, labels)
    label_words(items, labels, typography)
    if typography.code_fonts:
        _label_code(items, labels, typography.code_fonts)
    _label_scripts(items, labels, base, size)
    _label_intervals(items, labels)
    return labels


def _label_accents(items: Sequence[Item], labels: list[Label]) -> None:
    """An accented italic letter with letters of its own font beside it, two of them, is one of a word: "Schölkopf"."""
    accents = [k for k, item in enumerate(items) if item.face is None and isinstance(item.node, Accent)]
    for k in [k for k in accents if labels[k] is Label.MATH and not items[k].math]:
        before, after = range(k - 2, k + 1), range(k, k + 3)
        for run in (before, after):
            if run[0] >= 0 and run[-1] < len(items):
                letters = all(labels[i] is Label.WORD for i in run if i != k)
                if letters and all(same_word(items[i], items[i + 1]) for i in run[:-1]):
                    labels[k] = Label.WORD


def _label_leaders(items: Sequence[Item], labels: list[Label]) -> None:
    """Dots that lead to a page number are no ellipsis: more of them follow."""
    dots = [k for k, item in enumerate(items) if item.latex == r"\ldots"]
    for k in dots:
        if all(i < len(items) and items[i].latex in (".", r"\ldots") for i in (k + 1, k + 2)):
            labels[k] = Label.PUNCTUATION


def _label_quotes(items: Sequence[Item], labels: list[Label]) -> None:
    """A prime that touches a word of its own font is a straight quote."""
    for k in [k for k, item in enumerate(items) if item.latex == r"\prime" and not item.math]:
        for near, next_one in ((k - 1, k - 2), (k + 1, k + 2)):
            letters = 0 <= next_one < len(items) and labels[near] is labels[next_one] is Label.WORD
            if letters and same_word(*sorted((items[near], items[k]), key=_left)):
                labels[k] = Label.PUNCTUATION


def _left(item: Item) -> float:
    return item.x0


def _label_code(items: Sequence[Item], labels: list[Label], code_fonts: frozenset[str]) -> None:
    """Signs of a program are words: ``x > 0`` in a typewriter font is no mathematics."""
    for i, item in enumerate(items):
        if item.font in code_fonts and item.kind == "mark":
            labels[i] = Label.WORD


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
        letter = _accented_letter(item.node)
        spoken = isinstance(item.node, Accent) and item.node.mark in (r"\grave", r"\acute")
        return Label.WORD if letter and (spoken or item.font in typography.text_fonts) else Label.MATH
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
    if not latex.isascii() and not math:
        return _foreign_label(latex)
    if latex in NEUTRAL_SIGNS:
        return Label.MATH if math and latex in ("-", "*", r"\sim") else Label.NEUTRAL
    if len(latex) == 1 and latex.isalpha():
        if (math and not sets_text) or face in ("bb", "cal", "frak"):
            return Label.MATH
        return Label.WORD
    return Label.MATH


def _foreign_label(latex: str) -> Label:
    """The label of a mark that LaTeX has no command for: the letters and the punctuation of other languages are no mathematics."""
    category = unicodedata.category(latex[0])
    if category == "Sm":
        return Label.MATH
    return Label.PUNCTUATION if category.startswith("P") else Label.WORD


def _accented_letter(node: Node | None) -> bool:
    if not isinstance(node, Accent) or not isinstance(node.base, Mark | Name):
        return False
    greek = isinstance(node.base, Mark) and node.base.latex.startswith("\\")
    return node.base.face in ("rm", "sf", "tt", "bf") and not greek


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
        # what follows a small word is no script either: larger type earlier on the line makes words look small
        near = k >= 0 and item.x0 - items[i - 1].x1 < 0.3 * size and (k == i - 1 or labels[i - 1] is not Label.WORD)
        lowered = item.base > base + 0.08 * size
        if near and labels[k] in (Label.MATH, Label.FUNCTION):
            labels[i] = Label.MATH
        elif (
            near
            and labels[k] is Label.NEUTRAL
            and ((items[k].latex.isdigit() and not _numbers_word(items, labels, k)) or items[k].latex in CLOSERS)
            and labels[i] is not Label.WORD
        ) or (near and labels[k] is Label.WORD and lowered and not _long_word(items, labels, k)):
            start = _word_start(items, labels, k)
            labels[start if items[start].latex.isupper() else k] = labels[i] = labels[k] = Label.MATH
        elif near and lowered and labels[k] is Label.WORD and labels[i] is Label.MATH:
            start = _word_start(items, labels, k)
            labels[start : k + 1] = [Label.MATH if k - start < LONGEST_NAME else Label.WORD] * (k + 1 - start)
            labels[i] = labels[k]
        elif near and not lowered and labels[k] is Label.WORD and _raised_on_letter(items, labels, k, i):
            labels[i] = labels[k] = Label.MATH
        elif labels[i] is not Label.MATH or (not lowered and item.kind != "compound"):  # no footnote mark is a fraction
            labels[i] = Label.WORD


def _raised_on_letter(items: Sequence[Item], labels: Sequence[Label], k: int, i: int) -> bool:
    """Whether the capital at ``k``, a word of its own, bears the raised mark at ``i`` as a symbol.

    It does so if that is a mark of mathematics, or a digit before an operation. Other digits behind a letter, as all behind
    words, are footnotes' and citations'.
    """
    node = items[k].node
    if isinstance(node, Accent):
        node = node.base
    capital = isinstance(node, Mark) and node.latex.isupper() and node.face != "tt"
    alone = k == _word_start(items, labels, k)
    if not capital or not alone or (k and items[k - 1].latex == "." and not items[k].space):
        return False
    if labels[i] is Label.MATH:
        return items[i].math or items[i].face == "it"
    after = next((item for item in items[i + 1 :] if item.size > SCRIPT_RATIO * items[k].size), None)
    return items[i].latex.isdigit() and after is not None and after.latex in OPERATIONS


#: letters of a name that carries an index, at most: words of prose have none
LONGEST_NAME = 10


def _word_start(items: Sequence[Item], labels: Sequence[Label], k: int) -> int:
    while k > 0 and labels[k - 1] is Label.WORD and same_word(items[k - 1], items[k]):
        k -= 1
    return k


def _numbers_word(items: Sequence[Item], labels: Sequence[Label], k: int) -> bool:
    """Whether a digit is part of a word ("Q3"), so that what is raised behind it is a citation."""
    return k > 0 and labels[k - 1] is Label.WORD and items[k].x0 - items[k - 1].x1 < LETTER_GAP * items[k].size


def _long_word(items: Sequence[Item], labels: Sequence[Label], k: int) -> bool:
    """Whether the word that ends at ``k`` has three letters or more."""
    return k - _word_start(items, labels, k) > 1
