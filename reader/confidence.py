"""How sure a reading is, mark for mark, and why it is not surer.

Signs against a reading (``reader.doubts`` of the formula's shape, ``reader.page.evidence`` of the ink) add up with weights
that are never negative: a further sign never makes a reading surer. The weights are those of a logistic regression on
formulas whose truth is known, and a table that only rises turns the sum into the share of exact readings among formulas
like this one. ``tests/corpus/fit_confidence.py`` makes both; they are data.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml

from reader.doubts import doubts
from reader.formula_tree import Node
from reader.operators import Expr, walk

READING = Path(__file__).resolve().parent.parent / "data" / "reading"
#: a sign that occurs more often weighs no more
MOST = 3
#: what was not identified cannot be right mark for mark
UNKNOWN = 0.4
#: logits that a sign must take away to be told, and how many are told
TELLING, TOLD = 1.0, 4
#: nothing is certain
HIGHEST, LOWEST = 0.99, 0.01


class Confidence(NamedTuple):
    """A share of 1, and short sentences that say what speaks against the reading, weightiest first."""

    value: float
    reasons: tuple[str, ...]


def confidence(tree: Node, expr: Expr, ink: Mapping[str, int], display: bool) -> Confidence:
    """How sure the reading of a formula is.

    Args:
        tree: its layout tree.
        expr: the operator tree made of it.
        ink: what the ink says against it, as ``reader.page.evidence.gather`` counts it.
        display: whether it is set apart from the text.
    """
    model = _models()["display" if display else "inline"]
    found = signs(tree, expr, ink)
    taken = weigh(found, model["weights"])
    score = model["start"] - sum(taken.values())
    told = sorted((name for name in taken if taken[name] >= TELLING and name in sentences()), key=lambda n: -taken[n])
    reasons = dict.fromkeys(sentences()[name] for name in told)  # several signs may share a sentence
    value = _share(score, model["shares"])
    return Confidence(min(value, UNKNOWN) if found.get("unknown") else value, tuple(reasons)[:TOLD])


def signs(tree: Node, expr: Expr, ink: Mapping[str, int]) -> dict[str, int]:
    """Everything that speaks against a reading, counted, by name; signs of the ink begin with ``ink_``."""
    found = dict(doubts(tree)) | {f"ink_{name}": count for name, count in ink.items()}
    if any(part.op == "unknown" for part in walk(expr)):
        found["not_understood"] = 1
    return found


def strength(count: int) -> float:
    """What a count is worth before it is weighed: 1, 1.6, 2 for one, two, three or more."""
    return math.log2(1 + min(count, MOST))


def weigh(found: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """Logits that each sign takes away."""
    return {name: weights[name] * strength(count) for name, count in found.items() if name in weights}


def _share(score: float, table: list[list[float]]) -> float:
    """The share of exact readings at a score, by the table of (score, share), straight between its rows."""
    place = bisect_right(table, score, key=lambda row: row[0])
    if place == 0:
        share = table[0][1]
    elif place == len(table):
        share = table[-1][1]
    else:
        (x0, y0), (x1, y1) = table[place - 1], table[place]
        share = y0 + (y1 - y0) * (score - x0) / (x1 - x0)
    return round(min(max(share, LOWEST), HIGHEST), 2)


@cache
def sentences() -> dict[str, str]:
    """What each sign means, for people."""
    return cast(dict[str, str], yaml.safe_load((READING / "doubts.yaml").read_text(encoding="utf-8")))


@cache
def _models() -> dict[str, Any]:
    return cast(dict[str, Any], json.loads((READING / "confidence.json").read_text(encoding="utf-8")))
