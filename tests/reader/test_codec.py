"""Trees as JSON and back."""

import contextlib
import json

import pytest
from formula_strategies import TREES
from golden import read_fixture
from hypothesis import given
from hypothesis import strategies as st

from reader.codec import decode, encode
from reader.formula_tree import Mark, Row, Scripts, walk
from reader.geometry import Box


@given(TREES)
def test_round_trip(tree):
    assert decode(json.loads(json.dumps(encode(tree)))) == tree


@given(st.tuples(*[st.floats(-1e4, 1e4)] * 4))
def test_boxes_are_kept_to_a_thousandth_of_a_point(numbers):
    back = decode(json.loads(json.dumps(encode(Box(*numbers)))))
    assert isinstance(back, Box) and list(back) == pytest.approx(list(numbers), abs=6e-4)


def test_boxes_in_trees():
    tree = Scripts(Mark("x", box=Box(1, 2, 3, 4)), sup=Row(()), box=Box(1, 2, 5, 6))
    assert decode(encode(tree)) == tree


def test_trees_of_pages_come_back_with_their_boxes():
    for formula in read_fixture("stacks").formulas:
        assert all(node.box is None or isinstance(node.box, Box) for node in walk(formula.tree))
        assert decode(encode(formula.tree)) == formula.tree


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@", "v", "items", "base", "latex", "no"]), inner, max_size=4)
        | st.builds(
            lambda name, value: {"@": name, "v": value}, st.sampled_from(["Box", "Mark", "Row", "Path", "os"]), inner
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_anything_else_is_an_error_of_one_kind(value):
    with contextlib.suppress(ValueError):
        decode(value)


UNKNOWN = [
    {"@": "Path"},
    {"@": "Mark"},
    {"@": "Mark", "latex": "x", "run": 1},
    {"@": "Box", "v": [1]},
    {"@": "Box"},
    {},
    {1},
]


@pytest.mark.parametrize("value", UNKNOWN)
def test_unknown_things(value):
    with pytest.raises(ValueError, match="unknown"):
        decode(value)
