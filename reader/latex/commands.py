r"""What each LaTeX command with arguments stands for: one small handler per kind, found by name in ``COMMANDS``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import marks
from reader.formula.normal_form import word_node
from reader.formula_tree import (
    Accent,
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
    row,
)
from reader.latex import assembled
from reader.latex.environments import begin, substack
from reader.latex.tokens import LatexError
from reader.latex.writer import SHORTEST_WORD, WORD_FACES

if TYPE_CHECKING:
    from reader.latex.parser import Parser

Handler = Callable[["Parser", str, Face], "Node | None"]

#: width of each spacing command, in ems (18 mu to the em)
SPACES: dict[str, float] = {
    r"\,": 3 / 18,
    r"\thinspace": 3 / 18,
    r"\:": 4 / 18,
    r"\>": 4 / 18,
    r"\medspace": 4 / 18,
    r"\;": 5 / 18,
    r"\thickspace": 5 / 18,
    r"\!": -3 / 18,
    r"\negthinspace": -3 / 18,
    r"\negmedspace": -4 / 18,
    r"\negthickspace": -5 / 18,
    r"\ ": 1 / 3,
    "~": 1 / 3,
    r"\space": 1 / 3,
    r"\nobreakspace": 1 / 3,
    r"\enspace": 0.5,
    r"\enskip": 0.5,
    r"\quad": 1.0,
    r"\qquad": 2.0,
    r"\hfill": 2.0,
    r"\hfil": 2.0,
}
FACE_SWITCHES: dict[str, Face] = {
    r"\bf": "bf",
    r"\bfseries": "bf",
    r"\rm": "rm",
    r"\it": "it",
    r"\cal": "cal",
    r"\sf": "sf",
    r"\tt": "tt",
    r"\boldmath": "bi",
}
FACES: dict[str, Face] = {
    r"\mathrm": "rm",
    r"\mathup": "rm",
    r"\mathbf": "bf",
    r"\mathbfup": "bf",
    r"\bold": "bf",
    r"\vectorbold": "bf",
    r"\boldsymbol": "bi",
    r"\bm": "bi",
    r"\pmb": "bi",
    r"\mathbfit": "bi",
    r"\mathbb": "bb",
    r"\Bbb": "bb",
    r"\mathbbm": "bb",
    r"\mathds": "bb",
    r"\mathcal": "cal",
    r"\mathscr": "cal",
    r"\mathpzc": "cal",
    r"\mathfrak": "frak",
    r"\frak": "frak",
    r"\mathsf": "sf",
    r"\mathsfit": "sf",
    r"\mathtt": "tt",
    r"\mathit": "it",
    r"\mathnormal": "it",
}
TEXT_FACES: dict[str, Face] = {
    r"\text": "rm",
    r"\textrm": "rm",
    r"\textnormal": "rm",
    r"\textup": "rm",
    r"\textmd": "rm",
    r"\mbox": "rm",
    r"\hbox": "rm",
    r"\textsc": "rm",
    r"\intertext": "rm",
    r"\textbf": "bf",
    r"\textit": "it",
    r"\emph": "it",
    r"\textsl": "it",
    r"\textsf": "sf",
    r"\texttt": "tt",
}
#: commands whose argument stands as it is
TRANSPARENT = marks.words(
    r"""\mathrel \mathbin \mathord \mathopen \mathclose \mathpunct \mathinner \boxed \fbox \cancel \bcancel \xcancel
    \smash \vcenter \ensuremath \mathclap \mathrlap \mathllap \rlap \llap \clap """
)
#: commands that print nothing, by the number of arguments they swallow
SILENT: dict[str, int] = {
    **dict.fromkeys(
        marks.words(
            r"""\displaystyle \textstyle \scriptstyle \scriptscriptstyle \mathstrut \strut \nonumber \notag \hline
            \allowbreak \nobreak \relax \centering \noindent \qedhere \xspace \protect \unboldmath \small
            \footnotesize \scriptsize \normalsize \large \tiny \bigstrut \/ \null \break \linebreak \newline
            \rmfamily \normalfont \mathsurround \par \bgroup \egroup"""
        ),
        0,
    ),
    **dict.fromkeys(
        marks.words(
            r"""\label \tag \phantom \hphantom \vphantom \color \eqref \ref \cite \vspace \footnotemark \hdashline
            \cline \setlength"""
        ),
        1,
    ),
    r"\rule": 2,
    r"\addtolength": 2,
}
SIZES = marks.words(
    r"""\big \Big \bigg \Bigg \bigl \bigr \bigm \Bigl \Bigr \Bigm \biggl \biggr \biggm \Biggl \Biggr \Biggm"""
)
_TEXT_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|\$([^$]*)\$|([^\\$]+)", re.DOTALL)
#: accents of text mode, as combining characters
TEXT_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "v": "\u030c",
    "acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "ddot": "\u0308", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307",
    "check": "\u030c", "mathring": "\u030a", "breve": "\u0306", "c": "\u0327", "r": "\u030a", "u": "\u0306",
}  # fmt: skip
_TEXT_COMMANDS = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "ldots": "…", "dots": "…"}
_DIMENSION = re.compile(r"\s*-?\s*[0-9]*\.?[0-9]*\s*(?:em|ex|pt|mu|mm|cm|in|px|bp|sp|pc)\s*")
_EM_PER_UNIT = {"em": 1.0, "ex": 0.43, "pt": 0.1, "mu": 1 / 18, "mm": 0.285, "cm": 2.85, "in": 7.2, "px": 0.1}


def _face(parser: Parser, command: str, outer: Face) -> Node:
    inner = FACES[command]
    if outer in ("bf", "bi") and inner in ("it", "rm"):
        inner = "bi" if inner == "it" else "bf"
    elif inner in ("bf", "bi") and outer == "it" and command in (r"\boldsymbol", r"\bm", r"\pmb"):
        inner = "bi"
    node = parser.argument(inner)
    if command == r"\mathit":
        node = row(_slanted(item) for item in (node.items if isinstance(node, Row) else (node,)))
    return joined_words(node, inner)


def joined_words(node: Node, face: Face) -> Node:
    """Join letters of one face into names, as short as is usual in that face."""
    return _words(node, face, 2 if face in WORD_FACES else SHORTEST_WORD)


def _slanted(item: Node) -> Node:
    """Set a capital Greek letter in italics, which TeX does on demand only."""
    greek = isinstance(item, Mark) and marks.is_capital_greek(item.latex)
    return replace(item, face="it") if isinstance(item, Mark) and greek else item


def _words(node: Node, face: Face, shortest: int) -> Node:
    r"""Join the letters of ``\mathrm{head_i}`` into names; shorter runs stay letters."""
    items = list(node.items) if isinstance(node, Row) else [node]
    out: list[Node] = []
    run: list[Mark] = []

    def close() -> None:
        if len(run) >= shortest:
            out.append(Name("".join(mark.latex for mark in run), face))
        else:
            out.extend(run)
        run.clear()

    for item in items:
        core = item.base if isinstance(item, Scripts) else item
        letter = isinstance(core, Mark) and core.latex.isascii() and core.latex.isalnum()
        if not (isinstance(core, Mark) and letter and core.face == face) or (not run and core.latex.isdigit()):
            close()
            out.append(item)
        elif isinstance(item, Scripts):
            run.append(core)
            close()
            out.append(replace(item, base=out.pop()))
        else:
            run.append(core)
    close()
    return row(_hyphenated(out, face) if face == "rm" else out)


def _hyphenated(items: list[Node], face: Face) -> list[Node]:
    r"""Join names with hyphens inside one upright group, ``\mathrm{W-MSA}``; single letters may be a difference."""
    out: list[Node] = []
    for item in items:
        out.append(item)
        left, sign, right = out[-3:] if len(out) > 2 else (None, None, None)
        if left is None or not _is_hyphen(sign):
            continue
        core = right.base if isinstance(right, Scripts) else right
        if not (_is_part(left, face) and _is_part(core, face) and (isinstance(left, Name) or isinstance(core, Name))):
            continue
        name = Name(f"{_letters(left)}-{_letters(core)}", face)
        out[-3:] = [replace(right, base=name) if isinstance(right, Scripts) else name]
    return out


def _is_hyphen(node: Node | None) -> bool:
    return isinstance(node, Mark) and node.latex == "-"


def _is_part(node: Node | None, face: Face) -> bool:
    letter = isinstance(node, Mark) and node.latex.isascii() and node.latex.isalpha()
    return (letter or isinstance(node, Name)) and getattr(node, "face", None) == face


def _letters(node: Node | None) -> str:
    return node.text if isinstance(node, Name) else node.latex if isinstance(node, Mark) else ""


def _text(parser: Parser, command: str, face: Face) -> Node:
    return row(text_nodes(parser, parser.raw_group(), TEXT_FACES[command]))


def text_nodes(parser: Parser, raw: str, face: Face) -> Iterable[Node]:
    """Read text mode: words, escapes, nested faces, and formulas between dollars."""
    words = ""
    nodes: list[Node] = []
    place = 0
    while place < len(raw):
        found = _TEXT_TOKEN.match(raw, place)
        if found is None:
            raise LatexError("Text inside the formula has a dollar sign that is never closed.")
        place = found.end()
        command, escaped, formula, plain = found.groups()
        if plain is not None:
            words += unicodedata.normalize("NFC", plain).replace("~", " ").replace("{", "").replace("}", "")
        elif formula is not None:
            nodes += [word_node(words, face), parser.inner(formula)]
            words = ""
        elif (escaped or command) in TEXT_ACCENTS and (letter := raw[place:].lstrip(" {")[:1]).isalpha():
            words += unicodedata.normalize("NFC", letter + TEXT_ACCENTS[escaped or command])
            place = raw.index(letter, place) + 1
        elif escaped is not None:
            words += escaped if escaped in "#$%&_{}" else " " if escaped in " ,;:!" else ""
        elif "\\" + (command or "") in TEXT_FACES:
            inner, place = _braced(raw, place)
            nodes.append(word_node(words, face))
            nodes += text_nodes(parser, inner, TEXT_FACES["\\" + (command or "")])
            words = ""
        else:
            words += _TEXT_COMMANDS.get(command or "", " " if command in ("quad", "qquad", "space") else "")
    nodes.append(word_node(words, face))
    return nodes


def _braced(raw: str, place: int) -> tuple[str, int]:
    depth = 0
    for at in range(place, len(raw)):
        depth += {"{": 1, "}": -1}.get(raw[at], 0)
        if depth == 0:
            return raw[place + 1 : at], at + 1
    raise LatexError("Text inside the formula has a brace that is never closed.")


def _operator_name(parser: Parser, command: str, face: Face) -> Node:
    starred = command == r"\operatornamewithlimits" or parser.accept("*")
    node = _words(parser.argument("rm"), "rm", 1)
    parts = node.items if isinstance(node, Row) else (node,)
    if len(parts) > 1 and all(isinstance(part, Name) for part in parts):
        node = Name("".join(part.text for part in parts if isinstance(part, Name)))
    for inner in ("bf", "bi", "sf", "tt", "it", "bb", "cal", "frak"):
        node = _words(node, inner, 2)
    parser.forced_limits = True if starred else None
    return node


def _known_name(parser: Parser, command: str, face: Face) -> Node:
    return Name(command[1:])


def _named(letter: str, face: Face) -> Handler:
    return lambda parser, command, outer: Mark(letter, face)


def _mathop(parser: Parser, command: str, face: Face) -> Node:
    node = _words(parser.argument(face), "rm", 2)
    parser.forced_limits = True
    return node


def _fraction(parser: Parser, command: str, face: Face) -> Node:
    if command == r"\cfrac":
        parser.raw_option()
    above, below = parser.argument(face), parser.argument(face)
    if command in (r"\nicefrac", r"\sfrac"):
        return row([above, Mark("/"), below])
    if command.endswith("binom"):
        return Fence("(", Fraction(above, below, False), ")")
    return Fraction(above, below)


def _genfrac(parser: Parser, command: str, face: Face) -> Node:
    opening, closing, thickness = parser.raw_group().strip(), parser.raw_group().strip(), parser.raw_group().strip()
    parser.raw_group()
    fraction = Fraction(parser.argument(face), parser.argument(face), not thickness.startswith("0"))
    return Fence(opening or ".", fraction, closing or ".") if opening or closing else fraction


def _sqrt(parser: Parser, command: str, face: Face) -> Node:
    option = parser.raw_option()
    index = None if option is None else parser.inner(option, face)
    return Radical(parser.argument(face), index)


def _accent(parser: Parser, command: str, face: Face) -> Node:
    return Accent(parser.argument(face), marks.ACCENT_ALIASES.get(command, command))


def _brace(parser: Parser, command: str, face: Face) -> Node:
    over = command.startswith(r"\over")
    base = parser.argument(face)
    label = parser.argument(face) if parser.accept("^" if over else "_") else None
    return Brace(base, label, over)


def _stack(parser: Parser, command: str, face: Face) -> Node:
    mark, base = parser.argument(face), parser.argument(face)
    return Stack(base, below=mark) if command == r"\underset" else Stack(base, above=mark)


def _arrow(parser: Parser, command: str, face: Face) -> Node:
    option = parser.raw_option()
    below = None if option is None else parser.inner(option, face)
    return Stack(Mark(_ARROWS[command]), parser.argument(face), below)


_ARROWS = {stretched: plain for plain, stretched in marks.LABELLED_ARROWS.items()} | {r"\xlongequal": "="}


def _not(parser: Parser, command: str, face: Face) -> Node:
    node = parser.argument(face)
    if not isinstance(node, Mark):
        raise LatexError(r"\not must stand before a relation.")
    name = marks.plain(node.latex)
    return Mark(marks.NEGATIONS.get(name, rf"\not{name}"))


def _delimiter(parser: Parser) -> str:
    if parser.accept("{"):
        name = _delimiter(parser)
        if not parser.accept("}"):
            raise LatexError("A delimiter is a single sign.")
        return name
    name = marks.plain(parser.take().text)
    if name in marks.LETTERS or name.isalnum() or name in ("&", r"\\", "{", "}", "^", "_"):
        raise LatexError(f"{name} is no delimiter.")
    return name


def _sized(parser: Parser, command: str, face: Face) -> Node | None:
    name = _delimiter(parser)
    return None if name == "." else Mark(name)


def _middle(parser: Parser, command: str, face: Face) -> Node:
    return Mark(_delimiter(parser))


def _left(parser: Parser, command: str, face: Face) -> Node:
    opening = _delimiter(parser)
    body = parser.row(lambda token: token.text == r"\right", face)
    if not parser.accept(r"\right"):
        raise LatexError(r"A \left is never answered by a \right.")
    parser.open_scripts = None
    return Fence(opening, body, _delimiter(parser))


def _transparent(parser: Parser, command: str, face: Face) -> Node:
    if command == r"\smash":
        parser.raw_option()  # whether height or depth
    return parser.argument(face)


def _silent(parser: Parser, command: str, face: Face) -> None:
    if SILENT[command]:
        parser.accept("*")
    for _ in range(SILENT[command]):
        parser.raw_group()


def _coloured(parser: Parser, command: str, face: Face) -> Node:
    parser.raw_option()
    parser.raw_group()
    return parser.argument(face)


def _space(parser: Parser, command: str, face: Face) -> Node | None:
    parser.accept("*")
    if (token := parser.peek()) is not None and token.text == "{":
        length = parser.raw_group()
    else:
        parser.skip_space()
        start = parser.tokens[parser.place].start if parser.place < len(parser.tokens) else len(parser.source)
        found = _DIMENSION.match(parser.source, start)
        length = found.group() if found else ""
        end = start + len(length)
        while parser.place < len(parser.tokens) and parser.tokens[parser.place].start < end:
            parser.place += 1
    found = re.fullmatch(r"\s*(-?\s*[0-9]*\.?[0-9]*)\s*([a-z]{2})\s*", length)
    try:
        return Space(float(found.group(1).replace(" ", "")) * _EM_PER_UNIT.get(found.group(2), 0.1)) if found else None
    except ValueError:
        return None


def _raisebox(parser: Parser, command: str, face: Face) -> Node:
    parser.raw_group()
    return parser.argument(face)


def _modulus(parser: Parser, command: str, face: Face) -> Node:
    if command != r"\pmod":
        return Name("mod")
    return row([Mark("("), Name("mod"), parser.argument(face), Mark(")")])


def _dots(parser: Parser, command: str, face: Face) -> Node:
    r"""Choose the height of ``\dots`` as amsmath does: at mid-height before an operator, else on the line."""
    token = parser.peek()
    name = marks.plain(token.text) if token is not None else ""
    return Mark(r"\cdots" if marks.kind(name) in ("binary", "relation", "big") and name != ":" else r"\ldots")


COMMANDS: dict[str, Handler] = {
    **dict.fromkeys(FACES, _face),
    **dict.fromkeys(TEXT_FACES, _text),
    **dict.fromkeys((r"\operatorname", r"\operatornamewithlimits"), _operator_name),
    **dict.fromkeys((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom"), _fraction),
    **dict.fromkeys((r"\nicefrac", r"\sfrac"), _fraction),
    **dict.fromkeys([*marks.ACCENTS, *marks.ACCENT_ALIASES], _accent),
    **dict.fromkeys((r"\overbrace", r"\underbrace", r"\overbracket", r"\underbracket"), _brace),
    **dict.fromkeys((r"\overset", r"\underset", r"\stackrel"), _stack),
    **dict.fromkeys(_ARROWS, _arrow),
    **dict.fromkeys(TRANSPARENT, _transparent),
    **dict.fromkeys(SILENT, _silent),
    **dict.fromkeys(SIZES, _sized),
    **dict.fromkeys((r"\textcolor", r"\colorbox"), _coloured),
    **dict.fromkeys((r"\hspace", r"\mspace", r"\hskip", r"\mskip", r"\kern", r"\mkern"), _space),
    **dict.fromkeys((r"\bmod", r"\mod", r"\pmod"), _modulus),
    **dict.fromkeys((r"\argmin", r"\argmax", r"\Tr", r"\tr", r"\diag", r"\sgn", r"\softmax"), _known_name),
    **dict.fromkeys(assembled.INTEGRAL_ROWS, assembled.integral_row),
    **dict.fromkeys(assembled.LINED_LIMITS, assembled.lined_limit),
    **dict.fromkeys(assembled.PAIRS_OF_ARROWS, assembled.pair_of_arrows),
    r"\prescript": assembled.left_scripts,
    r"\sideset": assembled.beside_operator,
    r"\genfrac": _genfrac,
    r"\sqrt": _sqrt,
    r"\not": _not,
    r"\mathop": _mathop,
    r"\left": _left,
    r"\middle": _middle,
    r"\raisebox": _raisebox,
    r"\dots": _dots,
    r"\substack": substack,
    r"\begin": begin,
    r"\R": _named("R", "bb"),
    r"\N": _named("N", "bb"),
    r"\Z": _named("Z", "bb"),
    r"\E": _named("E", "bb"),
    r"\reals": _named("R", "bb"),
    r"\Complex": _named("C", "bb"),
    r"\varGamma": _named(r"\Gamma", "it"),
    r"\varDelta": _named(r"\Delta", "it"),
    r"\varTheta": _named(r"\Theta", "it"),
    r"\varLambda": _named(r"\Lambda", "it"),
    r"\varSigma": _named(r"\Sigma", "it"),
    r"\varPhi": _named(r"\Phi", "it"),
    r"\varPsi": _named(r"\Psi", "it"),
    r"\varOmega": _named(r"\Omega", "it"),
}
