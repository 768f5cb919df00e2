"""Paragraphs → sentences, with the formulas that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from reader.geometry import Box
from reader.page.blocks import Block, Formula, Heading, Paragraph
from reader.paper import Section, Sentence

#: abbreviations whose full stop ends no sentence
ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|Figs?|Eqs?|Eqn|Secs?|Tab|Thm|Prop|Def|Refs?|Alg|App|cf|vs|w\.r\.t|resp|approx|i\.i\.d|a\.k\.a|"
    r"Dr|Prof|No|Ch|vol|pp|St|etc|viz)|\b[A-Z])\.$"
)
#: a display whose own last mark is a full stop ends the sentence, whatever environment it is in
DISPLAY_END = re.compile(r"[.!?](?:\s*\\end\{\w+\})*\$\$$")
#: a new sentence behind a display that has no full stop: a capital and more letters, or a word of one letter
NEW_SENTENCE = re.compile(r"\s*(?:[A-Z][a-z]+\b|A\s[a-z]|I\s[a-z])")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[$]*[A-Z$0-9])")


@dataclass(frozen=True)
class Placed:
    """A formula and the index of the sentence it stands in."""

    formula: Formula
    sentence: int | None


@dataclass(frozen=True)
class Text:
    """The running text of a document."""

    sentences: tuple[Sentence, ...]
    formulas: tuple[Placed, ...]
    sections: tuple[Section, ...]


def read_text(blocks: Iterable[Block]) -> Text:
    """Sentences and formulas of the blocks, in reading order, with the section they stand in."""
    sentences: list[Sentence] = []
    formulas: list[Placed] = []
    sections: list[Section] = []
    for block in blocks:
        if isinstance(block, Heading):
            if sections and sections[-1].page == block.page and _continues(sections[-1].title, block.text):
                continue
            sections.append(Section(block.text, block.page))
        else:
            _add_paragraph(block, sections[-1].title if sections else "", sentences, formulas)
    return Text(tuple(sentences), tuple(formulas), tuple(sections))


def _continues(title: str, text: str) -> bool:
    return title == text


def _add_paragraph(paragraph: Paragraph, section: str, sentences: list[Sentence], formulas: list[Placed]) -> None:
    text, spans = _flatten(paragraph)
    for _, _, formula in spans:
        formula.items = ()  # glyphs are of no more use, and a book has many
    start = 0
    bounds = [*_boundaries(text, spans), len(text)]
    for end in bounds:
        piece = text[start:end].strip()
        inside = [f for a, _, f in spans if start <= a < end]
        if piece:
            page, box = _place(paragraph, inside, start / max(len(text), 1))
            sentences.append(Sentence(piece, page, box, section))
            formulas += [Placed(f, len(sentences) - 1) for f in inside]
        start = end


def _flatten(paragraph: Paragraph) -> tuple[str, list[tuple[int, int, Formula]]]:
    """The paragraph as one string, and where in it each formula stands."""
    text = ""
    spans: list[tuple[int, int, Formula]] = []
    for piece in paragraph.pieces:
        if isinstance(piece, Formula):
            body = f"$${piece.latex}$$" if piece.display else f"${piece.latex}$"
            text += " " if text and not text.endswith(("(", "[", "-", " ")) else ""
            spans.append((len(text), len(text) + len(body), piece))
            text += body
        else:
            glued = piece.startswith("\u2060")
            words = normalize("NFC", piece.lstrip("\u2060")).replace(
                "$", r"\$"
            )  # a bare dollar sign would open a formula
            text += "" if not text or glued or text.endswith(" ") else " "
            text += words
    return text, spans


def _boundaries(text: str, spans: list[tuple[int, int, Formula]]) -> list[int]:
    """Where sentences end: after a full stop that belongs to no abbreviation and no formula, and after some displays."""
    found = []
    for match in SENTENCE_END.finditer(text):
        at = match.start()
        if ABBREVIATIONS.search(text[max(0, at - 12) : at]):
            continue
        if any(a < at < b for a, b, _ in spans):
            continue
        found.append(match.end())
    found += [end for _, end, formula in spans if formula.display and _ends_sentence(text, end)]
    return sorted(set(found))


def _ends_sentence(text: str, end: int) -> bool:
    """Whether the display that ends at ``end`` is the last of its sentence: its full stop, or a capital after it, says so."""
    rest = text[end:]
    if not rest.strip():
        return False
    stopped = DISPLAY_END.search(text[max(0, end - 80) : end]) is not None
    return bool(NEW_SENTENCE.match(rest)) or (stopped and not rest.lstrip()[:1].islower())


def _place(paragraph: Paragraph, inside: list[Formula], share: float) -> tuple[int, Box]:
    """Page and line box of a sentence: its first formula's line, else by its share of the paragraph."""
    if inside:
        page, at = inside[0].page, inside[0].box
        line = next((b for p, b in paragraph.boxes if p == page and b.y0 - 2 <= at.y_mid <= b.y1 + 2), at)
        return page, line
    return paragraph.boxes[min(int(share * len(paragraph.boxes)), len(paragraph.boxes) - 1)]
