"""How authors type what others type otherwise: read from a page as it was typed."""

import pytest
from golden import known_gap, read_fixture, same, shown

CASES = shown("authors")
BELOW_WORDS = r"\frac{d h(t)}{dt}=f(h(t),t,\theta)"


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "authors", name)
    assert any(same(display, latex) for display in read_fixture("authors").displays)


def test_nothing_else_is_a_display():
    assert len(read_fixture("authors").displays) == len(CASES) + 1
    assert same(read_fixture("authors").displays[-1], BELOW_WORDS)
