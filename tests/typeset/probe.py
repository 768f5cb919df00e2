r"""Typeset every mark alone in the fonts of every style and compare what it is read as with what it is.

    python tests/typeset/probe.py [--style NAME ...] [--split dev|test|fonts]

Prints for every style how many of the marks the style has are read right, and those that are not. Each mark stands on a
line of its own behind ``@@``, so no knowledge of formulas or lines is needed: what differs is glyph identity (or the
putting together of composite marks).
"""

from __future__ import annotations

import argparse
import json
import re
import string
import tempfile
from pathlib import Path

from engines import TypesettingError, available, typeset
from marks_seen import rows_seen
from styles import Style, styles

from reader import marks
from reader.fonts.identity import plain_font_name
from reader.formula.item import Item, page_items
from reader.formula.reduce import build, reduce_page
from reader.latex.writer import to_latex
from reader.pdf.document import Document
from reader.pdf.painted import RawGlyph, RawPage

GREEK = [name for name in marks.LETTERS if name not in (r"\ell", r"\digamma")]
LETTERS, CAPITALS = string.ascii_letters, string.ascii_uppercase
FACES = {r"\mathbb": CAPITALS, r"\mathcal": CAPITALS, r"\mathscr": CAPITALS} | dict.fromkeys(
    (r"\mathbf", r"\mathrm", r"\mathfrak", r"\mathsf", r"\mathtt"), LETTERS
)
DELIMITERS = r"( ) [ ] \{ \} | \| \langle \rangle \lfloor \rfloor \lceil \rceil / \backslash \uparrow \Downarrow \updownarrow".split()
SIZES = r"\big \Big \bigg \Bigg".split()
ACCENTS = (
    r"\hat \tilde \bar \vec \dot \ddot \check \breve \acute \grave \mathring "
    r"\widehat \widetilde \overline \underline \overrightarrow"
).split()
#: marks that would break the document of the probe, or that LaTeX only has with packages
NOT_ALONE = r"^[?@]$|\\(Diamond|unlhd|unrhd|leadsto|lhd|rhd|mho|Join|Box|sqsubset|sqsupset)$"
LONG = r"\longrightarrow \longleftarrow \Longrightarrow \longmapsto \iff \longleftrightarrow \dots \cdots \vdots \ddots".split()


def probes() -> list[str]:
    """Every mark, each as LaTeX."""
    names = [n for n in marks.UNICODE if n not in ("\\" + c for c in "#$%&_") and n != "|" and n != r"\notni"]
    names += [
        n
        for n in marks.ALIASES
        if re.fullmatch(r"\\[A-Za-z]+", n) and rows_seen(n)[:1] != [[]] and "<" not in str(rows_seen(n))
    ]
    found = [*names, "|", *string.ascii_letters, *string.digits, *LONG]
    found += [rf"{face}{{{c}}}" for face, letters in FACES.items() for c in letters]
    found += [rf"\boldsymbol{{{c}}}" for c in [*string.ascii_letters, *GREEK]] + [
        rf"\mathbf{{{c}}}" for c in string.digits
    ]
    found += [r"\mathbbm{1}", r"\mathds{1}", r"\mathbbm{E}", r"\mathds{R}"]
    found += [f"{size}{d}" for size in SIZES for d in DELIMITERS]
    found += [rf"\left{d} \rule{{0pt}}{{60pt}} \right." for d in DELIMITERS]
    found += [f"{a}{{{body}}}" for a in ACCENTS for body in ("x", "M", r"\mathbf{y}")] + [
        rf"{a}{{ABC}}" for a in ACCENTS[-5:]
    ]
    found += [rf"\not{r}" for r in ("<", r"\leq", r"\subset", r"\sim", r"\equiv", r"\approx", "|")]
    found += [rf"\displaystyle {n}" for n in marks.BIG]
    found += [
        r"\sqrt{x}",
        r"\sqrt{\frac{A}{B}}",
        r"\sqrt[3]{x}",
        r"\sqrt{\rule{0pt}{50pt}}",
        r"\underbrace{xyzxyz}",
        r"\overbrace{xyzxyz}",
        "x'",
    ]
    return list(dict.fromkeys(found))


