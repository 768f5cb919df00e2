"""Fit the weights with which `reader.definitions.rank` weighs a proposed definition.

    python -m tests.corpus.fit_definitions CORPUS_FOLDER

A logistic regression over the signs of each candidate, with a Gaussian prior. It sees `mtde_1000.jsonl`, the tuned
folds of `symlink_ai.jsonl`, the tuned part of our own cases and the tuned part of `reader_pairs.yaml`; never the untuned
folds or papers, never anything of `gold/`. It takes a minute, most of it for reading the papers.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from reader.definitions import rank as definitions_rank
from reader.definitions.latex import marks
from reader.definitions.mentions import mentions, prepare, spelled
from reader.definitions.rules import candidates
from reader.definitions.text_definitions import _phrase
from tests.corpus.check_definitions import (
    PARTIAL,
    TUNED_FOLDS,
    Row,
    content_words,
    folds_of,
    overlap,
    own_cases,
    read_rows,
)
from tests.corpus.reader_pairs import reader_pairs

#: precision of the Gaussian prior on each weight; 1 to 4 gave the same cross-validated figures
PRIOR = 2.0
#: where the prior of a weight is centred, in log-odds: shapes that grammar makes all but certain, seen too rarely
PRIOR_MEANS = {
    "predicate|verb=denote": 1.0,
    "predicate|lead=denot": 1.5,
    "predicate|lead=call": 1.0,
    "predicate|lead=refer": 1.0,
    "elided": 1.5,
    "rule=told": 1.0,
    "respectively": 1.0,
    "named|verb=denot": 1.0,
    "rule=aside_comma": 1.0,
    "rule=aside_which": 1.0,
    "rule=apposition_part": 1.0,
}
#: what a hand-labelled pair of a real paper counts: most rows elsewhere are of sentences chosen because they define
PAIR_WEIGHT = 2
#: weights closer to zero are not stored
LEAST_WEIGHT = 0.02

Example = tuple[frozenset[str], float]


def examples(rows: list[Row]) -> list[Example]:
    """Features and target of every candidate: half a point for an overlapping phrase, half for the exact one."""
    out: list[Example] = []
    for row in rows:
        symbol = spelled(row["text"], row["symbol"])
        prepared = prepare(row["text"], symbol)
        for mention in mentions(prepared, marks(symbol)):
            for candidate in candidates(prepared, mention):
                said = content_words(_phrase(prepared, candidate))
                if said:
                    gold = [content_words(phrase) for phrase in row["gold"]]
                    target = 0.5 * any(overlap(said, g) >= PARTIAL for g in gold) + 0.5 * any(said == g for g in gold)
                    out.append((frozenset(definitions_rank.features(candidate)), target))
    return out


def fit(data: list[Example], prior: float = PRIOR) -> tuple[float, dict[str, float]]:
    """Bias and weights of the regression, by L-BFGS."""
    names = {name: n for n, name in enumerate(sorted({name for signs, _ in data for name in signs}))}
    rows = torch.tensor([n for n, (signs, _) in enumerate(data) for _ in signs])
    columns = torch.tensor([names[name] for signs, _ in data for name in sorted(signs)])
    values = torch.ones(len(rows))
    matrix = torch.sparse_coo_tensor(
        torch.stack([rows, columns]), values, (len(data), len(names)), check_invariants=False
    )
    target = torch.tensor([t for _, t in data])
    centre = torch.tensor([PRIOR_MEANS.get(name, 0.0) for name in names])
    weights, bias = centre.clone().requires_grad_(), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        odds = torch.sparse.mm(matrix, weights[:, None])[:, 0] + bias
        loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, target, reduction="sum")
        loss = loss + prior * 0.5 * ((weights - centre) ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return float(bias.detach()), {name: float(weights[n].detach()) for name, n in names.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    folder = parser.parse_args().corpus / "definitions"
    folds = folds_of(read_rows(folder / "symlink_ai.jsonl"))
    rows = read_rows(folder / "mtde_1000.jsonl") + [r for n in TUNED_FOLDS for r in folds[n]]
    rows += own_cases("tune") + own_cases("seen")
    pairs, _ = reader_pairs("tune", folder.parent)
    bias, weights = fit(examples(rows) + PAIR_WEIGHT * examples(pairs))
    kept = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    target = Path(definitions_rank.__file__).with_name("weights.json")
    target.write_text(
        json.dumps({"bias": round(bias, 3), "weights": kept}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(f"{len(rows)} rows, {len(kept)} weights written to {target.name}")


if __name__ == "__main__":
    main()
