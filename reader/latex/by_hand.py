r"""What people type without thinking of TeX, as the LaTeX they mean: ``x^10``, ``sqrt(x)``, ``sum_i``, ``a <= b``.

For what a person types into a field only: in a paper's source ``x^10`` is x to the one, times zero. Scripts of several
characters are taken whole everywhere; words and signs spelled in ASCII only where there is no backslash, so that LaTeX
proper comes back as it was.
"""

from __future__ import annotations

import re

from reader import marks
from reader.latex.tokens import check_length

#: words for letters and signs, beside the names of Greek letters
_SIGN_WORDS = {
    "sum": r"\sum ",
    "prod": r"\prod ",
    "product": r"\prod ",
    "int": r"\int ",
    "integral": r"\int ",
    "infinity": r"\infty ",
    "infty": r"\infty ",
    "inf": r"\inf ",
    "partial": r"\partial ",
    "nabla": r"\nabla ",
    "grad": r"\nabla ",
    "forall": r"\forall ",
    "exists": r"\exists ",
    "in": r"\in ",
    "times": r"\times ",
    "sqrt": r"\sqrt ",
}
_GREEK = frozenset(name[1:] for name in marks.LETTERS if name.startswith("\\") and len(name) > 3) | {"mu", "pi", "nu"}
_FUNCTIONS = marks.FUNCTION_NAMES | marks.LIMIT_NAMES
_OPERATORS = marks.BARE_FUNCTIONS - _FUNCTIONS
#: signs spelled with several ASCII characters, longest first; those that could mean two things need room before them
_DIGRAPHS = [
    (re.compile(r"<=>"), r"\\Leftrightarrow "),
    (re.compile(r"<="), r"\\leq "),
    (re.compile(r">="), r"\\geq "),
    (re.compile(r"(?<=\s)!="), r"\\neq "),
    (re.compile(r"=>"), r"\\Rightarrow "),
    (re.compile(r"->"), r"\\rightarrow "),
    (re.compile(r"(?<=\s)<-(?=\s)"), r"\\leftarrow "),
    (re.compile(r"~"), r"\\sim "),
    (re.compile(r"(?<=\d)%"), r"\\% "),
]
_WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2,}(?![A-Za-z])")
#: several digits, or a sign with what it stands before, right behind ^ or _
_LONG_SCRIPT = re.compile(r"([\^_])(-?\d+(?:\.\d+)?|-\w)(?![\w.]*[\^_])")
#: a subscript of several capitals, or one that is a label
_WORD_SCRIPT = re.compile(r"_([A-Z]{2,}|data|old|new|ref|model|train|test|max|min|ij|ik|jk|kl|ijk)(?![A-Za-z_^])")
#: a brace that holds a set rather than an argument: behind nothing, a sign or a bracket
_SET = re.compile(r"(?:^|(?<=[=(,|+\-]))\s*\{([^{}]*[,|:…][^{}]*)\}|(?<=\\in )\s*\{([^{}]*)\}|(?<=∈)\s*\{([^{}]*)\}")


def typed_latex(source: str) -> str:
    """Return the LaTeX that somebody means who typed this; raises ``LatexError`` where it is too long to be a formula."""
    check_length(source)
    text = source
    if "\\" not in text:
        for pattern, latex in _DIGRAPHS:
            text = pattern.sub(latex, text)
        text = _WORD.sub(_word, text)
        text = _SET.sub(lambda found: rf"\{{{found[1] or found[2] or found[3] or ''}\}}", text)
        text = _roots_closed(text)
    text = _LONG_SCRIPT.sub(_braced, text)
    return _WORD_SCRIPT.sub(lambda found: f"_{{{found[1]}}}", text)


def _braced(found: re.Match[str]) -> str:
    """Put a script of several characters in braces; a single digit needs none."""
    return found[0] if len(found[2]) == 1 else f"{found[1]}{{{found[2]}}}"


def _word(found: re.Match[str]) -> str:
    """Return the command for a word that names a letter, a sign or a function; other words stay."""
    word = found[0]
    if word in _SIGN_WORDS:
        return _SIGN_WORDS[word]
    if word in _FUNCTIONS or word in _GREEK:
        return f"\\{word} "
    return rf"\operatorname{{{word}}} " if word in _OPERATORS else word


def _roots_closed(text: str) -> str:
    r"""Make ``\sqrt (x + 1)`` a root over what the brackets hold."""
    command = r"\sqrt "
    start = text.find(command)
    while start >= 0:
        opening = start + len(command)
        depth, end = 0, opening
        while end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if depth <= 0:
                break
            end += 1
        if text[opening : opening + 1] == "(" and end < len(text):
            text = f"{text[:opening]}{{{text[opening + 1 : end]}}}{text[end + 1 :]}"
        start = text.find(command, opening)
    return text
