"""Pages whose words are sans-serif."""

import pytest

from reader.fonts.identity import font_kind, identify
from reader.fonts.sans import as_words, words_are_sans

ALPHABET = "abcdefghijklmnoprstuvwy"


def page(**letters):
    return [(font, letter) for font, text in letters.items() for letter in text]


def test_slides_are_sans():
    assert words_are_sans(page(CMSS10=ALPHABET, CMSSI10=ALPHABET, CMR10="dxog", CMMI10="xyz"))


def test_headings_and_labels_in_sans_make_no_sans_page():
    assert not words_are_sans(page(CMSS10="abcdefghij", CMR10=ALPHABET))
    assert not words_are_sans(page(CMSS10="enc", CMMI10=ALPHABET))
    assert not words_are_sans(page(CMSSBX10=ALPHABET))


@pytest.mark.parametrize(
    ("font", "letter", "face"),
    [
        ("CMSS10", "x", "rm"),
        ("CMSSI10", "x", "it"),
        ("CMSSBX10", "W", "bf"),
        ("SFSO1000", "W", "bi"),
        ("FiraSans-LightItalic", "k", "it"),
        ("FiraSans-Medium", "1", "bf"),
        ("NimbusSanL-ReguItal", "k", "it"),
        ("NimbusSanL-Regu", "1", "it"),
        ("CMMI10", "x", "it"),
        ("CMR10", "x", "rm"),
    ],
)
def test_weight_and_slope_count_where_words_are_sans(font, letter, face):
    assert as_words(font, identify(font, None, letter)).face == face


def test_upright_letters_of_euler_are_those_of_formulas():
    assert identify("Euler-Math", None, "x").face == "it"
    assert identify("Euler-Math", None, "\U0001d431").face == "bi"
    assert identify("XITSMath", None, "\U0001d431").face == "bf"


@pytest.mark.parametrize(
    ("font", "face"),
    [("ebgMI", "it"), ("ABCDEF+ebgBMI", "bi"), ("stickstooMath-BoldItalic", "bi"), ("fxlri-7letters", "it")],
)
def test_letters_of_newtxmath_are_those_of_formulas(font, face):
    assert font_kind(font).math and font_kind(font).face == face
