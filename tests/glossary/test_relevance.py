"""The concepts of an equation: what its form shows, and how signs add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.concepts import load_concepts
from glossary.relevance import KINDS, MOST, chance, load_rules, own_signs, paper_signs, rank_concepts, recurrence
from glossary.shown import shown_concepts
from patterns.library import load_library
from patterns.match import match
from reader.errors import CartoucheError
from reader.expression.parse import parse_math

SHOWN = [
    (r"c_i = \sum_{j=1}^{T} \alpha_{ij} h_j", {"summation_notation"}, {"matrix_multiplication"}),
    (r"y = W_2 \tanh(W_1 x)", {"matrix_multiplication"}, {"outer_product"}),
    (r"s = q^\top k", {"dot_product"}, {"outer_product", "matrix_multiplication"}),
    (r"C = x x^\top", {"outer_product"}, {"dot_product"}),
    (r"h = z \odot h' + b", {"hadamard_product"}, {"summation_notation"}),
    (r"\log \frac{p(x)}{q(x)}", {"log_laws"}, {"exponents_logarithms"}),
    (r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial y}\frac{\partial y}{\partial w}",
     {"multivariable_chain_rule", "partial_derivative"}, {"matrix_multiplication"}),
    (r"p(y \mid x) = g(x)", {"conditional_probability"}, {"conditional_distribution"}),
    (r"\sum_a \pi(a \mid s) A(s, a)", {"conditional_distribution"}, {"conditional_probability"}),
    (r"x \in \mathbb{R}^{n \times d}", {"tensors_shapes", "number_sets"}, {"set_notation"}),
    (r"\mathbb{1}[k \neq i]", {"indicator_function"}, {"expectation"}),
    (r"u = V_t^{-1} b", {"matrix_inverse"}, {"normal_equations"}),
    (r"m = N^{-1} \sum_i x_i", set(), {"matrix_inverse"}),
    (r"w = (X^\top X + \lambda I)^{-1} X^\top y",
     {"matrix_inverse", "normal_equations", "least_squares", "ridge_regression"}, {"dot_product"}),
    (r"\log |\Sigma|", {"determinant"}, {"matrix_inverse"}),
    (r"|x|", set(), {"determinant"}),
    (r"x \sim \mathcal{N}(\mu, \Sigma)", {"multivariate_gaussian"}, set()),
    (r"x \sim \mathcal{N}(0, \sigma^2)", set(), {"multivariate_gaussian"}),
    (r"\mathbb{E}[x \mid y]", {"conditional_expectation"}, {"conditional_probability"}),
    (r"\langle w, x \rangle", {"inner_products", "dot_product"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "there", "absent"), SHOWN, ids=[row[0][:40] for row in SHOWN])
def test_what_the_form_shows(latex, there, absent):
    found = shown_concepts(parse_math(latex))
    assert there <= found
    assert not absent & found
    assert found <= set(load_concepts().concepts)


@given(st.text(alphabet=r"abxyWN\^_{}()=+-/|,;12 ", max_size=40))
def test_any_formula_may_be_asked(latex):
    try:
        expr = parse_math(latex)
    except CartoucheError:
        return
    assert isinstance(shown_concepts(expr), frozenset)


@given(st.dictionaries(st.sampled_from(KINDS), st.floats(0, 1)), st.sampled_from(KINDS))
def test_another_sign_never_lowers_the_chance(signs, more):
    assert 0 < chance(signs) < 1
    assert chance({**signs, more: 1.0}) >= chance(signs) - 1e-12


def test_no_chance_is_certain():
    assert chance(dict.fromkeys(KINDS, 1.0), "policy_gradient") < 1


def test_rules_name_concepts_and_kinds(tmp_path):
    assert set(load_rules().usual) <= set(load_concepts().concepts)
    broken = tmp_path / "relevance.yaml"
    for text in ("start: 1", "start: 1\nweights: {shown: -1}\nusual: {}", "[", "start: 1\nweights: {}\nusual: {}"):
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(CartoucheError):
            load_rules(broken)


def test_the_main_concept_of_a_pattern_comes_first():
    graph, library = load_concepts(), load_library()
    expr = parse_math(r"q_i = \frac{\exp(z_i)}{\sum_j \exp(z_j)}")
    own = own_signs(match(expr), (), shown_concepts(expr), library, graph)
    ranked = rank_concepts(own)
    assert ranked[0][0] == "softmax"
    assert len(ranked) <= MOST


def test_what_the_whole_paper_turns_on_joins():
    graph = load_concepts()
    shared = recurrence([{"gan": {"pattern_1_main": 1.0}}, {}])
    assert 0 < shared["gan"] < 0.5
    ranked = rank_concepts({}, paper_signs(shared, {"minibatch": 1.0, "no such concept": 1.0}, graph))
    assert [concept for concept, _ in ranked] == ["minibatch", "gan"]
