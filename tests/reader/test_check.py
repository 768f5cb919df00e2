"""The check picture: every display beside what was read, and nothing in it that could run or be fetched."""

import re
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reader.check import check_page, safe_mathml
from reader.errors import UnreadableError
from reader.expression.parse import parse_expression
from reader.formula_tree import Mark, Name, Row, Text
from reader.geometry import Box
from reader.latex.mathml import to_mathml
from reader.paper import Equation, Paper
from reader.read import read_paper
from reader.sandbox import render_crops

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
PAPER = FIXTURES / "paper.pdf"
HOSTILE = """</pre><script>alert(1)</script><img src=x onerror="alert(2)">'"&{}"""


class Seen(HTMLParser):
    """The elements of a page, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def paper():
    return read_paper(PAPER)


@pytest.fixture(scope="module")
def page(paper):
    return check_page(paper, PAPER)


def test_every_display_is_shown(paper, page):
    displays = [e for e in paper.equations if e.display]
    assert displays
    assert page.count("<article") == page.count("<math") == page.count("data:image/png;base64,") == len(displays)
    seen = Seen(page)
    for equation in displays:
        assert equation.latex in seen.text
        if equation.number:
            assert f"({equation.number})" in seen.text
    assert sum(tag == "rect" for tag, _ in seen.elements) > 5 * len(displays)


def test_pictures_are_small(page):
    pictures = re.findall(r"base64,([^\"]+)", page)
    assert all(b64decode(p).startswith(b"\x89PNG") for p in pictures)
    assert len(page) < 60_000 * len(pictures)


def test_nothing_runs_and_nothing_is_fetched(page):
    seen = Seen(page)
    assert not [tag for tag, _ in seen.elements if tag in ("script", "iframe", "object", "link", "a", "form")]
    for _, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("href", "src"):
            assert attributes.get(name, "data:image/png").startswith("data:image/png")
    assert "default-src 'none'" in page


def test_text_of_a_paper_never_becomes_html(paper):
    tree = Row((Text(HOSTILE, "rm", Box(100, 100, 120, 110)), Mark("<", "it", Box(130, 100, 135, 110)), Name(HOSTILE)))
    equation = Equation(
        HOSTILE, 1, Box(90, 90, 300, 130), True, HOSTILE, tree, HOSTILE, to_mathml(tree), 0.5, parse_expression(tree),
        None, (HOSTILE,),
    )  # fmt: skip
    forged = Paper(HOSTILE, 1, paper.page_sizes, "", (), (), (equation,))
    seen = Seen(check_page(forged, PAPER))
    assert {"script", "img"}.isdisjoint(tag for tag, _ in seen.elements)
    assert seen.text.count("<script>alert(1)</script>") >= 5


@pytest.mark.parametrize(
    ("source", "kept", "gone"),
    [
        ('<math><mi href="javascript:x" onclick="x">a</mi></math>', "<mi>a</mi>", "javascript"),
        ("<math><script>alert(1)</script></math>", "alert(1)", "<script"),
        ("<math><annotation-xml><b>x</b></annotation-xml></math>", "x", "annotation"),
        ("<math><mi>a</math>", "cannot be set", "<mi"),
        ("<math><mo>&lt;b&gt;</mo></math>", "<mo>&lt;b&gt;</mo>", "<b>"),
    ],
)
def test_mathml_is_rebuilt_from_what_is_known(source, kept, gone):
    made = safe_mathml(source)
    assert kept in made and gone not in made


def test_lowest_confidence_comes_first_when_asked(paper, page):
    ranks = [int(rank) for rank in re.findall(r"--rank:(\d+)", page)]
    displays = [e for e in paper.equations if e.display]
    assert sorted(ranks) == list(range(len(displays)))
    by_rank = [e.confidence for _, e in sorted(zip(ranks, displays, strict=True), key=lambda pair: pair[0])]
    assert by_rank == sorted(by_rank)


def test_crops_that_cannot_be_painted_are_empty():
    seen: list[int] = []
    crops = render_crops(PAPER, [(1, (10, 10, 60, 40)), (99, (0, 0, 5, 5))], progress=lambda n, _: seen.append(n))
    assert crops[0].startswith(b"\x89PNG") and crops[1] == b""
    assert seen == [1, 2]


def test_a_file_that_is_gone(paper, tmp_path):
    with pytest.raises(UnreadableError):
        check_page(paper, tmp_path / "gone.pdf")
