"""From a passage, an equation or a question to the topics of the roadmap it belongs to, and its stage.

Five kinds of evidence are added up for every concept: how close the text is in meaning to the concept's definition,
intuition and keywords (``glossary.index``), the words they share, the marks that the formula shares with the concept's
own formulas (``glossary.lexical``), and what the formula's patterns and symbols point to (``glossary.evidence``). The
weights are those of a conditional logit (McFadden 1974), fitted by ``tools/fit_retrieval.py``, so that the softmax of
the sums is the probability of each topic; a stage's probability is that of its topics together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from glossary.concepts import STAGES, ConceptGraph, load_concepts
from glossary.content_text import plain_words
from glossary.evidence import latex_evidence
from glossary.index import VIEWS, ConceptIndex, load_index
from glossary.lexical import Bm25, marks_of, words_of
from reader.errors import CartoucheError, ContentError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS_FILE = Path(__file__).resolve().parent.parent / "data" / "roadmap" / "retrieval.yaml"
#: The kinds of evidence, in the order in which ``features`` gives them.
KINDS = (*VIEWS, "words", "formula", "evidence")
#: How much a word counts by where in the concept's entry it stands.
NAME, KEYWORD, TEXT, EXAMPLE = 3.0, 2.0, 1.0, 0.5
#: The same for the marks of a formula: the concept's own formula, and formulas in its texts.
FORMULA, INLINE = 2.0, 1.0
#: Rows that are encoded together.
ROWS = 32
#: Characters of a text that are looked at; the encoder cuts far below that.
LONGEST = 8000
#: Formulas of a query that are looked at: the one given, then those in the text.
FORMULAS = 6
_INLINE = re.compile(r"(?<!\\)\$([^$]+)\$")


@dataclass(frozen=True)
class Query:
    """What is looked for: a text (may hold ``$latex$``) and a formula.

    ``evidence`` holds what is known of the formula, from 0 to 1 by concept; None has it found out from the LaTeX.
    """

    text: str
    latex: str | None = None
    evidence: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Retrieved:
    """The stage (1 to 4) and the topics with their probabilities, best first; no topics where there was no query."""

    stage: int
    topics: tuple[tuple[str, float], ...]


class _Weights(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float] = Field(min_length=len(KINDS), max_length=len(KINDS))


class Retriever:
    """The evidence of a graph of concepts, indexed. ``dense`` None ranks by words and formulas alone."""

    def __init__(self, graph: ConceptGraph, dense: ConceptIndex | None, weights: Mapping[str, float]) -> None:
        self.graph, self.ids = graph, tuple(graph.concepts)
        self._dense = dense
        self._weights = [weights[kind] for kind in KINDS]
        self._words = Bm25({concept: _word_fields(graph, concept) for concept in self.ids})
        self._marks = Bm25({concept: _mark_fields(graph, concept) for concept in self.ids})

    def features(self, queries: Sequence[Query]) -> NDArray[np.float32]:
        """Measure all evidence, each kind from about 0 to 1: (queries, ``ids``, ``KINDS``)."""
        import numpy as np

        found = np.zeros((len(queries), len(self.ids), len(KINDS)), dtype=np.float32)
        texts = [plain_words(query.text[:LONGEST]) for query in queries]
        wordy = [number for number, text in enumerate(texts) if text]
        if self._dense is not None and wordy:
            cosines = self._dense.similarities([texts[number] for number in wordy])
            found[wordy, :, : len(VIEWS)] = cosines.transpose(0, 2, 1)
        for number, query in enumerate(queries):
            found[number, :, -3] = self._column(self._words.scores(words_of(texts[number])))
            found[number, :, -2] = self._column(self._marks.scores(_marks(query)))
            found[number, :, -1] = self._column(_evidence(query))
        return found

    def retrieve(self, queries: Sequence[Query], limit: int = 10) -> list[Retrieved]:
        """Rank the topics of each query, at most ``limit`` of them, and choose its stage."""
        import numpy as np

        scores = self.features(queries) @ np.array(self._weights, dtype=np.float32)
        return [self._ranked(query, row, limit) for query, row in zip(queries, scores, strict=True)]

    def _ranked(self, query: Query, scores: NDArray[np.float32], limit: int) -> Retrieved:
        import numpy as np

        if not query.text.strip() and not (query.latex or "").strip() and not query.evidence:
            return Retrieved(min(STAGES), ())
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        by_stage = dict.fromkeys(STAGES, 0.0)
        for concept, share in zip(self.ids, shares, strict=True):
            by_stage[self.graph.stage(concept)] += float(share)
        order = np.argsort(-shares, kind="stable")[:limit]
        topics = tuple((self.ids[place], float(shares[place])) for place in order)
        return Retrieved(max(by_stage, key=by_stage.__getitem__), topics)

    def _column(self, scores: Mapping[str, float]) -> list[float]:
        return [scores.get(concept, 0.0) for concept in self.ids]


@cache
def load_retriever() -> Retriever:
    """Give the retriever that the whole program shares; the first call loads the index."""
    graph = load_concepts()
    return Retriever(graph, load_index(graph), load_weights())


def load_weights(path: Path = WEIGHTS_FILE) -> Mapping[str, float]:
    """Read and check the weights of the kinds of evidence. Raises ``ContentError``."""
    try:
        weights = _Weights.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).weights
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name}: {' '.join(str(error).split())}") from error
    if set(weights) != set(KINDS):
        raise ContentError(f"{path.name}: the weights must be those of {', '.join(KINDS)}")
    return weights


def retrieve(
    text: str, latex: str | None = None, limit: int = 10, evidence: Mapping[str, float] | None = None
) -> Retrieved:
    """Find the roadmap topics (at most ``limit``) and the stage of a text, a formula or both.

    ``evidence`` holds what is known of the equation already, from 0 to 1 by concept; None has it found out.
    """
    return load_retriever().retrieve([Query(text, latex, evidence)], limit)[0]


def retrieve_rows(rows: Iterable[object], limit: int = 10) -> Iterator[dict[str, object]]:
    """Answer rows ``{"id", "text", "latex"}`` with ``{"id", "stage", "topics"}``, in order.

    Raises ``CartoucheError`` naming the row (from 1) where a row is not of that shape.
    """
    retriever = load_retriever()
    numbered = (_query(number, row) for number, row in enumerate(rows, start=1))
    while group := list(islice(numbered, ROWS)):
        answers = retriever.retrieve([query for _, query in group], limit)
        for (name, _), answer in zip(group, answers, strict=True):
            yield {"id": name, "stage": answer.stage, "topics": [concept for concept, _ in answer.topics]}


def _query(number: int, row: object) -> tuple[object, Query]:
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str | None):
        raise CartoucheError(f'row {number} is not of the form {{"id": ..., "text": "...", "latex": "..." or null}}')
    latex = row.get("latex")
    if not isinstance(latex, str | None):
        raise CartoucheError(f"row {number}: latex must be a string or null")
    return row["id"], Query(row.get("text") or "", latex)


def _formulas(query: Query) -> list[str]:
    return [(query.latex or "")[:LONGEST], *_INLINE.findall(query.text[:LONGEST])][:FORMULAS]


def _marks(query: Query) -> list[str]:
    return [mark for formula in _formulas(query) for mark in marks_of(formula)]


def _evidence(query: Query) -> Mapping[str, float]:
    if query.evidence is not None:
        return query.evidence
    found: dict[str, float] = {}
    for formula in _formulas(query):
        for concept, weight in latex_evidence(formula).items():
            found[concept] = max(found.get(concept, 0.0), weight)
    return found


def _word_fields(graph: ConceptGraph, concept: str) -> list[tuple[float, list[str]]]:
    entry = graph[concept]
    keywords = [word for keyword in entry.keywords for word in words_of(plain_words(keyword))]
    fields = [
        (NAME, entry.name),
        (NAME, entry.zh),
        (TEXT, entry.definition),
        (TEXT, entry.intuition),
        (EXAMPLE, entry.example),
    ]
    return [(KEYWORD, keywords), *((weight, words_of(plain_words(text))) for weight, text in fields)]


def _mark_fields(graph: ConceptGraph, concept: str) -> list[tuple[float, list[str]]]:
    entry = graph[concept]
    texts = (entry.name, entry.definition, entry.intuition, entry.example)
    inline = [mark for text in texts for formula in _INLINE.findall(text) for mark in marks_of(formula)]
    return [(FORMULA, marks_of(entry.formula or "")), (INLINE, inline)]
