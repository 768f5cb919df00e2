"""Fit and check how sure the reader may be of its readings.

    python tests/corpus/fit_confidence.py --fit FOLDER... --held-out FOLDER... [--write] [--kept FILE]

A folder holds documents with their truth, as ``tests/typeset/generate.py`` writes them: NAME.pdf, NAME.truth.jsonl,
NAME.inline.jsonl. A formula that was read counts as exact if each of its rows is a row of the truth mark for mark; one that
is none counts as wrong. The weights are fitted on the first folders only (a logistic regression without negative weights,
drawn towards ``EXPECTED``; then a rising table of shares, from predictions for documents that were left out). The table of
the held-out folders is what ``docs/benchmarks.md`` shows. ``--write`` writes ``data/reading/confidence.json``; ``--kept``
keeps what was read, so that a second fit need not read again. Needs scikit-learn, which nothing else here does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "typeset")]

from marks_seen import rows_seen  # noqa: E402

from reader.codec import decode  # noqa: E402
from reader.confidence import READING, signs, strength  # noqa: E402
from reader.document import read_document  # noqa: E402
from reader.expression.parse import parse_expression  # noqa: E402

#: weights expected before anything was seen (logits): what is hardly ever right, and what means little
STRONG, WEAK = 3.0, 0.0
EXPECTED = dict.fromkeys(
    "unknown left_behind bare_row brackets rows_overlap odd_script double_scripts scripts_on_fraction lines_apart empty "
    "ends_in_sign not_understood ragged ink_off_line ink_off_size ink_script_size ink_order ink_lost_sign ink_beside "
    "ink_interlocked ink_math_before ink_math_after ink_bracket_before ink_bracket_after nothing_follows".split(),
    STRONG,
)
#: how firmly: weight of a squared logit off the expected weight, against the log-likelihood of all formulas
FIRMNESS = 0.2
#: documents are left out in this many turns
TURNS = 5
#: logits that a row of the table of shares spans at least, and formulas that it rests on
WIDTH, LEAST = 0.5, 60
#: standard errors by which the table stays below the shares that were seen
CAUTION = 1.5
#: edges of the table that is printed
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)

Row = dict[str, Any]


def read_folder(folder: Path) -> list[Row]:
    """Every formula read from the documents of a folder: its signs, and whether it is exact."""
    rows: list[Row] = []
    for pdf in sorted(folder.glob("*.pdf")):
        truth = pdf.with_suffix(".truth.jsonl")
        if truth.exists():
            try:
                found = _compared(read_document(pdf)["formulas"], truth)
            except Exception as error:  # a reader that fails is a finding; the other documents are still of use
                print(f"{pdf.stem}: FAILED {type(error).__name__}: {error}", file=sys.stderr)
                continue
            print(f"{pdf.stem}: {len(found)} formulas", file=sys.stderr, flush=True)
            rows += [row | {"document": f"{folder.name}/{pdf.stem}"} for row in found]
    return rows


def _compared(formulas: list[dict[str, Any]], truth: Path) -> list[Row]:
    inline = truth.with_name(truth.name.replace(".truth.", ".inline."))
    rows_left = Counter(tuple(row) for line in _lines(truth) for row in rows_seen(line))
    inline_left = Counter(_joined(line) for line in _lines(inline))
    found: list[Row] = []
    for formula in formulas:
        if formula["display"]:
            exact = _all_taken([tuple(row) for row in rows_seen(formula["latex"])], rows_left)
        elif inline.exists():
            exact = _all_taken([_joined(formula["latex"])], inline_left)
        else:
            continue
        tree = decode(formula["tree"])
        against = signs(tree, parse_expression(tree), formula["evidence"])
        found.append({"display": formula["display"], "exact": exact, "signs": against, "latex": formula["latex"]})
    return found


def _all_taken(rows: list[tuple[str, ...]], left: Counter[tuple[str, ...]]) -> bool:
    """Whether each row is one of the truth that nothing else was read as; those that are, are taken."""
    there = [left[row] > 0 for row in rows]
    for row, taken in zip(rows, there, strict=True):
        left[row] -= taken
    return bool(rows) and all(there)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [json.loads(line)["latex"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _joined(latex: str) -> tuple[str, ...]:
    return tuple(mark for row in rows_seen(latex) for mark in row)


# fitting ------------------------------------------------------------------------------------------------------------


def fit(rows: list[Row]) -> Row:
    """Weights and table of shares of formulas of one kind."""
    names = sorted({name for row in rows for name in row["signs"]})
    x = np.array([[strength(row["signs"].get(n, 0)) for n in names] for row in rows])
    y = np.array([float(row["exact"]) for row in rows])
    documents = sorted({row["document"] for row in rows})
    turn = np.array([documents.index(row["document"]) % TURNS for row in rows])
    unseen = np.zeros(len(rows))
    for k in range(TURNS):
        start, weights = _weights(x[turn != k], y[turn != k], names)
        unseen[turn == k] = start - x[turn == k] @ weights
    start, weights = _weights(x, y, names)
    kept = {n: round(float(w), 2) for n, w in zip(names, weights, strict=True) if w >= 0.01}
    for name, weight in EXPECTED.items():  # never seen here, but telling
        kept.setdefault(name, 0.0 if name in names else weight)
    return {
        "start": round(float(start), 2),
        "weights": {n: w for n, w in kept.items() if w},
        "shares": _shares(unseen, y),
    }


def _weights(x: np.ndarray, y: np.ndarray, names: list[str]) -> tuple[float, np.ndarray]:
    expected = np.array([EXPECTED.get(n, WEAK) for n in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = w[0] - x @ w[1:]
        off = w[1:] - expected
        p = 1 / (1 + np.exp(-z))
        value = np.sum(np.logaddexp(0, -z) * y + np.logaddexp(0, z) * (1 - y)) + FIRMNESS * np.sum(off**2)
        return value, np.concatenate([[np.sum(p - y)], -(x.T @ (p - y)) + 2 * FIRMNESS * off])

    bounds = [(None, None)] + [(0.0, None)] * len(names)
    first = np.concatenate([[3.0], expected])
    best = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 5000}).x
    return float(best[0]), best[1:]


def _shares(scores: np.ndarray, y: np.ndarray) -> list[list[float]]:
    """A rising table of (score, share of exact readings): bins of equal width, the sparse ones joined, made to rise."""
    order = np.argsort(scores)
    bins: list[list[int]] = [[]]
    for k in order:
        if len(bins[-1]) >= LEAST and scores[k] >= scores[bins[-1][0]] + WIDTH:
            bins.append([])
        bins[-1].append(int(k))
    if len(bins) > 1 and len(bins[-1]) < LEAST:
        bins[-2] += bins.pop()
    at = np.array([scores[b].mean() for b in bins])
    share = np.array([_cautious(y[b]) for b in bins])
    rising = IsotonicRegression(y_min=0.0, y_max=1.0).fit_transform(at, share, sample_weight=[len(b) for b in bins])
    return [[round(float(a), 2), round(float(b), 3)] for a, b in zip(at, rising, strict=True)]


def _cautious(y: np.ndarray) -> float:
    """Lower end of Wilson's interval for a share: other papers are harder than those at hand."""
    n, p = len(y), float(y.mean())
    middle, spread = p + CAUTION**2 / (2 * n), CAUTION * np.sqrt(p * (1 - p) / n + CAUTION**2 / (4 * n**2))
    return float((middle - spread) / (1 + CAUTION**2 / n))


