"""Study lists and notation tables as Markdown, JSON, CSV and LaTeX, to be kept outside the program.

Texts that come from a paper are escaped for where they go: no quote can open a tag, a link or a table cell, and no cell
starts a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary.concepts import STAGES, ConceptGraph
from glossary.quoted import brief
from glossary.roadmap import hours
from glossary.senses import Sense
from glossary.study import Because, Study
from reader.errors import CartoucheError
from reader.marks import FROM_UNICODE
from reader.paper import Symbol

#: How the name of a file with a study list may end.
STUDY_ENDINGS = frozenset({".md", ".markdown", ".json", ".csv"})
#: Characters that Markdown or HTML would take for their own.
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: What makes a spreadsheet take a cell for a formula.
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_BAR, _DOUBLE_BAR = re.compile(r"(?<!\\)\|"), re.compile(r"\\\|")
_TEX = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}  # fmt: skip
#: The sign with which the sentence goes on after a displayed equation.
_END = re.compile(r"(?<!\\)\s*[,.;]\s*$")
_SPACE = re.compile(r"\s+")
#: Pieces of a text: formulas between dollars, and the rest.
_PIECES = re.compile(r"(\$[^$]*\$)")
#: One row of a notation table: latex, meaning, what it is (vector, function, ...), its sides as LaTeX, first page,
#: equations.
Row = tuple[str, str, str, str, int, str]
#: An equation that carries the paper: its number and page in words, its LaTeX, and why.
Carried = tuple[str, str, str]
#: Equations named in a row of a notation table.
SHOWN_EQUATIONS = 5


def study_markdown(
    study: Study, graph: ConceptGraph, title: str, numbers: Mapping[str, str] | None = None,
    carrying: Sequence[Carried] = (),
) -> str:  # fmt: skip
    """Write a study list as Markdown: what it leads to, then stage by stage with reasons and tick boxes.

    ``numbers`` gives the printed number of an equation by its id, where it has one; ``carrying`` are the equations that
    carry the paper.
    """
    total = hours((item.concept for item in study.core), graph)
    lines = [f"# What to study for: {_markdown(title)}", ""]
    lines += [f"{len(study.core)} topics, about {total:g} hours, in the order in which to learn them.", ""]
    if carrying:
        lines += ["## Where it leads: the equations that carry the paper", ""]
        lines += [
            f"- {_markdown(place)}: ${_formula(_END.sub('', latex))}$: {_text(reason)}"
            for place, latex, reason in carrying
        ]
        lines.append("")
    for stage, name in STAGES.items():
        items = [item for item in study.core if item.stage == stage]
        if not items:
            continue
        lines += [f"## Stage {stage}: {name}", ""]
        for item in items:
            entry = graph[item.concept]
            lines.append(f"- [ ] **{_markdown(entry.name)}** ({item.hours:g} h): {_prose(entry.definition)}")
            lines += [f"  - {_reason(reason, graph, numbers or {})}" for reason in item.because]
        lines.append("")
    core = {item.concept for item in study.core}
    below = [graph[concept].name for concept in study.closure if concept not in core]
    if below:
        lines += ["## What all this rests on", "", _markdown(", ".join(below)) + ".", ""]
    return "\n".join(lines)


def study_rows(study: Study) -> list[dict[str, object]]:
    """Give the core list in the shape that the command's JSON has under ``study``."""
    return [
        {
            "concept": item.concept,
            "stage": item.stage,
            "hours": item.hours,
            "because": [_because(reason) for reason in item.because],
        }
        for item in study.core
    ]


