"""Whole documents that are hard to lay out, set with the truth about their formulas beside them.

    python tests/typeset/layouts/layout_documents.py OUT [--split tune|held] [--only NAME ...]

A document is a *shell* (class, margins, fonts, line numbers, stamps: ``shells.yaml``) round some *pieces* (``tune/`` and
``held/``): text of our own with tables, drawings, algorithms, boxes, notes. Writes ``NAME.pdf`` and ``NAME.layout.json``.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from engines import TypesettingError, available, typeset  # noqa: E402
from layout_truth import marked  # noqa: E402
from plots import draw_plots  # noqa: E402

COMMON = r"""
\usepackage{amsmath}\usepackage{mathtools}\usepackage{booktabs}\usepackage{multirow}\usepackage{xcolor}\usepackage{graphicx}
\usepackage{tikz}\usetikzlibrary{cd,positioning,arrows.meta,calc,fit,backgrounds}\usepackage{pgfplots}\pgfplotsset{compat=1.16}
\usepackage{float}\usepackage{wrapfig}\usepackage{url}\usepackage{siunitx}\usepackage[version=4]{mhchem}\usepackage{listings}\lstset{basicstyle=\ttfamily\footnotesize}
\newcommand{\plot}[2]{\IfFileExists{#1.pdf}{\includegraphics[width=#2]{#1.pdf}}{\rule{3cm}{2cm}}}
\providecommand{\maybe}[1]{#1}\hbadness=10000\vbadness=10000\hfuzz=100pt
"""


def shells(split: str) -> list[dict[str, Any]]:
    """The shells of ``tune`` or ``held``."""
    rows = yaml.safe_load((HERE / "shells.yaml").read_text(encoding="utf-8"))
    return [row for row in rows if row["split"] == split]


def source(shell: dict[str, Any]) -> str:
    """The LaTeX of a document."""
    pieces = [(HERE / shell["split"] / f"{name}.tex").read_text(encoding="utf-8") for name in shell["pieces"]]
    preamble = shell.get("before", "") + COMMON + shell.get("preamble", "")
    options = f"[{shell['options']}]" if shell.get("options") else ""
    return "\n".join(
        [
            rf"\documentclass{options}{{{shell['class']}}}",
            preamble,
            r"\begin{document}",
            shell.get("front", ""),
            *pieces,
            shell.get("back", ""),
            r"\end{document}",
            "",
        ]
    )


def make(shell: dict[str, Any], out: Path) -> Path:
    """Set one document into ``out``; returns its PDF. Raises ``TypesettingError``."""
    name = shell["name"]
    document = marked(source(shell))
    with tempfile.TemporaryDirectory() as folder:
        draw_plots(Path(folder))
        pdf = typeset(document.tex, name, shell.get("engine", "pdflatex"), Path(folder), strict=False)
        log = (Path(folder) / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        if errors := re.findall(r"^! .*(?:\n.*){0,5}", log, re.MULTILINE):
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{name}.tex").write_text(document.tex, encoding="utf-8")
            raise TypesettingError("\n".join(errors[:4]))
        aux = (Path(folder) / f"{name}.aux").read_text(encoding="utf-8", errors="replace")
        out.mkdir(parents=True, exist_ok=True)
        shutil.copy(pdf, out / pdf.name)
    numbers = dict(re.findall(r"\\newlabel\{([^}]*)\}\{\{(?:\\relax )?\{?([^{}]*)\}", aux))
    printed = {label: number.replace(r"$\ast $", "*").replace(r"$\ast$", "*") for label, number in numbers.items()}
    rows = [{**asdict(f), "number": printed.get(f.label or "")} for f in document.formulas]
    (out / f"{name}.tex").write_text(document.tex, encoding="utf-8")
    truth = {"formulas": rows, "maybe": document.maybe}
    (out / f"{name}.layout.json").write_text(json.dumps(truth, ensure_ascii=False, indent=0), encoding="utf-8")
    return out / pdf.name


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=("tune", "held"), default="tune")
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    for shell in shells(args.split):
        if args.only and shell["name"] not in args.only:
            continue
        if not available(shell.get("engine", "pdflatex")):
            print(f"{shell['name']}: left out, {shell['engine']} is not installed")
            continue
        try:
            print(make(shell, args.out), flush=True)
        except TypesettingError as error:
            print(f"{shell['name']}: FAILED\n{error}", flush=True)


if __name__ == "__main__":
    main()
