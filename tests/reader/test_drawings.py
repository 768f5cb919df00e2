"""Huge drawings are cut out of content streams, and nothing else with them."""

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import page_pdf, shown_text

from reader.pdf import drawings
from reader.pdf.document import Document
from reader.pdf.drawings import LEAST_STRETCH, MARGIN, without_drawings
from reader.pdf.painted import RawGlyph

KINDS = {
    "paths": "{x}.5 300 m {x}.7 310 l S\n",
    "coloured": "0.1 0.2 0.{x} RG {x}.5 300 m {x}.7 310 l S\n",
    "groups": "q 1 0 0 1 {x} 30.2 cm 2 0 m 2 1.1 1.1 2 0 2 c f Q\n",
    "nested": "q 1 0 0 1 {x} 30.2 cm q 0.5 w 2 0 m 2 1.1 l S Q Q\n",
    "forms": "q 1 0 0 1 {x} 30.2 cm /M0 Do Q\n",
}
FRACTION = shown_text("a", 100, 700) + "100 695 5 0.4 re f\n" + shown_text("b", 100, 685)


def plot(kind, count=4000):
    return "".join(KINDS[kind].format(x=100 + k % 400) for k in range(count))


def cut(content, forms_with_text=()):
    return without_drawings(content.encode(), forms_with_text).decode()


def marks(path):
    return [(m.text, m.x, m.y) if isinstance(m, RawGlyph) else m for page in Document(path).pages() for m in page.marks]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrap", ("{}", "q 0.5 w {} Q\n", "q q {} Q 1 w Q\n"))
def test_a_huge_drawing_is_cut_and_its_surroundings_stay(kind, wrap):
    content = FRACTION + wrap.format(plot(kind)) + FRACTION
    left = cut(content)
    assert left.startswith(FRACTION) and left.endswith(FRACTION)
    assert len(left) < len(FRACTION) * 2 + 3 * MARGIN
    assert left.count("q ") == left.count("Q\n") + left.count("Q ")


@pytest.mark.parametrize("kind", ("paths", "groups"))
def test_what_is_read_beside_a_huge_drawing_is_the_same(tmp_path, kind):
    beside = FRACTION + "q 1 0 0 1 20 0 cm\n" + FRACTION + "Q\n"
    alone = marks(page_pdf(tmp_path / "a.pdf", beside + FRACTION))
    with_plot = marks(page_pdf(tmp_path / "b.pdf", beside + "q 0.5 w\n" + plot(kind) + "Q\n" + FRACTION))
    assert with_plot == alone


def test_the_page_is_cut_before_it_is_read_on(tmp_path, monkeypatch):
    monkeypatch.setattr("reader.pdf.document.HEAVY", 1000)
    path = page_pdf(tmp_path / "a.pdf", FRACTION + plot("paths", 20_000) + FRACTION)
    document = Document(path)
    assert [m for page in document.pages() for m in page.marks]
    assert max(len(document._doc.xref_stream(x)) for x in document._doc[0].get_contents()) < 5 * MARGIN


def test_a_drawing_inside_a_form_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("reader.pdf.document.HEAVY", 1000)
    figure = page_pdf(tmp_path / "figure.pdf", plot("groups") + shown_text("axis", 100, 100))
    with pymupdf.open(figure) as included, pymupdf.open() as made:
        made.new_page().show_pdf_page(pymupdf.Rect(0, 0, 300, 300), included)
        made.save(tmp_path / "a.pdf")
    document = Document(tmp_path / "a.pdf")
    assert "".join(m.text for page in document.pages() for m in page.marks if isinstance(m, RawGlyph)) == "axis"
    assert all(len(document._doc.xref_stream(x) or b"") < 3 * MARGIN for x, *_ in document._doc.get_page_xobjects(0))


def test_forms_with_text_are_left():
    content = plot("forms")
    assert cut(content, {b"M0"}) == content


@pytest.mark.parametrize(
    "content",
    (
        plot("paths", 200),
        FRACTION * 2000,
        "BT (" + "q 1 2 m 3 4 l S Q " * 5000 + ") Tj ET",
        "1 0 0 1 3 4 cm 1 2 m 3 4 l S\n" * 4000,
        "/q1 gs 1 2 m 3 4 l S\n" * 4000,
        "q " * 40000 + "Q " * 40000,
        "/P0 scn 1 2 m 3 4 l f\n" * 4000,
    ),
    ids=("short", "text", "string", "moves", "names", "deep", "patterns"),
)
def test_what_is_not_surely_a_drawing_is_left(content):
    assert cut(content) == content


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from(["text", "rule", "open", "close", "paths", "groups", "nested"]), min_size=2, max_size=14),
    st.data(),
)
def test_whatever_is_painted_the_text_stays_where_it_was(tmp_path_factory, parts, data):
    folder = tmp_path_factory.mktemp("drawn")
    content, depth = "", 0
    for number, part in enumerate(parts):
        if part == "text":
            content += shown_text(chr(97 + number), 100 + number, 700)
        elif part == "rule":
            content += f"{100 + number} 695 5 0.4 re f\n"
        elif part == "open":
            content, depth = content + f"q 1 0 0 1 {number} 0 cm\n", depth + 1
        elif part == "close" and depth:
            content, depth = content + "Q\n", depth - 1
        elif part in KINDS:
            content += plot(part, data.draw(st.sampled_from([3, 60])))
    content += "Q\n" * depth + shown_text("z", 50, 50)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawings, "LEAST_STRETCH", 400)
        patch.setattr(drawings, "MARGIN", 100)
        less = cut(content)
    shown = [
        [(m.text, m.x, m.y) for page in Document(path).pages() for m in page.marks if isinstance(m, RawGlyph)]
        for path in (page_pdf(folder / "a.pdf", content), page_pdf(folder / "b.pdf", less))
    ]
    assert shown[0] == shown[1]


def test_a_stretch_of_text_costs_no_more_than_its_length():
    """A search that starts again at every byte would take hours for this."""
    content = ("1 2 m 3 4 l S\n" * (LEAST_STRETCH // 16) + "T") * 40
    assert cut(content) == content
