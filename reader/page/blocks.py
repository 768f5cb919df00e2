"""Pages of lines → a stream of paragraphs: running text with its formulas in it, headings, displays, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reader.formula.item import Item
from reader.formula.reduce import build_line
from reader.formula_tree import Array, Mark, Node, Row, children, walk
from reader.geometry import Box, union
from reader.latex.tokens import MAX_NESTING
from reader.latex.writer import to_latex
from reader.page.continued import begins_inside, breaks_off, regrouped
from reader.page.display_cells import aligned_cells
from reader.page.display_rows import starts
from reader.page.displays import Display, PageLayout, Prose
from reader.page.evidence import Ink, gather
from reader.page.inline import Segment
from reader.page.typography import Typography

#: em; a first line is indented by at least this much
PARAGRAPH_INDENT = 0.8
#: em; lines of one paragraph begin at the same place to within this
HANGING = 0.3
#: of the line distance; more room than this between lines parts paragraphs
PARAGRAPH_GAP = 1.45
#: em; nor wider than this
LONGEST_HEADING = 60.0
#: characters; a heading is no longer than this
HEADING_LENGTH = 90
HEADING_NUMBER = re.compile(
    r"^(?:Appendix\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5})[.:]?\s+(?=\S)"
)
HEADING_WORDS = frozenset(
    [
        "abstract",
        "introduction",
        "background",
        "preliminaries",
        "method",
        "methods",
        "methodology",
        "experiments",
        "results",
        "discussion",
        "conclusion",
        "conclusions",
        "references",
        "bibliography",
        "acknowledgements",
        "acknowledgments",
        "appendix",
        "related",
        "limitations",
        "notation",
        "model",
        "training",
        "evaluation",
        "broader",
        "impact",
        "supplementary",
        "theory",
        "algorithm",
        "analysis",
        "overview",
        "setup",
        "approach",
    ]
)


@dataclass
class Formula:
    """A formula in reading order; ``items`` tell how it ends, as it may go on in the next line."""

    page: int
    box: Box
    display: bool
    number: str | None
    tree: Node
    latex: str
    items: tuple[Item, ...] = ()
    #: what the ink says against the reading (see ``reader.page.evidence``)
    evidence: dict[str, int] = field(default_factory=dict)


@dataclass
class Paragraph:
    """Running text: words and formulas in order."""

    pieces: list[str | Formula] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    page: int = 0
    #: type size of its first line in points
    size: float = 0.0


@dataclass
class Heading:
    """A section title."""

    text: str
    page: int
    box: Box


Block = Paragraph | Heading


@dataclass(frozen=True)
class Part:
    """Pages that are set alike: a paper, or a stretch of a book."""

    pages: Sequence[PageLayout]
    typography: Typography


def blocks_of(parts: Iterable[Part]) -> Iterator[Block]:
    """The document's paragraphs and headings in reading order; page numbers and running heads are left out."""
    paragraph = Paragraph()
    last: Prose | Display | None = None
    for part in parts:
        running = _running_heads(part.pages)
        for page in part.pages:
            ends = {id(block) for block in _ends(page)}
            ink = _ink(page, part.typography)
            for block in page.blocks:
                if isinstance(block, Display):
                    _add_display(paragraph, block, page.number, ink)
                    last = block
                    continue
                text = _prose_text(block)
                if (id(block) in ends and text in running) or _is_page_number(block) or not block.segments:
                    continue
                heading = _heading(block, text, part.typography)
                if heading or _starts_paragraph(block, last, part.typography):
                    if paragraph.pieces:
                        yield paragraph
                    paragraph = Paragraph()
                if heading:
                    yield Heading(heading, page.number, block.line.box)
                    last = None
                    continue
                _add_line(paragraph, block, page.number, ink)
                last = block
    if paragraph.pieces:
        yield paragraph


def _ink(page: PageLayout, typography: Typography) -> Ink:
    lines = [block.box if isinstance(block, Display) else block.line.box for block in page.blocks]
    columns = {block.column for block in page.blocks if isinstance(block, Prose) and block.column is not None}
    return Ink(page.marks, lines, typography.body, columns)


def _add_display(paragraph: Paragraph, display: Display, page: int, ink: Ink) -> None:
    formula = display_formula(display, page)
    formula.evidence = gather(formula.tree, ink, formula.box)
    paragraph.pieces.append(formula)
    paragraph.boxes.append((page, formula.box))
    paragraph.page = paragraph.page or page


def display_formula(display: Display, page: int) -> Formula:
    """The layout tree and LaTeX of a display; several rows become ``aligned``."""
    rows = [build_line(row.items) for row in display.rows]
    tree = _shallow(rows[0] if len(rows) == 1 else Array(aligned_cells(rows, display.rows[0].line.size), "aligned"))
    items = tuple(i for row in display.rows for i in row.items)
    return Formula(page, display.box, True, display.number, tree, to_latex(tree), items)


def _shallow(tree: Node) -> Node:
    """The tree, or one unknown mark where it is nested deeper than any formula: what is behind goes down it recursively."""
    level: list[Node] = [tree]
    for _ in range(MAX_NESTING):
        level = [child for node in level for child in children(node)]
        if not level:
            return tree
    return Mark("?", "it", None, known=False)


