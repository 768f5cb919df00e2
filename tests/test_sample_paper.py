"""The committed sample paper is what its source promises."""

import re

import pymupdf


def test_three_pages_with_embedded_type_1_fonts(sample_paper):
    assert sample_paper.stat().st_size < 300_000
    with pymupdf.open(sample_paper) as pdf:
        assert len(pdf) == 3
        fonts = {font[:4] for page in pdf for font in page.get_fonts()}
    assert fonts and {kind for _, _, kind, _ in fonts} == {"Type1"}
    # an embedded font has a file format and a subset's prefix; one that is not has neither
    assert all(extension == "pfa" or "+" in name for _, extension, _, name in fonts)


def test_numbers_1_to_14_and_the_source_agree(sample_paper):
    with pymupdf.open(sample_paper) as pdf:
        printed = re.findall(r"^\((\d+)\)$", "\n".join(page.get_text() for page in pdf), re.MULTILINE)
        title = pdf.metadata["title"]
    assert printed == [str(number) for number in range(1, 15)]
    assert title in sample_paper.with_suffix(".tex").read_text(encoding="utf-8")
