"""Score what `reader.definitions.text_definitions` finds, on a corpus folder and on our own cases; tuned and untuned documents apart.

    python -m tests.corpus.check_definitions [CORPUS_FOLDER]

CORPUS_FOLDER holds `definitions/mtde_1000.jsonl` and `definitions/symlink_ai.jsonl`. The latter is split by document
into five folds (all of 1703.* in one); the rules were written while looking at folds 1 and 2 only, the ranking is
fitted on those. The texts of folds 0, 3 and 4 were never looked at. Where the folder holds `papers/` too, the
hand-labelled pairs of `reader_pairs.yaml` are scored as well: half of them define nothing.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from reader.definitions.text_definitions import definitions_in
from tests.corpus.reader_pairs import reader_pairs

Row = dict[str, Any]
_CASES = Path(__file__).resolve().parents[1] / "reader"
CASES = (_CASES / "definition_cases.yaml", _CASES / "definition_fresh.yaml")
FOLDS = 5
TUNED_FOLDS = (1, 2)
UNTUNED_FOLDS = (0, 3, 4)
#: token overlap from which a phrase counts as the annotated one
PARTIAL = 0.4
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "with",
        "from",
        "as",
        "and",
        "or",
        "that",
        "this",
        "these",
        "those",
        "is",
        "are",
        "be",
        "we",
        "our",
        "its",
        "their",
        "it",
        "which",
        "where",
        "if",
        "then",
        "each",
        "all",
        "any",
        "some",
        "let",
        "denote",
        "denotes",
        "denoted",
        "represent",
        "represents",
        "represented",
        "given",
    ]
)


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def folds_of(rows: Sequence[Row]) -> list[list[Row]]:
    """Five folds of about one size; a document is in one fold, and all of 1703.* count as one document."""
    name = {row["doc"]: "1703" if row["doc"].startswith("1703") else row["doc"] for row in rows}
    sizes = collections.Counter(name[row["doc"]] for row in rows)
    folds: list[list[Row]] = [[] for _ in range(FOLDS)]
    filled = [0] * FOLDS
    home: dict[str, int] = {}
    for doc, size in sorted(sizes.items(), key=lambda entry: (-entry[1], entry[0])):
        home[doc] = min(range(FOLDS), key=lambda number: filled[number])
        filled[home[doc]] += size
    for row in rows:
        folds[home[name[row["doc"]]]].append(row)
    return folds


def own_cases(part: str) -> list[Row]:
    """Our own sentences as rows: one per symbol, silent ones with an empty gold list."""
    out: list[Row] = []
    cases = [case for path in CASES for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for number, case in enumerate(cases):
        if case["part"] == part:
            told = {**case.get("says", {}), **{symbol: [] for symbol in case.get("silent", [])}}
            for symbol, gold in told.items():
                out.append({"id": f"{number}#{symbol}", "text": case["text"], "symbol": symbol, "gold": gold})
    return out


def content_words(phrase: str) -> list[str]:
    """Words that carry content, plain plural endings off."""
    words = [
        w
        for w in re.findall(r"\\?\w+", re.sub(r"\\(?:emph|text\w*|math\w+|left|right|bm)\b", " ", phrase.lower()))
        if w not in _STOP
    ]
    out = []
    for word in words:
        if len(word) > 4 and word.endswith("ies"):
            word = word[:-3] + "y"
        elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        out.append(word)
    return out


def overlap(said: Sequence[str], gold: Sequence[str]) -> float:
    """Dice coefficient of two bags of words."""
    shared = sum((collections.Counter(said) & collections.Counter(gold)).values())
    return 2 * shared / (len(said) + len(gold)) if shared else 0.0


def score(rows: Sequence[Row], said: dict[str, str | None]) -> dict[str, float]:
    """Partial and exact F1 over the defined symbols, and the share of silent ones that were given a definition."""
    defined = [row for row in rows if row["gold"]]
    answered = sum(bool(said[row["id"]]) for row in rows)
    partial = exact = 0
    for row in defined:
        words = content_words(said[row["id"]] or "")
        partial += any(overlap(words, content_words(gold)) >= PARTIAL for gold in row["gold"])
        exact += any(words and words == content_words(gold) for gold in row["gold"])
    silent = [row for row in rows if not row["gold"]]
    false = sum(bool(said[row["id"]]) for row in silent)

    def f1(hits: int) -> float:
        return round(2 * hits / max(1, answered + len(defined)), 3)

    return {
        "rows": len(rows), "silent": len(silent), "answered": answered, "partial": f1(partial), "exact": f1(exact),
        "false": round(false / max(1, len(silent)), 3),
    }  # fmt: skip


def predictions(rows: Iterable[Row]) -> dict[str, str | None]:
    return {r["id"]: next((f.phrase for f in definitions_in(r["text"], r["symbol"])), None) for r in rows}


def figures(corpus: Path | None) -> dict[str, dict[str, float]]:
    """All figures by the name of the set they were measured on."""
    sets: dict[str, list[Row]] = {"own, tuned": own_cases("tune"), "own, untuned": own_cases("check")}
    sets |= {"own fresh, looked at afterwards": own_cases("seen"), "own fresh, untuned": own_cases("fresh")}
    if corpus is not None:
        sets["mtde_1000 (tuned)"] = read_rows(corpus / "definitions" / "mtde_1000.jsonl")
        folds = folds_of(read_rows(corpus / "definitions" / "symlink_ai.jsonl"))
        sets["symlink_ai, tuned folds 1 2"] = [row for number in TUNED_FOLDS for row in folds[number]]
        for number in UNTUNED_FOLDS:
            sets[f"symlink_ai, untuned fold {number}"] = folds[number]
        if (corpus / "papers").is_dir():
            sets["reader pairs (tuned)"] = reader_pairs("tune", corpus)[0]
            sets["reader pairs, untuned papers"] = reader_pairs("check", corpus)[0]
    out = {name: score(rows, predictions(rows)) for name, rows in sets.items() if rows}
    untuned = [out[f"symlink_ai, untuned fold {number}"] for number in UNTUNED_FOLDS] if corpus is not None else []
    if untuned:
        out["symlink_ai, untuned, mean over folds"] = {
            k: round(sum(f[k] for f in untuned) / len(untuned), 3) for k in untuned[0]
        }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    for name, values in figures(parser.parse_args().corpus).items():
        print(f"{name:42s}", "  ".join(f"{key} {value}" for key, value in values.items()))


if __name__ == "__main__":
    main()
