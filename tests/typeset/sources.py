r"""The truth of documents that others wrote, from their own LaTeX sources: their formulas, with the authors' macros expanded.

    python tests/typeset/sources.py FOLDER
    python tests/typeset/score.py FOLDER

For every X.pdf of a folder with X.tex or X.Rnw beside it, writes X.truth.jsonl (displays) and X.inline.jsonl (formulas in
running text). Debian's ``r-cran-*`` packages hold a few hundred such pairs under ``doc/``: vignettes, many of them papers
of the Journal of Statistical Software. Sources hold more and less than pages do (formulas a program prints, switched-off
text), so what such a truth lacks shows as formulas read too many, and a share of some per cent of it is wrong.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from truth_files import write_truth

SUFFIXES = (".tex", ".Rnw", ".rnw", ".Rtex")
#: environments whose body is a display; those whose rows stand one under the other
DISPLAYS = ("equation", "displaymath", "align", "gather", "multline", "eqnarray", "flalign", "alignat")
ROWS = DISPLAYS[2:]
#: environments that print what they hold as it is, or not at all
VERBATIM = "verbatim|Verbatim|lstlisting|Sinput|Soutput|Schunk|Code|CodeInput|CodeOutput|CodeChunk|example|smallexample|comment"
#: the commands that the class of the Journal of Statistical Software defines
JSS = {
    r"\E": r"\mathsf{E}", r"\VAR": r"\mathsf{VAR}", r"\COV": r"\mathsf{COV}", r"\Prob": r"\mathsf{P}",
}  # fmt: skip
#: macros may use macros; one that uses itself is left at this depth
DEEPEST = 12
FORMULA = re.compile(
    r"\\begin\{(?P<name>" + "|".join(DISPLAYS) + r"|math)(?P<star>\*?)\}(?P<body>.*?)\\end\{(?P=name)(?P=star)\}"
    r"|(?<!\\)\\\[(?P<bracketed>.*?)(?<!\\)\\\]|\$\$(?P<dollars>.*?)\$\$"
    r"|\\\((?P<round>.*?)\\\)|(?<!\\)\$(?P<dollar>(?:\\.|[^$\\])+)\$",
    re.DOTALL,
)
_COMMAND = re.compile(r"\\[A-Za-z]+")


@dataclass(frozen=True)
class Macro:
    """A command that the source defines: what it stands for, its number of arguments, the value of an optional first one."""

    body: str
    arguments: int = 0
    optional: str | None = None


def without_code(source: str) -> str:
    """The source without comments, programs and what is switched off."""
    source = re.sub(r"(?<!\\)%.*", "", source)
    source = re.sub(r"^<<[^>]*>>=.*?^@.*?$", "", source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(rf"\\begin\{{({VERBATIM})\*?\}}.*?\\end\{{\1\*?\}}", "", source, flags=re.DOTALL)
    source = re.sub(r"\\verb\*?([^A-Za-z\s*]).*?\1", "", source)
    return re.sub(r"\\iffalse.*?\\fi\b", "", source, flags=re.DOTALL)


def argument(source: str, at: int) -> tuple[str, int]:
    """The argument that begins at ``at`` (a group in braces, a command or one character) and where it ends."""
    while at < len(source) and source[at].isspace():
        at += 1
    if at >= len(source):
        return "", at
    if source[at] != "{":
        match = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL).match(source, at)
        return (match.group(), match.end()) if match else ("", at)
    depth, k = 0, at
    while k < len(source):
        if source[k] == "\\":
            k += 1
        elif source[k] in "{}":
            depth += 1 if source[k] == "{" else -1
            if depth == 0:
                return source[at + 1 : k], k + 1
        k += 1
    return source[at + 1 :], len(source)


def macros(source: str) -> dict[str, Macro]:
    """What a source defines with ``\\newcommand``, ``\\def`` and ``\\DeclareMathOperator``."""
    found = {name: Macro(body) for name, body in JSS.items()} if "jss" in source[:4000] else {}
    new = r"\\(?:re|provide)?newcommand\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\])?\s*(?:\[([^\]]*)\])?\s*(?=\{)"
    for match in re.finditer(new, source):
        found[match[1]] = Macro(argument(source, match.end())[0], int(match[2] or 0), match[3])
    for match in re.finditer(r"\\def\s*(\\[A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)", source):
        found[match[1]] = Macro(argument(source, match.end())[0], len(match[2]) // 2)
    for match in re.finditer(r"\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?=\{)", source):
        found[match[2]] = Macro(rf"\operatorname{match[1]}{{{argument(source, match.end())[0]}}}")
    for match in re.finditer(r"\\let\s*(\\[A-Za-z]+)\s*=?\s*(\\[A-Za-z]+)", source):
        found.setdefault(match[1], found.get(match[2], Macro(match[2])))
    return found


def expand(formula: str, known: dict[str, Macro], depth: int = 0) -> str:
    """The formula with every known macro replaced by what it stands for."""
    out: list[str] = []
    at = 0
    while at < len(formula):
        match = _COMMAND.match(formula, at)
        macro = known.get(match.group()) if match and depth < DEEPEST else None
        if match is None:
            step = 2 if formula[at] == "\\" else 1
            out.append(formula[at : at + step])
            at += step
        elif macro is None:
            out.append(match.group())
            at = match.end()
        else:
            body, at = _filled(macro, formula, match.end())
            out.append(expand(body, known, depth + 1))
            if _COMMAND.search(body[-20:]) and body[-1:].isalpha():
                out.append(" ")
    return "".join(out)


def _filled(macro: Macro, formula: str, at: int) -> tuple[str, int]:
    given: list[str] = []
    if macro.optional is not None:
        match = re.compile(r"\s*\[([^\]]*)\]").match(formula, at)
        given.append(match[1] if match else macro.optional)
        at = match.end() if match else at
    while len(given) < macro.arguments:
        value, at = argument(formula, at)
        given.append(value)
    body = macro.body
    for k, value in enumerate(given, 1):
        body = re.sub(rf"(\\[A-Za-z]+)?#{k}", lambda match, text=value: _joined(match[1], text), body)
    return body, at


def _joined(command: str | None, value: str) -> str:
    """A command and what comes right behind it: a letter would make another command of it."""
    return (command or "") + (" " if command and value[:1].isalpha() else "") + value


def formulas(source: str) -> Iterator[tuple[bool, str]]:
    """The formulas of a source in order: whether each is a display, and its LaTeX."""
    source = without_code(source)
    known = macros(source)
    begin, end = source.find(r"\begin{document}"), source.find(r"\end{document}")
    body = source[max(begin, 0) : end if end > 0 else len(source)]
    for name, macro in known.items():  # environments that have a short name
        if not macro.arguments and re.search(r"\\(begin|end)\{|\\[\[\]]", macro.body):
            body = re.sub(re.escape(name) + r"(?![A-Za-z])", lambda _, text=macro.body: text, body)
    for match in FORMULA.finditer(body):
        inline = match["round"] or match["dollar"] or (match["body"] if match["name"] == "math" else None)
        latex = _bare(expand(inline or match["body"] or match["bracketed"] or match["dollars"] or "", known))
        if inline is None and match["name"] in ROWS:
            latex = re.sub(r"^\{\d+\}", "", latex) if match["name"] == "alignat" else latex
            latex = re.sub(r"&\s*(.*?)\s*&", r"&\1", latex) if match["name"] == "eqnarray" else latex
            latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
        if latex:
            yield inline is None, latex


def _bare(latex: str) -> str:
    """Without labels, references and tags."""
    latex = re.sub(r"\\(label|ref|eqref|tag\*?)\{[^}]*\}", "", latex)
    return re.sub(r"\\(nonumber|notag)\b", "", latex).strip()


def whole(path: Path, depth: int = 3) -> str:
    """The text of a source with the files of its own folder that it takes in."""
    text = path.read_text(encoding="utf-8", errors="replace")

    def taken(match: re.Match[str]) -> str:
        name = match["name"].strip()
        part = path.parent / (name if name.endswith(".tex") else f"{name}.tex")
        inside = part.resolve().is_relative_to(path.parent.resolve())
        return match["before"] + (whole(part, depth - 1) if depth and inside and part.is_file() else "")

    return re.sub(r"^(?P<before>[^%\n]*?)\\(?:input|include)\{(?P<name>[^}]*)\}", taken, text, flags=re.MULTILINE)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for pdf in sorted(parser.parse_args().folder.glob("*.pdf")):
        source = next((path for suffix in SUFFIXES if (path := pdf.with_suffix(suffix)).exists()), None)
        if source is None:
            continue
        found = list(formulas(whole(source)))
        rows = [{"latex": latex} for shown, latex in found if shown]
        write_truth(pdf.parent, pdf.stem, rows, [latex for shown, latex in found if not shown])
        print(f"{pdf.stem}: {sum(shown for shown, _ in found)} displays, {sum(not shown for shown, _ in found)} inline")


if __name__ == "__main__":
    main()
