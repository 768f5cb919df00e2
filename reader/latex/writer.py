r"""Layout tree → plain LaTeX with amsmath, as KaTeX parses it.

Whatever the tree holds, the result parses: a mark nobody could identify, or a command KaTeX does not know, becomes
text. ``reader.latex.parser`` is the way back: ``parse_latex(to_latex(tree)) == tree`` for trees in normal form.
"""

from __future__ import annotations

import re
import unicodedata

from reader import marks
from reader.formula.normal_form import takes_limits
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

#: command that sets a letter in each face but the plain one
FACE_COMMANDS: dict[Face, str] = {
    "rm": r"\mathrm",
    "bf": r"\mathbf",
    "bi": r"\boldsymbol",
    "bb": r"\mathbb",
    "cal": r"\mathcal",
    "frak": r"\mathfrak",
    "sf": r"\mathsf",
    "tt": r"\mathtt",
    "it": r"\mathit",
}
TEXT_COMMANDS: dict[Face, str] = {
    "it": r"\textit",
    "bf": r"\textbf",
    "bi": r"\textbf",
    "sf": r"\textsf",
    "tt": r"\texttt",
}
MATRIX_ENVIRONMENTS: dict[tuple[str, str], str] = {
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    (r"\{", r"\}"): "Bmatrix",
    ("|", "|"): "vmatrix",
    (r"\|", r"\|"): "Vmatrix",
}
UNKNOWN = r"\text{?}"
#: nesting beyond which a formula is cut: no printed formula is that deep, and KaTeX recurses as we do
MAX_DEPTH = 120
#: widest gap that is written out, in ems
MAX_QUADS = 8
NAME_SHAPE = re.compile(r"[A-Za-z][A-Za-z0-9]+")
#: faces in which two letters in one command are a word already; in the others it takes three (``\mathbf{Wx}``)
WORD_FACES: frozenset[Face] = frozenset(("rm", "it", "sf", "tt"))
SHORTEST_WORD = 3
_CONTROL_WORD_END = re.compile(r"\\[A-Za-z]+$")
_TEXT_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: "\\" + c for c in "#$%&_{}"},
}


def to_latex(node: Node) -> str:
    """Write the formula as plain LaTeX, without dollars; an empty row gives an empty string."""
    return _emit(node, script=False, depth=0)


def mark_latex(mark: Mark) -> str:
    r"""Write one mark with its face, such as ``\mathbf{x}``; ``\text{?}`` where the glyph is unknown."""
    if not mark.known:
        return UNKNOWN
    name = marks.plain(marks.FROM_UNICODE.get(mark.latex, mark.latex))
    if marks.is_letter(name):
        return _letter(name, mark.face)
    if marks.is_number(name):
        return f"{FACE_COMMANDS[mark.face]}{{{name}}}" if mark.face in ("bf", "bi", "bb", "sf", "tt") else name
    return _sign(name)


def name_latex(name: Name, label: bool = False) -> str:
    r"""Write a name: ``\log``, ``\operatorname{softmax}``, or ``\mathrm{data}`` where it is a mere label."""
    word = name.text.replace(" ", "") if name.text.replace(" ", "") in marks.SPACED_NAMES else name.text
    if name.face == "rm" and word in marks.FUNCTION_NAMES:
        return "\\" + word
    spaced = marks.SPACED_NAMES.get(word, word).replace(" ", r"\,")
    if not NAME_SHAPE.fullmatch(word):
        return text_latex(Text(name.text, name.face))
    if label or word not in marks.LIMIT_NAMES:
        inner = f"{FACE_COMMANDS[name.face]}{{{spaced}}}"
        if label and (name.face in WORD_FACES or len(word) >= SHORTEST_WORD):
            return inner
        return rf"\operatorname{{{spaced if name.face == 'rm' else inner}}}"
    return rf"\operatorname*{{{spaced}}}"


def text_latex(text: Text) -> str:
    r"""Write words as ``\text{...}``, with everything escaped that TeX would take for a command."""
    command = TEXT_COMMANDS.get(text.face, r"\text")
    return f"{command}{{{escape_text(text.text)}}}"


def escape_text(words: str) -> str:
    """Make words safe for text mode: specials escaped, control characters and stray accents dropped."""
    composed = unicodedata.normalize("NFC", words)
    kept = (
        " " if c.isspace() else c for c in composed if unicodedata.category(c) not in ("Mn", "Me", "Cc", "Cs", "Cn")
    )
    return "".join(_TEXT_ESCAPES.get(c, c) for c in kept)