def _running_heads(pages: Sequence[PageLayout]) -> frozenset[str]:
    """Texts of first and last lines that recur on several pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_prose_text(block) for block in _ends(page)})
    return frozenset(text for text, n in seen.items() if n >= 3 and n >= 0.25 * len(pages) and text)


def _ends(page: PageLayout) -> list[Prose]:
    """The lines of a page between which its text stands."""
    prose = [block for block in page.blocks if isinstance(block, Prose)]
    return [*prose[:2], *prose[-2:]]


def _prose_text(block: Prose) -> str:
    return "".join(s.text for s in block.segments if not s.math).strip()


def _is_page_number(block: Prose) -> bool:
    """Whether a line is nothing but a number."""
    return _prose_text(block).isdigit() and not any(s.math for s in block.segments)


def _heading(block: Prose, words: str, typography: Typography) -> str | None:
    """The text of a line, whose prose is ``words``, if it is a section title, else None."""
    line = block.line
    if line.box.width > LONGEST_HEADING * line.size or len(line.items) > HEADING_LENGTH:
        return None
    large = line.size > 1.1 * typography.body
    bold = (large or _short(block)) and _bold(line.items)
    if not large and not bold and words != words.upper():  # only capitals make a title of ordinary letters
        return None
    text = _line_text(block)
    if not 2 < len(text) <= HEADING_LENGTH or text.endswith((",", ";")) or not any(c.isalpha() for c in text):
        return None
    numbered = HEADING_NUMBER.match(text)
    if numbered and (text[numbered.end()].islower() or re.match(r"\d+:", text)):  # a line of an algorithm
        return None
    first = re.split(r"[^A-Za-z]+", HEADING_NUMBER.sub("", text) or text)[0].lower()
    known = first in HEADING_WORDS and len(text.split()) <= 5
    if large and line.size < 1.9 * typography.body and (numbered or known or bold):
        return text
    if bold and _short(block) and not text.endswith(".") and (numbered or known):
        return text
    if known and text.isupper():
        return text
    small_caps = numbered and text.isupper() and len(text) > 5
    return text if small_caps else None


def _short(block: Prose) -> bool:
    return block.column is None or block.line.x1 < block.column.x1 - 2 * block.line.size


def _bold(items: Sequence[Item]) -> bool:
    faces = [i.face for i in items if len(i.latex) == 1 and i.face is not None and i.latex.isalpha()]
    return bool(faces) and faces.count("bf") + faces.count("bi") > 0.8 * len(faces)


def _line_text(block: Prose) -> str:
    text = ""
    for segment in block.segments:
        body = f"${to_latex(build_line(segment.items))}$" if segment.math else segment.text
        text += (" " if segment.spaced and text else "") + body
    return re.sub(r"\s+", " ", text).strip()


def _starts_paragraph(block: Prose, last: Prose | Display | None, typography: Typography) -> bool:
    if last is None:
        return True
    line = block.line
    if isinstance(last, Display):
        indented = block.column is not None and line.x0 > block.column.x0 + PARAGRAPH_INDENT * line.size
        return indented and _first_is_capital(block)
    before = last.line
    if abs(before.size - line.size) > 0.12 * typography.body:
        return True
    drop = line.base - before.base
    same_column = block.column == last.column and drop > 0
    if same_column and drop > PARAGRAPH_GAP * typography.leading:
        return True
    if block.column is not None and line.x0 > block.column.x0 + PARAGRAPH_INDENT * line.size:
        # the lines of an item go on behind its bullet or number
        begins = [before.x0] if _short(last) else starts(before)
        return not (same_column and any(abs(line.x0 - x) < HANGING * line.size for x in begins))
    return False


def _first_is_capital(block: Prose) -> bool:
    text = _line_text(block)
    return bool(text) and text[0].isupper()


def _add_line(paragraph: Paragraph, block: Prose, page: int, ink: Ink) -> None:
    """Append a line's words and formulas; a word hyphenated at the line's end is joined with its rest."""
    paragraph.page = paragraph.page or page
    paragraph.size = paragraph.size or block.line.size
    paragraph.boxes.append((page, block.line.box))
    last = _last_formula(paragraph)
    broken = last is not None and breaks_off(last.items)
    for k, segment in enumerate(regrouped(block.segments, last.items) if last and broken else block.segments):
        if segment.math:
            formula = _inline(segment, page)
            formula.evidence = gather(formula.tree, ink)
            if k == 0 and last is not None and (broken or begins_inside(segment)):
                _extend(paragraph, formula)
            else:
                paragraph.pieces.append(formula)
            continue
        text = segment.text.strip()
        before = paragraph.pieces[-1] if paragraph.pieces else None
        if k == 0 and isinstance(before, str) and re.search(r"[a-z]-$", before) and text[:1].islower():
            paragraph.pieces[-1] = before[:-1] + text
        elif isinstance(before, Formula) and not segment.spaced and k:
            paragraph.pieces.append("\u2060" + text)  # glued to the formula before it
        else:
            paragraph.pieces.append(text)


def _inline(segment: Segment, page: int) -> Formula:
    box = union(i.box for i in segment.items)
    assert box is not None
    tree = _shallow(build_line(segment.items))
    return Formula(page, box, False, None, tree, to_latex(tree), segment.items)


def _last_formula(paragraph: Paragraph) -> Formula | None:
    """The formula of running text with which a paragraph ends so far."""
    last = paragraph.pieces[-1] if paragraph.pieces else None
    return last if isinstance(last, Formula) and not last.display and last.items else None


def _extend(paragraph: Paragraph, rest: Formula) -> None:
    first = paragraph.pieces[-1]
    assert isinstance(first, Formula)
    left = first.tree.items if isinstance(first.tree, Row) else (first.tree,)
    right = rest.tree.items if isinstance(rest.tree, Row) else (rest.tree,)
    tree = Row((*left, *right))
    paragraph.pieces[-1] = Formula(
        first.page, first.box, False, None, tree, to_latex(tree), (*first.items, *rest.items),
        first.evidence | rest.evidence | {"broken": 1},
    )  # fmt: skip


def unknown_marks(node: Node) -> int:
    """How many marks of a formula could not be identified."""
    return sum(isinstance(n, Mark) and not n.known for n in walk(node))
