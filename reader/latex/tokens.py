r"""LaTeX source → tokens, with the limits that keep untrusted input harmless.

Pasted Unicode is understood: signs and Greek letters stand for their commands, mathematical alphabets for their faces,
raised and lowered digits for scripts, combining accents for accent commands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reader import marks
from reader.errors import CartoucheError

#: characters; the longest display of a paper has about 2,000
MAX_LENGTH = 20_000
#: nested groups; real formulas stay under 20
MAX_NESTING = 60


class LatexError(CartoucheError):
    """The LaTeX makes no sense; the text says where."""


@dataclass(frozen=True)
class Token:
    """A command with its backslash, or a single character; ``start`` and ``end`` are offsets into the source."""

    text: str
    start: int
    end: int


_TOKEN = re.compile(r"%[^\n]*\n?\s*|\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_ALPHABETS = (
    ("BOLD ITALIC", r"\boldsymbol"),
    ("SANS-SERIF", r"\mathsf"),
    ("BOLD FRAKTUR", r"\mathfrak"),
    ("BOLD SCRIPT", r"\mathcal"),
    ("DOUBLE-STRUCK", r"\mathbb"),
    ("FRAKTUR", r"\mathfrak"),
    ("BLACK-LETTER", r"\mathfrak"),
    ("SCRIPT", r"\mathcal"),
    ("MONOSPACE", r"\mathtt"),
    ("BOLD", r"\mathbf"),
)
_COMBINING = {
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0304": r"\bar",
    "\u0305": r"\overline",
    "\u0307": r"\dot",
    "\u0308": r"\ddot",
    "\u030c": r"\check",
    "\u20d7": r"\vec",
    "\u0306": r"\breve",
    "\u030a": r"\mathring",
    "\u0332": r"\underline",
}
#: the stroke through a sign, and the root sign as it is pasted, with what may stand under it
_STROKE = "\u0338"
_ROOT = "√"
_RADICAND = re.compile(
    r"(?:\d+(?:\.\d+)?|\\(?:bar|hat|tilde|vec|dot|math\w+|boldsymbol)\{[^{}]*\}|\\[A-Za-z]+ ?|[A-Za-z])"
    r"(?:_(?:\{[^{}]*\}|\w))?"
)
_GREEK_LOOKALIKES = {"Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O"}
_GREEK_LOOKALIKES |= {"Ρ": "P", "Τ": "T", "Χ": "X", "ο": "o", "\u2061": "", "\u2062": "", "\u200b": ""}


def tokenise(source: str) -> list[Token]:
    """Cut LaTeX into tokens; comments vanish, a run of white space is one token ``" "``.

    Raises ``LatexError`` where the source is too long.
    """
    check_length(source)
    tokens = []
    for found in _TOKEN.finditer(source):
        text = found.group()
        if text.startswith("%"):
            continue
        tokens.append(Token(" " if text.isspace() else text, found.start(), found.end()))
    return tokens


def check_length(source: str) -> None:
    """Raise ``LatexError`` where the source is longer than any formula."""
    if len(source) > MAX_LENGTH:
        raise LatexError(f"The formula has {len(source):,} characters; at most {MAX_LENGTH:,} are read.")


def from_unicode(source: str) -> str:
    r"""Rewrite pasted Unicode as LaTeX (``𝔼`` → ``\mathbb{E}``, ``x̂`` → ``\hat{x}``, ``σ²`` → ``\sigma ^{2}``)."""
    check_length(source)
    if source.isascii():
        return source
    pieces: list[str] = []
    for char in _decomposed(source):
        before = pieces[-1] if pieces else ""
        if char in _COMBINING and pieces:
            pieces[-1] = f"{_COMBINING[char]}{{{before.strip()}}}"
        elif char == _STROKE and pieces:
            pieces[-1] = f"\\not{before} "
        elif char == "′":
            pieces.append("'" if before not in ("^", "{") else r"\prime ")
        elif char == "⊤" and before[-1:].strip() and before[-1] not in "^{(=+-,":
            pieces.append(r"^{\top}")  # as it is pasted from a page
        else:
            latex = _plain_latex(char)
            joins = latex[:2] in ("^{", "_{") and before[:2] == latex[:2] and len(char.encode()) > 1
            if joins:  # A⁻¹ has one superscript
                pieces[-1] = before[:-1] + latex[2:]
            else:
                pieces.append(latex)
    return _rooted("".join(pieces))


def _decomposed(source: str) -> Iterator[str]:
    """Take letters with accents apart, but not signs: ``∉`` is one of them."""
    for char in source:
        if char in marks.FROM_UNICODE:
            yield char
        else:
            yield from unicodedata.normalize("NFD", char)


def _rooted(latex: str) -> str:
    r"""Draw the root signs of pasted text over what follows them: a bracket, or one letter or number with its index."""
    pieces = latex.split(_ROOT)
    out = pieces[0]
    for piece in pieces[1:]:
        body = piece.lstrip()
        found = _RADICAND.match(body)
        if body.startswith("(") and (end := _closing(body)):
            out += rf"\sqrt{{{body[1:end]}}}{body[end + 1 :]}"
        elif found is not None:
            out += rf"\sqrt{{{found[0]}}}{body[found.end() :]}"
        else:
            out += _ROOT + piece
    return out


def _closing(text: str) -> int:
    """Return the place of the bracket that closes the first one, 0 where there is none."""
    depth = 0
    for place, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if not depth:
            return place
    return 0


def _plain_latex(char: str) -> str:
    if char.isascii() or char == _ROOT:
        return char
    name = marks.FROM_UNICODE.get(char)
    if name is not None:
        return f"{name} " if name.startswith("\\") else name
    if char in _GREEK_LOOKALIKES:
        return _GREEK_LOOKALIKES[char]
    tag, _, code = unicodedata.decomposition(char).partition(" ")
    if tag in ("<super>", "<sub>"):
        inner = "".join(_plain_latex(chr(int(c, 16))) for c in code.split())
        return f"{'^' if tag == '<super>' else '_'}{{{inner}}}"
    folded = unicodedata.normalize("NFKC", char)
    if tag == "<font>" and folded != char:
        title = unicodedata.name(char, "")
        inner = "".join(_plain_latex(c) for c in folded)
        face = next((command for word, command in _ALPHABETS if word in title), None)
        return inner if face is None else f"{face}{{{inner.strip()}}}"
    return char
