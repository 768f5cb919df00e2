"""Sentences and equations for tests, made from text with formulas between dollar signs."""

from __future__ import annotations

import re

from reader.expression.parse import parse_math
from reader.geometry import Box
from reader.latex.parser import parse_latex
from reader.latex.writer import to_latex
from reader.paper import Equation, Sentence

BOX = Box(0, 0, 1, 1)


def sentences_and_equations(*told: tuple[str, int, str]) -> tuple[list[Sentence], list[Equation]]:
    """One sentence for each (section, page, text), and an equation for each formula in it."""
    sentences, equations = [], []
    for number, (section, page, text) in enumerate(told):
        sentences.append(Sentence(text, page, BOX, section))
        for latex in re.findall(r"\$\$?([^$]+)\$\$?", text):
            tree = parse_latex(latex)
            name = f"eq{len(equations) + 1}"
            equations.append(
                Equation(
                    name, page, BOX, False, None, tree, to_latex(tree), "", 1.0, parse_math(latex), sentence=number
                )
            )
    return sentences, equations
