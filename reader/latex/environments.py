r"""What stands between ``\begin`` and ``\end``: arrays of every kind, and ``\substack``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import marks
from reader.formula_tree import Array, Face, Fence, Node, Row, row
from reader.latex.tokens import LatexError

if TYPE_CHECKING:
    from reader.latex.parser import Parser

MATRICES: dict[str, tuple[str, str]] = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "pmatrix": ("(", ")"),
    "psmallmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "bsmallmatrix": ("[", "]"),
    "Bmatrix": (r"\{", r"\}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": (r"\|", r"\|"),
}
CASES: dict[str, tuple[str, str]] = {
    "cases": (r"\{", "."),
    "dcases": (r"\{", "."),
    "rcases": (".", r"\}"),
    "drcases": (".", r"\}"),
}
ALIGNED = marks.words("align aligned alignat alignedat split flalign eqnarray IEEEeqnarray IEEEeqnarraybox")
GATHERED = marks.words("gather gathered multline multlined")
PLAIN_ENVIRONMENTS = marks.words("equation displaymath math dmath subequations")
#: environments whose first argument describes their columns
WITH_COLUMNS = marks.words("alignat alignedat array subarray darray IEEEeqnarray IEEEeqnarraybox tabular")


def substack(parser: Parser, command: str, face: Face) -> Node:
    r"""Parse the argument of ``\\substack``: lines one under the other."""
    if not parser.accept("{"):
        return parser.argument(face)
    rows = parser.cells(lambda token: token.text == "}", face)
    if not parser.accept("}"):
        raise LatexError("An opening brace { is never closed.")
    return Array(rows, "substack")


def begin(parser: Parser, command: str, face: Face) -> Node:
    """Parse an environment up to its end."""
    full = parser.raw_group().strip()
    name = full.rstrip("*")
    if parser.place < len(parser.tokens) and parser.tokens[parser.place].text == "[":
        parser.raw_option()  # the vertical position; a bracket after a space is a mark
    columns = parser.raw_group() if name in WITH_COLUMNS else ""
    rows = parser.cells(lambda token: token.text == r"\end", face)
    if not parser.accept(r"\end") or parser.raw_group().strip() != full:
        raise LatexError(f"\\begin{{{full}}} is never answered by \\end{{{full}}}.")
    parser.open_scripts = None
    return _array(name, columns, rows)


def _array(name: str, columns: str, rows: tuple[tuple[Node, ...], ...]) -> Node:
    if name in MATRICES:
        opening, closing = MATRICES[name]
        array = Array(_full_rows(rows), "matrix")
        return Fence(opening, array, closing) if opening else array
    if name in CASES:
        return Fence(CASES[name][0], Array(_full_rows(rows), "cases"), CASES[name][1])
    if name in ALIGNED or name in PLAIN_ENVIRONMENTS:
        return Array(_joined_columns(rows) if "eqnarray" in name else rows, "aligned")
    if name in GATHERED:
        return Array(rows, "gathered")
    if name == "subarray":
        return Array(rows, "substack")
    if name not in WITH_COLUMNS:
        raise LatexError(f"The environment {name} is not known.")
    if columns.replace(" ", "").strip("@{}") == "rcl" and any(len(cells) == 3 for cells in rows):
        return Array(_joined_columns(rows), "aligned")
    return Array(_full_rows(rows), "matrix")


def _full_rows(rows: tuple[tuple[Node, ...], ...]) -> tuple[tuple[Node, ...], ...]:
    """Drop the empty row that a line break at the end leaves."""
    if len(rows) > 1 and len(rows[-1]) == 1 and rows[-1][0] == Row(()):
        return rows[:-1]
    return rows


def _joined_columns(rows: tuple[tuple[Node, ...], ...]) -> tuple[tuple[Node, ...], ...]:
    return tuple((row(cells),) for cells in rows)
