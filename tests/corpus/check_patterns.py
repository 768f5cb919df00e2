"""Scores the patterns against labelled equations without reading a PDF: the labels' own LaTeX is parsed and matched.

    python tests/corpus/check_patterns.py GOLD_FOLDER [paper ...] [--show] [--definitions]

GOLD_FOLDER holds ``<paper>.jsonl``. Prints hit, top-1, top-3, F1 and roles the way the whole-reading score counts them.
``--definitions`` passes what the labels say of the symbols as if the reader had found it in the text; ``--title`` passes
the paper's title.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))

from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import expr_latex, parse_math

FORMAL = {"definition", "probability_or_other_identity"}


#: commands that only size, space or face
_LOOKS = (
    "left right big Big bigg Bigg bigl bigr Bigl Bigr middle displaystyle limits quad qquad "
    "mathrm mathbf boldsymbol text operatorname mathit mathcal textit"
).split()
_SAME = [("\\top", "T"), ("\\mid", "|"), ("\\parallel", "\\|"), ("\\varepsilon", "\\epsilon"), ("^{\\prime}", "'")]


def marks(latex: str) -> list[str]:
    """LaTeX as a list of marks, spacing, faces and sizes left out."""
    latex = re.sub(r"\\(" + "|".join(_LOOKS) + r"|,|;|!|:)(?![A-Za-z])", " ", latex)
    for one, other in _SAME:
        latex = latex.replace(one, other)
    return re.findall(r"\\[A-Za-z]+|\\.|[^\s{}\\]", latex)


def similar(one: str, other: str) -> float:
    """Share of marks in common, in order."""
    return difflib.SequenceMatcher(None, marks(one), marks(other), autojunk=False).ratio()


def main() -> None:
    """Reads the labels, matches, prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("papers", nargs="*")
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--definitions", action="store_true")
    ap.add_argument("--title", action="store_true")
    a = ap.parse_args()
    c: collections.Counter[str] = collections.Counter()
    for file in sorted(a.gold.glob("*.jsonl")):
        if a.papers and file.stem not in a.papers:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            known = {s["latex"]: s.get("meaning") or "" for s in gold["symbols"] if s.get("where") == "text"}
            meta = file.with_suffix(".meta.json")
            title = json.loads(meta.read_text(encoding="utf-8")).get("title", "") if a.title and meta.exists() else ""
            context = Context(definitions=known if a.definitions else {}, title=title)
            found = match(parse_math(gold["latex"]), context)
            count(c, gold, found, a.show)
    n = max(c["n"], 1)
    f1 = 2 * c["hits"] / max(c["said"] + c["there"], 1)
    print(
        f"equations {n}  hit {c['hit'] / n:.3f}  top1 {c['top1'] / n:.3f}  top3 {c['top3'] / n:.3f}  f1 {f1:.3f}  "
        f"roles {c['roles_hit'] / max(c['roles'], 1):.3f} ({c['roles_hit']}/{c['roles']})"
    )


def count(c: collections.Counter[str], gold: dict, found: list, show: bool) -> None:  # type: ignore[type-arg]
    """Adds one equation to the counts."""
    said = [m.id for m in found]
    telling = [p for p in gold["patterns"] if p not in FORMAL] or gold["patterns"]
    c["n"] += 1
    c["hit"] += bool(said) and said[0] in gold["patterns"]
    c["top1"] += bool(said) and said[0] == gold["patterns"][0]
    c["top3"] += gold["patterns"][0] in said
    counted = [p for p in said if p not in FORMAL or p in telling]
    c["said"] += len(counted)
    c["there"] += len(telling)
    c["hits"] += len(set(counted) & set(telling))
    labelled = gold.get("roles_of", gold["patterns"][0])
    told = next((m for m in found if m.id == labelled), None)
    wanted = {r: v for r, v in gold.get("roles", {}).items() if isinstance(v, str)}
    notes = []
    if told is not None:
        c["roles"] += len(wanted)
        for role, latex in wanted.items():
            ours = expr_latex(told.roles[role]) if role in told.roles else "-"
            good = similar(ours, latex) >= 0.8
            c["roles_hit"] += good
            if not good:
                notes.append(f"      role {role}: wanted {latex}   got {ours}")
    flag = "  " if said and said[0] == gold["patterns"][0] else "* " if said and said[0] in gold["patterns"] else "**"
    if show:
        print(f"{flag} {gold['paper']} p{gold['page']} ({gold.get('number')}) {gold['latex'][:150]}")
        print(f"      gold={gold['patterns']}  said={[(m.id, m.variant, m.confidence) for m in found]}")
        print("\n".join(notes)) if notes else None


if __name__ == "__main__":
    main()
