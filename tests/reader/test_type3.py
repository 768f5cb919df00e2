"""TeX's bitmap fonts are told by widths and ink; what is none of them, or could be several, stays untold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import read_document
from reader.fonts.identity import identify
from reader.fonts.type3 import TEX_POINT, Metrics, Shown, Teller, likely_scale, may_be_pictures, table

METRICS = {m.name: m for m in table()}
#: dots per inch at which the documents here are made
DPI = 600


def shown(name: str, codes: str | list[int], points: float, *, rounded: bool, hidden: bool = False) -> Shown:
    """What a file holds of a font set at ``points``: exact widths (pdfTeX) or whole pixels (dvips), the scale hidden or not."""
    metrics: Metrics = METRICS[name]
    numbers = [ord(c) for c in codes] if isinstance(codes, str) else codes
    size = points / TEX_POINT
    pixel = 72 / DPI / size
    widths = {code: metrics.widths[code] for code in numbers}
    if rounded:
        widths = {code: round(width / pixel) * pixel for code, width in widths.items()}
    ink = {code: metrics.ink[code] for code in numbers if code in metrics.ink}
    unit = pixel if hidden else 1.0
    scaled = {code: tuple(side / unit for side in box) for code, box in ink.items()}
    return Shown({c: w / unit for c, w in widths.items()}, scaled, pixel / unit, size * unit)


@pytest.mark.parametrize("rounded", (False, True))
@pytest.mark.parametrize("hidden", (False, True))
@pytest.mark.parametrize(
    ("name", "codes", "points"),
    [
        ("cmr10", "Thequickbrown", 10),
        ("cmr10", "0123456789+=()", 10.95),
        ("cmmi10", [11, 12, 18, 120, 121], 10),
        ("cmmi7", "nijk", 7),
        ("cmsy10", [0, 20, 33, 50, 54], 10),
        ("cmsy10", "LNDF", 10.95),
        ("cmex10", [80, 88, 18, 19], 10),
        ("cmbx10", "xyzW", 10),
        ("cmbx12", "Introdctn", 14.4),
        ("cmti10", "Theorm", 10),
        ("cmtt10", "abis", 10),
        ("msbm10", "RE", 10),
        ("eufm10", "gRX", 10),
        ("ecrm1000", [27, 28, 84, 104, 101, 225, 246], 10),
    ],
)
def test_fonts_are_told(name, codes, points, rounded, hidden):
    told = Teller().tell(shown(name, codes, points, rounded=rounded, hidden=hidden))
    assert told is not None
    assert told.name == name.upper()
    unit = 72 / DPI / (points / TEX_POINT) if hidden else 1.0
    assert told.scale * unit == pytest.approx(1, abs=0.01)


def test_names_go_with_the_codes():
    told = Teller().tell(shown("cmmi10", [18, 120], 10, rounded=False))
    assert told is not None
    assert [identify(told.name, told.names[code], "").latex for code in (18, 120)] == [r"\theta", "x"]


def test_the_one_of_indicators():
    seen = shown("bbm10", "1", 10.95, rounded=False)
    told = Teller().tell(Shown(seen.widths, {49: (0.099, 0.0, 0.517, 0.671)}, seen.pixel, seen.size))
    assert told is not None and told.name == "BBM10"
    assert identify(told.name, told.names[49], "1").face == "bb"


def test_a_font_that_is_there_already_is_not_told_again():
    teller = Teller()
    teller.tell(shown("cmr10", "Thequickbrown", 10, rounded=False))
    told = teller.tell(shown("msbm10", "C", 10, rounded=False))
    assert told is None or told.name == "MSBM10"


def test_fonts_of_browsers_are_not_told():
    square = dict.fromkeys(range(20, 40), 1.0)
    ink = dict.fromkeys(square, (0.05, -0.1, 0.95, 0.85))
    assert Teller().tell(Shown(square, ink, 0.001, 8.7)) is None
    assert Teller().tell(Shown({65: 0.5}, {65: (0.0, 0.0, 0.5, 0.7)}, 0.001, 10.0)) is None
    assert Teller().tell(Shown({}, {}, 0.0, 0.0)) is None


def test_a_page_of_coarse_bitmaps_whose_sizes_are_hidden():
    """300 dots per inch, no encodings, a font matrix of 1: what dvips and Ghostscript made twenty years ago."""
    formulas = read_document(Path(__file__).parent.parent / "typeset" / "fixtures" / "bitmap.pdf")["formulas"]
    assert [(f["display"], f["latex"]) for f in formulas] == [
        (False, r"\theta"),
        (
            True,
            r"\sum_{k=1}^{n}\mathbb{1}_{[k\neq i]}\sqrt{\frac{\alpha_{k}}{\mathbf{W}}} "
            r"\leq \int_{\mathbb{R}}\mathcal{L}(\hat{x})dx.",
        ),
    ]


def test_a_lone_sign_is_no_letter():
    """A skull at the code of A, as wide as bbm's A, but lower."""
    skull = Shown({65: 1.0}, {65: (0.05, -0.25, 0.95, 0.83)}, 0.01204, 9.96)
    assert Teller().tell(skull) is None
    assert may_be_pictures(skull)
    assert not may_be_pictures(Shown(dict.fromkeys(range(65, 90), 0.5), {}, 0.01204, 9.96))
    assert not may_be_pictures(Shown({65: 0.5}, {}, 0.001, 9.0))


def test_the_scale_of_what_cannot_be_told_is_guessed():
    ink = dict.fromkeys(range(3), (1.0, 0.0, 25.0, 28.0))
    assert likely_scale(Shown({}, ink, 1.0, 0.24)) == pytest.approx(41, abs=1)
    assert likely_scale(Shown({}, ink, 0.01, 10.0)) == 1.0


@given(
    st.dictionaries(st.integers(0, 255), st.floats(0, 3), max_size=12),
    st.floats(-1, 2),
    st.floats(-1, 100),
)
def test_any_widths_are_answered(widths, pixel, size):
    told = Teller().tell(Shown(widths, {}, pixel, size))
    assert told is None or told.name
