"""Web pages of our own, printed by a browser, with their truth beside them: KaTeX, MathJax and the browser's own MathML.

    python tests/typeset/browser.py OUT --modules NODE_MODULES [--split dev|test] [--seed 1] [--style NAME ...] [--grown 30]

Writes what ``generate.py`` writes, and the page. Formulas and prose are the generator's; the styles stand in ``browser.yaml``.
Needs Chromium, Node and a folder with the packages ``katex``, ``mathjax-full`` and, for ``newcm``, ``mathjax4`` (MathJax 4).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import yaml
from document import GROWN_INLINE
from formulas import Display, displays, inlines, replaced, split_rows, visible_length, without_alignment
from prose import Writer
from trees import Grower
from truth_files import write_truth

HERE = Path(__file__).resolve().parent
#: seconds for Node or for the browser
LIMIT = 300
#: marks that fit a line of a one-column page
WIDE = 62
#: commands put as every engine knows them
COMMANDS = {r"\mathbbm": r"\mathbb", r"\mathds": r"\mathbb", r"\operatorname*": r"\operatorname"}
#: environments no engine of the web sets as amsmath does
LEFT_OUT = frozenset({"multline", "multline*"})
#: digits and letters that fonts of the web lack in a face, per engine; what has one character of Unicode for two commands
LACKS = {
    "katex": r"\\mathbb\{?\s*1",
    "mathml": r"\\mathfrak\{[RI]\}|\\varnothing|\\models|\\mathbb\{?\s*1",
    "newcm": r"\\varnothing|\\mathfrak\{[RI]\}",
}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}<style>
@page{{size:letter;margin:0.9in}} body{{margin:0}} h1{{font-size:1.6em}} h2{{font-size:1.2em}} table{{margin:1em auto}}
td{{padding:0 .6em}} table.eq{{width:100%;border-collapse:collapse}} table.eq td{{padding:3px 0}} td.pad{{width:50%}}
td.r{{text-align:right}} td.no{{text-align:right}}
{css}
</style></head><body><h1>{title}</h1><p>A. Writer</p><main>
{body}
</main></body></html>
"""
BROWSER = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--allow-file-access-from-files", "--disable-pdf-tagging",
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """One row of ``browser.yaml``."""

    name: str
    split: str
    engine: str
    css: str = ""
    rows: str = "environment"
    narrow: int = WIDE
    header: bool = False


def styles() -> list[Style]:
    """All styles in the order of the file."""
    return [Style(**row) for row in yaml.safe_load((HERE / "browser.yaml").read_text(encoding="utf-8"))]


def missing(modules: Path | None) -> str:
    """Why no page can be printed here; empty where all is there."""
    if not any(map(shutil.which, BROWSER)):
        return "no Chromium is installed"
    if not shutil.which("node"):
        return "Node is not installed"
    if modules is None or not all((modules / name).is_dir() for name in ("katex", "mathjax-full")):
        return "no folder with the packages katex and mathjax-full is named"
    return ""


@dataclass
class Renderer:
    """Formulas to HTML, by one run of Node each time."""

    modules: Path
    engine: str
    css: str = ""

    def render(self, wanted: list[tuple[str, bool]]) -> list[str | None]:
        """HTML of each formula (LaTeX, whether displayed); None for what the engine does not know."""
        feed = "".join(json.dumps({"latex": latex, "display": display}) + "\n" for latex, display in wanted)
        command = ["node", str(HERE / "browser_render.cjs"), str(self.modules), self.engine]
        done = subprocess.run(command, input=feed, capture_output=True, text=True, timeout=LIMIT, check=True)
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        self.css = next(answer["css"] for answer in answers if "css" in answer)
        return [answer.get("html") for answer in answers if "css" not in answer]


