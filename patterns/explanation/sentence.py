"""A sentence of an explanation with what it rests on, and the formulas that may stand inside a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.expression.parse import expr_latex
from reader.operators import Expr

#: formulas with more marks than this are not repeated inside a sentence
READABLE = 36
#: the same for formulas that are quoted below a sentence
QUOTABLE = 90
#: marks of LaTeX that print nothing of their own
_SILENT = re.compile(
    r"\\(?:math\w+|boldsymbol|operatorname\*?|text\w*|left|right|big\w?|Big\w?|displaystyle|mathop|limits)(?![A-Za-z])"
)
_MARK = re.compile(r"\\[A-Za-z]+|\\.|[^\s{}_^&\\]")

_CJK = re.compile(r"[\u4e00-\u9fff]")
_CJK_THEN_LATIN = re.compile(r"([\u4e00-\u9fff])(?=[A-Za-z0-9])")
_LATIN_THEN_CJK = re.compile(r"([A-Za-z0-9])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Sentence:
    """One sentence (formulas in ``$...$``) and what it rests on.

    ``because`` is ``pattern:<id>[/<variant>]`` (an entry of the library), ``rule:<name>`` (one of
    ``data/explanations/rules.yaml``), ``glossary:<concept>[, ...]``, or ``quote:<words>``, which begins with the page
    (``quote:page 3: ...``) where that is known.
    """

    text: str
    because: str
    #: page of what is quoted or pointed at
    page: int | None = None
    #: id of the equation that is pointed at
    equation: str | None = None


def quote(words: str, page: int | None = None) -> str:
    """The ``because`` of something that the paper says."""
    return f"quote:page {page}: {words}" if page is not None else f"quote:{words}"


def readable(expr: Expr) -> str:
    r"""The LaTeX of a part for use inside a sentence: a long application by its head, ``f(\ldots)``; else empty."""
    latex = expr_latex(expr).strip()
    if fits(latex):
        return latex
    if expr.op == "apply" and len(expr.args) > 1:
        head = expr_latex(expr.args[0]).strip()
        return rf"{head}(\ldots)" if fits(head) else ""
    return ""


def fits(latex: str, most: int = READABLE) -> bool:
    """Whether a formula is short and flat enough to stand inside a sentence; the empty one is not."""
    return 0 < len(_MARK.findall(_SILENT.sub("", latex))) <= most and r"\begin" not in latex


def spaced(text: str) -> str:
    """Chinese with a space between characters and Latin letters, digits or formulas, as it is set in print."""
    pieces = text.split("$")
    for place in range(0, len(pieces), 2):  # what stands between formulas
        words = _CJK_THEN_LATIN.sub(r"\1 ", _LATIN_THEN_CJK.sub(r"\1 ", pieces[place]))
        before = " " if place and _CJK.match(words) else ""
        after = " " if place < len(pieces) - 1 and _CJK.match(words[-1:]) else ""
        pieces[place] = f"{before}{words}{after}"
    return "$".join(pieces)
