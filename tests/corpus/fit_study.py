"""Fit the weights with which ``glossary.study`` chooses a paper's core list; say how they do on papers left out.

    python -m tests.corpus.fit_study LABELS PAPERS [LABELS PAPERS ...] [--write]

LABELS holds ``*.meta.json`` with the list a tutor would give (``study_concepts``), PAPERS the PDFs of the same names. The
regression starts from the weights that are shipped. Each paper's list is chosen once by weights that were fitted on the
others: only that figure says anything about new papers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from glossary.annotate import read_and_annotate
from glossary.annotated_paper import equation_concepts
from glossary.concepts import load_concepts
from glossary.roadmap import ROADMAP_FOLDER
from glossary.study import FLOOR, LIMIT, StudyRules, load_rules, measure

#: precision of the Gaussian prior round the shipped weights; 0.5 to 8 gave left-out papers the same within 0.02
PRIOR = 2.0
#: precision of the prior round zero for what single concepts add (2, 4, 8: recall of papers left out 0.745, 0.738, 0.725);
#: what is added is not stored below the second
USUAL_PRIOR, LEAST_USUAL = 2.0, 0.1
#: papers that must have a concept on their list (or show it, if none has it there) before anything is added for it
LEAST_PAPERS = 4

Signs = dict[str, dict[str, float]]
Paper = tuple[Signs, frozenset[str]]


def signs_of(pdf: Path) -> Signs:
    read = read_and_annotate(pdf)
    return measure(equation_concepts(read.paper, read.equations), read.topics, load_concepts())


def fit(papers: Sequence[Paper]) -> StudyRules:
    """The regression over the concepts of these papers, by L-BFGS: weights of the signs, and what single concepts add."""
    shipped = load_rules()
    names = list(shipped.weights)
    seen = Counter(concept for signs, _ in papers for concept in signs)
    chosen = Counter(concept for signs, gold in papers for concept in gold & signs.keys())
    concepts = sorted(c for c in seen if (chosen[c] or seen[c]) >= LEAST_PAPERS)
    place = {concept: number for number, concept in enumerate(concepts)}
    rows = torch.tensor([[sign[n] for n in names] for signs, _ in papers for sign in signs.values()])
    which = torch.tensor([place.get(concept, len(concepts)) for signs, _ in papers for concept in signs])
    wanted = torch.tensor([float(concept in gold) for signs, gold in papers for concept in signs])
    centre = torch.tensor([shipped.weights[n] for n in names])
    weights, usual = centre.clone().requires_grad_(), torch.zeros(len(concepts) + 1).requires_grad_()
    optimiser = torch.optim.LBFGS([weights, usual], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        odds = rows @ weights + usual[which] * (which < len(concepts))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, wanted, reduction="sum")
        loss = loss + 0.5 * PRIOR * ((weights - centre) ** 2).sum() + 0.5 * USUAL_PRIOR * (usual**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    added = {concept: round(float(value), 2) for concept, value in zip(concepts, usual.detach(), strict=False)}
    return shipped.model_copy(
        update={
            "weights": {name: round(float(weight), 2) for name, weight in zip(names, weights.detach(), strict=True)},
            "usual": {concept: value for concept, value in added.items() if abs(value) >= LEAST_USUAL},
        }
    )


def figures(papers: Mapping[str, Paper], rules: Mapping[str, StudyRules]) -> str:
    """Recall and precision of the lists, each paper's chosen with its rules."""
    hit = said = there = 0
    for name, (signs, gold) in papers.items():
        odds = {concept: rules[name].log_odds(concept, sign) for concept, sign in signs.items()}
        chosen = [c for c in sorted(odds, key=lambda c: -odds[c]) if odds[c] > FLOOR][:LIMIT]
        hit, said, there = hit + len(gold & set(chosen)), said + len(chosen), there + len(gold)
    return f"recall {hit / there:.3f}  precision {hit / max(1, said):.3f}"


def write(rules: StudyRules) -> None:
    """Put weights and what single concepts add into the data file; the lists between them stay."""
    path = ROADMAP_FOLDER / "study.yaml"
    text = path.read_text(encoding="utf-8")
    for name, weight in rules.weights.items():
        text = re.sub(rf"(?m)^(  {name}:) .*$", rf"\1 {weight}", text)
    added = "".join(f"  {concept}: {value}\n" for concept, value in sorted(rules.usual.items()))
    path.write_text(re.sub(r"(?ms)^usual:.*\Z", f"usual:\n{added}", text), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="write the weights into data/roadmap/study.yaml")
    asked = parser.parse_args()
    papers = {}
    for labels, pdfs in zip(asked.folders[::2], asked.folders[1::2], strict=True):
        for label in sorted(labels.glob("*.meta.json")):
            name = label.name.removesuffix(".meta.json")
            gold = json.loads(label.read_text(encoding="utf-8"))["study_concepts"]
            papers[name] = signs_of(pdfs / f"{name}.pdf"), frozenset(gold)
    left_out = {name: fit([paper for other, paper in papers.items() if other != name]) for name in papers}
    whole = fit(list(papers.values()))
    print("shipped weights  ", figures(papers, dict.fromkeys(papers, load_rules())))
    print("papers left out  ", figures(papers, left_out))
    print("fitted on all    ", figures(papers, dict.fromkeys(papers, whole)))
    if asked.write:
        write(whole)


if __name__ == "__main__":
    main()
