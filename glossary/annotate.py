"""PDF → annotated paper. This module reads as the design's list of steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from glossary.annotated_paper import AnnotatedPaper, equation_concepts
from glossary.concepts import load_concepts
from glossary.contract import as_json
from glossary.equations import annotate_equations
from glossary.landmarks import landmarks_for
from glossary.meaning import meanings
from glossary.paper_topics import Topic, paper_topics
from glossary.roadmap import TrackName
from glossary.study import study_list
from glossary.topics import topics_of
from patterns.library import load_library
from reader.paper import Paper
from reader.read import read_paper

#: called with what is being done and how far it is, 0 to 1
Progress = Callable[[str, float], None]
#: share of the time that reading the pages takes; the rest is meaning
READING = 0.7
#: mentions at which a topic of the prose counts fully, and what one counts that is not up front in the paper
MENTIONS, LATER = 12, 0.6


def quiet(text: str, share: float) -> None:
    """Report progress to nobody."""


def annotate_file(path: Path, password: str | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """Read and annotate a PDF; the JSON of the command's contract. Raises ``CartoucheError`` with one sentence."""
    return as_json(read_and_annotate(path, password, progress))


def read_and_annotate(
    path: Path, password: str | None = None, progress: Progress | None = None,
    known: Sequence[str] = (), track: TrackName = "research",
) -> AnnotatedPaper:  # fmt: skip
    """Read and annotate a PDF. ``known`` are concept ids that the study list leaves out."""
    tell = progress or quiet
    paper = read_paper(
        path, password, lambda page, pages: tell(f"Reading page {page} of {pages}", READING * page / max(pages, 1))
    )
    return annotate(paper, tell, known, track)


def annotate(
    paper: Paper, tell: Progress = quiet, known: Sequence[str] = (), track: TrackName = "research"
) -> AnnotatedPaper:
    """Meanings, patterns, concepts and study list of a paper that has been read."""
    graph, library = load_concepts(), load_library()
    tell("Looking up symbols", READING)
    found = meanings(paper, topics_of(s.text for s in paper.sentences))
    topics = paper_topics(paper.title, paper.sections, paper.sentences)
    tell("Matching patterns", READING + 0.1)
    equations = annotate_equations(paper, found, topic_weights(topics), library, graph)
    tell("Making the study list", 0.95)
    study = study_list(equation_concepts(paper, equations), graph, known, track, topics=topics)
    uses = {concept: weight for e in equations for concept, weight in e.concepts}
    landmarks = landmarks_for(paper.references, uses, paper.title)
    tell("Done", 1.0)
    return AnnotatedPaper(paper, found, equations, topics, study, landmarks)


def topic_weights(topics: Sequence[Topic]) -> dict[str, float]:
    """How much the paper's words are about each concept, 0 to 1."""
    return {t.concept: min(1.0, t.count / MENTIONS) * (1.0 if t.early else LATER) for t in topics}