def source(style: Style, marks_to_set: list[str]) -> str:
    """A document with one mark on each line; the lines of marks that the style does not know stay empty."""
    options = f"[{style.options}]" if style.options else ""
    return "\n".join([
        rf"\documentclass{options}{{{style.document}}}",
        r"\usepackage{mathtools}",
        r"\usepackage{amssymb}" if style.ams else "",
        *style.preamble,
        r"\begin{document}\raggedbottom",
        *map(_line, marks_to_set),
        r"@@\end{document}",
        "",
    ])  # fmt: skip


def _line(latex: str) -> str:
    r"""One line of the probe; ``\fine`` is 0 where a command is not defined."""
    commands = [command[1:] for command in re.findall(r"\\[A-Za-z]+", latex)]
    tests = "".join(rf"\ifcsname {command}\endcsname\else\def\fine{{0}}\fi " for command in commands)
    return rf"\noindent\def\fine{{1}}{tests}@@\ifnum\fine=1 \hskip1em$ {latex} $\fi\par\smallskip"


#: pages stay alive so that the identity of a box stays its own
KEPT: list[RawPage] = []


def segments(pdf: Path, glyphs: dict[int, str]) -> list[list[Item]]:
    """What stands behind each ``@@``, in paint order; ``glyphs`` learns font, name and text of every item's box."""
    found: list[list[Item]] = []
    for page in Document(pdf).pages():
        items = page_items(page)
        for mark in page.marks:
            if isinstance(mark, RawGlyph):
                text = mark.text if mark.text.isprintable() and mark.text.strip() else ascii(mark.text)
                glyphs[id(mark.box)] = f"{plain_font_name(mark.font)}/{mark.name}/{text}"
        KEPT.append(page)
        i = 0
        while i < len(items):
            if i + 1 < len(items) and items[i].latex == items[i + 1].latex == "@":
                found.append([])
                i += 2
                continue
            if found:
                found[-1].append(items[i])
            i += 1
        if found:
            _drop_page_number(found[-1], page.height)
    return found[:-1]


def _drop_page_number(items: list[Item], height: float) -> None:
    while items and items[-1].latex.isdigit() and items[-1].base > 0.8 * height:
        items.pop()


def read(items: list[Item]) -> str:
    """The LaTeX of one segment."""
    return to_latex(build(reduce_page(items)))


def probe(style: Style, marks_to_set: list[str], folder: Path) -> tuple[int, list[tuple[str, str, str]]]:
    """How many marks the style has, and those read wrong: (LaTeX, read, glyphs)."""
    pdf = typeset(source(style, marks_to_set), style.name, style.engine, folder, strict=False)
    missing = (folder / f"{style.name}.log").read_text(errors="replace").count("Missing character")
    (folder / f"{style.name}.json").write_text(json.dumps(marks_to_set), encoding="utf-8")
    names: dict[int, str] = {}
    found = segments(pdf, names)
    if len(found) != len(marks_to_set):
        print(f"    {len(found)} segments for {len(marks_to_set)} marks, {missing} missing characters")
    wrong, count = [], 0
    for latex, items in zip(marks_to_set, found, strict=False):
        if not items:
            continue
        count += 1
        got = read(list(items))
        want = rows_seen(re.sub(r"\\rule\{0pt\}\{\d+pt\}", "", latex))
        if rows_seen(got) != want:
            glyphs = " ".join(names.get(id(i.box), "?") for i in items if i.kind != "rule")
            wrong.append((latex, got, glyphs))
    return count, wrong


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--style", nargs="*", default=[])
    parser.add_argument("--split", default="")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    for style in styles():
        marks_to_set = [m for m in probes() if not re.search(f"{style.lacks or '$.'}|{NOT_ALONE}", m)]
        if (
            (args.style and style.name not in args.style)
            or (args.split and style.split != args.split)
            or not available(style.engine)
        ):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                count, wrong = probe(style, marks_to_set, args.keep or Path(folder))
            except (TypesettingError, RuntimeError) as error:
                print(f"{style.name}: {error}")
                continue
        print(f"{style.name}: {count - len(wrong)} of {count} right")
        for latex, got, glyphs in wrong:
            print(f"    {latex:28s} read {got:28s} from {glyphs[:200]}")


if __name__ == "__main__":
    main()
