"""A formula's layout tree as Office Math (OMML), the markup of word processors' formulas.

``omml(tree)`` gives the content of ``m:oMath``. Only constructs that Office Math has are written; ``Unwritable`` is raised
for the others, so that a document leaves such a formula out instead of holding another one.
"""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from reader import marks
from reader.fonts.identity import BIG_OPERATORS
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
from reader.marks import UNICODE

ACCENTS = {
    r"\hat": "\u0302", r"\widehat": "\u0302", r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\dot": "\u0307",
    r"\ddot": "\u0308", r"\vec": "\u20d7", r"\overrightarrow": "\u20d7", r"\check": "\u030c", r"\breve": "\u0306",
    r"\acute": "\u0301", r"\grave": "\u0300", r"\bar": "\u0305",
}  # fmt: skip
#: m:sty and m:scr of a face
FACES = {
    "it": ("i", ""), "rm": ("p", ""), "bf": ("b", ""), "bi": ("bi", ""), "bb": ("p", "double-struck"),
    "cal": ("p", "script"), "frak": ("p", "fraktur"), "sf": ("p", "sans-serif"), "tt": ("p", "monospace"),
}  # fmt: skip
#: words that stand for one character; the rest comes from the reader's table of marks
CHARACTERS = {"-": "−", "*": "∗", r"\{": "{", r"\}": "}", r"\|": "‖", "--": "–", "'": "′"}


class Unwritable(ValueError):
    """The formula holds something that Office Math has no markup for."""


def omml(node: Node) -> str:
    """The markup of a node."""
    match node:
        case Row(items=items):
            return _row(items)
        case Mark():
            return _run(_character(node.latex), "p" if not _is_letter(node.latex) else None, node.face)
        case Name(text=text, face=face):
            return _run(text, "p", face, normal=True)
        case Text(text=text, face=face):
            return _run(f"\u2009{text}\u2009", "p", face, normal=True)
        case Space(em=em):
            return _run("\u2003" * max(1, round(em)), "p")
        case Scripts():
            return _scripts(node)
        case Fraction(above=above, below=below, bar=bar):
            kind = "" if bar else '<m:fPr><m:type m:val="noBar"/></m:fPr>'
            return f"<m:f>{kind}<m:num>{omml(above)}</m:num><m:den>{omml(below)}</m:den></m:f>"
        case Radical(body=body, index=index):
            hide = '<m:radPr><m:degHide m:val="1"/></m:radPr>' if index is None else ""
            return f"<m:rad>{hide}<m:deg>{omml(index) if index else ''}</m:deg><m:e>{omml(body)}</m:e></m:rad>"
        case Accent(base=base, mark=mark):
            return _accent(base, mark)
        case Brace(base=base, label=label, over=over):
            return _brace(base, label, over)
        case Stack(base=base, above=above, below=below):
            made = omml(base)
            made = made if above is None else f"<m:limUpp><m:e>{made}</m:e><m:lim>{omml(above)}</m:lim></m:limUpp>"
            return made if below is None else f"<m:limLow><m:e>{made}</m:e><m:lim>{omml(below)}</m:lim></m:limLow>"
        case Fence(opening=opening, body=body, closing=closing):
            return _delimited(_fence_mark(opening), omml(body), _fence_mark(closing))
        case Array(rows=rows, kind=kind):
            return _array(rows, kind)


def _row(items: tuple[Node, ...]) -> str:
    """Items side by side; an operator takes what follows it, brackets of one level become delimiters."""
    made: list[str] = []
    i = 0
    while i < len(items):
        item = items[i]
        closing = _closing(items, i)
        if closing is not None:
            left, right = (_character(mark.latex) for mark in (item, items[closing]) if isinstance(mark, Mark))
            made.append(_delimited(left, _row(items[i + 1 : closing]), right))
            i = closing + 1
        elif _is_nary(item) and i + 1 < len(items):
            made.append(_nary(item, _row(items[i + 1 :])))
            return "".join(made)
        else:
            made.append(omml(item))
            i += 1
    return "".join(made)


PAIRS = {"(": ")", "[": "]", r"\{": r"\}", r"\lfloor": r"\rfloor", r"\lceil": r"\rceil", r"\langle": r"\rangle"}


def _closing(items: tuple[Node, ...], start: int) -> int | None:
    """Index of the plain bracket that closes the one at ``start``; None where it opens nothing."""
    first = items[start]
    if not isinstance(first, Mark) or first.latex not in PAIRS:
        return None
    depth = 0
    for k in range(start, len(items)):
        item = items[k]
        if isinstance(item, Mark):
            depth += (item.latex == first.latex) - (item.latex == PAIRS[first.latex])
            if depth == 0:
                return k
    return None


def _delimited(opening: str, body: str, closing: str) -> str:
    return (
        f'<m:d><m:dPr><m:begChr m:val="{escape(opening)}"/><m:endChr m:val="{escape(closing)}"/></m:dPr>'
        f"<m:e>{body}</m:e></m:d>"
    )


def _fence_mark(latex: str) -> str:
    return "" if latex == "." else _character(latex)


def _is_nary(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Mark) and base.latex in BIG_OPERATORS


