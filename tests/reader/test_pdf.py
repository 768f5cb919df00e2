"""Bytes to pages of glyphs and rules, page pictures and notes."""

import pymupdf
import pytest
from golden import fixture
from making import locked_pdf, page_pdf, shown_text, text_pdf

from reader.errors import UnreadableError
from reader.pdf.document import Document
from reader.pdf.notes import write_notes
from reader.pdf.painted import RawGlyph, Rule
from reader.pdf.pictures import MAX_PICTURE_PIXELS, render_page


def glyphs(path):
    return [m for page in Document(path).pages() for m in page.marks if isinstance(m, RawGlyph)]


def test_glyphs_have_names_sizes_and_ink():
    (page, *_) = Document(fixture("bars")).pages()
    found = [m for m in page.marks if isinstance(m, RawGlyph)]
    assert (round(page.width), round(page.height)) == (595, 842)
    assert {"a", "b", "plus", "radicalbig", "summationdisplay"} <= {g.name for g in glyphs(fixture("bars"))}
    assert any("CMMI10" in g.font for g in found)
    assert all(0 <= g.box.x0 <= g.box.x1 <= page.width and 0 <= g.box.y0 <= g.box.y1 <= page.height for g in found)
    sizes = {round(g.size) for g in found}
    assert {10, 7} <= sizes


def test_ink_of_small_letters_is_lower_than_of_capitals(tmp_path):
    path = page_pdf(tmp_path / "a.pdf", shown_text("xX", 100, 700, 20))
    small, capital = glyphs(path)
    assert capital.box.height > small.box.height > 5
    assert small.y == pytest.approx(92) and small.box.y1 == pytest.approx(92, abs=0.6)
    assert small.x + small.advance == pytest.approx(capital.x)


def test_rules_come_in_paint_order(tmp_path):
    drawn = shown_text("a", 100, 700) + "100 695 5 0.4 re f\n" + shown_text("b", 100, 685)
    drawn += "200 600 m 260 600 l 0.4 w S\n300 300 80 80 re f\n"
    (page,) = Document(page_pdf(tmp_path / "a.pdf", drawn)).pages()
    kinds = ["rule" if isinstance(m, Rule) else m.text for m in page.marks]
    assert kinds == ["a", "rule", "b", "rule"], "the square is no rule"
    rules = [m.box for m in page.marks if isinstance(m, Rule)]
    assert rules[0].width == pytest.approx(5, abs=0.1) and rules[0].y_mid == pytest.approx(792 - 695.2, abs=0.1)
    assert rules[1].width == pytest.approx(60, abs=0.5)


def plot(segments):
    """Content that draws so many short lines."""
    points = [(100 + 300 * k / segments, 300 + 200 * (k * 0.618 % 1)) for k in range(segments)]
    return "".join(f"{x:.3f} {y:.2f} m {x + 2:.3f} {y:.2f} l S\n" for x, y in points)


def test_rules_beside_a_plot_are_found(tmp_path):
    fraction = shown_text("x", 100, 700) + "100 695 5 0.4 re f\n" + shown_text("y", 100, 685)
    (page,) = Document(page_pdf(tmp_path / "a.pdf", fraction + plot(4000) + fraction)).pages()
    kinds = ["rule" if isinstance(m, Rule) else m.text for m in page.marks]
    assert kinds[:3] == kinds[-3:] == ["x", "rule", "y"]
    assert kinds.count("rule") < 1000, "what is painted on and on without a letter between is a picture"


def test_what_nobody_sees_is_left_out(tmp_path):
    hidden = shown_text("seen", 100, 700) + "BT 3 Tr /F1 10 Tf 100 600 Td (hidden) Tj ET\n"
    hidden += "BT 0 1 -1 0 20 300 Tm /F1 10 Tf (arXiv) Tj ET\n"
    (page,) = Document(page_pdf(tmp_path / "a.pdf", hidden)).pages()
    assert "".join(m.text for m in page.marks) == "seen"
    assert page.skipped_glyphs == len("hidden") + len("arXiv")


def test_a_turned_page_is_read_upright(tmp_path):
    path = text_pdf(tmp_path / "a.pdf")
    with pymupdf.open(path) as turned:
        turned[0].set_rotation(90)
        turned.save(tmp_path / "b.pdf")
    there, back = glyphs(path), glyphs(tmp_path / "b.pdf")
    assert there and [(g.text, g.x, g.y) for g in there] == [(g.text, g.x, g.y) for g in back]


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.5\n", b"%PDF-1.5\n%%EOF", b"\x00" * 4096])
def test_rubbish_cannot_be_opened(tmp_path, content):
    path = tmp_path / "rubbish.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as error:
        Document(path)
    assert str(error.value).endswith(".") and "\n" not in str(error.value)


