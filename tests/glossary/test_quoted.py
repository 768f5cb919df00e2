"""Quotations end between words and outside formulas, wherever they are shown."""

from __future__ import annotations

from glossary.concepts import load_concepts
from glossary.export import study_markdown
from glossary.quoted import MAX_QUOTE, brief
from glossary.study import Because, Study, StudyItem


def test_quotes_end_between_words_and_outside_formulas() -> None:
    text = "a sentence that has " * 8 + "$x + y + z + w$ " * 6
    short = brief(text)
    assert len(short) <= MAX_QUOTE + 2 and short.endswith(" …") and short.count("$") % 2 == 0
    assert brief("a  $$b$$") == "a $b$"


def test_displays_in_quotes_stay_formulas_in_markdown() -> None:
    quote = r"With this the loss becomes $$\mathbb{E}_q\left[\|x_0 - y\|^2\right] + C,$$ which is [1] small."
    because = Because("eq7", 2, quote)
    item = StudyItem("expectation", 1, 2.0, (because,), 0.9)
    text = study_markdown(Study((item,), ("expectation",)), load_concepts(), "T", {}, [("equation (1)", "x,", "why")])
    [line] = [line for line in text.splitlines() if "the loss becomes" in line]
    assert r"$\mathbb{E}_q\left[\Vert x_0 - y\Vert ^2\right] + C,$ which is \[1\] small" in line
    assert line.count("$") == 2 and "a formula, page 2" in line
    assert "- equation (1): $x$: why" in text
