"""The command ``define``: rows of text and symbol in, what the text says the symbol is out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reader.definitions.text_definitions import definitions_in
from reader.errors import UnreadableError

#: longest text of one row, in characters: far beyond a paragraph, small enough that a row cannot stall the command
MAX_TEXT = 100_000


def define_rows(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One answer per row, in order: ``{"id", "pred"}``; ``pred`` is None where the text does not define the symbol.

    Args:
        rows: each with ``id``, ``text`` (math between dollar signs) and ``symbol`` (LaTeX or Unicode).

    Raises:
        UnreadableError: a row lacks a key or holds something other than text; names the line, counted from 1.
    """
    for line, row in enumerate(rows, start=1):
        text, symbol = _text_and_symbol(line, row)
        found = definitions_in(text, symbol)
        yield {"id": row["id"], "pred": found[0].phrase if found else None}


def _text_and_symbol(line: int, row: object) -> tuple[str, str]:
    if not isinstance(row, dict):
        raise UnreadableError(f"line {line}: expected an object with id, text and symbol")
    missing = [key for key in ("id", "text", "symbol") if key not in row]
    if missing:
        raise UnreadableError(f"line {line}: {', '.join(missing)} missing; a row has id, text and symbol")
    text, symbol = row["text"], row["symbol"]
    if not isinstance(text, str) or not isinstance(symbol, str):
        raise UnreadableError(f"line {line}: text and symbol must be strings")
    if len(text) > MAX_TEXT:
        raise UnreadableError(f"line {line}: text of {len(text)} characters; at most {MAX_TEXT} are read")
    return text, symbol
