"""Paragraphs that a page, a column or a figure breaks in two become one again.

A paragraph that stops in the middle of a sentence is held back until one comes that goes on with a small letter in the same
size; what stood between them (captions, labels of a plot) follows it, as one reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.page.blocks import Block, Formula, Heading, Paragraph
from reader.page.references import HEADING as REFERENCES

#: blocks that may stand between the parts of a paragraph; a plot has many labels
BETWEEN = 30
#: pages; figures do not part a paragraph by more
FARTHEST = 2
#: characters; shorter ones are labels, cells and the like, not paragraphs that go on
SHORTEST = 40
#: of the type size; parts of one paragraph are set alike to within this
ALIKE = 0.04
ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
#: a display whose own last mark ends the sentence
DISPLAY_ENDED = re.compile(r"[.!?;](?:\s*\\end\{\w+\})*\s*$")
HYPHENATED = re.compile(r"[a-z]-$")


def join_broken(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, with broken paragraphs joined at the place of their first part."""
    held: list[Block] = []
    listing = False  # references hang: each of their lines looks like a paragraph that goes on
    for block in blocks:
        if isinstance(block, Heading):
            listing = REFERENCES.fullmatch(block.text) is not None
        held.append(block)
        while held and not listing:
            first = held[0]
            if isinstance(first, Paragraph) and _unfinished(first):
                rest = next((k for k, later in enumerate(held) if k and _goes_on(first, later, k == 1)), None)
                if rest is not None and not any(map(_holds_display, held[1:rest])):
                    _append(first, held.pop(rest))
                    continue
                if len(held) <= BETWEEN and not any(isinstance(later, Heading) for later in held):
                    break
            yield held.pop(0)
        if listing:
            yield from held
            held.clear()
    yield from held


def _unfinished(paragraph: Paragraph) -> bool:
    last = paragraph.pieces[-1]
    if isinstance(last, Formula) and last.display:  # "The matrix [display] | is known as the gain"
        return not DISPLAY_ENDED.search(last.latex)
    if _length(paragraph) < SHORTEST:
        return False
    return isinstance(last, Formula) or not ENDED.search(last.rstrip())


def _goes_on(first: Paragraph, later: Block, next_one: bool) -> bool:
    """Whether a block is the rest of a paragraph: the next one, or a longer one in another column or on another page."""
    if not isinstance(later, Paragraph) or abs(later.size - first.size) > ALIKE * first.size:
        return False
    start = later.pieces[0]
    if not isinstance(start, str) or not start[:1].islower():
        return False
    (page, end), (new_page, begin) = first.boxes[-1], later.boxes[0]
    elsewhere = page < new_page <= page + FARTHEST or (page == new_page and begin.y0 < end.y0)
    return next_one or (elsewhere and _length(later) >= SHORTEST)


def _holds_display(block: Block) -> bool:
    """Whether displayed formulas stand in a block: it is no caption, and what follows it stays behind it."""
    return isinstance(block, Paragraph) and any(isinstance(piece, Formula) and piece.display for piece in block.pieces)


def _length(paragraph: Paragraph) -> int:
    return sum(len(piece) for piece in paragraph.pieces if isinstance(piece, str))


def _append(first: Paragraph, rest: Block) -> None:
    assert isinstance(rest, Paragraph)
    end, start = first.pieces[-1], rest.pieces[0]
    if isinstance(end, str) and isinstance(start, str) and HYPHENATED.search(end):
        first.pieces[-1] = end[:-1] + start
        first.pieces += rest.pieces[1:]
    else:
        first.pieces += rest.pieces
    first.boxes += rest.boxes
