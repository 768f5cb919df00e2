"""Where a paper goes from an equation: the algorithm, the reference, the next equation that uses what it defines."""

from pathlib import Path

import pytest

from glossary.annotate import read_and_annotate
from glossary.contract import as_json, voices_json
from patterns.explanation.texts import load_texts
from patterns.explanation.voice import VOICES, Voice

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "papers" / "diffusion_primer.pdf"


@pytest.fixture(scope="module")
def annotated():
    return read_and_annotate(SAMPLE)


def equation(annotated, number):
    return next(e for e in annotated.equations if e.equation.number == number)


def test_a_reference_is_quoted_with_its_page(annotated):
    places = [s for s in equation(annotated, "8").explanation if s.because.startswith("quote:page")]
    assert any("Equation (8)" in s.because and s.page == 2 for s in places)


def test_what_it_defines_is_found_again(annotated):
    said = equation(annotated, "7").explanation
    ids = {e.equation.id: e.equation.number for e in annotated.equations}
    assert any(s.equation is not None and ids[s.equation] is not None for s in said), said


def test_places_lie_further_on(annotated):
    order = {e.equation.id: place for place, e in enumerate(annotated.equations)}
    for e in annotated.equations:
        for sentence in e.explanation:
            if sentence.equation is not None:
                assert order[sentence.equation] > order[e.equation.id]


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_the_contract_in_every_voice(annotated, voice):
    content = as_json(annotated, voice)
    plain = as_json(annotated)
    assert [e.keys() for e in content["equations"]] == [e.keys() for e in plain["equations"]]
    displays = [e for e in content["equations"] if e["display"]]
    assert all(3 <= len(e["explanation"]) <= 6 for e in displays if e["patterns"])
    assert all(e["reads"] for e in content["equations"])
    told = voices_json(annotated)
    for e in displays:
        assert told[e["id"]][voice.key] == {"reads": e["reads"], "explanation": e["explanation"]}


def test_reasons_for_importance_have_chinese(annotated):
    reasons = {reason for e in annotated.equations for reason in e.importance.reasons}
    assert len(reasons) > 5
    assert [reason for reason in reasons if not load_texts().reason(reason, "zh")] == []


def test_chinese_is_read_in_chinese(annotated):
    eight = next(e for e in as_json(annotated, Voice("zh", "expert"))["equations"] if e["number"] == "8")
    assert "期望" in eight["reads"] and "平方误差" in eight["explanation"][0]["text"]
