"""The explanation: few sentences, each supported, and none about what was not found."""

import pytest

from patterns.explain import LONGEST, explain
from patterns.library import load_library
from patterns.match import match
from patterns.roles import Context
from reader.expression import parse_math

LIBRARY = load_library()
EQUATION_8 = (
    r"L_{t-1} = \mathbb{E}_q\left[ \frac{1}{2\sigma_t^2} \|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)\|^2 \right] + C"
)


def explained(latex, context=None):
    expr = parse_math(latex)
    return explain(expr, match(expr, context), context)


def test_equation_8_tells_the_shape_the_roles_the_weight_and_the_constant():
    said = explained(EQUATION_8)
    texts = " ".join(s.text for s in said)
    assert 3 <= len(said) <= LONGEST
    assert "squared difference" in texts
    assert "The prediction is" in texts and "trainable parameters" in texts
    assert r"\frac{1}{2\sigma_{t}^{2}}" in texts
    assert "constant $C$" in texts


@pytest.mark.parametrize("latex", [e.latex for entry in LIBRARY.entries.values() for e in entry.examples][::7])
def test_every_sentence_is_supported_and_complete(latex):
    for sentence in explained(latex):
        kind, _, rest = sentence.because.partition(":")
        assert kind in ("pattern", "rule", "quote") and rest
        if kind == "pattern":
            assert rest.split("/")[0] in LIBRARY.entries
        assert "${" not in sentence.text
        assert sentence.text.count("$") % 2 == 0
        assert sentence.text.rstrip("”").endswith(".") or sentence.text.endswith("”.")


def test_nothing_is_said_of_an_unknown_shape():
    assert explained("a+b") == []


def test_the_paper_s_words_are_quoted():
    said = explained("q = r", Context(definitions={"q": "the quality of a link"}))
    assert any("the quality of a link" in s.text and s.because.startswith("quote:") for s in said)
