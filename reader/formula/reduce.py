"""Items in paint order → the layout tree of a formula. The passes in their order."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.arrays import join_arrays, split_rows
from reader.formula.bars import join_bars
from reader.formula.composite import join_composites
from reader.formula.grids import without_grids
from reader.formula.item import Item
from reader.formula.paint_order.nearby import in_order, scripts_in_order
from reader.formula.raised import join_raised
from reader.formula.rows import build_row
from reader.formula.stacks import join_stacks
from reader.formula_tree import Array, Node, Row


def reduce_page(items: list[Item], ordered: bool = False) -> list[Item]:
    """All passes that need no knowledge of lines, over a whole page: afterwards what is left stands in rows.

    ``ordered`` says that the items were put into TeX's order as a whole, and need no second look.

    Works page-wide because each pass joins contiguous runs in paint order and is a no-op on running text.
    """
    whole = without_grids(join_composites(items))
    bars = join_bars(whole if ordered else in_order(whole), build, _joined)
    stacked = join_stacks(bars if ordered else scripts_in_order(bars), build)
    return join_raised(join_arrays(stacked, _line), build)


def build(items: Sequence[Item]) -> Node:
    """The layout tree of a run of items whose bars are already joined; several rows become an ``Array``."""
    joined = _joined(items)
    rows = split_rows(joined)
    if len(rows) <= 1:
        return _line(joined)
    return Array(tuple((_line(line),) for line in rows), "substack")


def _joined(items: Sequence[Item]) -> list[Item]:
    return join_raised(join_arrays(join_stacks(list(items), build), _line), build)


def build_line(items: Sequence[Item]) -> Node:
    """The layout tree of reduced items that stand in one line."""
    return _line(items) if items else Row(())


def _line(items: Sequence[Item]) -> Node:
    return build_row(items, build)
