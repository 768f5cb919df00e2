"""Signs that a font sets from several glyphs: read from a page as they were typed."""

import re

import pytest
from golden import known_gap, read_fixture, same, shown

CASES = shown("composites")


@pytest.mark.parametrize(("name", "latex"), CASES, ids=[name for name, _ in CASES])
def test_golden(name, latex, request):
    known_gap(request, "composites", name)
    assert any(same(display, latex) for display in read_fixture("composites").displays)


def test_nothing_else_is_a_display(request):
    known_gap(request, "composites", "*")
    assert len(read_fixture("composites").displays) == len(CASES)


STRETCHED = shown("stretched")


@pytest.mark.parametrize(("name", "latex"), STRETCHED, ids=[name for name, _ in STRETCHED])
def test_what_opentype_fonts_draw_out(name, latex):
    typed = re.sub(r"\\rule\{.*?\}\{.*?\}", "", latex).replace("²", "^{2}").replace("₁³", "_{1}^{3}")
    assert any(same(display, typed) for display in read_fixture("stretched").displays)