# the table ----------------------------------------------------------------------------------------------------------


def report(rows: list[Row], models: dict[str, Row]) -> None:
    """The reliability table in Markdown, displays and running text apart."""
    from reader.confidence import _share, weigh

    for kind in ("display", "inline"):
        some = [row for row in rows if row["display"] == (kind == "display")]
        if not some:
            continue
        model = models[kind]
        said = np.array(
            [_share(model["start"] - sum(weigh(r["signs"], model["weights"]).values()), model["shares"]) for r in some]
        )
        exact = np.array([row["exact"] for row in some])
        print(f"\n| confidence ({kind}) | formulas | said | exact |\n| --- | --- | --- | --- |")
        for low, high in pairwise(EDGES):
            here = (said >= low) & (said < high)
            if here.any():
                print(
                    f"| {low:.2f} to {min(high, 1):.2f} | {here.sum()} | {said[here].mean():.3f} | {exact[here].mean():.3f} |"
                )
        sure = said >= 0.9
        print(f"\n{kind}: {len(some)} formulas, {exact.mean():.3f} exact; {sure.mean():.3f} of them with 0.9 or more, "
              f"{exact[sure].mean():.4f} of those exact; {sure[exact].mean():.3f} of the exact ones are among them")  # fmt: skip
        for document in sorted({row["document"] for row in some}):
            here = np.array([row["document"] == document for row in some])
            shares = (exact[here].mean(), sure[here].mean(), exact[here & sure].mean())
            print(f"  {document:32s} exact, sure, exact if sure:", *(f"{s:.3f}" for s in shares), file=sys.stderr)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", nargs="+", type=Path, default=[])
    parser.add_argument("--held-out", nargs="+", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kept", type=Path)
    args = parser.parse_args()
    kept: dict[str, list[Row]] = json.loads(args.kept.read_text()) if args.kept and args.kept.exists() else {}
    for folder in (*args.fit, *args.held_out):
        if str(folder) not in kept:
            kept[str(folder)] = read_folder(folder)
    if args.kept:
        args.kept.write_text(json.dumps(kept))
    target = READING / "confidence.json"
    models = json.loads(target.read_text()) if target.exists() else {}
    if args.fit:
        rows = [row for folder in args.fit for row in kept[str(folder)]]
        models = {
            "display": fit([r for r in rows if r["display"]]),
            "inline": fit([r for r in rows if not r["display"]]),
        }
        if args.write:
            pairs = re.sub(r"\[\s+(-?[\d.]+),\s+([\d.]+)\s+\]", r"[\1, \2]", json.dumps(models, indent=1))
            target.write_text(pairs + "\n", encoding="utf-8")
    report([row for folder in args.held_out for row in kept[str(folder)]], models)


if __name__ == "__main__":
    main()
