"""What is said of one symbol is lent to another only where they differ by a running index or by arguments."""

from __future__ import annotations

import pytest
from paper_of import sentences_and_equations

from reader.definitions.finder import DefinitionFinder
from reader.definitions.latex import marks
from reader.definitions.related import loan
from reader.geometry import Box
from reader.paper import Sentence


def said(symbol: str, *texts: str) -> list[str]:
    sentences, _ = sentences_and_equations(*(("1 Method", 1, text) for text in texts))
    return [d.text for d in DefinitionFinder(sentences).define(symbol)]


@pytest.mark.parametrize(
    ("wanted", "other", "of_many", "lent"),
    [
        ("x_{t-1}", "x_t", False, True),
        ("a_{ij}", "a_{ik}", False, True),
        ("x_1", "x_i", False, True),
        ("x_t", "x_0", False, False),
        ("x_t", "x_1", True, True),
        ("L_{t-1}", "L_T", False, False),
        (r"D_{\mathrm{KL}}", "D", False, False),
        (r"\theta_i", r"\theta", False, True),
        (r"\theta", r"\theta_i", False, True),
        (r"\theta", r"\theta_{\mathrm{old}}", False, False),
        (r"\theta", r"\theta_{ij}", False, False),
        ("X", "X_i", False, False),
        ("z_n", "z_{dn}", False, True),
        ("x'", "x", False, True),
        ("a_i", "a_{ij}", False, False),
        ("y_i", "x_i", False, False),
        ("n", "n_t", False, False),
        ("f(x)", "f", False, True),
    ],
)
def test_loans(wanted: str, other: str, of_many: bool, lent: bool) -> None:
    assert (loan(marks(wanted), marks(other), of_many) is not None) == lent


def test_what_is_said_of_a_list_holds_for_its_members() -> None:
    text = r"We are given training words $w_1, w_2, \ldots, w_T$."
    assert said("w_2", text) == ["training words"]
    assert said("w_{t+j}", text, r"We predict $w_{t+j}$ from $c$.") == ["training words"]


def test_a_letter_without_its_index_takes_what_is_said_with_it() -> None:
    assert said(r"\theta", r"Draw the topic proportions $\theta_d$.", r"Then $\theta$ is integrated out.") == [
        "topic proportions"
    ]
    assert said("w", r"Every source word $w_i$ is embedded.", r"Then $w$ is padded.") == []
    assert said("p", r"The probability $p_j$ of entry $j$.", r"It is $p$.") == ["probability"]


def test_a_fuller_phrase_is_better_than_the_kind_of_a_thing() -> None:
    text = r"The vector $k$ contains the covariances between the new input and the training inputs."
    assert said("k", text) == ["covariances between the new input and the training inputs"]
    assert said("a", r"The parameter $a$ is a $K$-vector.") == ["parameter"]


def test_an_update_names_no_symbol_to_lend() -> None:
    assert said("w_1", r"This gives the update $w_{t+1}$.", r"We start at $w_1$.") == []


def test_a_number_is_not_lent_to_the_running_index() -> None:
    assert said("s_t", r"The initial state $s_0$ is drawn first.", r"Then $s_{t}$ follows.") == []


def test_counts_are_called_so() -> None:
    assert said("N", "Each of the $N$ experts sees every token.") == ["number of experts"]
    assert said("Q", "These $Q$ values are stored.") != ["number of values"]


def test_the_same_said_again_comes_first() -> None:
    told = ["The rate $r$ is low.", "The gain $r$ is high.", "The gain $r$ is kept.", "Again the gain $r$ grows."]
    assert said("r", *told)[0] == "gain"


def test_generic_words_come_last() -> None:
    found = said("c", "The constant $c$ is small.", "Here $c$ is the learning rate.")
    assert found == ["learning rate", "constant"]


def test_entries_are_of_their_vector() -> None:
    texts = [
        r"Here $\mathbf{a}$ denotes the summed inputs and $\mathbf{W}$ denotes the weight matrix.",
        r"We add $a_i$ and $w_{ij}$, and then $b_i$.",
    ]
    box = Box(0.0, 0.0, 1.0, 1.0)
    finder = DefinitionFinder([Sentence(text, page, box) for page, text in enumerate(texts, 1)])
    assert [d.text for d in finder.define("a_i")] == ["entry of the summed inputs"]
    assert [d.text for d in finder.define("w_{ij}")] == ["entry of the weight matrix"]
    assert finder.define("b_i") == finder.define("a") == []


def test_a_value_lends_nothing_to_its_function() -> None:
    assert loan(marks("f"), marks("f(x)"), False) is not None
    assert loan(marks("f"), marks("f(x + g(x))"), False) is None
