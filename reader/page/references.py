"""The list of references at a paper's end: the title and the year of each entry, as far as its style allows.

Entries are told apart by their labels, else by hanging indentation, else by the room between them; titles by where they
stand: in quotes, behind the authors or behind the year. Wrong titles are worse than none: what looks like a venue is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median
from unicodedata import normalize

from reader.page.displays import PageLayout, Prose
from reader.page.inline import plain_text

HEADING = re.compile(r"\W*(?:\d{1,2}|[A-Z]|[IVX]+)?[.\s]*(?:references?|bibliography|literature cited)\W*", re.I)
#: what may follow the references: an appendix's heading
AFTER = re.compile(
    r"(?:[A-Z]|\d{1,2})?[.\s]*(?:appendi(?:x|ces)|supplementa\w+|acknowledge?ments?|checklist)\b.{0,60}", re.I
)
LABEL = re.compile(r"\[(?:\d{1,3}|[A-Z][A-Za-z+]{0,6}\d{2}[a-z]?)\]\s?|\(?\d{1,3}[.)]\s")
YEAR = re.compile(r"(?<!\d)(19[4-9]\d|20[0-4]\d)(?!\d)")
#: an entry is at least this long, and no longer (a whole appendix that hangs on is no entry)
SHORTEST, LONGEST = 25, 900
#: so many entries in a row without a year are none
UNDATED = 3
#: a line that is found this often is a running head
RUNNING = 3
#: em; continuation lines of a hanging indentation stand at least this much to the right
HANGING = 0.6
#: of the usual distance of baselines; more room than this parts entries
ROOM = 1.12
#: one author, surname first ("Ba, J. L."), and the list of them, with the year that some styles put behind it
_AUTHOR = r"[^\W\d_][\w'’´`¨~\- ]{0,30}, (?:[A-Z]\.[ \-]?){1,4}"
AUTHORS = re.compile(
    rf"{_AUTHOR}(?:(?:,? (?:and|&) |, ?|,? ?)(?:{_AUTHOR}|et al\.? ?))*(?:\((?:19|20)\d\d[a-z]?\)\.? ?)?[.,:]? ?"
)
DATED = re.compile(r"^.{3,300}?[ (](?:19|20)\d\d[a-z]?\)?[.:,]\s+(?=[A-Z“\"])")
CLAUSE = re.compile(r"(?<![A-Z])(?<!\bJr)(?<!\bSt)[.?!]\s+(?=\S)")
VENUE = re.compile(
    r"(?:in[ :]|proceedings|arxiv|pages?\b|pp\b|vol|volume|journal|advances in|conference|international conf|transactions|"
    r"technical report|university|press\b|springer|elsevier|ieee|acm\b|mit press|curran|pmlr|url\b|https?:|doi|phd|ph\.d|\(?(?:19|20)\d\d)",
    re.I,
)
TAIL = re.compile(r"[,;]?\s*(?:arXiv\b.*|\(?(?:19|20)\d\d[a-z]?\)?|URL\b.*|https?:.*|CoRR.*)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class ListLine:
    """What of a line tells where an entry begins and what it says; lengths in points."""

    text: str
    x0: float
    base: float
    size: float


def list_lines(page: PageLayout) -> list[ListLine | None]:
    """The lines of a page; None where a display stands."""
    return [
        ListLine(text_of(block), block.line.x0, block.line.base, block.line.size) if isinstance(block, Prose) else None
        for block in page.blocks
    ]


def find_references(lines: Sequence[ListLine | None]) -> tuple[tuple[str, int | None], ...]:
    """Title and year of the entries of a document's list, in order; entries whose title cannot be told are left out."""
    entries = [entry for entry in entries_of(_lines_of_list(lines)) if SHORTEST <= len(entry) <= LONGEST]
    found = [(title_of(entry), year_of(entry)) for entry in _while_dated(entries)]
    return tuple((title, year) for title, year in found if title)


def _while_dated(entries: Iterable[str]) -> list[str]:
    """The entries up to where several in a row have no year: there an appendix has begun."""
    kept: list[str] = []
    undated = 0
    for entry in entries:
        undated = 0 if YEAR.search(entry) else undated + 1
        kept.append(entry)
        if undated == UNDATED:
            return kept[:-UNDATED]
    return kept


# the lines of the list ------------------------------------------------------------------------------------------------


