r"""One spelling for every symbol, and its parts: letter, face, accents, indices.

People write the same symbol in many ways (``\lVert``, ``||``; ``x_{t}``, ``x_t``; ``\operatorname{softmax}``).
``normal`` brings a short piece of LaTeX to the spelling that the layout tree's marks use (see
``reader.formula_tree``), and ``dissect`` takes that spelling apart. Both work on any
text and never raise: what is not LaTeX comes back as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[^\s\\]|\\")
#: Commands that only space or size what follows.
_DROPPED_LIST = r"""
    \left \right \middle \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \displaystyle \textstyle \limits
    \nolimits \mathop \mathrel \mathbin \mathord \, \! \; \: \> \quad \qquad \ensuremath $ ~ \mathstrut
"""
_DROPPED = frozenset((*_DROPPED_LIST.split(), "\\ "))
_SAME = {
    r"\lVert": r"\|", r"\rVert": r"\|", r"\Vert": r"\|", r"\parallel": r"\|", r"\lvert": "|", r"\rvert": "|",
    r"\vert": "|", r"\mid": "|", r"\bm": r"\boldsymbol", r"\pmb": r"\boldsymbol", r"\mathbfit": r"\boldsymbol",
    r"\mathscr": r"\mathcal", r"\mathds": r"\mathbb", r"\mathbbm": r"\mathbb", r"\Bbb": r"\mathbb",
    r"\operatorname": r"\mathrm", r"\operatorname*": r"\mathrm", r"\textrm": r"\mathrm", r"\text": r"\mathrm",
    r"\mathit": r"\mathrm", r"\textit": r"\mathrm", r"\textbf": r"\mathbf", r"\mathtt": r"\mathrm",
    r"\texttt": r"\mathrm", r"\ast": "*", r"\le": r"\leq", r"\ge": r"\geq", r"\leqslant": r"\leq",
    r"\geqslant": r"\geq", r"\ne": r"\neq", r"\rightarrow": r"\to", r"\gets": r"\leftarrow", r"\widehat": r"\hat",
    r"\widetilde": r"\tilde", r"\overline": r"\bar", r"\dots": r"\ldots", r"\dotsc": r"\ldots", r"\dotsb": r"\cdots",
    r"\intercal": r"\top", r"\varnothing": r"\emptyset", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\owns": r"\ni",
    r"\land": r"\wedge", r"\lor": r"\vee", r"\lnot": r"\neg", r"\bigstar": r"\star", r"\argmin": r"\arg\min",
    r"\argmax": r"\arg\max", r"\overrightarrow": r"\vec", r"\Re": r"\mathrm{Re}", r"\Im": r"\mathrm{Im}",
    r"\implies": r"\Rightarrow", r"\iff": r"\Leftrightarrow", r"\triangleq": r"\triangleq",
    r"\eqqcolon": "=:", r"\coloneqq": ":=",
    r"\colon": ":", r"\backslash": r"\setminus", r"\smallsetminus": r"\setminus", r"\bigtriangledown": r"\nabla",
}  # fmt: skip
_FACES = {
    r"\mathbf": "bold", r"\boldsymbol": "bold", r"\mathbb": "bb", r"\mathcal": "cal", r"\mathfrak": "frak",
    r"\mathsf": "sf", r"\mathrm": "rm",
}  # fmt: skip
_ACCENTS_LIST = r"""
    \hat \tilde \bar \vec \dot \ddot \check \breve \acute \grave \mathring \underline
"""
_ACCENTS = frozenset(_ACCENTS_LIST.split())
#: Names that TeX knows as commands; written so whether they came as a command or as upright letters.
_FUNCTIONS_LIST = """
    log ln exp max min sup inf lim det dim ker sin cos tan sinh cosh tanh arg Pr gcd deg hom sec csc cot arcsin
    arccos arctan liminf limsup lg
