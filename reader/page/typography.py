"""How a document is set: body size, columns, and which fonts set words and which formulas (decided by what they set)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.formula.item import Item
from reader.page.lines import Line

#: a font sets text if at least this share of its letters stand in runs of four or more
TEXT_SHARE = 0.3
#: letters in a run that make it a word rather than a product of variables
WORD_RUN = 4
#: em; letters closer than this are of one word
LETTER_GAP = 0.12
#: a line this many ems long is running text, its ends are the column's
COLUMN_LINE = 14.0


@dataclass(frozen=True)
class Column:
    """The left and right edge of a column of text, in points."""

    x0: float
    x1: float


@dataclass(frozen=True)
class Typography:
    """What the pages of a document have in common. ``body`` and ``leading`` in points."""

    body: float
    text_fonts: frozenset[str]
    leading: float
    #: the columns of most pages
    columns: tuple[Column, ...] = ()


def study_typography(pages: Iterable[Sequence[Item]], lines: Sequence[Sequence[Line]]) -> Typography:
    """Measure a document: its body size by glyph count, its text fonts by their letter runs, its usual line distance."""
    exact: Counter[float] = Counter()
    letters: Counter[str] = Counter()
    in_words: Counter[str] = Counter()
    for items in pages:
        marks = [i for i in items if i.kind == "mark" and len(i.latex) == 1 and i.latex.isalpha()]
        exact.update([i.size for i in marks])
        start, font, edge, base = 0, "", 0.0, 0.0
        for end, mark in enumerate(marks):
            size, gap = mark.size, mark.x0 - edge
            if (
                mark.space
                or not -0.3 * size <= gap <= LETTER_GAP * size
                or mark.font != font
                or abs(base - mark.base) >= 0.05 * size
            ):
                _count(font, end - start, letters, in_words)
                start, font = end, mark.font
            edge, base = mark.x1, mark.base
        _count(font, len(marks) - start, letters, in_words)
    sizes: Counter[float] = Counter()
    for size, n in exact.items():
        sizes[round(size * 5) / 5] += n
    text = frozenset(font for font, n in letters.items() if in_words[font] >= TEXT_SHARE * n)
    body = _body_size(sizes)
    typography = Typography(body, text, _leading(lines, body))
    return replace(typography, columns=_usual_columns(lines, typography))


def _usual_columns(pages: Sequence[Sequence[Line]], typography: Typography) -> tuple[Column, ...]:
    """The columns that at least half of the pages have, to within a few points."""
    found = [columns_of(lines, typography) for lines in pages]
    counts = Counter((round(c.x0 / 6), round(c.x1 / 6)) for columns in found for c in columns)
    usual = {key for key, n in counts.items() if 2 * n >= len(found)}
    first = {(round(c.x0 / 6), round(c.x1 / 6)): c for columns in found for c in columns}
    return tuple(sorted((first[key] for key in usual), key=lambda c: c.x0))


def _count(font: str, length: int, letters: Counter[str], in_words: Counter[str]) -> None:
    if length:
        letters[font] += length
    if length >= WORD_RUN:
        in_words[font] += length


def _body_size(sizes: Counter[float]) -> float:
    """The commonest size; neighbours within a fifth of a point are one (fonts of one design size differ a little)."""
    if not sizes:
        return 10.0
    best = max(sizes, key=lambda s: sizes[s] + sizes[round(s + 0.2, 1)] + sizes[round(s - 0.2, 1)])
    return float(best)


def _leading(pages: Iterable[Sequence[Line]], body: float) -> float:
    """The usual distance of baselines in running text, in points."""
    drops: Counter[float] = Counter()
    for lines in pages:
        for a, b in itertools.pairwise(lines):
            drop = b.base - a.base
            if min(a.x1 - a.x0, b.x1 - b.x0) < COLUMN_LINE * body:
                continue  # displays, headings and last lines have room around them
            if abs(a.size - body) < 0.6 and abs(b.size - body) < 0.6 and 0.9 * body < drop < 2.2 * body:
                drops[round(drop * 2) / 2] += 1
    return float(drops.most_common(1)[0][0]) if drops else 1.2 * body


def columns_of(lines: Sequence[Line], typography: Typography) -> list[Column]:
    """The columns of a page, from the ends of its long lines of body text; the whole page's text where none is long."""
    long = [line for line in lines if line.x1 - line.x0 >= COLUMN_LINE * typography.body]
    if not long:
        return [Column(min(line.x0 for line in lines), max(line.x1 for line in lines))] if lines else []
    body = [line for line in long if abs(line.size - typography.body) < 0.8] or long
    edges: Counter[tuple[int, int]] = Counter((round(line.x0 / 3), round(line.x1 / 3)) for line in body)
    columns: list[Column] = []
    for (left, right), n in edges.most_common():
        if n < max(2, FEW_LINES * len(body)) and columns:
            break
        found = Column(left * 3.0, right * 3.0)
        beside = [c for c in columns if found.x0 < c.x1 - 6 and c.x0 < found.x1 - 6]
        if not beside:
            columns.append(found)
        elif len(beside) == 1 and _indented(beside[0], found, typography.body):
            columns[columns.index(beside[0])] = found
    columns += [c for c in typography.columns if not any(c.x0 < o.x1 - 6 and o.x0 < c.x1 - 6 for o in columns)]
    columns.sort(key=lambda c: c.x0)
    return [_widened(c, lines, columns[k - 1].x1 if k else 0.0, typography.body) for k, c in enumerate(columns)]


def _widened(column: Column, lines: Sequence[Line], floor: float, em: float) -> Column:
    """The column with the edge that its short lines share, where they start farther left (indented paragraphs)."""
    lefts = Counter(round(line.x0) for line in lines if floor < line.x0 and line.x1 <= column.x1 + 6.0)
    outer = [
        x for x, n in lefts.items() if n + lefts[x + 1] >= 3 and column.x0 - LIST_INDENT * em <= x < column.x0 - 4.0
    ]
    return Column(float(min(outer)), column.x1) if outer else column


#: share of a page's lines that make a column; a second one may hold only the end of a section
FEW_LINES = 0.05
#: em; lists and quotations are indented by no more than this
LIST_INDENT = 7.0


def _indented(inner: Column, outer: Column, em: float) -> bool:
    """Whether ``inner`` is the text of a list inside the column ``outer``."""
    return 4.0 < inner.x0 - outer.x0 <= LIST_INDENT * em and -4.0 <= outer.x1 - inner.x1 <= LIST_INDENT * em


def column_for(line: Line, columns: Sequence[Column]) -> Column | None:
    """The column that holds most of the line; a line that spans several gets the span of them all."""
    touched = [c for c in columns if min(line.x1, c.x1) - max(line.x0, c.x0) > 0.15 * (line.x1 - line.x0)]
    if not touched:
        return None
    if len(touched) > 1:
        return Column(min(c.x0 for c in touched), max(c.x1 for c in touched))
    return touched[0]
