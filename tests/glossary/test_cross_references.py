"""References to equations are told from lists, years and figures; the boxes of algorithms are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.cross_references import algorithm_sentences, references, references_in
from reader.geometry import Box
from reader.paper import Sentence

NUMBERS = frozenset(("1", "2", "3", "4", "5", "7a", "A.1", "12"))


def told(*texts: str, section: str = "2 Method") -> list[Sentence]:
    return [Sentence(text, 1, Box(0, 0, 1, 1), section) for text in texts]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We start from Eq. 3 of the last section.", {"3"}),
        ("Equations (4) and (5) follow.", {"4", "5"}),
        ("Substituting (3) into (2) gives the claim.", {"2", "3"}),
        ("See Eqs. (2)–(5).", {"2", "3", "4", "5"}),
        ("Using eqn. (7a), we find it.", {"7a"}),
        ("By Equation A.1 it holds.", {"A.1"}),
        ("(1) we sample, (2) we train, and (3) we test.", set()),
        ("As in Kingma (2014) and Figure (3), Section (2).", set()),
        ("The value $f(3)$ is small.", set()),
        ("Equation 99 is of another paper.", set()),
        ("The loss (12) is what we train with.", {"12"}),
        ("(2) It has fully connected second layers.", set()),
        ("and (3) derivative-free optimisation", set()),
        ("Each block has 2 (1) memory cells.", set()),
        ("It is undesirable (see (2) below).", set()),
        ("With regard to (3), we construct the matrix.", set()),
        ("Furthermore, with the parameterisation (4), (5) simplifies to this.", {"4", "5"}),
        ("For the reverse process (3), we see the same.", {"3"}),
        ("(4) implies that a step improves it.", {"4"}),
        ("It follows from (2) and (3).", {"2", "3"}),
        ("The layer has three benefits: (1) The router computes less.", set()),
    ],
)
def test_what_is_a_reference(text: str, wanted: set[str]) -> None:
    assert references_in(text, NUMBERS) == wanted


def test_the_back_matter_refers_to_nothing() -> None:
    found = references(
        [*told("By (3) it holds."), *told("Neural Computation, (3), 1997.", section="References")], ["3"]
    )
    assert found == {"3": [0]}


def test_the_steps_of_an_algorithm() -> None:
    sentences = told(
        "Algorithm 1 is given below.",
        "Algorithm 1 Training with noise",
        r"$\mathbf{f}\mathbf{o}\mathbf{r}$ number of steps $\mathbf{d}\mathbf{o}$",
        "• Draw a batch.",
        "• Take a step.",
        r"$\mathbf{e}\mathbf{n}\mathbf{d}$ $\mathbf{f}\mathbf{o}\mathbf{r}$",
        "We now turn to the proof.",
    )
    assert algorithm_sentences(sentences) == {1, 2, 3, 4}


@given(st.text(max_size=80))
def test_any_text_may_come(text: str) -> None:
    assert references_in(text, NUMBERS) <= NUMBERS
    assert algorithm_sentences(told(text, text)) <= {0, 1}


@given(st.sampled_from(sorted(NUMBERS)), st.sampled_from(["Eq. ({})", "Equation {}", "eq. ({})", "Eqs. {}"]))
def test_a_named_reference_is_always_found(number: str, form: str) -> None:
    assert references_in(f"As {form.format(number)} shows, it holds.", NUMBERS) == {number}
