"""Documents of office programs: Word's equations, slides, MathType, LibreOffice. The fixtures are made by tests/typeset."""

import pytest
from golden import read_fixture, same

from reader.fonts.font_codes import coded_target, spelled
from reader.fonts.identity import identify

WORD = (
    r"\frac{1}{\sqrt{2 \pi} \sigma} = \left( \frac{a}{b + c} \right)^{2}",
    r"\sum_{i=1}^{n} w_{i}^{2} x_i \leq \int_{0}^{1} f(s) ds",
    r"\hat{y}_{t} = \overline{A B} + \tilde{x}",
    r"\log p_{\theta}(x) = \max_{k} \mu_{k}^{(t)}",
    r"\left[ \begin{matrix} a & b \\ c & d \end{matrix} \right] \alpha \to \infty",
    r"\frac{\frac{u}{v}}{\frac{\beta}{\gamma}} + x_{0} \in \mathbb{R}",
)
MATHTYPE = (
    r"\frac{(-1)^{n}}{2 n + 1} = \frac{\pi}{4}",
    r"\sum_{i=1}^{n} w_{i}^{2} x_{i} \leq \lambda \int_{0}^{1} f(s)",
    r"\left( \frac{a}{b + c} \right)^{2} \to \infty",
    r"y_{1} + \cdots + y_{n} = \hat{x} + \ell",
    r"\phi_{k}(t) \neq \exp(-\beta E_{\theta})",
)
LIBREOFFICE = (
    r"\frac{1}{\sqrt{2 \pi} \sigma} = \left( \frac{a}{b + c} \right)^{2}",
    r"\sum_{i=1}^{n} w_{i}^{2} x_i \leq \int\limits_{0}^{1} f \left(s\right) ds",
    r"\hat{y}_{t} = \overline{A B} + \tilde{x}",
    r"\overbrace{u + v}^{w} = \left( \begin{matrix} a & b \\ c & d \end{matrix} \right)",
    r"h_{v}^{2} = \lim_{n \to \infty} \sqrt[3]{q + \sqrt{p}}",
)
CASES = [
    (name, number, latex)
    for name, formulas in (
        ("office-word", WORD),
        ("office-slides", WORD),
        ("office-mathtype", MATHTYPE),
        ("libreoffice", LIBREOFFICE),
    )
    for number, latex in enumerate(formulas)
]


@pytest.mark.parametrize(("name", "number", "latex"), CASES)
def test_displays_in_order(name, number, latex):
    displays = read_fixture(name).displays
    assert same(displays[number], latex), displays[number].latex


@pytest.mark.parametrize("name", ["office-word", "office-mathtype"])
def test_numbers(name):
    displays = read_fixture(name).displays
    assert [d.number for d in displays] == [str(k + 1) for k in range(len(displays))]


@pytest.mark.parametrize(
    ("number", "text", "latex", "known"),
    [
        (0x0754, "\u0754", "x", True),  # every glyph by its number: printed through a driver
        (0x0754, "𝑦", "y", True),  # what has a character of its own is that character
        (0x0DCD, "\u0dcd", r"\sum", True),  # a variant that Office gives its number
        (0x1240, "\ufffd", "(", True),  # a variant of which nothing is said
        (0x0E2F, "\ufffd", "?", False),  # and one that nobody knows
        (0x008E, "\ufffd", "l", True),  # a number that is a control code
        (77, "\ufffd", "?", False),  # numbered anew: it may be anything
    ],
)
def test_glyphs_of_cambria_math_by_number(number, text, latex, known):
    found = identify("ABCDEE+CambriaMath", str(number), text)
    assert (found.latex, found.known) == (latex, known)


@pytest.mark.parametrize(
    ("font", "text", "latex"),
    [
        ("SymbolMT", "\uf061", r"\alpha"),
        ("SymbolMT", "a", r"\alpha"),
        ("Symbol", "α", r"\alpha"),
        ("Symbol", "×", r"\times"),
        ("SymbolMT", "\uf0b4", r"\times"),
        ("Symbol", "φ", r"\phi"),
        ("MTExtra", "\uf04c", r"\cdots"),
        ("Euclid Extra", "l", r"\ell"),
        ("TimesNewRomanPSMT", "a", "a"),
    ],
)
def test_fonts_with_codes_of_their_own(font, text, latex):
    assert identify(f"ABCDEF+{font}", "12", text).latex == latex


def test_pieces_of_brackets_by_code():
    found = identify("ABCDEF+SymbolMT", "12", "\uf0e6")
    assert (found.kind, found.latex, found.part) == ("piece", "(", "tp")


def test_a_character_that_may_be_a_place_is_told_by_its_neighbours():
    dot, alpha = ("ABCDEF+Symbol", "×"), ("ABCDEF+Symbol", "a")
    assert spelled([dot, alpha]) == {dot: "\uf0d7"}
    assert spelled([dot, ("ABCDEF+Symbol", "α"), ("ABCDEF+Times", "a")]) == {}


def test_places_that_mean_nothing_are_unknown():
    assert not identify("ABCDEF+MTExtra", "12", "\uf06e").known
    assert coded_target("Times-Roman", "a") is None
    assert coded_target("SymbolMT", "ab") is None
