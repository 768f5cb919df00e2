"""What reading costs beside named peers, on the same pages in one run; a page with a huge plot; a book.

    python tests/benchmarks/bench_reading.py FOLDER_OF_PDFS [--peers PYTHON] [--plot] [--book 300]

Per file, each in a process of its own, CPU milliseconds a page of the fastest of some runs: bare ``get_texttrace`` (the floor:
MuPDF interpreting the page) and the whole reading (display and inline formulas, sentences, sections), in turn in one
process; its start (imports, tables of fonts: one small page is read first) is left out. Prints the ratio to the floor.

``--peers`` also measures, without their start, ``page.get_layout()`` of PyMuPDF 2, pdfplumber and pdfminer.six (text alone),
with the interpreter of an environment that has them; PyMuPDF 2 cannot stand beside the version that Cartouche uses:

    python -m venv peers && peers/bin/pip install pymupdf-layout pdfplumber pdfminer.six
    python tests/benchmarks/bench_reading.py FOLDER --peers peers/bin/python

``--plot`` adds pages of 200,000 path segments or markers (drawn in five ways) beside text, ``--book`` joins the folder's pages
to books of a quarter, a half and all of so many, and prints the peak memory of the parsing process and of its parent.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
#: runs of which the fastest counts: the machine is shared
RUNS = 3
#: path segments of the huge plot
SEGMENTS = 200_000
PEERS = ("get_layout", "pdfplumber", "pdfminer")


# what is measured, each in a process of its own -------------------------------------------------------------------------


def texttrace(path: Path) -> None:
    """The floor."""
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            page.get_texttrace()


def cartouche(path: Path) -> None:
    """The whole reading, as the parsing process does it."""
    from reader.document import read_document

    read_document(path)


def get_layout(path: Path) -> None:
    """PyMuPDF 2's layout analysis (a neural network; boxes of paragraphs, tables, formulas; no text)."""
    import pymupdf
    import pymupdf.layout

    with pymupdf.open(path) as document:
        for page in document:
            page.get_layout()


def pdfplumber(path: Path) -> None:
    """pdfplumber, text only."""
    import pdfplumber as plumber

    with plumber.open(path) as document:
        for page in document.pages:
            page.extract_text()


def pdfminer(path: Path) -> None:
    """pdfminer.six, text only."""
    from pdfminer.high_level import extract_text

    extract_text(str(path))


def cpu(work: Callable[[Path], object], path: Path) -> float:
    """CPU seconds of one run."""
    started = time.process_time()
    work(path)
    return time.process_time() - started


def once(names: list[str], small: Path, path: Path, runs: int) -> None:
    """Print the CPU seconds that each of ``names`` takes for ``path``, after reading ``small``."""
    works: list[Callable[[Path], None]] = [globals()[name] for name in names]
    for work in works:
        work(small)
    taken = [[cpu(work, path) for work in works] for _ in range(runs)]
    print(*(min(times) for times in zip(*taken, strict=True)))


def memory(path: Path) -> None:
    """Print megabytes of the parsing process and of its parent, and CPU seconds of the former."""
    from reader.sandbox import parse

    parse(path)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    status = Path("/proc/self/status").read_text(
        encoding="utf-8"
    )  # what getrusage says of oneself begins with one's parent
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(child.ru_maxrss / 1024, own / 1024, child.ru_utime + child.ru_stime)


def run(*arguments: object, python: str = sys.executable) -> list[float]:
    """The numbers that this file prints when it is called like that; none where a peer is not installed."""
    command = [python, __file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={"PYTHONPATH": str(HOME)})
    return [float(word) for word in done.stdout.split()] if done.returncode == 0 else []


# pages that are made --------------------------------------------------------------------------------------------------


def small_page(path: Path) -> Path:
    """A page that takes no time to read."""
    import pymupdf

    with pymupdf.open() as made:
        made.new_page().insert_textbox((72, 72, 520, 770), "A small page with f(x) = 2 on it. " * 20, fontsize=10)
        made.save(path)
    return path


def drawing(kind: str) -> str:
    """Operators that draw ``SEGMENTS`` segments or markers of a kind."""
    chance = random.Random(1)
    points = [(100 + 300 * k / SEGMENTS, 300 + 200 * chance.random()) for k in range(SEGMENTS)]
    if kind == "one path":
        return "100 300 m\n" + "".join(f"{x:.3f} {y:.2f} l\n" for x, y in points) + "S\n"
    one = {
        "separate paths": "{x:.3f} {y:.2f} m {z:.3f} {y:.2f} l S\n",
        "coloured paths": "{c:.2f} 0.1 0.8 RG {x:.3f} {y:.2f} m {z:.3f} {y:.2f} l S\n",
        "markers": "q\n1 0 0 1 {x:.3f} {y:.2f} cm\n1.9 0 m\n1.9 1.1 1.1 1.9 0 1.9 c\n-1.1 1.9 -1.9 1.1 -1.9 0 c\nf\nQ\n",
        "marker forms": "q 1 0 0 1 {x:.3f} {y:.2f} cm /M0 Do Q\n",
    }[kind]
    return "".join(one.format(x=x, y=y, z=x + 2, c=(x * 7) % 1) for x, y in points)


