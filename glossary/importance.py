"""Which equations carry a paper: a score for each, with the reasons for it in words.

Points are added for what a careful reader goes by, and the score is 1 - exp(-points / 2), so that it stays between 0 and 1:

================================  ==============================================================================
the text refers to it             0.9 for the first reference, growing with the logarithm of their number
it is what is trained             1.4 where its words and its shape both say so, 0.7 for one of the two
other equations use its symbol    0.5 for what it defines and another displayed equation uses, growing slowly
the title or abstract names it    0.8 for the title, 0.5 for the abstract: its shape, a name in it, or a short form
its section is named after that   0.4 where all words of the heading stand in title or abstract
it stands in an algorithm         0.8 in the box, 0.6 where an algorithm contains its right-hand side
it has a number                   0.3
================================  ==============================================================================

What stands in an appendix counts half, under "Background" or the like a little less, a later line of a derivation
("= ...") six tenths, a formula in the text a quarter: such a formula is rarely one that a reader would name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.concepts import ConceptGraph
from glossary.cross_references import BACK_MATTER, algorithm_sentences, references
from glossary.definers import Read, defined, first_definers, is_plain, users
from glossary.mentions import load_mentions
from glossary.name_words import DULL, LONG, initials, names_in, stem, words_of
from glossary.objective import names_objective, shaped_like_objective
from glossary.paper_topics import abstract_of
from patterns.library import Library
from reader.operators import Expr, walk
from reader.paper import Equation, Paper

#: points, see above
REFERENCED, OBJECTIVE, LIKELY_OBJECTIVE, DEFINES = 0.9, 1.4, 0.7, 0.5
IN_TITLE, IN_ABSTRACT, IN_SECTION, IN_ALGORITHM, LIKE_ALGORITHM, NUMBERED = 0.8, 0.5, 0.4, 0.8, 0.6, 0.3
#: factors, see above
APPENDIX, DERIVATION, INLINE, BEFORE, COMMON = 0.5, 0.6, 0.25, 0.85, 0.5
#: points at which the score is 1 - 1/e
SCALE = 2.0
#: nodes from which a common part of two formulas is more than a coincidence of notation
SUBSTANTIAL = 8
#: pages named with the references
MOST_PAGES = 4
#: users of a symbol from which more say nothing new
MOST_USERS = 4
#: sentences within which an equation may use what is defined after it; farther up, the letter is another one
WHERE = 2
#: sentences within which a plain letter is the same under the next heading
NEAR = 5
#: share of an equation that an algorithm must have
SHARE = 0.4
#: Headings of an appendix: "Appendix", "A.1 Proofs", "B Details"; "A model of ..." is none.
_APPENDIX = re.compile(r"(?i:appendix|appendices|supplement)|[A-Z](?:\.\d+)+\.?\s|[A-Z]\.?\s+[A-Z]")
#: Numbers of headings: "3.1 Method", "A.2 Decoder"; the A of "A model of ..." is none.
_NUMBERING = re.compile(r"^\W*(?:[A-Z](?=\.\d))?\W*(?:\d+\W+)*")
_ABSTRACT = re.compile(r"\s*abstract\b", re.IGNORECASE)
#: Headings that say where the work stands, not what it is; what is said there counts a little less.
_BEFORE = re.compile(r"\W*(?:\d+\W*)*(?:background|preliminar|related|notation|introduction|prior)", re.IGNORECASE)


@dataclass(frozen=True)
class Importance:
    """How much a paper rests on an equation, 0 to 1, and why, the weightiest reason first."""

    score: float
    reasons: tuple[str, ...] = ()


def importances(paper: Paper, equations: Sequence[Read], library: Library, graph: ConceptGraph) -> list[Importance]:
    """Weigh every equation of a paper; the answer has one entry for each, in the same order."""
    weigher = _Weigher(paper, equations, library, graph)
    return [weigher.weigh(read) for read in equations]


class _Weigher:
    """What must be known of the whole paper to weigh one of its equations."""

    def __init__(self, paper: Paper, equations: Sequence[Read], library: Library, graph: ConceptGraph) -> None:
        self._paper, self._library, self._graph = paper, library, graph
        self._references = references(paper.sentences, [e.number for e in paper.equations if e.number])
        self._appendix = _appendix(paper)
        self._algorithms = algorithm_sentences(paper.sentences)
        self._steps = {
            part
            for read in equations
            if read.equation.sentence in self._algorithms
            for part in _parts(read.equation.expr)
        }
        abstract = " ".join(paper.sentences[number].text for number in _abstract(paper))
        self._lead = "abstract" if _has_abstract(paper) else "opening"
        mentions = load_mentions()
        self._title, self._abstract = words_of(paper.title), words_of(abstract)
        self._initials = initials(paper.title)
        self._title_concepts = frozenset(mentions.find(paper.title))
        self._abstract_concepts = frozenset(mentions.find(abstract))
        self._users, self._first = users(equations), first_definers(equations)
        self._places = {read.equation.id: (n, read.equation.sentence or 0) for n, read in enumerate(equations)}

    def weigh(self, read: Read) -> Importance:
        """Add the points up and give the reasons."""
        equation = read.equation
        found = [
            self._referenced(equation),
            self._objective(read),
            self._defines(read),
            self._named(read),
            self._section(equation),
            self._in_algorithm(equation),
        ]
        given = sorted((pair for pair in found if pair is not None), key=lambda pair: -pair[0])
        points = sum(weight for weight, _ in given) + NUMBERED * (equation.number is not None)
        if not equation.display:
            points *= INLINE
        if equation.sentence in self._appendix:
            points *= APPENDIX
        elif equation.sentence is not None and _BEFORE.match(self._paper.sentences[equation.sentence].section):
            points *= BEFORE
        if _continues(equation.expr):
            points *= DERIVATION
        return Importance(1 - math.exp(-points / SCALE), tuple(reason for _, reason in given))

    def _referenced(self, equation: Equation) -> tuple[float, str] | None:
        own = {equation.sentence}
        places = [place for place in self._references.get(equation.number or "", ()) if place not in own]
        if not places:
            return None
        pages = sorted({self._paper.sentences[place].page for place in places})
        times = "once" if len(places) == 1 else "twice" if len(places) == 2 else f"{len(places)} times"
        where = ", ".join(map(str, pages[:MOST_PAGES])) + (", …" if len(pages) > MOST_PAGES else "")
        counted = sum(APPENDIX if place in self._appendix else 1.0 for place in places)
        reason = f"the text refers to it {times} (page{'s' if len(pages) > 1 else ''} {where})"
        return REFERENCED * math.log2(1 + counted), reason

    def _objective(self, read: Read) -> tuple[float, str] | None:
        says = names_objective(read.equation, self._paper)
        shape = shaped_like_objective(read.equation, read.matches, self._library)
        if says and shape:
            return OBJECTIVE, f"it is what is trained or optimised: the text says “{says}”"
        if says and read.equation.display:
            return LIKELY_OBJECTIVE * 0.6, f"the text says “{says}” where it stands"
        return (LIKELY_OBJECTIVE, f"it has the shape of an objective ({shape})") if shape else None

    def _defines(self, read: Read) -> tuple[float, str] | None:
        shown = {symbol: use.latex for use, symbol in read.symbols}
        counts = {
            name: sum(self._follows(read, user, is_plain(shown[name])) for user in self._users.get(name, ()))
            for name in defined(read)
        }
        counts = {name: n for name, n in counts.items() if n and self._first.get(name) == read.equation.id}
        if not counts:
            return None
        name, users = max(counts.items(), key=lambda pair: pair[1])
        times = "another equation uses" if users == 1 else f"{users} other equations use"
        latex = next(use.latex for use, symbol in read.symbols if symbol == name)
        return DEFINES * math.log2(1 + min(users, MOST_USERS)), f"it defines ${latex}$, which {times}"

    def _follows(self, read: Read, user: str, plain: bool) -> bool:
        """Whether an equation uses what another one defines: it comes later, or right before ("..., where").

        A plain letter is another one under another heading, unless the two stand close together.
        """
        (own, sentence), (place, there) = self._places[read.equation.id], self._places[user]
        if plain and abs(there - sentence) > NEAR and self._heading(there) != self._heading(sentence):
            return False
        return place > own or (place < own and there >= sentence - WHERE)

    def _heading(self, sentence: int) -> str:
        return self._paper.sentences[sentence].section if self._paper.sentences else ""

    def _named(self, read: Read) -> tuple[float, str] | None:
        names = names_in(read.equation.expr)
        for name in names:
            if name in self._initials:
                return IN_TITLE, f"“{name}”, which stands in it, is short for words of the title"
        printed = [name for name in names if len(name) >= LONG and stem(name) in self._title | self._abstract]
        for word in sorted(printed, key=lambda word: stem(word) not in self._title):
            where = "title" if stem(word) in self._title else self._lead
            return IN_TITLE if where == "title" else IN_ABSTRACT, f"the {where} names “{word}”, which stands in it"
        for match in read.matches[:1]:
            entry, variant = self._library.entries[match.id], self._library.variant(match.id, match.variant)
            for concept in ((variant.concepts if variant else ()) or entry.concepts)[:1]:
                # that a paper names what everybody needs, a variance say, tells little of what it is about
                share = COMMON if self._graph.stage(concept) == 1 else 1.0
                if concept in self._title_concepts:
                    return share * IN_TITLE, f"the title speaks of “{self._graph[concept].name}”"
                if concept in self._abstract_concepts:
                    return share * IN_ABSTRACT, f"the {self._lead} speaks of “{self._graph[concept].name}”"
        return None

    def _section(self, equation: Equation) -> tuple[float, str] | None:
        if equation.sentence is None or not equation.display:
            return None
        heading = self._paper.sentences[equation.sentence].section
        words = words_of(heading) - DULL
        if "$" not in heading and words and words <= self._title | self._abstract:
            return (
                IN_SECTION,
                f"its section, “{_NUMBERING.sub('', heading)}”, is named with words of the title or {self._lead}",
            )
        return None

    def _in_algorithm(self, equation: Equation) -> tuple[float, str] | None:
        if equation.display and equation.number is None and equation.sentence in self._algorithms:
            return IN_ALGORITHM, "it is a step of an algorithm"
        if not equation.display or equation.sentence in self._algorithms:
            return None
        common = max((_size(part) for part in self._steps & _parts(equation.expr)), default=0)
        if common >= SHARE * _size(equation.expr):
            return LIKE_ALGORITHM, "an algorithm computes it"
        return None


def _abstract(paper: Paper) -> list[int]:
    """The sentences (by index) of the abstract; of a paper without one the first, as far as the first display."""
    numbers = sorted(abstract_of(paper.sentences))
    if _has_abstract(paper):
        return numbers
    first = min((e.sentence for e in paper.equations if e.display and e.sentence is not None), default=len(numbers))
    return [number for number in numbers if number < first]


def _has_abstract(paper: Paper) -> bool:
    return any(_ABSTRACT.match(sentence.section) for sentence in paper.sentences)


def _appendix(paper: Paper) -> frozenset[int]:
    """The sentences (by index) behind the references, or under a heading with a letter for a number."""
    inside, behind = set(), False
    for index, sentence in enumerate(paper.sentences):
        if BACK_MATTER.match(sentence.section):
            behind = behind or "acknowl" not in sentence.section.lower()
        elif behind or _APPENDIX.match(sentence.section):
            inside.add(index)
    return frozenset(inside)


def _continues(expr: Expr) -> bool:
    """Whether a formula goes on from the line before ("= ...")."""
    return expr.op == "relation" and bool(expr.args) and expr.args[0].op == "nothing"


def _parts(expr: Expr) -> frozenset[Expr]:
    """The parts of a formula that are large enough to be recognised elsewhere."""
    return frozenset(part for part in walk(expr) if part.op != "relation" and _size(part) >= SUBSTANTIAL)


def _size(expr: Expr) -> int:
    return 1 + sum(_size(arg) for arg in expr.args)
