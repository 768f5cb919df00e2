"""An annotated paper: what was read, what it means, what to study. Plain data between the steps and the faces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary.equations import AnnotatedEquation
from glossary.landmarks import Reading
from glossary.meaning import Meaning
from glossary.paper_topics import Topic
from glossary.senses import Sense
from glossary.study import EquationConcepts, Study
from reader.paper import Paper

#: core study items of a stage that make a paper one of that stage
STAGE_ITEMS = 3
#: equations that are said to carry a paper
CARRYING = 5
#: weight in the study list: of every displayed equation, what its importance (0 to 1) adds, and of a formula in the text
DISPLAYED, BY_IMPORTANCE, INLINE = 0.6, 0.8, 0.12


@dataclass(frozen=True)
class AnnotatedPaper:
    """A paper with the meaning of its symbols, its equations explained, its study list and the papers to read first."""

    paper: Paper
    meanings: Mapping[str, Meaning]
    equations: Sequence[AnnotatedEquation]
    topics: Sequence[Topic]
    study: Study
    landmarks: Sequence[Reading]

    @property
    def stage(self) -> int:
        """The highest stage that several items of the study list have."""
        counts = {stage: sum(item.stage == stage for item in self.study.core) for stage in (1, 2, 3, 4)}
        return max((stage for stage, n in counts.items() if n >= STAGE_ITEMS), default=1)

    @property
    def carrying(self) -> list[AnnotatedEquation]:
        """The displayed equations that the paper rests on most and for which there is a reason."""
        weighed = [e for e in self.equations if e.equation.display and e.importance.reasons]
        return sorted(weighed, key=lambda e: -e.importance.score)[:CARRYING]

    @property
    def numbers(self) -> dict[str, str]:
        """Printed numbers of equations by id."""
        return {e.equation.id: e.equation.number for e in self.equations if e.equation.number}

    @property
    def senses(self) -> dict[str, tuple[Sense, ...]]:
        """Conventional senses by symbol id."""
        return {key: meaning.senses for key, meaning in self.meanings.items()}


def carried(annotated: AnnotatedPaper) -> list[tuple[str, str, str]]:
    """The equations that carry the paper: number and page in words, LaTeX, and the two weightiest reasons."""
    return [
        (place_of(e.equation.number, e.equation.page), e.equation.latex, "; ".join(e.importance.reasons[:2]))
        for e in annotated.carrying
    ]


def place_of(number: str | None, page: int) -> str:
    """Where an equation stands, in words."""
    return f"equation ({number}), page {page}" if number else f"the formula on page {page}"


def equation_concepts(paper: Paper, equations: Sequence[AnnotatedEquation]) -> list[EquationConcepts]:
    """What the study list is chosen from: displayed equations, and inline ones that have a pattern."""
    return [
        EquationConcepts(e.equation.id, e.equation.page, _weight(e), e.concepts, _quote(paper, e))
        for e in equations
        if e.equation.display or e.matches
    ]


def _weight(e: AnnotatedEquation) -> float:
    """How much an equation counts in the study list; every displayed one counts, those that carry the paper more."""
    return DISPLAYED + BY_IMPORTANCE * e.importance.score if e.equation.display else INLINE


def _quote(paper: Paper, e: AnnotatedEquation) -> str:
    return paper.sentences[e.equation.sentence].text if e.equation.sentence is not None else ""