def _lines_of_list(lines: Sequence[ListLine | None]) -> list[ListLine]:
    starts = [k for k, line in enumerate(lines) if line is not None and HEADING.fullmatch(line.text)]
    if not starts:
        return []
    # a display ends the list, a running head stands on many pages, and a page's number is no text
    listed = [line for line in takewhile(lambda line: line is not None, lines[starts[-1] + 1 :]) if line is not None]
    seen = Counter(line.text for line in lines if line is not None)
    rest = [line for line in listed if len(line.text) > 4 and seen[line.text] < RUNNING]
    size = median(line.size for line in rest[:30]) if rest else 0.0
    kept: list[ListLine] = []
    for line in rest:
        if AFTER.fullmatch(line.text) or (line.size > 1.12 * size and len(kept) > 3):
            break
        kept.append(line)
    return kept


def text_of(line: Prose) -> str:
    """All characters of a line, what was taken for a formula (a page range, say) included."""
    text = ""
    for segment in line.segments:
        text += (" " if segment.spaced and text else "") + (segment.text or "".join(map(plain_text, segment.items)))
    return normalize("NFC", text.strip())


def entries_of(lines: Sequence[ListLine]) -> Iterator[str]:
    """The entries' texts, each on one line."""
    starts = _starts(lines)
    entry = ""
    for line, first in zip(lines, starts, strict=True):
        text = line.text
        if first and entry:
            yield entry
            entry = ""
        entry = entry[:-1] + text if re.search(r"[a-z]-$", entry) and text[:1].islower() else f"{entry} {text}".strip()
    if entry:
        yield entry


def _starts(lines: Sequence[ListLine]) -> list[bool]:
    """For every line whether it begins an entry."""
    labelled = [LABEL.match(line.text) is not None for line in lines]
    if lines and labelled[0] and sum(labelled) >= min(3, len(lines)):
        return labelled
    lefts = [_left(line, lines) for line in lines]
    hanging = [line.x0 > left + HANGING * line.size for line, left in zip(lines, lefts, strict=True)]
    if sum(hanging) >= 0.25 * len(lines):
        return [not h for h in hanging]
    drops = [(a, b.base - a.base) for a, b in pairwise(lines)]
    usual = median([drop for _, drop in drops if drop > 0] or [0.0])
    # in the next column only a full stop tells
    parted = [drop > ROOM * usual or (drop <= 0 and above.text.endswith(".")) for above, drop in drops]
    return [True, *parted][: len(lines)]


def _left(line: ListLine, lines: Sequence[ListLine]) -> float:
    """The left edge of the column that a line of the list stands in."""
    near = [other.x0 for other in lines if abs(other.x0 - line.x0) < 4 * line.size]
    return min(near)


# one entry ------------------------------------------------------------------------------------------------------------


def year_of(entry: str) -> int | None:
    """The year an entry gives: the one in brackets, else the last one; numbers of arXiv are no years."""
    dated = re.search(r"\((19[4-9]\d|20[0-4]\d)[a-z]?\)", entry)
    if dated:  # behind the authors, where no range of pages can be
        return int(dated.group(1))
    years = YEAR.findall(re.sub(r"arXiv:?\s?\S+|\d{4}\.\d{4,5}", " ", entry, flags=re.I))
    return int(years[-1]) if years else None


def title_of(entry: str) -> str:
    """The title an entry gives; empty where it cannot be told."""
    body = LABEL.sub("", entry, count=1) if LABEL.match(entry) else entry
    quoted = re.search(r"[\"“]\s*(.{8,250}?)[,.?!]?\s*[\"”]", body)
    if quoted:
        return _clean(quoted.group(1))
    surnames = AUTHORS.match(body)
    dated = DATED.match(body)
    if surnames and surnames.end() < len(body) - 8:
        clauses = [re.sub(r"^\(?(?:19|20)\d\d[a-z]?\)?[.,:]?\s*", "", body[surnames.end() :])]
    elif dated and len(CLAUSE.split(body[: dated.end()].strip())) <= 2:
        clauses = [body[dated.end() :]]
    else:
        clauses = CLAUSE.split(body)[1:2] or []
    for clause in clauses:
        title = _clean(CLAUSE.split(clause)[0])
        if len(title) >= 4 and any(c.isalpha() for c in title) and not VENUE.match(title):
            return title
    return ""


def _clean(title: str) -> str:
    title = re.sub(r"\s+", " ", title)
    return TAIL.sub("", title).strip(' .,;:“”"')
