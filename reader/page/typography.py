"""How a document is set: body size, columns, and which fonts set words and which formulas (decided by what they set)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.formula.item import SCRIPT_RATIO, Item
from reader.page.lines import Line
from reader.page.signs import OPERATIONS

#: a font sets text if at least this share of its letters stand in runs of four or more
TEXT_SHARE = 0.3
#: em; a script is raised or lowered by this; signs of an operation stand so near, what is multiplied touches
RAISED, NEAR, TOUCHING = 0.1, 0.5, 0.2
#: letters of a short name, and how often it is set
LONGEST_NAME, NAMED = 3, 3
#: letters in a run that make it a word rather than a product of variables
WORD_RUN = 4
#: letters in an italic font for formulas that show that variables are set in it
FEW_VARIABLES = 10
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
    #: typewriter fonts: they set programs, whose signs are no mathematics
    code_fonts: frozenset[str] = frozenset()
    #: whether the variables of formulas have an italic font of their own, other than that of words
    math_italic: bool = False
    #: letters that stand alone in bold somewhere: symbols, perhaps, whose products are no words
    bold_letters: frozenset[str] = frozenset()
    #: face and letters of short names such as **R**: set again and again in a font of words, and never in a formula
    names: frozenset[tuple[str, str]] = frozenset()


class Study:
    """What is counted on the pages of a document, one by one, while the glyphs of each are still in the processor's cache."""

    def __init__(self) -> None:
        self._sizes: Counter[float] = Counter()
        self._letters: Counter[str] = Counter()
        self._in_words: Counter[str] = Counter()
        self._code_fonts: set[str] = set()
        self._math_italics: set[str] = set()
        self._text_italics: set[str] = set()
        self._lone: Counter[str] = Counter()
        self._bold_letters: set[str] = set()
        self._short: Counter[tuple[str, str]] = Counter()
        self._symbols: set[tuple[str, str]] = set()
        self._pages: list[Sequence[Line]] = []
        #: width, size and baseline of the lines of each page
        self._measures: list[list[tuple[float, float, float]]] = []

    def add(self, items: Sequence[Item], lines: Sequence[Line]) -> None:
        """Count the letters of a page, and those that stand in words; measure its lines."""
        places = [k for k, i in enumerate(items) if i.kind == "mark" and len(i.latex) == 1 and i.latex.isalpha()]
        marks = [items[k] for k in places]
        self._sizes.update([i.size for i in marks])
        for i in {(i.font, i.face): i for i in marks}.values():
            if i.face == "tt" and not i.math:
                self._code_fonts.add(i.font)
            elif i.face == "it":
                (self._math_italics if i.math else self._text_italics).add(i.font)
        runs: list[tuple[str, int, int]] = []
        start, font, edge, base = 0, "", 0.0, 0.0
        for end, mark in enumerate(marks):
            size = mark.size
            if (
                mark.space
                or mark.font != font
                or not -0.3 * size <= mark.x0 - edge <= LETTER_GAP * size
                or abs(base - mark.base) >= 0.05 * size
            ):
                runs.append((font, end - start, start))
                start, font = end, mark.font
            edge, base = mark.x1, mark.base
        runs.append((font, len(marks) - start, start))
        for font, length, first in runs:
            self._letters[font] += length
            if length >= WORD_RUN:
                self._in_words[font] += length
            elif length:
                self._lone[font] += length == 1
                if length <= LONGEST_NAME and marks[first].face in ("bf", "it") and not marks[first].math:
                    self._add_short(items, places[first], places[first + length - 1])
        self._pages.append(lines)
        self._measures.append([(line.x1 - line.x0, line.size, line.base) for line in lines])

    def _add_short(self, items: Sequence[Item], first: int, last: int) -> None:
        """Count a few letters that stand alone in a font of words, and whether they do so in a formula."""
        run = (str(items[first].face), "".join(item.latex for item in items[first : last + 1]))
        if first == last and run[0] == "bf":
            self._bold_letters.add(run[1])
        self._short[run] += 1
        if run not in self._symbols and (_in_formula(items, first) or _in_formula(items, last)):
            self._symbols.add(run)

    def _names(self) -> frozenset[tuple[str, str]]:
        """Names in bold are of capitals: **w** is a vector. Italics set words in most documents and symbols in some, then all."""
        symbols = any(face == "it" for face, _ in self._symbols)
        often = [run for run, n in self._short.items() if n >= NAMED and run not in self._symbols]
        return frozenset((face, word) for face, word in often if (word.isupper() if face == "bf" else not symbols))

    def typography(self) -> Typography:
        """What the pages so far have in common."""
        sizes: Counter[float] = Counter()
        for size, n in self._sizes.items():
            sizes[round(size * 5) / 5] += n
        text = frozenset(font for font, n in self._letters.items() if n and self._in_words[font] >= TEXT_SHARE * n)
        body = _body_size(sizes)
        variables = sum([self._letters[font] for font in self._math_italics - text])
        typography = Typography(
            body, text, _leading(self._measures, body), code_fonts=frozenset(self._code_fonts),
            bold_letters=frozenset(self._bold_letters), names=self._names(),
            math_italic=variables >= max(FEW_VARIABLES, sum([self._lone[font] for font in self._text_italics])),
        )  # fmt: skip
        return replace(typography, columns=_usual_columns(self._pages, typography))


