"""Formulas as papers have them at their worst: read from a page as they were typed."""

import pytest
from golden import known_gap, read_fixture, same, shown

CASES = shown("hard")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "hard", name)
    assert any(same(display, latex) for display in read_fixture("hard").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "hard", "*")
    assert len(read_fixture("hard").displays) == len(CASES)
