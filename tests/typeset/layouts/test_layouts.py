"""The truth about documents written by hand, and what is read from one of them (where TeX Live is installed)."""

import pytest
from engines import available
from layout_documents import HERE, make, shells, source
from layout_score import score
from layout_truth import marked
from marks_seen import rows_seen

needs_tex = pytest.mark.skipif(not available("pdflatex"), reason="pdflatex is not installed")
SAMPLE = r"""\documentclass{article}\begin{document}
\section{On $\ell_p$}
The map $f$ is smooth\footnote{If $n > 1$.} and \verb|$x$| is code. % $no$
%maybe: y^2 | z
\begin{align}
  a &= b , \nonumber \\
  c &= d .
\end{align}
\begin{tikzpicture}\node {$p(x)$};\end{tikzpicture}
\[ e = \begin{cases} 1 \\ 2 \end{cases} \]
We pay $5$ and get $x$.
\end{document}
"""


def test_formulas_of_a_source():
    found = marked(SAMPLE)
    assert [(f.latex, f.place, f.word) for f in found.formulas if not f.display] == [
        ("f", "text", "map"), ("n > 1", "moved", None), ("x", "text", "get"),
    ]  # fmt: skip
    assert [(f.latex, f.group) for f in found.formulas if f.display][:2] == [("a = b ,", 1), ("c = d .", 1)]
    assert [f.label for f in found.formulas if f.display] == [None, "d1r1", None]
    assert found.maybe == [r"\ell_p", "y^2", "z", "p(x)", "5"]
    assert "".join(found.tex.replace(r"\label{d1r1}", "").split()) == "".join(SAMPLE.split())


@pytest.mark.parametrize("split", ["tune", "held"])
def test_every_formula_of_the_pieces_can_be_compared(split):
    names = {name for shell in shells(split) for name in shell["pieces"]}
    assert names <= {path.stem for path in (HERE / split).glob("*.tex")}
    for shell in shells(split):
        for formula in marked(source(shell)).formulas:
            rows = rows_seen(formula.latex)
            assert rows and not any(row[0].startswith("<") and len(row[0]) > 1 for row in rows), formula.latex


@needs_tex
def test_what_is_read_from_a_whole_document(tmp_path):
    (shell,) = [shell for shell in shells("tune") if shell["name"] == "lncs"]
    figures = score(make(shell, tmp_path))
    assert figures.found == figures.rows == figures.read
    assert figures.numbered >= 0.98 * figures.found
    assert figures.inline_hit >= 0.97 * figures.inline
    assert figures.inline_hit >= 0.93 * figures.inline_read
