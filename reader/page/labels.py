"""What each item of a line is: part of a word, mathematics, or neutral until its neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, cast

import yaml

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Face, Mark, Name, Node
from reader.marks import BINARIES, RELATIONS
from reader.page.lines import Line
from reader.page.typography import Typography

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "reading" / "words.yaml"

#: em; letters of one word are closer than this
LETTER_GAP = 0.13
#: em; a wider gap is a space between words; operators' gaps may be as wide, but no word stands between two of those
WORD_SPACE = 0.19

OPENERS = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil"})
CLOSERS = frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil"})
#: brackets that words hardly stand in, where their font is one of mathematics
SET_OPENERS = frozenset({r"\{", r"\langle", r"\lfloor", r"\lceil"})
PUNCTUATION = frozenset({",", ".", ";", ":", "!", "?", "'", "`", '"'})
NEUTRAL_SIGNS = frozenset(
    r"- -- --- / \% \& \# \$ \_ @ \S \P \copyright \bullet \dagger \ddagger * \checkmark \sim \backslash".split()
)


OPERATIONS = frozenset({"+", "=", "<", ">"}).union(RELATIONS, BINARIES) - {r"\bullet", "*", r"\sim"}


ROMAN = frozenset("ivx")
#: times the size of the number of a line in an algorithm that the line has at least
LINE_NUMBER = 1.08


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
def short_words() -> frozenset[str]:
    """Words such as ``is`` and ``if``, in small letters, that italics make look like products."""
    return frozenset(_word_lists()["short"])


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
    _label_words(items, labels, typography)
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
    if latex in NEUTRAL_SIGNS:
        return Label.MATH if math and latex in ("-", "*", r"\sim") else Label.NEUTRAL
    if len(latex) == 1 and latex.isalpha():
        if (math and not sets_text) or face in ("bb", "cal", "frak"):
            return Label.MATH
        return Label.WORD
    return Label.MATH


def _accented_letter(node: Node | None) -> bool:
    if not isinstance(node, Accent) or not isinstance(node.base, Mark | Name):
        return False
    greek = isinstance(node.base, Mark) and node.base.latex.startswith("\\")
    return node.base.face in ("rm", "sf", "tt", "bf") and not greek


def _label_words(items: Sequence[Item], labels: list[Label], typography: Typography) -> None:
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
        label = _word_label(items, i, end, typography)
        if label is word and end + 1 < count and items[end].latex in CALLED and _calls(items, labels, end):
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
    if items[end].space or items[end].x0 - items[end - 1].x1 > CALLED[items[end].latex] * items[end].size:
        return False
    inner = items[end + 1]
    alone = (
        isinstance(inner.node, Mark)
        and inner.node.face == "it"
        and items[end + 2 : end + 3]
        and items[end + 2].latex in (")", ",")
    )
    return labels[end + 1] is Label.MATH or bool(alone)


#: em; brackets that hold what a function is of, and how far off: a word space stands before a citation's
CALLED = {"(": 0.1, "[": 0.19}
#: letters in a row that may still be a product of variables, by face; longer runs are words
PRODUCT_LETTERS = {"it": 2, "bi": 3, "bf": 3}
LONGEST_PRODUCT = 3


def _word_label(items: Sequence[Item], start: int, end: int, typography: Typography) -> Label:
    word = "".join([i.latex for i in items[start:end]])
    may_be_function = word in function_words()
    if end - start > LONGEST_PRODUCT and not may_be_function:
        iterated = word[:3] in function_words() and word[3:] in function_words()
        return Label.FUNCTION if iterated else Label.WORD  # "log log n"
    face = _face(items[start])
    if may_be_function and face in ("rm", "sf", "bf", "it"):
        return Label.FUNCTION
    if _is_bold_number(items, start, end, word, face):
        return Label.MATH
    if word.isdigit() and (word not in ("0", "1") or _in_number(items, start, end)):
        return Label.WORD  # the number of a theorem; vectors in bold are of zeros and ones
    if (
        face == "it"
        and word[0] + word[1:].lower() == word
        and word.lower() in short_words()
        and _apart(items, start, end)
    ):
        return Label.WORD
    if face == "it" and (_abbreviated(items, start, end) or _counts(items, start, end, word)):
        return Label.WORD
    if word.isdigit() and start == 0 and end < len(items) and items[end].size > LINE_NUMBER * items[0].size:
        return Label.WORD  # the number of a line of an algorithm
    if face == "it" and end - start == LONGEST_PRODUCT and _is_script(items, start):
        return Label.MATH
    if face == "it" and start and items[start - 1].latex.isdigit() and same_word(items[start - 1], items[start]):
        return Label.WORD  # "1960s" in italics: numbers of formulas are upright
    if face == "bf" and word in short_words() and _apart(items, start, end):
        return Label.WORD  # the "if" of an algorithm, which stands before formulas
    if (
        end - start == 1
        and face == "it"
        and typography.math_italic
        and not items[start].math
        and (_in_prose(items, start, end) or _in_brackets(items, start))
    ):
        return Label.WORD  # the E of "Phys. Rev. E": formulas have an italic of their own
    if end - start > 1 and not items[start].math and _in_prose(items, start, end):
        if face == "it" and typography.math_italic:
            return Label.WORD
        if face in ("bf", "bi") and (word.lower() in short_words() or not typography.bold_letters.issuperset(word)):
            return Label.WORD  # an abbreviation: its letters are no symbols
    if end - start <= PRODUCT_LETTERS.get(face, 0) or (face == "it" and end - start == 3 and word.isupper()):
        return Label.MATH
    return Label.WORD


def _in_brackets(items: Sequence[Item], k: int) -> bool:
    """Whether a letter stands alone in brackets: the part (b) of a theorem."""
    return 0 < k < len(items) - 1 and items[k - 1].latex == "(" and items[k + 1].latex == ")"


def _in_number(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether digits are a part of "0.1"."""
    after = end + 1 < len(items) and items[end].latex == "." and items[end + 1].latex.isdigit()
    return after or (start > 1 and items[start - 1].latex == "." and items[start - 2].latex.isdigit())


