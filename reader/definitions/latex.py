r"""Symbols compared: two spellings of one symbol give the same marks, whatever braces, faces and spaces they have.

``marks("\\mathbf{x}_{t}")`` and ``marks("{\\bm x}_t")`` are equal. The marks are a flat tuple in which a script is
always ``_{ ... }`` or ``^{ ... }`` (lower before upper), so that a symbol can be looked for as a run of marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Marks = tuple[str, ...]

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[a-zA-Z]|\d+(?:\.\d+)?|\S", re.S)
#: layout only: no mark of their own
_SILENT = frozenset(
    r"\left \right \middle \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \displaystyle \textstyle "
    r"\scriptstyle \limits \nolimits \, \; \: \! \quad \qquad \  \hspace \nonumber \notag \hfill \ensuremath ~ & "
    r"\mathopen \mathclose \mathbin \mathrel \mathord \mathpunct \mathstrut \strut \allowbreak \xspace".split(" ")
) | {"\\ ", "\\\\"}
_BOLD = frozenset(r"\mathbf \bm \boldsymbol \pmb \bf \mathbold \boldmath \textbf \mathbfit \symbf \mathsfbf".split())
#: upright faces: letters inside are one name
_UPRIGHT = frozenset(
    r"\mathrm \text \textrm \operatorname \operatorname* \mathop \rm \textnormal \mbox \textit \mathit \it \textsf "
    r"\mathsf \sf \texttt \mathtt \tt \textsc \sc \mathnormal \hbox".split()
)
_FACES = {
    r"\cal": r"\mathcal",
    r"\mathscr": r"\mathcal",
    r"\Bbb": r"\mathbb",
    r"\mathbbm": r"\mathbb",
    r"\mathds": r"\mathbb",
}
_SAME = {
    r"\le": r"\leq", r"\ge": r"\geq", r"\ne": r"\neq", r"\to": r"\rightarrow", r"\gets": r"\leftarrow",
    r"\lvert": "|", r"\rvert": "|", r"\vert": "|", r"\mid": "|", r"\|": r"\|", r"\lVert": r"\|", r"\rVert": r"\|",
    r"\Vert": r"\|", r"\ast": "*", r"\intercal": r"\top", r"\T": r"\top", r"\dots": r"\ldots", r"\cdots": r"\ldots",
    r"\dotsc": r"\ldots", r"\dotsb": r"\ldots", r"\colon": ":", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lbrack": "[",
    r"\rbrack": "]", r"\widehat": r"\hat", r"\widetilde": r"\tilde", r"\overline": r"\bar", r"\Pr": "P",
    r"\thicksim": r"\sim", r"\coloneqq": ":=", r"\triangleq": ":=", r"\equiv": r"\equiv", r"\lt": "<", r"\gt": ">",
    "…": r"\ldots", "⋯": r"\ldots", "−": "-", "∗": "*", "∣": "|", "‖": r"\|", "′": "'", "’": "'", "≤": r"\leq",
    "≥": r"\geq", "≠": r"\neq", "∈": r"\in", "∼": r"\sim", "→": r"\rightarrow", "⊤": r"\top", "×": r"\times",
    "·": r"\cdot", "∥": r"\|", "⊂": r"\subset", "⊆": r"\subseteq", "∑": r"\sum", "∇": r"\nabla", "∂": r"\partial",
    "∞": r"\infty", "ℓ": r"\ell", "ϵ": r"\epsilon", "ε": r"\varepsilon", "ϕ": r"\phi", "φ": r"\varphi",
    "ϑ": r"\vartheta",
    "ϱ": r"\varrho", "⟨": r"\langle", "⟩": r"\rangle", "≡": r"\equiv", "←": r"\leftarrow", "ℝ": r"\mathbb{R}",
    "{": "{", "≔": ":=", "ς": r"\varsigma", "∅": r"\emptyset", r"\varnothing": r"\emptyset", "ο": "o",
}  # fmt: skip
_GREEK = {chr(code): name for code, name in zip(
    list(range(0x3B1, 0x3C2)) + list(range(0x3C3, 0x3CA)),
    r"\alpha \beta \gamma \delta \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi o \pi \rho \sigma \tau "
    r"\upsilon \varphi \chi \psi \omega".split(), strict=False,
)}  # fmt: skip
_GREEK |= {
    "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma",
    "Υ": r"\Upsilon", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega",
}  # fmt: skip
_ACCENTS = frozenset(r"\hat \tilde \bar \vec \dot \ddot \check \breve \acute \grave \underline".split())
_COMBINING = {
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0304": r"\bar",
    "\u0305": r"\bar",
    "\u20d7": r"\vec",
    "\u0307": r"\dot",
}
#: upper bound on the length of a formula that is compared, in characters; longer ones are cut
MAX_LATEX = 4000


def _spell_letter(char: str) -> str:
    """Spell a Unicode mathematical letter as LaTeX: a bold 𝐱 becomes mathbf x, ℒ becomes mathcal L."""
    name = unicodedata.name(char, "")
    plain = unicodedata.normalize("NFKC", char)
    if plain == char or len(plain) != 1:
        return char
    if "SUBSCRIPT" in name or "SUPERSCRIPT" in name or "MODIFIER" in name:
        return f"{'_' if 'SUBSCRIPT' in name else '^'}{{{_GREEK.get(plain, plain)}}}"
    face = ""
    if "DOUBLE-STRUCK" in name:
        face = r"\mathbb"
    elif "SCRIPT" in name:
        face = r"\mathcal"
    elif "FRAKTUR" in name or "BLACK-LETTER" in name:
        face = r"\mathfrak"
    elif "BOLD" in name:
        face = r"\mathbf"
    letter = _GREEK.get(plain, _SAME.get(plain, plain))
    return f"{face}{{{letter}}} " if face else f"{letter} "


def _spell(latex: str) -> str:
    out: list[str] = []
    for char in latex[:MAX_LATEX]:
        if char in _COMBINING and out:
            out[-1] = f"{_COMBINING[char]}{{{out[-1]}}}"
        elif char in _GREEK:
            out.append(_GREEK[char] + " ")
        elif char in _SAME:
            out.append(_SAME[char] + " ")
        else:
            out.append(char if char.isascii() else _spell_letter(char))
    return "".join(out)


class _Reader:
    """One pass over the tokens of a formula; every method returns the marks it read."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def sequence(self, closing: str | None, face: str = "") -> list[str]:
        """Marks up to the closing brace (or the end), scripts put in order."""
        out: list[str] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token == closing:
                self.at += 1
                break
            if token in "_^'" or token in ("\\sb", "\\sp"):
                out += self.scripts(face)
            elif token in _BOLD | _UPRIGHT | _FACES.keys() and not self._has_argument():
                self.at += 1  # {\bf x}: the face holds to the end of the group
                face = self.face(token) or face
            else:
                out += self.one(face)
        return out

    def _has_argument(self) -> bool:
        return self.tokens[self.at] not in (r"\bf", r"\rm", r"\it", r"\cal", r"\sf", r"\tt", r"\sc", r"\boldmath")

    @staticmethod
    def face(token: str) -> str:
        return r"\mathbf" if token in _BOLD else _FACES.get(token, "")

    def scripts(self, face: str) -> list[str]:
        """A run of scripts and primes, written lower before upper."""
        lower: list[str] = []
        upper: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] in ("_", "^", "'", "\\sb", "\\sp"):
            token = self.tokens[self.at]
            self.at += 1
            if token == "'":
                upper.append(r"\prime")
            elif token in ("_", "\\sb"):
                lower += self.argument("")
            else:
                upper += [r"\top" if m in ("T", r"\mathsf{T}") and not upper else m for m in self.argument("")]
        return (["_{", *lower, "}"] if lower else []) + (["^{", *upper, "}"] if upper else [])

    def argument(self, face: str) -> list[str]:
        """One group or one mark."""
        while self.at < len(self.tokens) and self.tokens[self.at] in _SILENT:
            self.at += 1
        if self.at >= len(self.tokens):
            return []
        return self.one(face)

    def one(self, face: str) -> list[str]:
        """The marks of the token at hand, which is no script."""
        token = self.tokens[self.at]
        self.at += 1
        if token in _SILENT or token == "}":
            return []
        if token == "{":
            return self.sequence("}", face)
        if token in _BOLD:
            return self.argument(r"\mathbf")
        if token in _UPRIGHT:
            name = self.argument("")
            return ["".join(name)] if name and all(m.isalnum() for m in name) else name
        if token in _FACES or token in (r"\mathcal", r"\mathbb", r"\mathfrak"):
            return self.argument(_FACES.get(token, token))
        token = _SAME.get(token, token)
        if token in _ACCENTS:
            return [token + "{", *self.argument(face), "}"]
        if face and (token.isalpha() or re.fullmatch(r"\\[a-zA-Z]+", token)):
            return [f"{face}{{{token}}}"]
        return [token]


@lru_cache(maxsize=20_000)
def marks(latex: str) -> Marks:
    r"""The marks of a formula or symbol, LaTeX or Unicode. Never fails: what is not understood stays as it is."""
    latex = re.sub(r"\\(label|tag|eqref|ref|vspace|hspace|phantom|color|textcolor)\*?\{[^{}]*\}", " ", latex)
    latex = re.sub(r"\\(begin|end)\{\w+\*?\}(\{[^{}]*\})?", " ", latex)
    reader = _Reader(_TOKEN.findall(_spell(latex.replace("$", " "))))
    out: list[str] = []
    while reader.at < len(reader.tokens):
        out += reader.sequence(None)
    return _composed(out)


def _composed(run: list[str]) -> Marks:
    """Signs typed as two marks become one."""
    out: list[str] = []
    for mark in run:
        if mark == "=" and out and out[-1] == ":":
            out[-1] = ":="
        elif mark == "." and len(out) > 1 and out[-1] == out[-2] == ".":
            out[-2:] = [r"\ldots"]
        else:
            out.append(mark)
    return tuple(out)
