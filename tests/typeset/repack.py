"""Send a PDF through another program, as authors, publishers and archives do before a paper reaches its reader.

``repack("gs", pdf, out)`` writes a copy made by Ghostscript, and so on for every name in ``WAYS``. A way whose programs are
not installed raises ``Missing`` with the reason. The file is our own, never a user's.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf

#: seconds for one program
LIMIT = 300
#: points; where the visible part of a cropped page begins in the page's own coordinates
OFFSET = (-40, -60)
#: what Quartz and others put in place of a font's name
RENAMED = "XYZABC+F{}"
#: two pages side by side on a landscape sheet, each at this scale
TWO_UP = 0.7

GS = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"]


class Missing(Exception):
    """A program that a way needs is not installed; the message says which."""


def _run(*command: str | Path, cwd: Path | None = None) -> None:
    program = str(command[0])
    if shutil.which(program) is None:
        raise Missing(f"{program} is not installed")
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=LIMIT, cwd=cwd)


def _ghostscript(*options: str) -> Callable[[Path, Path], None]:
    return lambda pdf, out: _run(*GS, *options, f"-sOutputFile={out}", pdf)


def _through_postscript(*command: str) -> Callable[[Path, Path], None]:
    """PDF to PostScript by ``command``, and back with Ghostscript."""

    def way(pdf: Path, out: Path) -> None:
        between = out.with_suffix(".ps")
        if command[0] == "gs":
            _run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=ps2write", f"-sOutputFile={between}", pdf)
        else:
            _run(*command, pdf, between)
        _run("ps2pdf", between, out)
        between.unlink()

    return way


def _parted(pdf: Path, out: Path) -> None:
    """Every page a file, and the files one again."""
    folder = out.parent / f"{out.stem}-pages"
    folder.mkdir(exist_ok=True)
    _run("pdfseparate", pdf, folder / "%03d.pdf")
    _run("pdfunite", *sorted(folder.glob("*.pdf")), out)
    shutil.rmtree(folder)


def _page_by_page(pdf: Path, out: Path) -> None:
    """Every page by itself through cairo, and the files one again: fonts of one name with other glyphs on each page."""
    folder = out.parent / f"{out.stem}-pages"
    folder.mkdir(exist_ok=True)
    for number in range(1, pymupdf.open(pdf).page_count + 1):
        _run("pdftocairo", "-pdf", "-f", str(number), "-l", str(number), pdf, folder / f"{number:03}.pdf")
    _run("pdfunite", *sorted(folder.glob("*.pdf")), out)
    shutil.rmtree(folder)


def _included(options: str, sheet: str) -> Callable[[Path, Path], None]:
    """The pages as form XObjects of another document, by LaTeX's pdfpages."""

    def way(pdf: Path, out: Path) -> None:
        folder = out.parent / f"{out.stem}-tex"
        folder.mkdir(exist_ok=True)
        shutil.copy(pdf, folder / "included.pdf")
        source = (
            rf"\documentclass{{article}}\usepackage[{sheet}]{{geometry}}\usepackage{{pdfpages}}"
            rf"\begin{{document}}\includepdf[pages=-,{options}]{{included.pdf}}\end{{document}}"
        )
        (folder / "outer.tex").write_text(source)
        _run("pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "outer.tex", cwd=folder)
        shutil.copy(folder / "outer.pdf", out)
        shutil.rmtree(folder)

    return way


def _changed(change: Callable[[pymupdf.Document], None], **saving: object) -> Callable[[Path, Path], None]:
    def way(pdf: Path, out: Path) -> None:
        document = pymupdf.open(pdf)
        change(document)
        document.save(out, **saving)

    return way


def _rotate(document: pymupdf.Document) -> None:
    for page in document:
        document.xref_set_key(page.xref, "Rotate", "90")


def _crop(document: pymupdf.Document) -> None:
    """Page boxes that do not begin at (0, 0): the page's contents moved, and the boxes with them."""
    x, y = OFFSET
    for page in document:
        width, height = page.rect.width, page.rect.height
        before, after = document.get_new_xref(), document.get_new_xref()
        document.update_object(before, "<<>>")
        document.update_stream(before, f"q 1 0 0 1 {x} {y} cm\n".encode())
        document.update_object(after, "<<>>")
        document.update_stream(after, b"\nQ")
        inner = " ".join(f"{xref} 0 R" for xref in page.get_contents())
        box = f"[{x} {y} {x + width} {y + height}]"
        document.xref_set_key(page.xref, "Contents", f"[{before} 0 R {inner} {after} 0 R]")
        document.xref_set_key(page.xref, "MediaBox", f"[{x - 30} {y - 30} {x + width + 50} {y + height + 50}]")
        document.xref_set_key(page.xref, "CropBox", box)


def _units(document: pymupdf.Document) -> None:
    """Pages of half the size in units of twice the size."""
    for page in document:
        width, height = page.rect.width / 2, page.rect.height / 2
        before = document.get_new_xref()
        document.update_object(before, "<<>>")
        document.update_stream(before, b"0.5 0 0 0.5 0 0 cm\n")
        inner = " ".join(f"{xref} 0 R" for xref in page.get_contents())
        document.xref_set_key(page.xref, "Contents", f"[{before} 0 R {inner}]")
        document.xref_set_key(page.xref, "MediaBox", f"[0 0 {width} {height}]")
        document.xref_set_key(page.xref, "UserUnit", "2")
        for key in ("CropBox", "TrimBox", "BleedBox", "ArtBox"):
            document.xref_set_key(page.xref, key, "null")


def _lay_down(document: pymupdf.Document, rotation: int) -> None:
    """Pages whose text is painted upwards, with the rotation that a viewer needs or without."""
    for page in document:
        width, height = page.rect.width, page.rect.height
        before = document.get_new_xref()
        document.update_object(before, "<<>>")
        document.update_stream(before, f"0 1 -1 0 {height} 0 cm\n".encode())
        inner = " ".join(f"{xref} 0 R" for xref in page.get_contents())
        document.xref_set_key(page.xref, "Contents", f"[{before} 0 R {inner}]")
        document.xref_set_key(page.xref, "MediaBox", f"[0 0 {height} {width}]")
        document.xref_set_key(page.xref, "CropBox", "null")
        document.xref_set_key(page.xref, "Rotate", str(rotation))


def _rename(document: pymupdf.Document) -> None:
    """Fonts that go by numbers, as some printer drivers and Quartz make them; their programs and tables stay."""
    names: dict[str, str] = {}
    for xref in range(1, document.xref_length()):
        for key in ("BaseFont", "FontName"):
            kind, name = document.xref_get_key(xref, key)
            if kind == "name":
                document.xref_set_key(xref, key, "/" + names.setdefault(name, RENAMED.format(len(names) + 1)))


def _speechless(document: pymupdf.Document) -> None:
    """No table says what the codes mean."""
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] != "null":
            document.xref_set_key(xref, "ToUnicode", "null")


