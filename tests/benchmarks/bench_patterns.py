"""How long matching takes: per equation, and as the library grows by generated patterns.

    python tests/benchmarks/bench_patterns.py [--rounds N] [PAPER.pdf ...]

Prints milliseconds per equation for the examples of the library, and the same with 250, 500 and 1,000 patterns more, made
by a generator from random shapes; for papers, the seconds for all their formulas, in the text too. CPU time of one core.
Nothing is asserted: times belong to the machine.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))

from patterns.library import Library, Rule, build, load_library
from patterns.match import match
from patterns.schema import Shape
from patterns.template import parse_template
from reader.expression.parse import parse_math
from reader.operators import Expr
from reader.read import read_paper

FUNCTIONS = [
    "log", "exp", "sin", "cos", "softmax", "tanh", "sqrt", "det", "tr", "rank", "conv", "pool", "relu", "gelu",
    "alpha", "vega", "lyra", "deneb", "altair", "mira", "spica", "rigel", "capella", "antares",
]  # fmt: skip


def generated(count: int, seed: int = 7) -> list[Rule]:
    """Rules from random shapes: sums, products, means and nested functions over wildcards."""
    rng = random.Random(seed)

    def term(depth: int) -> str:
        if depth == 0:
            return rng.choice(["\\any", "\\any[atom]", "\\any[probability]"])
        first, second = term(depth - 1), term(depth - 1)
        name = rng.choice(FUNCTIONS)
        return rng.choice([
            f"{first}+{second}",
            f"\\frac{{{first}}}{{{second}}}",
            f"\\operatorname{{{name}}}({first})",
            f"\\operatorname{{{name}}}({first})\\operatorname{{{rng.choice(FUNCTIONS)}}}({second})",
            f"\\sum_{{\\any}}\\operatorname{{{name}}}({first})",
            f"\\|{first}-{second}\\|^2",
        ])  # fmt: skip

    names = list(load_library().entries)
    rules: list[Rule] = []
    while len(rules) < count:
        text = term(rng.choice([2, 3]))
        rules.append(Rule(rng.choice(names), None, Shape(fit=text, at="any", weight=0.01), parse_template(text), ()))
    return rules


def measure(equations: list[Expr], library: Library, rounds: int) -> float:
    """Milliseconds per equation, the best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for expr in equations:
            match(expr, library=library)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(equations)


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("papers", nargs="*", type=pathlib.Path)
    args = ap.parse_args()
    rounds = args.rounds
    start = time.process_time()
    library = load_library()
    print(
        f"library: {len(library.entries)} patterns, {len(library.rules)} templates, loaded in {time.process_time() - start:.2f} s"
    )
    equations = [parse_math(example.latex) for entry in library.entries.values() for example in entry.examples]
    print(f"{len(equations)} equations: {measure(equations, library, rounds):.2f} ms each")
    for count in (250, 500, 1000):
        grown = build(library.entries, library.groups, (*library.rules, *generated(count)))
        print(f"with {count} generated patterns more: {measure(equations, grown, rounds):.2f} ms each")
    for path in args.papers:
        paper = read_paper(path)
        formulas = [equation.expr for equation in paper.equations]
        seconds = measure(formulas, library, rounds) * len(formulas) / 1000
        pages = max((equation.page for equation in paper.equations), default=0)
        print(f"{path.name}: {pages} pages, {len(formulas)} formulas: {seconds:.2f} s")


if __name__ == "__main__":
    main()
