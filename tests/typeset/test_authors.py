"""Formulas as authors type them: every one can be compared, whatever macros it uses."""

import pytest
from authors import MACROS, definitions, plain
from formulas import displays, inlines
from marks_seen import rows_seen


@pytest.mark.parametrize("split", ("ml", "mlheld"))
def test_every_formula_can_be_compared(split):
    for latex in [row for display in displays(split) for row, _ in display.rows] + inlines(split):
        rows = rows_seen(plain(latex).replace("&", ""))
        assert rows and not any(mark[0] == "<" and len(mark) > 1 for row in rows for mark in row), latex


def test_halves_share_nothing():
    assert not {d.latex for d in displays("ml")} & {d.latex for d in displays("mlheld")}
    assert not set(inlines("ml")) & set(inlines("mlheld"))
    assert len(displays("ml") + displays("mlheld")) >= 240


def test_macros_are_expanded_with_their_arguments():
    assert plain(r"\norm{\abs{x}}") == r"\left\Vert \left\lvert x \right\rvert \right\Vert"
    assert plain(r"\E_{x}[\Rho]~F~") == r"{\mathbb{E}}_{x}[\Rho]"
    assert plain(r"\mathcal{L}_{\textsc{ce}}") == r"\mathcal{L}_{\text{CE}}"
    assert all(rf"\newcommand{{\{name}}}" in definitions() for name in MACROS)
