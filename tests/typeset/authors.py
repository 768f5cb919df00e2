r"""How authors type: macros of their own, and what is set but is no part of the formula.

``definitions`` is what a document says before its first formula; ``plain`` writes a formula as it stands on the page, so
that ``\E_{q}\norm{x}`` and ``\mathbb{E}_{q}\left\Vert x\right\Vert`` have one truth. All macros are common ones.
"""

from __future__ import annotations

import re

#: name → number of arguments, what it stands for
MACROS: dict[str, tuple[int, str]] = {
    "E": (0, r"\mathbb{E}"),
    "R": (0, r"\mathbb{R}"),
    "N": (0, r"\mathcal{N}"),
    "KL": (0, r"D_{\mathrm{KL}}"),
    "ECE": (0, r"\mathrm{ECE}"),
    "UCB": (0, r"\mathrm{UCB}"),
    "argmin": (0, r"\operatorname*{arg\,min}"),
    "argmax": (0, r"\operatorname*{arg\,max}"),
    "norm": (1, r"\left\Vert #1 \right\Vert"),
    "abs": (1, r"\left\lvert #1 \right\rvert"),
    "inner": (2, r"\left\langle #1, #2 \right\rangle"),
    "given": (0, r"\mid"),
    "indep": (0, r"\perp\!\!\!\perp"),
    "defeq": (0, r"\stackrel{\mathrm{def}}{=}"),
    "loss": (0, r"\mathcal{L}"),
    "vx": (0, r"\bm{x}"),
    "vtheta": (0, r"\bm{\theta}"),
    "mI": (0, r"\mathbf{I}"),
}
#: commands whose argument stands outside the formula: its number, words between its lines
OUTSIDE = ("tag", "intertext", "shortintertext")
#: small capitals are what one sees of them: capitals
SMALL_CAPITALS = re.compile(r"\\textsc\{(\w+)\}")
#: stands after a formula of running text that a footnote mark follows
FOOTNOTE = "~F~"


def definitions() -> str:
    """The macros as LaTeX defines them; they replace what packages call so."""
    lines = []
    for name, (count, body) in MACROS.items():
        arguments = f"[{count}]" if count else ""
        lines.append(rf"\let\{name}\relax\newcommand{{\{name}}}{arguments}{{{body}}}")
    return "\n".join(lines)


def plain(latex: str) -> str:
    """The formula without macros of its author, and without what stands outside it."""
    latex = SMALL_CAPITALS.sub(lambda found: rf"\text{{{found.group(1).upper()}}}", latex.replace(FOOTNOTE, ""))
    latex = _expanded(latex, "Aboxed", 1, "#1")  # its argument runs over an alignment point
    for name in OUTSIDE:
        latex = _expanded(latex, name, 1, "")
    for name, (count, body) in MACROS.items():
        latex = _expanded(latex, name, count, body)
    return latex


def _expanded(latex: str, name: str, count: int, body: str) -> str:
    """The formula with every call of one macro replaced; its arguments are in braces."""
    pattern = re.compile(rf"\\{name}(?![A-Za-z])\s*")
    at = 0
    while found := pattern.search(latex, at):
        end, arguments = found.end(), []
        for _ in range(count):
            close = _closing(latex, end)
            arguments.append(latex[end + 1 : close])
            end = close + 1
        written = body
        for i, argument in enumerate(arguments, 1):
            written = written.replace(f"#{i}", argument)
        latex = latex[: found.start()] + (f"{{{written}}}" if written and not count else written) + latex[end:]
        at = found.start()
    return latex


def _closing(latex: str, opening: int) -> int:
    """Where the brace that opens at a place is closed."""
    assert latex[opening] == "{", latex[opening:]
    depth = 0
    for i in range(opening, len(latex)):
        if latex[i] in "{}" and latex[i - 1] != "\\":
            depth += 1 if latex[i] == "{" else -1
            if not depth:
                return i
    raise ValueError(f"brace left open: {latex}")
