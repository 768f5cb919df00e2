"""Glyphs to items: identified, in paint order, ligatures apart, overprinted letters bold."""

from golden import fixture
from making import page_pdf, shown_text

from reader.formula.item import page_items
from reader.formula_tree import Mark
from reader.pdf.document import Document


def items(path):
    return [item for page in Document(path).pages() for item in page_items(page)]


def test_one_item_for_each_mark_in_paint_order(tmp_path):
    path = page_pdf(tmp_path / "a.pdf", shown_text("ab", 100, 700) + "100 690 9 0.4 re f\n" + shown_text("c", 100, 680))
    found = items(path)
    assert [i.latex or i.kind for i in found] == ["a", "b", "rule", "c"]
    assert all(i.box.x0 <= i.box.x1 and i.box.y0 <= i.box.y1 for i in found)


def test_spaces_become_a_flag(tmp_path):
    found = items(page_pdf(tmp_path / "a.pdf", shown_text("a b  c", 100, 700)))
    assert [(i.latex, i.space) for i in found] == [("a", False), ("b", True), ("c", True)]


def test_ligatures_are_letters():
    words = "".join(i.latex for i in items(fixture("paper")) if len(i.latex) == 1)
    assert "gradientdescent" in words and "squarederror" in words
    assert "fit" in words, "the ligature of f and i"


def test_letters_of_a_ligature_share_its_ink():
    found = items(fixture("paper"))
    at = next(
        k
        for k, i in enumerate(found)
        if i.latex == "f" and found[k + 1].latex == "i" and i.box.y0 == found[k + 1].box.y0
    )
    f, i = found[at : at + 2]
    assert f.box.x1 == i.box.x0 and f.x1 == i.x0 and f.base == i.base


def test_a_letter_painted_three_times_is_one_bold_letter(tmp_path):
    content = "".join(shown_text("x", 100 + shift, 700) for shift in (0, 0.3, 0.15)) + shown_text("y", 120, 700)
    found = items(page_pdf(tmp_path / "a.pdf", content))
    assert [i.latex for i in found] == ["x", "y"]
    assert isinstance(found[0].node, Mark) and found[0].node.face in ("bf", "bi")


def test_doubled_letters_of_a_word_stay_two(tmp_path):
    found = items(page_pdf(tmp_path / "a.pdf", shown_text("ill l.l..", 100, 700)))
    assert "".join(i.latex for i in found) == "illl.l.."


def test_big_operators_stand_on_their_axis():
    sums = [i for i in items(fixture("stacks")) if i.kind == "bigop"]
    assert sums and all(i.centred and abs(i.box.y_mid - i.axis) < 0.01 for i in sums)
    assert all(abs(i.base - i.axis - 0.25 * i.size) < 0.01 for i in sums)


def test_faces_and_greek():
    nodes = {(i.node.latex, i.node.face) for i in items(fixture("rows")) if isinstance(i.node, Mark)}
    expected = [
        ("x", "bf"),
        ("L", "cal"),
        ("R", "bb"),
        ("g", "frak"),
        ("T", "sf"),
        (r"\theta", "bi"),
        (r"\epsilon", "it"),
    ]
    assert set(expected) <= nodes
    assert all(i.node.known for i in items(fixture("rows")) if isinstance(i.node, Mark))


def test_far_away_and_huge_text_does_no_harm(tmp_path):
    content = shown_text("b", 1e7, 700) + shown_text("c", 100, 650, 5000)
    assert all(i.latex in "bc" for i in items(page_pdf(tmp_path / "a.pdf", content)))
