"""The truth of a document beside its PDF: NAME.truth.jsonl (rows of displays) and NAME.inline.jsonl (formulas in the text)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar


class Named(Protocol):
    """A look that a document is set in."""

    @property
    def name(self) -> str:
        """What it is chosen by, and what its document is called."""


def write_truth(out: Path, name: str, rows: Iterable[Mapping[str, object]], inline: Iterable[str]) -> None:
    """Write what a document called ``name`` holds: its rows as they are, its formulas in the text by their LaTeX."""
    for kind, lines in (("truth", rows), ("inline", [{"latex": latex} for latex in inline])):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / f"{name}.{kind}.jsonl").write_text(text, encoding="utf-8")


Look = TypeVar("Look", bound=Named)


def generate_looks(
    description: str | None, looks: Sequence[Look], generate: Callable[[Look, Path, str, int, int], Path]
) -> None:
    """The command line of a generator that sets the same formulas in several looks."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=("dev", "test", "held"), default="dev")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look", nargs="*", default=[])
    parser.add_argument("--grown", type=int, default=20)
    args = parser.parse_args()
    for look in looks:
        if not args.look or look.name in args.look:
            print(generate(look, args.out, args.split, args.seed, args.grown), flush=True)
