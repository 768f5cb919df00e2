"""What reading costs beside named peers, on the same pages in one run.

    python tests/benchmarks/bench_reading.py FOLDER_OF_PDFS

Per file: bare ``get_texttrace`` (the floor: MuPDF interpreting the page), the whole reading (display and inline formulas,
sentences, sections; measured inside the process, start excluded), and, where they are installed, pdfminer.six and pdfplumber
taking the text alone. Prints milliseconds of CPU a page and the ratio to the floor.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf

from reader.document import read_document


def texttrace(path: Path) -> int:
    """The floor."""
    with pymupdf.open(path) as document:
        for page in document:
            page.get_texttrace()
        return len(document)


def pdfminer(path: Path) -> int:
    """pdfminer.six, text only."""
    from pdfminer.high_level import extract_text

    extract_text(str(path))
    return 0


def pdfplumber(path: Path) -> int:
    """pdfplumber, text only."""
    import pdfplumber as plumber

    with plumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
    return 0


def cpu_ms(work: Callable[[Path], object], path: Path, pages: int) -> float | None:
    """CPU milliseconds a page of one run; None where the peer is not installed."""
    started = time.process_time()
    try:
        work(path)
    except ImportError:
        return None
    return 1000 * (time.process_time() - started) / pages


def main() -> None:
    """Measure every PDF of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true", help="also pdfminer.six and pdfplumber")
    arguments = parser.parse_args()
    ratios = []
    for path in sorted(arguments.folder.glob("*.pdf")):
        pages = texttrace(path)
        read_document(path)
        floor, ours = cpu_ms(texttrace, path, pages), cpu_ms(read_document, path, pages)
        assert floor and ours
        ratios.append(ours / floor)
        line = f"{path.stem:24s} {pages:4d} pages  floor {floor:6.1f}  reading {ours:6.1f}  ratio {ours / floor:5.1f}"
        if arguments.peers:
            for peer in (pdfminer, pdfplumber):
                taken = cpu_ms(peer, path, pages)
                line += f"  {peer.__name__} {taken:.0f}" if taken is not None else f"  {peer.__name__} not installed"
        print(line, flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