DRAWINGS = ("one path", "separate paths", "coloured paths", "markers", "marker forms")


def plot_page(path: Path, paper: Path, kind: str) -> Path:
    """The second page of a paper with a plot of ``SEGMENTS`` segments under its text."""
    import pymupdf

    with pymupdf.open(paper) as made:
        made.select([min(1, len(made) - 1)])
        page = made[0]
        below, marker = made.get_new_xref(), made.get_new_xref()
        made.update_object(below, "<<>>")
        made.update_stream(below, f"q 0.5 w {drawing(kind)} Q".encode())
        made.update_object(marker, "<</Type/XObject/Subtype/Form/BBox[-3 -3 3 3]>>")
        made.update_stream(marker, b"1.9 0 m 1.9 1.1 1.1 1.9 0 1.9 c -1.1 1.9 -1.9 1.1 -1.9 0 c B")
        where, resources = made.xref_get_key(page.xref, "Resources")
        holder = (int(resources.split()[0]), "XObject") if where == "xref" else (page.xref, "Resources/XObject")
        made.xref_set_key(*holder, f"<</M0 {marker} 0 R>>")
        parts = " ".join(f"{xref} 0 R" for xref in [below, *page.get_contents()])
        made.xref_set_key(page.xref, "Contents", f"[{parts}]")
        made.save(path, deflate=True)
    return path


def book(path: Path, papers: list[Path], pages: int) -> Path:
    """So many pages of the papers, one after the other, from the start again where they end."""
    import pymupdf

    with pymupdf.open() as made:
        turn = 0
        while len(made) < pages:
            with pymupdf.open(papers[turn % len(papers)]) as paper:
                made.insert_pdf(paper, to_page=min(len(paper), pages - len(made)) - 1, links=False, annots=False)
            turn += 1
        made.save(path, garbage=3)
    return path


# the report -----------------------------------------------------------------------------------------------------------


def compare(papers: list[Path], small: Path, peers: str | None, runs: int) -> float:
    """Print what the papers cost; returns the median of CPU seconds a page."""
    import pymupdf

    ratios: list[float] = []
    reading: list[float] = []
    totals: dict[str, float] = {}
    total_pages = 0
    for path in papers:
        with pymupdf.open(path) as document:
            pages = len(document)
        floor, ours = run("--once", "texttrace,cartouche", small, path, runs)
        seconds = {"get_texttrace": floor, "cartouche": ours}
        for peer in PEERS if peers else ():
            found = run("--once", peer, small, path, 1, python=peers or "")
            if found:
                seconds[peer] = found[0]
        total_pages += pages
        ratios.append(ours / floor)
        reading.append(ours / pages)
        for name, value in seconds.items():
            totals[name] = totals.get(name, 0.0) + value
        costs = "  ".join(f"{name} {1000 * value / pages:7.1f}" for name, value in seconds.items())
        print(f"{path.stem:24s} {pages:4d} pages, ms a page: {costs}  ratio {ours / floor:5.2f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}")
    for name, value in totals.items():
        print(f"{name:16s} {total_pages / value:7.1f} pages a second of CPU time")
    return statistics.median(reading)


def main() -> None:
    """Measure every PDF of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", metavar="PYTHON", help="also the peers, with this interpreter")
    parser.add_argument("--plot", action="store_true", help="also pages with huge plots")
    parser.add_argument("--book", type=int, metavar="PAGES", help="also books of up to so many pages")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of which the fastest counts")
    arguments = parser.parse_args()
    papers = sorted(arguments.folder.glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        small = small_page(scratch / "small.pdf")
        usual = compare(papers, small, arguments.peers, arguments.runs)
        for kind in DRAWINGS if arguments.plot else ():
            plot = plot_page(scratch / "plot.pdf", papers[0], kind)
            floor, ours = run("--once", "texttrace,cartouche", small, plot, arguments.runs)
            print(
                f"plot of {SEGMENTS} segments, {kind}: {1000 * ours:.0f} ms, {ours / usual:.1f} times the median page, "
                f"{ours / floor:.2f} times get_texttrace"
            )
        for part in (4, 2, 1) if arguments.book else ():
            pages = arguments.book // part
            child, parent, seconds = run("--memory", book(scratch / "book.pdf", papers, pages))
            print(
                f"book of {pages} pages: child {child:.0f} MB, parent {parent:.0f} MB, {1000 * seconds / pages:.0f} ms a page"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(sys.argv[2].split(","), Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
    elif sys.argv[1:2] == ["--memory"]:
        memory(Path(sys.argv[2]))
    else:
        main()
