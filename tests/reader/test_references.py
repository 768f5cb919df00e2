"""The list of references: entries told apart, titles and years found in the styles that papers use."""

import pytest
from golden import read_fixture
from layout import layouts

from reader.page.references import entries_of, find_references, list_lines, title_of, year_of

STYLES = [
    ("[1] Ann B. Author, Carl D. Writer, and E. F. Third. A title of a paper. In ICML, 2015.", "A title of a paper", 2015),
    ("[12] A. B. Author and C. Writer. A title of a paper. arXiv preprint arXiv:1607.06450, 2016.", "A title of a paper", 2016),
    ("Author, A. B. and Writer, C. A title of a paper. In Proceedings of X, pages 1--9, 2014.", "A title of a paper", 2014),
    ("Author, A. B., Writer, C., & Third, E.-F. (2013). A title of a paper. Journal of Y, 4(2), 1999-2003.", "A title of a paper", 2013),
    ("Author, A., Wörgötter, F., et al. A title of a paper. Nature, 518, 2015.", "A title of a paper", 2015),
    ("A. Author, W. Writer, et al. A title of a paper. Siam, 2000.", "A title of a paper", 2000),
    ("[AB+17] A. Author, “A title of a paper,” IEEE Trans. Z, vol. 3, 2017.", "A title of a paper", 2017),
    ("[3] Ann Author. What is a title? In NIPS, 2012.", "What is a title", 2012),
    ("[4] Ann Author. A title of a paper, 2022.", "A title of a paper", 2022),
    ("[5] Ann Author and Carl Writer. A title: with a colon. CoRR, abs/1607.06450, 2016.", "A title: with a colon", 2016),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "title", "year"), STYLES)
def test_styles(entry, title, year):
    assert title_of(entry) == title
    assert year_of(entry) == year


@pytest.mark.parametrize(
    "entry", ["", "[1]", "In ICML, 2015.", "Oxford University Press", "[2] A. B. C. D.", "." * 500]
)
def test_what_gives_no_title(entry):
    assert title_of(entry) == ""


def test_numbers_of_preprints_are_no_years():
    assert year_of("A. Author. Title. arXiv:1905.02244, 2019.") == 2019
    assert year_of("A. Author. Title. arXiv:2006.11239") is None
    assert year_of("A. Author. Title.") is None


def test_references_of_a_page():
    assert [tuple(r) for r in read_fixture("paper").references] == [
        ("A first book of regression", 1999), ("Going downhill without a map", 1951),
        ("On the least of all squares", 2001), ("Finding roots in the garden", 2010),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["displays", "inline", "twocolumn"])
def test_papers_without_references(name):
    assert find_references([line for page in layouts(name) for line in list_lines(page)]) == ()


def test_nothing():
    assert find_references([]) == () and list(entries_of([])) == []
