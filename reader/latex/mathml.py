r"""Layout tree → presentation MathML, for screen readers and for browsers without KaTeX.

Written straight from the tree. Browsers space signs by where they stand in their row; which sign stands before its
operand, and which bar opens or closes, is in ``reader.latex.mathml_forms``; letters and signs in ``mathml_leaves``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
)
from reader.latex.mathml_forms import differentials, forms
from reader.latex.mathml_leaves import Form, accent_element, escaped, mark_element, variant

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
THIN_SPACE = '<mspace width="0.167em"/>'
#: nesting beyond which a formula is cut, as in ``reader.latex.writer``
MAX_DEPTH = 120
#: how the columns of an array stand, over and over again; the rows of a display are set as displays
_COLUMNS = {"cases": ("left",), "aligned": ("right", "left"), "gathered": ("center",), "substack": ("center",)}
#: Chromium moves formulas to the right in its own words only
_ALIGNED = {
    "left": "text-align:left",
    "center": "text-align:center",
    "right": "text-align:right;text-align:-webkit-right;padding-right:0",
}
_DISPLAYS = frozenset({"aligned", "gathered"})


def to_mathml(node: Node, display: bool = True) -> str:
    """Write a formula as one ``<math>`` element; well-formed XML whatever the tree holds."""
    mode = "block" if display else "inline"
    return f'<math xmlns="{NAMESPACE}" display="{mode}">{_one(node, 0)}</math>'


def _one(node: Node, depth: int) -> str:
    """Write a node as exactly one element."""
    if depth > MAX_DEPTH:
        return "<mtext>…</mtext>"
    match node:
        case Mark():
            return mark_element(node)
        case Name():
            spaced = marks.SPACED_NAMES.get(node.text, node.text)
            return f"<mi{variant(node.face, 'rm')}>{escaped(spaced)}</mi>"
        case Text():
            return f"<mtext{variant(node.face, 'rm')}>{escaped(_padded(node.text))}</mtext>"
        case Space():
            return f'<mspace width="{min(max(node.em, 0.0), 20.0):.3g}em"/>'
        case Row():
            return f"<mrow>{''.join(_spaced(node.items, depth + 1))}</mrow>"
        case Scripts():
            return _scripts(node, depth)
        case Array():
            return _array(node, depth)
        case _:
            return _construct(node, depth)


def _spaced(items: Sequence[Node], depth: int) -> Iterator[str]:
    """The items of a row, with a thin space between a function's name and what it stands beside, as TeX sets it."""
    places, apart = forms(items), differentials(items)
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        named = before is not None and (
            (_is_name(before) and _is_operand(item)) or (_is_name(item) and _is_operand(before))
        )
        if named or place in apart:
            yield THIN_SPACE
        yield _formed(item, places[place], depth) if place in places else _one(item, depth)


def _formed(item: Node, form: Form, depth: int) -> str:
    """Write a sign, with its scripts, that stands before or behind an operand."""
    if isinstance(item, Scripts):
        return _scripts(item, depth, form)
    return mark_element(item, form) if isinstance(item, Mark) else _one(item, depth)


def _core(node: Node) -> Node:
    return node.base if isinstance(node, Scripts | Stack) else node


def _is_name(node: Node) -> bool:
    return isinstance(_core(node), Name)


def _is_operand(node: Node) -> bool:
    """A letter, number, name or construct; brackets and signs bring their own room."""
    core = _core(node)
    if isinstance(core, Mark):
        name = marks.plain(marks.FROM_UNICODE.get(core.latex, core.latex))
        return marks.is_letter(name) or marks.is_number(name)
    return isinstance(core, Name | Fraction | Radical | Accent)


def _padded(words: str) -> str:
    """Keep a gap around words, which XML would strip."""
    return f"\u00a0{words.strip()}\u00a0"


def _scripts(node: Scripts, depth: int, form: Form = "") -> str:
    def inner(part: Node) -> str:
        return _one(part, depth + 1)

    below, above = node.sub, node.sup
    if isinstance(node.base, Row) and not node.base.items:
        low = "<none/>" if below is None else inner(below)
        high = "<none/>" if above is None else inner(above)
        return f"<mmultiscripts><mrow></mrow>{low}{high}</mmultiscripts>"
    base = mark_element(node.base, form) if isinstance(node.base, Mark) else inner(node.base)
    under, over, both = ("munder", "mover", "munderover") if node.limits else ("msub", "msup", "msubsup")
    if below is not None and above is not None:
        return f"<{both}>{base}{inner(below)}{inner(above)}</{both}>"
    if below is not None:
        return f"<{under}>{base}{inner(below)}</{under}>"
    return base if above is None else f"<{over}>{base}{inner(above)}</{over}>"


def _construct(node: Fraction | Radical | Accent | Brace | Stack | Fence, depth: int) -> str:
    def inner(part: Node) -> str:
        return _one(part, depth + 1)

    match node:
        case Fraction(above=above, below=below, bar=bar):
            thickness = "" if bar else ' linethickness="0"'
            return f"<mfrac{thickness}>{inner(above)}{inner(below)}</mfrac>"
        case Radical(body=body, index=index):
            if index is None:
                return f"<msqrt>{inner(body)}</msqrt>"
            return f"<mroot>{inner(body)}{inner(index)}</mroot>"
        case Accent(base=base, mark=mark):
            sign = accent_element(mark)
            if mark in marks.UNDER_ACCENTS:
                return f'<munder accentunder="true">{inner(base)}{sign}</munder>'
            return f'<mover accent="true">{inner(base)}{sign}</mover>'
        case Brace(base=base, label=label, over=over):
            tag, sign = ("mover", "⏞") if over else ("munder", "⏟")
            braced = f"<{tag}>{inner(base)}<mo>{sign}</mo></{tag}>"
            return braced if label is None else f"<{tag}>{braced}{inner(label)}</{tag}>"
        case Stack(base=base, above=above, below=below):
            if above is None or below is None:
                tag = "mover" if below is None else "munder"
                note = above if above is not None else below
                return inner(base) if note is None else f"<{tag}>{inner(base)}{inner(note)}</{tag}>"
            return f"<munderover>{inner(base)}{inner(below)}{inner(above)}</munderover>"
        case Fence(opening=opening, body=body, closing=closing):
            sides = [_fence_side(opening, "prefix"), inner(body), _fence_side(closing, "postfix")]
            return f"<mrow>{''.join(sides)}</mrow>"


def _fence_side(name: str, form: str) -> str:
    if name == ".":
        return ""
    sign = marks.UNICODE.get(marks.plain(name), name.lstrip("\\"))
    return f'<mo fence="true" stretchy="true" form="{form}">{escaped(sign)}</mo>'


def _array(node: Array, depth: int) -> str:
    columns = _COLUMNS.get(node.kind)
    if node.kind == "aligned" and all(len(cells) < 2 for cells in node.rows):
        columns = ("left",)  # nobody said where its rows stand under one another
    attribute = f' columnalign="{" ".join(columns)}"' if columns else ""
    if node.kind in _DISPLAYS:
        attribute += ' displaystyle="true"'
    lines = []
    for cells in node.rows:
        filled = ""
        for place, cell in enumerate(cells):
            style = f' style="{_ALIGNED[columns[place % len(columns)]]}"' if columns else ""
            filled += f"<mtd{style}>{_one(cell, depth + 1)}</mtd>"
        lines.append(f"<mtr>{filled}</mtr>")
    return f"<mtable{attribute}>{''.join(lines)}</mtable>"
