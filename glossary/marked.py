"""The notes that go into an annotated copy of a PDF: one for each display equation, one for each symbol's first place."""

from __future__ import annotations

from glossary.annotated_paper import AnnotatedPaper
from glossary.concepts import load_concepts
from glossary.equations import AnnotatedEquation
from glossary.meaning import Meaning
from patterns.library import load_library

#: colour of a note's frame by stage, red green blue from 0 to 1
STAGE_COLOURS = {1: (0.16, 0.5, 0.4), 2: (0.15, 0.4, 0.7), 3: (0.5, 0.3, 0.65), 4: (0.75, 0.3, 0.25)}
SYMBOL_COLOUR = (0.6, 0.6, 0.6)

#: page (from 1), box, title, text, colour
Note = tuple[int, list[float], str, str, tuple[float, float, float]]


def notes_for(annotated: AnnotatedPaper) -> list[Note]:
    """The notes of a paper, in page order."""
    notes = [_equation_note(e) for e in annotated.equations if e.equation.display]
    notes += [note for m in annotated.meanings.values() if (note := _symbol_note(m)) is not None]
    return sorted(notes, key=lambda note: (note[0], note[1][1]))


def _equation_note(e: AnnotatedEquation) -> Note:
    library, graph = load_library(), load_concepts()
    lines = [f"Reads: {e.reads}"] if e.reads else []
    lines += [f"Resembles {library.entries[m.id].name}: {library.entries[m.id].says}" for m in e.matches[:1]]
    lines += [s.text for s in e.explanation]
    if e.concepts:
        lines.append("Concepts: " + ", ".join(graph[c].name for c, _ in e.concepts if c in graph))
    title = f"Equation ({e.equation.number})" if e.equation.number else "Equation"
    return (e.equation.page, list(e.equation.box.grown(3)), title, "\n".join(lines), STAGE_COLOURS[e.stage])


def _symbol_note(m: Meaning) -> Note | None:
    symbol = m.symbol
    said = (*symbol.definitions, *symbol.values)
    if not symbol.occurrences or not (said or m.senses):
        return None
    lines = [f"In this paper: {d.text} (page {d.page})" for d in said[:1]]
    lines += [f"By convention: {s.meaning}" for s in m.senses[:1]]
    first = symbol.occurrences[0]
    return (first.page, list(first.box.grown(0.5)), symbol.latex, "\n".join(lines), SYMBOL_COLOUR)
