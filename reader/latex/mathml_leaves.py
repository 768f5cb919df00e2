r"""The leaves of presentation MathML: letters in their faces, numbers, signs, accents; every text escaped.

Letters carry their face through ``mathvariant`` and, as MathML Core wants it, through the letter of the mathematical
alphabet itself where Unicode has one.
"""

from __future__ import annotations

import unicodedata
from typing import Literal
from xml.sax.saxutils import escape

from reader import marks
from reader.formula_tree import Face, Mark

#: where an operator stands: before, between or behind; browsers leave room only round what stands between
Form = Literal["", "prefix", "postfix"]
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
#: the characters that browsers set as accents over one letter, and those that they draw out over more
NARROW_ACCENTS = {r"\hat": "ˆ", r"\bar": "¯", r"\tilde": "˜"}
WIDE_ACCENTS = {r"\widehat": "\u0302", r"\overline": "\u0332", r"\underline": "\u0332", r"\widetilde": "˜"}


def escaped(words: str) -> str:
    """Escape text and drop what XML cannot hold."""
    kept = (c if c in "\t\n" or ord(c) >= 32 else " " for c in words)
    return escape("".join(c for c in kept if unicodedata.category(c) not in ("Cs", "Cn", "Cc")))


def variant(face: Face, default: Face) -> str:
    """Write the attribute for a face that is not the default of the element."""
    if face == default:
        return ""
    return f' mathvariant="{"italic" if face == "it" else VARIANTS[face]}"'


def mark_element(mark: Mark, form: Form = "") -> str:
    """Write a mark as the element of its class."""
    if not mark.known:
        return "<mtext>?</mtext>"
    name = marks.plain(marks.FROM_UNICODE.get(mark.latex, mark.latex))
    if marks.is_letter(name):
        letter = marks.LETTERS.get(name, name)
        if mark.face == "rm" or (mark.face == "it" and len(letter) == 1):
            return f"<mi{variant(mark.face, 'it')}>{escaped(letter)}</mi>"
        styled = styled_letter(letter, mark.face)
        attribute = variant(mark.face, "it") if styled == letter else ' mathvariant="normal"'
        return f"<mi{attribute}>{escaped(styled)}</mi>"
    if marks.is_number(name):
        return f"<mn{variant(mark.face, 'it')}>{escaped(name)}</mn>"
    sign = marks.UNICODE.get(name)
    if sign is None and name.startswith(r"\not"):
        base = marks.UNICODE.get(name[4:], name[4:].lstrip("\\"))
        sign = f"{base}\u0338"
    if sign is None:
        sign = name.lstrip("\\")
    if name in marks.ORDINARY and marks.ORDINARY[name].isalnum():
        return f"<mi>{escaped(sign)}</mi>"
    upright = name in (r"\infty", r"\emptyset", r"\varnothing", r"\top", r"\hbar", r"\ldots", r"\cdots")
    if upright:
        return f'<mi mathvariant="normal">{escaped(sign)}</mi>'
    fixed = ' stretchy="false"' if marks.kind(name) in ("opening", "closing", "bar") else ""
    fixed += f' form="{form}"' if form else ' lspace="0em" rspace="0em"' if name == "/" else ""
    return f"<mo{fixed}>{escaped(sign) or '?'}</mo>"


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


def accent_element(mark: str) -> str:
    """Write the sign that an accent puts over or under its base."""
    if mark in WIDE_ACCENTS:
        return f'<mo stretchy="true">{WIDE_ACCENTS[mark]}</mo>'
    sign = NARROW_ACCENTS.get(mark)
    return f'<mo stretchy="false">{sign}</mo>' if sign else f"<mo>{escaped(marks.ACCENTS.get(mark, '?'))}</mo>"
