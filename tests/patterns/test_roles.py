"""Which side is the model, the reasons given, and the touchstone: DDPM's equation (8)."""

import pytest

from patterns.match import match
from patterns.roles import Context
from reader.expression.parse import expr_latex, parse_math

EQUATION_8 = (
    r"L_{t-1} = \mathbb{E}_q\left[ \frac{1}{2\sigma_t^2} \|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2 \right] + C"
)


def plain(latex):
    return latex.replace(" ", "").replace("{", "").replace("}", "")


def test_equation_8_of_ddpm():
    found = match(parse_math(EQUATION_8))
    first = found[0]
    assert first.id == "squared_error"
    assert first.stage == 2
    assert plain(expr_latex(first.roles["prediction"])) == r"\boldsymbol\mu_\theta(\mathbfx_t,t)"
    assert plain(expr_latex(first.roles["target"])) == r"\tilde\boldsymbol\mu_t(\mathbfx_t,\mathbfx_0)"
    assert plain(expr_latex(first.roles["weight"])) == r"\frac12\sigma_t^2"
    assert "trainable parameters" in first.why["prediction"]
    assert found[1].id == "expectation"
    assert first.roles["weight"].span, "the fraction as it is printed, so that its box has the numerator in it"


@pytest.mark.parametrize(("latex", "prediction"), [
    (r"\|y - f_\theta(x)\|^2", r"f_\theta(x)"),
    (r"\|f_\theta(x) - y\|^2", r"f_\theta(x)"),
    (r"(\hat{y} - y)^2", r"\haty"),
    (r"(r + \gamma\max_{a'}Q(s',a';\theta^-) - Q(s,a;\theta))^2", r"Q(s,a;\theta)"),
    (r"\|\mathrm{sg}[z_e(x)] - e_\phi\|^2", r"e_\phi"),
    (r"\frac{1}{2}(t_n - \mathbf{w}^\top\mathbf{x}_n)^2", r"\mathbfw^\top\mathbfx_n"),
])  # fmt: skip
def test_the_model_is_found_by_its_parameters(latex, prediction):
    first = match(parse_math(latex))[0]
    assert plain(expr_latex(first.roles["prediction"])) == prediction


def test_the_paper_decides_where_letters_do_not():
    latex = r"\|a - b\|^2"
    known = Context(definitions={"a": "output of the network", "b": "ground truth"})
    other = Context(definitions={"b": "output of the network", "a": "ground truth"})
    assert expr_latex(match(parse_math(latex), known)[0].roles["prediction"]) == "a"
    assert expr_latex(match(parse_math(latex), other)[0].roles["prediction"]) == "b"
    assert "output of the network" in match(parse_math(latex), known)[0].why["prediction"]


def test_trained_letters_may_be_named_by_the_paper():
    latex = r"\|g_{\kappa}(x) - g_{\nu}(x)\|^2"
    trained = Context(parameters=frozenset({r"\nu"}))
    assert plain(expr_latex(match(parse_math(latex), trained)[0].roles["prediction"])) == r"g_\nu(x)"


def test_words_choose_but_never_propose():
    latex = r"\mathcal{L} = -\sum_i p_i\log q_i"
    assert match(parse_math(latex))[0].id == "cross_entropy"
    taught = Context(sentence="The student is trained on the soft targets of the teacher.")
    assert match(parse_math(latex), taught)[0].id == "distillation"
    assert "distillation" not in [m.id for m in match(parse_math("x = y + 1"), taught)]


def test_labels_say_which_of_two_answers_won():
    latex = r"\nabla L = -\nabla \log \sigma(r(x, y_l) - r(x, y_w))"
    told = next(m for m in match(parse_math(latex)) if m.id == "preference")
    assert "y_{w}" in expr_latex(told.roles["preferred"]) and "y_{l}" in expr_latex(told.roles["rejected"])


def test_the_state_of_a_recurrence_is_the_one_before():
    told = next(m for m in match(parse_math(r"s_i = \tanh(W E y_{i-1} + U s_{i-1})")) if m.id == "recurrence")
    assert expr_latex(told.roles["state"]) == "s_{i-1}"
    assert "y_{i-1}" in expr_latex(told.roles["input"]) and "W" not in expr_latex(told.roles["input"])
