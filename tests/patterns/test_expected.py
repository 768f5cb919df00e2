"""Sums weighed by probabilities, read as expectations; pieces of mechanisms; what is only drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.expected import expected
from patterns.match import match
from patterns.normal import normal
from patterns.roles import EMPTY, Context
from patterns.terms import walk
from reader.expression.parse import parse_math


def second_form(latex):
    return expected(normal(parse_math(latex)), EMPTY)


@pytest.mark.parametrize(
    "latex",
    [
        r"J = \sum_a \pi(a|s) A(s, a)",
        r"L = \int q(z|x) \log p(x|z)\, dz",
        r"v(s) = \sum_a \pi(a|s) \sum_{s'} p(s'|s, a) [r + \gamma v(s')]",
    ],
)
def test_a_sum_over_what_a_probability_is_of_is_an_expectation(latex):
    form = second_form(latex)
    assert form is not None
    assert sum(part.op == "avg" for part in walk(form)) == 1
    assert not any(part.op in ("total", "integral") for part in walk(form))


@pytest.mark.parametrize(
    "latex",
    [
        r"c_i = \sum_j \alpha_{ij} h_j",
        r"p(x) = \sum_z p(x, z)",
        r"L = \sum_i \log p(x_i|\theta)",
        r"p(x) = \int p(x|z)\, dx",
    ],
)
def test_other_sums_stay_sums(latex):
    assert second_form(latex) is None


def test_a_loss_is_found_in_an_integral_as_in_an_expectation():
    found = match(parse_math(r"\ln p(X) \geq \int q(Z) \ln \frac{p(X, Z)}{q(Z)}\, dZ"))
    assert found[0].id == "elbo"


PIECES = [
    (r"\alpha_{ij} = \frac{\exp(e_{ij})}{\sum_k \exp(e_{ik})}", "softmax", "attention"),
    (r"c_i = \sum_j \alpha_{ij} h_j", "weighted_sum", "attention"),
    (r"i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i)", "sigmoid", "gating"),
    (r"[q, k, v] = z U_{qkv}", "affine_layer", "attention"),
]


@pytest.mark.parametrize(("latex", "first", "later"), PIECES, ids=[row[1] for row in PIECES])
def test_a_piece_is_told_before_the_mechanism(latex, first, later):
    said = [m.id for m in match(parse_math(latex), Context(words="attention weights"))]
    assert said[0] == first
    assert later in said[1:]


def test_where_something_is_drawn_from_comes_after_what_is_made_of_it():
    said = [m.id for m in match(parse_math(r"z = \mu + \sigma \odot \epsilon, \quad \epsilon \sim \mathcal{N}(0, I)"))]
    assert said[0] == "reparameterisation"
    assert "gaussian" in said


def test_the_next_layer_is_no_probability():
    said = [m.id for m in match(parse_math(r"h_t = \sigma(W h_{t-1} + U x_t)"))]
    assert "sigmoid" not in said


def test_decoding_is_no_fit():
    assert "negative_log_likelihood" not in [m.id for m in match(parse_math(r"\hat{y} = \arg\max_y \log P(y|x)"))]
    assert "negative_log_likelihood" in [m.id for m in match(parse_math(r"\arg\max_\theta \log P_\theta(y|x)"))]


@given(st.sampled_from(["p(x)", "q(x|z)", "f(x)", "x_i", "w"]), st.sampled_from(["f(x)", "x^2", "\\log p(x)", "1"]))
def test_the_second_form_keeps_what_is_printed(weight, body):
    expr = parse_math(rf"J = \sum_x {weight} {body}")
    form = expected(normal(expr), EMPTY)
    if form is not None:
        assert any(part.op == "avg" and part.source.op == "big" for part in walk(form))