def test_password(tmp_path):
    path = locked_pdf(tmp_path / "locked.pdf", fixture("paper"))
    with pytest.raises(UnreadableError, match="--password"):
        Document(path)
    with pytest.raises(UnreadableError, match="does not open"):
        Document(path, "wrong")
    assert len(Document(path, "open sesame")) == 1
    free = locked_pdf(tmp_path / "free.pdf", fixture("paper"), password="")
    assert len(list(Document(free).pages())) == 1, "an owner's password keeps nobody from reading"


def test_a_broken_page_is_empty(tmp_path):
    path = page_pdf(tmp_path / "a.pdf", "BT /F9 10 Tf (no such font) Tj ( ( ( <<")
    (page,) = Document(path).pages()
    assert page.marks == () or all(isinstance(m, RawGlyph) for m in page.marks)


def test_pictures(tmp_path):
    plain = pymupdf.Pixmap(render_page(fixture("paper"), 1, zoom=1.0))
    assert abs(plain.width - 595) <= 1 and abs(plain.height - 842) <= 1
    huge = page_pdf(tmp_path / "poster.pdf", shown_text("poster", 100, 700), size=(14000, 14000))
    poster = pymupdf.Pixmap(render_page(huge, 1, zoom=4.0))
    assert poster.width * poster.height <= MAX_PICTURE_PIXELS * 1.01
    for page in (0, -1, 2):
        with pytest.raises(UnreadableError, match="no page"):
            render_page(fixture("paper"), page)


def test_notes_stand_where_they_are_asked_for():
    box = [100.0, 200.0, 180.0, 220.0]
    data = write_notes(fixture("paper"), [(1, box, "Title", "Words: ∇ 中文 <b>", (0.2, 0.4, 0.6))])
    with pymupdf.open(stream=data) as marked:
        page = marked[0]  # kept: an annotation does not keep its page alive
        (note,) = page.annots()
        assert list(note.rect) == pytest.approx(box, abs=1.5)
        assert (note.info["title"], note.info["content"]) == ("Title", "Words: ∇ 中文 <b>")
        with pymupdf.open(fixture("paper")) as before:
            assert page.get_text() == before[0].get_text()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_notes_on_a_turned_page(tmp_path, rotation):
    with pymupdf.open(fixture("paper")) as turned:
        turned[0].set_rotation(rotation)
        turned.save(tmp_path / "turned.pdf")
    data = write_notes(tmp_path / "turned.pdf", [(1, [100.0, 200.0, 180.0, 220.0], "t", "c", (0, 0, 0))])
    with pymupdf.open(stream=data) as marked:
        page = marked[0]
        assert page.rotation == rotation
        (note,) = page.annots()
        height = 841.89
        written = [float(v) for v in marked.xref_get_key(note.xref, "Rect")[1].strip("[]").split()]
        assert written == pytest.approx([100, height - 220, 180, height - 200], abs=1.5)


def test_notes_on_a_locked_copy(tmp_path):
    path = locked_pdf(tmp_path / "locked.pdf", fixture("paper"))
    data = write_notes(path, [(1, [10.0, 10.0, 20.0, 20.0], "t", "c", (0, 0, 0))], "open sesame")
    with pymupdf.open(stream=data) as marked:
        assert not marked.needs_pass or marked.authenticate("open sesame")
        page = marked[0]
        assert len(list(page.annots())) == 1


def test_notes_on_a_cropped_page_lie_on_their_glyphs(tmp_path):
    path = page_pdf(tmp_path / "a.pdf", shown_text("x", 100, 700))
    with pymupdf.open(path) as cropped:
        cropped[0].set_cropbox(pymupdf.Rect(50, 60, 500, 700))
        cropped.save(tmp_path / "cropped.pdf")
    (glyph,) = glyphs(tmp_path / "cropped.pdf")
    data = write_notes(tmp_path / "cropped.pdf", [(1, list(glyph.box), "t", "c", (0, 0, 0))])
    with pymupdf.open(stream=data) as marked:
        page = marked[0]
        (note,) = page.annots()
        written = [float(v) for v in marked.xref_get_key(note.xref, "Rect")[1].strip("[]").split()]
        assert written == pytest.approx([100, 700, 105, 705], abs=1.5)


#: a ToUnicode table: a is half a character, b is beyond Unicode, c is two characters, d is itself
WRONG_TABLE = """6 0 obj
<</Length 320>>
stream
/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
4 beginbfchar <61> <D800> <62> <DBFFDFFFDBFF> <63> <00660069> <64> <0064> endbfchar
endcmap end end
endstream
endobj
"""


def test_a_wrong_table_of_characters(tmp_path):
    path = page_pdf(tmp_path / "a.pdf", shown_text("abcd", 100, 700), extra=WRONG_TABLE, font="/ToUnicode 6 0 R")
    found = glyphs(path)
    assert len(found) >= 3 and found[-1].text == "d"
    for glyph in found:
        glyph.text.encode("utf-8")


def test_text_too_small_to_see(tmp_path):
    content = shown_text("nothing", 100, 700, 0) + shown_text("dust", 100, 600, 0.01) + shown_text("a", 100, 500)
    assert [g.text for g in glyphs(page_pdf(tmp_path / "a.pdf", content))] == ["a"]
