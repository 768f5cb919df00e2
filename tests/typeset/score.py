"""Score what is read from typeset documents against their truth, mark for mark.

    python tests/typeset/score.py FOLDER_OR_PDF... [--show 5] [--confused]

For each PDF: the share of display rows found and exact, the mean similarity of their marks, the share of inline formulas
found and of those read that are true. ``--confused`` lists which marks were taken for which, most frequent first.
"""

from __future__ import annotations

import argparse
import difflib
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from marks_seen import rows_seen

from reader.document import read_document

#: similarity from which two rows are the same formula
SAME = 0.5
Rows = list[list[str]]


@dataclass
class Result:
    """Figures of one document."""

    truth: int = 0
    read: int = 0
    found: int = 0
    exact: int = 0
    marks: float = 0.0
    inline_truth: int = 0
    inline_read: int = 0
    inline_hit: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[list[str], list[str]]] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        """The figures in one line."""
        n, m = max(self.truth, 1), max(self.inline_truth, 1)
        return (
            f"rows={self.truth} found={self.found / n:.4f} precise={self.found / max(self.read, 1):.4f} exact={self.exact / n:.4f} "
            f"marks={self.marks / n:.4f} inline_found={self.inline_hit / m:.4f} "
            f"inline_precise={self.inline_hit / max(self.inline_read, 1):.4f} {self.seconds:.1f}s"
        )


def score(pdf: Path) -> Result:
    """Read a document and compare it with the truth beside it."""
    started = time.perf_counter()
    formulas = read_document(pdf)["formulas"]
    result = Result(seconds=time.perf_counter() - started)
    truth = [row for item in _lines(pdf.with_suffix(".truth.jsonl")) for row in rows_seen(item["latex"])]
    read = [row for f in formulas if f["display"] for row in rows_seen(f["latex"])]
    result.truth, result.read = len(truth), len(read)
    pairs = align(truth, read)
    result.found = len(pairs)
    for i, j, similarity in pairs:
        result.marks += similarity
        if truth[i] == read[j]:
            result.exact += 1
        else:
            result.wrong.append((truth[i], read[j]))
            result.confused.update(_confusions(truth[i], read[j]))
    hit = {i for i, _, _ in pairs}
    result.wrong += [(row, []) for i, row in enumerate(truth) if i not in hit]
    want = _bag(item["latex"] for item in _lines(pdf.with_suffix(".inline.jsonl")))
    got = _bag(f["latex"] for f in formulas if not f["display"])
    result.inline_truth, result.inline_read, result.inline_hit = want.total(), got.total(), (want & got).total()
    return result


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _bag(latex: Iterable[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(mark for row in rows for mark in row) for rows in map(rows_seen, latex) if rows)


def _confusions(truth: list[str], read: list[str]) -> list[tuple[str, str]]:
    """Marks that stand in each other's place, as far as an alignment tells."""
    found = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, truth, read, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append((" ".join(truth[i:j][:3]), " ".join(read[k:m][:3])))
    return found


def similarity(a: list[str], b: list[str]) -> float:
    """1 - edit distance / longer length; 0 where the lengths alone rule a match out."""
    longest = max(len(a), len(b))
    if a == b:
        return 1.0
    if min(len(a), len(b)) * 4 < longest:
        return 0.0
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return 1 - previous[-1] / longest


def align(truth: Rows, read: Rows) -> list[tuple[int, int, float]]:
    """The order-preserving pairs of greatest total similarity; pairs below ``SAME`` do not count."""
    window = 60  # rows are read in order: what stands further apart than this is no pair
    sim: dict[tuple[int, int], float] = {}
    for i, t in enumerate(truth):
        for j in range(max(0, i - window), min(len(read), i + window)):
            value = similarity(t, read[j])
            if value >= SAME:
                sim[i, j] = value
    n, m = len(truth), len(read)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            take = sim[i, j] + best[i + 1][j + 1] if (i, j) in sim else -1.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if (i, j) in sim and abs(best[i][j] - sim[i, j] - best[i + 1][j + 1]) < 1e-9:
            pairs.append((i, j, sim[i, j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--confused", action="store_true")
    args = parser.parse_args()
    total = Result()
    for path in args.paths:
        for pdf in sorted(path.glob("*.pdf")) if path.is_dir() else [path]:
            try:
                result = score(pdf)
            except Exception as error:  # a reader that fails is a finding, the next document is still to be scored
                print(f"{pdf.stem:22s} FAILED {type(error).__name__}: {error}", flush=True)
                continue
            print(f"{pdf.stem:22s} {result.line()}", flush=True)
            for truth, read in result.wrong[: args.show]:
                print(f"    truth {' '.join(truth)}\n    read  {' '.join(read)}")
            if args.confused:
                print(
                    "   ", "; ".join(f"{a or '-'} => {b or '-'} ({n})" for (a, b), n in result.confused.most_common(40))
                )
            for name in (
                "truth",
                "read",
                "found",
                "exact",
                "marks",
                "inline_truth",
                "inline_read",
                "inline_hit",
                "seconds",
            ):
                setattr(total, name, getattr(total, name) + getattr(result, name))
    print(f"{'all':22s} {total.line()}")


if __name__ == "__main__":
    main()
