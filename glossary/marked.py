"""The notes that go into an annotated copy of a PDF: one for each display equation, one for each symbol's first place."""

from __future__ import annotations

from glossary.annotated_paper import AnnotatedPaper
from glossary.concepts import load_concepts
from glossary.equations import AnnotatedEquation
from glossary.meaning import Meaning
from patterns.explanation.names import names_of
from patterns.explanation.texts import load_texts
from patterns.explanation.voice import USUAL, Voice

#: colour of a note's frame by stage, red green blue from 0 to 1
STAGE_COLOURS = {1: (0.16, 0.5, 0.4), 2: (0.15, 0.4, 0.7), 3: (0.5, 0.3, 0.65), 4: (0.75, 0.3, 0.25)}
SYMBOL_COLOUR = (0.6, 0.6, 0.6)

#: page (from 1), box, title, text, colour
Note = tuple[int, list[float], str, str, tuple[float, float, float]]


def notes_for(annotated: AnnotatedPaper, voice: Voice = USUAL) -> list[Note]:
    """The notes of a paper, in page order, told in a voice."""
    notes = [_equation_note(e, voice) for e in annotated.equations if e.equation.display]
    notes += [note for m in annotated.meanings.values() if (note := _symbol_note(m, voice)) is not None]
    return sorted(notes, key=lambda note: (note[0], note[1][1]))


def _equation_note(e: AnnotatedEquation, voice: Voice) -> Note:
    graph, texts, language = load_concepts(), load_texts(), voice.language
    reads = e.spoken[language]
    lines = [texts.rule("note_reads", language, words=reads)] if reads else []
    for match in e.matches[:1]:
        names = names_of(match.id, match.variant, language)
        lines.append(texts.rule("note_resembles", language, name=names.name, says=names.says))
    lines += [s.text for s in e.told.get(voice, ())]
    concepts = [graph[c] for c, _ in e.concepts if c in graph]
    if concepts:
        called = texts.joint("names", language).join(c.zh if language == "zh" else c.name for c in concepts)
        lines.append(texts.rule("note_concepts", language, names=called))
    number = e.equation.number
    title = texts.rule("note_equation" if number else "note_display", language, number=number)
    return (e.equation.page, list(e.equation.box.grown(3)), title, "\n".join(lines), STAGE_COLOURS[e.stage])


def _symbol_note(m: Meaning, voice: Voice) -> Note | None:
    symbol, texts, language = m.symbol, load_texts(), voice.language
    said = (*symbol.definitions, *symbol.values)
    if not symbol.occurrences or not (said or m.senses):
        return None
    lines = [texts.rule("note_here", language, text=d.text, page=d.page) for d in said[:1]]
    meanings = [(s.zh if language == "zh" else "") or s.meaning for s in m.senses[:1]]
    lines += [texts.rule("note_convention", language, meaning=meaning) for meaning in meanings]
    first = symbol.occurrences[0]
    return (first.page, list(first.box.grown(0.5)), symbol.latex, "\n".join(lines), SYMBOL_COLOUR)
