"""How sure a proposed definition is, and when to say nothing.

A candidate's signs (see ``reader.definitions.candidates``) are weighed by a logistic regression: the weights are the
log-odds in ``weights.json``, fitted by ``tests/corpus/fit_definitions.py``. A phrase below ``THRESHOLD`` is
not said: in real papers more than half of the mentions of a symbol define nothing.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from reader.definitions.candidates import Candidate

_WEIGHTS = Path(__file__).with_name("weights.json")
#: least log-odds at which a phrase is said: partial F1 on the tuned folds of symlink_ai is flat from -0.5 to -1, and the
#: share of silent symbols that get a meaning does not change there, as the rules reject most of what is wrong
THRESHOLD = -0.9


def features(candidate: Candidate) -> set[str]:
    """The rule, the signs, and each sign together with the rule."""
    rule = candidate.rule
    return {f"rule={rule}"} | candidate.signs | {f"{rule}|{sign}" for sign in candidate.signs}


@cache
def _model() -> tuple[float, dict[str, float]]:
    stored = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return float(stored["bias"]), {str(name): float(weight) for name, weight in stored["weights"].items()}


def log_odds(candidate: Candidate) -> float:
    """The log-odds that the phrase says what the symbol is."""
    bias, weights = _model()
    return math.fsum([bias, *(weights.get(name, 0.0) for name in features(candidate))])  # exact: a set has no order


def confidence(odds: float) -> float:
    """Log-odds as a probability, rounded to two places."""
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))), 2)


def lowered(probability: float, by: float) -> float:
    """A probability with ``by`` taken off its log-odds."""
    probability = min(max(probability, 0.001), 0.999)
    return confidence(math.log(probability / (1.0 - probability)) - by)
