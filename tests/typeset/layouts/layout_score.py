"""Score what is read from the documents of ``layout_documents.py``.

    python tests/typeset/layouts/layout_score.py FOLDER_OR_PDF... [--show]

Displays: found, precise, exact, number (of those found), order (found without changing it). Running text: found and precise,
exact mark for mark; order; word (the word before the formula stands in its sentence). ``--show`` lists what is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from marks_seen import rows_seen
from score import SAME, align, similarity

from reader.document import read_document

Seen = tuple[str, ...]


@dataclass
class Figures:
    """Counts of one document, or of several."""

    rows: int = 0
    read: int = 0
    found: int = 0
    ordered: int = 0
    exact: int = 0
    numbered: int = 0
    inline: int = 0
    inline_read: int = 0
    inline_hit: int = 0
    inline_order: int = 0
    words: int = 0
    worded: int = 0
    remarks: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The figures in one line."""

        def share(part: int, whole: int) -> str:
            return f"{part / max(whole, 1):.3f}"

        return (
            f"rows={self.rows} found={share(self.found, self.rows)} precise={share(self.found, self.read)} "
            f"exact={share(self.exact, self.rows)} "
            f"number={share(self.numbered, self.found)} order={share(self.ordered, self.found)} | inline={self.inline} "
            f"found={share(self.inline_hit, self.inline)} precise={share(self.inline_hit, self.inline_read)} "
            f"order={share(self.inline_order, self.inline_hit)} word={share(self.worded, self.words)}"
        )

    def __iadd__(self, other: Figures) -> Figures:
        for item in fields(self):
            if item.name != "remarks":
                setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))
        return self


def score(pdf: Path) -> Figures:
    """Read a document and compare it with its truth."""
    truth = json.loads(pdf.with_suffix(".layout.json").read_text(encoding="utf-8"))
    document = read_document(pdf)
    figures = Figures()
    _displays(truth, document, figures)
    _inline(truth, document, figures)
    return figures


def _displays(truth: dict[str, Any], document: dict[str, Any], figures: Figures) -> None:
    want = [(row, f) for f in truth["formulas"] if f["display"] for row in rows_seen(f["latex"])]
    got = [(row, f) for f in document["formulas"] if f["display"] for row in rows_seen(f["latex"])]
    pairs = [(i, j) for i, j, _ in align([row for row, _ in want], [row for row, _ in got])]
    figures.ordered = len(pairs)
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for i in (i for i in range(len(want)) if i not in left):
        near = [(similarity(want[i][0], got[j][0]), j) for j in range(len(got)) if j not in right]
        best, j = max(near, default=(0.0, -1))
        if best >= SAME:
            pairs.append((i, j))
            right.add(j)
            if want[i][1]["place"] == "text":
                figures.remarks.append(f"out of order: {' '.join(want[i][0])}")
            else:
                figures.ordered += 1
        else:
            figures.remarks.append(f"not found: {' '.join(want[i][0])}")

    extra = [(row, f) for j, (row, f) in enumerate(got) if j not in right]

    false = extra
    figures.remarks += [f"false, page {f['page']}: {' '.join(row)}" for row, f in false]
    figures.rows, figures.read, figures.found = len(want), len(pairs) + len(false), len(pairs)
    groups: dict[int, set[str | None]] = {}
    for _, f in want:
        groups.setdefault(f["group"], set()).add(f["number"])
    for i, j in pairs:
        figures.exact += want[i][0] == got[j][0]
        if want[i][0] != got[j][0]:
            figures.remarks.append(f"differs: {' '.join(want[i][0])}\n    read: {' '.join(got[j][0])}")
        number, read = want[i][1]["number"], got[j][1]["number"]
        right_number = number == read if number is not None else read in groups[want[i][1]["group"]]
        figures.numbered += right_number
        if not right_number:
            figures.remarks.append(f"number {number} read as {read}: {' '.join(want[i][0])}")


def _flat(latex: str) -> Seen:
    return tuple(mark for row in rows_seen(latex) for mark in row)


def _inline(truth: dict[str, Any], document: dict[str, Any], figures: Figures) -> None:
    want = [(_flat(f["latex"]), f) for f in truth["formulas"] if not f["display"]]
    got = [(_flat(f["latex"]), f) for f in document["formulas"] if not f["display"]]
    wanted, read = Counter(w for w, _ in want), Counter(g for g, _ in got)
    hits = wanted & read
    optional = {_flat(latex) for latex in truth["maybe"]}
    displays = {_flat(f["latex"]) for f in truth["formulas"] if f["display"]}
    false = Counter({g: n for g, n in (read - hits).items() if g not in optional and g not in displays})
    figures.inline, figures.inline_hit = len(want), hits.total()
    figures.inline_read = hits.total() + false.total()
    figures.remarks += [f"inline not found: {' '.join(w)} ({n})" for w, n in (wanted - hits).items()]
    where = {g: document["sentences"][f["sentence"]][0][:150] for g, f in got if f["sentence"] is not None}
    figures.remarks += [f"inline false: {' '.join(g)} ({n})  in: {where.get(g)}" for g, n in false.items()]
    texts = [w for w, f in want if f["place"] == "text" and w in hits]
    matcher = SequenceMatcher(None, texts, [g for g, _ in got], autojunk=False)
    missing = len(texts) - sum(b.size for b in matcher.get_matching_blocks())
    figures.inline_order = figures.inline_hit - missing
    _words(want, got, hits, document["sentences"], figures)


def _words(
    want: Sequence[tuple[Seen, Any]],
    got: Sequence[tuple[Seen, Any]],
    hits: Counter[Seen],
    sentences: Any,
    figures: Figures,
) -> None:
    found: dict[Seen, list[str]] = {}
    for seen, f in got:
        if f["sentence"] is not None:
            found.setdefault(seen, []).append(sentences[f["sentence"]][0])
    for seen, f in want:
        if f["word"] and hits[seen]:
            figures.words += 1
            right = any(re.search(rf"\b{f['word']}\W*\$", text) for text in found.get(seen, []))
            figures.worded += right
            if not right:
                figures.remarks.append(f"word {f['word']} is not before {' '.join(seen)} in: {found.get(seen, [])[:1]}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    total = Figures()
    for path in args.paths:
        for pdf in sorted(path.glob("*.pdf")) if path.is_dir() else [path]:
            figures = score(pdf)
            print(f"{pdf.stem:20s} {figures.line()}", flush=True)
            if args.show:
                print("".join(f"    {remark}\n" for remark in figures.remarks), end="")
            total += figures
    print(f"{'all':20s} {total.line()}")


if __name__ == "__main__":
    main()