def _abbreviated(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a letter is part of "e.g.", "i.e.", "a.k.a.": letters and full stops in turn without a space, or of "E. coli"."""
    item = items[start]
    if end - start > 1 or item.math or end >= len(items) or items[end].latex != ".":
        return False
    if end + 1 == len(items) or items[end + 1].font != item.font:
        return start > 1 and _follows(items, start)
    after = items[end + 1]
    if after.x0 - items[end].x1 <= LETTER_GAP * item.size and not after.space:
        return after.latex.isalpha()
    return (after.latex.islower() and item.latex.isupper()) or (start > 1 and _follows(items, start))


def _counts(items: Sequence[Item], start: int, end: int, word: str) -> bool:
    """Whether a run of letters is a Roman number that counts: "ii)" with no bracket opened before."""
    if items[start].math or not ROMAN.issuperset(word) or end >= len(items) or items[end].latex != ")":
        return False
    opened = sum((item.latex in OPENERS) - (item.latex in CLOSERS) for item in items[:start])
    return opened == 0 and _apart(items[:end], start, end)


def _follows(items: Sequence[Item], start: int) -> bool:
    """Whether a letter comes right behind a full stop that comes right behind another letter of its font."""
    stop, before = items[start - 1], items[start - 2]
    near = items[start].x0 - stop.x1 <= LETTER_GAP * stop.size and not items[start].space
    return near and stop.latex == "." and before.latex.isalpha() and before.font == items[start].font


def _is_script(items: Sequence[Item], start: int) -> bool:
    """Whether a run of letters is smaller than the mark before it, beside it, and not on its line."""
    if not start:
        return False
    base, item = items[start - 1], items[start]
    beside = -LETTER_GAP * base.size < item.x0 - base.x1 < LETTER_GAP * base.size and not item.space
    return beside and item.size <= SCRIPT_RATIO * base.size and abs(item.base - base.base) > 0.1 * base.size


def _is_bold_number(items: Sequence[Item], start: int, end: int, word: str, face: str) -> bool:
    """Whether digits in bold are part of a formula in bold: 74.8 ± 0.2 in a table."""
    if face != "bf" or not word.isdigit():
        return False
    while start > 1 and items[start - 1].latex in (".", ",") and items[start - 2].latex.isdigit():
        start -= 1
        while start and items[start - 1].latex.isdigit():
            start -= 1
    while end + 1 < len(items) and items[end].latex in (".", ",") and items[end + 1].latex.isdigit():
        end += 1
        while end < len(items) and items[end].latex.isdigit():
            end += 1
    return any(0 <= k < len(items) and items[k].math and items[k].latex in OPERATIONS for k in (start - 1, end))


def _apart(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a run of letters has word spaces, punctuation or the line's ends on both sides, and no scripts."""
    left = items[start - 1] if start else None
    right = items[end] if end < len(items) else None
    before = (
        left is None
        or items[start].space
        or (left.latex == "-" and not left.math)
        or items[start].x0 - left.x1 > WORD_SPACE * items[start].size
    )
    after = (
        right is None
        or (right.latex == "-" and not right.math)
        or right.space
        or right.latex in PUNCTUATION
        or right.x0 - items[end - 1].x1 > WORD_SPACE * items[start].size
    )
    return before and after


def _in_prose(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a run of letters stands apart, and beside no sign of an operation."""
    return _apart(items, start, end) and not any(_relates(items[k]) for k in (start - 1, end) if 0 <= k < len(items))


def _face(item: Item) -> str:
    if item.face is not None:
        return item.face
    node = item.node.base if isinstance(item.node, Accent) else item.node
    return node.face if isinstance(node, Mark | Name) else "it"


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
            numbers = item.latex.isdigit() and bool(alike) and alike[0] < i  # "Theorem 1" in bold
            related = any(0 <= k < count and _relates(items[k]) for k in (i - 1, end)) or _abuts(items, labels, i, end)
            related = related or _is_script(items, i) or _listed(items, labels, i, end)
            if alike and not related and (len(alike) == len(sides) or item.latex in "aAIO" or numbers):
                labels[i:end] = [Label.WORD] * (end - i)
                found = True
        i = end
    return found


def _listed(items: Sequence[Item], labels: Sequence[Label], start: int, end: int) -> bool:
    """Whether a letter stands before a comma and a symbol ("a, b > 0"), as no article does."""
    listing = end - start == 1 and end + 1 < len(items) and items[end].latex == ","
    return listing and labels[end + 1] is Label.MATH


def _abuts(items: Sequence[Item], labels: Sequence[Label], start: int, end: int) -> bool:
    """Whether a run touches a sign of mathematics on either side: the t of an italic "Δt", the B of "B^⊤P"."""
    for left, sign in ((start - 1, start - 1), (end - 1, end)):
        if left < 0 or left + 1 == len(items) or labels[sign] is not Label.MATH or not items[sign].math:
            continue
        if items[left + 1].x0 - items[left].x1 < LETTER_GAP * items[left].size and not items[left + 1].space:
            return True
    return False


def _relates(item: Item) -> bool:
    """Whether an item is a sign of an operation: no colon and no hyphen."""
    return item.latex in OPERATIONS and item.latex != ":" and (item.math or item.latex not in ("-", "/", "|"))


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
            labels[i] = labels[k] = Label.MATH
        elif near and lowered and labels[k] is Label.WORD and labels[i] is Label.MATH:
            start = _word_start(items, labels, k)
            labels[start : k + 1] = [Label.MATH if k - start < LONGEST_NAME else Label.WORD] * (k + 1 - start)
            labels[i] = labels[k]
        elif labels[i] is not Label.MATH or (not lowered and item.kind != "compound"):  # no footnote mark is a fraction
            labels[i] = Label.WORD


#: letters of a name that carries an index, at most: words of prose have none
LONGEST_NAME = 10


def _word_start(items: Sequence[Item], labels: Sequence[Label], k: int) -> int:
    while k > 0 and labels[k - 1] is Label.WORD and same_word(items[k - 1], items[k]):
        k -= 1
    return k


def _numbers_word(items: Sequence[Item], labels: Sequence[Label], k: int) -> bool:
    """Whether a digit is part of a word ("Q3"), so that what is raised behind it is a citation."""
    return k > 0 and labels[k - 1] is Label.WORD and items[k].x0 - items[k - 1].x1 < LETTER_GAP * items[k].size


def _long_word(items: Sequence[Item], labels: list[Label], k: int) -> bool:
    return k > 1 and labels[k - 1] is Label.WORD and labels[k - 2] is Label.WORD and same_word(items[k - 1], items[k])
