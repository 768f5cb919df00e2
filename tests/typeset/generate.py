"""Typeset documents of our own with their truth beside them, for scoring what is read back.

    python tests/typeset/generate.py OUT [--split NAME] [--seed 1] [--style NAME ...] [--grown 40] [--coloured] [--repack WAY ...]

Writes ``NAME.pdf``, ``NAME.truth.jsonl`` (rows of displays) and ``NAME.inline.jsonl`` for every style of the split;
``--coloured`` sets every symbol in a colour of its own and writes ``NAME.colours.json``. The same arguments give the
same documents. ``--repack gs cairo`` sends each document through these programs, into ``OUT/gs`` and ``OUT/cairo`` with the same
truth; ``all`` is every way of ``repack.py``. Needs TeX Live.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from document import Document
from engines import TypesettingError, available, labels, typeset
from repack import WAYS, Missing, repack
from styles import Style, styles
from truth_files import write_truth

#: lists of formulas in ``formulas/``, with the styles of the same name
SPLITS = ("dev", "test", "held", "theory", "theoryheld", "ml", "mlheld", "fields", "fieldsheld")


def generate(style: Style, out: Path, split: str, seed: int, grown: int, coloured: bool = False) -> Path:
    """Set one document into ``out``; returns its PDF. Raises ``TypesettingError``."""
    document = Document(style, split, seed, grown, coloured)
    source = document.source()
    with tempfile.TemporaryDirectory() as folder:
        pdf = typeset(source, style.name, style.engine, Path(folder))
        numbers = labels(Path(folder) / f"{style.name}.aux")
        out.mkdir(parents=True, exist_ok=True)
        shutil.copy(pdf, out / pdf.name)
    (out / f"{style.name}.tex").write_text(source, encoding="utf-8")
    rows = []
    for row in document.truth.rows:
        page = numbers.get(f"p{row['display']}", ("", None))[1]
        number, page = numbers.get(str(row.pop("label")), (None, page))
        rows.append({**row, "number": number, "page": page})
    write_truth(out, style.name, rows, document.truth.inline)
    if coloured:
        (out / f"{style.name}.colours.json").write_text(json.dumps(document.truth.colours), encoding="utf-8")
    return out / f"{style.name}.pdf"


def repacked(pdf: Path, ways: list[str]) -> list[str]:
    """Send a document through other programs, with its truth; returns what could not be done, and why."""
    left_out = []
    for way in list(WAYS) if ways == ["all"] else ways:
        copy = pdf.parent / way / pdf.name
        try:
            repack(way, pdf, copy)
        except (Missing, subprocess.SubprocessError) as error:
            left_out.append(f"{way}: left out, {error}")
            continue
        for kind in ("truth", "inline"):
            shutil.copy(pdf.with_suffix(f".{kind}.jsonl"), copy.parent)
    return left_out


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", nargs="*", default=[])
    parser.add_argument("--grown", type=int, default=40)
    parser.add_argument("--coloured", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repack", nargs="*", default=[], choices=["all", *WAYS])
    args = parser.parse_args()
    chosen = [s for s in styles() if (s.name in args.style if args.style else s.split == args.split)]

    def one(style: Style) -> str:
        if not available(style.engine):
            return f"{style.name}: left out, {style.engine} is not installed"
        try:
            pdf = generate(style, args.out, args.split, args.seed, args.grown, args.coloured)
            notes = repacked(pdf, args.repack)
        except TypesettingError as error:
            return f"{style.name}: FAILED\n{error}"
        return "\n".join([f"{style.name}: done", *notes])

    with ThreadPoolExecutor(args.jobs) as pool:
        for line in pool.map(one, chosen):
            print(line, flush=True)


if __name__ == "__main__":
    main()
