"""What meaning costs beside reading, page by page, and what a lookup costs.

    python tests/benchmarks/bench_meaning.py FOLDER_OF_PDFS

Per file, in CPU milliseconds a page: reading (pages, formulas, sentences; the parsing process only), then what the paper
says its symbols are (scopes, definitions, kinds, shapes), then their conventional senses. Then the wall-clock time of
warm lookups: by LaTeX, by Unicode, in words, and with an open paper. Everything is loaded beforehand; the faster of two
runs counts.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from glossary.lookup import lookup
from glossary.meaning import meanings
from glossary.near import near_paper
from glossary.topics import topics_of
from reader.definitions import finder as definitions_finder
from reader.document import read_document
from reader.paper import Paper
from reader.read import read_paper
from reader.symbols.scopes import find_symbols

QUERIES = (
    r"\mathcal{L}",
    "σ",
    "double bars",
    "curly L",
    "hat on y",
    "expectation",
    r"x_{t-1}",
    r"\nabla_\theta",
    "对数",
)


def cpu_ms(work: Callable[[], object], pages: int) -> float:
    """CPU milliseconds a page, the faster of two runs."""
    times = []
    for _ in range(2):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return 1000 * min(times) / pages


def symbols_anew(paper: Paper) -> None:
    """Find the symbols without what is remembered of the sentences."""
    definitions_finder._prepared.cache_clear()
    find_symbols(paper.sentences, paper.equations)


def measure(path: Path) -> tuple[Paper, float, float, float]:
    """The paper, and what reading it, its symbols and their senses cost."""
    paper = read_paper(path)
    pages = paper.page_count
    topics = topics_of(s.text for s in paper.sentences)
    reading = cpu_ms(lambda: read_document(path), pages)
    symbols = cpu_ms(lambda: symbols_anew(paper), pages)
    senses = cpu_ms(lambda: meanings(paper, topics), pages)
    return paper, reading, symbols, senses


def lookups(paper: Paper) -> list[float]:
    """Milliseconds of each query, warm, without and with an open paper."""
    near = near_paper(paper)
    times = []
    for query in QUERIES:
        for context in (None, near):
            lookup(query, near=context)
            started = time.perf_counter()
            lookup(query, near=context)
            times.append(1000 * (time.perf_counter() - started))
    return times


def main() -> None:
    """Measure every PDF of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    shares = []
    paper = None
    for path in sorted(parser.parse_args().folder.glob("*.pdf")):
        paper, reading, symbols, senses = measure(path)
        shares.append((symbols + senses) / reading)
        print(
            f"{path.stem:24s} {paper.page_count:4d} pages  reading {reading:6.1f}  symbols {symbols:5.1f}"
            f"  senses {senses:5.1f} ms/page  meaning/reading {shares[-1]:.2f}"
        )
    if paper is not None:
        times = lookups(paper)
        print(f"meaning/reading: median {statistics.median(shares):.2f}, largest {max(shares):.2f}")
        print(f"lookup: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