"""
_FUNCTIONS = frozenset(_FUNCTIONS_LIST.split())
_JOINED = {"argmin": r"\arg\min", "argmax": r"\arg\max"}


@dataclass(frozen=True)
class Spelling:
    r"""A symbol in its parts. ``letter`` is bare (``\mu``, ``x``, ``softmax``); scripts are normal LaTeX.

    ``face`` is ``""`` for the ordinary one, else bold, bb, cal, frak, sf or rm; ``accents`` from the outside in.
    """

    letter: str
    face: str = ""
    accents: tuple[str, ...] = ()
    sub: str = ""
    sup: str = ""

    @property
    def latex(self) -> str:
        """The spelling put together again, in normal form."""
        return normal(_with_scripts(self.core, self.sub, self.sup))

    @property
    def core(self) -> str:
        """Letter, face and accents without the indices."""
        command = {"bold": r"\boldsymbol" if self.letter.startswith("\\") else r"\mathbf", "rm": r"\mathrm"}.get(
            self.face
        )
        command = command or (rf"\math{self.face}" if self.face else "")
        text = f"{command}{{{self.letter}}}" if command else self.letter
        for accent in reversed(self.accents):
            text = f"\\{accent}{{{text}}}"
        return text

    def without(self, *parts: str) -> Spelling:
        """Drop some of ``face accents sub sup``; a face only where it is bold or upright."""
        changes: dict[str, str | tuple[str, ...]] = {part: () if part == "accents" else "" for part in parts}
        if self.face not in ("bold", "rm", "sf") or (len(self.letter) > 1 and not self.letter.startswith("\\")):
            changes.pop("face", None)
        return replace(self, **changes)  # type: ignore[arg-type]


@lru_cache(maxsize=20_000)
def normal(latex: str) -> str:
    """Give the normal spelling of a short piece of LaTeX; harmless on anything else."""
    return _Reader(latex).row(closing="")


@lru_cache(maxsize=20_000)
def dissect(latex: str) -> Spelling:
    """Take the spelling of one symbol apart; a text that is no single symbol is all ``letter``."""
    text = normal(latex)
    core, sub, sup = _split_scripts(text)
    accents: list[str] = []
    while (match := re.fullmatch(r"\\([a-z]+)\{(.*)\}", core)) and "\\" + match[1] in _ACCENTS and _balanced(match[2]):
        accents.append(match[1])
        inner, inner_sub, inner_sup = _split_scripts(match[2])
        core, sub, sup = inner, sub or inner_sub, sup or inner_sup
    face = ""
    if (match := re.fullmatch(r"(\\[a-z]+)\{(.*)\}", core)) and match[1] in _FACES and _balanced(match[2]):
        face, core = _FACES[match[1]], match[2]
    elif core.startswith("{") and core.endswith("}") and _balanced(core[1:-1]):
        inside = dissect(core[1:-1])
        return replace(inside, sub=sub or inside.sub, sup=sup or inside.sup)
    return Spelling(core, face, tuple(accents), sub, sup)


def _balanced(text: str) -> bool:
    depth = 0
    for character in re.sub(r"\\[{}]", "", text):
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _split_scripts(text: str) -> tuple[str, str, str]:
    """Split base, subscript and superscript; scripts inside braces or followed by more stay where they are."""
    sub = sup = ""
    depth, starts = 0, []
    for place, character in enumerate(text):
        escaped = place > 0 and text[place - 1] == "\\"
        depth += 0 if escaped else (character == "{") - (character == "}")
        if depth == 0 and character in "_^" and not escaped:
            starts.append(place)
    for start in reversed(starts):
        body = text[start + 1 :]
        whole = len(_TOKEN.findall(body)) == 1 or (
            body.startswith("{") and body.endswith("}") and _balanced(body[1:-1])
        )
        if not whole or start == 0:
            break
        body = body[1:-1] if body.startswith("{") else body
        sub, sup = (body, sup) if text[start] == "_" else (sub, body)
        text = text[:start]
    return text, sub, sup


def _with_scripts(base: str, sub: str, sup: str) -> str:
    return base + (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")


class _Reader:
    """A forgiving recursive reader over LaTeX tokens that writes the normal spelling as it goes."""

    def __init__(self, latex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(latex.replace("||", r"\|"))
        self.place = 0

    def row(self, closing: str) -> str:
        """Atoms up to the closing brace (or the end), each with its scripts, sub before sup."""
        parts: list[str] = []
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token == "}":
                self.place += 1
                if closing:
                    break
                continue
            atom = self.script_base()
            if atom:
                parts.append(atom)
        return _glue(parts)

    def script_base(self) -> str:
        base, sub, sup = "", "", ""
        if self.tokens[self.place] not in ("_", "^", "'"):
            base = self.atom()
        while self.place < len(self.tokens) and self.tokens[self.place] in ("_", "^", "'", r"\limits", r"\nolimits"):
            token = self.tokens[self.place]
            self.place += 1
            if token == "'":
                sup = _glue([sup, r"\prime"])
            elif token == "_":
                sub = _glue([sub, self.atom()])
            elif token == "^":
                sup = _glue([sup, self.atom()])
        return base + _script("_", sub) + _script("^", sup)

    def atom(self) -> str:
        """One token or group; a command that takes an argument takes it along. "" at the end or for mere spacing."""
        if self.place >= len(self.tokens):
            return ""
        token = _SAME.get(self.tokens[self.place], self.tokens[self.place])
        self.place += 1
        if token in _DROPPED:
            return ""
        if token == "{":
            return self.row(closing="}")
        if token in _FACES or token in _ACCENTS or token == r"\sqrt":
            return _dress(token, self.atom())
        if token in (r"\frac", r"\dfrac", r"\tfrac", r"\binom"):
            above, below = self.atom(), self.atom()
            return f"\\{'binom' if token == chr(92) + 'binom' else 'frac'}{{{above}}}{{{below}}}"
        if token == r"\arg" and self.place < len(self.tokens) and self.tokens[self.place] in (r"\min", r"\max"):
            self.place += 1
            return token + self.tokens[self.place - 1]
        return token


def _dress(command: str, body: str) -> str:
    """Put a face or accent round its body: upright words TeX knows become commands, bold Greek is one face."""
    if not body:
        return command
    if command == r"\mathrm":
        bare = body.replace(" ", "")
        if bare in _JOINED:
            return _JOINED[bare]
        if bare in _FUNCTIONS:
            return "\\" + bare
        if bare.startswith("\\"):
            return bare
    if command == r"\mathbf" and body.startswith("\\") and body != r"\nabla":
        command = r"\boldsymbol"
    if command == r"\boldsymbol" and len(body) == 1 and body.isascii() and body.isalnum():
        command = r"\mathbf"
    return f"{command}{{{body}}}"


def _script(sign: str, body: str) -> str:
    if not body:
        return ""
    single = len(body) == 1 or re.fullmatch(r"\\[A-Za-z]+|\\.", body)
    return f"{sign}{body}" if single else f"{sign}{{{body}}}"


def _glue(parts: list[str]) -> str:
    r"""Parts side by side; a space only where a command would swallow the letter behind it (``\alpha x``)."""
    text = ""
    for part in parts:
        if re.search(r"\\[A-Za-z]+\Z", text) and part[:1].isalpha():
            text += " "
        text += part
    return text
