"""Patterns in the terminal: found by name, by words or by an equation, and nonsense is answered in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.shapes import find_patterns, print_pattern, print_resemblance, print_wall, resembling
from patterns.library import load_library
from reader.errors import CartoucheError


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("squared_error", "squared_error"),
        ("Squared error", "squared_error"),
        ("mse", "squared_error"),
        ("infonce", "contrastive"),
    ],
)
def test_a_pattern_is_found(query: str, wanted: str) -> None:
    assert wanted in find_patterns(query)


def test_a_mistyped_name_is_guessed() -> None:
    with pytest.raises(CartoucheError, match="did you mean squared error"):
        find_patterns("squred error")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_anything_may_be_asked(query: str) -> None:
    try:
        assert set(find_patterns(query)) <= set(load_library().entries)
    except CartoucheError as error:
        assert "\n" not in str(error)
    for found in resembling(query) or ():
        assert found.id in load_library().entries


def test_an_equation_is_recognised() -> None:
    found = resembling(r"\mathrm{KL}(p \| q)")
    assert found and found[0].id == "kl_divergence"
    assert resembling("squared error") is None


def test_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_wall()
    print_pattern("squared_error")
    print_resemblance(resembling(r"\|y - f_\theta(x)\|^2") or ())
    said = capsys.readouterr().out
    assert all(key in said for key in load_library().entries)
    assert "prediction: what the model gives" in said and "what only looks like it" in said
    assert r"prediction: f_{\theta}(x)" in said
