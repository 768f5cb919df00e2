"""A document from formulas: prose, sections, lists, footnotes, tables round them, and the truth about what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from authors import FOOTNOTE, definitions, plain
from colours import Painter
from formulas import (
    ROWS,
    Display,
    displays,
    inlines,
    put_differently,
    replaced,
    split_rows,
    visible_length,
    without_alignment,
)
from prose import Writer
from styles import Style
from surroundings import ITALIC, THEOREMS, UPRIGHT_THEOREMS, surrounded, surrounding
from trees import Grower

#: chance that a formula of running text is grown at random instead of taken from the list
GROWN_INLINE = 0.12
#: what environments want to be told: pairs of columns, alignment
ARGUMENTS = {"alignat": "{4}", "IEEEeqnarray": "{rCl}"}
#: the ends of an array, with what it says of its columns
ARRAY = re.compile(r"\\(begin|end)\{array\}(?:\{[lrc]+\})?")
#: doubled brackets where no package has them
BRACKETS = r"\AtBeginDocument{\providecommand{\llbracket}{[\![}\providecommand{\rrbracket}{]\!]}}"
#: classes that want the abstract before the title is made
ABSTRACT_FIRST = ("acmart", "amsart", "revtex4-2", "aastex631", "smfart", "ejpecp", "amsbook")


@dataclass
class Truth:
    """What the document holds: rows of displays and formulas of running text, in reading order."""

    rows: list[dict[str, object]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    #: colour number → the symbol painted in it
    colours: dict[int, str] = field(default_factory=dict)


class Document:
    """Builds the source and the truth of one document."""

    def __init__(self, style: Style, split: str, seed: int, grown: int, coloured: bool) -> None:
        self.style, self.split, self.coloured = style, split, coloured
        # the seed decides with the split and the style, so that no two documents share their random formulas
        self.rng = Random(f"{style.name}/{split}/{seed}")
        self.grower = Grower(self.rng.getrandbits(48))
        self.painter = Painter()
        self.truth = Truth()
        self.pool = [latex for latex in inlines(split) if not self._lacking(latex)]
        self.writer = Writer(self.rng, self._inline)
        self.grown = grown
        self.tags = 0

    def source(self) -> str:
        """The whole LaTeX source; ``truth`` is filled on the way."""
        fixed = [d for d in displays(self.split) if self._fits(d)]
        self.rng.shuffle(fixed)
        todo = [*fixed, *self._random_displays()]
        self.rng.shuffle(todo)
        body = [self._front()]
        for number, display in enumerate(todo):
            if number % 9 == 0:
                body.append(rf"\section{{{self.writer.title()}}}")
            body.append(self._around(number, display))
        self.truth.colours = self.painter.symbols
        macros = [definitions()] if self.split.startswith("ml") else []
        return "\n".join([*self._preamble(), r"\begin{document}", *macros, *body, r"\end{document}", ""])

    def _random_displays(self) -> list[Display]:
        made: list[Display] = []
        while len(made) < self.grown:
            grown = Display(self.rng.choice(("equation", "equation", "equation*")), ((self.grower.display(), True),))
            if self._fits(grown) and visible_length(grown.latex) > 5:
                made.append(Display(grown.environment, ((grown.latex, not grown.environment.endswith("*")),)))
        return made

    def _lacking(self, latex: str) -> bool:
        return bool(self.style.lacks and re.search(self.style.lacks, latex))

    def _fits(self, display: Display) -> bool:
        rows = display.rows if display.environment in ROWS else [(r, True) for r in split_rows(display.latex)]
        return not self._lacking(display.latex) and all(
            visible_length(plain(row)) <= self.style.narrow for row, _ in rows
        )

    def _preamble(self) -> list[str]:
        style = self.style
        ams = [r"\usepackage{amssymb}"] if style.ams else []
        options = f"[{style.options}]" if style.options else ""
        return [
            rf"\documentclass{options}{{{style.document}}}",
            r"\usepackage{amsmath,mathtools}" if style.document != "acmart" else r"\usepackage{mathtools}",
            *ams,
            *style.preamble,
            r"\usepackage{xcolor}",
            *(THEOREMS if style.theorems else []),
            *(self._authors() if self.split.startswith("ml") else []),
            *([r"\usepackage{cancel}", BRACKETS] if self.split.startswith("fields") else []),
            r"\providecommand{\mathds}[1]{\mathbf{#1}}\hbadness=10000\vbadness=10000\hfuzz=100pt",
        ]  # fmt: skip

    def _authors(self) -> list[str]:
        """What authors load for their macros, and the macros themselves once all packages are there."""
        unicode = any("unicode-math" in line for line in self.style.preamble)
        bold = r"\usepackage{bm}" if not unicode else r"\newcommand{\bm}[1]{\boldsymbol{#1}}"
        tools = r"\usepackage{IEEEtrantools}" if self.style.document != "IEEEtran" else ""
        return [
            rf"{bold}\usepackage{{nicefrac}}{tools}",
            BRACKETS,
        ]

    def _front(self) -> str:
        title = rf"\title{{Notes set as {self.style.name.removeprefix('test-')}}}"
        author = r"\author{A. Writer}"
        if self.style.document == "acmart":
            author += r"\affiliation{\institution{Somewhere}\country{Nowhere}}"
        if self.style.document == "beamer":
            return ""
        abstract = rf"\begin{{abstract}}{self.writer.sentences(4)}\end{{abstract}}"
        if self.style.document in ABSTRACT_FIRST:
            return "\n".join([title, author, abstract, r"\maketitle"])
        return "\n".join([title, author, r"\maketitle", abstract])

    def _inline(self) -> str:
        latex = self.rng.choice(self.pool)
        if self.rng.random() < GROWN_INLINE:
            grown = self.grower.inline()
            latex = latex if self._lacking(grown) else grown
        for old, new in self.style.commands.items():
            latex = put_differently(latex, old, new)
        self.truth.inline.append(plain(latex))
        note = r"\footnotemark{}" if latex.endswith(FOOTNOTE) else ""
        latex = latex.removesuffix(FOOTNOTE)
        return f"${self.painter.paint(latex)}${note}" if self.coloured else f"${latex}${note}"

    def _around(self, number: int, display: Display) -> str:
        """The display with what stands round it: mostly prose, a list, a footnote, a table now and then."""
        if self.style.document == "beamer":
            text = f"{self.writer.lead()}\\label{{p{number}}}\n{self._set(number, display)}\n{self.writer.tail()}"
            return f"\\begin{{frame}}{{{self.writer.title()}}}\n{text}\n\\end{{frame}}"
        if self.style.theorems:
            kind = surrounding(self.rng)
            italic = kind in ITALIC and self.style.document not in UPRIGHT_THEOREMS
            made = self._set(number, display, italic=italic)
            return surrounded(kind, self.writer, self.rng, rf"\label{{p{number}}}", made)
        draw = self.rng.random()
        if draw < 0.05:
            items = "\n".join(rf"\item {self.writer.sentences(1)}" for _ in range(2))
            kind = self.rng.choice(("itemize", "enumerate"))
            lead = self.writer.lead()
            return "\n".join(
                [
                    rf"\begin{{{kind}}}",
                    items,
                    rf"\item {lead}\label{{p{number}}}",
                    self._set(number, display),
                    rf"\end{{{kind}}}",
                    "",
                ]
            )
        text = self.writer.sentences(self.rng.choice((1, 2, 3)))
        if draw < 0.09:
            text += rf"\footnote{{{self.writer.sentences(1)}}}"
        elif draw < 0.12:
            text += "\n\n" + self._table()
        elif draw < 0.15:
            text = rf"\textit{{{text}}}"
        place = rf"\label{{p{number}}}"  # tells the page of rows without a number
        return "\n".join([text, self.writer.lead() + place, self._set(number, display), self.writer.tail(), ""])

    def _table(self) -> str:
        cells = [" & ".join(f"{self.rng.uniform(0, 99):.1f}" for _ in range(3)) for _ in range(3)]
        rows = r" \\ ".join(f"{name} & {cell}" for name, cell in zip(("base", "small", "large"), cells, strict=True))
        return rf"\begin{{center}}\begin{{tabular}}{{lrrr}}\hline model & A & B & C \\ \hline {rows} \\ \hline\end{{tabular}}\end{{center}}"

    def _set(self, number: int, display: Display, italic: bool = False) -> str:
        display = replaced(display, self.style.commands)
        environment = display.environment
        rows: list[str] = []
        for i, (row, numbered) in enumerate(display.rows):
            label = f"d{number}r{i}"
            shown = self.painter.paint(row) if self.coloured else row
            typed = replaced(Display("", ((plain(row), False),)), self.style.commands).latex
            truth = typed if environment in ("split", "multline") else without_alignment(typed)
            if environment == "split":
                truth = rf"\begin{{aligned}}{typed}\end{{aligned}}"
            elif environment == "array":  # it only aligns the rows of the display
                truth = ARRAY.sub(lambda found: rf"\{found[1]}{{aligned}}", typed)
            if italic:
                truth = truth.replace(r"\text{", r"\textit{")
            self.truth.rows.append({"display": number, "row": i, "latex": truth, "label": label if numbered else None})
            mark = rf"\label{{{label}}}" if numbered else r"\nonumber" if not environment.endswith("*") else ""
            if i in display.tags:
                mark = rf"\tag{{{display.tags[i]}}}" + mark
            if i in display.between:
                shown = display.between[i] + shown
            if environment == "split":
                rows.append(rf"\begin{{split}} {shown} \end{{split}}{mark}")
            elif environment == "multline":
                rows.append(mark + shown)
            else:
                rows.append(shown + mark)
        return _environment(environment, (r" \\" + "\n").join(rows))


def _environment(name: str, body: str) -> str:
    """The rows in their environment."""
    if name == "subalign":
        return f"\\begin{{subequations}}\n{_environment('align', body)}\n\\end{{subequations}}"
    outer = "equation" if name in ("split", "array") else name
    return f"\\begin{{{outer}}}{ARGUMENTS.get(name.rstrip('*'), '')}\n{body}\n\\end{{{outer}}}"
