"""Accents over a letter with scripts, and over a letter together with its scripts."""

import pytest
from golden import read_fixture, same, shown

from reader.fonts.accent_places import accent_place, largest_lean

CASES = shown("leaning")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex):
    assert any(same(display, latex) for display in read_fixture("leaning").displays)


def test_places_are_those_of_the_font_and_its_size():
    first, last = accent_place("ABCDEF+CMMI10", "f")
    assert (
        first <= 0.245 + 0.2205 + 0.001 and last >= 0.245 + 0.2205 - 0.001
    )  # cmmi10.tfm: width, skew and italic correction
    assert accent_place("CMMI12", "f") == accent_place("CMMI10", "f")
    assert accent_place("NoSuchFont", "f") is None


def test_letters_that_hardly_lean_are_not_among_the_largest():
    assert largest_lean("f") > 0.25
    assert largest_lean("x") == 0.0
