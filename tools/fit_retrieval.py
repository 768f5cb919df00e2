"""Fit the weights of the roadmap retrieval to labelled passages, and say how well they do on passages left out.

    python tools/fit_retrieval.py [--write]

Reads the lists ``fitted`` and ``unseen`` of tests/glossary/retrieval_cases.yaml. The weights maximise the likelihood of
an acceptable topic under a softmax over all concepts, with a small penalty on their size; the figures of ``fitted`` are
cross-validated (six folds, seeded). ``--write`` puts the weights into data/roadmap/retrieval.yaml.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from glossary.concepts import load_concepts
from glossary.retrieve import KINDS, WEIGHTS_FILE, Query, Retriever, load_index, load_weights

CASES = Path(__file__).resolve().parent.parent / "tests" / "glossary" / "retrieval_cases.yaml"
#: Penalty on squared weights: keeps kinds of evidence that agree with each other from cancelling out.
PENALTY = 0.002
FOLDS = 6


def fit(features: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Find the non-negative weights that make the acceptable topics most likely."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = features @ weights
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        hit = np.maximum((shares * right).sum(axis=1), 1e-12)
        slope = shares - shares * right / hit[:, None]
        gradient = np.einsum("qc,qck->k", slope, features) / len(features) + 2 * PENALTY * weights
        return float(-np.log(hit).mean() + PENALTY * weights @ weights), gradient

    start = np.ones(features.shape[-1])
    return np.asarray(minimize(loss, start, jac=True, bounds=[(0, None)] * len(start)).x)


def figures(
    scores: NDArray[np.float64], right: NDArray[np.bool_], stages: NDArray[np.int64], want: NDArray[np.int64]
) -> str:
    """Say how often the first topic, one of the first five, and the stage are right."""
    ranked = np.take_along_axis(right, np.argsort(-scores, axis=1), axis=1)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    votes = np.stack([(shares * (stages == stage)).sum(axis=1) for stage in (1, 2, 3, 4)], axis=1)
    return (
        f"top1 {ranked[:, 0].mean():.3f}  top5 {ranked[:, :5].any(axis=1).mean():.3f}  "
        f"stage {(votes.argmax(axis=1) + 1 == want).mean():.3f}  ({len(scores)} queries)"
    )


def main() -> None:
    """Fit, cross-validate, print, and write where asked to."""
    graph = load_concepts()
    retriever = Retriever(graph, load_index(graph), load_weights())
    stages = np.array([graph.stage(concept) for concept in retriever.ids])
    measured = {}
    for name, cases in yaml.safe_load(CASES.read_text(encoding="utf-8")).items():
        features = retriever.features([Query(case["text"], case.get("latex")) for case in cases])
        right = np.array([[concept in case["topics"] for concept in retriever.ids] for case in cases])
        want = np.array([graph.stage(case["topics"][0]) for case in cases])
        measured[name] = (features.astype(np.float64), right, want)
    features, right, want = measured["fitted"]
    fold = np.random.default_rng(0).permutation(len(features)) % FOLDS
    scores = np.zeros(right.shape)
    for part in range(FOLDS):
        scores[fold == part] = features[fold == part] @ fit(features[fold != part], right[fold != part])
    print("fitted, cross-validated:", figures(scores, right, stages, want))
    weights = fit(features, right)
    features, right, want = measured["unseen"]
    print("unseen:                 ", figures(features @ weights, right, stages, want))
    found = {kind: round(float(weight), 1) for kind, weight in zip(KINDS, weights, strict=True)}
    print(found)
    if "--write" in sys.argv[1:]:
        text = WEIGHTS_FILE.read_text(encoding="utf-8")
        for kind, weight in found.items():
            text = re.sub(rf"(?m)^(  {kind}: )[\d.]+", rf"\g<1>{weight}", text)
        WEIGHTS_FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
