"""The fixtures: formulas that the tests' own PDFs hold, as their TeX sources give them and as the reader reads them.

A source marks a golden case with ``\\shown{name}{formula}`` (a display) or ``\\inline{formula}`` (in running text).
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from reader.codec import decode
from reader.document import read_document
from reader.formula.normal_form import normal_form
from reader.formula_tree import Fence, Mark, Name, Node, Row, Scripts, Space, Text, children, row, without_boxes
from reader.geometry import Box
from reader.latex.parser import parse_latex

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
#: TeX that the fixtures define themselves
OWN_COMMANDS = {r"\softmax": r"\operatorname{softmax}"}
#: an accent is named by what it looks like: a wide hat over one letter is a hat
WIDE = {r"\widehat": r"\hat", r"\widetilde": r"\tilde", r"\overline": r"\bar"}


@dataclass(frozen=True)
class Formula:
    """A formula as the reader gives it."""

    page: int
    box: Box
    display: bool
    number: str | None
    latex: str
    tree: Node
    sentence: int | None


@dataclass(frozen=True)
class Reading:
    """A fixture as the reader gives it."""

    title: str
    sections: list
    sentences: list
    references: list
    formulas: list[Formula]

    @property
    def displays(self) -> list[Formula]:
        return [f for f in self.formulas if f.display]

    @property
    def inline(self) -> list[Formula]:
        return [f for f in self.formulas if not f.display]


def fixture(name: str) -> Path:
    """The PDF called ``name``."""
    return FIXTURES / f"{name}.pdf"


@cache
def read_fixture(name: str) -> Reading:
    """Read a fixture in this process."""
    raw = read_document(fixture(name))
    formulas = [
        Formula(
            f["page"], Box(*f["box"]), f["display"], f["number"], f["latex"], decode(f["tree"]), f["sentence"]
        )
        for f in raw["formulas"]
    ]  # fmt: skip
    return Reading(raw["title"], raw["sections"], raw["sentences"], raw["references"], formulas)


@cache
def source(name: str) -> str:
    """The TeX of a fixture."""
    return (FIXTURES / f"{name}.tex").read_text(encoding="utf-8")


def shown(name: str) -> list[tuple[str, str]]:
    """Names and LaTeX of the displays that a fixture's source marks, in order."""
    return [(case[0], own(case[1])) for case in _arguments(source(name), r"\shown", 2)]


def inline(name: str) -> list[str]:
    """LaTeX of the formulas in the text that a fixture's source marks, in order."""
    return [own(case[0]) for case in _arguments(source(name), r"\inline", 1)]


def own(latex: str) -> str:
    """The formula without the fixtures' own commands."""
    for command, meaning in OWN_COMMANDS.items():
        latex = latex.replace(command, meaning)
    return latex


def _arguments(text: str, command: str, count: int) -> list[list[str]]:
    found = []
    for match in re.finditer(re.escape(command) + r"(?=\{)", re.sub(r"(?m)^%.*$", "", text)):
        at, arguments = match.end(), []
        for _ in range(count):
            end, depth = at + 1, 1
            while depth:
                end += 1
                depth += {"{": 1, "}": -1}.get(match.string[end - 1], 0) * (match.string[end - 2] != "\\")
            arguments.append(match.string[at + 1 : end - 1])
            at = end
        found.append(arguments)
    return found


def same(formula: Formula, expected: str) -> bool:
    """Whether a formula read from a page, both its tree and its LaTeX, is the one that was typed."""
    want = plain(parse_latex(expected))
    return plain(formula.tree) == want and plain(parse_latex(formula.latex)) == want


def plain(node: Node) -> Node:
    """A tree without boxes and without what the eye does not tell apart.

    Brackets stand in the row whether stretched or not, wide accents are accents, a gap is a gap, and the full stop or
    comma at the end is the sentence's.
    """
    node = _plain(normal_form(without_boxes(node)))
    items = list(node.items) if isinstance(node, Row) else [node]
    while items and isinstance(items[-1], Mark) and items[-1].latex in (",", "."):
        items.pop()
    return row(items)


def _plain(node: Node) -> Node:
    fields = {
        name: _plain(part)
        for name in ("base", "sub", "sup", "above", "below", "body", "index", "label")
        if (part := getattr(node, name, None)) is not None
    }
    match node:
        case Row(items=items):
            return row(_plain(item) for item in items)
        case Fence(opening=opening, closing=closing):
            inside = (Mark(opening), fields["body"], Mark(closing))
            return row(part for part in inside if part != Mark("."))
        case Space():
            return Space(1.0)
        case Text(text=text):
            return row(Name(word) for word in text.split())
    if hasattr(node, "mark"):
        fields["mark"] = WIDE.get(node.mark, node.mark)
    if hasattr(node, "rows"):
        fields["rows"] = tuple(tuple(_plain(cell) for cell in cells) for cells in node.rows)
    made = replace(node, **fields)
    if isinstance(made, Scripts) and isinstance(made.base, Row) and made.base.items:
        last = made.base.items[-1]  # scripts stand on a closing bracket as they do on a fence
        return row((*made.base.items[:-1], replace(made, base=last)))
    return made


#: golden cases that are not read right yet, by fixture; "*" stands for the number of displays. Empty is the aim.
GAPS = {
    "hard": {
        "argmax-over": "two words over one limit are two names",
    },
    "twocolumn": {"5": "a column of a few lines is not seen as a column"},
}


def known_gap(request, fixture_name: str, case: str) -> None:
    """Expect the running test to fail where the case is a known gap; a gap that has closed fails the test, too."""
    reason = GAPS.get(fixture_name, {}).get(case)
    if reason is not None:
        request.node.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def leaves(node: Node) -> list[Node]:
    """The leaves of a tree, left to right."""
    parts = children(node)
    return [leaf for part in parts for leaf in leaves(part)] if parts else [node] if not isinstance(node, Row) else []


__all__ = [
    "Formula",
    "Reading",
    "fixture",
    "inline",
    "known_gap",
    "leaves",
    "own",
    "plain",
    "read_fixture",
    "same",
    "shown",
]
