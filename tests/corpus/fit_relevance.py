"""Fit the weights with which ``glossary.relevance`` chooses an equation's concepts; say how they do on papers left out.

    python -m tests.corpus.fit_relevance LABELS PAPERS [LABELS PAPERS ...] [--write]

LABELS holds ``*.jsonl`` with labelled equations (``page``, ``latex``, ``concepts``), PAPERS the PDFs of the same names. A
regression starts from the shipped weights; what single concepts add is held near zero. Each paper's figure is by weights
that were fitted on others (ten folds of papers): only that one says anything about new papers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import torch
import yaml

from glossary.annotate import topic_weights
from glossary.concepts import load_concepts
from glossary.equations import _draft
from glossary.meaning import SymbolIndex, meanings
from glossary.paper_topics import paper_topics
from glossary.relevance import KINDS, MOST, RELEVANCE_FILE, Signs, Words, load_rules, paper_signs, recurrence
from glossary.topics import topics_of
from patterns.library import load_library
from reader.definitions.latex import marks
from reader.read import read_paper

#: precisions of the Gaussian priors round the shipped weights and round zero for single concepts
PRIOR, USUAL_PRIOR = 0.5, 4.0
#: what is added for a concept is not stored below this
LEAST_USUAL = 0.1
#: papers whose labels must name a concept, or whose signs must without any label doing so, before anything is added for it:
#: with fewer, what one paper is about is added everywhere (papers left out do as well: 0.700 from one paper, 0.701 from four)
LEAST_PAPERS = 4
FOLDS = 10
#: least likeness of a labelled equation to one that was read
ALIKE = 0.5


@dataclass(frozen=True)
class Row:
    """A concept of one equation, what speaks for it, and whether a tutor named it."""

    equation: int
    concept: str
    signs: Mapping[str, float]
    wanted: bool


@dataclass(frozen=True)
class Labelled:
    """The rows of a paper and how many concepts its labels name."""

    rows: Sequence[Row]
    there: int


def signs_of(pdf: Path) -> list[tuple[int, tuple[str, ...], Signs]]:
    """Page, marks and signs of every displayed equation of a paper."""
    paper, graph, library = read_paper(pdf), load_concepts(), load_library()
    found = meanings(paper, topics_of(sentence.text for sentence in paper.sentences))
    topics = topic_weights(paper_topics(paper.title, paper.sections, paper.sentences))
    index, words = SymbolIndex(found), Words(paper, graph)
    drafts = [_draft(e, paper, found, index, library, graph) for e in paper.equations if e.display]
    whole = paper_signs(recurrence([draft.own for draft in drafts]) if drafts else {}, topics, graph)
    out = []
    for draft in drafts:
        together: Signs = defaultdict(dict)
        for source in (draft.own, words.signs(draft.equation), whole):
            for concept, signs in source.items():
                together[concept] |= signs
        out.append((draft.equation.page, marks(draft.equation.latex), dict(together)))
    return out


def labelled(label: Path, pdf: Path) -> Labelled:
    """Join the labels of a paper with what was read of it; equations that were not found count as missed."""
    rows: list[Row] = []
    there = 0
    read = signs_of(pdf)
    for number, line in enumerate(label.read_text(encoding="utf-8").splitlines()):
        gold = json.loads(line)
        there += len(gold["concepts"])
        wanted = marks(gold["latex"])
        here = [(SequenceMatcher(None, wanted, run, False).ratio(), s) for page, run, s in read if page == gold["page"]]
        likeness, signs = max(here, key=lambda pair: pair[0], default=(0.0, {}))
        if likeness >= ALIKE:
            rows += [Row(number, concept, found, concept in gold["concepts"]) for concept, found in signs.items()]
    return Labelled(rows, there)


class Fit:
    """The regression over the rows of some papers, by L-BFGS; no weight of a sign may be negative."""

    def __init__(self, papers: Sequence[Labelled]) -> None:
        rules = load_rules()
        seen = Counter(concept for paper in papers for concept in {row.concept for row in paper.rows})
        named = Counter(concept for paper in papers for concept in {row.concept for row in paper.rows if row.wanted})
        self.concepts = sorted(c for c in seen if (named[c] or seen[c]) >= LEAST_PAPERS)
        self.centre = torch.tensor(
            [rules.start, *(rules.weights[kind] for kind in KINDS), *(0.0 for _ in self.concepts)]
        )
        self._usual = {concept: number for number, concept in enumerate(self.concepts, 1 + len(KINDS))}
        self._precision = torch.full_like(self.centre, PRIOR)
        self._precision[1 + len(KINDS) :] = USUAL_PRIOR

    def table(self, paper: Labelled) -> torch.Tensor:
        """One line per row: 1, the signs, and which concept it is (of those that were fitted)."""
        out = torch.zeros(len(paper.rows), len(self.centre))
        for line, row in zip(out, paper.rows, strict=True):
            line[0] = 1.0
            for number, kind in enumerate(KINDS, 1):
                line[number] = row.signs.get(kind, 0.0)
            if row.concept in self._usual:
                line[self._usual[row.concept]] = 1.0
        return out

    def weights(self, papers: Sequence[Labelled]) -> torch.Tensor:
        """Fit them; weights that turn out negative are held at zero and the rest is fitted again."""
        table = torch.cat([self.table(paper) for paper in papers])
        wanted = torch.tensor([float(row.wanted) for paper in papers for row in paper.rows])
        free = torch.ones_like(self.centre)
        while True:
            found = self._fitted(table, wanted, free)
            negative = (found[1 : 1 + len(KINDS)] < 0).nonzero().flatten() + 1
            if not len(negative):
                return found
            free[negative] = 0.0

    def _fitted(self, table: torch.Tensor, wanted: torch.Tensor, free: torch.Tensor) -> torch.Tensor:
        weights = self.centre.clone().requires_grad_()
        optimiser = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

        def closure() -> torch.Tensor:
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                table @ (weights * free), wanted, reduction="sum"
            )
            loss = loss + 0.5 * (self._precision * free * (weights - self.centre) ** 2).sum()
            loss.backward()
            return loss

        optimiser.step(closure)
        return weights.detach() * free


def hits(paper: Labelled, odds: Sequence[float]) -> int:
    """How many of the concepts chosen by these odds a tutor named."""
    chosen: dict[int, list[tuple[float, str, bool]]] = defaultdict(list)
    for row, odd in zip(paper.rows, odds, strict=True):
        chosen[row.equation].append((-odd, row.concept, row.wanted))
    return sum(wanted for rows in chosen.values() for _, _, wanted in sorted(rows)[:MOST])


def shipped(row: Row) -> float:
    """The log-odds by the weights that are shipped."""
    rules = load_rules()
    signs = sum(rules.weights[kind] * strength for kind, strength in row.signs.items())
    return rules.start + signs + rules.usual.get(row.concept, 0.0)


def write(fit: Fit, weights: torch.Tensor) -> None:
    """Put the weights into the data file, below its comment."""
    comment = "".join(f"{line}\n" for line in RELEVANCE_FILE.read_text("utf-8").splitlines() if line.startswith("#"))
    values = [round(float(value), 2) for value in weights]
    usual = dict(zip(fit.concepts, values[1 + len(KINDS) :], strict=True))
    content = {
        "start": values[0],
        "weights": dict(zip(KINDS, values[1:], strict=False)),
        "usual": {concept: value for concept, value in usual.items() if abs(value) >= LEAST_USUAL},
    }
    RELEVANCE_FILE.write_text(comment + yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="write the weights into data/roadmap/relevance.yaml")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    papers: dict[tuple[str, str], Labelled] = {}
    for labels, pdfs in zip(asked.folders[::2], asked.folders[1::2], strict=True):
        for label in sorted(labels.glob("*.jsonl")):
            papers[str(labels), label.stem] = labelled(label, pdfs / f"{label.stem}.pdf")
    fit = Fit(list(papers.values()))
    whole = fit.weights(list(papers.values()))
    names = list(papers)
    for group in (*dict.fromkeys(folder for folder, _ in names), ""):
        told = [name for name in names if group in ("", name[0])]
        there = sum(papers[name].there for name in told)
        before = sum(hits(papers[name], [shipped(row) for row in papers[name].rows]) for name in told)
        fitted = sum(hits(papers[name], (fit.table(papers[name]) @ whole).tolist()) for name in told)
        print(f"{group or 'all':40s} shipped {before / there:.3f}  fitted on all {fitted / there:.3f}")
    left = 0
    for fold in range(FOLDS):
        weights = fit.weights([papers[name] for number, name in enumerate(names) if number % FOLDS != fold])
        left += sum(hits(papers[n], (fit.table(papers[n]) @ weights).tolist()) for n in names[fold::FOLDS])
    print(f"papers left out {left / sum(paper.there for paper in papers.values()):.3f}")
    if asked.write:
        write(fit, whole)


if __name__ == "__main__":
    main()
