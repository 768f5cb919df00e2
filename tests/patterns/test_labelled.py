"""The library on equations from many papers: it may not get worse than it was when these floors were set."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import expr_latex, parse_math

FORMAL = {"definition", "probability_or_other_identity"}
#: file, equations in it at least, and shares reached when the floors were set, less a little: first pattern among the
#: labels, the first label first, micro F1
FILES = [
    ("labelled.yaml", 300, {"hit": 0.91, "top1": 0.81, "f1": 0.78}),
    ("labelled_second.yaml", 120, {"hit": 0.92, "top1": 0.78, "f1": 0.73}),
    ("labelled_third.yaml", 240, {"hit": 0.91, "top1": 0.88, "f1": 0.82}),
    ("labelled_fourth.yaml", 110, {"hit": 0.91, "top1": 0.87, "f1": 0.82}),
    ("labelled_fifth.yaml", 60, {"hit": 0.95, "top1": 0.83, "f1": 0.85}),
    ("labelled_sixth.yaml", 100, {"hit": 0.88, "top1": 0.74, "f1": 0.68}),
]


@pytest.mark.parametrize(("file", "least", "floors"), FILES, ids=[name for name, _, _ in FILES])
def test_the_labelled_equations(file, least, floors):
    groups = yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8"))
    count = Counter()
    for row in (row for rows in groups.values() for row in rows):
        labels = row["patterns"]
        found = match(parse_math(row["latex"]), Context(words=row.get("words", "")))
        assert all(expr_latex(part).strip() for m in found for part in m.roles.values()), row["latex"]
        said = [m.id for m in found]
        telling = [p for p in labels if p not in FORMAL] or labels
        counted = [p for p in said if p not in FORMAL or p in telling]
        count["all"] += 1
        count["hit"] += bool(said) and said[0] in labels
        count["top1"] += bool(said) and said[0] == labels[0]
        count["said"] += len(counted)
        count["there"] += len(telling)
        count["both"] += len(set(counted) & set(telling))
    assert count["all"] >= least
    assert count["hit"] / count["all"] >= floors["hit"]
    assert count["top1"] / count["all"] >= floors["top1"]
    assert 2 * count["both"] / (count["said"] + count["there"]) >= floors["f1"]