@dataclass
class Page:
    """A page from formulas and prose; ``html`` fills ``rows`` and ``inline``, its truth."""

    style: Style
    split: str
    seed: int
    grown: int
    renderer: Renderer
    rows: list[dict[str, object]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = Random(f"{self.style.name}/{self.split}/{self.seed}")
        self.grower = Grower(self.rng.getrandbits(48))
        self.wanted: list[tuple[str, bool]] = []
        self.number = 0

    def html(self) -> str:
        """The whole page."""
        todo, pool = self._known()
        self.pool = pool
        self.writer = Writer(self.rng, self._inline)
        body: list[str] = [f"<p>{self.writer.sentences(4)}</p>"]
        for place, display in enumerate(todo):
            if place % 9 == 0:
                body.append(f"<h2>{place // 9 + 1}. {self.writer.title()}</h2>")
            body.append(self._around(display))
        body.append(
            "<h2>References</h2><ol>" + "".join(f"<li>{_reference(self.rng)}</li>" for _ in range(12)) + "</ol>"
        )
        made = self.renderer.render(self.wanted)
        text = re.sub("\x02(\\d+)\x03", lambda found: made[int(found[1])] or "", "\n".join(body))
        title = f"Notes set as {self.style.name.removeprefix('test-')}"
        return PAGE.format(title=title, head=self.renderer.css, css=self.style.css, body=text)

    def _known(self) -> tuple[list[Display], list[str]]:
        """Displays and formulas of running text that the engine can set, in a random order."""
        todo = [self._plain(d) for d in displays(self.split) if d.environment not in LEFT_OUT]
        while sum(d.environment == "grown" for d in todo) < self.grown:
            todo.append(Display("grown", ((self.grower.display(), self.rng.random() < 0.75),)))
        todo = [d for d in todo if self._fits(d)]
        self.rng.shuffle(todo)
        pool = [_plain(latex) for latex in inlines(self.split)]
        pool += [self.grower.inline() for _ in range(int(len(pool) * GROWN_INLINE))]
        pool = [latex for latex in pool if not self._lacking(latex)]
        made = self.renderer.render([(_body(d), True) for d in todo] + [(latex, False) for latex in pool])
        return (
            [d for d, html in zip(todo, made, strict=False) if html is not None],
            [latex for latex, html in zip(pool, made[len(todo) :], strict=True) if html is not None],
        )

    def _plain(self, display: Display) -> Display:
        return replaced(display, COMMANDS)

    def _lacking(self, latex: str) -> bool:
        lacks = LACKS.get(self.style.engine)
        return bool(lacks and re.search(lacks, latex))

    def _fits(self, display: Display) -> bool:
        rows = [row for row, _ in display.rows]
        parts = [part for row in rows for part in split_rows(row)]
        return not self._lacking(display.latex) and all(5 < visible_length(part) <= self.style.narrow for part in parts)

    def _set(self, latex: str, display: bool) -> str:
        self.wanted.append((latex, display))
        return f"\x02{len(self.wanted) - 1}\x03"

    def _inline(self) -> str:
        latex = self.rng.choice(self.pool)
        self.inline.append(latex)
        return self._set(latex, display=False)

    def _around(self, display: Display) -> str:
        """The display in its text: mostly a paragraph, a list or a table now and then."""
        draw = self.rng.random()
        text = self.writer.sentences(self.rng.choice((1, 2, 3)))
        if draw < 0.06:
            kind = self.rng.choice(("ul", "ol"))
            items = "".join(f"<li>{self.writer.sentences(1)}</li>" for _ in range(2))
            return f"<{kind}>{items}<li>{self.writer.lead()} {self._display(display)}</li></{kind}>"
        before = self._table() if draw < 0.1 else ""
        return f"{before}<p>{text} {self.writer.lead()}</p>{self._display(display)}<p>{self.writer.tail()}</p>"

    def _table(self) -> str:
        cells = ["".join(f"<td>{self.rng.uniform(0, 99):.1f}</td>" for _ in range(3)) for _ in range(3)]
        rows = "".join(
            f"<tr><td>{name}</td>{row}</tr>" for name, row in zip(("base", "small", "large"), cells, strict=True)
        )
        return f"<table><tr><th>model</th><th>A</th><th>B</th><th>C</th></tr>{rows}</table>"

    def _display(self, display: Display) -> str:
        split = display.environment == "split"
        for place, (row, numbered) in enumerate(display.rows):
            number = None
            if numbered:
                self.number += 1
                number = str(self.number)
            truth = rf"\begin{{aligned}}{row}\end{{aligned}}" if split else without_alignment(row)
            self.rows.append({"row": place, "latex": truth, "number": number, "page": None})
        if self.style.engine != "mathml":
            return f"<div>{self._set(_body(display), display=True)}</div>"
        if self.style.rows == "table" and not split:
            return self._as_table(display)
        first = next((n for _, n in display.rows if n), False)
        number = f"({self.number})" if first and len(display.rows) == 1 else ""
        formula = self._set(_body(display), display=True)
        return f'<table class="eq"><tr><td class="pad"></td><td>{formula}</td><td class="pad no">{number}</td></tr></table>'

    def _as_table(self, display: Display) -> str:
        """Rows and cells as LaTeXML sets them: each cell a formula of its own, the number in the last."""
        number = self.number - sum(numbered for _, numbered in display.rows)
        rows = []
        for row, numbered in display.rows:
            number += numbered
            parts = _cells(row)
            cells = [self._set(r"\displaystyle " + part, display=False) if part.strip() else "" for part in parts]
            cells = [
                f'<td class="{"r" if len(cells) > 1 and k % 2 == 0 else ""}">{cell}</td>'
                for k, cell in enumerate(cells)
            ]
            shown = f"({number})" if numbered else ""
            rows.append(f'<tr><td class="pad"></td>{"".join(cells)}<td class="pad no">{shown}</td></tr>')
        return f'<table class="eq">{"".join(rows)}</table>'


def _plain(latex: str) -> str:
    for old, new in COMMANDS.items():
        latex = latex.replace(old, new)
    return latex


def _cells(row: str) -> list[str]:
    """A row apart at its own alignment points."""
    cells, depth, last = [], 0, 0
    for token in re.finditer(r"\\begin\b|\\end\b|\\.|[{}]|&", row):
        text = token.group()
        depth += (text in ("{", r"\begin")) - (text in ("}", r"\end"))
        if text == "&" and depth == 0:
            cells.append(row[last : token.start()])
            last = token.end()
    return [*cells, row[last:]]


def _body(display: Display) -> str:
    """The display as it is typed on a web page."""
    environment = display.environment
    if environment == "grown":
        environment = "equation" if display.rows[0][1] else "equation*"
    if environment == "split":
        return rf"\begin{{equation}}\begin{{split}}{display.rows[0][0]}\end{{split}}\end{{equation}}"
    starred = environment.endswith("*")
    rows = [row + ("" if numbered or starred else r"\nonumber") for row, numbered in display.rows]
    return rf"\begin{{{environment}}}" + r" \\ ".join(rows) + rf"\end{{{environment}}}"


def _reference(rng: Random) -> str:
    names = ", ".join(
        f"{rng.choice('ABCDEFGHJKLM')}. {rng.choice(('Baker', 'Carter', 'Fisher', 'Mason', 'Potter'))}"
        for _ in range(2)
    )
    title = rng.choice(
        ("A note on small steps", "Learning from few examples", "Bounds for sums", "On the shape of losses")
    )
    return f"{names}. {title}. <i>Journal of Examples</i> {rng.randint(2, 40)}({rng.randint(1, 6)}), {rng.randint(1990, 2024)}."


def generate(style: Style, out: Path, modules: Path, split: str, seed: int, grown: int) -> Path:
    """Print one page into ``out``; returns its PDF."""
    page = Page(style, split, seed, grown, Renderer(modules, style.engine))
    out.mkdir(parents=True, exist_ok=True)
    html = out / f"{style.name}.html"
    html.write_text(page.html(), encoding="utf-8")
    pdf = out / f"{style.name}.pdf"
    print_page(html, pdf, style.header)
    write_truth(out, style.name, page.rows, page.inline)
    return pdf


def print_page(html: Path, pdf: Path, header: bool = False) -> None:
    """Print a page to PDF as the browser's own dialogue does."""
    program = next(filter(None, map(shutil.which, BROWSER)))
    bare = [] if header else ["--no-pdf-header-footer"]
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            *FLAGS,
            *bare,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf}",
            html.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=LIMIT, env={**os.environ, "TZ": "UTC"})


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--modules", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test", "held"), default="dev")
    parser.add_argument(
        "--formulas", choices=("dev", "test", "held"), help="formulas of another split than the style's"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", nargs="*", default=[])
    parser.add_argument("--grown", type=int, default=30)
    args = parser.parse_args()
    if why := missing(args.modules):
        parser.error(why)
    for style in styles():
        if style.name in args.style if args.style else style.split == args.split:
            pdf = generate(style, args.out, args.modules, args.formulas or style.split, args.seed, args.grown)
            print(f"{style.name}: {pdf.stat().st_size // 1000} kB", flush=True)


if __name__ == "__main__":
    main()
