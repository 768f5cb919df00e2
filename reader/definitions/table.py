r"""Notation tables that were read as one run of text: a symbol, what it is, the next symbol, what that is.

Symbol Meaning $g$ size of a grain $M$ number of meshes $\tau$ time between two shakes
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.definitions import words
from reader.definitions.candidates import Candidate, propose
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import kind, low
from reader.definitions.phrases import MAX_WORDS, Span
from reader.definitions.text import Token

#: a table has at least this many rows
LEAST_ROWS = 3
_HEADINGS = frozenset(
    "symbol symbols notation notations meaning meanings description descriptions definition definitions variable "
    "variables parameter parameters name names quantity quantities explanation interpretation term terms".split()
)


def table_row(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose what stands in the row of the symbol."""
    if mention.how in ("inside", "right"):
        return
    for first, start, end in rows_of(prepared.tokens):
        if first == mention.token:
            yield from propose(prepared, mention, Span(start, end), "table_row")


def rows_of(tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """The rows of a notation table, as (place of the symbol, start and end of its meaning); empty if it is none.

    A formula that ends a meaning ("weights of mesh $m$") stands behind a word and in front of the next symbol.
    """
    starts = [i for i in range(len(tokens)) if _begins_row(tokens, i)]
    if len(starts) < LEAST_ROWS:
        return []
    heading = [low(tokens, i) for i in range(starts[0]) if kind(tokens, i) == "word"]
    if heading and not _HEADINGS & set(heading[-4:]):
        return []
    headed = len(_HEADINGS & set(heading[-4:])) > 1 and starts[0] == len(heading)  # "Symbol Meaning $g$ size of ..."
    inside = range(starts[0], len(tokens) - (kind(tokens, len(tokens) - 1) == "stop"))
    if any(kind(tokens, i) in ("stop", "display") if headed else _is_prose(tokens, i) for i in inside):
        return []
    more = bool(_MORE_COLUMNS & set(heading[-4:]))
    ends = [*starts[1:], len(tokens)]
    rows = [(a, a + 1, _without_column(tokens, a + 1, b) if more else b) for a, b in zip(starts, ends, strict=True)]
    return rows if all(b - a <= MAX_WORDS + 1 for a, _, b in rows) else []


#: headings of further columns, and what may stand in these beside formulas
_MORE_COLUMNS = frozenset(
    "shape shapes size sizes dimension dimensions type types kind value values range domain".split()
)
_COLUMN_WORDS = frozenset("scalar vector matrix tensor set function integer real number int float binary".split())


def _without_column(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of a row's meaning, without the cell of a further column: a formula, a number, the name of a kind."""
    last = end - 1
    in_cell = kind(tokens, last) in ("math", "number") or low(tokens, last) in _COLUMN_WORDS
    return last if in_cell and last > start and low(tokens, last - 1) not in words.PREPOSITIONS else end


def _begins_row(tokens: Sequence[Token], i: int) -> bool:
    """Whether a symbol begins a row: words follow, and it is not what a preposition speaks of ("at time $t$")."""
    if kind(tokens, i) != "math" or kind(tokens, i + 1) != "word":
        return False
    return low(tokens, i - 1) not in words.PREPOSITIONS and low(tokens, i + 1) not in words.PREPOSITIONS


def _is_prose(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token belongs to sentences: a comma between clauses, a stop, a verb that links."""
    return (
        kind(tokens, i) in ("stop", "display")
        or low(tokens, i) in words.AUXILIARIES
        or low(tokens, i) in words.DENOTING
        or low(tokens, i) in words.SUBORDINATORS - {"s.t", "i.e", "e.g"}
        or low(tokens, i) in words.PRONOUNS - {"one", "which", "i"}
    )
