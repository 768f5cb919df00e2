r"""What the shape of a formula says against the way it was read.

A formula that was put together wrongly mostly shows it: a script without a base, a row that ends in an operator, brackets
that do not match, two lines in a numerator. Each sign has a name here, a sentence in ``data/reading/doubts.yaml``, and a
weight in ``data/reading/confidence.json``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader import marks
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
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
    children,
    walk,
)

OPENING, CLOSING = frozenset(marks.OPENINGS) - {"|", r"\|"}, frozenset(marks.CLOSINGS) - {"|", r"\|"}
RELATIONS = frozenset(marks.RELATIONS) | frozenset(marks.NEGATIONS.values()) | {"=", "<", ">"}
#: signs that also stand before what they belong to, or alone as a script
PREFIXES = frozenset(
    {"+", "-", r"\pm", r"\mp", r"\sim", r"\circ", "*", r"\star", r"\ast", r"\dagger", r"\ddagger", "/"}
)
BINARIES = (frozenset(marks.BINARIES) | {"+", "-"}) - {"/", r"\setminus"}
INFIX = BINARIES - PREFIXES
#: signs with which a script may begin
SCRIPT_STARTS = PREFIXES | frozenset(
    r"= < > \leq \geq \neq \in \times \perp \parallel \to \rightarrow \succ \prec".split()
)
NO_STARTS = (RELATIONS | BINARIES) - SCRIPT_STARTS
#: signs that carry no scripts
NO_CARRIERS = OPENING | RELATIONS | BINARIES | {",", ".", ";"}
#: relations that stand alone in a script now and then
LONE_RELATIONS = frozenset(r"< > \leq \geq \perp \parallel \to \rightarrow \leftarrow \succ \prec \bot".split())
#: marks that every paper has; any other one is read less often, and was seen less often while the reader was made
COMMON = frozenset(
    r"+ - = < > ( ) [ ] | , . ; : / ! \{ \} \| \cdot \times \partial \nabla \infty \in \leq \geq \neq \sim \approx \top \to "
    r"\rightarrow \mapsto \prime \ldots \cdots \langle \rangle \odot \circ \pm \propto \subset \subseteq \cup \cap \coloneqq "
    r"\equiv \ell \Rightarrow \forall \exists \notin \lfloor \rfloor \lceil \rceil \oplus \otimes \ll \gg * \leftarrow \dagger".split()
)
#: marks that look like letters of another face, or like each other, and share their place in some fonts
LOOK_ALIKE = frozenset({r"\Re", r"\Im", r"\emptyset", r"\varnothing", r"\hbar", r"\hslash", r"\wp"})
#: marks that only the composition passes leave behind where they did not find what belongs to them
LEFT_BEHIND = frozenset(marks.ACCENTS) | {r"\surd", r"\not", "⏞", "⏟"}
#: marks of a row up to which it is a scrap
SCRAP = 3
#: letters of words from which a formula is rather a sentence
WORDY = 14
#: share of the lower row, and points, by which the ink of two rows of a display may overlap
ROW_OVERLAP, ROW_POINTS = 0.15, 1.0


def doubts(tree: Node) -> Counter[str]:
    """Counts of what is odd about a formula, by name."""
    found: Counter[str] = Counter()
    rows = (
        [_side_by_side(cells) for cells in tree.rows]
        if isinstance(tree, Array) and tree.kind in ("aligned", "gathered")
        else [tree]
    )
    for place, line in enumerate(rows):
        _line(line, place, len(rows), found)
    _rows(rows, found)
    _brackets([item for line in rows for item in _items(line)], found)
    for line in rows:
        if isinstance(line, Row):  # its brackets may close in the next
            _neighbours(line.items, found)
        for node in line.items if isinstance(line, Row) else (line,):
            _look(node, found)
    return +found


def _side_by_side(cells: Sequence[Node]) -> Node:
    items = [item for cell in cells for item in (cell.items if isinstance(cell, Row) else (cell,))]
    return items[0] if len(items) == 1 else Row(tuple(items))


def _items(node: Node | None) -> list[Node]:
    """The parts of a row, without gaps; a node that is no row is one part."""
    if node is None:
        return []
    return [n for n in (node.items if isinstance(node, Row) else (node,)) if not isinstance(n, Space)]


def _sign(node: Node) -> str:
    """The mark that a node is, or that carries its scripts; empty for anything else."""
    while isinstance(node, Scripts):
        node = node.base
    return node.latex if isinstance(node, Mark) else ""


# a whole row of a display -------------------------------------------------------------------------------------------


def _line(line: Node, place: int, count: int, found: Counter[str]) -> None:
    items = _items(line)
    while items and _sign(items[-1]) in (",", ".", ";", ":"):
        items.pop()
    if not items:
        found["bare_row"] += 1
        return
    signs = [_sign(item) for item in items]
    first, last = signs[0], signs[-1]
    found["starts_midway"] += (place == 0 and (first in RELATIONS or first in INFIX)) or first in CLOSING
    found["ends_midway"] += place == count - 1 and isinstance(items[-1], Mark) and _unfinished(last)
    found["nothing_follows"] += place == count - 1 and _wants_more(items[-1])
    if not RELATIONS.intersection(signs) and not any(isinstance(item, Array | Stack) for item in items):
        found["no_relation" if count == 1 else "row_without_relation"] += 1
    found["row_starts_plainly"] += place > 0 and first not in RELATIONS and first not in BINARIES
    found["number_within"] += len(items) > 3 and first == "(" and signs[1].isdigit() and signs[2] == ")"
    found["opens_with_words"] += place == 0 and isinstance(items[0], Text) and " " in items[0].text.strip()
    found["scrap"] += sum(1 for item in items for node in walk(item) if isinstance(node, Mark | Name | Text)) <= SCRAP


def _unfinished(sign: str) -> bool:
    return sign in RELATIONS or sign in BINARIES - {"*", r"\dagger", r"\star"} or sign in OPENING


def _wants_more(node: Node) -> bool:
    """A sum, an integral or a limit, which say nothing alone."""
    while isinstance(node, Scripts):
        node = node.base
    return (isinstance(node, Mark) and node.latex in marks.BIG) or (
        isinstance(node, Name) and node.text in marks.LIMIT_NAMES
    )


def _rows(rows: Sequence[Node], found: Counter[str]) -> None:
    """Rows whose ink overlaps, or of which one begins where the other ends, are one row torn apart."""
    found["rows"] = len(rows) - 1
    boxes = [box_of(line) for line in rows]
    for above, below in pairwise(boxes):
        if above is None or below is None:
            continue
        overlap = min(above.y1, below.y1) - max(above.y0, below.y0)
        found["rows_overlap"] += overlap > max(ROW_POINTS, ROW_OVERLAP * min(above.height, below.height))
        found["row_beside"] += below.x0 > above.x1 - 2 * ROW_POINTS


# inside -------------------------------------------------------------------------------------------------------------


def _look(node: Node, found: Counter[str]) -> None:
    """Count what is odd in a node and below it."""
    match node:
        case Mark():
            _mark(node, found)
        case Name(text=text, face=face):
            found["italic_word"] += face == "it"
        case Text(text=text):
            found["words"] += 1
            found["wordy"] += len(text) > WORDY
        case Row(items=items):
            _neighbours(items, found)
            _brackets(items, found)
        case Scripts():
            _scripts(node, found)
        case Fraction() | Radical() | Accent() | Brace() | Stack():
            _built(node, found)
        case Fence(opening=opening, closing=closing):
            found["unmatched"] += (opening in OPENING) != (closing in CLOSING)
        case Array():
            _array(node, found)
    for child in children(node):
        _look(child, found)


def _mark(node: Mark, found: Counter[str]) -> None:
    name = node.latex
    found["unknown"] += not node.known
    if name in LEFT_BEHIND:
        found["left_behind"] += 1
    elif name in LOOK_ALIKE:
        found["look_alike"] += 1
    elif name not in COMMON and name not in marks.BIG and not _is_letter(name):
        found["rare"] += 1


def _is_letter(name: str) -> bool:
    plain = name.replace(".", "")
    return plain.isalnum() or marks.is_small_greek(name) or marks.is_capital_greek(name)


def _brackets(items: Sequence[Node], found: Counter[str]) -> None:
    depth = 0
    for item in items:
        sign = _sign(item)
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth < 0:
            found["brackets"] += 1
            depth = 0
    found["brackets"] += depth > 0


def _neighbours(items: Sequence[Node], found: Counter[str]) -> None:
    for left, right in pairwise(item for item in items if not isinstance(item, Space)):
        before, after = _sign(left) if isinstance(left, Mark) else "", _sign(right)
        found["two_integrals"] += before == after == r"\int"
        found["operators_meet"] += (before in RELATIONS or before in BINARIES) and (
            after in INFIX or after in RELATIONS
        )


def _part(node: Node | None, found: Counter[str]) -> None:
    """Part of a formula with a row of its own: a numerator, a script, what a root or an accent spans."""
    items = _items(node)
    if node is not None and not items:
        found["empty"] += 1
    if len(items) > 1:
        first, last = items[0], items[-1]
        found["ends_midway"] += isinstance(last, Mark) and (
            last.latex in RELATIONS or last.latex in INFIX or last.latex in OPENING
        )
        found["ends_in_sign"] += isinstance(last, Mark) and last.latex in ("+", "-") and len(items) > 2
        found["starts_midway"] += isinstance(first, Mark) and first.latex in CLOSING
    found["lines_apart"] += isinstance(node, Array) and node.kind == "substack"


def _scripts(node: Scripts, found: Counter[str]) -> None:
    base, carrier = node.base, _sign(node.base)
    found["no_base"] += isinstance(base, Row) and not base.items
    found["odd_base"] += isinstance(base, Mark) and not node.limits and carrier in NO_CARRIERS
    lone = node.sub is None and isinstance(node.sup, Mark)  # a transpose, a power
    found["double_scripts"] += isinstance(base, Scripts) and not lone
    found["scripts_on_fraction"] += isinstance(base, Fraction) and base.bar and not lone
    found["scripts_on_root"] += isinstance(base, Radical)
    found["scripts_on_bar"] += isinstance(base, Accent) and isinstance(base.base, Row)
    found["limits_on_integral"] += node.limits and carrier in marks.INTEGRALS
    for script in (node.sub, node.sup):
        if script is None:
            continue
        items = _items(script)
        if not node.limits:
            _part(script, found)
            found["odd_start_of_script"] += len(items) > 1 and _sign(items[0]) in NO_STARTS
            found["root_in_script"] += bool(items) and isinstance(items[0], Radical)
        else:
            found["words_in_limits"] += any(isinstance(n, Text | Name) for n in walk(script))
        found["odd_script"] += isinstance(script, Mark) and script.latex in RELATIONS - LONE_RELATIONS


def _built(node: Fraction | Radical | Accent | Brace | Stack, found: Counter[str]) -> None:
    match node:
        case Fraction(above=above, below=below, bar=bar):
            _part(above, found)
            _part(below, found)
            found["binomial"] += not bar
        case Radical(body=body):
            _part(body, found)
        case Accent(base=base):
            _part(base, found)
            found["accent_on_scripts"] += isinstance(base, Scripts)
        case Brace(base=base, label=label):
            _part(base, found)
            found["brace"] += 1
            found["brace_alone"] += label is None
        case Stack(base=base):
            found["stack"] += 1
            found["no_base"] += not _items(base) or (isinstance(base, Mark) and not base.known)
            found["stack_on_formula"] += not isinstance(base, Mark | Name | Text) or _is_letter(_sign(base))


def _array(node: Array, found: Counter[str]) -> None:
    if node.kind == "substack":
        found["substack"] += 1
        return
    found["array"] += 1
    found["ragged"] += len({len(cells) for cells in node.rows}) > 1
    for cell in _cells(node):
        if _items(cell):
            _part(cell, found)


def _cells(node: Array) -> Iterator[Node]:
    for cells in node.rows:
        yield from cells