def _in_formula(items: Sequence[Item], k: int) -> bool:
    """Whether a letter of a font of words carries a script, stands beside a sign of an operation, or touches mathematics."""
    letter = items[k]
    if k + 1 < len(items):
        after = items[k + 1]
        raised = after.size <= SCRIPT_RATIO * letter.size and abs(after.base - letter.base) > RAISED * letter.size
        if raised and -LETTER_GAP <= (after.x0 - letter.x1) / letter.size < LETTER_GAP:
            return True
    for left, right in ((k - 1, k), (k, k + 1)):
        if left < 0 or right == len(items):
            continue
        other = items[left] if right == k else items[right]
        gap = (items[right].x0 - items[left].x1) / letter.size
        if abs(other.base - letter.base) > RAISED * letter.size and not other.centred:
            continue
        if other.latex in OPERATIONS and other.latex != ":" and (other.math or other.latex != "-") and abs(gap) < NEAR:
            return True
        if (other.math or items[right].latex == "(") and not items[right].space and abs(gap) < TOUCHING:
            return True
    return False


def _usual_columns(pages: Sequence[Sequence[Line]], typography: Typography) -> tuple[Column, ...]:
    """The columns that at least half of the pages have, to within a few points."""
    found = [columns_of(lines, typography) for lines in pages]
    counts = Counter((round(c.x0 / 6), round(c.x1 / 6)) for columns in found for c in columns)
    usual = {key for key, n in counts.items() if 2 * n >= len(found)}
    first = {(round(c.x0 / 6), round(c.x1 / 6)): c for columns in found for c in columns}
    return tuple(sorted((first[key] for key in usual), key=lambda c: c.x0))


def _body_size(sizes: Counter[float]) -> float:
    """The commonest size; neighbours within a fifth of a point are one (fonts of one design size differ a little)."""
    if not sizes:
        return 10.0
    best = max(sizes, key=lambda s: sizes[s] + sizes[round(s + 0.2, 1)] + sizes[round(s - 0.2, 1)])
    return float(best)


def _leading(pages: Iterable[Sequence[tuple[float, float, float]]], body: float) -> float:
    """The usual distance of baselines in running text, in points, from width, size and baseline of the lines."""
    drops: Counter[float] = Counter()
    for lines in pages:
        for (width, size, base), (next_width, next_size, next_base) in itertools.pairwise(lines):
            if width < COLUMN_LINE * body or next_width < COLUMN_LINE * body:
                continue  # displays, headings and last lines have room around them
            drop = next_base - base
            if abs(size - body) < 0.6 and abs(next_size - body) < 0.6 and 0.9 * body < drop < 2.2 * body:
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
    if edges.most_common(1)[0][1] < FEW_ALIKE:
        columns = [_whole(columns, lines, typography)]
    columns += [c for c in typography.columns if not any(c.x0 < o.x1 - 6 and o.x0 < c.x1 - 6 for o in columns)]
    columns.sort(key=lambda c: c.x0)
    columns = [_widened(c, lines, columns[k - 1].x1 if k else 0.0, typography.body) for k, c in enumerate(columns)]
    return sorted([*columns, *_of_short_lines(lines, columns, typography.body)], key=lambda c: c.x0)


def _whole(columns: Sequence[Column], lines: Sequence[Line], typography: Typography) -> Column:
    """The column of a page on which hardly two lines are equally long: the document's usual one, or from the edges they share."""
    first = columns[0]
    usual = [c for c in typography.columns if c.x0 - 6 <= first.x0 and first.x1 <= c.x1 + 6]
    if usual:
        return usual[0]
    lefts, rights = Counter(round(line.x0) for line in lines), Counter(round(line.x1) for line in lines)
    x0 = min([x for x, n in lefts.items() if n + lefts[x + 1] >= FEW_ALIKE], default=first.x0)
    x1 = max([x for x, n in rights.items() if n + rights[x - 1] >= FEW_ALIKE], default=first.x1)
    wide = sum(line.x1 - line.x0 > SPANNING * (x1 - x0) for line in lines)
    return Column(float(min(x0, first.x0)), float(max(x1, first.x1))) if wide >= FEW_ALIKE else first


def _of_short_lines(lines: Sequence[Line], columns: Sequence[Column], em: float) -> list[Column]:
    """A column beside the others, as wide as they are, of lines that begin under one another but never fill it."""
    width = max((c.x1 - c.x0 for c in columns), default=0.0)
    beside = [line for line in lines if all(line.x0 > c.x1 + 6 or line.x1 < c.x0 - 6 for c in columns)]
    lefts = Counter(round(line.x0) for line in beside if abs(line.size - em) < 0.8)
    if not lefts:
        return []
    left = max(lefts, key=lambda x: lefts[x] + lefts[x + 1])
    if lefts[left] + lefts[left + 1] < SHORT_LINES:
        return []
    own = [line for line in beside if left - 1 <= line.x0 <= left + width]
    fits = max(line.x1 for line in own) <= left + width + 6.0
    return (
        [Column(float(left), left + width)]
        if fits and not any(left < c.x1 and c.x0 < left + width for c in columns)
        else []
    )


def _widened(column: Column, lines: Sequence[Line], floor: float, em: float) -> Column:
    """The column with the edge that its short lines share, where they start farther left (indented paragraphs)."""
    lefts = Counter(round(line.x0) for line in lines if floor < line.x0 and line.x1 <= column.x1 + 6.0)
    outer = [
        x for x, n in lefts.items() if n + lefts[x + 1] >= 3 and column.x0 - LIST_INDENT * em <= x < column.x0 - 4.0
    ]
    return Column(float(min(outer)), column.x1) if outer else column


#: lines that make an edge of a page's only column; lines across most of it, so that it is one
FEW_ALIKE, SPANNING = 3, 0.55
#: share of a page's lines that make a column; a second one may hold only the end of a section
FEW_LINES = 0.05
#: lines that begin under one another beside a column make a further one, though none of them is full
SHORT_LINES = 5
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
