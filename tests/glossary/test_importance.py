"""The equations that carry a paper come first, each with its reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.annotate import annotate
from glossary.importance import Importance
from glossary.objective import names_objective
from reader.expression.parse import parse_math
from reader.geometry import Box
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.paper import Equation, Paper, Sentence
from reader.symbols.scopes import find_symbols

BOX = Box(0, 0, 1, 1)
LOSS = r"L(\theta) = \mathbb{E}_{x,y}\left[\|y - f_\theta(x)\|^2\right]"
#: (section, text; what stands between double dollars is displayed), numbers of the displays in order
STORY = (
    ("Abstract", "We fit a network by weighted residual averaging."),
    ("1 Introduction", "Networks are trained in many ways."),
    ("2 Background", r"The sigmoid is $$\sigma(a) = \frac{1}{1 + e^{-a}}$$"),
    ("3 Method", r"We train the network to minimise the squared loss $$" + LOSS + "$$"),
    ("3 Method", r"The weights come from $$w_i = \frac{1}{1 + d_i}$$"),
    ("3 Method", r"They enter the average $$m = \sum_i w_i x_i$$"),
    ("3 Method", r"and the spread $$s = \sum_i w_i (x_i - m)^2$$"),
    ("4 Analysis", "By (2) the loss falls, and (3) keeps it bounded."),
    ("5 Experiments", "We use Eq. (2) with a small network."),
    ("References", "Neural Computation (1), 1990. Eq. 1."),
    ("A Proofs", r"From the definition $$q = r + u$$"),
)


def paper_of(*told: tuple[str, str], title: str = "Weighted residual averaging") -> Paper:
    sentences, equations = [], []
    for number, (section, text) in enumerate(told):
        parts = text.split("$$")
        shown = text
        for latex in parts[1::2]:
            tree = parse_latex(latex)
            written = to_latex(tree)
            shown = shown.replace(latex, written)
            name = str(len(equations) + 1)
            equations.append(
                Equation(f"eq{name}", number + 1, BOX, True, name, tree, written, "", 1.0, parse_math(latex), number)
            )
        sentences.append(Sentence(shown, number + 1, BOX, section))
    symbols = find_symbols(sentences, equations)
    pages = len(told)
    return Paper(title, pages, ((1.0, 1.0),) * pages, "", (), tuple(sentences), tuple(equations), symbols)


def weighed(paper: Paper) -> dict[str, Importance]:
    return {e.equation.number or e.equation.id: e.importance for e in annotate(paper).equations}


@pytest.fixture(scope="module")
def story() -> dict[str, Importance]:
    return weighed(paper_of(*STORY))


def test_the_training_objective_comes_first(story: dict[str, Importance]) -> None:
    assert max(story, key=lambda number: story[number].score) == "2"
    reasons = " ".join(story["2"].reasons)
    assert "what is trained" in reasons and "loss”" in reasons
    assert "the text refers to it twice (pages 8, 9)" in story["2"].reasons


def test_what_others_use_is_said(story: dict[str, Importance]) -> None:
    assert "it defines $w_i$, which 2 other equations use" in story["3"].reasons
    assert story["3"].score > story["1"].score


def test_a_reference_list_refers_to_nothing(story: dict[str, Importance]) -> None:
    assert not any("refers" in reason for reason in story["1"].reasons)


def test_a_letter_used_long_before_is_another_one() -> None:
    told = [("1 A", "First $$z = h + 1$$"), *[("1 A", "Words go on and on.")] * 3, ("2 B", "Then $$h = W x$$")]
    assert not any("it defines" in reason for reason in weighed(paper_of(*told))["2"].reasons)
    near = weighed(paper_of(told[0], told[-1]))["2"]
    assert "it defines $h$, which another equation uses" in near.reasons


def test_a_plain_letter_is_another_one_under_another_heading() -> None:
    words = [("2 B", "Words go on and on.")] * 9
    told = [("1 A", "First $$S = m + n$$"), *words, ("2 B", "Then $$q = S + 1$$")]
    assert not any("it defines" in reason for reason in weighed(paper_of(*told))["1"].reasons)
    same = weighed(paper_of(told[0], *[("1 A", text) for _, text in told[1:]]))["1"]
    assert "it defines $S$, which another equation uses" in same.reasons


def test_a_known_function_is_not_defined() -> None:
    told = [("1 A", r"We have $$\log P(y) = y \eta - a$$"), ("1 A", r"and $$b = \log P(y) + 1$$")]
    assert not any(r"\log$" in reason for reason in weighed(paper_of(*told))["1"].reasons)


def test_without_an_abstract_nothing_is_said_of_one() -> None:
    told = [("1 Focus", "The softmax shares out."), ("1 Focus", r"It is $$a = \mathrm{softmax}(x)$$")]
    reasons = " ".join(weighed(paper_of(*told, title="Notes"))["1"].reasons)
    assert "abstract" not in reasons and "the opening names “softmax”" in reasons


def test_numbers_of_headings_are_not_read_out() -> None:
    told = [*STORY[:1], ("A.2.2 WEIGHTED RESIDUAL", "It is $$a = b$$")]
    assert "its section, “WEIGHTED RESIDUAL”, is named" in " ".join(weighed(paper_of(*told))["1"].reasons)


def test_a_probability_is_a_model_and_no_objective() -> None:
    model = r"p(a \succ b \mid x) = \frac{\exp(r(x, a))}{\exp(r(x, a)) + \exp(r(x, b))}"
    told = weighed(paper_of(("2 Method", f"Preferences follow $${model}$$")))["1"]
    assert not any("objective" in reason for reason in told.reasons)


def test_an_appendix_counts_half(story: dict[str, Importance]) -> None:
    assert story["6"].score < min(story[number].score for number in "2345")


def test_words_may_speak_of_something_else() -> None:
    paper = paper_of(("2 Method", "We bound it without any loss $$a = b + c$$"))
    assert names_objective(paper.equations[0], paper) is None


def test_an_algorithm_lends_weight() -> None:
    step = r"x_{t+1} = x_t - \eta \nabla_x \left( g(x_t) + \lambda h(x_t) \right)"
    told = [("2 Method", rf"The update is $${step}$$"), ("2 Method", "It is simple.")]
    without = weighed(paper_of(*told))["1"]
    having = weighed(
        paper_of(*told, ("2 Method", rf"Algorithm 1 Descent 1: repeat 2: $${step}$$ 3: until convergence"))
    )
    assert "an algorithm computes it" in having["1"].reasons and having["1"].score > without.score


def test_the_sample_paper_is_carried_by_its_losses(sample_paper) -> None:
    from glossary.annotate import read_and_annotate

    found = read_and_annotate(sample_paper)
    best = sorted(found.equations, key=lambda e: -e.importance.score)[:5]
    assert {"8", "12", "14"} <= {e.equation.number for e in best}
    assert all(e.importance.reasons and e.equation.display for e in best)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 6))
def test_more_references_never_make_it_less(more: int) -> None:
    added = [("4 Analysis", "It follows from Equation (4) once more.")] * more
    few, many = weighed(paper_of(*STORY)), weighed(paper_of(*STORY, *added))
    assert many["4"].score >= few["4"].score - 1e-9


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(STORY), max_size=6), st.text(max_size=30))
def test_scores_stay_between_0_and_1(told: list[tuple[str, str]], title: str) -> None:
    for importance in weighed(paper_of(*told, title=title)).values():
        assert 0.0 <= importance.score < 1.0
        assert all(reason and "\n" not in reason for reason in importance.reasons)


def test_an_inline_formula_counts_less() -> None:
    paper = paper_of(*STORY)
    inline = replace(paper, equations=tuple(replace(e, display=False) for e in paper.equations))
    assert all(
        one.score > other.score for one, other in zip(weighed(paper).values(), weighed(inline).values(), strict=True)
    )