def study_json(study: Study, title: str) -> str:
    """Write a study list as JSON, with the keys of ``cartouche read --json``."""
    content = {"paper": {"title": title}, "study": study_rows(study), "study_closure": list(study.closure)}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def study_csv(study: Study, graph: ConceptGraph) -> str:
    """Write a study list as CSV, one concept a row, in learning order."""
    rows: list[list[object]] = [["order", "concept", "name", "stage", "area", "hours", "page", "because"]]
    for number, item in enumerate(study.core, start=1):
        entry = graph[item.concept]
        page, quote = (item.because[0].page, item.because[0].quote) if item.because else ("", "")
        rows.append([number, item.concept, entry.name, item.stage, entry.area, item.hours, page, quote])
    return _csv(rows)


def check_study_ending(path: Path) -> None:
    """Raise ``CartoucheError`` where ``write_study`` knows no format for the ending of a file's name."""
    if path.suffix.lower() not in STUDY_ENDINGS:
        other = path.suffix.lower() or "a file without ending"
        raise CartoucheError(f"A study list is written as .md, .json or .csv, not as {other}.")


def write_study(
    path: Path, study: Study, graph: ConceptGraph, title: str, numbers: Mapping[str, str] | None = None,
    carrying: Sequence[Carried] = (),
) -> None:  # fmt: skip
    """Write a study list in the format that the name of the file asks for (``.md``, ``.json``, ``.csv``).

    Raises ``CartoucheError`` for any other ending and where the file cannot be written.
    """
    check_study_ending(path)
    match path.suffix.lower():
        case ".json":
            text = study_json(study, title)
        case ".csv":
            text = study_csv(study, graph)
        case _:
            text = study_markdown(study, graph, title, numbers, carrying)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CartoucheError(f"{str(path)!r} cannot be written: {error.strerror}.") from error


