"""A part of what reading the sample paper gives, in the contract's shape: equation (8), its symbols, a study list."""

from __future__ import annotations

import copy
from typing import Any

from glossary.study import EquationConcepts
from pages.shelf import Reading

SHA256 = "0" * 64
#: the box of each mark of equation (8) on page 2, in points
MARKS = {
    "L_{t-1}": (196.8, 598.4, 216.8, 608.0),
    r"\mathbb{E}_q": (231.0, 598.3, 240.8, 608.0),
    r"\sigma_t": (253.2, 607.5, 261.7, 615.0),
    r"\|\cdot\|": (265.8, 597.8, 365.6, 608.0),
    r"\tilde{\boldsymbol{\mu}}_t": (269.9, 597.6, 279.8, 607.8),
    r"\mathbf{x}_t": (284.3, 600.6, 293.2, 606.9),
    r"\mathbf{x}_0": (298.3, 600.6, 308.1, 606.9),
    r"\boldsymbol{\mu}_\theta": (324.9, 600.6, 335.5, 608.0),
    "t": (354.3, 599.0, 357.5, 605.5),
    "C": (388.9, 598.3, 395.8, 605.5),
}
NAMES = {latex: f"s{place}" for place, latex in enumerate(MARKS)}
SENSES: dict[str, tuple[str, str, str]] = {
    "L_{t-1}": ("loss", "loss_function", "scalar"),
    r"\mathbb{E}_q": ("expected value over draws from q", "expectation", "operator"),
    r"\sigma_t": ("standard deviation", "standard_deviation", "scalar"),
    r"\|\cdot\|": ("norm: the length of a vector", "norms", "bracket"),
    r"\tilde{\boldsymbol{\mu}}_t": ("mean", "expectation", "vector"),
    r"\mathbf{x}_t": ("noisy sample at step t", "diffusion_forward", "vector"),
    r"\mathbf{x}_0": ("clean data point", "diffusion_forward", "vector"),
    r"\boldsymbol{\mu}_\theta": ("mean predicted by a network", "parametric_models", "function"),
    "t": ("time step", "diffusion_forward", "index"),
    "C": ("constant that does not depend on the parameters", "additive_constant", "scalar"),
}
DEFINITIONS = {
    r"\tilde{\boldsymbol{\mu}}_t": (
        "posterior mean",
        r"The posterior mean $\tilde{\boldsymbol{\mu}}_t$ is a weighted sum.",
        2,
    ),
    "t": ("time step", r"The integer $T$ is the number of steps, and $t$ is the time step.", 1),
    "C": ("a constant that does not depend on θ", r"where $C$ is a constant that does not depend on $\theta$.", 2),
}
LATEX = (
    r"L_{t-1} = \mathbb{E}_q\left[\frac{1}{2\sigma_t^2}\|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t, \mathbf{x}_0) - "
    r"\boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2\right] + C"
)
EIGHT: dict[str, Any] = {
    "id": "e8", "page": 2, "number": "8", "bbox": [196.8, 590.5, 398.5, 616.0], "display": True, "latex": LATEX,
    "mathml": "<math/>", "confidence": 0.98, "stage": 4, "demos": ["ddpm_2d"],
    "reads": "L sub t minus one equals the expectation over q of one over two sigma sub t squared times the squared "
    "norm of mu tilde sub t of x sub t and x sub zero minus mu sub theta of x sub t and t, plus C",
    "explanation": [
        {"text": r"It defines $L_{t-1}$.", "because": r"“so that we can write” (page 2)"},
        {"text": "It is a loss that measures a squared difference.", "because": "pattern:squared_error"},
        {"text": r"The prediction is $\boldsymbol{\mu}_\theta(\mathbf{x}_t, t)$.", "because": "rule:parameters"},
    ],
    "patterns": [
        {"id": "squared_error", "variant": None, "confidence": 0.95, "stage": 2, "roles": {
            "prediction": {"latex": r"\boldsymbol{\mu}_\theta(\mathbf{x}_t, t)", "bbox": [324.9, 598.0, 361.2, 608.4]},
            "target": {
                "latex": r"\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t, \mathbf{x}_0)", "bbox": [270, 597.6, 312, 608.4],
            },
            "weight": {"latex": r"\frac{1}{2\sigma_t^2}", "bbox": [247.9, 591.5, 263.2, 615.6]},
        }},
        {"id": "expectation", "variant": None, "confidence": 0.9, "stage": 1, "roles": {}},
    ],
    "concepts": ["squared_error_loss", "expectation", "norms", "diffusion_elbo", "additive_constant"],
    "symbols": [{"latex": latex, "bbox": list(box), "symbol": NAMES[latex]} for latex, box in MARKS.items()],
}  # fmt: skip
#: what a hostile PDF might hold
QUOTE = "a bound made of *squared* errors ![x](http://example.org/x.png) <b>bold</b>"
NASTY = {
    "id": "e1", "page": 1, "number": None, "bbox": [72.0, 300.0, 140.0, 312.0], "display": False,
    "latex": r"\href{javascript:alert(1)}{x} < \undefined", "mathml": "<math/>", "confidence": 0.4, "stage": 1,
    "reads": "<img src=x onerror=alert(1)>", "explanation": [], "patterns": [],
    "concepts": [], "symbols": [], "demos": [],
}  # fmt: skip


def annotated() -> dict[str, Any]:
    """The annotated paper, made anew."""
    return copy.deepcopy(_paper())


def _paper() -> dict[str, Any]:
    return {
        "paper": {
            "title": "A Short Primer on Denoising Diffusion Models", "pages": 3, "sha256": SHA256, "stage": 4,
            "page_sizes": [[595.28, 841.89]] * 3,
            "sections": [{"title": "Introduction", "page": 1}, {"title": "The objective", "page": 2}],
        },
        "equations": [NASTY, EIGHT],
        "symbols": [_symbol(latex) for latex in MARKS],
        "study": [
            {"concept": concept, "stage": stage, "hours": 1, "because": [{"equation": "e8", "page": 2, "quote": QUOTE}]}
            for concept, stage in (("expectation", 1), ("squared_error_loss", 2), ("diffusion_elbo", 4))
        ],
        "study_closure": ["set_notation", "expectation", "squared_error_loss", "diffusion_elbo"],
        "landmarks": [{"title": "Auto-encoding variational Bayes", "year": 2014}],
    }  # fmt: skip


def reading() -> Reading:
    """The same with what the study list is made from."""
    eight = EquationConcepts(
        "e8", 2, 1.0, tuple((concept, 1.0) for concept in EIGHT["concepts"]), "so that we can write"
    )
    return Reading(annotated(), (eight,), (), {"md": "| symbol |", "csv": "symbol", "tex": "Symbol"})


def _symbol(latex: str) -> dict[str, Any]:
    meaning, concept, kind = SENSES[latex]
    box = list(MARKS[latex])
    definitions = []
    if latex in DEFINITIONS:
        text, sentence, page = DEFINITIONS[latex]
        definitions = [
            {"text": text, "sentence": sentence, "page": page, "bbox": [72, 300, 500, 312], "confidence": 0.9}
        ]
    return {
        "id": NAMES[latex], "latex": latex, "kind": kind, "pages": [1, 3], "redefined": False,
        "occurrences": [{"page": 2, "bbox": box}], "definitions": definitions,
        "senses": [{"concept": concept, "meaning": meaning, "confidence": 0.8}],
    }  # fmt: skip
