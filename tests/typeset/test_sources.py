"""Formulas of a LaTeX source, as truth for what is read from its PDF."""

import pytest
from sources import Macro, argument, expand, formulas, macros, whole, without_code


def found(body, head=""):
    return list(formulas(rf"{head}\begin{{document}}{body}\end{{document}}$no$"))


def test_displays_and_formulas_in_text_in_order():
    body = r"Let $x$ be \begin{equation}\label{a} y=x\tag{3}\end{equation} and \(z\). \[ a \] $$b$$"
    assert found(body) == [(False, "x"), (True, "y=x"), (False, "z"), (True, "a"), (True, "b")]


def test_rows_are_aligned_and_eqnarray_has_one_place():
    assert found(r"\begin{align*}a&=b\\&=c\end{align*}") == [(True, r"\begin{aligned}a&=b\\&=c\end{aligned}")]
    assert found(r"\begin{eqnarray}a & = & b\nonumber\end{eqnarray}") == [(True, r"\begin{aligned}a &= b\end{aligned}")]


@pytest.mark.parametrize(
    "code",
    (
        "% $c$\n",
        r"\verb|$c$|",
        r"\begin{verbatim}$c$\end{verbatim}",
        "\n<<echo=FALSE>>=\nx$c$y\n@\n",
        r"\iffalse $c$ \fi",
    ),
)
def test_programs_and_comments_hold_no_formulas(code):
    assert found(f"$a$ {code} $b$") == [(False, "a"), (False, "b")]


def test_an_escaped_percent_sign_is_no_comment():
    assert without_code(r"95\% of $x$") == r"95\% of $x$"


def test_macros_are_expanded():
    head = r"\newcommand{\R}{\mathbb{R}} \newcommand{\norm}[2][2]{\|#2\|_{#1}} \def\half{\frac12} \DeclareMathOperator*{\am}{arg\,min}"
    assert found(r"$\norm{x}\in\R$ $\norm[1]{\half y}$ $\am_x f$", head) == [
        (False, r"\|x\|_{2}\in\mathbb{R}"),
        (False, r"\|\frac12 y\|_{1}"),
        (False, r"\operatorname*{arg\,min}_x f"),
    ]


def test_a_macro_that_ends_in_a_command_does_not_swallow_what_follows():
    assert expand(r"\a b", {r"\a": Macro(r"\alpha")}) == r"\alpha  b"
    assert expand(r"\a{}b", {r"\a": Macro(r"x\beta")}) == r"x\beta {}b"


def test_a_macro_of_itself_comes_to_an_end():
    assert r"\a" in expand(r"\a", {r"\a": Macro(r"x\a")})


def test_environments_with_short_names():
    head = r"\newcommand{\be}{\begin{equation}}\newcommand{\ee}{\end{equation}}"
    assert found(r"\be x=1 \ee", head) == [(True, "x=1")]


def test_arguments():
    assert argument("{a{b}c} d", 0) == ("a{b}c", 7)
    assert argument(r" \alpha x", 0) == (r"\alpha", 7)
    assert argument(r"{a\}b}", 0) == (r"a\}b", 6)
    assert argument("{open", 0) == ("open", 5)
    assert argument("", 0) == ("", 0)


def test_the_commands_of_a_class():
    assert macros(r"\documentclass{jss}")[r"\E"].body == r"\mathsf{E}"


def test_a_letter_behind_a_command_is_no_part_of_it():
    assert found(r"$\abs{I}$", r"\newcommand{\abs}[1]{\lvert#1\rvert}") == [(False, r"\lvert I\rvert")]


def test_commands_by_another_name():
    assert found(r"$\eps$", r"\let\eps=\varepsilon") == [(False, r"\varepsilon")]


def test_files_of_the_same_folder_are_taken_in(tmp_path):
    (tmp_path / "part.tex").write_text("$y$")
    (tmp_path / "main.tex").write_text("$x$ \\input{part}\n% \\input{none}\nand \\include{../away} $z$")
    assert [latex for _, latex in formulas(whole(tmp_path / "main.tex"))] == ["x", "y", "z"]
