r"""Where the signs of a row stand: a minus before its operand, a bar that opens or closes, the d of an integral.

MathML takes a sign for infix unless it is first or last in its row, and rows of formulas are long: ``= -x`` and
``|x|`` would get the room of a difference and of a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader import marks
from reader.formula_tree import Accent, Mark, Node, Scripts, Space, Stack
from reader.latex.mathml_leaves import Form

#: signs that may stand before one operand
_SIGNS = frozenset({"+", "-", r"\pm", r"\mp"})
#: classes of marks after which an operand begins
_BEFORE_OPERAND = frozenset({"relation", "binary", "opening", "punctuation", "big"})


def forms(items: Sequence[Node]) -> dict[int, Form]:
    """Return the places of a row whose signs stand before or behind an operand rather than between two."""
    found: dict[int, Form] = {}
    for place, item in enumerate(items):
        if isinstance(item, Mark) and _name(item) in _SIGNS and _operand_begins(items, place):
            found[place] = "prefix"
    for bars in _groups(items):
        found |= _paired(items, bars)
    return found


def _name(item: Node) -> str:
    """Return the plain name of the mark at the heart of an item, empty where there is none."""
    core = item.base if isinstance(item, Scripts | Stack) else item
    return marks.plain(marks.FROM_UNICODE.get(core.latex, core.latex)) if isinstance(core, Mark) else ""


def _operand_begins(items: Sequence[Node], place: int) -> bool:
    before = next((item for item in reversed(items[:place]) if not isinstance(item, Space)), None)
    if before is None:
        return True
    return _name(before) != "" and marks.kind(_name(before)) in _BEFORE_OPERAND


def _groups(items: Sequence[Node]) -> Iterator[list[int]]:
    """Yield the places of equal bars that stand in one and the same pair of brackets, between the same commas."""
    open_groups: list[dict[str, list[int]]] = [{}]
    for place, item in enumerate(items):
        name = _name(item)
        kind = marks.kind(name) if name else ""
        if kind == "bar":
            open_groups[-1].setdefault(name, []).append(place)
        elif kind == "opening":
            open_groups.append({})
        elif kind in ("closing", "punctuation"):
            yield from open_groups.pop().values()
            if kind == "punctuation" or not open_groups:
                open_groups.append({})
    for group in open_groups:
        yield from group.values()


def _paired(items: Sequence[Node], bars: list[int]) -> dict[int, Form]:
    """Pair the bars of a group: one that opens with the next that closes; a bar between two operands stays alone."""
    found: dict[int, Form] = {}
    opened: list[int] = []
    for number, place in enumerate(bars):
        follows = place > 0 and place - 1 in opened and place - 1 == opened[-1]
        begins = follows or _operand_begins(items, place)
        if opened and not begins:
            found[opened.pop()] = "prefix"
            found[place] = "postfix"
        elif begins or (len(bars) - number) % 2 == 0:
            opened.append(place)
    return found


def differentials(items: Sequence[Node]) -> set[int]:
    """Return the places of a row where the d of an integral stands, which TeX sets a thin space apart."""
    found: set[int] = set()
    integral = False
    for place, item in enumerate(items[:-1]):
        integral |= _name(item) in marks.INTEGRALS
        after = items[place + 1]
        base = after.base if isinstance(after, Scripts) else after
        letter = isinstance(base, Accent) or (_name(after) != "" and marks.kind(_name(after)) == "letter")
        begins = place == 0 or _name(items[place - 1]) in marks.INTEGRALS
        if (
            integral
            and letter
            and not begins
            and isinstance(item, Mark)
            and item.latex == "d"
            and item.face in ("it", "rm")
        ):
            found.add(place)
    return found
