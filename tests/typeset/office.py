"""Documents as office programs print them, written by ourselves: Word's equations, its printer, PowerPoint, MathType.

    python tests/typeset/office.py OUT [--split dev|test|held] [--seed 1] [--look NAME ...] [--grown 20]

Writes ``NAME.pdf``, ``NAME.truth.jsonl`` and ``NAME.inline.jsonl``. Needs DejaVu's math font and Liberation Serif.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from formulas import Display, displays, inlines, visible_length
from office_layout import Box, Ink, Layout
from office_looks import BOLD_SOURCE, TEXT_SOURCE, Lacking, Look, MathType
from office_pdf import Page, write_pdf
from prose import Writer
from trees import Grower
from truth_files import generate_looks, write_truth

from reader.formula_tree import Array, walk
from reader.latex.parser import LatexError, parse_latex

#: points
WIDTH, HEIGHT, MARGIN = 595.3, 841.9, 72.0


@dataclass(frozen=True)
class Program:
    """A program and its settings: the look of its formulas, the size of its text in points, where numbers stand."""

    name: str
    look: Callable[[], Look]
    size: float = 11.0
    numbered: bool = True


PROGRAMS = (
    Program("office-word", lambda: Look("Word", "later")),
    Program("office-word-tex", lambda: Look("Word", "tex")),
    Program("office-printer", lambda: Look("printer", "later", "all"), 12.0),
    Program("office-slides", lambda: Look("slides", "later", "nothing"), 12.0, False),
    Program("office-mathtype", lambda: MathType("MathType", "fonts", "number"), 12.0),
    Program("office-mathtype-codes", lambda: MathType("MathType", "fonts", "all"), 10.0),
)


class Document:
    """Sets prose and formulas on pages, and keeps the truth."""

    def __init__(self, program: Program, split: str, seed: int, grown: int) -> None:
        self.program, self.look = program, program.look()
        if isinstance(self.look, MathType):
            self.look.script, self.look.scriptscript = 0.58, 0.42
        self.layout = Layout(self.look, program.size)
        self.rng = Random(f"{program.name}/{split}/{seed}")
        grower = Grower(self.rng.getrandbits(48))
        self.rows: list[dict[str, object]] = []
        self.inline: list[str] = []
        self.pool = [latex for latex in inlines(split) if self._box(latex, False)]
        self.writer = Writer(self.rng, self._inline)
        self.displays = [d for d in displays(split) if self._fits(d)]
        while grown > 0:
            display = Display("equation", ((grower.display(), True),))
            if visible_length(display.latex) > 5 and self._fits(display):
                self.displays.append(display)
            grown -= 1
        self.rng.shuffle(self.displays)
        self.pages: list[Page] = []
        self.y = 0.0

    def _box(self, latex: str, display: bool) -> Box | None:
        try:
            tree = parse_latex(latex)
            if any(isinstance(node, Array) and node.kind not in ("matrix", "cases") for node in walk(tree)):
                return None
            return self.layout.formula(tree, display)
        except (LatexError, Lacking):
            return None

    def _fits(self, display: Display) -> bool:
        if display.environment.rstrip("*") not in ("equation", "gather") or len(display.rows) > 1:
            return False
        box = self._box(display.latex, True)
        return box is not None and box.width < WIDTH - 2 * MARGIN - 60

    def _inline(self) -> str:
        latex = self.rng.choice(self.pool)
        self.inline.append(latex)
        return f"${latex}$"

    def set(self) -> list[Page]:
        """The pages."""
        self._words("Notes of an office program", 1.5, bold=True)
        for number, display in enumerate(self.displays):
            if number % 9 == 0:
                self._words(self.writer.title(), 1.25, bold=True)
            self._words(f"{self.writer.sentences(self.rng.choice((1, 2)))} {self.writer.lead()}")
            self._display(number, display)
            tail = self.writer.tail()
            if tail:
                self._words(tail)
        return self.pages

    def _down(self, height: float, depth: float) -> None:
        """Go to the next line, on a new page where there is no room."""
        if not self.pages or self.y - height - depth < MARGIN:
            self.pages.append(Page())
            self.y = HEIGHT - MARGIN
        self.y -= height

    def _text(self, words: str, scale: float = 1.0, bold: bool = False) -> Box:
        font, source = ("TimesNewRoman,Bold", BOLD_SOURCE) if bold else ("TimesNewRoman", TEXT_SOURCE)
        made, x, ink, size = self.look.font(font), 0.0, [], self.program.size * scale
        for c in words:
            glyph = made.add(ord(c) if ord(c) < 256 else 63, source, c if ord(c) < 256 else "?", c)
            ink.append(Ink(x, 0, size, font, glyph))
            x += glyph.advance * size
        return Box(x, 0.7 * size, 0.2 * size, tuple(ink))

    def _words(self, text: str, scale: float = 1.0, bold: bool = False) -> None:
        """A paragraph; formulas stand between dollars."""
        pieces: list[tuple[Box, bool]] = []
        for k, part in enumerate(text.split("$")):
            if k % 2:
                box = self._box(part, False)
                assert box is not None
                pieces.append((box, False))
            else:
                for word in part.replace(" ", " \0").split("\0"):
                    if word:
                        pieces.append((self._text(word, scale, bold), word.endswith(" ")))
        line: list[Box] = []
        for box, _ in pieces:
            if line and sum(b.width for b in line) + box.width > WIDTH - 2 * MARGIN:
                self._line(line, scale)
                line = []
            line.append(box)
        self._line(line, scale)
        self.y -= 4.0

    def _line(self, boxes: list[Box], scale: float) -> None:
        em = self.program.size * scale
        height, depth = max(b.height for b in boxes), max(b.depth for b in boxes)
        self._down(max(height + 0.2 * em, 0.95 * em), depth)
        x = MARGIN
        for box in boxes:
            self.pages[-1].add(box.at(x, self.y))
            x += box.width
        self.y -= max(depth, 0.25 * em)

    def _display(self, number: int, display: Display) -> None:
        box = self._box(display.latex, True)
        assert box is not None
        label = str(len(self.rows) + 1) if self.program.numbered and not display.environment.endswith("*") else None
        self._down(box.height + 6.0, box.depth + 6.0)
        self.pages[-1].add(box.at((WIDTH - box.width) / 2, self.y))
        if label:
            text = self._text(f"({label})")
            self.pages[-1].add(text.at(WIDTH - MARGIN - text.width, self.y))
        self.y -= box.depth + 6.0
        self.rows.append(
            {"display": number, "row": 0, "latex": display.latex, "number": label, "page": len(self.pages)}
        )


def generate(program: Program, out: Path, split: str, seed: int, grown: int) -> Path:
    """Write one document and its truth."""
    out.mkdir(parents=True, exist_ok=True)
    document = Document(program, split, seed, grown)
    path = out / f"{program.name}.pdf"
    write_pdf(path, document.set(), document.look.made, (WIDTH, HEIGHT))
    write_truth(out, program.name, document.rows, document.inline)
    return path


def main() -> None:
    """The command line."""
    generate_looks(__doc__, PROGRAMS, generate)


if __name__ == "__main__":
    main()
