"""Title and sections."""

import pytest
from layout import layouts

from reader.page.front import find_title, sections_from
from reader.paper import Section

HEIGHT = 842.0


def test_the_title_is_the_largest_text_at_the_top():
    assert find_title(layouts("paper"), HEIGHT, "") == "Learning to Fit a Line"
    assert find_title(layouts("paper"), HEIGHT, "paper.dvi") == "Learning to Fit a Line"
    assert find_title(layouts("paper"), HEIGHT, "Learning To Fit A Line") == "Learning To Fit A Line"


@pytest.mark.parametrize("name", ["displays", "inline", "twocolumn"])
def test_headings_are_no_title(name):
    assert find_title(layouts(name), HEIGHT, "") == ""
    assert find_title(layouts(name), HEIGHT, "From the file") == "From the file"


def test_junk_in_the_file_is_no_title():
    for junk in (
        "paper.dvi",
        "Microsoft Word - final.docx",
        "untitled",
        "Untitled-1",
        "main.tex",
        "arXiv:2006.11239v2",
        "\x1b\n",
    ):
        assert find_title(layouts("displays"), HEIGHT, junk) == ""
    assert find_title([], HEIGHT, "Main results") == "Main results"


def test_nothing_of_the_file_commands_a_terminal():
    assert find_title([], HEIGHT, "A\x1b[31m title\r\n\u202eof \x9bit") == "A [31m title of it"
    assert sections_from([(1, f"One\x07{n}", 1) for n in range(3)] + [(1, "\x1b", 1)], [])[0] == Section("One 0", 1)
    assert len(sections_from([(1, "One", 1)] * 3 + [(1, "\x1b", 1)], [])) == 3


def test_no_pages():
    assert find_title([], HEIGHT, "From the file") == "From the file"


def test_bookmarks_are_the_sections_if_there_are_some():
    headings = [Section("1 One", 1)]
    outline = [(1, "Introduction", 1), (2, "Back\nground", 2), (3, "Detail", 2), (1, "End", 4), (1, "Broken", -1)]
    assert sections_from(outline, headings) == (
        Section("Introduction", 1),
        Section("Back ground", 2),
        Section("End", 4),
    )
    assert sections_from([(1, "Only", 1)], headings) == tuple(headings)
    assert sections_from([], []) == ()
