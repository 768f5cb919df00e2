"""What a glyph is, by font, name and ToUnicode: one case for each kind of knowledge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import marks
from reader.fonts.glyph_names import load, table, target
from reader.fonts.identity import Identity, font_kind, identify, symbols

CASES = [
    # the name is trusted, a wrong ToUnicode is not
    ("ABCDEF+CMMI10", "theta", "✓", r"\theta", "it"),
    ("CMMI7", "pi", "⇡", r"\pi", "it"),
    ("CMSY10", "N", "N", "N", "cal"),
    ("CMBX10", "x", "x", "x", "bf"),
    ("CMMIB10", "mu", "µ", r"\mu", "bi"),
    ("MSBM10", "R", "R", "R", "bb"),
    ("MSBM10", "emptyset", "∅", r"\varnothing", "it"),
    ("CMSY10", "emptyset", "∅", r"\emptyset", "it"),
    ("MSAM10", "triangleleft", "◁", r"\vartriangleleft", "it"),
    ("EUFM10", "g", "g", "g", "frak"),
    ("rsfs10", "F", "F", "F", "cal"),
    ("NewTXMI", "u1D465", "x", "x", "it"),
    ("txsyb", "E", "E", "E", "bb"),
    ("txsys", "L", "L", "L", "cal"),
    ("Pxsy", "L", "L", "L", "cal"),
    ("STIXTwoMath", "uni2205", "∅", r"\varnothing", "it"),
    ("Fourier-Math-Cal", "D", "D", "D", "cal"),
    ("Kp--M-Syb-Regular", "Z", "Z", "Z", "bb"),
    ("MathDesign-CH-Regular-Ma", "Rbbb", "�", "R", "bb"),
    ("EURM10", "alpha", "α", r"\alpha", "it"),
    ("EURB10", "x", "x", "x", "bi"),
    ("LinLibertineTZ", "w", "w", "w", "bf"),
    ("esint10", "hungarumlaut", "˝", r"\iiint", "it"),
    ("StandardSymL", "epsilon", "ε", r"\epsilon", "it"),
    # names that are numbers: ToUnicode is right
    ("LatinModernMath-Regular", "1319", "𝑥", "x", "it"),
    ("XITSMath-Regular", "77", "𝓛", "L", "cal"),
    ("CambriaMath", "12", "𝔼", "E", "bb"),
    ("STIXTwoMath-Regular", "1830", "≱", r"\ngeq", "it"),
    ("MJXc-TeX-math-Iw", None, "x", "x", "it"),
]  # fmt: skip


@pytest.mark.parametrize(("font", "name", "text", "latex", "face"), CASES)
def test_marks_and_faces(font, name, text, latex, face):
    found = identify(font, name, text)
    assert (found.latex, found.face, found.kind, found.known) == (latex, face, "char", True)


PARTS = [
    ("CMEX10", "parenlefttp", Identity("(", kind="piece", part="tp")),
    ("txexs", "parenleftexA", Identity("(", kind="piece", part="ex")),
    ("CMEX10", "braceleftmid", Identity(r"\{", kind="piece", part="mid")),
    ("CMEX10", "vextenddouble", Identity(r"\|", kind="piece", part="ex")),
    ("STIXTwoMath", "uni2016.x", Identity(r"\|", kind="piece", part="ex")),
    ("CMEX10", "bracketleftBigg", Identity("[", sized=True)),
    ("MathDesign-CH-Regular-Ex", "angleleftbig4", Identity(r"\langle", sized=True)),
    ("TeX-mathx10", "emdash", Identity("[", kind="piece", part="ex")),
    ("TeX-mathx8", "ampersand", Identity(r"\{", kind="piece", part="mid")),
    ("TeX-mathx10", "o", Identity("⏟", kind="hbrace")),
    ("TeX-mathx10", "r", Identity(r"\tilde", kind="accent")),
    ("CMEX10", "hatwidest", Identity(r"\hat", kind="accent")),
    ("Fourier-Math-Extension", "tildemorewidest", Identity(r"\tilde", kind="accent")),
    ("txsys", "dotacc", Identity(r"\dot", kind="accent")),
    ("CMEX10", "bracehtipdownleft", Identity("⏞", kind="hbrace")),
    ("CMSY10", "mapsto", Identity("bar-of-mapsto", kind="hook")),
    ("CMSY10", "negationslash", Identity(r"\not", kind="slash")),
    ("LINE10", "a", Identity("", kind="drop")),
    ("Fourier-Math-Letters", "hookleftchar", Identity("hook-right", kind="hook")),
    ("NewTXMI", "uni21A9", Identity("hook-left", kind="hook")),
    ("Fourier-Math-Extension", "floorleftbottom", Identity("[", kind="piece", part="bt")),
    ("STIXTwoMath", "uni20D6.x", Identity(r"\overleftarrow", kind="accent")),
]  # fmt: skip


@pytest.mark.parametrize(("font", "name", "expected"), PARTS)
def test_parts_of_marks(font, name, expected):
    assert identify(font, name, "�") == expected


def test_unknown_glyphs_stay_unknown():
    assert not identify("CMSY10", "nosuchglyph", "�").known
    assert not identify("Mystery", "g17", "\ue123").known
    assert not identify("Mystery", None, "").known


@pytest.mark.parametrize(
    ("font", "name", "text"),
    [("phaistos", "A", "A"), ("Dingbats", "a120", "①"), ("SVRsymbols", "C", "C"), ("X", None, "①")],
)
def test_pictures_are_no_letters(font, name, text):
    assert not identify(font, name, text).known


def test_pictures_with_names_of_their_own_are_known():
    assert identify("Dingbats", "a19", "✓").latex == r"\checkmark"


@pytest.mark.parametrize(("text", "latex", "part"), [("²", "2", "super"), ("₁", "1", "sub"), ("⁺", "+", "super")])
def test_raised_characters_are_scripts(text, latex, part):
    found = identify("Times-Roman", None, text)
    assert (found.latex, found.part, found.known) == (latex, part, True)


def test_text_fonts_are_not_for_formulas():
    assert not font_kind("CMR10").math
    assert not font_kind("NimbusRomNo9L-Regu").math
    assert font_kind("ABCDEF+CMMI10").math
    assert font_kind("CMEX10").hangs


def test_every_target_in_the_tables_says_something():
    faces = font_kind("CMR10")
    for names in [table()["names"], *(row["names"] for row in load("font_names.yaml"))]:
        for name, wanted in names.items():
            assert isinstance(name, str) and isinstance(wanted, str), (name, wanted)
            assert faces  # keeps the table of faces loaded
    for latex in symbols().values():
        assert marks.plain(latex) in marks.UNICODE or not latex.startswith(r"\\"), latex


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=3))
def test_any_input_gives_an_identity(font, name, text):
    found = identify(font, name, text)
    assert found.kind in ("char", "accent", "piece", "hbrace", "slash", "hook", "space", "ligature", "drop")
    assert target(font, name) is None or isinstance(target(font, name), str)
