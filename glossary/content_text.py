r"""The texts of our content files: prose with inline LaTeX between dollar signs.

Checks that catch slips of the pen (an unpaired dollar or brace, a YAML escape that swallowed a backslash), and plain
words for the retrieval index.
"""

from __future__ import annotations

import re
import unicodedata

#: ``\{`` and ``\}`` are printed braces, ``\\`` a line break: none of them groups.
_ESCAPED = re.compile(r"\\[\\{}$]")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([^{}]*)\}")
_LEFT, _RIGHT = re.compile(r"\\left(?![a-zA-Z])"), re.compile(r"\\right(?![a-zA-Z])")
#: Categories of characters that only get into a text by accident: controls (``"\theta"`` in a YAML string gives a tab),
#: line and paragraph separators.
_ACCIDENTS = frozenset({"Cc", "Zl", "Zp"})
_NO_BREAK_SPACE = "\u00a0"

#: Commands that only dress their argument, and those that only make space; a reader says nothing for either.
_DRESSING = re.compile(
    r"\\(?:mathbb|mathbf|mathrm|mathcal|mathsf|mathit|boldsymbol|bm|text|operatorname|left|right|big|Big|bigl|bigr"
    r"|displaystyle|limits)(?![a-zA-Z])\*?"
)
_SPACING = re.compile(r"\\(?:quad|qquad)(?![a-zA-Z])|\\[,;:!> ]")
_FRACTION = re.compile(r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}")


def check_text(text: str) -> None:
    """Raise ``ValueError`` where the dollars of a text do not pair up or a formula between them is not sound."""
    _check_characters(text)
    pieces = re.split(r"(?<!\\)\$", text)
    if len(pieces) % 2 == 0:
        raise ValueError(f"the $ signs do not pair up in {text!r}")
    for formula in pieces[1::2]:
        if not formula.strip():
            raise ValueError(f"an empty formula in {text!r}")
        check_formula(formula)


def check_formula(latex: str) -> None:
    """Raise ``ValueError`` where braces, environments or stretched delimiters of a formula do not match."""
    _check_characters(latex)
    bare = _ESCAPED.sub("", latex)
    if "$" in bare:
        raise ValueError(f"a $ inside the formula {latex!r}")
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    if depth:
        raise ValueError(f"the braces do not balance in {latex!r}")
    if len(_LEFT.findall(bare)) != len(_RIGHT.findall(bare)):
        raise ValueError(f"\\left and \\right do not pair up in {latex!r}")
    opened: list[str] = []
    for kind, name in _ENVIRONMENT.findall(bare):
        if kind == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            raise ValueError(f"\\end{{{name}}} has no \\begin in {latex!r}")
    if opened:
        raise ValueError(f"\\begin{{{opened[-1]}}} has no \\end in {latex!r}")


def plain_words(text: str) -> str:
    r"""Reduce the LaTeX of a text to words and letters: ``$\mathbb{E}[X]$`` → ``E[X]``, ``\sigma_t`` → ``sigma_t``."""
    bare = _SPACING.sub(" ", _DRESSING.sub("", text.replace("$", "")))
    bare = _FRACTION.sub(r" \1/\2", bare)
    bare = re.sub(r"\\([a-zA-Z]+)", r" \1 ", bare)
    bare = re.sub(r"[{}\\]", "", bare)
    bare = re.sub(r"\s+([_^])", r"\1", bare)
    return re.sub(r"\s+([.,;:)\]])", r"\1", " ".join(bare.split()))


def _check_characters(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in _ACCIDENTS or character == _NO_BREAK_SPACE:
            name = unicodedata.name(character, f"U+{ord(character):04X}")
            raise ValueError(f"an unexpected {name} in {text!r} (a backslash inside double quotes?)")
