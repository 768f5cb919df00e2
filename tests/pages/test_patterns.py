"""The gallery: every pattern as a card, and where patterns occur."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.patterns import MAX_TYPED, occurrences, resembling, wall, wall_version
from pages.shelf import OpenPaper
from patterns.library import load_library


def test_every_pattern_is_on_the_wall() -> None:
    gallery = json.loads(wall())
    assert {pattern["id"] for pattern in gallery["patterns"]} == set(load_library().entries)
    stages = [pattern["stage"] for pattern in gallery["patterns"]]
    assert stages == sorted(stages) and set(stages) == {1, 2, 3, 4}
    for pattern in gallery["patterns"]:
        assert pattern["face"] and pattern["says"] and pattern["examples"] is not None
        assert pattern["templates"] or pattern["variants"]
        assert all(role["colour"].startswith("#") for role in pattern["roles"])
        assert all(other["name"] for other in pattern["compared"])


def test_its_address_changes_with_it() -> None:
    assert wall_version() == wall_version() and len(wall_version()) == 12


def test_it_is_found_by_what_it_is_called_anywhere() -> None:
    find = {pattern["id"]: pattern["find"] for pattern in json.loads(wall())["patterns"]}
    assert "infonce" in find["contrastive"].replace("-", "").replace(" ", "") or "info nce" in find["contrastive"]
    assert "mse" in find["squared_error"] and "squared" in find["squared_error"]
    assert any("一" <= character <= "鿿" for character in find["expectation"]), "its concepts in Chinese"


def test_where_a_paper_has_a_pattern(paper: OpenPaper) -> None:
    found = occurrences(paper)
    assert set(found) == {"squared_error", "expectation"}
    [place] = found["squared_error"]
    assert (place["id"], place["number"], place["page"], place["variant"]) == ("e8", "8", 2, None)
    assert place["latex"]


def test_a_typed_equation_is_recognised() -> None:
    first = resembling(r"L = \frac{1}{N}\sum_i \|y_i - f_\theta(x_i)\|^2")[0]
    assert first["id"] == "squared_error"
    assert {role["role"]: role["latex"] for role in first["roles"]}["target"] == "y_{i}"


@pytest.mark.parametrize(
    "text", ["", "   ", "\\", r"\frac{", "hello", "}{", "$$", "\x00", "𝔼" * 5000, "(" * 5000, "^" * 99]
)
def test_nonsense_resembles_nothing_or_little(text: str) -> None:
    json.dumps(resembling(text))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("xy_^{}()\\fracsum=+-|1 θ"), max_size=MAX_TYPED))
def test_anything_may_be_typed(text: str) -> None:
    json.dumps(resembling(text))
