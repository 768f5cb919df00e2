"""Hand-labelled (sentence, symbol) pairs out of our own reading of real papers: half of them define nothing.

The labels are in ``reader_pairs.yaml``; the sentences themselves are not kept, they are read from the papers of a corpus
folder whenever they are needed. A pair whose sentence our reader no longer reads as one is left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reader.definitions.latex import marks
from reader.definitions.mentions import mentions, prepare
from reader.paper import Sentence
from reader.read import read_paper

PAIRS = Path(__file__).with_name("reader_pairs.yaml")
_FORMULA = re.compile(r"\$\$?[^$]*\$\$?")

Row = dict[str, Any]


@cache
def sentences_of(pdf: Path) -> tuple[Sentence, ...]:
    return read_paper(pdf).sentences


def reader_pairs(
    part: str, corpus: Path, sentences: Callable[[Path], Sequence[Sentence]] = sentences_of
) -> tuple[list[Row], int]:
    """Rows of one part (``tune`` or ``check``) as `check_definitions` scores them, and how many were not found."""
    rows: list[Row] = []
    lost = 0
    for paper, labels in yaml.safe_load(PAIRS.read_text(encoding="utf-8"))[part].items():
        said = sentences(corpus / "papers" / f"{paper}.pdf")
        for number, (page, symbol, near, gold) in enumerate(labels):
            text = find(said, page, symbol, near)
            if text is None:
                lost += 1
            else:
                rows.append({"id": f"{paper}-{number}", "doc": paper, "text": text, "symbol": symbol, "gold": gold})
    return rows, lost


def find(sentences: Sequence[Sentence], page: int, symbol: str, near: str) -> str | None:
    """The sentence of that page that mentions the symbol near those words."""
    for sentence in sentences:
        here = sentence.page == page and near in " ".join(_FORMULA.sub(" # ", sentence.text).split())
        if here and (near or mentions(prepare(sentence.text, marked=True), marks(symbol))):
            return sentence.text
    return None
