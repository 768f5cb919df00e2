"""The formulas of our own: lists in ``formulas/``, read as environments with rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent / "formulas"
SILENT = "~N~"
#: marks of a row that are no part of its formula: its tag, and words between it and the row above
TAG, BETWEEN = re.compile(r"~T\{(.*?)\}~"), re.compile(r"~([IS])\{(.*?)\}~")
#: how words between rows are typed: with the room of a paragraph, or without
WORDS = {"I": r"\intertext", "S": r"\shortintertext"}
#: environments whose rows are equations of their own
ROWS = frozenset(
    (
        "align align* gather gather* alignat alignat* flalign eqnarray eqnarray* IEEEeqnarray IEEEeqnarray* subalign"
    ).split()
)  # subalign: ``align`` in ``subequations``


@dataclass(frozen=True)
class Display:
    """One display: its environment and its rows (LaTeX, whether the row carries a number)."""

    environment: str
    rows: tuple[tuple[str, bool], ...]
    #: by the index of the row
    tags: dict[int, str] = field(default_factory=dict)
    #: by the index of the row, as it is typed
    between: dict[int, str] = field(default_factory=dict)

    @property
    def latex(self) -> str:
        """The whole body as it is typed."""
        return r" \\ ".join(row for row, _ in self.rows)


def displays(split: str) -> list[Display]:
    """The display formulas of ``dev``, ``test`` or ``held``."""
    return [_display(line) for line in _lines(f"displays_{split}.txt")]


def inlines(split: str) -> list[str]:
    """The formulas for running text of ``dev``, ``test`` or ``held``."""
    return _lines(f"inlines_{split}.txt")


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _display(line: str) -> Display:
    environment, body = (part.strip() for part in line.split("|", 1))
    starred = environment.endswith("*")
    parts = split_rows(body) if environment in ROWS else [body]
    tags = {i: found.group(1) for i, part in enumerate(parts) if (found := TAG.search(part))}
    between = {i: f"{WORDS[words[1]]}{{{words[2]}}}" for i, part in enumerate(parts) if (words := BETWEEN.search(part))}
    parts = [BETWEEN.sub("", TAG.sub("", part)) for part in parts]
    rows = tuple((part.replace(SILENT, "").strip(), not starred and SILENT not in part) for part in parts)
    return Display(environment, rows, tags, between)


def split_rows(body: str) -> list[str]:
    """The parts of a body between its own row breaks (not those of environments or braces inside)."""
    rows, depth, start = [], 0, 0
    for token in re.finditer(r"\\begin\b|\\end\b|\\\\|\\.|[{}]", body):
        text = token.group()
        if text in ("{", r"\begin"):
            depth += 1
        elif text in ("}", r"\end"):
            depth -= 1
        elif text == r"\\" and depth == 0:
            rows.append(body[start : token.start()])
            start = token.end()
    return [row.strip() for row in [*rows, body[start:]]]


def without_alignment(row: str) -> str:
    """The row without its own alignment points."""
    kept, depth, last = "", 0, 0
    for token in re.finditer(r"\\begin\b|\\end\b|\\.|[{}]|&", row):
        text = token.group()
        if text in ("{", r"\begin"):
            depth += 1
        elif text in ("}", r"\end"):
            depth -= 1
        elif text == "&" and depth == 0:
            kept += row[last : token.start()]
            last = token.end()
    return kept + row[last:]


def replaced(display: Display, table: dict[str, str]) -> Display:
    """The display with commands that a style lacks put differently."""
    rows = []
    for row, numbered in display.rows:
        for old, new in table.items():
            row = put_differently(row, old, new)
        rows.append((row, numbered))
    return replace(display, rows=tuple(rows))


def put_differently(latex: str, old: str, new: str) -> str:
    """The formula with one command put differently, not those that only begin like it."""
    return (
        re.sub(re.escape(old) + r"(?![A-Za-z])", lambda _: new, latex) if old[-1].isalpha() else latex.replace(old, new)
    )


def visible_length(latex: str) -> int:
    """Roughly how many marks stand side by side: numerators and denominators count half."""
    bare = re.sub(
        r"\\(begin|end)\{\w+\*?\}(\{\w+\})?|\\(left|right|middle|[Bb]igg?[lrm]?|text|math\w+|operatorname|boldsymbol|bm)",
        "",
        latex,
    )
    bare = re.sub(r"\\[A-Za-z]+", "m", bare)
    return len(re.sub(r"[\s{}&^_\\]", "", bare))
