"""Rows that show only by their alignment that they are a display, and what else other fonts and engines do differently."""

import pytest
from golden import read_fixture, same, shown

CASES = [(fixture, *case) for fixture in ("aligned", "xetex") for case in shown(fixture)]


@pytest.mark.parametrize(("fixture", "name", "latex"), CASES, ids=[name for _, name, _ in CASES])
def test_golden(fixture, name, latex):
    assert any(
        same(display, latex.replace(r"\mathbf{\theta}", r"\theta")) for display in read_fixture(fixture).displays
    )


def test_rows_of_words_under_one_another():
    words, problem, *_ = read_fixture("aligned").displays
    assert words.latex.count(r"\equiv") == 3 and "number of pupils in the class" in words.latex
    assert [row.count("&") for row in problem.latex.split(r"\\")] == [3, 5, 5], "each column stands in its own"
    assert [row in problem.latex for row in ("Minimise", "Subject to", r"\leq \epsilon")] == [True] * 3


def test_the_number_is_not_in_the_last_row():
    (display,) = [d for d in read_fixture("aligned").displays if d.number == "41"]
    assert same(display, r"F(x,y)=\begin{cases}\sum_{u\leq x}p(u,y)\\\int_{-\infty}^{x}f(u,y)\mathrm{d}u\end{cases}")


def test_the_end_of_a_sentence_is_not_in_the_numerator():
    assert any(
        same(display, r"\frac{\partial C}{\partial w_i}=\frac{1}{n}\sum_{k=1}^{n}x_{k}y_{k}")
        for display in read_fixture("aligned").displays
    )


def test_nothing_else_is_a_display():
    assert len(read_fixture("aligned").displays) == 6
    assert len(read_fixture("xetex").displays) == 4