def _letter(name: str, face: Face) -> str:
    if not (name.isascii() or name in marks.LETTERS):
        return text_latex(Text(name, face))
    if marks.is_capital_greek(name):
        if face == "it":
            return rf"\mathit{{{name}}}"
        return name if face not in ("bf", "bi") else f"{FACE_COMMANDS[face]}{{{name}}}"
    if marks.is_small_greek(name):
        if face in ("bf", "bi"):
            return rf"\boldsymbol{{{name}}}"
        return rf"\mathrm{{{name}}}" if face == "rm" else name
    return name if face == "it" else f"{FACE_COMMANDS[face]}{{{name}}}"


def _sign(name: str) -> str:
    if name in marks.UNICODE:
        return name
    if name.startswith(r"\not") and (name[4:] in marks.UNICODE):
        return name
    if name.startswith("\\") and name[1:].isalpha() and name.isascii():
        return rf"\operatorname{{{name[1:]}}}"
    escaped = escape_text(name.lstrip("\\"))
    return rf"\text{{{escaped}}}" if escaped.strip() else UNKNOWN


def _emit(node: Node, script: bool, depth: int) -> str:
    if depth > MAX_DEPTH:
        return UNKNOWN
    match node:
        case Mark():
            return mark_latex(node)
        case Name():
            return name_latex(node, label=script)
        case Text():
            return text_latex(node)
        case Space():
            quads = min(max(1, round(node.em)), MAX_QUADS)
            return r"\qquad " * (quads // 2) + r"\quad" * (quads % 2)
        case Row():
            return _row(node, script, depth)
        case Scripts():
            return _scripts(node, script, depth)
        case Fence():
            return _fence(node, script, depth)
        case Array():
            return _array(node, None, depth)
        case _:
            return _construct(node, script, depth)


def _construct(node: Fraction | Radical | Accent | Brace | Stack, script: bool, depth: int) -> str:
    def inner(part: Node, in_script: bool = script) -> str:
        return _emit(part, in_script, depth + 1)

    match node:
        case Fraction(above=above, below=below, bar=True):
            return rf"\frac{{{inner(above)}}}{{{inner(below)}}}"
        case Fraction(above=above, below=below):
            return rf"{{{inner(above)} \atop {inner(below)}}}"
        case Radical(body=body, index=index):
            degree = "" if index is None else _optional(inner(index, True))
            return rf"\sqrt{degree}{{{inner(body)}}}"
        case Accent(base=base, mark=mark):
            return f"{mark}{{{inner(base)}}}" if mark in marks.ACCENTS else rf"\overset{{{UNKNOWN}}}{{{inner(base)}}}"
        case Brace(base=base, label=label, over=over):
            command, sign = (r"\overbrace", "^") if over else (r"\underbrace", "_")
            tail = "" if label is None else f"{sign}{{{inner(label, True)}}}"
            return f"{command}{{{inner(base)}}}{tail}"
        case Stack(base=base, above=above, below=below):
            arrow = marks.LABELLED_ARROWS.get(base.latex) if isinstance(base, Mark) else None
            if arrow is not None:
                low = "" if below is None else _optional(inner(below, True))
                return f"{arrow}{low}{{{'' if above is None else inner(above, True)}}}"
            result = inner(base)
            if below is not None:
                result = rf"\underset{{{inner(below, True)}}}{{{result}}}"
            return result if above is None else rf"\overset{{{inner(above, True)}}}{{{result}}}"


def _optional(latex: str) -> str:
    """Write an optional argument; a closing bracket inside would end it, so such content is braced."""
    return f"[{{{latex}}}]" if "]" in latex or "{" in latex else f"[{latex}]"


def _row(node: Row, script: bool, depth: int) -> str:
    result = ""
    unary = True  # whether a sign here would be a prefix
    word = False  # whether the last item was a word, which wants a gap before a letter
    for item in node.items:
        piece = _emit(item, script, depth + 1)
        core = item.base if isinstance(item, Scripts) else item
        sort = marks.kind(marks.plain(core.latex)) if isinstance(core, Mark) else "ordinary"
        infix = (sort == "relation" or (sort == "binary" and not unary)) and not script
        is_word = isinstance(core, Name | Text)
        gap = infix or isinstance(core, Space) or (is_word and not result.endswith(("(", "[", r"\{", "|")))
        gap = gap or (word and sort not in ("opening", "closing", "punctuation") and not isinstance(core, Fence))
        result = glue(result.rstrip() + " " if gap and result else result, piece)
        if infix or isinstance(core, Space) or (sort == "punctuation" and not script):
            result += " "
        unary = sort in ("relation", "binary", "opening", "punctuation", "big")
        word = is_word
    return result.rstrip()


def glue(left: str, right: str) -> str:
    """Put two pieces of LaTeX side by side, kept apart where a letter would run into a command name."""
    if right[:1].isalpha() and _CONTROL_WORD_END.search(left):
        return f"{left} {right}"
    return left + right


def _scripts(node: Scripts, script: bool, depth: int) -> str:
    result = _script_base(node, script, depth)
    if node.sub is not None:
        result += f"_{{{_emit(node.sub, True, depth + 1)}}}"
    if node.sup is None:
        return result
    parts = node.sup.items if isinstance(node.sup, Row) else (node.sup,)
    primes = 0
    while primes < len(parts) and parts[primes] == Mark(r"\prime", box=parts[primes].box):
        primes += 1
    rest = parts[primes:]
    result += "'" * primes
    return result if primes and not rest else f"{result}^{{{_emit(Row(rest), True, depth + 1)}}}"


def _script_base(node: Scripts, script: bool, depth: int) -> str:
    base = node.base
    if node.limits and isinstance(base, Name) and base.face == "rm" and base.text not in marks.FUNCTION_NAMES:
        latex = name_latex(base)
        return latex if latex.startswith(r"\operatorname*") else latex.replace(r"\operatorname", r"\operatorname*", 1)
    latex = _emit(base, script, depth + 1)
    if node.limits and not takes_limits(base):
        integral = isinstance(base, Mark) and base.latex in marks.INTEGRALS
        return latex + r"\limits" if integral else rf"\mathop{{{latex}}}\limits"
    if isinstance(base, Row | Scripts | Brace | Stack | Space) or (
        isinstance(base, Mark) and latex.startswith(r"\not")
    ):
        return f"{{{latex}}}"
    return latex


def _fence(node: Fence, script: bool, depth: int) -> str:
    body, pair = node.body, (node.opening, node.closing)
    if isinstance(body, Array):
        if body.kind == "matrix" and pair in MATRIX_ENVIRONMENTS:
            return _array(body, MATRIX_ENVIRONMENTS[pair], depth + 1)
        if body.kind == "cases" and pair in ((r"\{", "."), (".", r"\}")):
            return _array(body, "cases" if pair[1] == "." else "rcases", depth + 1)
    if isinstance(body, Fraction) and not body.bar and pair == ("(", ")"):
        above, below = _emit(body.above, script, depth + 2), _emit(body.below, script, depth + 2)
        return rf"\binom{{{above}}}{{{below}}}"
    inner = _emit(body, script, depth + 1)
    opening, closing = marks.plain(node.opening), marks.plain(node.closing)
    if opening in marks.STRETCHABLE and closing in marks.STRETCHABLE:
        return glue(glue(rf"\left{opening}", inner), rf"\right{closing}")
    sides = ["" if side == "." else mark_latex(Mark(side)) for side in (opening, closing)]
    return glue(glue(sides[0], inner), sides[1])


def _array(node: Array, environment: str | None, depth: int) -> str:
    if node.kind == "substack":
        lines = [r" ".join(_emit(cell, True, depth + 1) for cell in cells) for cells in node.rows]
        return rf"\substack{{{_lines(lines)}}}"
    name = environment or node.kind
    lines = []
    for cells in node.rows:
        parts = [_emit(cell, False, depth + 1) for cell in cells]
        if node.kind == "aligned" and len(cells) == 1:
            parts = [_aligned(cells[0], depth + 1)]
        lines.append(" & ".join(parts))
    return rf"\begin{{{name}}} {_lines(lines)} \end{{{name}}}"


def _lines(lines: list[str]) -> str:
    """Join the rows of an array; a bracket or star that starts one would be taken for an option of the break."""
    return r" \\ ".join("{}" + line if line.startswith(("[", "*")) else line for line in lines)


def _aligned(cell: Node, depth: int) -> str:
    """Write a row of a display, its alignment point before the first relation, in front where there is none."""
    items = cell.items if isinstance(cell, Row) else (cell,)
    for place, item in enumerate(items):
        core = item.base if isinstance(item, Scripts | Stack) else item
        if isinstance(core, Mark) and marks.kind(marks.plain(core.latex)) == "relation":
            left, right = _emit(Row(items[:place]), False, depth), _emit(Row(items[place:]), False, depth)
            return f"{left} &{right}" if left else f"&{right}"
    return f"& {_emit(cell, False, depth)}"
