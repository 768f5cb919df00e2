r"""Brings a layout tree into normal form, so that two ways to set one formula give one tree.

The rules are those of ``reader.formula_tree`` and ``reader.marks``. Boxes are kept: a mark put together from several
has the box of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader import marks
from reader.formula.words import run_text, word_runs
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Face,
    Fence,
    Fraction,
    Leaf,
    Mark,
    Name,
    Node,
    Radical,
    Row,
    Scripts,
    Space,
    Stack,
    Text,
    box_of,
    row,
)
from reader.geometry import union

#: a word that may stand as a ``Name``: letters and digits, parts joined by hyphens
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
#: gap that a new column of an aligned display stands for, in ems
COLUMN_GAP = 2.0
_DIGIT_FACES: dict[Face, Face] = {"bf": "bf", "bi": "bf", "bb": "bb", "sf": "sf", "tt": "tt"}
_PAIRS = {(":", "="): r"\coloneqq", ("=", ":"): r"\eqqcolon"}


def normal_form(node: Node) -> Node:
    """Return the tree in normal form; trees that already are come back equal."""
    match node:
        case Mark():
            return _mark(node)
        case Name():
            return word_node(node.text, node.face, replace(node))
        case Text():
            return word_node(node.text, node.face, replace(node))
        case Space():
            return node
        case Row(items=items):
            return normal_row([normal_form(item) for item in items])
        case Scripts():
            return _scripts(node)
        case Stack():
            return _stack(node)
        case Fence():
            return _fence(node)
        case Array():
            return _array(node)
        case Accent():
            mark = marks.ACCENT_ALIASES.get(node.mark, node.mark)
            return replace(node, base=_slot(node.base), mark=mark)
        case Fraction():
            return replace(node, above=_slot(node.above), below=_slot(node.below))
        case Radical():
            return replace(node, body=_slot(node.body), index=_optional(node.index))
        case Brace():
            return replace(node, base=_slot(node.base), label=_optional(node.label))


def normal_row(items: Sequence[Node]) -> Node:
    """Join normal items into a row: numbers, ``:=`` and dots put together, gaps merged and kept only between items."""
    joined: list[Node] = []
    flat = row(items)
    for item in flat.items if isinstance(flat, Row) else (flat,):
        joined.append(item)
        while len(joined) > 1 and (made := _joined(joined[-2], joined[-1])) is not None:
            joined[-2:] = [made]
        _join_dots(joined)
    for start, end in reversed(word_runs(joined)):
        box = union(item.box for item in joined[start:end])
        joined[start:end] = [Text(run_text(joined[start:end]), "rm", box)]
    while joined and isinstance(joined[0], Space):
        del joined[0]
    while joined and isinstance(joined[-1], Space):
        del joined[-1]
    return row(joined)


def word_node(words: str, face: Face, leaf: Leaf | None = None) -> Node:
    """Return the leaf for words set in text: a ``Mark`` for one character, a ``Name`` for one word, else ``Text``."""
    box = leaf.box if leaf is not None else None
    stripped = " ".join(words.split())
    bare = stripped.replace(" ", "")
    if not stripped:
        return Row((), box)
    if bare in marks.SPACED_NAMES:
        return Name(bare, face, box)
    if len(stripped) == 1 or re.fullmatch(r"[0-9]+(\.[0-9]+)?", stripped):
        return _mark(Mark(marks.FROM_UNICODE.get(stripped, _ESCAPED.get(stripped, stripped)), face, box))
    if isinstance(leaf, Name) and (face != "rm" or not marks.is_connective(stripped)):
        return Name(stripped, face, box)
    if WORD.fullmatch(stripped) and not marks.is_connective(stripped):
        return Name(stripped, face, box)
    return Text(stripped, face, box)


_ESCAPED = {"{": r"\{", "}": r"\}", **{c: "\\" + c for c in "#$%&_"}}


def _slot(node: Node) -> Node:
    """Return the normal form of a part with a place of its own, where a gap means nothing."""
    made = normal_form(node)
    return Row((), made.box) if isinstance(made, Space) else made


def _optional(node: Node | None) -> Node | None:
    return None if node is None else _slot(node)


def _mark(mark: Mark) -> Mark:
    name = marks.plain(marks.FROM_UNICODE.get(mark.latex, mark.latex))
    face: Face = "it"
    if marks.is_number(name):
        face = _DIGIT_FACES.get(mark.face, "it")
    elif marks.is_capital_greek(name):
        face = mark.face if mark.face in ("it", "bf") else "bf" if mark.face == "bi" else "rm"
    elif marks.is_small_greek(name):
        face = "bi" if mark.face in ("bf", "bi") else "it"
    elif marks.is_letter(name):
        face = mark.face
    return replace(mark, latex=name, face=face)


def _joined(left: Node, right: Node) -> Node | None:
    """Return the one item that two neighbours make, if any; the right one may carry scripts."""
    if isinstance(left, Space) and isinstance(right, Space):
        return Space(left.em + right.em, union([left.box, right.box]))
    if isinstance(right, Scripts) and not right.limits:
        base = _joined(left, right.base) if isinstance(left, Mark) and isinstance(right.base, Mark) else None
        return None if base is None else replace(right, base=base)
    if not (isinstance(left, Mark) and isinstance(right, Mark)):
        return None
    pair = _PAIRS.get((left.latex, right.latex))
    if pair is not None:
        return Mark(pair, "it", union([left.box, right.box]))
    numbers = marks.is_number(left.latex) or (left.latex == "." and right.latex[:1] != ".")  # "..0" is no number
    if numbers and marks.is_number(right.latex):
        face_agrees = left.latex == "." or left.face == right.face
        return replace(right, latex=left.latex + right.latex, box=union([left.box, right.box])) if face_agrees else None
    return None


def _join_dots(items: list[Node]) -> None:
    """Make three points in a row an ellipsis, also where the last was joined to the number behind it."""
    tail = items[-3:]
    if len(tail) < 3:
        return
    last = tail[2]
    points = [*tail[:2], last.base if isinstance(last, Scripts) else last]
    third = points[2]
    if not all(isinstance(point, Mark) and point.latex == "." for point in points[:2]) or not isinstance(third, Mark):
        return
    made = Mark(r"\ldots", "it", union([point.box for point in points]))
    if third.latex == ".":
        items[-3:] = [replace(last, base=made) if isinstance(last, Scripts) else made]
    elif third.latex.startswith(".") and marks.is_number(third.latex):
        number = replace(third, latex=third.latex[1:])
        items[-3:] = [made, replace(last, base=number) if isinstance(last, Scripts) else number]


def _scripts(node: Scripts) -> Node:
    base, sub, sup = _slot(node.base), _filled(node.sub), _filled(node.sup)
    if isinstance(base, Row) and len(base.items) == 2 and all(isinstance(item, Name) for item in base.items):
        joined = "".join(item.text for item in base.items if isinstance(item, Name))
        base = Name(joined, "rm", box_of(base)) if joined in marks.SPACED_NAMES else base
    if sub is None and sup is None:
        return base
    limits = node.limits
    if isinstance(base, Scripts) and not base.limits and not limits:
        free_sub, free_sup = base.sub is None or sub is None, base.sup is None or sup is None
        if free_sub and free_sup and not isinstance(base.base, Row):
            sub, sup, base = sub or base.sub, sup or base.sup, base.base
    if takes_limits(base):
        limits = True
    elif limits and not may_take_limits(base):
        return _stack(Stack(base, above=sup, below=sub, box=node.box))
    return Scripts(base, sub, sup, limits, node.box)


def _filled(node: Node | None) -> Node | None:
    """Return the normal form of a script, None where there is nothing in it."""
    made = _optional(node)
    return None if isinstance(made, Row) and not made.items else made


def takes_limits(base: Node) -> bool:
    r"""Tell whether a base takes its scripts above and below in a display without being told (``\sum``, ``\max``)."""
    if isinstance(base, Mark):
        return base.latex in marks.BIG and base.latex not in marks.INTEGRALS
    return isinstance(base, Name) and base.face == "rm" and base.text in marks.LIMIT_NAMES


def may_take_limits(base: Node) -> bool:
    r"""Tell whether something above or below a base is its limits (``\int``, names, ``\mathbb{E}``) and no label."""
    if isinstance(base, Mark):
        return base.latex in marks.BIG or (base.face == "bb" and marks.is_letter(base.latex))
    return isinstance(base, Name) and base.face == "rm"


def _stack(node: Stack) -> Node:
    base, above, below = _slot(node.base), _filled(node.above), _filled(node.below)
    if above is None and below is None:
        return base
    if may_take_limits(base):
        return Scripts(base, below, above, True, node.box)
    if isinstance(base, Stack) and (base.above is None or above is None) and (base.below is None or below is None):
        return Stack(base.base, above or base.above, below or base.below, node.box)
    if isinstance(base, Scripts) and base.limits and not (base.sup and above) and not (base.sub and below):
        return replace(base, sub=below or base.sub, sup=above or base.sup, box=node.box)
    if isinstance(base, Stack | Scripts) and above is not None and below is not None:
        return _stack(Stack(_stack(Stack(base, below=below)), above=above, box=node.box))
    return Stack(base, above, below, node.box)


def _fence(node: Fence) -> Node:
    opening, body, closing = marks.plain(node.opening), _slot(node.body), marks.plain(node.closing)
    if isinstance(body, Array) and body.kind == "matrix" and (opening, closing) in ((r"\{", "."), (".", r"\}")):
        body = replace(body, kind="cases")
    if opening in marks.STRETCHABLE and closing in marks.STRETCHABLE:
        return replace(node, opening=opening, body=body, closing=closing)
    sides = [Mark(opening, "it", node.opening_box), Mark(closing, "it", node.closing_box)]
    return normal_row([side for side in (sides[0], body, sides[1]) if side != Mark(".", "it", side.box)])


def _array(node: Array) -> Node:
    kind = "matrix" if node.kind == "cases" else node.kind  # ``_fence`` knows better
    rows: list[tuple[Node, ...]] = []
    if kind in ("aligned", "gathered", "substack"):
        for cells in node.rows:
            line = _line(cells)
            if isinstance(line, Array) and line.kind == kind:
                rows.extend(line.rows)
            elif not (isinstance(line, Row) and not line.items):
                rows.append((line,))
        if len(rows) == 1:
            return rows[0][0]
    else:
        rows = [tuple(_slot(cell) for cell in cells) for cells in node.rows]
        while rows and all(isinstance(cell, Row) and not cell.items for cell in rows[-1]):
            rows.pop()
    return Array(tuple(rows), kind, node.box) if rows else Row((), node.box)


def _line(cells: tuple[Node, ...]) -> Node:
    """One row of a display: left and right sides run on, a new pair of columns stands apart."""
    items: list[Node] = []
    for place, cell in enumerate(cells):
        if place and place % 2 == 0 and items:
            items.append(Space(COLUMN_GAP))
        items.append(cell)
    return _slot(row(items))
