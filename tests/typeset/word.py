"""Write documents as a word processor does: a .docx whose formulas are Office Math, printed by LibreOffice.

    python tests/typeset/word.py OUT [--split dev|test|held] [--seed 1] [--look NAME ...] [--grown 20]

Writes ``NAME.docx``, ``NAME.pdf``, ``NAME.truth.jsonl`` and ``NAME.inline.jsonl``, as ``generate.py`` does. Needs
LibreOffice Writer and Math (``soffice``).
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pymupdf
from formulas import Display, displays, inlines, visible_length
from omml import Unwritable, omml
from prose import Writer
from trees import Grower
from truth_files import generate_looks, write_truth

from reader.fonts.identity import BIG_OPERATORS
from reader.formula_tree import Array, Mark, Name, Node, Text, walk
from reader.latex.parser import LatexError, parse_latex

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
#: what LibreOffice prints where it does not understand a formula
ERROR = "¿"
#: seconds; a document takes about five
PATIENCE = 180


@dataclass(frozen=True)
class Look:
    """How a document is set: its text font, its size in points, its columns, and where numbers stand."""

    name: str
    font: str = "Liberation Serif"
    size: float = 11.0
    columns: int = 1
    #: ``table``, ``tab`` or ``none``
    numbers: str = "tab"


LOOKS = (
    Look("word-serif"),
    Look("word-carlito", "Carlito", 11.0, 1, "table"),
    Look("word-two", "Liberation Serif", 10.0, 2, "tab"),
    Look("word-sans", "DejaVu Sans", 10.0, 1, "none"),
    Look("word-termes", "TeX Gyre Termes", 12.0, 1, "table"),
)
#: points; the width of a text block of one column, of two
WIDTH = 468.0
#: marks that fit a line
WIDE, NARROW = 46, 24


class Document:
    """Builds one document and its truth."""

    def __init__(self, look: Look, split: str, seed: int, grown: int) -> None:
        self.look = look
        self.rng = Random(f"{look.name}/{split}/{seed}")
        self.grower = Grower(self.rng.getrandbits(48))
        self.rows: list[dict[str, object]] = []
        self.inline: list[str] = []
        self.pool = [latex for latex in inlines(split) if _markup(latex) is not None]
        wrong = misprinted(self.pool)
        self.pool = [latex for latex in self.pool if latex not in wrong]
        self.writer = Writer(self.rng, self._inline)
        self.displays = [d for d in displays(split) if self._fits(d)]
        while grown > 0:
            display = Display("equation", ((self.grower.display(), True),))
            if visible_length(display.latex) > 5 and self._fits(display):
                self.displays.append(display)
                grown -= 1
        wrong = misprinted([display.latex for display in self.displays])
        self.displays = [display for display in self.displays if display.latex not in wrong]
        self.rng.shuffle(self.displays)

    def _fits(self, display: Display) -> bool:
        if display.environment.rstrip("*") not in ("equation", "gather") or len(display.rows) > 1:
            return False
        room = NARROW if self.look.columns == 2 else WIDE
        return visible_length(display.latex) <= room and _markup(display.latex) is not None

    def body(self) -> str:
        """The content of ``w:body``; the truth is filled on the way."""
        made = [_paragraph(_words("Notes written with a word processor"), "center", 16)]
        for number, display in enumerate(self.displays):
            if number % 9 == 0:
                made.append(_paragraph(_words(self.writer.title()), "left", 14))
            lead = f"{self.writer.sentences(self.rng.choice((1, 2)))} {self.writer.lead()}"
            made.append(_paragraph(self._set(lead)))
            made.append(self._display(number, display))
            tail = self.writer.tail()
            if tail:
                made.append(_paragraph(self._set(tail)))
        columns = f'<w:cols w:num="{self.look.columns}" w:space="360"/>'
        page = '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>'
        return "".join(made) + f"<w:sectPr>{page}{columns}</w:sectPr>"

    def _inline(self) -> str:
        latex = self.rng.choice(self.pool)
        self.inline.append(latex)
        return f"${latex}$"

    def _set(self, text: str) -> str:
        parts = text.split("$")
        return "".join(
            f"<m:oMath>{_markup(part)}</m:oMath>" if k % 2 else _words(part) for k, part in enumerate(parts) if part
        )

    def _display(self, number: int, display: Display) -> str:
        latex = display.latex
        count = len(self.rows) + 1
        label = str(count) if self.look.numbers != "none" and not display.environment.endswith("*") else None
        self.rows.append({"display": number, "row": 0, "latex": latex, "number": label})
        formula = f"<m:oMath>{_markup(latex)}</m:oMath>"
        if label is None:
            return f"<w:p><m:oMathPara>{formula}</m:oMathPara></w:p>"
        width = WIDTH if self.look.columns == 1 else (WIDTH - 18) / 2
        if self.look.numbers == "tab":
            middle, right = round(width * 10), round(width * 20)
            stops = f'<w:tabs><w:tab w:val="center" w:pos="{middle}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
            tab = "<w:r><w:tab/></w:r>"
            return f"<w:p><w:pPr>{stops}</w:pPr>{tab}{formula}{tab}{_words(f'({label})')}</w:p>"
        cells = [
            _paragraph(""),
            f"<w:p><m:oMathPara>{formula}</m:oMathPara></w:p>",
            _paragraph(_words(f"({label})"), "right"),
        ]
        sizes = (round(width * 2), round(width * 16), round(width * 2))
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
            for size, cell in zip(sizes, cells, strict=True)
        )
        grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        shape = f'<w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        return f"<w:tbl>{shape}<w:tr>{made}</w:tr></w:tbl>"


def _markup(latex: str) -> str | None:
    """A formula as Office Math; None where it has no such markup."""
    try:
        tree = parse_latex(latex)
        return omml(tree) if all(_painted(node) for node in walk(tree)) else None
    except (LatexError, Unwritable):
        return None


#: what LibreOffice 7 paints as letters of another face, or as another sign
LOST_FACES = frozenset({"bf", "bi", "bb", "cal", "frak", "sf", "tt"})

#: a bar without its partner becomes "or", big operators but these come out as errors, the two shapes of phi are swapped
LOST_MARKS = (BIG_OPERATORS - {r"\sum", r"\prod", r"\coprod", r"\int", r"\iint", r"\iiint", r"\oint"}) | {
    "|", r"\phi", r"\varphi", r"\models",
}  # fmt: skip


def _painted(node: Node) -> bool:
    """Whether LibreOffice paints a node as it is: it drops the faces of letters."""
    if isinstance(node, Array):
        return node.kind in ("matrix", "cases")
    if isinstance(node, Mark) and node.latex in LOST_MARKS:
        return False
    return not (isinstance(node, Mark | Name | Text) and node.face in LOST_FACES)


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(content: str, align: str = "both", size: int | None = None) -> str:
    if size is not None:
        content = content.replace("<w:r>", f'<w:r><w:rPr><w:b/><w:sz w:val="{2 * size}"/></w:rPr>')
    return f'<w:p><w:pPr><w:spacing w:after="120"/><w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def write_docx(path: Path, body: str, look: Look) -> None:
    """Write a minimal .docx with its body and its default font."""
    fonts = f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}" w:cs="{look.font}"/>'
    size = f'<w:sz w:val="{round(2 * look.size)}"/>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f"{head}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}</w:rPr>"
        "</w:rPrDefault></w:docDefaults></w:styles>",
        "word/document.xml": f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, text in parts.items():
            package_file.writestr(name, text)


def print_pdf(source: Path, out: Path) -> Path:
    """Let LibreOffice print a document; returns its PDF."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir", str(out), str(source)],
            check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
    return out / f"{source.stem}.pdf"


