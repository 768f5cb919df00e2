"""A fixture taken as far as its lines and blocks, for tests of single passes."""

from functools import cache

from golden import fixture

from reader.formula.item import page_items
from reader.formula.reduce import reduce_page
from reader.page.displays import lay_out
from reader.page.lines import split_lines
from reader.page.typography import Study
from reader.pdf.document import Document


@cache
def reduced(name):
    """Items of every page after the passes that need no lines."""
    return [reduce_page(list(page_items(page))) for page in Document(fixture(name)).pages()]


@cache
def lines(name):
    """Lines of every page."""
    return [split_lines(items) for items in reduced(name)]


@cache
def typography(name):
    """Sizes and fonts of a fixture."""
    study = Study()
    for page, found in zip(Document(fixture(name)).pages(), lines(name), strict=True):
        study.add(page_items(page), found)
    return study.typography()


@cache
def layouts(name):
    """Displays and prose of every page."""
    return [lay_out(number, page, typography(name)) for number, page in enumerate(lines(name), 1)]


def words_of(items):
    """The letters and digits of items, without spaces."""
    return "".join(i.latex for i in items if i.latex.isalnum())
