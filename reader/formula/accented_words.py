"""Words of formulas with letters that bear accents, where the font sets accent and letter apart ("Rényi", "Hölder")."""

from __future__ import annotations

import unicodedata

from reader.formula_tree import Accent, Mark, Name, Node, Text, box_of
from reader.geometry import union

#: accents of languages, as combining characters
ACCENTS = {
    r"\acute": "\u0301", r"\grave": "\u0300", r"\hat": "\u0302", r"\ddot": "\u0308", r"\check": "\u030c", r"\mathring": "\u030a",
}  # fmt: skip
#: of the letter's width; the letters of a word are closer than this
NEAR = 0.3


def accented_words(atoms: list[Node]) -> list[Node]:
    """The atoms of a row with every accented letter that stands within a word made part of it."""
    if not any(isinstance(atom, Accent) and atom.mark in ACCENTS for atom in atoms):
        return atoms
    out: list[Node] = []
    open_word = False
    for i, atom in enumerate(atoms):
        letter = _letter(atom)
        before = out[-1] if out else None
        if letter and (_joins(before, atom) or _joins(atom, atoms[i + 1] if i + 1 < len(atoms) else None)):
            out.append(Name(letter, "rm", box_of(atom)))
            if _joins(before, atom):
                out[-2:] = [_together(before, out[-1])]
            open_word = True
        elif open_word and _joins(before, atom):
            out[-1] = _together(before, atom)
        else:
            out.append(atom)
            open_word = False
    return out


def _letter(atom: Node) -> str:
    """The accented letter as one character, "" where the atom is none, or one of mathematics."""
    if not isinstance(atom, Accent) or atom.mark not in ACCENTS or not isinstance(atom.base, Mark):
        return ""
    base = atom.base
    composed = unicodedata.normalize("NFC", base.latex + ACCENTS[atom.mark])
    return composed if base.face == "rm" and len(base.latex) == 1 and len(composed) == 1 else ""


def _word(atom: Node | None) -> str:
    match atom:
        case Name(text=text, face="rm") | Text(text=text, face="rm"):
            return text
        case Mark(latex=latex, face="rm") if len(latex) == 1 and latex.isalpha():
            return latex
    return ""


def _joins(left: Node | None, right: Node | None) -> bool:
    """Whether two neighbours are parts of one upright word of at least two other letters."""
    if left is None or right is None:
        return False
    words, boxes = [_word(part) or _letter(part) for part in (left, right)], [box_of(left), box_of(right)]
    if not all(words) or boxes[0] is None or boxes[1] is None:
        return False
    narrower = min(box.width / len(word) for word, box in zip(words, boxes, strict=True) if box is not None)
    return boxes[1].x0 - boxes[0].x1 < NEAR * narrower


def _together(left: Node | None, right: Node) -> Node:
    assert left is not None
    text = "".join(_word(part) or _letter(part) for part in (left, right))
    box = union((box_of(left), box_of(right)))
    return Text(text, "rm", box) if isinstance(left, Text) else Name(text, "rm", box)
