"""The conventional sense is chosen by context: labelled cases, and the behaviours that must not be lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from glossary.back_off import candidates, fitted, say_index
from glossary.notation import load_notation
from glossary.senses import THRESHOLD, rank, senses
from glossary.topics import topics_of
from glossary.uses import uses_of
from reader.expression.parse import parse_math
from reader.symbols.spelling import normal

CASES = yaml.safe_load((Path(__file__).parent / "sense_cases.yaml").read_text(encoding="utf-8"))
#: What the issue asks for on papers that were not looked at, and how sure the program must be of what it says.
FIRST_RIGHT, PRECISION = 0.88, 0.94


@dataclass(frozen=True)
class Judged:
    """One labelled symbol with the concept that was said first, or None."""

    formula: str
    symbol: str
    wanted: tuple[str, ...]
    said: str | None
    confidence: float


def judge(half: str) -> list[Judged]:
    judged = []
    for paper in CASES:
        if paper["half"] != half:
            continue
        uses_by_symbol: dict[str, list] = {}
        for formula in paper["formulas"]:
            for latex, uses in uses_of(parse_math(formula["latex"])).items():
                uses_by_symbol.setdefault(normal(latex), []).extend(uses)
        for formula in paper["formulas"]:
            here = {normal(k): v for k, v in uses_of(parse_math(formula["latex"])).items()}
            for symbol, concept in formula["symbols"].items():
                uses = here.get(normal(symbol), [])
                topics = dict.fromkeys(paper["topics"], 1.0)
                found = senses(symbol, uses, topics)
                wanted = tuple(concept) if isinstance(concept, list) else (concept,) if concept else ()
                said = found[0] if found else None
                judged.append(
                    Judged(formula["latex"], symbol, wanted, said and said.concept, said.confidence if said else 0.0)
                )
    return judged


def figures(judged: list[Judged]) -> tuple[float, float]:
    """Share of labelled symbols with the right concept first, and share of what is said that is right."""
    labelled = [case for case in judged if case.wanted]
    said = [case for case in judged if case.said]
    right = [case for case in said if case.said in case.wanted]
    return len(right) / len(labelled), len(right) / len(said)


@pytest.mark.parametrize("half", ["tuned", "unseen"])
def test_labelled_cases(half: str) -> None:
    first, precision = figures(judge(half))
    assert first >= FIRST_RIGHT
    assert precision >= PRECISION


def _first(formula: str, symbol: str, **context: object) -> str | None:
    uses = {normal(k): v for k, v in uses_of(parse_math(formula)).items()}
    found = senses(symbol, uses.get(normal(symbol), []), **context)  # type: ignore[arg-type]
    return found[0].concept if found else None


@pytest.mark.parametrize(
    ("formula", "symbol", "concept"),
    [
        (r"\mathcal{N}(\mu, \sigma^2)", r"\sigma", "standard_deviation"),
        (r"\sigma(w^\top x + b)", r"\sigma", "sigmoid"),
        (r"A = U \Sigma V^\top", r"\Sigma", "svd"),
        (r"x \sim \mathcal{N}(\mu, \Sigma)", r"\Sigma", "covariance_matrix"),
        (r"\theta \leftarrow \theta - \eta \nabla L", r"\eta", "learning_rate"),
        (r"A v = \lambda v", r"\lambda", "eigenvalues"),
        (r"L(w) + \lambda \|w\|^2", r"\lambda", "regularization"),
        (r"\frac{1}{\sqrt{2\pi}}", r"\pi", "trigonometry"),
        (r"\pi(a | s)", r"\pi", "mdp"),
        (r"|\mathcal{D}|", r"|\cdot|", "set_notation"),
        (r"|x - y|", r"|\cdot|", "distances_angles"),
        (r"\mathbb{E}[\|x - y\|^2] + C", "C", "additive_constant"),
        (r"e^{-x}", "e", "exponents_logarithms"),
        (r"\ell_2", r"\ell_2", "norms"),
    ],
)
def test_the_formula_decides(formula: str, symbol: str, concept: str) -> None:
    assert _first(formula, symbol) == concept


def test_the_paper_outweighs_convention() -> None:
    formula = r"\gamma \nabla f(x)"
    assert _first(formula, r"\gamma", definition="the discount factor") == "mdp"
    assert _first(formula, r"\gamma", definition="the learning rate") == "learning_rate"


def test_nothing_is_said_below_the_threshold() -> None:
    assert senses(r"\upsilon") == []
    assert rank(r"\upsilon")
    assert senses(r"\unheardof") == []
    for symbol in load_notation().symbols:
        assert all(sense.confidence >= THRESHOLD for sense in senses(symbol.latex)[:1])


def test_a_compound_backs_off_to_its_base() -> None:
    entry = candidates(r"\hat{\boldsymbol{\lambda}}_{\max}", load_notation())[0]
    assert entry.entry.latex == r"\lambda"
    assert fitted("standard deviation: spread", r"\hat{\sigma}_t", frozenset(("accents", "sub"))) == (
        "standard deviation, estimated at time t: spread"
    )
    assert fitted("noise level at step {sub}", r"\sigma_t", frozenset()) == "noise level at step t"
    assert fitted("noise level at step {sub}", r"\sigma", frozenset()) == "noise level"


@pytest.mark.parametrize(
    ("index", "said"), [("t-1", "t−1"), (r"\mathrm{old}", "old"), (r"x\sim p", "x ∼ p"), (r"\theta", "θ"), ("", "")]
)
def test_indices_are_read_out(index: str, said: str) -> None:
    assert say_index(index) == said


def test_evidence_is_in_words() -> None:
    uses = uses_of(parse_math(r"\mathcal{N}(\mu, \sigma^2)"))
    best = senses(r"\sigma", uses[r"\sigma"])[0]
    assert any("power 2" in reason or "argument" in reason for reason in best.evidence)
    assert 0 < best.confidence <= 1


def test_topics() -> None:
    text = ["We train a denoising diffusion model.", "The reverse process removes noise at every timestep."]
    topics = topics_of(text)
    assert topics["diffusion"] == 1.0
    assert topics_of("") == {}
    assert "graphs" not in topics_of("The dog sleeps.")