def _nary(node: Node, body: str) -> str:
    scripts = node if isinstance(node, Scripts) else Scripts(node)
    assert isinstance(scripts.base, Mark)
    place = "undOvr" if scripts.limits else "subSup"
    sub = f"<m:sub>{omml(scripts.sub)}</m:sub>" if scripts.sub else "<m:sub/>"
    sup = f"<m:sup>{omml(scripts.sup)}</m:sup>" if scripts.sup else "<m:sup/>"
    return (
        f'<m:nary><m:naryPr><m:chr m:val="{_character(scripts.base.latex)}"/><m:limLoc m:val="{place}"/>'
        f'<m:subHide m:val="{int(scripts.sub is None)}"/><m:supHide m:val="{int(scripts.sup is None)}"/></m:naryPr>'
        f"{sub}{sup}<m:e>{body}</m:e></m:nary>"
    )


def _scripts(node: Scripts) -> str:
    if _is_nary(node):
        return _nary(node, "")
    if isinstance(node.base, Row) and not node.base.items:
        raise Unwritable("left scripts")
    base = omml(node.base)
    if node.limits:
        return f"<m:limLow><m:e>{base}</m:e><m:lim>{omml(node.sub)}</m:lim></m:limLow>" if node.sub else base
    sub, sup = node.sub, node.sup
    if sub and sup:
        return f"<m:sSubSup><m:e>{base}</m:e><m:sub>{omml(sub)}</m:sub><m:sup>{omml(sup)}</m:sup></m:sSubSup>"
    if sub:
        return f"<m:sSub><m:e>{base}</m:e><m:sub>{omml(sub)}</m:sub></m:sSub>"
    assert sup is not None
    return f"<m:sSup><m:e>{base}</m:e><m:sup>{omml(sup)}</m:sup></m:sSup>"


def _accent(base: Node, mark: str) -> str:
    if mark in (r"\overline", r"\underline"):
        place = "top" if mark == r"\overline" else "bot"
        return f'<m:bar><m:barPr><m:pos m:val="{place}"/></m:barPr><m:e>{omml(base)}</m:e></m:bar>'
    if mark not in ACCENTS:
        raise Unwritable(f"the accent {mark}")
    return f'<m:acc><m:accPr><m:chr m:val="{ACCENTS[mark]}"/></m:accPr><m:e>{omml(base)}</m:e></m:acc>'


def _brace(base: Node, label: Node | None, over: bool) -> str:
    sign, place, align = ("⏞", "top", "bot") if over else ("⏟", "bot", "top")
    made = (
        f'<m:groupChr><m:groupChrPr><m:chr m:val="{sign}"/><m:pos m:val="{place}"/><m:vertJc m:val="{align}"/>'
        f"</m:groupChrPr><m:e>{omml(base)}</m:e></m:groupChr>"
    )
    if label is None:
        return made
    tag = "limUpp" if over else "limLow"
    return f"<m:{tag}><m:e>{made}</m:e><m:lim>{omml(label)}</m:lim></m:{tag}>"


def _array(rows: tuple[tuple[Node, ...], ...], kind: str) -> str:
    if kind == "matrix" or (kind == "cases" and max(map(len, rows)) > 1):
        lines = "".join("<m:mr>" + "".join(f"<m:e>{omml(cell)}</m:e>" for cell in cells) + "</m:mr>" for cells in rows)
        count = max(map(len, rows))
        column = f'<m:mc><m:mcPr><m:count m:val="{count}"/><m:mcJc m:val="center"/></m:mcPr></m:mc>'
        return f"<m:m><m:mPr><m:mcs>{column}</m:mcs></m:mPr>{lines}</m:m>"
    lines = "".join("<m:e>" + _run("&", None).join(omml(cell) for cell in cells) + "</m:e>" for cells in rows)
    return f"<m:eqArr>{lines}</m:eqArr>"


def _is_letter(latex: str) -> bool:
    return (len(latex) == 1 and latex.isalpha()) or (latex.startswith("\\") and marks.is_small_greek(latex))


def _character(latex: str) -> str:
    if latex in CHARACTERS:
        return CHARACTERS[latex]
    if not latex.startswith("\\"):
        return latex
    found = UNICODE.get(latex)
    if found is None:
        if latex.startswith(r"\not") and latex[4:] in UNICODE:
            return unicodedata.normalize("NFC", UNICODE[latex[4:]] + "\u0338")
        raise Unwritable(f"the mark {latex}")
    return found


def _run(text: str, style: str | None, face: str = "it", normal: bool = False) -> str:
    sty, script = FACES[face]
    if style is not None and face == "it":
        sty = style
    inner = (f'<m:scr m:val="{script}"/>' if script else "") + f'<m:sty m:val="{sty}"/>'
    if normal:
        inner = "<m:nor/>"
    bold = "<w:b/>" if sty in ("b", "bi") else ""
    italic = "<w:i/>" if sty in ("i", "bi") else ""
    font = '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'
    return (
        f"<m:r><m:rPr>{inner}</m:rPr><w:rPr>{font}{bold}{italic}</w:rPr>"
        f'<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'
    )