def _by_package(package: str) -> Callable[[Path, Path], None]:
    def way(pdf: Path, out: Path) -> None:
        if importlib.util.find_spec(package) is None:
            raise Missing(f"the package {package} is not installed")
        module = __import__(package)
        if package == "pikepdf":
            with module.open(pdf) as document:
                document.save(out, object_stream_mode=module.ObjectStreamMode.generate, linearize=True)
        else:
            writer = module.PdfWriter(clone_from=str(pdf))
            for page in writer.pages:
                page.compress_content_streams()
            writer.write(str(out))

    return way


#: name → the way: from a PDF to its copy
WAYS: dict[str, Callable[[Path, Path], None]] = {
    "gs": _ghostscript(),
    "gs13": _ghostscript("-dCompatibilityLevel=1.3"),
    "gs-screen": _ghostscript("-dPDFSETTINGS=/screen"),
    "gs-whole": _ghostscript("-dSubsetFonts=false"),
    "gs-ps2write": _through_postscript("gs"),
    "pdftops": _through_postscript("pdftops"),
    "cairo": lambda pdf, out: _run("pdftocairo", "-pdf", pdf, out),
    "cairo-ps": _through_postscript("pdftocairo", "-ps"),
    "cairo-pages": _page_by_page,
    "parted": _parted,
    "pdfpages": _included("fitpaper=true", "letterpaper"),
    "pdfpages-small": _included(f"noautoscale,scale={TWO_UP}", "letterpaper"),
    "pdfpages-2up": _included("nup=2x1,landscape", "letterpaper"),
    "clean": _changed(lambda document: None, garbage=4, clean=True, deflate=True),
    "subset": _changed(lambda document: document.subset_fonts(), garbage=4),
    "pikepdf": _by_package("pikepdf"),
    "pypdf": _by_package("pypdf"),
    "rotated": _changed(_rotate),
    "landscape": _changed(lambda document: _lay_down(document, 90)),
    "sideways": _changed(lambda document: _lay_down(document, 0)),
    "cropped": _changed(_crop),
    "units": _changed(_units),
    "renamed": _changed(_rename),
    "speechless": _changed(_speechless),
}


def repack(way: str, pdf: Path, out: Path) -> None:
    """Write ``out``, what the program of ``way`` makes of ``pdf``.

    Raises:
        Missing: a program or package is not installed.
        subprocess.CalledProcessError: the program did not take the file.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    WAYS[way](pdf, out)
