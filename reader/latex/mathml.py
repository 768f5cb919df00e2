r"""Layout tree → presentation MathML, for screen readers and for browsers without KaTeX.

Written straight from the tree, every text escaped. Letters carry their face through ``mathvariant`` (and, as MathML
Core wants it, through the letter of the mathematical alphabet itself where Unicode has one).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

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

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
THIN_SPACE = '<mspace width="0.167em"/>'
#: nesting beyond which a formula is cut, as in ``reader.latex.writer``
MAX_DEPTH = 120
VARIANTS: dict[Face, str] = {
    "rm": "normal",
    "bf": "bold",
    "bi": "bold-italic",
    "bb": "double-struck",
    "cal": "script",
    "frak": "fraktur",
    "sf": "sans-serif",
    "tt": "monospace",
}
#: how Unicode names the letters of each face
_UNICODE_FACES: dict[Face, tuple[str, ...]] = {
    "bf": ("MATHEMATICAL BOLD",),
    "bi": ("MATHEMATICAL BOLD ITALIC",),
    "bb": ("MATHEMATICAL DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "cal": ("MATHEMATICAL SCRIPT", "SCRIPT"),
    "frak": ("MATHEMATICAL FRAKTUR", "BLACK-LETTER"),
    "sf": ("MATHEMATICAL SANS-SERIF",),
    "tt": ("MATHEMATICAL MONOSPACE",),
}
_COLUMN_ALIGNMENT = {"cases": "left", "aligned": "left", "gathered": "center", "substack": "center"}


def to_mathml(node: Node, display: bool = True) -> str:
    """Write a formula as one ``<math>`` element; well-formed XML whatever the tree holds."""
    mode = "block" if display else "inline"
    return f'<math xmlns="{NAMESPACE}" display="{mode}">{_one(node, 0)}</math>'


def _text(words: str) -> str:
    """Escape text and drop what XML cannot hold."""
    kept = (c if c in "\t\n" or ord(c) >= 32 else " " for c in words)
    return escape("".join(c for c in kept if unicodedata.category(c) not in ("Cs", "Cn", "Cc")))


def _one(node: Node, depth: int) -> str:
    """Write a node as exactly one element."""
    if depth > MAX_DEPTH:
        return "<mtext>…</mtext>"
    match node:
        case Mark():
            return _mark(node)
        case Name():
            spaced = marks.SPACED_NAMES.get(node.text, node.text)
            return f"<mi{_variant(node.face, 'rm')}>{_text(spaced)}</mi>"
        case Text():
            return f"<mtext{_variant(node.face, 'rm')}>{_text(_padded(node.text))}</mtext>"
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
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        if before is not None and (
            (_is_name(before) and _is_operand(item)) or (_is_name(item) and _is_operand(before))
        ):
            yield THIN_SPACE
        yield _one(item, depth)


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


def _variant(face: Face, default: Face) -> str:
    """Write the attribute for a face that is not the default of the element."""
    if face == default:
        return ""
    return f' mathvariant="{"italic" if face == "it" else VARIANTS[face]}"'


def _mark(mark: Mark) -> str:
    if not mark.known:
        return "<mtext>?</mtext>"
    name = marks.plain(marks.FROM_UNICODE.get(mark.latex, mark.latex))
    if marks.is_letter(name):
        letter = marks.LETTERS.get(name, name)
        if mark.face == "rm" or (mark.face == "it" and len(letter) == 1):
            return f"<mi{_variant(mark.face, 'it')}>{_text(letter)}</mi>"
        styled = styled_letter(letter, mark.face)
        attribute = _variant(mark.face, "it") if styled == letter else ' mathvariant="normal"'
        return f"<mi{attribute}>{_text(styled)}</mi>"
    if marks.is_number(name):
        return f"<mn{_variant(mark.face, 'it')}>{_text(name)}</mn>"
    sign = marks.UNICODE.get(name)
    if sign is None and name.startswith(r"\not"):
        base = marks.UNICODE.get(name[4:], name[4:].lstrip("\\"))
        sign = f"{base}\u0338"
    if sign is None:
        sign = name.lstrip("\\")
    if name in marks.ORDINARY and marks.ORDINARY[name].isalnum():
        return f"<mi>{_text(sign)}</mi>"
    upright = name in (r"\infty", r"\emptyset", r"\varnothing", r"\top", r"\hbar", r"\ldots", r"\cdots")
    if upright:
        return f'<mi mathvariant="normal">{_text(sign)}</mi>'
    fixed = ' stretchy="false"' if marks.kind(name) in ("opening", "closing", "bar") else ""
    return f"<mo{fixed}>{_text(sign) or '?'}</mo>"


def styled_letter(letter: str, face: Face) -> str:
    """Return the letter of the mathematical alphabet for a face, the letter itself where Unicode has none."""
    name = unicodedata.name(letter, "")
    size = "CAPITAL" if "CAPITAL" in name else "SMALL"
    last = name.rsplit(" ", 1)[-1]
    for prefix in _UNICODE_FACES.get(face, ()):
        for title in (f"{prefix} {size} {last}", f"{prefix} {size} LETTER {last}"):
            try:
                return unicodedata.lookup(title)
            except KeyError:
                continue
    return letter


def _scripts(node: Scripts, depth: int) -> str:
    def inner(part: Node) -> str:
        return _one(part, depth + 1)

    below, above = node.sub, node.sup
    if isinstance(node.base, Row) and not node.base.items:
        low = "<none/>" if below is None else inner(below)
        high = "<none/>" if above is None else inner(above)
        return f"<mmultiscripts><mrow></mrow>{low}{high}</mmultiscripts>"
    base = inner(node.base)
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
            sign = f"<mo>{_text(marks.ACCENTS.get(mark, '?'))}</mo>"
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
    return f'<mo fence="true" stretchy="true" form="{form}">{_text(sign)}</mo>'


def _array(node: Array, depth: int) -> str:
    align = _COLUMN_ALIGNMENT.get(node.kind)
    attribute = f' columnalign="{align}"' if align else ""
    lines = []
    for cells in node.rows:
        filled = "".join(f"<mtd>{_one(cell, depth + 1)}</mtd>" for cell in cells)
        lines.append(f"<mtr>{filled}</mtr>")
    return f"<mtable{attribute}>{''.join(lines)}</mtable>"
