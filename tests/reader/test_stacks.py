"""Accents, limits, braces and labels: read from a page as they were typed."""

import pytest
from golden import known_gap, read_fixture, same, shown

CASES = shown("stacks")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "stacks", name)
    assert any(same(display, latex) for display in read_fixture("stacks").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "stacks", "*")
    assert len(read_fixture("stacks").displays) == len(CASES)
