"""The library on equations from many papers: it may not get worse than it was when these floors were set."""

from collections import Counter
from pathlib import Path

import yaml

from patterns.match import match
from reader.expression import parse_math

FORMAL = {"definition", "probability_or_other_identity"}
#: shares reached when the floors were set, less a little: first pattern among the labels, the first label first, micro F1
FLOORS = {"hit": 0.90, "top1": 0.78, "f1": 0.77}


def test_the_labelled_equations():
    groups = yaml.safe_load((Path(__file__).parent / "labelled.yaml").read_text(encoding="utf-8"))
    count = Counter()
    for row in (row for rows in groups.values() for row in rows):
        labels = row["patterns"]
        said = [m.id for m in match(parse_math(row["latex"]))]
        telling = [p for p in labels if p not in FORMAL] or labels
        counted = [p for p in said if p not in FORMAL or p in telling]
        count["all"] += 1
        count["hit"] += bool(said) and said[0] in labels
        count["top1"] += bool(said) and said[0] == labels[0]
        count["said"] += len(counted)
        count["there"] += len(telling)
        count["both"] += len(set(counted) & set(telling))
    assert count["all"] >= 300
    assert count["hit"] / count["all"] >= FLOORS["hit"]
    assert count["top1"] / count["all"] >= FLOORS["top1"]
    assert 2 * count["both"] / (count["said"] + count["there"]) >= FLOORS["f1"]
