"""Names that fonts lost: which are in doubt, and how shapes are told."""

import pytest

from reader.fonts.identity import identify
from reader.fonts.known_shapes import Contours, Shape, digits, is_numbered, known_fonts, tell
from reader.fonts.lost import choose, is_doubtful
from reader.pdf.painted import Glyph
from reader.pdf.typefaces import Typefaces


def square(left, bottom, right, top):
    contours = Contours()
    contours.move(left, bottom)
    for x, y in ((right, bottom), (right, top), (left, top)):
        contours.line(x, y)
    return contours.shape()


def polygon(*points):
    contours = Contours()
    contours.move(*points[0])
    for point in points[1:]:
        contours.line(*point)
    return contours.shape()


def test_the_shape_of_a_square():
    assert square(0.1, 0.0, 0.5, 0.4) == pytest.approx(Shape(0.4, 0.4, 0.3, 0.2))


def test_a_curve_counts_by_its_ends_and_its_middle():
    contours = Contours()
    contours.move(0, 0)
    contours.curve(0, 0.4, 0.4, 0.4, 0.4, 0)
    assert contours.shape() == pytest.approx(polygon((0, 0), (0.2, 0.3), (0.4, 0)))


def test_mirror_images_differ():
    slash = polygon((0.05, 0), (0.1, 0), (0.45, 0.7), (0.4, 0.7))
    backslash = polygon((0.05, 0.7), (0.1, 0.7), (0.45, 0), (0.4, 0))
    brace = polygon((0.3, 0), (0.1, 0.5), (0.3, 1.0), (0.35, 1.0), (0.2, 0.5), (0.35, 0))
    assert slash.distance(backslash) > 0.05
    mirrored = polygon(
        *((0.45 - x, y) for x, y in ((0.3, 0), (0.1, 0.5), (0.3, 1.0), (0.35, 1.0), (0.2, 0.5), (0.35, 0)))
    )
    assert brace.distance(mirrored) > 0.01


def test_nothing_has_no_shape():
    assert Contours().shape() is None
    assert polygon((0, 0), (1, 1)) is None


@pytest.mark.parametrize("name", ("F3", "R12", "f-3-0", "T1_0", "CIDFont+F1", "TT2", "C2_0", "Fd12345", "Unnamed", ""))
def test_numbers_are_no_names(name):
    assert is_numbered(name)


@pytest.mark.parametrize("name", ("CMR10", "Symbol", "LatinModernMath-Regular", "rtxmi", "Arial"))
def test_names_are_no_numbers(name):
    assert not is_numbered(name)


@pytest.mark.parametrize(
    "name", ("LatinModernMath-Regular", "LatinModernMath-Regular_07", "LatinModernMath-Regular-Identity-H")
)
def test_fonts_are_known_with_what_programs_add(name):
    assert [font.name for font in known_fonts(name)] == ["LatinModernMath-Regular"]


def test_names_may_be_cut():
    assert [font.name for font in known_fonts("TeXGyreScholaMath-Regula")] == ["TeXGyreScholaMath-Regular"]
    assert len(known_fonts("MathDesign-UT-Regular-Ma")) == 3
    assert known_fonts("MathDesign-UT") == []


def test_numbers_of_the_table_are_in_order():
    assert digits(0) < digits(1) < digits(89) < digits(90) < digits(8099)


def test_a_font_is_told_by_its_glyphs():
    (font,) = known_fonts("CMEX10")
    wanted = {
        "summationdisplay",
        "integraldisplay",
        "contintegraldisplay",
        "parenleftBig",
        "parenrightBig",
        "braceleftBig",
    }
    shapes = {
        name: font._shape(at) for at in range(0, 10 * 128, 10) if (name := font.called(font._shape(at))[0]) in wanted
    }
    assert shapes.keys() == wanted
    assert tell(list(shapes.values()))[0].name == "CMEX10"
    assert tell([Shape(0.123, 0.456, 7.0, 8.0)]) == []


@pytest.mark.parametrize(
    ("font", "name", "text"),
    [
        ("CMEX10", "X", "X"),  # cairo: the sum by its place
        ("LatinModernMath-Regular", "1290", "㕇"),  # Ghostscript
        ("XYZABC+F3", "x", "x"),
        ("STIXTwoText_00", "c1b", ""),  # pdftops
        ("ABCDEF+LMRoman10-Regular", "17", "�"),
    ],
)
def test_doubtful(font, name, text):
    assert is_doubtful(font, name, text)


@pytest.mark.parametrize(
    ("font", "name", "text"),
    [("CMR10", "x", "x"), ("CMMI10", "alpha", "α"), ("Times-Roman", "", "x"), ("LMRoman10-Regular", "9", "x")],
)
def test_not_doubtful(font, name, text):
    assert not is_doubtful(font, name, text)


def test_the_file_is_believed_where_the_shape_bears_it_out():
    font = "LatinModernMath-Regular"
    assert choose(font, identify(font, None, "Δ"), ["u2206", "u0394"]) is None
    assert choose(font, identify(font, None, "㕇"), ["u1D465"]) == "u1D465"


def test_a_font_of_formulas_has_no_chinese():
    assert not identify("LatinModernMath-Regular", None, "㕇").known
    assert not identify("LatinModernMath-Regular", None, "Ā").known
    assert identify("NotoSerifCJK-Regular", None, "㕇").known
    assert identify("LatinModernMath-Regular", None, "ℵ").known


def test_the_dots_of_a_plot_silence_no_page():
    faces = Typefaces()
    letters = [Glyph("CMR10", letter, letter) for letter in "abcdefghij"]
    unknown = [Glyph("F1", None, "") for _ in range(60)]
    faces._silent.update(unknown)
    assert not faces.is_silent(letters + unknown[:1] * 5000), "one glyph, painted again and again"
    assert faces.is_silent(letters + unknown)
