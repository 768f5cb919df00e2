"""What is told from displays by what is drawn: pictures, tables and algorithms between rules, tables without any."""

import pytest

from reader.formula.item import Item
from reader.formula_tree import Mark
from reader.geometry import Box
from reader.page.asides import Drawn, in_columns, pictures_in, tables_in
from reader.page.lines import Line
from reader.page.pictures import picture_boxes
from reader.page.typography import Column, Typography
from reader.pdf.painted import Drawing, Glyph, RawGlyph, RawPage

STYLE = Typography(10.0, frozenset({"Text"}), 12.0)
COLUMN = Column(100.0, 400.0)


def _items(text, x, base, font="Text", face="rm"):
    """One item per character, five points wide; a space moves on."""
    made = []
    for k, c in enumerate(text):
        if c == " ":
            continue
        left = x + 5.0 * k
        box = Box(left, base - 7.0, left + 5.0, base)
        made.append(
            Item(
                "mark", Mark(c, face, box), box, left, left + 5.0, base, base - 2.5, 10.0, font=font, latex=c, face=face
            )
        )
    return made


def _line(text, x=100.0, base=100.0):
    items = _items(text, x, base)
    return Line(items, base, base - 2.5, 10.0)


def _rule(y, x0=100.0, x1=300.0):
    return Box(x0, y, x1, y + 0.4)


def _tables(rules, lines=(), numbered=()):
    columns = [COLUMN] * len(lines)
    return tables_in(Drawn((), tuple(rules)), lines, columns, numbered, STYLE)


def test_three_rules_of_one_width_are_a_table():
    assert _tables([_rule(100), _rule(115), _rule(160)]) == [Box(100.0, 100.0, 300.0, 160.4)]
    assert _tables([_rule(100), _rule(160)]) == []
    assert _tables([_rule(100), _rule(115, x1=290.0), _rule(160)]) == []


def test_running_text_parts_two_tables():
    text = [_line("running text that fills its column from one edge to the oth", base=base) for base in (200.0, 212.0)]
    found = _tables([_rule(100), _rule(115), _rule(160), _rule(300), _rule(315), _rule(360)], text)
    assert [(box.y0, box.y1) for box in found] == [(100.0, 160.4), (300.0, 360.4)]


def test_numbered_displays_part_two_tables():
    display = _line("x = y", 200.0, 230.0)
    found = _tables([_rule(100), _rule(115), _rule(160), _rule(300), _rule(315), _rule(360)], [display], [display])
    assert len(found) == 2


def test_a_frame_is_no_table():
    sides = [Box(x, 100.0, x + 0.4, 200.4) for x in (100.0, 299.8)]
    below = [_rule(240), _rule(255), _rule(290)]
    assert _tables([_rule(100), _rule(200), *sides]) == []
    assert [box.y0 for box in _tables([_rule(100), _rule(200), *sides, *below])] == [240.0]


def test_words_and_cells_under_one_another_are_a_table_without_rules():
    rows = [
        _line(text, base=100.0 + 12 * k)
        for k, text in enumerate(("Kernel      k", "Linear      x", "Cubic       y", "Square      z"))
    ]
    assert all(in_columns(rows, k, STYLE) for k in range(4))
    assert not in_columns(rows[:3], 0, STYLE)  # "Minimise ... subject to ..." has as many
    assert not in_columns([_line("x = y", base=100.0 + 12 * k) for k in range(4)], 0, STYLE)


def _page(drawings, labels=()):
    glyph = Glyph("Text", "a", "a")
    marks = tuple(RawGlyph(glyph, 10.0, x, y, 5.0, Box(x, y - 7.0, x + 5.0, y)) for x, y in labels)
    return RawPage(1, 600.0, 800.0, marks, 0, 0, tuple(drawings))


def test_shapes_painted_one_after_the_other_are_a_picture_with_its_labels():
    circle, arrow = Drawing(Box(100, 100, 130, 130), False), Drawing(Box(140, 110, 200, 120), False, 1)
    (box,) = picture_boxes(_page([circle, arrow], [(110, 118), (160, 105), (160, 300)]))
    assert box == Box(100, 98, 200, 130)


@pytest.mark.parametrize(
    "drawings",
    [
        [Drawing(Box(100, 100, 130, 130), False)],  # an ornament
        [Drawing(Box(100, 100, 300, 130), True), Drawing(Box(100, 200, 300, 230), True)],  # frames
        [Drawing(Box(100, y, 104, y + 4), False) for y in (100, 120, 140)],  # bullets
        [Drawing(Box(0, 0, 590, 790), False), Drawing(Box(0, 0, 595, 795), False)],  # backgrounds
    ],
)
def test_other_shapes_are_no_picture(drawings):
    assert picture_boxes(_page(drawings)) == []


def test_a_drawn_box_round_text_is_no_picture():
    text = [_line("running text that fills its column from one edge to the oth", base=base) for base in (200.0, 212.0)]
    drawn = Drawn((Box(90.0, 150.0, 410.0, 280.0),))
    assert pictures_in(drawn, text, [COLUMN] * 2, [COLUMN], [], STYLE) == []
    assert pictures_in(drawn, [], [], [COLUMN], [], STYLE) == [drawn.pictures[0]]
