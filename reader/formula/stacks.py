"""Pass 3: what stands over or under something: accents, limits of operators, labels."""

from __future__ import annotations

from reader.formula.accents import OVER, is_script, join_accents
from reader.formula.braces import join_braces, trim_back
from reader.formula.item import FRACTION_SIZE, Build, Item, extent
from reader.formula.limits import LIMIT_REACH, SCRIPT_RATIO, around, join_limits
from reader.formula.slanted import join_slanted
from reader.formula.substacks import join_substack
from reader.formula_tree import Node, Scripts, Stack

#: em; a label is centred on a name, relation or arrow more closely
LABEL_CENTRE = 0.16
#: em; what is painted before a mark and ends this far to its right at most is the end of a wider label over it: ``(iii)``
LABEL_REACH = 2.0
#: marks in the longest label under a name
LONGEST_LABEL = 60
#: letters of a text font in the longest label under an upright name ("maximize", "arg max")
LONGEST_TEXT_LABEL = 14

#: em; the lower row of a binomial, or the next line, is this far below what a script before it belongs to
LINE_BELOW = 0.6


def join_stacks(items: list[Item], build: Build) -> list[Item]:
    """The items with accents, braces, limits and labels joined to what they belong to."""
    kinds = {item.kind for item in items}
    if "accent" in kinds or not OVER.isdisjoint([item.latex for item in items]):
        items = join_accents(items, build)
    if "hbrace" in kinds:
        items = join_braces(items, build)
    if "bigop" in kinds:
        items = join_limits(items, build)
    return _labels(items, build)


def _labels(items: list[Item], build: Build) -> list[Item]:
    items = list(items)
    i, before = 0, 0.0
    while i < len(items):
        item = items[i]
        size = item.size
        smaller_before, before = before < size, size
        if not (smaller_before and i) and (i + 1 == len(items) or items[i + 1].size >= size):
            i += 1  # nothing smaller beside it
            continue
        if item.kind in ("mark", "compound") and i + 1 < len(items) and _hangs_under(item, items[i + 1]):
            i = _under(items, i, build)
            item = items[i]
        if item.kind == "mark" and i + 1 < len(items) and items[i + 1].size < size:
            join_substack(items, i, SCRIPT_RATIO, build)
            if item.latex == "/":
                i = join_slanted(items, i, SCRIPT_RATIO, build) + 1
                continue
        labelled = item.kind == "mark" or isinstance(item.node, Stack)
        if i and labelled and _stands_over(items[i - 1], item):
            i = _over_label(items, i, build)
        before = items[i].size
        i += 1
    return items


def _hangs_under(core: Item, label: Item) -> bool:
    style = label.size * (FRACTION_SIZE if label.latex == "frac" else 1.0)
    return (
        label.kind != "rule"
        and style <= SCRIPT_RATIO * core.size
        and label.box.y0 >= core.base + 0.04 * core.size
        and label.box.y0 <= core.base + LIMIT_REACH * core.size
        and label.x0 < core.x1 - 0.1 * core.size
    )


def _under(items: list[Item], i: int, build: Build) -> int:
    """Join the run under the name that ends at ``i``; returns the index of the joined item (or ``i``)."""
    core = items[i]
    end = i + 1
    while (
        end < min(len(items), i + 1 + LONGEST_LABEL)
        and items[end].size <= SCRIPT_RATIO * core.size
        and items[end].box.y0 >= core.base
        and items[end].kind != "rule"
    ):
        end += 1
    letters = sum(not label.math and label.latex.isalpha() for label in items[i + 1 : end])
    if letters > LONGEST_TEXT_LABEL and not core.math and core.kind == "mark" and core.latex.isalpha():
        return i  # a line of smaller text below a heading
    choices = []
    for stop in range(end, i + 1, -1):
        label = extent(items[i + 1 : stop])
        start = i
        while True:
            name = items[start : i + 1]
            off = abs(extent(name).x_mid - label.x_mid)
            if off <= LABEL_CENTRE * core.size:
                choices.append((stop, -off, start))
            previous = items[start - 1] if start else None
            if previous is None or not _same_word(previous, items[start]):
                break
            start -= 1
    if not choices:
        return i
    stop, _, start = max(choices)
    name = items[start : i + 1]
    base, under = build(name), build(items[i + 1 : stop])
    letters = all(part.latex.isalpha() for part in name)
    node: Node = Scripts(base, under, None, limits=True) if letters else Stack(base, None, under)
    if isinstance(base, Stack) and base.below is None:
        node = Stack(base.base, base.above, under)
    items[start:stop] = [around(core, items[start:stop], node)]
    return start


def _same_word(left: Item, right: Item) -> bool:
    if left.kind != "mark" or not left.latex.isalpha() or not right.latex.isalpha() or left.math != right.math:
        return False
    near = -0.2 * right.size <= right.x0 - left.x1 <= 0.35 * right.size
    return near and abs(left.base - right.base) < 0.05 * right.size and abs(left.size - right.size) < 0.1 * right.size


def _stands_over(label: Item, core: Item) -> bool:
    return (
        label.kind != "rule"
        and label.size <= SCRIPT_RATIO * core.size
        and label.box.y1 <= core.box.y0 + 0.12 * core.size
        and label.box.y1 >= core.box.y0 - 0.8 * core.size
        and label.x1 > core.x0 + 0.1 * core.size
        and label.x0 < core.x1 + LABEL_REACH * core.size
    )


def _begins_behind(item: Item, before: Item) -> bool:
    """Whether an item begins where a larger one ends, and beside it, as its subscript does behind a superscript."""
    beside = before.box.y0 < item.box.y1 and item.box.y0 < before.box.y1 + 0.5 * before.size
    return item.size <= SCRIPT_RATIO * before.size and abs(item.x0 - before.x1) < 0.15 * before.size and beside


def _over_label(items: list[Item], i: int, build: Build) -> int:
    """Join the run over the mark at ``i``; returns the index of the joined item (or ``i``)."""
    core = items[i]
    start = i
    while (
        start > 0
        and items[start - 1].kind != "rule"
        and items[start - 1].size <= SCRIPT_RATIO * core.size
        and items[start - 1].box.y1 <= core.box.y0 + 0.12 * core.size
    ):
        start -= 1
    run = trim_back(items[start:i], core, LABEL_CENTRE)
    if not run or core.node is None:
        return i
    start = i - len(run)
    before = items[start - 1] if start else None
    if before is not None and is_script(run[0], before):
        if is_script(core, before):
            return i  # both begin behind a larger mark: its two scripts
        if core.x0 < before.x1 - 0.1 * core.size:
            return i  # a script on a superscript, and the subscript that goes back under them
    if any(
        _begins_behind(run[0], other)
        and (core.x0 < other.x1 - 0.1 * core.size or core.base - other.base > LINE_BELOW * core.size)
        for other in items[max(0, start - 6) : start]
    ):
        return i  # a script of the line above
    below = core.node.below if isinstance(core.node, Stack) else None
    base = core.node.base if isinstance(core.node, Stack) else core.node
    node = Stack(base, build(run), below)
    items[start : i + 1] = [around(core, items[start : i + 1], node)]
    return start
