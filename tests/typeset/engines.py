"""Run TeX: from a source to a PDF, by the way a style names. The source is our own, never a user's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

#: seconds for one run of TeX or of what follows it
LIMIT = 300
PROGRAM = {"pdflatex": "pdflatex", "pdflatex-pk": "pdflatex", "xelatex": "xelatex", "lualatex": "lualatex"}


class TypesettingError(Exception):
    """TeX stopped or complained; the message holds the lines that say why."""


def available(engine: str) -> bool:
    """Whether all programs of a way are installed."""
    needed = {
        "dvips": ["latex", "dvips", "ps2pdf"],
        "dvips-pk": ["latex", "dvips", "ps2pdf", "mf"],
        "dvipdfmx": ["latex", "dvipdfmx"],
    }
    return all(shutil.which(name) for name in needed.get(engine, [PROGRAM.get(engine, engine)]))


def typeset(source: str, name: str, engine: str, folder: Path, strict: bool = True) -> Path:
    """Set ``source`` twice (for the labels) in ``folder`` and return the PDF; raises ``TypesettingError``.

    Unless ``strict``, what TeX complains of in the source is passed over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if engine == "pdflatex-pk":
        source = "\\pdfmapfile{}\n" + source
    (folder / f"{name}.tex").write_text(source, encoding="utf-8")
    latex = PROGRAM.get(engine, "latex")
    for _ in range(2):
        _run([latex, "-interaction=nonstopmode", "-no-shell-escape", f"{name}.tex"], folder, check=False)
    if strict:
        _complaints(folder / f"{name}.log")
    if engine in ("dvips", "dvips-pk"):
        bitmaps = ["-V", "-u", "empty.map"] if engine == "dvips-pk" else []
        if bitmaps:
            (folder / "empty.map").write_text("")
        _run(["dvips", "-q", *bitmaps, f"{name}.dvi", "-o", f"{name}.ps"], folder)
        _run(["ps2pdf", f"{name}.ps", f"{name}.pdf"], folder)
    elif engine == "dvipdfmx":
        _run(["dvipdfmx", "-q", f"{name}.dvi"], folder)
    pdf = folder / f"{name}.pdf"
    if not pdf.exists():
        raise TypesettingError("no PDF: " + (folder / f"{name}.log").read_text(errors="replace")[-300:])
    return pdf


def _run(command: list[str], folder: Path, check: bool = True) -> None:
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1700000000",
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "1000",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace", timeout=LIMIT
    )
    if check and done.returncode:
        raise TypesettingError(f"{command[0]}: {(done.stderr or done.stdout)[-400:]}")


def _complaints(log: Path) -> None:
    """Errors and missing glyphs in TeX's log: either makes the truth untrue."""
    if not log.exists():
        raise TypesettingError("TeX wrote no log")
    text = log.read_text(encoding="utf-8", errors="replace")
    found = re.findall(
        r"^(! .*(?:\n.*){0,6}|Missing character.*|LaTeX Font Warning: Some font shapes.*)$", text, re.MULTILINE
    )
    found = [line for line in found if "Some font" not in line]
    if found:
        raise TypesettingError(
            "\n".join(dict.fromkeys(found)) if len(found) < 12 else "\n".join(list(dict.fromkeys(found))[:12])
        )


def labels(aux: Path) -> dict[str, tuple[str, int]]:
    """Number and page of every label in the aux file."""
    text = aux.read_text(encoding="utf-8", errors="replace")
    found = re.findall(r"\\newlabel\{(d\d+r\d+|p\d+)\}\{\{([^}]*)\}\{(\d+)\}", text)
    return {name: (number, int(page)) for name, number, page in found}
