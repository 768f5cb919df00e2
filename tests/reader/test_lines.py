"""Items to lines: nothing lost, nothing twice, scripts with their line."""

import pytest
from golden import known_gap
from layout import lines, reduced, words_of

FIXTURES = (
    "bars",
    "stacks",
    "arrays",
    "rows",
    "composites",
    "displays",
    "leqno",
    "twocolumn",
    "inline",
    "paper",
    "hard",
    "prose",
)


@pytest.mark.parametrize("name", FIXTURES)
def test_every_item_is_in_one_line(name):
    for items, found in zip(reduced(name), lines(name), strict=True):
        kept = [id(item) for line in found for item in line.items]
        assert kept == [id(item) for item in items if item.kind != "rule"]


@pytest.mark.parametrize("name", FIXTURES)
def test_a_line_is_not_higher_than_lines_are(name):
    for found in lines(name):
        for line in found:
            assert line.x0 < line.x1 and line.size > 4
            tallest = max(item.box.height for item in line.items)
            assert line.box.height < tallest + 3 * line.size


def test_words_of_a_line_stay_together():
    texts = [words_of(line.items) for line in lines("inline")[0]]
    assert any(text.startswith("Wewritexfortheinput") for text in texts)
    assert any("hyphenatedbyhandegthisone" in text for text in texts)


def test_scripts_are_in_the_line_of_their_base(request):
    known_gap(request, "rows", "left-scripts")
    for line in lines("rows")[0]:
        assert max(item.size for item in line.items) > 8, "no line is made of scripts alone"


def test_columns_are_not_mixed():
    for found in lines("twocolumn"):
        middle = 595 / 2
        body = [line for line in found if line.x1 - line.x0 > 60]
        assert body and all(line.x1 < middle + 5 or line.x0 > middle - 5 for line in body)