def misprinted(formulas: list[str]) -> set[str]:
    """Those of some formulas that LibreOffice prints with its mark for an error, from a document that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "probe.docx"
        body = "".join(
            _paragraph(_words(f"Q{k}Q")) + f"<w:p><m:oMathPara><m:oMath>{_markup(latex)}</m:oMath></m:oMathPara></w:p>"
            for k, latex in enumerate(formulas)
        )
        write_docx(source, body + "<w:sectPr/>", LOOKS[0])
        with pymupdf.open(print_pdf(source, Path(folder))) as pdf:
            text = "".join(page.get_text() for page in pdf)
    parts = re.split(r"Q(\d+)Q", text)
    return {formulas[int(number)] for number, part in zip(parts[1::2], parts[2::2], strict=True) if ERROR in part}


def generate(look: Look, out: Path, split: str, seed: int, grown: int) -> Path:
    """Write one document, print it, and write its truth beside it."""
    out.mkdir(parents=True, exist_ok=True)
    document = Document(look, split, seed, grown)
    source = out / f"{look.name}.docx"
    write_docx(source, document.body(), look)
    write_truth(out, look.name, document.rows, document.inline)
    return print_pdf(source, out)


def main() -> None:
    """The command line."""
    generate_looks(__doc__, LOOKS, generate)


if __name__ == "__main__":
    main()