def notation_rows(
    symbols: Sequence[Symbol], senses: Mapping[str, Sequence[Sense]] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> list[Row]:  # fmt: skip
    """Give one row for each symbol that means something: what the paper says first, else the usual sense.

    ``senses`` are the conventional senses by symbol id, best first; ``numbers`` the printed numbers of equations by id.
    Where a sign changes its meaning, each meaning has a row of its own that says on which pages it holds.
    """
    rows = []
    for symbol in symbols:
        usual = (senses or {}).get(symbol.id, ())
        if symbol.definitions:
            meaning = symbol.definitions[0].text
        elif usual:
            meaning = f"{usual[0].meaning} (by convention)"
        else:
            meaning = "" if symbol.values else "not defined in this paper"
        meaning = "; ".join((*filter(None, [meaning]), *(r.text for r in symbol.values)))
        printed = [(numbers or {}).get(place.equation) for place in symbol.occurrences if place.equation]
        equations = [f"({number})" for number in dict.fromkeys(printed) if number]
        shown = ", ".join(equations[:SHOWN_EQUATIONS]) + (", …" if len(equations) > SHOWN_EQUATIONS else "")
        first = min((place.page for place in symbol.occurrences), default=symbol.pages[0])
        if symbol.redefined:
            meaning += f" (pages {symbol.pages[0]} to {symbol.pages[1]})"
        rows.append((symbol.latex, meaning, symbol.kind, symbol.shape or "", first, shown))
    return rows


def notation_markdown(
    symbols: Sequence[Symbol], senses: Mapping[str, Sequence[Sense]] | None = None, title: str = "",
    numbers: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Write a paper's notation as a Markdown table."""
    lines = [f"# Notation of: {_markdown(title)}", ""] if title else []
    lines += ["| symbol | meaning | kind | shape | page | equations |", "|---|---|---|---|---|---|"]
    for latex, meaning, kind, shape, page, equations in notation_rows(symbols, senses, numbers):
        sides = f"${_formula(shape)}$" if shape else ""
        lines.append(f"| ${_formula(latex)}$ | {_text(meaning)} | {kind} | {sides} | {page} | {_markdown(equations)} |")
    return "\n".join(lines) + "\n"


def notation_csv(
    symbols: Sequence[Symbol], senses: Mapping[str, Sequence[Sense]] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Write a paper's notation as CSV."""
    return _csv([("symbol", "meaning", "kind", "shape", "page", "equations"), *notation_rows(symbols, senses, numbers)])


def notation_latex(
    symbols: Sequence[Symbol], senses: Mapping[str, Sequence[Sense]] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Write a paper's notation as a LaTeX table (needs amsmath, amssymb, mathtools and longtable)."""
    head = r"Symbol & Meaning & Kind & Shape & Page & Equations \\"
    needs = "% needs \\usepackage{amsmath,amssymb,mathtools,longtable}"
    lines = [needs, r"\begin{longtable}{lp{0.4\linewidth}lllp{0.15\linewidth}}", head, r"\hline", r"\endhead"]
    for latex, meaning, kind, shape, page, equations in notation_rows(symbols, senses, numbers):
        sides = f"${shape}$" if shape else ""
        cells = (f"${latex}$", "".join(_tex(piece) for piece in _pieces(meaning)), kind, sides, str(page),
                 _tex(equations))  # fmt: skip
        lines.append(" & ".join(cells) + r" \\")
    return "\n".join([*lines, r"\end{longtable}", ""])


def _because(reason: Because) -> dict[str, object]:
    content: dict[str, object] = {"equation": reason.equation, "page": reason.page, "quote": reason.quote}
    return content | ({"needed_for": reason.needed_for} if reason.needed_for else {})


def _reason(reason: Because, graph: ConceptGraph, numbers: Mapping[str, str]) -> str:
    needed = f"needed for {_markdown(graph[reason.needed_for].name)}, " if reason.needed_for else ""
    number = numbers.get(reason.equation or "")
    where = f"equation ({number}), " if number else "a formula, " if reason.equation else ""
    quote = f": “{_text(brief(reason.quote))}”" if reason.quote else ""
    return f"{needed}{where}page {reason.page}{quote}"


def _text(text: str) -> str:
    """Escape a text of the paper; its formulas stay formulas."""
    return " ".join("".join(_formula(p) if _is_formula(p) else _markdown(p) for p in _pieces(text)).split())


def _prose(text: str) -> str:
    """Write a text of our own content, which is Markdown already."""
    return "".join(_formula(piece) if _is_formula(piece) else piece for piece in _pieces(text))


def _markdown(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", _SPACE.sub(" ", text))
    return "".join(_HTML.get(character, character) for character in escaped)


def _formula(latex: str) -> str:
    """Write bars and angle signs by name: bare ones would end a table cell or open a tag."""
    named = _BAR.sub(r"\\vert ", _DOUBLE_BAR.sub(r"\\Vert ", _SPACE.sub(" ", latex)))
    return named.replace("<", r"\lt ").replace(">", r"\gt ")


def _pieces(text: str) -> list[str]:
    return _PIECES.split(text)


def _is_formula(piece: str) -> bool:
    return len(piece) > 1 and piece.startswith("$") and piece.endswith("$")


def _tex(text: str) -> str:
    """Escape a text for LaTeX; its formulas stay formulas, and mathematical characters in words become such."""
    if _is_formula(text):
        return text
    return "".join(_TEX.get(c) or (f"${FROM_UNICODE[c]}$" if c in FROM_UNICODE else c) for c in text)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(
            [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_START) else cell for cell in row]
        )
    return out.getvalue()


def notation_table(
    ending: str, symbols: Sequence[Symbol], senses: Mapping[str, Sequence[Sense]] | None = None, title: str = "",
    numbers: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Write a paper's notation in the format that a file name's ending asks for (``.md``, ``.csv``, ``.tex``).

    Raises ``CartoucheError`` for any other ending.
    """
    match ending.lower():
        case ".md" | ".markdown":
            return notation_markdown(symbols, senses, title, numbers)
        case ".csv":
            return notation_csv(symbols, senses, numbers)
        case ".tex":
            return notation_latex(symbols, senses, numbers)
        case other:
            raise CartoucheError(
                f"A notation table is written as .md, .csv or .tex, not as {other or 'a file without ending'}."
            )
