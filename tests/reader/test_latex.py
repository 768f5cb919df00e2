r"""Layout tree → LaTeX: the exact spelling of typical trees, and that KaTeX parses whatever comes out."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from formula_strategies import TREES
from hypothesis import given, settings

from reader import marks
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
    Mark,
    Name,
    Radical,
    Row,
    Scripts,
    Space,
    Stack,
    Text,
    row,
)
from reader.latex.writer import to_latex

#: where katex is: the folder of the npm package, by default beside the project
KATEX = Path(os.environ.get("KATEX_PATH", Path(__file__).resolve().parents[2] / "node_modules" / "katex"))


def m(text: str, face="it"):
    return row(Mark(word, face) for word in text.split())


@pytest.mark.parametrize(
    ("tree", "latex"),
    [
        (Mark("x", "bf"), r"\mathbf{x}"),
        (Mark(r"\mu", "bi"), r"\boldsymbol{\mu}"),
        (Mark(r"\Gamma", "rm"), r"\Gamma"),
        (Mark(r"\Gamma", "it"), r"\mathit{\Gamma}"),
        (Mark("E", "bb"), r"\mathbb{E}"),
        (Mark("1", "bb"), r"\mathbb{1}"),
        (Mark("x", known=False), r"\text{?}"),
        (Mark("%"), r"\%"),
        (Mark(r"\leq", "rm"), r"\leq"),
        (m(r"a \leq b + c"), r"a \leq b + c"),
        (m(r"- a = - b"), r"-a = -b"),
        (m(r"\alpha x"), r"\alpha x"),
        (row([Name("log"), Mark("p")]), r"\log p"),
        (row([Mark(r"\beta"), Name("softmax"), m("( x )")]), r"\beta \operatorname{softmax}(x)"),
        (Scripts(Mark("p"), sub=Name("data")), r"p_{\mathrm{data}}"),
        (Scripts(Mark("x"), m("t - 1"), Mark("2")), r"x_{t-1}^{2}"),
        (Scripts(Mark("x"), None, row([Mark(r"\prime"), Mark(r"\prime"), Mark("2")])), "x''^{2}"),
        (Scripts(Mark("x"), Mark("i"), Mark(r"\prime")), "x_{i}'"),
        (Scripts(Scripts(Mark("x"), None, Mark("a")), None, Mark("b")), "{x^{a}}^{b}"),
        (Scripts(Row(()), Mark("a"), None), "{}_{a}"),
        (Scripts(Mark(r"\sum"), m("i = 1"), Mark("N"), limits=True), r"\sum_{i=1}^{N}"),
        (Scripts(Name("argmin"), Mark(r"\theta"), limits=True), r"\operatorname*{arg\,min}_{\theta}"),
        (Scripts(Mark("E", "bb"), Mark("x"), limits=True), r"\mathop{\mathbb{E}}\limits_{x}"),
        (Fraction(Mark("1"), Mark("2")), r"\frac{1}{2}"),
        (Fence("(", Fraction(Mark("n"), Mark("k"), bar=False), ")"), r"\binom{n}{k}"),
        (Radical(Mark("x"), Mark("3")), r"\sqrt[3]{x}"),
        (Accent(Mark("x", "bf"), r"\hat"), r"\hat{\mathbf{x}}"),
        (Brace(Mark("x"), Text("this one")), r"\underbrace{x}_{\text{this one}}"),
        (Brace(Mark("x"), None, over=True), r"\overbrace{x}"),
        (Stack(Mark("="), above=Name("def")), r"\overset{\mathrm{def}}{=}"),
        (Stack(Mark(r"\rightarrow"), above=Mark("d")), r"\xrightarrow{d}"),
        (Fence("[", Mark("x"), "."), r"\left[x\right."),
        (Fence("(", Array(((Mark("a"), Mark("b")),)), ")"), r"\begin{pmatrix} a & b \end{pmatrix}"),
        (Fence(r"\{", Array(((Mark("a"),), (Mark("b"),)), "cases"), "."), r"\begin{cases} a \\ b \end{cases}"),
        (Array(((m("a = b"),), (m("= c"),)), "aligned"), r"\begin{aligned} a &= b \\ &= c \end{aligned}"),
        (Array(((m("[ a ]"),), (m("[ b ]"),))), r"\begin{matrix} {}[a] \\ {}[b] \end{matrix}"),
        (row([Mark("a"), Space(1.1), Text("if"), Mark("b")]), r"a \quad \text{if} b"),
        (Text("50% of {it} _ $"), r"\text{50\% of \{it\} \_ \$}"),
    ],
)
def test_spelling(tree, latex):
    assert to_latex(tree) == latex


def test_depth_is_cut_not_crashed():
    tree = Mark("x")
    for _ in range(900):
        tree = Radical(tree)
    assert r"\text{?}" in to_latex(tree)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_any_tree_is_written_with_balanced_braces(tree):
    latex = to_latex(tree).replace(r"\{", "").replace(r"\}", "")
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\left") - latex.count(r"\leftarrow") >= 0


@pytest.mark.skipif(shutil.which("node") is None or not KATEX.exists(), reason="node with katex is not installed")
def test_katex_parses_every_mark_and_random_trees():
    lines = [to_latex(Mark(name)) for name in marks.UNICODE]
    lines += [to_latex(Accent(Mark("x"), accent)) for accent in marks.ACCENTS]

    @settings(max_examples=300, deadline=None, database=None)
    @given(TREES)
    def collect(tree):
        lines.append(to_latex(tree))

    collect()
    script = """
      const katex = require(process.argv[1]);
      for (const s of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
        try { katex.renderToString(s, {displayMode: true, strict: 'ignore', trust: false}); }
        catch (e) { console.log(s + '  ' + e.message); }
      }"""
    command = ["node", "-e", script, str(KATEX)]
    done = subprocess.run(command, input=json.dumps(lines), text=True, capture_output=True, check=True)
    assert done.stdout == ""
