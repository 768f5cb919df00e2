"""Runs of letters on a line: words of prose, names of functions, or symbols that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Accent, Mark, Name
from reader.page.label import CLOSERS, OPENERS, PUNCTUATION, Label, function_words, short_words
from reader.page.signs import OPERATIONS
from reader.page.typography import Typography

#: em; letters of one word are closer than this
LETTER_GAP = 0.13
#: em; a wider gap is a space between words; operators' gaps may be as wide, but no word stands between two of those
WORD_SPACE = 0.19
#: letters that Roman numbers of lists are made of
ROMAN = frozenset("ivx")
#: times the size of the number of a line in an algorithm that the line has at least
LINE_NUMBER = 1.08


def label_words(items: Sequence[Item], labels: list[Label], typography: Typography) -> None:
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
    if not word.isascii():
        return Label.WORD  # mathematics uses no other letters than Latin and Greek ones, and those have commands
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
        and not items[start].math
        and ((face == "it" and typography.math_italic) or (face, word) in typography.names)
        and (_in_prose(items, start, end) or _in_brackets(items, start))
    ):
        return Label.WORD  # the E of "Phys. Rev. E": formulas have an italic of their own; the name of a program
    if face == "bf" and end - start > 1 and _in_own_brackets(items, start, end):
        return Label.WORD  # "[sic]" in bold: brackets of formulas are not bold
    if end - start > 1 and not items[start].math and _in_prose(items, start, end):
        if face == "it" and (typography.math_italic or (face, word) in typography.names):
            return Label.WORD
        if face in ("bf", "bi") and (word.lower() in short_words() or not typography.bold_letters.issuperset(word)):
            return Label.WORD  # an abbreviation: its letters are no symbols
    if end - start <= PRODUCT_LETTERS.get(face, 0) or (face == "it" and end - start == 3 and word.isupper()):
        return Label.MATH
    return Label.WORD


def _in_brackets(items: Sequence[Item], k: int) -> bool:
    """Whether a letter stands alone in brackets: the part (b) of a theorem."""
    return 0 < k < len(items) - 1 and items[k - 1].latex == "(" and items[k + 1].latex == ")"


def _in_own_brackets(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a run of letters is all that stands in brackets of its own font, one of words."""
    if items[start].math or not start or end == len(items):
        return False
    opening, closing = items[start - 1], items[end]
    return opening.latex in OPENERS and closing.latex in CLOSERS and opening.font == closing.font == items[start].font


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
