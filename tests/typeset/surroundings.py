"""What stands round displays in papers of theory: theorems in italics, proofs, lists, quotations, minipages, bare text."""

from __future__ import annotations

from random import Random

from prose import Writer

#: for the preamble; LaTeX's own theorems, which every class takes
THEOREMS = [
    r"\makeatletter\@ifundefined{theorem}{\newtheorem{theorem}{Theorem}}{}\@ifundefined{lemma}{\newtheorem{lemma}{Lemma}}{}",
    r"\makeatother",
]
#: how often each surrounding is drawn
WEIGHTS = {
    "text": 9, "theorem": 4, "lemma": 3, "proof": 3, "remark": 2, "list": 2, "quotation": 1, "minipage": 1, "bare": 1, "step": 1,
}  # fmt: skip


#: surroundings in italics, in which ``\\text`` is set in italics, too
ITALIC = ("theorem", "lemma")
#: classes that set theorems in upright letters
UPRIGHT_THEOREMS = ("IEEEtran", "mnras")


def surrounding(rng: Random) -> str:
    """The name of a surrounding, drawn by its weight."""
    return rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


def surrounded(kind: str, writer: Writer, rng: Random, place: str, display: str) -> str:
    """The display, already set, among what its surrounding puts round it; ``place`` labels its page."""
    if kind == "bare":  # one display right behind another
        return f"{place}{display}\n"
    lead, tail = writer.lead() + place, writer.tail()
    match kind:
        case "theorem" | "lemma":
            name = rng.choice(("", "[main bound]", "[Second form]"))
            inner = f"{writer.sentences(1)} {lead}\n{display}\n{tail}"
            return f"{writer.sentences(1)}\n\\begin{{{kind}}}{name}\n{inner}\n\\end{{{kind}}}\n"
        case "proof":
            inner = f"{writer.sentences(1)} {lead}\n{display}\n{tail}"
            return f"\n\\noindent\\textit{{Proof.}} {inner} \\hfill\\rule{{1.2ex}}{{1.2ex}}\n"
        case "remark":
            return f"\n\\medskip\\noindent\\textbf{{Remark.}} {lead}\n{display}\n{tail} {writer.sentences(1)}\n"
        case "list":
            items = "\n".join(rf"\item {writer.sentences(1)}" for _ in range(2))
            outer = rng.choice(("itemize", "enumerate"))
            return f"\\begin{{{outer}}}\n{items}\n\\item {lead}\n{display}\n{tail}\n\\end{{{outer}}}\n"
        case "quotation":
            return f"\\begin{{quotation}}\n{writer.sentences(1)} {lead}\n{display}\n{tail}\n\\end{{quotation}}\n"
        case "minipage":
            inner = f"{writer.sentences(1)} {lead}\n{display}\n{tail}"
            return f"\n\\noindent\\begin{{minipage}}{{\\columnwidth}}\n{inner}\n\\end{{minipage}}\n"
        case "step":
            return f"\n\\medskip\\noindent\\emph{{Step 1.}} {writer.sentences(2)} {lead}\n{display}\n{tail}\n"
    return f"{writer.sentences(rng.choice((1, 2, 3)))}\n{lead}\n{display}\n{tail}\n"
