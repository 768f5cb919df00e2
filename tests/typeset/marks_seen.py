r"""The marks a reader sees, in order: two spellings of one formula give one sequence.

Letters keep their face; spacing, sizes and the difference of ``\hat`` and ``\widehat`` are dropped.
"""

from __future__ import annotations

from itertools import chain

from reader import marks
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Face,
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
)
from reader.latex.parser import LatexError, parse_latex

WIDE = {
    r"\widehat": r"\hat",
    r"\widetilde": r"\tilde",
    r"\overrightarrow": r"\vec",
    r"\widecheck": r"\check",
    r"\bar": r"\overline",
}
APART = {
    r"\coloneqq": (":", "="), r"\eqqcolon": ("=", ":"), r"\neq": (r"\not", "="), r"\notin": (r"\not", r"\in"), r"\nmid": (r"\not", "|"),
    r"\llbracket": ("[", "["), r"\rrbracket": ("]", "]"), r"\perp\!\!\!\perp": (r"\perp", r"\perp"),
    **{negated: (r"\not", plain) for plain, negated in marks.NEGATIONS.items()},
}  # fmt: skip
DROPPED = ",.;:"


def rows_seen(latex: str) -> list[list[str]]:
    """The sequences of marks of a formula's rows; what cannot be parsed is one row with one mark of its own."""
    try:
        tree = parse_latex(latex)
    except LatexError as error:
        return [[f"<{error}>"]]
    rows = [list(chain.from_iterable(map(_seen, cells))) for cells in tree.rows] if _is_rows(tree) else [_seen(tree)]
    return [row for row in map(_trimmed, rows) if row]


def _is_rows(tree: Node) -> bool:
    return isinstance(tree, Array) and tree.kind in ("aligned", "gathered")


def _trimmed(row: list[str]) -> list[str]:
    while row and row[-1] in DROPPED:
        row = row[:-1]
    return row


def _letters(word: str, face: Face) -> list[str]:
    return [mark for c in word if not c.isspace() for mark in _mark(Mark(c, face if c.isalpha() else "it"))]


def _mark(mark: Mark) -> list[str]:
    if not mark.known:
        return ["?"]
    name = marks.plain(mark.latex)
    if marks.is_number(name):
        return [f"b:{c}" if mark.face in ("bf", "bi") else f"bb:{c}" if mark.face == "bb" else c for c in name]
    if marks.is_small_greek(name) or marks.is_capital_greek(name):
        return [f"b:{name}" if mark.face in ("bi", "bf") else name]
    if marks.is_letter(name):
        return [f"{mark.face}:{name}"]
    if name.startswith(r"\not") and name[4:] in marks.UNICODE:
        return [r"\not", name[4:]]
    return list(APART.get(name, (name,)))


def _wrap(opening: str, node: Node | None) -> list[str]:
    inner = _seen(node) if node is not None else []
    return [opening, *inner, "}"] if inner else []


def _seen(node: Node) -> list[str]:
    match node:
        case Mark():
            return _mark(node)
        case Name(text=text, face=face) | Text(text=text, face=face):
            return _letters(text, face)
        case Space():
            return []
        case Row(items=items):
            return list(chain.from_iterable(map(_seen, items)))
        case Scripts(base=base, sub=sub, sup=sup):
            return [*_seen(base), *_wrap("_{", sub), *_wrap("^{", sup)]
        case Fraction(above=above, below=below, bar=True):
            return [r"\frac{", *_seen(above), "}{", *_seen(below), "}"]
        case Fraction(above=above, below=below):
            return [*_seen(above), r"\\", *_seen(below)]
        case Radical(body=body, index=index):
            return [r"\root{", *_seen(index), "}{", *_seen(body), "}"] if index else [r"\sqrt{", *_seen(body), "}"]
        case Accent(base=base, mark=mark):
            return [f"{WIDE.get(mark, mark)}{{", *_seen(base), "}"]
        case Brace(base=base, label=label, over=over):
            head, sign = (r"\overbrace{", "^{") if over else (r"\underbrace{", "_{")
            return [head, *_seen(base), "}", *_wrap(sign, label)]
        case Stack(base=base, above=above, below=below):
            return [*_seen(base), *_wrap("_{", below), *_wrap("^{", above)]
        case Fence(opening=opening, body=body, closing=closing):
            sides = [[] if side == "." else _mark(Mark(side)) for side in (opening, closing)]
            return [*sides[0], *_seen(body), *sides[1]]
        case Array(rows=rows):
            lines = [list(chain.from_iterable(map(_seen, cells))) for cells in rows]
            return list(chain.from_iterable(line if not i else [r"\\", *line] for i, line in enumerate(lines)))
