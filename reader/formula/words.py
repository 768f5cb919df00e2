r"""Words inside formulas: where neighbouring names and texts read as one text ("if the value is used").

A page does not tell ``\text`` from ``\mathrm``: every upright word comes as a name of its own. Words that connect
("if", "where"), and ordinary words side by side, are text; names of functions, abbreviations and labels are not.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader import marks
from reader.formula_tree import Fence, Mark, Name, Node, Text

#: marks that may stand inside a run of words
_APOSTROPHES = frozenset({"'", "\u2019", r"\prime"})


def word_runs(items: Sequence[Node]) -> list[tuple[int, int]]:
    """List the stretches (start, end) of a row that read as one text."""
    runs = []
    start = 0
    while start < len(items):
        end = start
        while end < len(items) and (_is_word(items[end]) or (end > start and _fills(items, end))):
            end += 1
        if end > start and _reads_as_text(items, start, end):
            runs.append((start, end))
        start = max(end, start + 1)
    return runs


def run_text(items: Sequence[Node]) -> str:
    """Write the words of a run as they read."""
    words = ""
    for item in items:
        if isinstance(item, Name | Text):
            words += f" {item.text}" if words and not words.endswith("'") else item.text
        elif isinstance(item, Mark):
            words += "'" if item.latex in _APOSTROPHES else item.latex
    return words


def _is_word(item: Node) -> bool:
    if isinstance(item, Text):
        return True
    if not isinstance(item, Name) or item.face != "rm":
        return False
    lower = item.text.lower()
    if marks.is_connective(item.text):
        return True
    return item.text.isalpha() and item.text == lower and item.text not in marks.KNOWN_FUNCTIONS


def _fills(items: Sequence[Node], place: int) -> bool:
    """Tell whether a mark belongs to the words around it: an apostrophe, or the letter after one."""
    item, before = items[place], items[place - 1]
    if not isinstance(item, Mark):
        return False
    if item.latex in _APOSTROPHES:
        return _is_word(before)
    return item.face == "rm" and isinstance(before, Mark) and before.latex in _APOSTROPHES


def _reads_as_text(items: Sequence[Node], start: int, end: int) -> bool:
    words = [item for item in items[start:end] if isinstance(item, Name | Text)]
    if any(isinstance(word, Name) and marks.is_connective(word.text) for word in words):
        return True
    if len(words) < 2:
        return False
    after = items[end] if end < len(items) else None
    applied = isinstance(after, Fence) or (
        isinstance(after, Mark) and marks.kind(marks.plain(after.latex)) == "opening"
    )
    return not (applied and isinstance(words[-1], Name))
