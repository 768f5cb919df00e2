"""Body size, line distance, fonts of words, columns: measured on the fixtures."""

import pytest
from layout import lines, typography

from reader.page.typography import Study, Typography, column_for, columns_of


@pytest.mark.parametrize("name", ["bars", "rows", "displays", "inline", "paper", "twocolumn"])
def test_body_and_leading(name):
    measured = typography(name)
    assert measured.body == pytest.approx(10, abs=0.3)
    assert measured.leading == pytest.approx(12, abs=0.6)


def test_fonts_of_words_and_of_formulas():
    fonts = typography("inline").text_fonts
    assert any("CMR10" in font for font in fonts) and any("CMTI10" in font for font in fonts)
    assert not any(math in font for font in fonts for math in ("CMMI", "CMSY", "MSBM", "CMEX"))


def test_one_column():
    measured = typography("paper")
    (column,) = columns_of(lines("paper")[0], measured)
    assert column.x0 == pytest.approx(71, abs=4) and column.x1 == pytest.approx(524, abs=6)


def test_two_columns_and_what_spans_them():
    measured = typography("twocolumn")
    columns = columns_of(lines("twocolumn")[0], measured)
    assert columns[0].x0 == pytest.approx(71, abs=4) and columns[0].x1 == pytest.approx(293, abs=6)
    for line in lines("twocolumn")[0]:
        home = column_for(line, columns)
        assert home is None or home.x0 - 3 <= line.x0


def test_nothing_to_measure():
    study = Study()
    study.add([], [])
    measured = study.typography()
    assert isinstance(measured, Typography) and measured.body > 0 and measured.leading > 0
    assert columns_of([], measured) == []
