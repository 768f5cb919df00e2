"""Reads a paper for the shelf: the annotation as JSON, and what is needed to make lists and tables again."""

from __future__ import annotations

from pathlib import Path

from glossary.annotate import Progress, read_and_annotate
from glossary.annotated_paper import equation_concepts
from glossary.contract import as_json, voices_json
from glossary.export import notation_csv, notation_latex, notation_markdown
from glossary.marked import notes_for
from pages.shelf import Reading
from patterns.explanation.voice import VOICES


def read(file: Path, password: str | None, progress: Progress) -> Reading:
    """Read and annotate a PDF; raises ``CartoucheError`` with one sentence where that is not possible."""
    found = read_and_annotate(file, password, progress)
    symbols, senses = found.paper.symbols, found.senses
    return Reading(
        annotated=as_json(found),
        equation_concepts=tuple(equation_concepts(found.paper, found.equations)),
        topics=tuple(found.topics),
        notation={
            "md": notation_markdown(symbols, senses, found.paper.title, found.numbers),
            "csv": notation_csv(symbols, senses, found.numbers),
            "tex": notation_latex(symbols, senses, found.numbers),
        },
        told=voices_json(found),
        notes={voice.key: notes_for(found, voice) for voice in VOICES},
    )
