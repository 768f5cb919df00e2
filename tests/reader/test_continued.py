"""Formulas that a line's end breaks in two."""

import pytest
from test_labels import _line, _style

from reader.page.continued import begins_inside, breaks_off, regrouped
from reader.page.inline import segments


def _segments(*parts):
    return segments(_line(*parts), 100.0, 10.0, _style())


def _texts(found):
    return [("$" if s.math else "") + "".join(i.latex for i in s.items) for s in found]


@pytest.mark.parametrize(("end", "broken"), [("x=", True), ("f(x", True), ("x", False), ("f(x)", False)])
def test_a_formula_breaks_off_after_an_operation_or_in_a_bracket(end, broken):
    assert breaks_off(_line(("m", end))) is broken


def test_a_star_above_is_no_operation():
    items = _line(("m", "x"), ("m", "*"))
    items[-1].size, items[-1].latex = 7.0, r"\star"
    assert not breaks_off(items)


def test_a_number_is_the_rest():
    found = regrouped(_segments(("r", "0.2 on the test")), _line(("m", "p=")))
    assert _texts(found) == ["$0.2", "onthetest"]
    assert found[1].text == "on the test"
    assert _texts(regrouped(_segments(("r", ".05 is small")), _line(("m", "p="))))[0] == "$.05"


def test_what_is_no_number_is_none_of_it():
    assert _texts(regrouped(_segments(("r", "2nd place")), _line(("m", "p=")))) == ["2ndplace"]


def test_brackets_close_what_was_opened():
    found = regrouped(_segments(("m", "y"), ("r", ").")), _line(("m", "f(x+")))
    assert _texts(found) == ["$y)", "."]


def test_a_line_may_begin_with_a_relation():
    assert begins_inside(_segments(("m", "=3+x"))[0])
    assert not begins_inside(_segments(("m", "x=3"))[0])
