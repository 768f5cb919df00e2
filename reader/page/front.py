"""The front matter of a paper: its title and its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.page.displays import PageLayout, Prose
from reader.page.inline import Segment, plain_text
from reader.paper import Section

#: share of the first page in which the title stands
TITLE_ZONE = 0.5
#: words of metadata titles that no author chose
JUNK_TITLE = re.compile(
    r"\.(dvi|tex|pdf|docx?|indd)$|^(untitled\S*|microsoft word\b.*|paper|main|arxiv:.*|title)$", re.I
)
#: the heading with which the text begins
FIRST_SECTION = re.compile(
    r"(?:(?:1|I)[.:]?\s*I(?:ntroduction|NTRODUCTION)|1[.:]?\s[A-Z][a-z]+|I(?:ntroduction|NTRODUCTION)$|A(?:bstract|BSTRACT))\b"
)


def find_title(pages: Sequence[PageLayout], height: float, metadata: str) -> str:
    """The largest text in the upper half of the first page; the file's metadata where that says nothing."""
    metadata = "" if JUNK_TITLE.search(metadata) else _one_line(metadata)
    lines = _before_sections(
        [b for page in pages[:1] for b in page.blocks if isinstance(b, Prose) and b.line.base < TITLE_ZONE * height]
    )
    wordy = [
        b
        for b in lines
        if sum(len(s.text) for s in b.segments) >= 4 and any(c.isalpha() for s in b.segments for c in s.text)
    ]
    if not wordy:
        return metadata
    largest = max(b.line.size for b in wordy if not _is_stamp(b)) if any(not _is_stamp(b) for b in wordy) else 0.0
    parts = [_text(b.segments) for b in wordy if b.line.size >= 0.93 * largest and not _is_stamp(b)]
    title = re.sub(r"\s+", " ", re.sub(r"(\w)- (\w)", r"\1\2", " ".join(parts[:4]))).strip(" *†‡")
    if 3 < len(metadata) < 200 and _same_words(metadata, title):
        return metadata
    return title if 3 < len(title) < 250 else metadata


def _one_line(text: str) -> str:
    """A text of the file's making, without what no line of print holds (it may command a terminal)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _before_sections(lines: Sequence[Prose]) -> list[Prose]:
    """The lines in front of the first section: a title stands above it."""
    first = next((k for k, line in enumerate(lines) if FIRST_SECTION.match(_all_text(line.segments))), len(lines))
    return list(lines[:first])


def _all_text(segments: Sequence[Segment]) -> str:
    """The text of a line, what was taken for formulas (a section's number, say) included."""
    parts = (s.text or "".join(plain_text(i) for i in s.items) for s in segments)
    return " ".join(parts).strip()


def _is_stamp(block: Prose) -> bool:
    return _text(block.segments).lower().startswith("arxiv:")


def _same_words(a: str, b: str) -> bool:
    strip = re.compile(r"\W+")
    return strip.sub("", a).lower() == strip.sub("", b).lower()


def _text(segments: Sequence[Segment]) -> str:
    return "".join((" " if s.spaced else "") + s.text for s in segments if not s.math).strip()


def sections_from(outline: Sequence[tuple[int, str, int]], headings: Sequence[Section]) -> tuple[Section, ...]:
    """The file's bookmarks where it has some (the author's own structure), else the headings found on the pages."""
    if len(outline) >= 3:
        return tuple(
            Section(_one_line(title), page)
            for level, title, page in outline
            if level <= 2 and page > 0 and _one_line(title)
        )
    return tuple(headings)
