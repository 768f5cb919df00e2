"""Fit the weights with which ``glossary.study`` chooses a paper's core list; say how they do on papers left out.

    python -m tests.corpus.fit_study CHECK_FOLDER [--write]

CHECK_FOLDER holds ``papers/*.pdf`` and ``labels/*.meta.json`` (or ``corpus/papers`` and ``gold/dev``), the latter with the
list a tutor would give (``study_concepts``). The regression starts from the weights that are shipped. Each paper's list
is chosen once by weights that were fitted on the others: only that figure says anything about new papers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from glossary.annotate import read_and_annotate
from glossary.annotated_paper import equation_concepts
from glossary.concepts import load_concepts
from glossary.roadmap import ROADMAP_FOLDER
from glossary.study import FLOOR, LIMIT, load_rules, measure

#: precision of the Gaussian prior round the shipped weights; 0.5 to 8 gave left-out papers the same within 0.02
PRIOR = 0.5

Signs = dict[str, dict[str, float]]
Weights = dict[str, float]


def signs_of(pdf: Path) -> Signs:
    read = read_and_annotate(pdf)
    return measure(equation_concepts(read.paper, read.equations), read.topics, load_concepts())


def fit(papers: Sequence[tuple[Signs, frozenset[str]]]) -> Weights:
    """Weights of the regression over the concepts of these papers, by L-BFGS."""
    shipped = load_rules().weights
    names = list(shipped)
    rows = torch.tensor([[sign[n] for n in names] for signs, _ in papers for sign in signs.values()])
    wanted = torch.tensor([float(concept in gold) for signs, gold in papers for concept in signs])
    centre = torch.tensor([shipped[n] for n in names])
    weights = centre.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, wanted, reduction="sum")
        loss = loss + PRIOR * 0.5 * ((weights - centre) ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights.detach(), strict=True)}


def figures(papers: Mapping[str, tuple[Signs, frozenset[str]]], weights: Mapping[str, Weights]) -> str:
    """Recall and precision of the lists, each paper's chosen with its weights."""
    hit = said = there = 0
    for name, (signs, gold) in papers.items():
        odds = {c: sum(weights[name][n] * value for n, value in sign.items()) for c, sign in signs.items()}
        chosen = [c for c in sorted(odds, key=lambda c: -odds[c]) if odds[c] > FLOOR][:LIMIT]
        hit, said, there = hit + len(gold & set(chosen)), said + len(chosen), there + len(gold)
    return f"recall {hit / there:.3f}  precision {hit / max(1, said):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into data/roadmap/study.yaml")
    asked = parser.parse_args()
    papers = {}
    for label in sorted(asked.folder.glob("gold/dev/*.meta.json")) or sorted(asked.folder.glob("labels/*.meta.json")):
        name = label.name.removesuffix(".meta.json")
        pdf = next(p for p in (asked.folder / "corpus/papers", asked.folder / "papers") if p.is_dir()) / f"{name}.pdf"
        gold = json.loads(label.read_text(encoding="utf-8"))["study_concepts"]
        papers[name] = signs_of(pdf), frozenset(gold)
    left_out = {name: fit([paper for other, paper in papers.items() if other != name]) for name in papers}
    whole = fit(list(papers.values()))
    print("shipped weights  ", figures(papers, dict.fromkeys(papers, load_rules().weights)))
    print("papers left out  ", figures(papers, left_out))
    print("fitted on all    ", figures(papers, dict.fromkeys(papers, whole)))
    if asked.write:
        path = ROADMAP_FOLDER / "study.yaml"
        text = path.read_text(encoding="utf-8")
        for name, weight in whole.items():
            text = re.sub(rf"(?m)^(  {name}:) .*$", rf"\1 {weight}", text)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
