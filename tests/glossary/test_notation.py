"""The notation files hold together, and what is wrong in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.concepts import load_concepts
from glossary.cues import PLAIN, VALUED, parse_cue, say_cue
from glossary.notation import MAX_MEANING_WORDS, load_notation
from reader.errors import ContentError
from reader.latex.parser import parse_latex

NOTATION = load_notation()
SENSES = [(symbol, sense) for symbol in NOTATION.symbols for sense in symbol.senses]

ENTRY = r"""
symbols:
- latex: \sigma
  names: [sigma]
  zh: [西格玛]
  zht: [西格瑪]
  senses:
  - meaning: MEANING
    zh: 标准差
    zht: 標準差
    concept: standard_deviation
    kind: scalar
    example: \sigma^2
    CUES
"""


def test_breadth() -> None:
    assert len(NOTATION.symbols) >= 260
    assert len(SENSES) >= 450


def test_every_sense_leads_to_a_concept() -> None:
    concepts = load_concepts()
    assert [sense.concept for _, sense in SENSES if sense.concept not in concepts] == []


def test_meanings_are_short_and_every_sense_is_in_chinese() -> None:
    for symbol, sense in SENSES:
        assert len(sense.meaning.split()) <= MAX_MEANING_WORDS
        assert all("\u3400" <= c <= "\u9fff" for c in (sense.zh[-1:] or sense.zh)) or sense.zh, symbol.latex
        assert ("{sub}" in sense.meaning) == ("{sub}" in sense.zh) == ("{sub}" in sense.zht), sense.meaning


def test_examples_are_latex() -> None:
    for symbol, sense in SENSES:
        assert r"\neg" in sense.example or parse_latex(sense.example), symbol.latex


@pytest.mark.parametrize(
    ("latex", "concept"),
    [
        (r"\mathbb{E}", "expectation"),
        (r"\|\cdot\|", "norms"),
        ("C", "additive_constant"),
        (r"\sigma", "standard_deviation"),
        (r"\sigma^2", "variance"),
        (r"\nabla", "gradient"),
    ],
)
def test_the_first_sense_of_the_touchstone_symbols(latex: str, concept: str) -> None:
    assert NOTATION.entries(latex)[0].senses[0].concept == concept


def test_spelling_does_not_matter() -> None:
    assert NOTATION.entries(r"\lVert \cdot \rVert_{2}") == NOTATION.entries(r"\|\cdot\|_2") != ()
    assert NOTATION.entries(r"\operatorname{softmax}") == NOTATION.entries(r"\mathrm{softmax}") != ()


def _load(tmp_path: Path, meaning: str, cues: str) -> None:
    (tmp_path / "greek.yaml").write_text(ENTRY.replace("MEANING", meaning).replace("CUES", cues), encoding="utf-8")
    load_notation(tmp_path)


@pytest.mark.parametrize(
    ("meaning", "cues"),
    [
        ("standard deviation", "for: standing on its head"),
        ("a meaning of far more words than anybody can take in at a single glance", "for: applied"),
        ("standard deviation", "topics: gardening"),
        ("standard deviation", "colour: red"),
        ("standard deviation", "prior: 9"),
    ],
)
def test_mistakes_name_file_and_entry(tmp_path: Path, meaning: str, cues: str) -> None:
    with pytest.raises(ContentError, match=r"greek\.yaml, entry \\sigma"):
        _load(tmp_path, meaning, cues)


def test_broken_yaml_is_a_content_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("symbols: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"a\.yaml"):
        load_notation(tmp_path)


def test_cues_read_as_words() -> None:
    assert parse_cue("after  bar") == ("after bar", "")
    assert parse_cue(r"after \nabla") == ("after", r"\nabla")
    assert say_cue("power 2") == "is raised to the power 2"
    for name in PLAIN:
        assert parse_cue(name) == (name, "")
    for name in VALUED:
        assert parse_cue(f"{name} x") == (name, "x")
    with pytest.raises(ValueError, match="no such cue"):
        parse_cue("near")
