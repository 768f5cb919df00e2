"""Numbers of lines at the margin are taken off the page; other numbers stay."""

from reader.formula.item import Item
from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.line_numbers import without_line_numbers


def _mark(c, x, base, size=10.0):
    width = 0.5 * size
    box = Box(x, base - 0.7 * size, x + width, base)
    return Item("mark", Mark(c, "rm", box), box, x, x + width, base, base - 0.25 * size, size, latex=c, face="rm")


def _page(numbers, x=60.0, size=6.0):
    """Ten lines of text, each behind what ``numbers`` has for it."""
    items = []
    for k in range(10):
        base = 100.0 + 12 * k
        items += [_mark(c, x + 3.0 * i, base, size) for i, c in enumerate(numbers(k))]
        items += [
            _mark(c, 100.0 + 5.0 * i, base) for i, c in enumerate("some words of running text with x = 1") if c != " "
        ]
    return items


def _left(items):
    return [i for i in items if i.x0 < 100.0]


def test_numbers_of_lines_go():
    page = _page(lambda k: str(k + 17))
    assert len(_left(page)) == 20
    kept = without_line_numbers(page)
    assert not _left(kept)
    assert kept == [i for i in page if i.x0 >= 100.0]


def test_numbers_of_every_fifth_line_go():
    assert not _left(without_line_numbers(_page(lambda k: str(5 * (k // 3 + 1)) if k % 3 == 0 else "")))


def test_numbers_that_do_not_count_stay():
    page = _page(lambda k: str((7 * k) % 10))
    assert without_line_numbers(page) == page


def test_numbered_lists_stay():
    page = _page(lambda k: f"{k}.", x=100.0)
    assert without_line_numbers(page) == page
