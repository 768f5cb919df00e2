"""PDFs that the tests make: plain pages, broken ones, locked ones. All content is the tests' own."""

import zlib
from pathlib import Path

import pymupdf

WORDS = "The quick reader looks at every page of this small file and finds words, but no formulas at all. "


def text_pdf(path: Path, pages: int = 1, text: str = WORDS * 6) -> Path:
    """A PDF of prose in Times."""
    with pymupdf.open() as made:
        for _ in range(pages):
            made.new_page().insert_textbox((72, 72, 520, 770), text, fontname="tiro", fontsize=10)
        made.save(path)
    return path


def blank_pdf(path: Path, pages: int = 1) -> Path:
    """A PDF with nothing on its pages."""
    with pymupdf.open() as made:
        for _ in range(pages):
            made.new_page()
        made.save(path)
    return path


def scan_pdf(path: Path) -> Path:
    """A PDF whose page is a picture."""
    with pymupdf.open() as made:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 60, 80))
        picture.clear_with(200)
        made.new_page().insert_image((50, 50, 550, 750), pixmap=picture)
        made.save(path)
    return path


def locked_pdf(path: Path, source: Path, password: str = "open sesame", owner: str = "owner") -> Path:
    """A copy that asks for ``password``; with an empty one it opens, but may not be copied from."""
    with pymupdf.open(source) as made:
        made.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=owner, permissions=0)
    return path


def page_pdf(path: Path, content: str, size: tuple[float, float] = (612, 792), extra: str = "", font: str = "") -> Path:
    """A one-page PDF with this content stream; /F1 is Times, ``font`` and ``extra`` add to its font and to the file.

    ``extra`` holds further objects from number 6 on, each ``N 0 obj ... endobj``.
    """
    packed = zlib.compress(content.encode("latin-1"))
    objects = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n".encode(),
        b"4 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed),
        f"5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Times-Roman{font}>>\nendobj\n".encode(),
        extra.encode("latin-1"),
    ]
    path.write_bytes(b"%PDF-1.5\n" + b"".join(objects) + b"trailer\n<</Root 1 0 R/Size 20>>\nstartxref\n0\n%%EOF\n")
    return path


def shown_text(text: str, x: float, y: float, size: float = 10, font: str = "F1") -> str:
    """Content that shows a text at a place, y counted from the foot of the page."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"
