"""Displays: their numbers, their rows, and what looks like one but is none."""

import pytest
from golden import known_gap, plain, read_fixture, same

from reader.formula.item import Item
from reader.formula_tree import Array, Mark
from reader.geometry import Box
from reader.latex.parser import parse_latex
from reader.page.display_rows import _is_caption, is_code, is_table_row

LONG = " + ".join(f"u_{{{i}}}v_{{{i}}}" for i in range(1, 10))
NUMBERED = {
    "1": "a=b+c",
    "3.2": r"d_i=\sum_{k=1}^{n}e_{ik}",
    "A.1": r"f(x)\leq g(x)",
    "5a": r"h=\frac{p}{q}",
    "*": "r^2=s^2+t^2",
    "12": LONG + "+u_{10}v_{10}=w_1+w_2+w_3+w_4+w_5+w_6",
    "21": r"\alpha=x+1",
    "22": r"\beta_k=y^2-\frac{1}{z}",
}
ROWS = {
    "23": [r"\gamma=x_1+x_2+x_3", "+x_4+x_5"],
    "24": [r"\log p(x)=\log\sum_z p(x,z)", r"\geq\mathbb{E}_q[\log p(x,z)]-\mathbb{E}_q[\log q(z)]", "=L"],
    "25": ["F(a,b,c)=a^2+b^2+c^2+2ab+2bc+2ca+a^3+b^3+c^3+a^4+b^4+c^4", "+a^5+b^5+c^5+a^6+b^6+c^6"],
    None: ["m=n+1", "j^2=k"],
}


def numbered(fixture, number):
    (found,) = [d for d in read_fixture(fixture).displays if d.number == number]
    return found


@pytest.mark.parametrize("number", NUMBERED)
def test_numbers(number, request):
    known_gap(request, "displays", number)
    assert same(numbered("displays", number), NUMBERED[number])


@pytest.mark.parametrize("number", ROWS, ids=str)
def test_rows(number, request):
    known_gap(request, "displays", str(number))
    display = numbered("displays", number)
    assert isinstance(display.tree, Array) and display.tree.kind in ("aligned", "gathered")
    read = [plain(parse_latex("".join(row_latex(cells)))) for cells in display.tree.rows]
    assert read == [plain(parse_latex(row)) for row in ROWS[number]]
    assert parse_latex(display.latex), "what is written for it can be parsed"


def row_latex(cells):
    from reader.latex.writer import to_latex

    return [to_latex(cell) + " " for cell in cells]


def test_all_displays_in_reading_order(request):
    known_gap(request, "displays", "order")
    numbers = [d.number for d in read_fixture("displays").displays]
    assert numbers == ["1", "3.2", "A.1", "5a", "*", "12", "21", "22", "23", "24", None, "25"]


def test_tables_and_plots_are_no_displays():
    on_last_page = [d.latex for d in read_fixture("displays").displays if d.page == 2]
    assert not any("0.2" in latex or "1.25" in latex or "pm" in latex for latex in on_last_page)


def test_numbers_at_the_left():
    expected = {"1": "a^2+b^2=c^2", "2.7": LONG + "=w_1+w_2+w_3", "3": r"\alpha=x+1", "4": r"\beta_k=y^2-\frac{1}{z}"}
    assert [d.number for d in read_fixture("leqno").displays] == list(expected)
    for number, latex in expected.items():
        assert same(numbered("leqno", number), latex)


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5"])
def test_two_columns(number, request):
    known_gap(request, "twocolumn", number)
    latex = {
        "1": "x_{t+1}=Ax_t+Bu_t",
        "2": r"y_t=Cx_t+\epsilon_t",
        "3": r"J=\frac{1}{T}\sum_{t=1}^{T}\left(x_t^\top Qx_t+u_t^\top Ru_t\right)",
        "4": r"P=Q+A^\top PA-A^\top PB\left(R+B^\top PB\right)^{-1}B^\top PA",
        "5": "u_t=-Kx_t",
    }
    assert same(numbered("twocolumn", number), latex[number])


def test_boxes_hold_the_display_without_its_number():
    for name in ("displays", "leqno", "twocolumn", "paper"):
        for display in read_fixture(name).displays:
            if name == "leqno":
                assert display.box.x0 > 75, "the number at the left is outside"
            elif name != "twocolumn":
                assert display.box.x1 < 512, "the number at the right is outside"
            assert display.box.width > 10 and display.box.height > 4


def _line(*words: str, gap: float = 2.0, size: float = 10.0, face: str = "it") -> list[Item]:
    """Marks side by side; each word starts ``gap`` points after the last one."""
    made: list[Item] = []
    x = 100.0
    for word in words:
        for mark in [word] if word.startswith("\\") else word:
            made.append(Item("mark", Mark(mark, face), Box(x, 90, x + 5, 100), x, x + 5, 100, 97, size, latex=mark))
            x += 5
        x += gap
    return made


def test_heads_of_tables_and_captions_of_parts_are_no_displays():
    assert is_table_row(_line("Model", "Capacity", "Quality", r"\uparrow", gap=20.0), 10.0)
    assert not is_table_row(_line("x", "=", "y", gap=20.0), 10.0)
    assert _is_caption(_line("(a)", "SICK", "(r)")) and not _is_caption(_line("(a)", "=", "b"))


def test_programs_and_legends_are_no_displays():
    assert is_code(_line("losses", "=", "ref", face="tt")) and is_code(_line("Switch", "-", "Base", face="sf"))
    assert not is_code(_line("losses", "=", "ref")) and not is_code(_line("losses", "=", "ref", face="sf"))
