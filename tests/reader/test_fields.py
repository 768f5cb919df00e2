"""What papers of several fields set beside plain formulas: read from a page as it was typed."""

import pytest
from golden import read_fixture, same, shown

CASES = shown("fields")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex):
    assert any(same(display, latex) for display in read_fixture("fields").displays)


def test_nothing_else_is_a_display():
    assert len(read_fixture("fields").displays) == len(CASES)
