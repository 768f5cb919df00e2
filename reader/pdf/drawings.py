"""Huge drawings taken out of a content stream before MuPDF interprets it.

A plot of 200,000 points costs up to a second to interpret and holds nothing to read. Bytes are searched at the speed of memory,
so it is found and cut out in a few hundredths of that. Only what changes nothing else is cut: whole groups ``q ... Q``, or whole
paths, in long stretches without a letter of text. Operators: ISO 32000-1, annex A.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

#: bytes; a stretch without text that is no longer is left alone, it costs little (a table's rules have some thousand bytes)
LEAST_STRETCH = 65_536
#: bytes at the beginning of a stretch, and at its end, where rules of the text before and after it may stand
MARGIN = 4_096
#: groups that may be open, or are closed, around the drawing; looking further is not worth it
DEPTH = 8

#: operators of text, strings, dictionaries, inline images and comments hold one of these
TEXT = (b"T", b"I", b"(", b")", b"<", b">", b"%")
#: a name with one of the letters that save and restore the state, which could be taken for these
_NAMED_Q = re.compile(rb"/[^\s/]*[qQ]")
#: operators that build paths, paint them, and set their colour, with their numbers
_PATHS = re.compile(rb"[-+.0-9\s*mlcvyhreSsfFBbnRGgKk]+")
#: a painted path ends here
_PAINTED = re.compile(rb"(?<=\s)(?:[SsFn]|f\*?|[Bb]\*?)(?=\s)")
#: operators made of the same letters which do more than paint: they move what follows, or set a pattern
_MORE = (b"cm", b"sc")
_NOT_Q = bytes(set(range(256)) - set(b"qQ"))


def without_drawings(content: bytes, forms_with_text: Collection[bytes] = ()) -> bytes:
    """The content stream without its huge drawings; the same bytes where it has none.

    Args:
        content: a page's or a form's content stream, decompressed.
        forms_with_text: resource names of forms that must stay.
    """
    kept: list[bytes] = []
    done = 0
    for start, end in _cuts(content, forms_with_text):
        kept += (content[done:start], b"\n")
        done = end
    return b"".join([*kept, content[done:]]) if kept else content


def _cuts(content: bytes, forms_with_text: Collection[bytes]) -> Iterator[tuple[int, int]]:
    for begin, end in _stretches(content):
        stretch = content[begin:end]
        if any(b"/" + name in stretch for name in forms_with_text):
            continue
        groups = _groups(stretch)
        for start, stop in [groups] if groups else _paths(stretch):
            yield begin + start, begin + stop


def _stretches(content: bytes) -> Iterator[tuple[int, int]]:
    """Longest parts without a sign of text. Looked for backwards from where one would be long enough: most bytes are skipped."""
    start = 0
    while start + LEAST_STRETCH <= len(content):
        long_enough = start + LEAST_STRETCH
        last = max(content.rfind(sign, start, long_enough) for sign in TEXT)
        if last >= 0:
            start = last + 1
            continue
        end = min((found for sign in TEXT if (found := content.find(sign, long_enough)) >= 0), default=len(content))
        if content[max(start - 1, 0) : start] != b"(":  # inside a string
            yield start, end
        start = end + 1


def _groups(stretch: bytes) -> tuple[int, int] | None:
    """The longest run of whole groups ``q ... Q`` in a stretch without text, its margins left as they are."""
    if b"/" in stretch and _NAMED_Q.search(stretch):
        return None
    for start in _openings(stretch):
        for end in _closings(stretch, start):
            if _balanced(stretch[start:end]):
                return start, end
    return None


def _openings(stretch: bytes) -> Iterator[int]:
    """Where the drawing may begin: a group that reaches beyond the margin, outermost first, or the first one after it."""
    opened: list[int] = []
    for match in re.finditer(rb"[qQ]", stretch[:MARGIN]):
        if match.group() == b"q":
            opened.append(match.start())
        elif opened:
            opened.pop()
    yield from opened[:DEPTH]
    after = stretch.find(b"q", MARGIN)
    if after >= 0:
        yield after


def _closings(stretch: bytes, start: int) -> Iterator[int]:
    """Where it may end: the last closed groups, from the end backwards."""
    end = len(stretch)
    for _ in range(DEPTH):
        end = stretch.rfind(b"Q", start + LEAST_STRETCH // 2, end)
        if end < 0:
            return
        yield end + 1


def _balanced(part: bytes) -> bool:
    """Whether every group that is opened is closed, and none that is not: pairs are struck out until nothing is left."""
    word = part.translate(None, _NOT_Q)
    for _ in range(DEPTH):
        word = word.replace(b"qQ", b"")
    return not word


def _paths(stretch: bytes) -> Iterator[tuple[int, int]]:
    """Runs of whole paths, from the first one painted after the margin to the last before the margin at the end."""
    for match in _PATHS.finditer(stretch):
        if match.end() - match.start() < LEAST_STRETCH:  # a least length in the pattern would make the search quadratic
            continue
        run = match.group()
        first = _PAINTED.search(run, MARGIN)
        tail = list(_PAINTED.finditer(run, max(len(run) - 2 * MARGIN, 0), len(run) - MARGIN))
        if first and tail and tail[-1].end() > first.end() and not any(more in run for more in _MORE):
            yield match.start() + first.end(), match.start() + tail[-1].end()
