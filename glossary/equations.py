"""One equation of a paper with everything there is to say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary.concepts import ConceptGraph
from glossary.importance import Importance, importances
from glossary.meaning import Meaning, SymbolIndex
from glossary.relevance import Signs, Words, chances, own_signs, paper_signs, rank_concepts, recurrence
from glossary.shown import shown_concepts
from glossary.surroundings import surroundings
from patterns.explain import Sentence, explain_in
from patterns.explanation.surroundings import Surroundings
from patterns.explanation.voice import USUAL, VOICES, Language, Voice
from patterns.library import Library
from patterns.match import Match, match
from patterns.roles import Context
from patterns.runner import list_demos
from reader.paper import Equation, Paper, Symbol
from reader.speech.speak import say
from reader.symbols.dimensions import Shapes, Statement, check
from reader.symbols.path import SymbolUse
from reader.symbols.symbols import symbols_of

#: chance of a concept from which it counts towards the stage of an equation without a pattern
STAGE_CHANCE = 0.3


@dataclass(frozen=True)
class AnnotatedEquation:
    """An equation, its patterns, its symbols with their entries, its concepts, and the sentences that explain it."""

    equation: Equation
    matches: tuple[Match, ...]
    symbols: tuple[tuple[SymbolUse, str], ...]
    concepts: tuple[tuple[str, float], ...]
    stage: int
    demos: tuple[str, ...]
    #: how it is said aloud, by language
    spoken: Mapping[Language, str]
    #: its explanation by voice; of displayed equations only
    told: Mapping[Voice, tuple[Sentence, ...]]
    importance: Importance
    #: what is sure of the sizes of its vectors and matrices
    dimensions: tuple[Statement, ...] = ()

    @property
    def reads(self) -> str:
        """How it is said aloud in English."""
        return self.spoken["en"]

    @property
    def explanation(self) -> tuple[Sentence, ...]:
        """Its explanation in English for beginners."""
        return self.told.get(USUAL, ())


def annotate_equations(
    paper: Paper, meanings: Mapping[str, Meaning], topics: Mapping[str, float], library: Library, graph: ConceptGraph
) -> list[AnnotatedEquation]:
    """Annotate every equation; concepts take the paper's other equations and its ``topics`` (0 to 1) into account."""
    index = SymbolIndex(meanings)
    drafts = [_draft(equation, paper, meanings, index, library, graph) for equation in paper.equations]
    displayed = [d.own for d in drafts if d.equation.display]
    whole = paper_signs(recurrence(displayed) if displayed else {}, topics, graph)
    words = Words(paper, graph)
    weighed = importances(paper, drafts, library, graph)
    shapes = Shapes([meaning.symbol for meaning in meanings.values()], paper.equations)
    around = surroundings(paper, drafts, meanings)
    return [
        _finish(d, [words.signs(d.equation), whole], library, graph, importance, shapes, near)
        for d, importance, near in zip(drafts, weighed, around, strict=True)
    ]


@dataclass(frozen=True)
class _Draft:
    equation: Equation
    context: Context
    matches: tuple[Match, ...]
    symbols: tuple[tuple[SymbolUse, str], ...]
    own: Signs


def _draft(
    equation: Equation, paper: Paper, meanings: Mapping[str, Meaning], index: SymbolIndex, library: Library,
    graph: ConceptGraph,
) -> _Draft:  # fmt: skip
    found = [(use, index.find(use, equation)) for use in symbols_of(equation.expr)]
    named = tuple((use, name) for use, name in found if name is not None)
    context = _context(equation, paper, [meanings[name].symbol for _, name in named])
    matches = tuple(match(equation.expr, context, library))
    senses = [meanings[name].senses[0] for use, name in named if use.role == "letter" and meanings[name].senses]
    own = own_signs(matches, senses, shown_concepts(equation.expr), library, graph)
    return _Draft(equation, context, matches, named, own)


def _context(equation: Equation, paper: Paper, symbols: Sequence[Symbol]) -> Context:
    """What the paper says around an equation: its own sentence and the one before, and its symbols' definitions."""
    definitions = {symbol.latex: symbol.definitions[0].text for symbol in symbols if symbol.definitions}
    if equation.sentence is None:
        return Context(definitions=definitions, title=paper.title)
    here = paper.sentences[equation.sentence]
    before = paper.sentences[equation.sentence - 1].text if equation.sentence else ""
    return Context(
        definitions=definitions,
        title=paper.title,
        section=here.section,
        sentence=here.text,
        words=before,
        page=here.page,
    )


def _finish(
    draft: _Draft, elsewhere: Sequence[Signs], library: Library, graph: ConceptGraph, importance: Importance,
    shapes: Shapes, around: Surroundings,
) -> AnnotatedEquation:  # fmt: skip
    equation = draft.equation
    concepts = rank_concepts(draft.own, *(elsewhere if equation.display else ()))
    return AnnotatedEquation(
        equation=equation, matches=draft.matches, symbols=draft.symbols, concepts=tuple(concepts),
        stage=_stage(draft, graph), demos=_demos(draft.matches, concepts, library),
        spoken={"en": say(equation.expr), "zh": say(equation.expr, "chinese")},
        told=_told(draft, library, around) if equation.display else {},
        importance=importance, dimensions=tuple(check(equation, shapes)),
    )  # fmt: skip


def _told(draft: _Draft, library: Library, around: Surroundings) -> dict[Voice, tuple[Sentence, ...]]:
    """The explanation in every voice."""
    return explain_in(VOICES, draft.equation.expr, draft.matches, draft.context, library, around)


def _stage(draft: _Draft, graph: ConceptGraph) -> int:
    """The stage of knowledge the equation needs: that of its most telling pattern, else of its likeliest concepts."""
    if draft.matches:
        return draft.matches[0].stage
    return max((graph.stage(c) for c, sure in chances(draft.own).items() if sure >= STAGE_CHANCE), default=1)


def _demos(matches: Sequence[Match], concepts: Sequence[tuple[str, float]], library: Library) -> tuple[str, ...]:
    """Programs that do what the equation does: those of its patterns that exist, nearest in concepts first."""
    wanted = {m.id for m in matches}
    named = {d for m in matches for d in (_variant_demo(m, library), library.entries[m.id].demo) if d}
    weights = dict(concepts)
    fits = [d for d in list_demos() if d.id in named or d.pattern in wanted]
    return tuple(d.id for d in sorted(fits, key=lambda d: (-sum(weights.get(c, 0.0) for c in d.concepts), d.id)))


def _variant_demo(match: Match, library: Library) -> str | None:
    variant = library.variant(match.id, match.variant)
    return variant.demo if variant else None
